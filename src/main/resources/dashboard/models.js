// The model view: versions and verdicts, how good the champion is, what is being trained, and operators' acts.
import {byId, h, replace, setText, table} from './dom.js';
import {get, post} from './api.js';
import {on} from './events.js';
import {bytes, duration, moment, number, percent, shortVersion} from './format.js';
import {lastPulse} from './header.js';
import {t} from './i18n.js';
import {labelName, setLabels} from './labels.js';
import {assessmentFacts, calibration, confusion, timeline} from './model-figures.js';
import {confirm, failure} from './said.js';
import {mayOperate} from './session.js';
import {untrusted} from './untrusted.js';

const REFRESH_MILLIS = 30_000;
const VERDICTS = 50;

let view = null;

export function enter(root, to, signal) {
  view = {root, signal, models: null, timeline: timeline(signal), calibration: calibration(signal), shown: ''};
  draw();
  on('promotion', load, signal);
  on('stats', drawTraining, signal);
  const timer = setInterval(() => { if (!document.hidden) load(); }, REFRESH_MILLIS);
  signal.addEventListener('abort', () => clearInterval(timer));
  load();
}

function draw() {
  replace(view.root,
    h('div', {class: 'live-bar'}, h('h1', {}, t('nav.models')), h('span', {id: 'models-champion', class: 'muted'}), h('div', {id: 'models-acts', class: 'actions'})),
    h('div', {id: 'models-error'}),
    h('section', {id: 'training', class: 'panel', 'aria-label': t('training.title')}),
    h('div', {class: 'panel'}, view.timeline.element),
    h('div', {class: 'panel', id: 'versions'}),
    h('div', {class: 'two wide-first'}, h('div', {class: 'panel', id: 'confusion'}), h('div', {class: 'panel'}, view.calibration.element)),
    h('section', {class: 'panel', 'aria-label': t('verdicts.title')}, h('h2', {}, t('verdicts.title')), h('ol', {id: 'verdicts', class: 'verdicts'})));
  if (lastPulse()) drawTraining(lastPulse());
}

async function load() {
  const mine = view;
  try {
    const models = await get('/api/models', {}, {signal: mine.signal});
    if (mine.signal.aborted) return;
    setLabels(models.labels);
    byId('models-error').replaceChildren();
    view.models = models;
    if (!lastPulse()) drawTraining({training: models.training});
    // What is unfolded, focused or selected stays while nothing is new.
    const now = JSON.stringify({...models, training: null});
    if (now === view.shown) return;
    view.shown = now;
    drawModels(models);
  } catch (error) {
    if (!mine.signal.aborted) replace(byId('models-error'), failure(error, load));
  }
}

function drawModels(models) {
  replace(byId('models-champion'), models.champion ? [t('pulse.champion'), ' ', untrusted(models.champion)] : t('models.none'));
  drawActs(models);
  view.timeline.draw(models);
  view.calibration.draw(models.assessment);
  replace(byId('versions'), versions(models));
  const open = new Set([...byId('verdicts').querySelectorAll('details[open]')].map(element => element.dataset.key));
  replace(byId('verdicts'), models.promotions.slice(0, VERDICTS).map(line => verdict(line, open)), models.promotions.length === 0 ? h('li', {class: 'muted'}, t('verdicts.none')) : null);
  replace(byId('confusion'), h('h2', {}, t('confusion.heading')), confusion(models.assessment, models.labels));
}

function drawActs(models) {
  if (!mayOperate()) {
    replace(byId('models-acts'), h('span', {class: 'muted'}, t('operator.only')));
    return;
  }
  replace(byId('models-acts'),
    h('button', {id: 'retrain', onclick: retrain}, t('act.retrain')),
    h('button', {id: 'rollback', disabled: !models.previous, onclick: () => rollback(models)}, t('act.rollback')));
}

function retrain() {
  confirm({title: t('act.retrain'), text: [h('p', {}, t('act.retrain.text'))], reason: true, ok: t('act.retrain'), done: t('act.retrain.done'),
    act: async reason => { await post('/api/models/retrain', {reason}); load(); }});
}

function promote(version) {
  confirm({title: t('act.promote.title', {version: shortVersion(version)}), reason: true, ok: t('act.promote'), done: t('act.promote.done', {version}),
    text: [h('p', {}, t('act.promote.text')), versionName(version), instead()],
    act: async reason => { await post('/api/models/promote', {version, reason}); load(); }});
}

function rollback(models) {
  confirm({title: t('act.rollback'), reason: true, ok: t('act.rollback.ok'), done: t('act.rollback.done', {version: models.previous}),
    text: [h('p', {}, t('act.rollback.text')), versionName(models.previous), instead()],
    act: async reason => { await post('/api/models/rollback', {champion: models.champion, reason}); load(); }});
}

const versionName = version => h('p', {}, h('strong', {class: 'version-name'}, untrusted(version)));

const instead = () => h('p', {}, t('act.instead'), ' ', untrusted(view.models.champion ?? '–'));

const STATE = {champion: 'good', earlier: 'idle', refused: 'bad'};

function versions(models) {
  const newest = [...models.versions].reverse();
  const operate = mayOperate();
  return table({
    caption: t('versions.title'), class: 'versions',
    head: [t('versions.version'), t('versions.state'), t('versions.at'), {number: t('models.accuracy')}, {number: t('models.macroF1')}, {number: t('models.agreement')},
      {number: t('versions.corrections')}, {number: t('versions.size')}, ...(operate ? [t('versions.act')] : [])],
    rowAttributes: i => ({'data-version': newest[i].version, 'data-state': newest[i].state}),
    rows: newest.map(version => [untrusted(version.version, {title: version.parent ? t('versions.parent', {version: version.parent}) : null}), stateOf(version),
      moment(version.at), {number: percent(version.accuracy, 1)}, {number: number(version.macroF1, 3)}, {number: percent(version.agreement, 1)},
      {number: number(version.corrections)}, {number: bytes(version.bytes)},
      ...(operate ? [version.kept && version.state !== 'champion' ? h('button', {class: 'promote', 'data-version': version.version, onclick: () => promote(version.version)}, t('act.promote')) : h('span', {class: 'muted'}, version.kept ? '' : t('versions.gone'))] : [])]),
  });
}

function stateOf(version) {
  const kind = STATE[version.state];
  return h('span', {class: `state ${kind}`}, h('span', {class: 'icon', 'aria-hidden': 'true'}, {good: '✓', idle: '○', bad: '✕'}[kind]), ' ', t(`version.${version.state}`));
}

const KIND = {promoted: ['good', '●'], refused: ['bad', '✕'], 'rolled-back': ['warn', '▼'], 'retrain-requested': ['idle', '↻']};

function verdict(line, open) {
  const [kind, icon] = KIND[line.kind] ?? ['idle', '○'];
  const key = `${line.offset} ${line.at}`;
  const details = [assessmentFacts(t('verdicts.challenger'), line.challenger), assessmentFacts(t('verdicts.champion'), line.champion), dataFacts(line.data)].filter(Boolean);
  return h('li', {'data-kind': line.kind, 'data-version': line.version ?? ''},
    h('div', {class: 'verdict-line'}, h('span', {class: `state ${kind}`}, h('span', {class: 'icon', 'aria-hidden': 'true'}, icon), ' ', t(`kind.${line.kind}`)), ' ',
      line.version ? untrusted(line.version) : null, ' ', h('span', {class: 'muted'}, t('verdicts.by'), ' ', untrusted(line.by), ' · ', h('time', {datetime: line.at}, moment(line.at)))),
    line.reason ? h('p', {class: 'reason'}, untrusted(line.reason)) : null,
    details.length > 0 ? h('details', {'data-key': key, open: open.has(key)}, h('summary', {}, t('verdicts.details')), h('div', {class: 'details'}, details)) : null);
}

function dataFacts(data) {
  if (!data) return null;
  const fact = (name, value) => (value == null ? null : [h('dt', {}, name), h('dd', {}, number(value))]);
  const counts = (title, map) => (Object.keys(map ?? {}).length === 0 ? null
    : [h('h4', {}, title), h('dl', {class: 'facts'}, Object.entries(map).map(([name, value]) => [h('dt', {}, title === t('data.labels') ? labelName(name) : untrusted(name)), h('dd', {}, number(value))]))]);
  return h('div', {class: 'assessment'}, h('h4', {}, t('data.title')),
    h('dl', {class: 'facts'}, fact(t('data.original'), data.original), fact(t('data.corrections'), data.corrections), fact(t('data.heldOut'), data.heldOut)),
    counts(t('data.setAside'), data.setAside), counts(t('data.labels'), data.labels), annotators(data.annotators));
}

/** What is said of annotators is the learner's matter; each figure is shown under its own name. */
function annotators(people) {
  if (!people || people.length === 0) return null;
  return [h('h4', {}, t('data.annotators')), h('ul', {}, people.map(one => h('li', {},
    Object.entries(one).map(([name, value]) => h('span', {class: 'pair'}, untrusted(name), ': ', typeof value === 'number' ? number(value, 3) : untrusted(typeof value === 'object' ? JSON.stringify(value) : value), ' ')))))];
}

function drawTraining({training}) {
  const place = byId('training');
  if (place === null) return;
  if (!place.firstChild) {
    replace(place, h('h2', {}, t('training.title')), h('p', {id: 'training-detail'}), h('div', {id: 'training-progress', hidden: true}, h('progress', {max: '1', 'aria-label': t('training.title')}), h('span', {id: 'training-left'})),
      h('p', {id: 'training-asked', class: 'muted'}));
  }
  replace(byId('training-detail'), training ? [h('strong', {}, t(training.running ? 'training.running' : 'training.idle')), ' ', untrusted(training.detail)] : t('training.unknown'));
  const progress = byId('training-progress');
  progress.hidden = !training?.running;
  if (training?.running) {
    if (training.progress == null) progress.firstChild.removeAttribute('value');
    else progress.firstChild.value = training.progress;
    setText(byId('training-left'), `${training.progress == null ? '' : percent(training.progress)} ${training.secondsToGo == null ? '' : t('training.left', {time: duration(training.secondsToGo)})}`);
  }
  const asked = training?.requested;
  replace(byId('training-asked'), asked ? [t('training.asked'), ' ', untrusted(asked.by), asked.reason ? [': ', untrusted(asked.reason)] : null] : null);
}
