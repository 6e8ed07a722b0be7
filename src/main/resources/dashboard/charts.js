// Charts with uPlot (vendor/uplot): the colours of the theme, the language of the page, a text beside each for screen readers.
import {h} from './dom.js';
import {clock, day, moment} from './format.js';
import {t} from './i18n.js';

const FONT = '12px system-ui, "Noto Sans Oriya", sans-serif';

/** index.html loads uPlot after the page's own modules, which must not wait for it. */
const loaded = globalThis.uPlot ? Promise.resolve() : new Promise(resolve => addEventListener('load', resolve, {once: true}));

/** The value of a variable of the style sheet: a canvas cannot read it itself. */
export function colour(variable) {
  const name = /^var\((.+)\)$/.exec(variable)?.[1];
  return name ? getComputedStyle(document.documentElement).getPropertyValue(name).trim() : variable;
}

/**
 * A chart. Of `shape`: name (its data-chart), title, height, series (uPlot's, with `colour` a variable), time (whether x is
 * seconds since 1970), range (of y), value (how a number of y is written), stacked, hooks. `draw(data, summary)` shows data, x first.
 */
export class Chart {
  #shape;
  #plot = null;
  #data = null;

  constructor(shape, signal) {
    this.#shape = shape;
    this.box = h('div', {class: 'chart-box'});
    this.element = h('figure', {class: 'chart', 'data-chart': shape.name, 'data-points': '0'}, h('figcaption', {}, shape.title), this.box);
    const observer = new ResizeObserver(() => this.#resize());
    observer.observe(this.box);
    document.addEventListener('odia-theme', () => this.#rebuild(), {signal});
    signal.addEventListener('abort', () => { observer.disconnect(); this.#destroy(); });
    this.signal = signal;
  }

  async draw(data, summary) {
    this.box.setAttribute('role', 'img');
    this.box.setAttribute('aria-label', `${this.#shape.title}. ${summary}`);
    await loaded;
    if (this.signal.aborted) return;
    this.#data = data;
    if (this.#plot === null) this.#build();
    else this.#plot.setData(data);
    this.#showLast();
    this.element.dataset.points = String(data.slice(1).reduce((sum, series) => sum + series.filter(value => value != null).length, 0));
  }

  /** Other series, as where a label appears; draws what is given then. */
  reshape(series) {
    this.#shape = {...this.#shape, series};
    this.#destroy();
  }

  get seriesCount() {
    return this.#shape.series.length;
  }

  #build() {
    const width = this.box.clientWidth;
    if (width === 0 || this.#data === null) return;
    this.#plot = new globalThis.uPlot(this.#options(width), this.#data, this.box);
  }

  #options(width) {
    const shape = this.#shape;
    const axis = {stroke: colour('var(--muted)'), font: FONT, grid: {stroke: colour('var(--grid)'), width: 1}, ticks: {show: false}};
    const write = shape.value ?? String;
    const x = shape.time
      ? {values: (plot, ticks) => ticks.map(moments), space: 80}
      : {values: (plot, ticks) => ticks.map(shape.xValue ?? write)};
    return {
      width, height: shape.height ?? 180, padding: [10, 14, 0, 0],
      hooks: {...shape.hooks, setCursor: [plot => { if (plot.cursor.idx == null) this.#showLast(); }]},
      cursor: {points: {size: 7}, drag: {x: false, y: false}},
      legend: {show: shape.series.length > 1 || shape.legend === true},
      scales: {x: {time: shape.time === true, range: shape.xRange}, y: {range: shape.range ?? ((plot, low, high) => [0, high > 0 ? high * 1.1 : 1])}},
      axes: [{...axis, ...x, size: 30}, {...axis, size: 58, values: (plot, ticks) => ticks.map(write)}],
      series: [{label: shape.xLabel ?? t('chart.at'), value: (plot, at) => (at == null ? '–' : shape.time ? moment(at * 1000) : (shape.xValue ?? write)(at))},
        ...shape.series.map(series => ({width: 1.75, points: {show: false}, value: (plot, y) => (y == null ? '–' : write(y)), ...series,
          stroke: colour(series.colour), fill: series.fill ? colour(series.fill) + (shape.stacked ? 'a6' : '') : undefined}))],
      // Between a series and the one below it, so that their colours do not mix.
      bands: shape.stacked ? shape.series.slice(1).map((series, i) => ({series: [i + 1, i + 2]})) : undefined,
    };
  }

  /** The legend tells the latest figures while nobody points at others. */
  #showLast() {
    const last = (this.#data?.[0].length ?? 0) - 1;
    if (this.#plot !== null && last >= 0 && this.#shape.time) this.#plot.setLegend({idx: last}, false);
  }

  #resize() {
    if (this.#plot === null) this.#build();
    else if (this.box.clientWidth > 0) this.#plot.setSize({width: this.box.clientWidth, height: this.#shape.height ?? 180});
  }

  #rebuild() {
    this.#destroy();
    this.#build();
    this.#showLast();
  }

  #destroy() {
    this.#plot?.destroy();
    this.#plot = null;
  }
}

/** Where a day begins its date is said, and the hour elsewhere. */
function moments(tick) {
  const at = new Date(tick * 1000);
  return at.getHours() === 0 && at.getMinutes() === 0 ? day(at) : clock(at, false);
}
