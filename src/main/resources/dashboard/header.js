// What is true of the whole system, once a second: the strip under the navigation, the banner, the state of the connection.
import {byId, h, replace, setText, state} from './dom.js';
import {on, retryNow} from './events.js';
import {number, percent, rate, shortVersion} from './format.js';
import {t} from './i18n.js';
import {untrusted} from './untrusted.js';

let listening = new AbortController();
let last = null;
let parts = {};

/** The last pulse, for views that are opened between two. */
export const lastPulse = () => last;

export function startHeader() {
  listening.abort();
  listening = new AbortController();
  parts = {};
  byId('pulse').replaceChildren();
  on('stats', drawPulse, listening.signal);
  on('connection', drawConnection, listening.signal);
  if (last !== null) drawPulse(last);
}

function drawPulse(pulse) {
  last = pulse;
  part('champion', [t('pulse.champion'), ' ', h('strong', {title: pulse.champion ?? ''}, untrusted(shortVersion(pulse.champion)))], pulse.champion);
  part('rate', h('span', {}, h('strong', {}, rate(pulse.labelsPerSecond)), ' ', t('pulse.rate')), rate(pulse.labelsPerSecond));
  part('kafka', pulse.kafka.ok ? state('good', t('pulse.kafka.ok')) : state('bad', t('pulse.kafka.bad')), pulse.kafka.ok);
  part('conservation', conservation(pulse.conservation), pulse.conservation);
  part('drift', pulse.drift === undefined ? null : pulse.drift ? state('warn', t('pulse.drift')) : state('good', t('pulse.drift.no')), pulse.drift);
  part('training', training(pulse.training), JSON.stringify(pulse.training ?? null));
  part('letters', h('span', {}, t('pulse.letters', {n: number(pulse.deadLetters ?? 0), count: pulse.deadLetters ?? 0})), pulse.deadLetters ?? 0);
  byId('nav-waiting').hidden = pulse.waiting === 0;
  setText(byId('nav-waiting'), number(pulse.waiting));
  byId('nav-waiting').title = t('review.waiting', {n: number(pulse.waiting), count: pulse.waiting});
  drawBanner(pulse.kafka);
}

/** A part is drawn again only when what it shows has changed. */
function part(name, content, value) {
  if (parts[name]?.value === String(value)) return;
  let element = parts[name]?.element;
  if (!element) {
    element = h('span', {'data-pulse': name});
    byId('pulse').append(element);
  }
  parts[name] = {element, value: String(value)};
  replace(element, content);
}

function conservation(value) {
  if (value === 'ok') return state('good', t('pulse.conservation.ok'));
  return value === 'broken' ? state('bad', t('pulse.conservation.broken')) : state('idle', t('pulse.conservation.unknown'));
}

function training(now) {
  if (!now?.running) return state('idle', t(now?.requested ? 'pulse.training.asked' : 'pulse.training.no'));
  return state('busy', t('pulse.training', {n: percent(now.progress ?? 0)}));
}

function drawBanner(kafka) {
  const banner = byId('banner');
  if (kafka.ok) {
    banner.hidden = true;
    return;
  }
  // Set once: a live region is read out at each change.
  if (!banner.hidden && banner.dataset.detail === kafka.detail) return;
  banner.dataset.detail = kafka.detail;
  replace(banner, h('strong', {}, t('banner.kafka')), ' ', untrusted(kafka.detail));
  banner.hidden = false;
}

function drawConnection({open}) {
  const element = byId('connection');
  if (open) {
    element.hidden = true;
  } else if (element.hidden) {
    replace(element, h('span', {}, t('connection.lost')), ' ', h('button', {onclick: retryNow}, t('connection.now')));
    element.hidden = false;
  }
}
