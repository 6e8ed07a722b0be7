// Where the page begins: who is asking, which view is shown, keys, language and theme.
import {byId, h, replace} from './dom.js';
import {get, post, remove, whenLoginIsNeeded} from './api.js';
import {closeEvents, openEvents} from './events.js';
import {language, setLanguage, t, translatePage} from './i18n.js';
import {startHeader} from './header.js';
import {loadLabels} from './labels.js';
import {showKeys} from './said.js';
import {session, setSession} from './session.js';
import * as live from './live.js';
import * as review from './review.js';
import * as models from './models.js';
import * as health from './health.js';
import * as document_ from './document.js';

const VIEWS = {live, review, models, health, document: document_};
const GO = {l: 'live', r: 'review', m: 'models', h: 'health'};

let shown = null;
let leaving = new AbortController();
let goPrefix = 0;

/** `#/document/an%20id?partition=1` is {view: document, id: "an id", values: {partition: "1"}}. */
function route() {
  const [path, search = ''] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const [name, id] = path.split('/');
  const view = Object.hasOwn(VIEWS, name) ? name : 'live';
  return {view, id: id === undefined ? null : decode(id), values: Object.fromEntries(new URLSearchParams(search))};
}

/** A hash that somebody mistyped is not worth an exception. */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function show() {
  const to = route();
  leaving.abort();
  leaving = new AbortController();
  if (shown !== null && shown !== to.view) VIEWS[shown].leave?.();
  const moved = shown !== null && shown !== to.view;
  shown = to.view;
  for (const link of document.querySelectorAll('[data-nav]')) {
    if (link.dataset.nav === to.view) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const root = h('div', {class: `view ${to.view}`, 'data-view': to.view});
  replace(byId('main'), root);
  document.title = `${t(`nav.${to.view}`)} · odia-stream`;
  // The other views need the pulse alone; one label a second comes with it.
  if (to.view !== 'live') openEvents({sample: 1});
  VIEWS[to.view].enter(root, to, leaving.signal);
  if (moved) {
    window.scrollTo(0, 0);
    byId('main').focus({preventScroll: true});
  }
}

function key(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]') || typing(event.target)) return;
  if (session() === null) return;
  if (event.key === '?') act(event, showKeys);
  else if (goPrefix > Date.now() && event.key in GO) act(event, () => { location.hash = `#/${GO[event.key]}`; });
  else if (event.key === 'g') goPrefix = Date.now() + 1500;
  else VIEWS[shown]?.key?.(event);
  if (event.key !== 'g') goPrefix = 0;
}

function act(event, action) {
  event.preventDefault();
  action();
}

function typing(element) {
  return element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement
    || (element instanceof HTMLInputElement && element.type !== 'checkbox');
}

function theme() {
  return document.documentElement.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  localStorage.setItem('odia-theme', name);
  drawTools();
  document.dispatchEvent(new Event('odia-theme'));
}

function drawTools() {
  byId('theme').textContent = t(theme() === 'dark' ? 'theme.light' : 'theme.dark');
  byId('language').textContent = language() === 'en' ? 'ଓଡ଼ିଆ' : 'English';
  byId('language').lang = language() === 'en' ? 'or' : 'en';
  const who = session();
  byId('who').textContent = who === null ? '' : `${who.name} · ${t(`role.${who.role}`)}`;
  byId('logout').hidden = who === null || !who.tokens;
}

function wireTools() {
  byId('theme').addEventListener('click', () => setTheme(theme() === 'dark' ? 'light' : 'dark'));
  byId('language').addEventListener('click', () => {
    setLanguage(language() === 'en' ? 'or' : 'en');
    drawTools();
    startHeader();
    if (session() === null) login();
    else show();
  });
  byId('keys').addEventListener('click', showKeys);
  byId('logout').addEventListener('click', () => {
    // What is in hand can be given back only while one is logged in.
    VIEWS[shown]?.leave?.();
    remove('/api/session').catch(() => {}).then(() => login());
  });
  // The hash is the route, so the skip link must not change it.
  byId('skip').addEventListener('click', event => act(event, () => byId('main').focus()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    drawTools();
    document.dispatchEvent(new Event('odia-theme'));
  });
  document.addEventListener('keydown', key);
  addEventListener('hashchange', () => { if (session() !== null) show(); });
}

function login(message = null) {
  setSession(null);
  closeEvents();
  leaving.abort();
  shown = null;
  drawTools();
  const token = h('input', {id: 'token', type: 'password', autocomplete: 'current-password', required: true});
  const error = h('p', {class: 'error', role: 'alert', id: 'login-error', hidden: message === null}, message);
  const submit = async event => {
    event.preventDefault();
    try {
      setSession(await post('/api/session', {token: token.value}));
      start();
    } catch (failure) {
      error.textContent = failure.message;
      error.hidden = false;
    }
  };
  replace(byId('main'), h('form', {id: 'login', class: 'panel login', onsubmit: submit},
    h('h1', {}, t('login.title')), h('p', {class: 'muted'}, t('login.why')),
    h('label', {class: 'field'}, t('login.token'), token), error, h('button', {class: 'primary', type: 'submit'}, t('login.go'))));
  token.focus();
}

function start() {
  drawTools();
  startHeader();
  show();
  // Keys and colours are by the label set; the live view does not wait for it.
  loadLabels().then(() => document.dispatchEvent(new Event('odia-labels')), () => {});
}

async function begin() {
  const kept = localStorage.getItem('odia-theme');
  if (kept) document.documentElement.dataset.theme = kept;
  translatePage();
  wireTools();
  whenLoginIsNeeded(() => { if (session() !== null) login(t('login.again')); });
  await connect();
}

async function connect() {
  try {
    setSession(await get('/api/session'));
    start();
  } catch (failure) {
    if (failure.status === 401) login();
    else {
      drawTools();
      replace(byId('main'), h('div', {class: 'error panel', role: 'alert'}, h('p', {}, failure.message), h('button', {onclick: connect}, t('again'))));
    }
  }
}

begin();
