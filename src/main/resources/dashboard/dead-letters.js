// Dead letters: records that came to nothing, why, and a way to send them once more.
import {h, replace, table} from './dom.js';
import {get, post} from './api.js';
import {bytes, moment, number} from './format.js';
import {t} from './i18n.js';
import {confirm, failure} from './said.js';
import {mayOperate} from './session.js';
import {documentText, untrusted} from './untrusted.js';

const STAGES = ['decode', 'language', 'classify', 'label', 'join'];
const PAGE = 50;

export class DeadLetters {
  #selected = new Map();
  #records = [];
  #next = null;
  #stage = '';
  #before = null;
  #total = null; // how many there were when these were read
  #loads = 0; // an answer is drawn only if nothing was asked since
  #loading = false;

  constructor(signal) {
    this.signal = signal;
    this.place = h('div', {});
    this.redriveButton = h('button', {id: 'redrive-selected', disabled: true, onclick: () => this.#redrive([...this.#selected.values()])}, t('letters.redrive.selected', {n: number(0)}));
    this.stages = h('select', {id: 'letters-stage', onchange: event => { this.#stage = event.target.value; this.load(); }}, h('option', {value: ''}, t('filter.all')), STAGES.map(stage => h('option', {value: stage}, t(`stage.${stage}`))));
    this.element = h('section', {class: 'panel', id: 'dead-letters', 'aria-label': t('letters.title')}, h('h2', {}, t('letters.title')));
    if (mayOperate()) {
      this.element.append(h('div', {class: 'actions start'}, h('label', {class: 'field inline'}, h('span', {}, t('letters.stage')), this.stages),
        this.redriveButton, h('button', {onclick: () => this.load()}, t('letters.refresh'))), this.place);
    } else {
      this.element.append(h('p', {class: 'muted'}, t('operator.only')));
    }
  }

  /** There are so many by now: shows the new ones, unless somebody is at work on those that are here. */
  seen(total) {
    if (total === this.#total || this.#loading || this.#atWork()) return;
    this.#total = total;
    this.load(null, () => !this.#atWork());
  }

  #atWork() {
    return this.#before !== null || this.#selected.size > 0 || this.place.querySelector('details[open]') !== null;
  }

  async load(before = null, wanted = () => true) {
    if (!mayOperate()) return;
    const mine = ++this.#loads;
    this.#before = before;
    this.#loading = true;
    try {
      const page = await get('/api/dead-letters', {stage: this.#stage, before, limit: PAGE}, {signal: this.signal});
      if (mine !== this.#loads) return;
      if (!wanted()) {
        this.#total = null; // once nobody is at work any more
        return;
      }
      this.#records = page.deadLetters;
      this.#next = page.next ?? null;
      this.#total = Object.values(page.byStage).reduce((sum, count) => sum + count, 0);
      this.#selected.clear();
      for (const option of this.stages.options) if (option.value) option.textContent = `${t(`stage.${option.value}`)} (${number(page.byStage?.[option.value] ?? 0)})`;
      this.#draw();
    } catch (error) {
      if (!this.signal.aborted && mine === this.#loads) replace(this.place, failure(error, () => this.load(before)));
    } finally {
      if (mine === this.#loads) this.#loading = false;
    }
  }

  #draw() {
    this.#drawSelected();
    if (this.#records.length === 0) {
      replace(this.place, h('p', {class: 'muted', id: 'letters-none'}, t('letters.none')));
      return;
    }
    const all = h('input', {type: 'checkbox', 'aria-label': t('letters.all'), onchange: event => this.#selectAll(event.target.checked)});
    replace(this.place, table({
      caption: t('letters.caption', {n: number(this.#records.length), count: this.#records.length}), class: 'letters',
      head: [all, t('letters.at'), t('letters.stage'), t('letters.reason'), t('letters.origin'), t('letters.act')],
      rowAttributes: i => ({'data-partition': this.#records[i].partition, 'data-offset': this.#records[i].offset, 'data-stage': this.#records[i].stage}),
      rows: this.#records.map(record => this.#row(record)),
    }), this.#next ? h('button', {onclick: () => this.load(this.#next)}, t('letters.older')) : null);
  }

  #row(record) {
    const {origin} = record;
    return [
      h('input', {type: 'checkbox', class: 'select', disabled: record.redriven, 'aria-label': t('letters.select', {record: `${record.partition}:${record.offset}`}), onchange: event => this.#select(record, event.target.checked)}),
      moment(record.at), STAGES.includes(record.stage) ? t(`stage.${record.stage}`) : untrusted(record.stage),
      h('div', {class: 'letter-reason'}, untrusted(record.reason), content(record)),
      h('span', {class: 'nowrap'}, untrusted(`${origin.topic} ${origin.partition}:${origin.offset}`)),
      record.redriven ? h('span', {class: 'muted'}, t('letters.redriven')) : h('button', {class: 'redrive', onclick: () => this.#redrive([record])}, t('letters.redrive'))];
  }

  #select(record, chosen) {
    const key = `${record.partition}:${record.offset}`;
    if (chosen) this.#selected.set(key, record);
    else this.#selected.delete(key);
    this.#drawSelected();
  }

  #selectAll(chosen) {
    for (const box of this.place.querySelectorAll('input.select:not(:disabled)')) box.checked = chosen;
    for (const record of this.#records) if (!record.redriven) this.#select(record, chosen);
  }

  #drawSelected() {
    this.redriveButton.disabled = this.#selected.size === 0;
    this.redriveButton.textContent = t('letters.redrive.selected', {n: number(this.#selected.size)});
  }

  #redrive(records) {
    confirm({
      title: t('letters.redrive.title', {n: number(records.length), count: records.length}), ok: t('letters.redrive'),
      text: [h('p', {}, t('letters.redrive.text')), h('ul', {class: 'records'}, records.slice(0, 5).map(({origin}) => h('li', {}, untrusted(`${origin.topic} ${origin.partition}:${origin.offset}`))), records.length > 5 ? h('li', {}, '…') : null)],
      act: async () => {
        const answer = await post('/api/dead-letters/redrive', {records: records.map(({partition, offset}) => ({partition, offset}))});
        if (answer.redriven === 0 && answer.refused.length > 0) throw new Error(answer.refused.join('; '));
        this.load();
        return answer;
      },
      done: answer => t('letters.redrive.done', {n: number(answer.redriven)}) + (answer.refused.length > 0 ? ` ${t('letters.redrive.refused', {reasons: answer.refused.join('; ')})}` : ''),
    });
  }
}

/** What the record was, drawn only when somebody unfolds it. */
function content(record) {
  const place = h('div', {class: 'letter-content'});
  return h('details', {ontoggle: event => {
    if (!event.target.open || place.firstChild) return;
    replace(place,
      h('dl', {class: 'facts'}, h('dt', {}, t('letters.key')), h('dd', {}, record.key == null ? '–' : untrusted(record.key)),
        Object.entries(record.headers ?? {}).map(([name, value]) => [h('dt', {}, untrusted(name)), h('dd', {}, untrusted(value))])),
      record.value == null ? h('p', {class: 'muted'}, t('letters.empty')) : documentText(record.value));
  }}, h('summary', {}, t('letters.content', {size: bytes(record.valueBytes)})), place);
}
