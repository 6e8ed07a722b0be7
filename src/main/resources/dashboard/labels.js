// The label set in the model's order: what keys and colours of labels are by.
import {h} from './dom.js';
import {get} from './api.js';
import {language} from './i18n.js';
import {untrusted} from './untrusted.js';

// The labels of SIB-200 in Odia; others are shown as they come.
const ODIA = {
  entertainment: 'ମନୋରଞ୍ଜନ',
  geography: 'ଭୂଗୋଳ',
  health: 'ସ୍ୱାସ୍ଥ୍ୟ',
  politics: 'ରାଜନୀତି',
  'science/technology': 'ବିଜ୍ଞାନ ଓ ପ୍ରଯୁକ୍ତି',
  sports: 'କ୍ରୀଡ଼ା',
  travel: 'ଭ୍ରମଣ',
};
const COLOURS = 8;
let order = [];

export const labels = () => order;

export function setLabels(names) {
  order = names;
}

export async function loadLabels() {
  if (order.length === 0) order = (await get('/api/models')).labels;
  return order;
}

/** A variable of the style sheet, the same for a label everywhere. */
export function colourOf(label) {
  const index = order.indexOf(label);
  return index < 0 ? 'var(--muted)' : `var(--label-${index % COLOURS})`;
}

export function odiaName(label) {
  return language() === 'or' && Object.hasOwn(ODIA, label) ? ODIA[label] : null;
}

/** The name in one string, for options and descriptions. */
export function labelText(label) {
  const odia = odiaName(label);
  return odia ? `${odia} (${label})` : label;
}

/** The name with its colour; in Odia with the Odia name first. */
export function labelName(label, {dot = true} = {}) {
  const odia = odiaName(label);
  const mark = dot ? h('span', {class: 'dot', 'aria-hidden': 'true'}) : null;
  if (mark) mark.style.background = colourOf(label);
  return h('span', {class: 'label-name'}, mark, odia ? [h('span', {lang: 'or'}, odia), ' ', h('small', {class: 'muted', lang: 'en'}, untrusted(label))] : untrusted(label));
}
