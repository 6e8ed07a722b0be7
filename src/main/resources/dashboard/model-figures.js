// Figures of models: the time line of versions, the confusion matrix and the calibration of the champion.
import {h, table} from './dom.js';
import {Chart, colour} from './charts.js';
import {number, percent} from './format.js';
import {t} from './i18n.js';
import {labelName, labelText} from './labels.js';

const SHADES = 5;

/** Accuracy and agreement of versions by time; what became of each is a shape, explained under the chart. */
export function timeline(signal) {
  const states = {list: []};
  const chart = new Chart({
    name: 'timeline', title: t('timeline.title'), time: true, height: 230, value: value => percent(value, 1), legend: true,
    range: (plot, low, high) => spread(low, high), xRange: (plot, low, high) => padded(low, high),
    series: [
      {label: t('models.accuracy'), colour: 'var(--accent)', spanGaps: true},
      {label: t('models.agreement'), colour: 'var(--label-3)', dash: [5, 4], spanGaps: true},
    ],
    hooks: {draw: [plot => drawShapes(plot, states.list)]},
  }, signal);
  chart.element.append(h('p', {class: 'legend'}, ['promoted', 'refused', 'rolled-back'].map(kind => h('span', {class: 'shape-key'}, h('span', {'aria-hidden': 'true'}, SHAPES[kind]), ' ', t(`kind.${kind}`)))));
  return {element: chart.element, draw: models => drawTimeline(chart, states, models)};
}

const SHAPES = {promoted: '●', refused: '✕', 'rolled-back': '▼'};

function drawTimeline(chart, states, models) {
  const versions = models.versions.filter(version => version.at).sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const rolledBack = new Set(models.promotions.filter(line => line.kind === 'rolled-back').map(line => line.parent));
  states.list = versions.map(version => (version.state === 'refused' ? 'refused' : rolledBack.has(version.version) ? 'rolled-back' : 'promoted'));
  const latest = versions.findLast(version => version.accuracy != null);
  const columns = [versions.map(version => Date.parse(version.at) / 1000), versions.map(version => version.accuracy ?? null), versions.map(version => version.agreement ?? null)];
  if (versions.length === 1) { // uPlot would show years beside a single point
    columns.forEach((column, i) => column.unshift(i === 0 ? column[0] - 3600 : null));
    states.list.unshift(null);
  }
  return chart.draw(
    columns,
    latest ? t('timeline.summary', {n: number(versions.length), version: latest.version, accuracy: percent(latest.accuracy, 1), agreement: percent(latest.agreement, 1)}) : t('models.none'));
}

/** A little more than what there is, within 0 to 1: differences between versions are small. */
function spread(low, high) {
  if (low == null) return [0, 1];
  const more = Math.max(0.02, (high - low) * 0.15);
  return [Math.max(0, low - more), Math.min(1, high + more)];
}

function padded(low, high) {
  const more = Math.max(60, (high - low) * 0.04);
  return [low - more, high + more];
}

function drawShapes(plot, states) {
  const {ctx} = plot;
  ctx.save();
  ctx.font = `${Math.round(13 * devicePixelRatio)}px system-ui, sans-serif`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  for (const series of [1, 2]) {
    plot.data[series].forEach((value, i) => {
      if (value === null) return;
      ctx.fillStyle = colour(states[i] === 'promoted' ? (series === 1 ? 'var(--accent)' : 'var(--label-3)') : 'var(--bad)');
      ctx.fillText(SHAPES[states[i]], plot.valToPos(plot.data[0][i], 'x', true), plot.valToPos(value, 'y', true));
    });
  }
  ctx.restore();
}

/** Rows: the right label, columns: what the champion gives; shaded by the share of the row. */
export function confusion(assessment, order) {
  const matrix = assessment?.confusion ?? {};
  const rows = Object.keys(matrix);
  const given = rows.flatMap(row => Object.keys(matrix[row]));
  const names = [...new Set([...order, ...rows, ...given])].filter(name => rows.includes(name) || given.includes(name));
  if (names.length === 0) return h('p', {class: 'muted'}, t('confusion.none'));
  return table({
    caption: t('confusion.title'), class: 'confusion',
    head: [t('confusion.corner'), ...names.map(name => ({number: labelName(name)})), {number: t('confusion.recall')}],
    rows: names.map(right => {
      const counts = names.map(name => matrix[right]?.[name] ?? 0);
      const total = counts.reduce((sum, count) => sum + count, 0);
      return [labelName(right), ...counts.map((count, i) => cell(count, total, {right, given: names[i]})), {number: total === 0 ? '–' : percent((matrix[right]?.[right] ?? 0) / total)}];
    }),
  });
}

function cell(count, total, {right, given}) {
  const share = total === 0 ? 0 : count / total;
  const shade = count === 0 ? 0 : Math.max(1, Math.ceil(share * SHADES));
  return {number: h('span', {class: `cell ${right === given ? 'right' : 'wrong'} shade-${shade}`, title: t('confusion.cell', {right: labelText(right), given: labelText(given), n: number(count), share: percent(share)})}, count === 0 ? '·' : number(count))};
}

/** How often the champion is right where it is so sure; on the diagonal it is as right as it says. */
export function calibration(signal) {
  const chart = new Chart({
    name: 'calibration', title: t('calibration.title'), height: 230, value: value => percent(value), legend: true, xLabel: t('calibration.confidence'),
    range: () => [0, 1], xRange: () => [0, 1],
    series: [
      {label: t('calibration.right'), colour: 'var(--accent)', points: {show: true, size: 8, fill: colour('var(--accent)')}},
      {label: t('calibration.ideal'), colour: 'var(--muted)', dash: [4, 4], width: 1},
    ],
  }, signal);
  const counts = h('details', {}, h('summary', {}, t('calibration.counts')), h('div', {}));
  chart.element.append(counts);
  return {element: chart.element, draw: assessment => drawCalibration(chart, counts.lastChild, assessment)};
}

function drawCalibration(chart, place, assessment) {
  const bins = (assessment?.calibration ?? []).filter(bin => bin.texts > 0).sort((a, b) => a.meanConfidence - b.meanConfidence);
  place.replaceChildren(table({
    caption: t('calibration.counts'), head: [t('calibration.bin'), {number: t('calibration.texts')}, {number: t('calibration.confidence')}, {number: t('calibration.right')}],
    rows: bins.map(bin => [`${percent(bin.from)}–${percent(bin.to)}`, {number: number(bin.texts)}, {number: percent(bin.meanConfidence, 1)}, {number: percent(bin.right / bin.texts, 1)}]),
  }));
  const texts = bins.reduce((sum, bin) => sum + bin.texts, 0);
  const error = bins.reduce((sum, bin) => sum + bin.texts * Math.abs(bin.meanConfidence - bin.right / bin.texts), 0) / Math.max(1, texts);
  const shares = bins.map(bin => bin.right / bin.texts);
  // The diagonal goes from corner to corner, beyond the points.
  return chart.draw([[0, ...bins.map(bin => bin.meanConfidence), 1], [null, ...shares, null], [0, ...bins.map(bin => bin.meanConfidence), 1]],
    t('calibration.summary', {n: number(texts), error: percent(error, 1)}));
}

export function assessmentFacts(name, assessment) {
  if (!assessment) return null;
  const share = (right, all) => (all ? `${number(right)} / ${number(all)} (${percent(right / all, 1)})` : '–');
  const recall = Object.entries(assessment.recall ?? {});
  return h('div', {class: 'assessment'}, h('h4', {}, name), h('dl', {class: 'facts'},
    h('dt', {}, t('models.accuracy')), h('dd', {}, share(assessment.holdOutRight, assessment.holdOut)),
    h('dt', {}, t('models.agreement')), h('dd', {}, share(assessment.correctionsRight, assessment.corrections)),
    h('dt', {}, t('models.macroF1')), h('dd', {}, number(assessment.macroF1, 3)),
    recall.map(([label, value]) => [h('dt', {class: 'sub'}, t('confusion.recall'), ' ', labelName(label)), h('dd', {}, percent(value))])));
}

