// Requests to the server, as openapi.yaml describes them.
import {t} from './i18n.js';

/** What the server, or the way to it, said no with. `status` is 0 where there was no answer. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

let onLogin = () => {};

/** Calls `action` whenever an answer is 401. */
export function whenLoginIsNeeded(action) {
  onLogin = action;
}

/** A query string of what is set. */
export function query(values) {
  const set = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return set.length === 0 ? '' : '?' + new URLSearchParams(set);
}

export const get = (path, values = {}, options = {}) => send(path + query(values), {...options});

export const post = (path, body, options = {}) => send(path, {method: 'POST', body: JSON.stringify(body), ...options});

export const remove = path => send(path, {method: 'DELETE'});

async function send(path, options) {
  const response = await fetch(path, {
    credentials: 'same-origin',
    headers: options.method ? {'Content-Type': 'application/json', 'X-Odia': '1'} : {Accept: 'application/json'},
    ...options,
  }).catch(error => {
    throw error.name === 'AbortError' ? error : new ApiError(0, t('error.offline'));
  });
  if (!response.ok) throw await refusal(response, path);
  return response.status === 204 ? null : response.json();
}

async function refusal(response, path) {
  const body = await response.json().catch(() => ({}));
  if (response.status === 401 && path !== '/api/session') onLogin();
  const wait = response.headers.get('Retry-After');
  const reason = body.error ?? t('error.status', {n: response.status});
  return new ApiError(response.status, wait ? `${reason} (${t('error.wait', {n: wait})})` : reason);
}

/** The part of a permalink, and of a path, that names a document. */
export function documentPath(label) {
  return `${encodeURIComponent(label.documentId)}${query({partition: label.partition, offset: label.offset})}`;
}
