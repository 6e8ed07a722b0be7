// The live view: documents newest first, as many as a person can look at; of more, the server sends a sample and says so.
import {bar, byId, h, later, replace, setText} from './dom.js';
import {documentPath, get, query} from './api.js';
import {closeEvents, on, openEvents, rememberedEvent} from './events.js';
import {age, number, percent, shortVersion} from './format.js';
import {t} from './i18n.js';
import {colourOf, labelName, labels, labelText} from './labels.js';
import {failure} from './said.js';
import {untrusted} from './untrusted.js';

const ROWS = 200;
const PAGE = 100;
/** Rows a second; more could not be read. */
const SAMPLE = 20;
/** Over how long "showing 1 in N" is reckoned. */
const WINDOW_MILLIS = 5_000;
const FILTERS = ['label', 'source', 'text', 'minConfidence', 'maxConfidence'];

let view = null;

/** All that is true of one visit of this view; another visit starts anew. */
function visit(root, values, signal) {
  return {
    root, signal,
    filter: Object.fromEntries(FILTERS.filter(name => values[name]).map(name => [name, values[name]])),
    paused: false,
    pointedUntil: 0,
    fresh: [],
    unseen: 0,
    dropped: 0,
    arrivals: [],
    sources: new Set(),
    next: null,
    trimmed: false,
    scheduled: false,
    loads: 0,
  };
}

export function enter(root, {values}, signal) {
  view = visit(root, values, signal);
  closeEvents();
  draw();
  on('labels', receive, signal);
  on('gap', data => take({gap: data.missed ?? null}), signal);
  on('correction', markCorrected, signal);
  document.addEventListener('odia-labels', () => { drawLabelOptions(); paintLabels(); }, {signal});
  const tick = setInterval(everySecond, 1000);
  signal.addEventListener('abort', () => clearInterval(tick));
  load();
}

export function key(event) {
  if (event.key === ' ' && event.target.closest('button, a, summary')) return;
  if (event.key === ' ' || event.key.toLowerCase() === 'p') {
    event.preventDefault();
    setPaused(!view.paused);
  } else if (event.key === '/') {
    event.preventDefault();
    byId('filter-text').focus();
  }
}

function draw() {
  replace(view.root,
    h('div', {class: 'live-bar'},
      h('h1', {}, t('nav.live')),
      h('button', {id: 'pause', 'aria-pressed': 'false', 'aria-keyshortcuts': 'P', onclick: () => setPaused(!view.paused)}, t('live.pause')),
      h('button', {id: 'fresh', class: 'primary', hidden: true, onclick: showFresh}),
      h('span', {id: 'sampled', class: 'state warn', hidden: true})),
    filterForm(),
    h('ol', {id: 'rows', 'aria-label': t('live.rows'), onpointermove: () => { view.pointedUntil = Date.now() + 2500; }, onpointerleave: () => { view.pointedUntil = 0; }}),
    h('div', {id: 'live-end', class: 'live-end'}));
}

function filterForm() {
  const changed = later(applyFilter, 350);
  const field = (name, control) => h('label', {class: 'field inline'}, h('span', {}, t(`filter.${name}`)), control);
  const share = name => h('input', {id: `filter-${name}`, type: 'number', min: '0', max: '100', step: '5', inputmode: 'numeric', oninput: changed,
    placeholder: name === 'minConfidence' ? '0' : '100', value: view.filter[name] === undefined ? '' : String(Math.round(view.filter[name] * 100))});
  const text = name => h('input', {id: `filter-${name}`, type: 'search', maxlength: '200', autocomplete: 'off', oninput: changed, value: view.filter[name] ?? '',
    list: name === 'source' ? 'sources' : null, dir: 'auto'});
  const form = h('form', {id: 'filters', class: 'filters', role: 'search', 'aria-label': t('filter.title'), onsubmit: event => { event.preventDefault(); applyFilter(); }},
    field('text', text('text')),
    field('label', h('select', {id: 'filter-label', onchange: applyFilter})),
    field('source', text('source')),
    h('fieldset', {class: 'range'}, h('legend', {}, t('filter.confidence')), share('minConfidence'), h('span', {'aria-hidden': 'true'}, '–'), share('maxConfidence'), h('span', {}, '%')),
    h('datalist', {id: 'sources'}),
    h('button', {id: 'filter-clear', type: 'button', class: 'quiet', hidden: Object.keys(view.filter).length === 0, onclick: clearFilter}, t('filter.clear')));
  form.querySelector('#filter-minConfidence').setAttribute('aria-label', t('filter.min'));
  form.querySelector('#filter-maxConfidence').setAttribute('aria-label', t('filter.max'));
  queueMicrotask(drawLabelOptions);
  return form;
}

function drawLabelOptions() {
  const select = byId('filter-label');
  if (select === null) return;
  const chosen = view.filter.label ?? '';
  const names = chosen && !labels().includes(chosen) ? [...labels(), chosen] : labels();
  replace(select, h('option', {value: ''}, t('filter.all')), names.map(name => h('option', {value: name, selected: name === chosen}, labelText(name))));
}

/** The filter stands in the address, so that it can be shared; going back is not spoiled by every key. */
function applyFilter() {
  const value = name => byId(`filter-${name}`).value.trim();
  const share = name => (value(name) === '' ? '' : String(Math.max(0, Math.min(100, Number(value(name)))) / 100));
  const wanted = {label: byId('filter-label').value, source: value('source'), text: value('text'), minConfidence: share('minConfidence'), maxConfidence: share('maxConfidence')};
  const filter = Object.fromEntries(FILTERS.filter(name => wanted[name] !== '').map(name => [name, wanted[name]]));
  if (query(filter) === query(view.filter)) return;
  view.filter = filter;
  history.replaceState(null, '', `#/live${query(filter)}`);
  byId('filter-clear').hidden = Object.keys(filter).length === 0;
  load();
}

function clearFilter() {
  byId('filters').reset();
  for (const name of FILTERS) byId(`filter-${name}`).value = '';
  applyFilter();
}

/** First what was, then the stream from there on: nothing is left out between the two. */
async function load() {
  const mine = view;
  const number_ = ++view.loads;
  const stale = () => mine !== view || number_ !== mine.loads;
  closeEvents();
  Object.assign(view, {fresh: [], unseen: 0, dropped: 0, arrivals: [], trimmed: false, next: null});
  const streamFilter = {...view.filter, sample: SAMPLE};
  try {
    const page = await get('/api/labels', {...view.filter, limit: PAGE}, {signal: view.signal});
    if (stale()) return;
    showPage(page, page.labels.length === 0 ? t(Object.keys(view.filter).length === 0 ? 'live.none' : 'live.nomatch') : null);
    openEvents(streamFilter, page.position);
  } catch (error) {
    if (mine.signal.aborted || stale()) return;
    replace(byId('live-end'), failure(error, load));
    if (error.status !== 400 && error.status !== 401) openEvents(streamFilter, rememberedEvent(streamFilter));
  }
  drawCounts();
}

function showPage(page, empty) {
  view.next = page.next ?? null;
  replace(byId('rows'), page.labels.map(row));
  performance.mark('odia-first-labels'); // for whoever measures how long it takes
  for (const label of page.labels) noteSource(label);
  drawSources();
  drawEnd(empty);
}

function drawEnd(empty = null) {
  replace(byId('live-end'),
    empty ? h('p', {class: 'muted', id: 'empty'}, empty) : null,
    view.next || view.trimmed ? h('button', {id: 'older', onclick: older}, t('live.older')) : null);
}

/** Looking back is done in peace: the list stands still, and one page replaces the other so that it stays short. */
async function older() {
  const mine = view;
  setPaused(true);
  try {
    // What fell out at the end is not before `next`; then looking back begins at the newest, with every document.
    const page = await get('/api/labels', {...view.filter, limit: PAGE, before: view.trimmed ? undefined : view.next}, {signal: view.signal});
    if (mine !== view) return;
    view.trimmed = false;
    showPage(page, null);
    window.scrollTo(0, 0);
    byId('rows').querySelector('a')?.focus();
    view.browsing = true;
    drawCounts();
  } catch (error) {
    if (!mine.signal.aborted) replace(byId('live-end'), failure(error, older));
  }
}

function receive(batch) {
  const now = Date.now();
  view.arrivals.push({at: now, shown: batch.labels.length, of: batch.of});
  view.unseen += batch.of;
  for (const label of batch.labels) noteSource(label);
  take(...batch.labels);
}

function take(...entries) {
  view.fresh.push(...entries);
  if (view.fresh.length > ROWS) {
    for (const entry of view.fresh.splice(0, view.fresh.length - ROWS)) view.dropped += 'gap' in entry ? entry.gap ?? 0 : 1;
  }
  schedule();
}

/** One change of the page a frame, however many batches came. */
function schedule() {
  if (view.scheduled) return;
  view.scheduled = true;
  requestAnimationFrame(() => {
    if (view === null) return;
    view.scheduled = false;
    if (!held()) flush();
    drawCounts();
  });
}

/** Rows must not run away under the pointer, the keyboard or somebody who has scrolled down to read. */
function held() {
  const rows = byId('rows');
  return view.paused || rows === null || Date.now() < view.pointedUntil || rows.querySelector(':focus-visible') !== null
    || rows.getBoundingClientRect().top < -80;
}

function flush() {
  const rows = byId('rows');
  if (rows === null || view.fresh.length === 0) return;
  const added = view.fresh.map(entry => ('gap' in entry ? gapRow(entry.gap) : row(entry)));
  if (view.dropped > 0) added.unshift(gapRow(view.dropped));
  for (const element of added) element.classList.add('new');
  rows.prepend(...added.reverse());
  view.fresh = [];
  view.dropped = 0;
  view.unseen = 0;
  trim(rows);
  byId('empty')?.remove();
}

function trim(rows) {
  if (rows.childElementCount <= ROWS) return;
  while (rows.childElementCount > ROWS) rows.lastElementChild.remove();
  if (!view.trimmed) {
    view.trimmed = true;
    drawEnd();
  }
}

function setPaused(paused) {
  if (!paused) {
    showFresh();
    return;
  }
  view.paused = true;
  drawPause();
}

function drawPause() {
  byId('pause').setAttribute('aria-pressed', String(view.paused));
  byId('pause').textContent = t(view.paused ? 'live.resume' : 'live.pause');
}

function showFresh() {
  view.pointedUntil = 0;
  view.paused = false;
  drawPause();
  window.scrollTo(0, 0);
  if (byId('rows').contains(document.activeElement)) document.activeElement.blur();
  if (view.browsing) {
    view.browsing = false;
    load();
  } else {
    flush();
  }
  drawCounts();
}

function drawCounts() {
  const fresh = byId('fresh');
  if (fresh === null) return;
  fresh.hidden = view.unseen === 0 && !view.browsing;
  setText(fresh, t('live.new', {n: number(view.unseen), count: view.unseen}));
  const since = Date.now() - WINDOW_MILLIS;
  view.arrivals = view.arrivals.filter(arrival => arrival.at >= since);
  const sum = name => view.arrivals.reduce((total, arrival) => total + arrival[name], 0);
  const [shown, of] = [sum('shown'), sum('of')];
  byId('sampled').hidden = of <= shown;
  if (of > shown) setText(byId('sampled'), t('live.sampled', {n: shown === 0 ? number(of) : number(of / shown, of / shown < 10 ? 1 : 0)}));
}

function everySecond() {
  if (document.hidden) return;
  const now = Date.now();
  for (const time of view.root.querySelectorAll('time[data-age]')) setText(time, age(time.dateTime, now));
  if (!held() && view.fresh.length > 0) flush();
  drawCounts();
  drawSources();
}

function noteSource(label) {
  if (label.source && view.sources.size < 50) view.sources.add(label.source);
}

function drawSources() {
  const list = byId('sources');
  if (list !== null && list.childElementCount !== view.sources.size) replace(list, [...view.sources].map(source => h('option', {value: source})));
}

function row(label) {
  const fill = bar(label.confidence, colourOf(label.label));
  fill.firstChild.dataset.colourOf = label.label;
  return h('li', {class: 'row', 'data-id': label.documentId, 'data-partition': label.partition, 'data-offset': label.offset, 'data-label': label.label},
    h('div', {class: 'row-label'},
      labelName(label.label),
      h('span', {class: 'confidence'}, fill, h('span', {class: 'percent'}, percent(label.confidence)))),
    h('div', {class: 'row-text'}, label.text ? [untrusted(label.text), label.textCut ? '…' : null] : h('span', {class: 'muted'}, t('text.gone'))),
    h('div', {class: 'row-facts'},
      h('a', {href: `#/document/${documentPath(label)}`, class: 'row-link'}, untrusted(label.documentId)),
      label.needsReview ? h('span', {class: 'mark uncertain'}, t('mark.review')) : null,
      label.truncated ? h('span', {class: 'mark', title: t('mark.truncated.why')}, t('mark.truncated')) : null,
      correctedMark(label.corrected),
      label.source ? h('span', {class: 'source'}, untrusted(label.source)) : null,
      h('span', {class: 'version', title: label.modelVersion}, untrusted(shortVersion(label.modelVersion))),
      h('time', {datetime: label.classifiedAt, 'data-age': true, title: label.classifiedAt}, age(label.classifiedAt))));
}

function correctedMark(said) {
  return said ? h('span', {class: 'mark corrected'}, t('mark.corrected'), ' ', labelName(said.label, {dot: false}), ' · ', untrusted(said.by)) : null;
}

/** The label set may come after the first rows. */
function paintLabels() {
  for (const element of view.root.querySelectorAll('.row')) {
    const colour = colourOf(element.dataset.label);
    for (const mark of element.querySelectorAll('.row-label .dot, .row-label .bar-fill')) mark.style.background = colour;
  }
}

function markCorrected(correction) {
  if (correction.state !== 'recorded' && correction.state !== 'withdrawn') return;
  for (const element of view.root.querySelectorAll(`.row[data-id="${CSS.escape(correction.documentId)}"]`)) {
    element.querySelector('.mark.corrected')?.remove();
    if (correction.state === 'recorded' && correction.label) element.querySelector('.row-link').after(correctedMark(correction));
  }
}

function gapRow(missed) {
  return h('li', {class: 'gap', 'data-missed': missed ?? ''}, missed === null ? t('live.gap.unknown') : t('live.gap', {n: number(missed), count: missed}));
}
