// Text of documents, ids, sources and reasons: written by anybody, so shown as text alone, isolated from the text around it,
// and with the characters that could hide or turn something made visible.
import {h} from './dom.js';
import {t} from './i18n.js';
import {number} from './format.js';

// Bidi controls, zero-width space, word joiner, byte order mark, soft hyphen, C0/C1 controls, tags; a run of the same one
// counts as one. Not among them: tab, line ends, and ZWNJ and ZWJ (U+200C, U+200D), which Odia writing needs.
const HIDDEN = new RegExp('([\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b\\u200e\\u200f'
  + '\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb\\u{e0000}-\\u{e007f}])\\1*', 'gu');

/** Characters that are drawn at first; a line of a megabyte would freeze the page. */
const FIRST = 20_000;

/** A short untrusted text in a line: an id, a source, a reason. */
export function untrusted(text, attributes = {}) {
  const element = h('bdi', {dir: 'auto', class: 'untrusted', ...attributes});
  appendVisible(element, cut(String(text ?? ''), FIRST));
  return element;
}

/**
 * The text of a document as a block. `ranges` are {start, end, mark(): element} by the UTF-16 offsets of the original text, in
 * order and without overlap; what is longer than 20,000 characters is shown after a click.
 */
export function documentText(text, ranges = []) {
  const block = h('div', {dir: 'auto', class: 'untrusted document-text', lang: 'or'});
  const shown = cut(text, FIRST);
  appendRanges(block, shown, ranges);
  if (shown.length === text.length) return block;
  const all = h('button', {class: 'show-all', onclick: () => {
    block.replaceChildren();
    appendRanges(block, text, ranges);
    all.remove();
  }}, t('text.all', {n: number(text.length)}));
  return h('div', {}, block, all);
}

function appendRanges(parent, text, ranges) {
  let from = 0;
  for (const range of ranges) {
    if (range.start < from || range.end > text.length) continue;
    appendVisible(parent, text.slice(from, range.start));
    const marked = range.mark();
    appendVisible(marked, text.slice(range.start, range.end));
    parent.append(marked);
    from = range.end;
  }
  appendVisible(parent, text.slice(from));
}

function appendVisible(parent, text) {
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    if (match.index > from) parent.append(text.slice(from, match.index));
    parent.append(escape(match));
    from = match.index + match[0].length;
  }
  if (from < text.length) parent.append(text.slice(from));
}

function escape(match) {
  const name = 'U+' + match[1].codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
  const times = match[0].length / match[1].length;
  return h('span', {class: 'hidden-character', title: t('text.hidden')}, times > 1 ? `[${name} ×${times}]` : `[${name}]`);
}

/** Not between the two halves of a character beyond the basic plane. */
function cut(text, length) {
  if (text.length <= length) return text;
  const code = text.charCodeAt(length - 1);
  return text.slice(0, code >= 0xd800 && code < 0xdc00 ? length - 1 : length);
}
