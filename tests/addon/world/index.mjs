/**
 * A world in which the add-on's own files run off Google, against strict fakes. `newWorld(options)` makes a document and a person in it;
 * every run of a function is an execution of its own, as Google makes it. See World for what a test may do.
 */

import { AUTH_MODES } from './services/session.mjs';
import { FAKES, SERVICES } from './services/all.mjs';
import { Execution, ExecutionEnded } from './execution.mjs';
import { OddAnswers } from './odd_answers.mjs';
import { ADDON, scriptsOf, zoneOf } from './scripts.mjs';
import { Book } from './book.mjs';
import { Clock } from './time.mjs';
import { carried, cellable, errorOutside, outside } from './transfer.mjs';
import { Wishes } from './wishes.mjs';

export { ExecutionEnded, FAKES };

/** Google's limits, in bytes, characters, seconds and milliseconds; a test may lower them. */
const LIMITS = {
  propertyValue: 9 * 1024,
  propertyStore: 500 * 1024,
  cacheValue: 100 * 1024,
  cacheKey: 250,
  cacheSeconds: 21_600,
  cacheItems: 1000,
  fetchBytes: 50 * 1024 * 1024,
  url: 2082,
  fetchesADay: 20_000,
  executionMs: 360_000,
  cellMs: 30_000,
};

/**
 * A new document with one person in it. `sheets`: {tab name: rows, header first}; `serviceUrl`: the real service, also reached as
 * https://leadsheet.test; `identityToken`: what ScriptApp.getIdentityToken() gives (or a function); `owner`: who made the document;
 * `folder`: another folder of scripts, for the tests of the world itself.
 */
export function newWorld(options = {}) {
  const { sheets = { Leads: [] }, timeZone = 'Europe/Paris', locale = 'en_US', person = 'ana@example.com' } = options;
  const clock = new Clock();
  const book = new Book({ id: 'document-of-the-world', name: 'Pipeline', sheets, timeZone, locale, clock, owner: options.owner ?? person });
  const shared = { clock, book, stores: new Map(), locks: new Map(), wishes: new Wishes(), oddAnswers: new OddAnswers(), limits: { ...LIMITS } };
  return new World(shared, { ...options, person });
}

export class World {
  executions = [];
  fetches = [];
  logs = [];
  shown = [];
  menus = [];
  nextButton = 'OK';
  fetchesToday = 0;
  #shared;
  #options;

  constructor(shared, options) {
    this.#shared = shared;
    this.#options = options;
    const { person, language = 'en', authMode = 'FULL', identityToken = null, serviceUrl = null } = options;
    Object.assign(this, { person, language, authMode, identityToken, serviceUrl, folder: options.folder ?? ADDON });
    this.scriptTimeZone = zoneOf(this.folder);
    process.env.TZ = this.scriptTimeZone; // the script's dates speak of that zone
    this.backwards = options.backwards ?? false;
  }

  get book() {
    return this.#shared.book;
  }
  get clock() {
    return this.#shared.clock;
  }
  get limits() {
    return this.#shared.limits;
  }
  get wishes() {
    return this.#shared.wishes;
  }
  get oddAnswers() {
    return this.#shared.oddAnswers;
  }

  /** A tab of the document, as a colleague works on it. */
  sheet(name = this.book.active.name) {
    return this.book.tab(name);
  }

  /** Another person in the same document, with user properties, logs and menus of their own. */
  as(person, options = {}) {
    return new World(this.#shared, { ...this.#options, ...options, person });
  }

  /** One execution as google.script.run makes it: argument and answer are carried as JSON. Errors of the script are thrown. */
  run(name, ...args) {
    if (name.endsWith('_')) throw new Error(`google.script.run cannot call the private function ${name}`);
    const sent = args.map((arg, at) => (arg === undefined ? undefined : carried(arg, `argument ${at + 1}`)));
    return this.#execute(name, 'function', (execution) => {
      const answer = functionOf(execution, name)(...sent.map(execution.inside));
      return answer === undefined ? undefined : carried(answer, 'the answer');
    });
  }

  /** Any global function in an execution of its own; arguments and answer are copied between the scopes, functions pass as they are. */
  call(name, ...args) {
    return this.#execute(name, 'function', (execution) => outside(functionOf(execution, name)(...args.map(execution.inside))));
  }

  /** The value of an expression in the scope of the script, in an execution of its own. */
  evaluate(code) {
    return this.#execute('evaluate', 'function', (execution) => outside(execution.evaluate(code)));
  }

  /** Open the document (onOpen builds the menu), then click an item of it by its caption. */
  menu(caption) {
    this.open();
    const items = this.menus.flatMap(({ items: own }) => own.flatMap((item) => item.items ?? [item]));
    const item = items.find((one) => one.caption === caption);
    if (!item) throw new Error(`the menu has no item "${caption}": ${items.map((one) => one.caption).filter(Boolean).join(', ')}`);
    // A click is the person's own wish: whoever had not authorised the add-on is asked then.
    return this.#execute(item.functionName, 'menu', (execution) => outside(functionOf(execution, item.functionName)()), { authMode: this.authMode === 'NONE' ? 'FULL' : this.authMode });
  }

  /** Open the document: onOpen runs with the person's authorisation. */
  open() {
    return this.#execute('onOpen', 'menu', (execution) => {
      functionOf(execution, 'onOpen')(execution.inside({ authMode: AUTH_MODES[this.authMode], source: null, user: null }));
    });
  }

  /** A custom function's execution in a cell: 30 s, few services, the owner's user properties; answers what the cell gets. */
  cell(name, ...args) {
    const limitMs = this.limits.cellMs;
    return this.#execute(name, 'cell', (execution) => cellable(outside(functionOf(execution, name)(...args.map(execution.inside)))), {
      limitMs,
      authMode: 'CUSTOM_FUNCTION',
    });
  }

  /**
   * Let a colleague act: `act(sheet, call)` just before the service call that `before` names (a number, a name, {name, nth} or a
   * predicate), or at the n-th landing of buffered writes, just before they land (`atFlush`).
   */
  meanwhile(act, { before, atFlush, times = 1 } = {}) {
    const hand = (call) => act(this.book.active, call);
    if (atFlush === undefined) this.wishes.add('meanwhile', before ?? 1, times, { act: hand });
    else this.wishes.add('atFlush', atFlush === 'any' ? () => true : { nth: atFlush }, times, { act: hand });
    return this;
  }

  /** End an execution just before a service call; buffered writes land or are lost. */
  kill({ before, buffered = 'landed', times = 1 }) {
    this.wishes.add('kill', before, times, { buffered });
    return this;
  }

  /** Let the calls that `before` names take this long, in virtual milliseconds. */
  slow(milliseconds, { before }) {
    this.wishes.slow(milliseconds, before);
    return this;
  }

  /** The next answer(s) of the remote: {status, headers, body} or 'lost' (it got there, the answer did not), 'dns', 'timeout', 'quota'. */
  answerNext(answer, { times = 1, match = null } = {}) {
    this.oddAnswers.add(answer, times, match);
    return this;
  }

  /** A stranger's execution holds the document lock for so long. */
  holdLock(milliseconds, lock = 'document') {
    this.lockOf(lock).until = this.clock.now() + milliseconds;
    return this;
  }

  /** Let virtual time pass between executions. */
  advance(milliseconds) {
    this.clock.skip(milliseconds);
    return this;
  }

  /** Google forgets what is cached, as it may at any time. */
  forgetCaches() {
    for (const [name, store] of this.#shared.stores) if (name.startsWith('cache')) store.clear();
    return this;
  }

  /** The wishes (meanwhile, kill) that never came to pass: a test that leaves some tested less than it says. */
  unmet() {
    return this.wishes.unmet();
  }

  /** Names of all service calls of the last execution. */
  get calls() {
    return this.executions.at(-1)?.calls ?? [];
  }
  /** The last sidebar shown, as {title, content}; undefined where there was none. */
  get sidebar() {
    return this.shown.filter(({ kind }) => kind === 'sidebar').at(-1);
  }

  /** A store as a Map, for looking: storeOf('properties', 'user' | 'document' | 'script', person). */
  storeOf(kind, scope, person = this.person) {
    const name = `${kind} ${scope}${scope === 'user' ? ` ${person}` : ''}`;
    if (!this.#shared.stores.has(name)) this.#shared.stores.set(name, new Map());
    return this.#shared.stores.get(name);
  }

  /** A lock as {holder, until}. */
  lockOf(name) {
    if (!this.#shared.locks.has(name)) this.#shared.locks.set(name, { holder: null, until: 0 });
    return this.#shared.locks.get(name);
  }

  /** Where a request to a URL really goes: to the service under test, or nowhere (null). */
  addressOf(url) {
    if (!this.serviceUrl) return null;
    const base = this.serviceUrl.replace(/\/$/, '');
    for (const name of [base, 'https://leadsheet.test']) if (url === name || url.startsWith(`${name}/`)) return base + (url.slice(name.length) || '/');
    return null;
  }

  /** The services of one execution, by the names a script knows them. */
  services(execution) {
    return Object.fromEntries(Object.entries(SERVICES).map(([name, Service]) => [name, new Service(execution)]));
  }
  scripts() {
    return scriptsOf(this.folder, this.backwards);
  }

  #execute(name, kind, work, { limitMs = this.limits.executionMs, authMode = this.authMode } = {}) {
    const execution = new Execution(this, { name, kind, limitMs, authMode });
    this.executions.push(execution);
    try {
      return execution.run(() => work(execution));
    } catch (problem) {
      throw errorOutside(problem);
    }
  }
}

function functionOf(execution, name) {
  const found = /^[\w$]+$/.test(name) ? execution.evaluate(`typeof ${name} === 'function' ? ${name} : null`) : null;
  if (!found) throw new Error(`Script function not found: ${name}`);
  return found;
}
