// What came of a correction, in words with an icon.
import {h} from './dom.js';
import {t} from './i18n.js';
import {untrusted} from './untrusted.js';

const KIND = {sending: 'busy', sent: 'busy', undoing: 'busy', recorded: 'good', superseded: 'warn', refused: 'bad', failed: 'bad', withdrawn: 'idle'};
const ICON = {busy: '◐', good: '✓', warn: '!', bad: '✕', idle: '○'};

export function outcomeState(name, reason) {
  const kind = KIND[name] ?? 'idle';
  return h('div', {class: `state ${kind}`}, h('span', {class: 'icon', 'aria-hidden': 'true'}, ICON[kind]), ' ', name in KIND ? t(`outcome.${name}`) : name,
    reason ? [': ', untrusted(reason)] : null);
}
