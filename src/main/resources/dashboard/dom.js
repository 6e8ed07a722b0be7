// Building elements without HTML strings: the page's Content-Security-Policy refuses those, and documents are untrusted.

/**
 * An element. `on…` attributes that are functions become listeners, `true` and `false` are for boolean attributes, null is left
 * out; children are elements or texts, null is left out.
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  append(element, children);
  return element;
}

function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (typeof value === 'function') element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? '' : value);
}

export function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) parent.append(child);
  }
}

export function replace(parent, ...children) {
  parent.replaceChildren();
  append(parent, children);
  return parent;
}

export const byId = id => document.getElementById(id);

/** Sets the text only where it changed, so that screen readers and selections are left alone. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A bar from 0 to 1; the number stands beside it as text, so that the bar itself says nothing to a screen reader. */
export function bar(share, colour = null) {
  const fill = h('span', {class: 'bar-fill'});
  fill.style.width = `${Math.max(0, Math.min(1, share)) * 100}%`;
  if (colour) fill.style.background = colour;
  return h('span', {class: 'bar', 'aria-hidden': 'true'}, fill);
}

/**
 * A table with its caption and scopes. A cell is a text, an element, or {number: text}; the first cell of a row is its header.
 * `attributes` of row i are those of `rowAttributes(i)`.
 */
export function table({caption, head, rows, rowAttributes = () => ({}), class: name = ''}) {
  return h('div', {class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': caption},
    h('table', {class: name},
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, head.map(cell => h('th', {scope: 'col', class: cell?.number ? 'number' : null}, cell?.number ?? cell)))),
      h('tbody', {}, rows.map((row, i) => h('tr', rowAttributes(i), row.map(tableCell))))));
}

function tableCell(cell, column) {
  const number = cell !== null && typeof cell === 'object' && 'number' in cell;
  return h(column === 0 ? 'th' : 'td', {scope: column === 0 ? 'row' : null, class: number ? 'number' : null}, number ? cell.number : cell);
}

/** Replaces a table that is drawn again and again, without taking focus and scroll position from who is in it. */
export function renew(place, content) {
  const before = place.querySelector('.table-scroll');
  const focused = before !== null && before === document.activeElement;
  const left = before?.scrollLeft ?? 0;
  replace(place, content);
  const after = place.querySelector('.table-scroll');
  if (after === null) return;
  after.scrollLeft = left;
  if (focused) after.focus({preventScroll: true});
}

/** A state in words with an icon, so that it is not colour alone. Kinds: good, bad, warn, idle. */
export function state(kind, text, attributes = {}) {
  const icon = {good: '✓', bad: '✕', warn: '!', idle: '○', busy: '◐'}[kind];
  return h('span', {class: `state ${kind}`, 'data-kind': kind, ...attributes}, h('span', {class: 'icon', 'aria-hidden': 'true'}, icon), ' ', text);
}

/** Calls `action` once, `millis` after the last call. */
export function later(action, millis) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), millis);
  };
}
