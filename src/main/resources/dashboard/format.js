// Numbers, shares, times and ages in the language of the page.
import {language, t} from './i18n.js';

// Browsers without data for Odia still know its digits.
const LOCALES = {en: 'en-GB', or: ['or-IN-u-nu-orya', 'en-IN-u-nu-orya']};
const cache = new Map();

function formatter(kind, options) {
  const key = language() + kind + JSON.stringify(options);
  if (!cache.has(key)) cache.set(key, new Intl[kind](LOCALES[language()], options));
  return cache.get(key);
}

const known = value => value !== null && value !== undefined && Number.isFinite(value);

export function number(value, digits = 0) {
  return known(value) ? formatter('NumberFormat', {maximumFractionDigits: digits}).format(value) : '–';
}

/** With fewer digits the bigger it is: 0.4, 12.3, 1,204. */
export function rate(value) {
  return number(value, value < 100 ? 1 : 0);
}

export function percent(share, digits = 0) {
  return known(share) ? formatter('NumberFormat', {style: 'percent', maximumFractionDigits: digits, minimumFractionDigits: digits}).format(share) : '–';
}

export function millis(value) {
  if (!known(value)) return '–';
  return value < 1000 ? `${number(value, value < 10 ? 1 : 0)} ${t('unit.ms')}` : `${number(value / 1000, value < 10_000 ? 1 : 0)} ${t('unit.s')}`;
}

export function bytes(value) {
  if (!known(value)) return '–';
  if (value < 1000) return `${number(value)} B`;
  return value < 1e6 ? `${number(value / 1e3)} kB` : `${number(value / 1e6, 1)} MB`;
}

/** 2:05 or 1:02:05. */
export function duration(seconds) {
  if (!known(seconds)) return '–';
  const whole = Math.max(0, Math.round(seconds));
  const two = value => formatter('NumberFormat', {minimumIntegerDigits: 2}).format(value);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${number(hours)}:${two(minutes)}:${two(whole % 60)}` : `${number(minutes)}:${two(whole % 60)}`;
}

export function clock(date, seconds = true) {
  return formatter('DateTimeFormat', {hour: '2-digit', minute: '2-digit', ...(seconds ? {second: '2-digit'} : {}), hourCycle: 'h23'}).format(new Date(date));
}

export function day(date) {
  return formatter('DateTimeFormat', {day: '2-digit', month: '2-digit'}).format(new Date(date));
}

export function moment(date) {
  if (!date) return '–';
  return formatter('DateTimeFormat', {year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'})
    .format(new Date(date));
}

/** How long ago, in one unit. */
export function age(date, now = Date.now()) {
  const seconds = Math.max(0, Math.floor((now - Date.parse(date)) / 1000));
  if (seconds < 60) return t('age.s', {n: number(seconds)});
  if (seconds < 3600) return t('age.m', {n: number(Math.floor(seconds / 60))});
  if (seconds < 86_400) return t('age.h', {n: number(Math.floor(seconds / 3600))});
  return t('age.d', {n: number(Math.floor(seconds / 86_400))});
}

/** Versions are long; their last part tells them apart. */
export function shortVersion(version) {
  if (!version) return '–';
  return version.length <= 14 ? version : `…${version.slice(-12)}`;
}
