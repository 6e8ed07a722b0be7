// The health view: rates, latency, lag, label mix, the conservation equations, instances, dead letters.
import {bar, byId, h, renew, replace, state, table} from './dom.js';
import {get} from './api.js';
import {Chart} from './charts.js';
import {on} from './events.js';
import {age, millis, moment, number, percent, rate} from './format.js';
import {t} from './i18n.js';
import {colourOf, labelName, labels, labelText, loadLabels} from './labels.js';
import {DeadLetters} from './dead-letters.js';
import {failure} from './said.js';
import {untrusted} from './untrusted.js';

const REFRESH_MILLIS = 5_000;
let view = null;

export function enter(root, to, signal) {
  view = {root, signal, charts: charts(signal), letters: new DeadLetters(signal), shown: {}};
  draw();
  on('stats', drawNumbers, signal);
  const timer = setInterval(() => { if (!document.hidden) load(); }, REFRESH_MILLIS);
  signal.addEventListener('abort', () => clearInterval(timer));
  loadLabels().catch(() => {}).then(load);
  view.letters.load();
}

function charts(signal) {
  return {
    rate: new Chart({name: 'rate', title: t('rate.title'), time: true, value: rate, series: [{label: t('pulse.rate'), colour: 'var(--accent)', fill: 'var(--accent-soft)'}]}, signal),
    latency: new Chart({name: 'latency', title: t('latency.title'), time: true, value: millis, series: [
      {label: 'p50', colour: 'var(--accent)', width: 2.5}, {label: 'p95', colour: 'var(--label-3)'}, {label: 'p99', colour: 'var(--label-0)', width: 1}]}, signal),
    lag: new Chart({name: 'lag', title: t('lag.title'), time: true, value: value => number(value), series: [{label: t('lag.lag'), colour: 'var(--label-3)', fill: 'var(--accent-soft)'}]}, signal),
    mix: new Chart({name: 'mix', title: t('mix.title'), time: true, height: 220, stacked: true, range: () => [0, 1], value: value => percent(value), series: []}, signal),
  };
}

function draw() {
  const {charts: chart} = view;
  replace(view.root,
    h('div', {class: 'live-bar'}, h('h1', {}, t('nav.health')), h('span', {id: 'health-at', class: 'muted'})),
    h('div', {id: 'health-error'}),
    h('section', {class: 'panel conservation', 'aria-label': t('conservation.title')}, h('h2', {}, t('conservation.title')), h('ul', {id: 'conservation'})),
    h('dl', {id: 'numbers', class: 'numbers', 'aria-label': t('numbers.title')}),
    h('div', {class: 'two', id: 'charts'}, h('div', {class: 'panel'}, chart.rate.element), h('div', {class: 'panel'}, chart.latency.element),
      h('div', {class: 'panel'}, chart.lag.element, h('div', {id: 'lag-table'})),
      h('div', {class: 'panel'}, chart.mix.element, h('ul', {id: 'drift'}), h('div', {id: 'mix-table'}))),
    h('div', {class: 'panel', id: 'instances'}),
    view.letters.element);
}

async function load() {
  const mine = view;
  try {
    const stats = await get('/api/stats', {}, {signal: mine.signal});
    if (mine.signal.aborted) return;
    byId('health-error').replaceChildren();
    drawNumbers(stats.pulse);
    drawCharts(stats);
    changed('conservation', stats.conservation, drawConservation);
    changed('lag', stats.lag, drawLag);
    changed('mix', [stats.mix.now, stats.mix.week, stats.mix.training, stats.mix.drift], () => drawMixTable(stats.mix));
    drawInstances(stats.instances);
    byId('health-at').textContent = t('health.at', {at: moment(stats.pulse.at)});
  } catch (error) {
    if (!mine.signal.aborted) replace(byId('health-error'), failure(error, load));
  }
}

/** A table that somebody scrolls or reads is left alone while its figures are the same. */
function changed(name, value, drawPart) {
  const now = JSON.stringify(value);
  if (view.shown[name] === now) return;
  view.shown[name] = now;
  drawPart(value);
}

function drawNumbers(pulse) {
  const place = byId('numbers');
  if (place === null) return;
  const latency = pulse.latencyMillis ?? {};
  const one = (name, value) => h('div', {}, h('dt', {}, t(name)), h('dd', {}, value));
  replace(place, one('numbers.rate', rate(pulse.labelsPerSecond)), one('numbers.p50', millis(latency.p50)), one('numbers.p95', millis(latency.p95)), one('numbers.p99', millis(latency.p99)),
    one('numbers.lag', number(pulse.lag)), one('numbers.waiting', number(pulse.waiting)), one('numbers.letters', number(pulse.deadLetters)));
  view.letters.seen(pulse.deadLetters);
}

function drawCharts({history, mix}) {
  const last = values => values?.findLast(value => value != null) ?? null;
  const {charts: chart} = view;
  chart.rate.draw([history.at, history.labelsPerSecond], t('chart.last', {value: rate(last(history.labelsPerSecond))}));
  chart.latency.draw([history.at, history.p50, history.p95, history.p99],
    t('latency.summary', {p50: millis(last(history.p50)), p95: millis(last(history.p95)), p99: millis(last(history.p99))}));
  chart.lag.draw([history.at, history.lag], t('chart.last', {value: number(last(history.lag))}));
  drawMix(chart.mix, mix.minutes ?? []);
}

/** Shares, one upon the other, so that the edge of a band is the sum of those under it. */
function drawMix(chart, minutes) {
  const names = mixNames([minutes.map(minute => minute.counts)].flat());
  const shares = minutes.map(minute => {
    const total = names.reduce((sum, name) => sum + (minute.counts[name] ?? 0), 0);
    return names.map(name => (total === 0 ? null : (minute.counts[name] ?? 0) / total));
  });
  if (view.shown.mixNames !== names.join('\n')) {
    view.shown.mixNames = names.join('\n');
    // The topmost is drawn first, so that each covers the lower part of the one before.
    chart.reshape(names.map((name, i) => ({label: labelText(name), colour: colourOf(name), fill: colourOf(name), width: 0.5,
      value: (plot, y, series, at) => (at == null || y == null ? '–' : percent(view.shares?.[at]?.[i])) })).reverse());
  }
  view.shares = shares;
  const stacked = names.map((name, i) => shares.map(row => (row[i] === null ? null : row.slice(0, i + 1).reduce((sum, share) => sum + share, 0)))).reverse();
  const last = shares.findLast(row => row[0] !== null) ?? [];
  return chart.draw([minutes.map(minute => minute.at), ...stacked], names.map((name, i) => `${labelText(name)} ${percent(last[i])}`).join(', '));
}

function mixNames(counts) {
  const seen = new Set(counts.flatMap(count => Object.keys(count ?? {})));
  return [...labels().filter(name => seen.has(name)), ...[...seen].filter(name => !labels().includes(name)).sort()];
}

function drawMixTable({now, week, training, drift}) {
  replace(byId('drift'), (drift ?? []).map(one => h('li', {'data-from': one.from, 'data-flagged': String(one.flagged)},
    state(one.flagged ? 'warn' : 'good', t(`drift.${one.from}.${one.flagged ? 'yes' : 'no'}`)), ' ', h('span', {class: 'muted'}, untrusted(one.detail)))));
  const share = (mix, name) => ({number: mix?.total ? percent((mix.counts[name] ?? 0) / mix.total, 1) : '–'});
  renew(byId('mix-table'), table({
    caption: t('mix.table'), head: [t('filter.label'), {number: t('mix.now')}, {number: t('mix.week')}, {number: t('mix.training')}],
    rows: mixNames([now?.counts, week?.counts, training?.counts]).map(name => [labelName(name), share(now, name), share(week, name), share(training, name)]),
  }));
}

function drawConservation(equations) {
  replace(byId('conservation'), equations.map(equation => h('li', {'data-equation': equation.name, 'data-ok': String(equation.ok)},
    state(equation.ok ? 'good' : 'bad', t(equation.ok ? 'conservation.ok' : 'conservation.broken')), ' ', h('strong', {}, t(`conservation.${equation.name}`)), ' ', h('span', {class: 'equation'}, untrusted(equation.detail)))));
}

function drawLag(partitions) {
  const most = Math.max(1, ...partitions.map(partition => partition.lag ?? 0));
  renew(byId('lag-table'), table({
    caption: t('lag.table'), class: 'lag', head: [t('lag.group'), t('lag.topic'), {number: t('lag.partition')}, {number: t('lag.committed')}, {number: t('lag.end')}, {number: t('lag.lag')}],
    rows: partitions.map(partition => [untrusted(partition.group), untrusted(partition.topic), {number: number(partition.partition)}, {number: number(partition.committed)}, {number: number(partition.end)},
      {number: h('span', {class: 'lag-cell'}, bar((partition.lag ?? 0) / most), number(partition.lag))}]),
  }));
}

function drawInstances(instances) {
  renew(byId('instances'), table({
    caption: t('instances.title'), head: [t('instances.id'), t('instances.roles'), t('instances.state'), t('instances.version'), t('instances.since'), t('instances.seen'), t('instances.detail')],
    rowAttributes: i => ({'data-instance': instances[i].id}),
    rows: instances.map(one => [[untrusted(one.id), one.host ? [' ', h('small', {class: 'muted'}, untrusted(one.host))] : null], (one.roles ?? []).join(', '),
      one.gone ? state('idle', t('instances.gone')) : state(one.ok ? 'good' : 'bad', t(one.ok ? 'instances.ok' : 'instances.bad')),
      untrusted(one.modelVersion ?? '–'), moment(one.startedAt), age(one.at), untrusted(one.detail)]),
  }));
}
