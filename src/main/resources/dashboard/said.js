// What the page says back: short notes for screen readers and eyes, questions before an act, the list of keys.
import {byId, h, replace} from './dom.js';
import {t} from './i18n.js';
import {untrusted} from './untrusted.js';

let timer = 0;

/** A note at the edge of the page. Kinds: good, bad. */
export function say(text, kind = 'good') {
  clearTimeout(timer);
  replace(byId('said'), h('p', {class: `note ${kind}`}, untrusted(text)));
  timer = setTimeout(() => byId('said').replaceChildren(), kind === 'bad' ? 12_000 : 5_000);
}

/**
 * Asks in a dialog before `act(reason)`; a failure is shown in it, and it stays open to try again. Of `question`: title, text
 * (elements), ok (the button's text), reason (whether one is asked for), act, done (what is said after it).
 */
export function confirm(question) {
  const dialog = byId('confirm');
  const reason = h('textarea', {id: 'confirm-reason', maxlength: '500', rows: '3', required: true});
  const error = h('p', {id: 'confirm-error', class: 'error', role: 'alert', hidden: true});
  const ok = h('button', {id: 'confirm-ok', class: 'primary', type: 'submit'}, question.ok);
  const submit = async event => {
    event.preventDefault();
    ok.disabled = true;
    try {
      const answer = await question.act(reason.value.trim());
      dialog.close();
      say(typeof question.done === 'function' ? question.done(answer) : question.done);
    } catch (failure) {
      replace(error, untrusted(failure.message));
      error.hidden = false;
    }
    ok.disabled = false;
  };
  replace(dialog, h('form', {onsubmit: submit},
    h('h2', {id: 'confirm-title'}, question.title),
    h('div', {}, question.text),
    question.reason ? h('label', {class: 'field'}, t('confirm.reason'), reason) : null,
    error,
    h('div', {class: 'actions'}, h('button', {id: 'confirm-cancel', type: 'button', onclick: () => dialog.close()}, t('cancel')), ok)));
  dialog.showModal();
  (question.reason ? reason : ok).focus();
}

const KEYS = {
  everywhere: [['g l', 'nav.live'], ['g r', 'nav.review'], ['g m', 'nav.models'], ['g h', 'nav.health'], ['?', 'keys.help'], ['Esc', 'keys.close']],
  live: [['P', 'keys.pause'], ['/', 'keys.filter']],
  review: [['1–9', 'keys.label'], ['L', 'keys.choose'], ['Enter', 'keys.accept'], ['U', 'keys.undo'], ['S', 'keys.skip'], ['← →', 'keys.move']],
};

export function showKeys() {
  const dialog = byId('help');
  const group = (name, keys) => [h('h3', {}, name), h('dl', {class: 'keys'}, keys.map(([key, what]) => h('div', {}, h('dt', {}, h('kbd', {}, key)), h('dd', {}, t(what)))))];
  replace(dialog,
    h('h2', {id: 'help-title'}, t('keys.title')),
    group(t('keys.everywhere'), KEYS.everywhere), group(t('nav.live'), KEYS.live), group(t('nav.review'), KEYS.review),
    h('div', {class: 'actions'}, h('button', {class: 'primary', onclick: () => dialog.close()}, t('close'))));
  dialog.showModal();
}

/** A failure of a request in a view, with a way to try again. */
export function failure(error, again) {
  return h('div', {class: 'error panel', role: 'alert'}, h('p', {}, untrusted(error.message)), h('button', {onclick: again}, t('again')));
}
