// The page in English and Odia: two dictionaries with the same keys, a choice that this browser keeps.
import {english} from './words-en.js';
import {odia} from './words-or.js';

const WORDS = {en: english, or: odia};
const KEY = 'odia-language';
let current = localStorage.getItem(KEY) ?? (navigator.language.startsWith('or') ? 'or' : 'en');
if (!(current in WORDS)) current = 'en';

export const language = () => current;

export function setLanguage(name) {
  current = name;
  localStorage.setItem(KEY, name);
  translatePage();
}

/** The text of a key. `{name}` is replaced; a pair is the form for one and the form for others, chosen by `count`. */
export function t(key, values = {}) {
  const words = WORDS[current][key];
  if (words === undefined) throw new Error(`no text for ${key}`);
  const form = Array.isArray(words) ? words[values.count === 1 ? 0 : 1] : words;
  return form.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

/** What stands in index.html itself. */
export function translatePage() {
  document.documentElement.lang = current;
  for (const element of document.querySelectorAll('[data-i18n]')) element.textContent = t(element.dataset.i18n);
  for (const element of document.querySelectorAll('[data-i18n-label]')) {
    element.setAttribute('aria-label', t(element.dataset.i18nLabel));
    element.title = t(element.dataset.i18nLabel);
  }
}
