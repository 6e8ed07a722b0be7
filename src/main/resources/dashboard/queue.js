// The review queue of this annotator, without a page: what is in hand, what was said, what came of it.
import {get, post} from './api.js';

const AT_HAND = 3;
/** The server keeps a document for five minutes. */
const KEEP_MILLIS = 120_000;
const PAST = 20;
const SHOWN = 50;

/**
 * An entry is {document, label}: in `past` where this annotator has said `label`, in `hand` where not yet. An outcome is
 * {key, id, documentId, label, given, state, reason, entry}; its state is one of the server's, or sending, failed, undoing.
 */
export class Queue extends EventTarget {
  hand = [];
  past = [];
  current = null;
  outcomes = [];
  waiting = null;
  error = null;
  done = 0;
  since = null;
  #early = new Map();
  #keys = 0;
  #asking = null;
  #timer = 0;

  constructor(owner) {
    super();
    this.owner = owner;
  }

  /** Opens the queue; call `leave` when nobody looks at it any more. */
  enter() {
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#keep(), KEEP_MILLIS);
    return Promise.all([this.refill(), this.earlier()]);
  }

  /** Gives back what is in hand, so that others need not wait until the lease ends. Works also while the page is closed. */
  leave() {
    clearInterval(this.#timer);
    for (const entry of this.hand) post('/api/review/next', {put: entry.document.documentId}, {keepalive: true}).catch(() => {});
    this.hand = [];
    this.current = null;
  }

  async refill(skip = undefined) {
    // One at a time: two answers could hold the same documents.
    while (this.#asking) await this.#asking.catch(() => {});
    this.#asking = post('/api/review/next', {count: AT_HAND, skip});
    try {
      const answer = await this.#asking;
      this.error = null;
      this.waiting = answer.waiting;
      const known = new Set([...this.hand, ...this.past].map(entry => entry.document.documentId));
      for (const document_ of answer.items) {
        if (!known.has(document_.documentId) && document_.documentId !== skip) this.hand.push({document: document_, label: null});
      }
    } catch (error) {
      this.error = error;
    }
    this.#asking = null;
    this.current ??= this.hand[0] ?? null;
    this.#changed('document');
  }

  /** What this annotator said before this visit, and what became of what was still open. */
  async earlier() {
    const answer = await get('/api/corrections', {by: this.owner, limit: SHOWN}).catch(() => ({corrections: []}));
    for (const correction of [...answer.corrections].reverse()) {
      if (!correction.undoes && !this.#find(correction.id)) this.outcomes.unshift(this.#outcome(correction));
      this.hear(correction);
    }
    this.outcomes.length = Math.min(this.outcomes.length, SHOWN);
    this.#changed('outcomes');
  }

  #outcome(correction, entry = null) {
    return {key: ++this.#keys, id: correction.id, documentId: correction.documentId, label: correction.label, given: correction.givenLabel,
      state: correction.state, reason: correction.reason ?? null, entry};
  }

  /** Moves on at once; the outcome says later whether it went well. */
  async choose(label) {
    const entry = this.current;
    if (entry === null) return;
    const outcome = this.#outcome({id: null, documentId: entry.document.documentId, label, givenLabel: entry.document.label, state: 'sending'}, entry);
    const before = entry.label;
    this.outcomes.unshift(outcome);
    this.outcomes.length = Math.min(this.outcomes.length, SHOWN);
    this.#moveOn(entry, label);
    this.since ??= Date.now();
    this.done++;
    this.#changed('document', 'outcomes');
    outcome.sent = this.#send(outcome, entry, before);
    if (this.hand.length < AT_HAND) await Promise.all([outcome.sent, this.refill()]);
    else await outcome.sent;
  }

  #moveOn(entry, label) {
    const trail = this.trail();
    const next = trail[trail.indexOf(entry) + 1] ?? this.hand.find(other => other !== entry) ?? null;
    entry.label = label;
    this.hand = this.hand.filter(other => other !== entry);
    if (!this.past.includes(entry)) this.past.push(entry);
    if (this.past.length > PAST) this.past.shift();
    this.current = next;
  }

  async #send(outcome, entry, before) {
    try {
      const answer = await post('/api/corrections', {documentId: outcome.documentId, label: outcome.label});
      outcome.id = answer.id;
      this.#set(outcome, answer.state, answer.reason);
      // The event may have been faster than the answer.
      const early = this.#early.get(answer.id);
      if (early) this.hear(early);
    } catch (error) {
      this.#set(outcome, 'failed', error.message);
      this.done--;
      this.#putBack(entry, before);
    }
  }

  /** After the one in hand, not in its place: the next key must not meet another document than the one that was read. */
  #putBack(entry, before) {
    entry.label = before;
    if (before === null) {
      this.past = this.past.filter(other => other !== entry);
      const place = this.hand.indexOf(this.current);
      this.hand.splice(place < 0 ? 0 : place + 1, 0, entry);
    }
    this.current ??= entry;
    this.#changed('document');
  }

  /** Takes the last correction back that counts, and shows its document again. */
  async undo() {
    const outcome = this.outcomes.find(one => ['sending', 'sent', 'recorded'].includes(one.state));
    if (!outcome) return false;
    await outcome.sent;
    if (outcome.id === null) return false;
    const before = outcome.state;
    this.#set(outcome, 'undoing', null);
    try {
      await post(`/api/corrections/${encodeURIComponent(outcome.id)}/undo`, {});
      if (outcome.state === 'undoing') this.#set(outcome, 'withdrawn', null);
      if (outcome.entry) this.#again(outcome.entry);
      return true;
    } catch (error) {
      this.#set(outcome, before, error.message);
      throw error;
    }
  }

  #again(entry) {
    entry.label = null;
    this.done = Math.max(0, this.done - 1);
    this.past = this.past.filter(other => other !== entry);
    if (!this.hand.includes(entry)) this.hand.unshift(entry);
    this.current = entry;
    this.#changed('document');
  }

  async skip() {
    const entry = this.current;
    if (entry === null) return;
    const trail = this.trail();
    this.current = trail[trail.indexOf(entry) + 1] ?? this.hand.find(other => other !== entry) ?? null;
    const inHand = this.hand.includes(entry);
    this.hand = this.hand.filter(other => other !== entry);
    this.#changed('document');
    if (inHand) await this.refill(entry.document.documentId);
  }

  /** Among what was said lately and what is in hand. */
  move(by) {
    const trail = this.trail();
    const to = trail[trail.indexOf(this.current) + by];
    if (this.current === null ? trail.length === 0 : !to) return;
    this.current = to ?? trail[trail.length - 1];
    this.#changed('document');
  }

  trail() {
    return [...this.past, ...this.hand];
  }

  /** A `correction` event. */
  hear(correction) {
    if (correction.undoes) {
      const undone = this.#find(correction.undoes);
      if (undone && correction.state !== 'refused') this.#set(undone, 'withdrawn', null);
      else if (undone) this.#set(undone, 'recorded', correction.reason);
      return;
    }
    const outcome = this.#find(correction.id);
    if (!outcome) {
      if (correction.by === this.owner) this.#early.set(correction.id, correction);
      if (this.#early.size > SHOWN) this.#early.delete(this.#early.keys().next().value);
    } else if (!['undoing', 'withdrawn'].includes(outcome.state)) {
      this.#set(outcome, correction.state, correction.reason);
    }
  }

  #find(id) {
    return this.outcomes.find(outcome => outcome.id === id);
  }

  #set(outcome, state, reason) {
    outcome.state = state;
    outcome.reason = reason ?? null;
    this.#changed('outcomes');
  }

  #keep() {
    const count = Math.max(1, this.hand.length);
    for (const entry of this.hand) post('/api/review/next', {keep: entry.document.documentId, count}).catch(() => {});
  }

  /** Documents an hour, from a minute on; before, a single one would count as thousands. */
  perHour() {
    return this.since === null ? null : this.done * 3_600_000 / Math.max(60_000, Date.now() - this.since);
  }

  #changed(...what) {
    for (const name of what) this.dispatchEvent(new Event(name));
  }
}
