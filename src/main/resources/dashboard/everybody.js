// Who corrected what: the latest corrections of all annotators, and how many documents bear the label of each.
import {h, replace} from './dom.js';
import {get} from './api.js';
import {on} from './events.js';
import {number} from './format.js';
import {t} from './i18n.js';
import {labelName} from './labels.js';
import {outcomeState} from './outcome.js';
import {untrusted} from './untrusted.js';

const SHOWN = 12;
const REFRESH_MILLIS = 30_000;

/** A panel that keeps itself up to date until `signal` aborts. */
export function everybody(signal) {
  const list = h('ol', {id: 'everybody', class: 'outcomes'});
  const counts = h('p', {id: 'by-annotator', class: 'muted'});
  let recent = [];
  const draw = () => replace(list, recent.map(correction => h('li', {'data-id': correction.documentId, 'data-state': correction.state, 'data-by': correction.by}, line(correction))));
  const load = async () => {
    const answer = await get('/api/corrections', {limit: SHOWN}, {signal}).catch(() => null);
    if (answer === null) return;
    recent = answer.corrections;
    draw();
    replace(counts, Object.entries(answer.byAnnotator).sort((a, b) => b[1] - a[1]).slice(0, SHOWN).map(([name, count], i) => [i > 0 ? ' · ' : null, untrusted(name), ' ', number(count)]));
  };
  on('correction', correction => {
    const known = recent.findIndex(other => other.id === correction.id);
    if (known >= 0) recent[known] = correction;
    else recent = [correction, ...recent].slice(0, SHOWN);
    draw();
  }, signal);
  const timer = setInterval(() => { if (!document.hidden) load(); }, REFRESH_MILLIS);
  signal.addEventListener('abort', () => clearInterval(timer));
  load();
  return h('details', {class: 'panel'}, h('summary', {}, t('review.everybody')), counts, list);
}

function line(correction) {
  return [
    h('div', {class: 'outcome-line'}, untrusted(correction.by), ': ', h('a', {href: `#/document/${encodeURIComponent(correction.documentId)}`}, untrusted(correction.documentId)), ' ',
      correction.undoes ? t('outcome.withdrawn') : labelName(correction.label ?? '')),
    outcomeState(correction.state, correction.reason)];
}
