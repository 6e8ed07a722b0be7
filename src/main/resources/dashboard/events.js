// The live connection: one EventSource for the whole page, reopened by ourselves so that a page can say what is going on.
// Events are dispatched on `events` by their names, with the parsed data as `detail`; `connection` says how it is.
import {query} from './api.js';

export const events = new EventTarget();

const NAMES = ['labels', 'gap', 'stats', 'correction', 'promotion'];
const KEY = 'odia-last-event';
const LONGEST_WAIT = 15_000;

let source = null;
let filter = {};
let lastEventId = null;
let failures = 0;
let timer = 0;
let wanted = false;

/** Goes on from `from`, or from now on where it is absent. Closes what was open. */
export function openEvents(newFilter, from = null) {
  filter = newFilter;
  wanted = true;
  failures = 0;
  remember(from);
  connect();
}

export function closeEvents() {
  wanted = false;
  disconnect();
}

/** The id this tab saw last with this filter, also before a reload. */
export function rememberedEvent(ofFilter) {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  return kept !== null && kept.filter === query(ofFilter) ? kept.id : null;
}

export function retryNow() {
  if (wanted && source === null) connect();
}

function disconnect() {
  clearTimeout(timer);
  source?.close();
  source = null;
}

function connect() {
  disconnect();
  if (document.hidden) return;
  source = new EventSource('/api/stream' + query({...filter, lastEventId}));
  source.onopen = () => {
    if (failures > 0) dispatch('reconnected', null);
    failures = 0;
    dispatch('connection', {open: true});
  };
  source.onerror = retryLater;
  for (const name of NAMES) source.addEventListener(name, receive);
}

function receive(event) {
  if (event.lastEventId) remember(event.lastEventId);
  dispatch(event.type, JSON.parse(event.data));
}

function remember(id) {
  lastEventId = id;
  if (id) sessionStorage.setItem(KEY, JSON.stringify({filter: query(filter), id}));
}

/** Waits longer each time, and not all pages the same time. */
function retryLater() {
  disconnect();
  failures++;
  const wait = Math.min(LONGEST_WAIT, 500 * 2 ** Math.min(failures, 6)) * (0.75 + Math.random() / 2);
  timer = setTimeout(connect, wait);
  dispatch('connection', {open: false, again: Date.now() + wait});
}

function dispatch(name, detail) {
  events.dispatchEvent(new CustomEvent(name, {detail}));
}

// A hidden tab needs no stream; when it is looked at again, the server sends what it missed.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) disconnect();
  else if (wanted) connect();
});

/** Listens until `signal` aborts. */
export function on(name, action, signal) {
  events.addEventListener(name, event => action(event.detail), {signal});
}
