// The page of one document: what a permalink leads to.
import {h, replace} from './dom.js';
import {get, post} from './api.js';
import {on} from './events.js';
import {moment, number, percent} from './format.js';
import {t} from './i18n.js';
import {loadLabels} from './labels.js';
import {reading} from './reading.js';
import {failure, say} from './said.js';
import {mayCorrect, session} from './session.js';
import {untrusted} from './untrusted.js';

let choosing = null;

export function enter(root, to, signal) {
  choosing = null;
  load(root, to, signal);
  on('correction', correction => {
    if (correction.documentId !== to.id) return;
    if (correction.by === session()?.name) tell(correction);
    load(root, to, signal);
  }, signal);
}

/** Keys of labels work here too, as they do in the queue. */
export function key(event) {
  const button = /^[1-9]$/.test(event.key) && choosing?.querySelector(`button.label-choice[data-key="${event.key}"]`);
  if (button && !event.repeat) button.click();
}

async function load(root, to, signal) {
  try {
    const [document_] = await Promise.all([get(`/api/documents/${encodeURIComponent(to.id ?? '')}`, to.values, {signal}), loadLabels().catch(() => {})]);
    if (signal.aborted) return;
    const mine = document_.said?.find(said => said.by === session().name)?.label ?? null;
    choosing = reading(document_, {choose: mayCorrect() ? label => correct(document_, label) : null, chosen: mine, id: 'document'});
    replace(root, head(to.id), choosing, facts(document_));
  } catch (error) {
    if (!signal.aborted) replace(root, head(to.id), failure(error, () => load(root, to, signal)));
  }
}

function head(id) {
  return h('div', {class: 'live-bar'}, h('h1', {class: 'wrap'}, t('nav.document'), ' ', untrusted(id ?? '')), h('a', {href: '#/live'}, t('document.back')));
}

async function correct(document_, label) {
  try {
    tell(await post('/api/corrections', {documentId: document_.documentId, label, text: document_.textCut ? undefined : document_.text ?? undefined}));
  } catch (error) {
    say(error.message, 'bad');
  }
}

function tell(correction) {
  const bad = correction.state === 'refused';
  say(`${t(`outcome.${correction.state}`)}${correction.reason ? `: ${correction.reason}` : ''}`, bad ? 'bad' : 'good');
}

function facts(document_) {
  const fact = (name, value) => [h('dt', {}, t(name)), h('dd', {}, value)];
  return h('dl', {class: 'facts panel'},
    fact('document.version', untrusted(document_.modelVersion)),
    fact('document.classified', moment(document_.classifiedAt)),
    fact('document.event', moment(document_.eventTime)),
    fact('document.latency', document_.latencyMillis == null ? '–' : `${number(document_.latencyMillis)} ${t('unit.ms')}`),
    fact('document.source', document_.source ? untrusted(document_.source) : '–'),
    fact('document.words', number(document_.words)),
    fact('document.odia', percent(document_.odiaShare)),
    fact('document.place', `odia.labels ${document_.partition}:${document_.offset}`));
}
