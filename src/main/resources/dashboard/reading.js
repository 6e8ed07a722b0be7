// One document to read: its whole text with the words that drove the decision, and the labels to choose from. For the review
// queue and for the page of a document.
import {bar, h, replace} from './dom.js';
import {documentPath, get, query} from './api.js';
import {age, moment, number, percent, shortVersion} from './format.js';
import {t} from './i18n.js';
import {colourOf, labelName, labels, labelText} from './labels.js';
import {documentText, untrusted} from './untrusted.js';

/** Steps of intensity; underlines get thicker by them too. */
const LEVELS = 4;
/** Words with less than this share of the strongest weight say too little to be marked. */
const LEAST = 0.08;
const KEPT = 20;
const attributions = new Map();

/** The words that drove the decision; asked for once. */
export function attribution(document_, of = null) {
  const path = `/api/documents/${encodeURIComponent(document_.documentId)}/attribution${query({partition: document_.partition, offset: document_.offset, of})}`;
  if (!attributions.has(path)) {
    const asked = get(path);
    asked.catch(() => attributions.delete(path));
    attributions.set(path, asked);
    if (attributions.size > KEPT) attributions.delete(attributions.keys().next().value);
  }
  return attributions.get(path);
}

/**
 * The document as an article. `choose(label)` is called for a choice; `chosen` is what this annotator has said already;
 * without `choose` the labels are only shown.
 */
export function reading(document_, {choose = null, chosen = null, id = null, more = null}) {
  const text = h('div', {class: 'reading-text'}, document_.text ? documentText(document_.text) : h('p', {class: 'muted'}, t('text.gone')));
  const why = h('div', {class: 'why'});
  const article = h('article', {id, class: 'reading panel', tabindex: '-1', 'data-id': document_.documentId, 'aria-label': t('reading.label')},
    facts(document_), given(document_), text, why, said(document_),
    choices(document_, choose, chosen, more));
  if (document_.text) explain(document_, text, why, null);
  return article;
}

function facts(document_) {
  return h('div', {class: 'row-facts'},
    h('a', {href: `#/document/${documentPath(document_)}`}, untrusted(document_.documentId)),
    document_.source ? untrusted(document_.source, {class: 'untrusted source'}) : null,
    h('span', {title: document_.modelVersion}, untrusted(shortVersion(document_.modelVersion))),
    h('span', {}, t('reading.words', {n: number(document_.words), count: document_.words})),
    document_.truncated ? h('span', {class: 'mark', title: t('mark.truncated.why')}, t('mark.truncated')) : null,
    h('time', {datetime: document_.classifiedAt, title: moment(document_.classifiedAt)}, age(document_.classifiedAt)));
}

function given(document_) {
  return h('p', {class: 'model-says'}, t('reading.given'), ' ', h('strong', {}, labelName(document_.label)), ' ',
    bar(document_.confidence, colourOf(document_.label)), ' ', percent(document_.confidence),
    document_.needsReview ? [' ', h('span', {class: 'mark uncertain'}, t('mark.review'))] : null);
}

async function explain(document_, text, why, of) {
  replace(why, h('p', {class: 'muted'}, t('why.asking')));
  try {
    const answer = await attribution(document_, of);
    const strongest = Math.max(0, ...answer.words.map(word => Math.abs(word.weight)));
    replace(text, documentText(document_.text, ranges(answer, strongest)));
    replace(why, legend(document_, answer, text, why), strongestWords(document_.text, answer, strongest));
  } catch (error) {
    replace(why, h('p', {class: 'muted'}, t('why.failed'), ' ', untrusted(error.message)));
  }
}

function ranges(answer, strongest) {
  return answer.words
    .filter(word => strongest > 0 && Math.abs(word.weight) >= LEAST * strongest)
    .sort((a, b) => a.start - b.start)
    .map(word => ({start: word.start, end: word.end, mark: () => mark(answer.label, word.weight, strongest)}));
}

function mark(label, weight, strongest) {
  const level = Math.max(1, Math.ceil(LEVELS * Math.abs(weight) / strongest));
  return h('mark', {class: `${weight > 0 ? 'for' : 'against'} level-${level}`, title: weightText(label, weight)});
}

/** A weight is the logarithm of a ratio, which nobody can read; the ratio is said. */
function weightText(label, weight) {
  const times = number(Math.exp(Math.abs(weight)), 2);
  const signed = `${weight < 0 ? '−' : '+'}${number(Math.abs(weight), 2)}`;
  return t(weight > 0 ? 'why.for' : 'why.against', {label: labelText(label), times, weight: signed});
}

function legend(document_, answer, text, why) {
  const select = h('select', {'aria-label': t('why.of'), onchange: () => explain(document_, text, why, select.value).then(() => why.querySelector('select')?.focus())},
    (labels().includes(answer.label) ? labels() : [answer.label, ...labels()]).map(name => h('option', {value: name, selected: name === answer.label}, labelText(name))));
  return h('p', {class: 'legend'}, t('why.title'), ' ', select, ' ',
    h('mark', {class: 'for level-3'}, t('why.speaks')), ' ', h('mark', {class: 'against level-3'}, t('why.contradicts')), ' ',
    h('span', {class: 'muted', title: answer.modelVersion}, t('why.by', {version: shortVersion(answer.modelVersion), share: percent(answer.probability)})));
}

/** The same in words, strongest first, for those who do not see the marks. */
function strongestWords(text, answer, strongest) {
  const words = answer.words.filter(word => Math.abs(word.weight) >= LEAST * strongest).sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, 8);
  if (strongest === 0 || words.length === 0) return h('p', {class: 'muted'}, t('why.none'));
  return h('details', {class: 'strongest'}, h('summary', {}, t('why.list')),
    h('ul', {}, words.map(word => h('li', {}, untrusted(text.slice(word.start, word.end)), ' ', h('span', {class: 'muted'}, weightText(answer.label, word.weight))))));
}

function said(document_) {
  const people = document_.said ?? [];
  if (people.length === 0) return null;
  return h('ul', {class: 'people', 'aria-label': t('reading.said')}, people.map(one => h('li', {},
    untrusted(one.by), ' ', t('reading.says'), ' ', labelName(one.label), ' ', h('span', {class: 'muted'}, age(one.at)))));
}

/** Nine labels have keys, in the model's order: a hand learns where they are. */
function choices(document_, choose, chosen, more) {
  const known = labels().length > 0 ? labels() : Object.keys(document_.probabilities);
  const shown = known.slice(0, 9);
  const beyond = known.length > 9 && more;
  return h('div', {class: 'choices', role: 'group', 'aria-label': t('reading.choices')},
    shown.map((label, i) => choice(document_, label, {key: i + 1, choose, chosen})),
    known.slice(9).filter(label => label === document_.label || label === chosen).map(label => choice(document_, label, {key: '', choose, chosen})),
    beyond ? h('button', {class: 'quiet', onclick: more, 'aria-keyshortcuts': 'L'}, h('kbd', {}, 'L'), ' ', t('reading.more', {n: number(known.length - 9)})) : null);
}

function choice(document_, label, {key, choose, chosen}) {
  const share = document_.probabilities[label] ?? 0;
  const marks = `${label === document_.label ? ' given' : ''}${label === chosen ? ' chosen' : ''}`;
  return h(choose ? 'button' : 'div', {
    class: `label-choice${marks}`, 'data-label': label, 'data-key': key, onclick: choose ? () => choose(label) : null,
    'aria-keyshortcuts': choose && key ? key : null, 'aria-pressed': choose ? String(label === chosen) : null,
  },
  h('kbd', {'aria-hidden': choose ? null : 'true'}, key), h('span', {class: 'choice-name'}, labelName(label),
    label === document_.label ? h('span', {class: 'tag'}, t('reading.model')) : null,
    label === chosen ? h('span', {class: 'tag you'}, t('reading.you')) : null),
  bar(share, colourOf(label)), h('span', {class: 'percent'}, percent(share, share < 0.1 ? 1 : 0)));
}
