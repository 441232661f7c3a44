/** UrlFetchApp: real HTTP to the service under test, one odd answer where a test asks for it, nothing else off this machine. */

import { fakeOf, Fake, signatureProblem } from '../strict.mjs';
import { askAll } from '../wire.mjs';
import { Blob } from './utilities.mjs';

const OPTIONS = new Set(['contentType', 'headers', 'method', 'payload', 'validateHttpsCertificates', 'followRedirects', 'muteHttpExceptions', 'escaping', 'useIntranet', 'url']);
const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);
const AGENT = 'Mozilla/5.0 (compatible; Google-Apps-Script; beanserver; +https://script.google.com; id: world)';
const TIMEOUT = 60_000;
const PRIVATE = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|0\.0\.0\.0|\[|::1|.*\.(local|internal)$)/i;
const FAILURES = {
  lost: (url) => `Address unavailable: ${url}`,
  dns: (url) => `DNS error: ${url}`,
  timeout: (url) => `Timeout: ${url}`,
  quota: () => 'Service invoked too many times for one day: urlfetch.',
};

export class UrlFetchApp extends Fake {
  static counts = { fetch: [1, 2] };
  #execution;
  constructor(execution) {
    super();
    this.#execution = execution;
  }
  fetch(url, options = {}) {
    return this.#all([requestOf({ ...options, url }, this.#execution.world.limits)])[0];
  }
  /** All at once; one that finds no server fails the whole call, whatever the others did. */
  fetchAll(requests) {
    if (!Array.isArray(requests)) throw signatureProblem('UrlFetchApp', 'fetchAll', [requests]);
    return this.#all(Array.from(requests, (one) => requestOf(typeof one === 'string' ? { url: one } : { ...one }, this.#execution.world.limits)));
  }

  #all(requests) {
    const { world } = this.#execution;
    world.fetchesToday += requests.length;
    if (world.fetchesToday > world.limits.fetchesADay) throw new Error(FAILURES.quota());
    const odd = requests.map((request) => world.oddAnswers.take(request));
    const reachable = requests.map((request, at) => (odd[at] && odd[at] !== 'lost' ? null : world.addressOf(request.url)));
    const asked = requests.map((request, at) => reachable[at] && { ...request, address: reachable[at] });
    const answers = askAll(asked.filter(Boolean));
    const results = requests.map((request, at) => {
      const real = asked[at] ? answers.shift() : null;
      return resultOf(request, odd[at], real);
    });
    results.forEach((result, at) => this.#note(requests[at], result));
    if (results.some(({ failure }) => failure === 'timeout')) this.#execution.sleep(TIMEOUT);
    const failed = results.findIndex(({ failure }) => failure);
    if (failed >= 0) throw new Error(FAILURES[results[failed].failure](requests[failed].url));
    return results.map((result, at) => answered(requests[at], result, world.limits));
  }

  #note(request, result) {
    const { url, method, headers, payload } = request;
    const body = parsed(payload?.toString('utf8'));
    const kept = { url, method, headers, bytes: payload?.length ?? 0, status: result.status ?? null, failure: result.failure ?? null, body };
    kept.answer = result.failure ? null : parsed(result.content.toString('utf8'));
    this.#execution.fetches.push(kept);
    this.#execution.world.fetches.push(kept);
  }
}

function requestOf(options, limits) {
  for (const name of Object.keys(options)) if (!OPTIONS.has(name)) throw new Error(`Attribute provided with no such name: ${name}`);
  const { url, method = 'get', headers = {}, contentType, payload, muteHttpExceptions = false, followRedirects = true } = options;
  if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url)) throw new Error(`Invalid argument: ${url}`);
  if (url.length > limits.url) throw new Error('Limit Exceeded: URLFetch URL Length.');
  if (!METHODS.has(String(method).toLowerCase())) throw new Error(`Attribute provided with invalid value: method`);
  const sent = { 'User-Agent': AGENT, 'Accept-Encoding': 'gzip, deflate, br' };
  const body = payload === undefined ? null : bodyOf(payload);
  if (body) sent['Content-Type'] = contentType ?? typeOf(payload) ?? 'application/x-www-form-urlencoded';
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (typeof value !== 'string' || /[\r\n]/.test(value) || /^(host|content-length|connection)$/i.test(name)) {
      throw new Error(`Attribute provided with invalid value: Header:${name}`);
    }
    sent[name] = value;
  }
  if (body && body.length > limits.fetchBytes) throw new Error('Limit Exceeded: URLFetch POST Size.');
  return { url, method: method.toUpperCase(), headers: sent, payload: body, mute: muteHttpExceptions === true, followRedirects };
}

function bodyOf(payload) {
  if (typeof payload === 'string') return Buffer.from(payload, 'utf8');
  if (fakeOf(payload) instanceof Blob) return Blob.bytesOf(fakeOf(payload));
  if (payload !== null && typeof payload === 'object' && !Array.isArray(payload)) return Buffer.from(new URLSearchParams(Object.entries(payload)).toString());
  throw new Error('Attribute provided with invalid value: payload');
}

function resultOf(request, odd, real) {
  if (typeof odd === 'string') return { failure: odd };
  if (odd) {
    const body = typeof odd.body === 'function' ? odd.body(request) : (odd.body ?? '');
    const text = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const headers = Object.entries({ ...(typeof body === 'object' && !Buffer.isBuffer(body) ? { 'Content-Type': 'application/json' } : {}), ...odd.headers });
    return { status: odd.status ?? 200, headers, content: Buffer.from(text) };
  }
  if (real) return real;
  return { failure: PRIVATE.test(new URL(request.url).hostname) ? 'lost' : 'dns' };
}

function answered(request, { status, headers, content }, limits) {
  if (content.length > limits.fetchBytes) throw new Error('Limit Exceeded: URLFetch Response Size.');
  if (status >= 400 && !request.mute) {
    const { host } = new URL(request.url);
    throw new Error(
      `Request failed for https://${host} returned code ${status}. Truncated server response: ${content.toString('utf8').slice(0, 100)} (use muteHttpExceptions option to examine full response)`,
    );
  }
  return new HTTPResponse(status, headers, content);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text ?? null;
  }
}

export class HTTPResponse extends Fake {
  static counts = { getContentText: [0, 1] };
  #status;
  #headers;
  #content;
  constructor(status, headers, content) {
    super();
    this.#status = status;
    this.#headers = headers;
    this.#content = content;
  }
  getResponseCode() {
    return this.#status;
  }
  getContentText() {
    return this.#content.toString('utf8');
  }
  getContent() {
    return Array.from(new Int8Array(this.#content));
  }
  getBlob() {
    return new Blob(this.#content, this.getHeaders()['Content-Type'] ?? null, null);
  }
  getHeaders() {
    return Object.fromEntries(this.#headers);
  }
  /** Names that came several times have a list. */
  getAllHeaders() {
    const all = {};
    for (const [name, value] of this.#headers) all[name] = name in all ? [all[name], value].flat() : value;
    return all;
  }
}

const typeOf = (payload) => (fakeOf(payload) instanceof Blob ? fakeOf(payload).getContentType() : null);
