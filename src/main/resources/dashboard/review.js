// The review queue: the least certain document, one key for its label, and beside it what came of what was said.
import {byId, h, replace, setText} from './dom.js';
import {on} from './events.js';
import {everybody} from './everybody.js';
import {number} from './format.js';
import {t} from './i18n.js';
import {labelName, labels, labelText, loadLabels} from './labels.js';
import {outcomeState} from './outcome.js';
import {Queue} from './queue.js';
import {attribution, reading} from './reading.js';
import {failure, say} from './said.js';
import {mayCorrect, session} from './session.js';
import {untrusted} from './untrusted.js';

const REFILL_MILLIS = 3_000;
let queue = null;
let inView = false;
let shown = null;
let asked = 0;

export async function enter(root, to, signal) {
  if (!mayCorrect()) {
    replace(root, h('h1', {}, t('nav.review')), h('p', {class: 'panel notice', id: 'review-viewer'}, t('review.viewer')));
    return;
  }
  draw(root, signal);
  shown = null;
  // Somebody else may have logged in at this browser.
  if (queue?.owner !== session().name) queue = new Queue(session().name);
  const again = inView;
  inView = true;
  queue.addEventListener('document', drawDocument, {signal});
  queue.addEventListener('outcomes', drawOutcomes, {signal});
  on('correction', correction => queue.hear(correction), signal);
  on('reconnected', () => queue.earlier(), signal);
  on('stats', pulse => more(pulse), signal);
  addEventListener('pagehide', leave, {signal});
  addEventListener('pageshow', event => { if (event.persisted) open(); }, {signal});
  drawOutcomes();
  await loadLabels().catch(() => {});
  if (signal.aborted) return;
  if (again) drawDocument();
  else await open();
}

function open() {
  inView = true;
  return queue.enter();
}

export function leave() {
  if (inView) queue.leave();
  inView = false;
}

function draw(root, signal) {
  replace(root,
    h('div', {class: 'review-main'},
      h('div', {class: 'live-bar'}, h('h1', {}, t('nav.review')), h('span', {id: 'review-waiting', class: 'muted'}), h('span', {id: 'review-place', class: 'muted'})),
      h('div', {id: 'review-place-of-document'}),
      h('div', {class: 'actions start review-actions'},
        action('review-accept', 'Enter', 'keys.accept', accept), action('review-undo', 'U', 'keys.undo', undo), action('review-skip', 'S', 'keys.skip', () => queue.skip()),
        action('review-back', '←', 'keys.back', () => queue.move(-1)), action('review-forward', '→', 'keys.forward', () => queue.move(1)))),
    h('aside', {class: 'review-side', 'aria-label': t('review.yours')},
      h('div', {class: 'panel'}, h('h2', {}, t('review.yours')),
        h('p', {id: 'review-counters', class: 'muted'}),
        h('ol', {id: 'outcomes', class: 'outcomes', 'aria-live': 'polite', 'aria-relevant': 'additions text'})),
      everybody(signal)));
}

function action(id, name, what, act) {
  return h('button', {id, class: 'quiet', 'aria-keyshortcuts': name, onclick: act}, h('kbd', {}, name), ' ', t(what));
}

export function key(event) {
  if (!queue || !inView) return;
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (name === 'Enter' && event.target.closest('button, a, summary')) return;
  // Whatever stands beside the key on the page.
  const label = /^[1-9]$/.test(name) ? byId('review-document')?.querySelector(`[data-key="${name}"]`)?.dataset.label : undefined;
  const act = {Enter: accept, u: undo, s: () => queue.skip(), l: chooseFromAll, ArrowLeft: () => queue.move(-1), ArrowRight: () => queue.move(1)}[name]
    ?? (label === undefined ? null : () => choose(label));
  // A key that is held down must not label document after document.
  if (!act || (event.repeat && !name.startsWith('Arrow'))) return;
  event.preventDefault();
  act();
}

function choose(label) {
  queue.choose(label);
}

function accept() {
  if (queue.current) choose(queue.current.document.label);
}

async function undo() {
  try {
    say(t(await queue.undo() ? 'review.undone' : 'review.nothing'));
  } catch (error) {
    say(t('review.undo.failed', {reason: error.message}), 'bad');
  }
}

function drawDocument() {
  const place = byId('review-place-of-document');
  if (place === null) return;
  drawPlace();
  const entry = queue.current;
  // What has not changed stays, with its scroll position and focus.
  const state = entry === null ? null : `${entry.document.documentId} ${entry.label}`;
  if (entry !== null && shown === state && place.firstChild) return;
  shown = state;
  const focused = place.contains(document.activeElement);
  replace(place, entry === null ? nothing() : reading(entry.document, {choose, chosen: entry.label, id: 'review-document', more: chooseFromAll}));
  if (focused) byId('review-document')?.focus({preventScroll: true});
  // The next ones are explained while this one is read.
  for (const next of queue.hand.slice(0, 2)) if (next.document.text) attribution(next.document).catch(() => {});
}

function nothing() {
  if (queue.error) return failure(queue.error, () => queue.refill());
  return h('p', {class: 'panel notice', id: 'review-empty'}, t(queue.waiting === null ? 'loading' : 'review.empty'));
}

function drawPlace() {
  const trail = queue.trail();
  const at = trail.indexOf(queue.current);
  setText(byId('review-waiting'), queue.waiting === null ? '' : t('review.waiting', {n: number(queue.waiting), count: queue.waiting}));
  setText(byId('review-place'), at < 0 ? '' : t(at < queue.past.length ? 'review.past' : 'review.hand', {n: number(trail.length - at), all: number(queue.hand.length)}));
  byId('review-back').disabled = at === 0 || trail.length === 0;
  byId('review-forward').disabled = at < 0 || at === trail.length - 1;
  for (const id of ['review-accept', 'review-skip']) byId(id).disabled = at < 0;
}

/** Entries are changed in place: the list is a live region, and only what is new is to be read out. */
function drawOutcomes() {
  const list = byId('outcomes');
  if (list === null) return;
  setText(byId('review-counters'), queue.done > 0 ? t('review.done', {n: number(queue.done), count: queue.done, rate: number(queue.perHour())}) : t('review.none'));
  const known = new Map([...list.children].map(element => [element.dataset.key, element]));
  queue.outcomes.forEach((outcome, i) => {
    const element = known.get(String(outcome.key)) ?? h('li', {'data-key': outcome.key, 'data-id': outcome.documentId});
    known.delete(String(outcome.key));
    if (list.children[i] !== element) list.insertBefore(element, list.children[i] ?? null);
    const now = `${outcome.state} ${outcome.reason}`;
    if (element.dataset.now === now) return;
    // On a narrow screen the list is far below; what went wrong must be seen all the same.
    if (element.dataset.now && ['failed', 'refused'].includes(outcome.state)) say(`${outcome.documentId}: ${t(`outcome.${outcome.state}`)}: ${outcome.reason ?? ''}`, 'bad');
    element.dataset.now = now;
    element.dataset.state = outcome.state;
    replace(element, outcomeText(outcome));
  });
  for (const element of known.values()) element.remove();
}

function outcomeText(outcome) {
  const confirmed = outcome.given && outcome.label === outcome.given;
  return [
    h('div', {class: 'outcome-line'}, h('a', {href: `#/document/${encodeURIComponent(outcome.documentId)}`}, untrusted(outcome.documentId)), ' ',
      outcome.given && !confirmed ? [h('s', {class: 'muted'}, labelName(outcome.given, {dot: false})), ' → '] : null, labelName(outcome.label ?? '')),
    outcomeState(outcome.state, outcome.reason)];
}

/** Somebody who waits at an empty queue gets the next one without asking. */
function more(pulse) {
  if (!inView) return;
  if (queue.hand.length === 0 && pulse.waiting > 0 && Date.now() - asked > REFILL_MILLIS) {
    asked = Date.now();
    queue.refill();
  }
  if (queue.waiting !== null) queue.waiting = pulse.waiting;
  drawPlace();
  setText(byId('review-counters'), queue.done > 0 ? t('review.done', {n: number(queue.done), count: queue.done, rate: number(queue.perHour())}) : t('review.none'));
}

/** All labels, narrowed by typing; for label sets of more than nine. */
function chooseFromAll() {
  if (!queue.current) return;
  const dialog = byId('choose');
  const list = h('ul', {id: 'choose-list', role: 'listbox', 'aria-label': t('choose.title')});
  const input = h('input', {id: 'choose-text', type: 'text', role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'choose-list', 'aria-autocomplete': 'list', 'aria-labelledby': 'choose-title', autocomplete: 'off'});
  const take = label => { dialog.close(); choose(label); };
  let at = 0;
  const drawList = () => {
    const wanted = input.value.trim().toLowerCase();
    const found = labels().filter(label => labelText(label).toLowerCase().includes(wanted));
    at = Math.max(0, Math.min(at, found.length - 1));
    replace(list, found.map((label, i) => h('li', {id: `choose-${i}`, role: 'option', 'aria-selected': String(i === at), 'data-label': label, onclick: () => take(label)}, labelName(label))));
    input.setAttribute('aria-activedescendant', found.length > 0 ? `choose-${at}` : '');
    list.children[at]?.scrollIntoView({block: 'nearest'});
  };
  input.addEventListener('input', () => { at = 0; drawList(); });
  input.addEventListener('keydown', event => {
    const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
    if (step) { event.preventDefault(); at += step; drawList(); }
    if (event.key === 'Enter' && list.children[at]) { event.preventDefault(); take(list.children[at].dataset.label); }
  });
  replace(dialog, h('h2', {id: 'choose-title'}, t('choose.title')), input, list);
  drawList();
  dialog.showModal();
  input.focus();
}
