/** One execution of the script: a fresh global scope, every service call counted, timed and open to what may happen meanwhile. */

import vm from 'node:vm';
import { types } from 'node:util';
import { EnumValue, Fake, fitsCount, isPresented, signatureProblem } from './strict.mjs';
import { MAY_NOT } from './permissions.mjs';

/** The end of an execution that no `catch` of the script outlives: from then on every service call throws it again. */
export class ExecutionEnded extends Error {
  name = 'ExecutionEnded';
}

// Runs inside the execution's own scope: arrays, dates and errors that a script receives are those of its own scope.
const INSIDE = new vm.Script(`(({ now, isDate, isError, present }) => {
  const Own = Date;
  globalThis.Date = new Proxy(Own, {
    construct: (target, args, as) => Reflect.construct(target, args.length === 0 ? [now()] : args, as === globalThis.Date ? Own : as),
    apply: () => new Own(now()).toString(),
    get: (target, member) => (member === 'now' ? now : target[member]),
  });
  Own.prototype.constructor = globalThis.Date;
  const inside = (value) => {
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) {
      const copy = new Array(value.length);
      for (let at = 0; at < value.length; at += 1) {
        const one = value[at];
        copy[at] = one === null || typeof one !== 'object' ? one : inside(one);
      }
      return copy;
    }
    if (isDate(value)) return new Own(value.getTime());
    const presented = present(value);
    if (presented) return presented;
    if (isError(value)) return value;
    const copy = {};
    for (const key of Object.keys(value)) copy[key] = inside(value[key]);
    return copy;
  };
  const made = (name, message) => {
    const error = new (name === 'TypeError' ? TypeError : Error)(message);
    if (name !== 'TypeError') error.name = name;
    return error;
  };
  return { inside, made };
})`, { filename: 'world/inside.js' });

const WORK = Symbol.for('the work of this execution');
const START = new vm.Script(`globalThis[Symbol.for('the work of this execution')]()`, { filename: 'world/start.js' });
const MOST_AFTER_THE_END = 100;

export class Execution {
  calls = [];
  fetches = [];
  logs = [];
  pending = []; // writes that have not landed
  sleptMs = 0;
  ended = null;
  locks = new Set();
  #inFakes = 0;
  #depth = 0;
  #landings = 0;
  #counted = new Map();

  /** `kind` is 'function', 'cell' or 'menu'; `hooks` are the meanwhile/kill wishes of the world. */
  constructor(world, { name, authMode, kind, limitMs }) {
    Object.assign(this, { world, name, authMode, kind, limitMs });
    this.startedAt = world.clock.now();
    this.context = vm.createContext({}, { name });
    const { inside, made } = INSIDE.runInContext(this.context)({
      now: () => world.clock.now(),
      isDate: types.isDate,
      isError: types.isNativeError,
      present: (value) => this.#present(value),
    });
    this.inside = inside;
    this.#made = made;
    this.globals = world.services(this);
    for (const [service, fake] of Object.entries(this.globals)) {
      this.context[service] = fake instanceof Fake ? fake.presentedIn(this) : fake;
    }
    for (const script of world.scripts()) script.runInContext(this.context);
  }

  #made;
  #stray = null;
  #afterTheEnd = 0;

  /** The value of an expression in the scope of the script. */
  evaluate(code) {
    return vm.runInContext(code, this.context);
  }

  /** Run `work` as this execution's script; writes land at its end, locks are released whatever happens. */
  run(work) {
    const began = performance.now();
    try {
      const answer = this.#interruptible(work);
      if (this.ended) throw this.ended;
      if (this.#stray) throw this.#stray;
      this.land();
      return answer;
    } catch (problem) {
      if (this.ended) throw this.ended;
      this.#landQuietly();
      throw problem;
    } finally {
      this.ownMs = performance.now() - began - this.#inFakes;
      for (const lock of this.locks) lock.holder = null;
      this.locks.clear();
    }
  }

  /** Run `work` so that a signal to this process breaks it off. */
  #interruptible(work) {
    let answer;
    this.context[WORK] = () => {
      answer = work();
    };
    START.runInContext(this.context, { breakOnSigint: true });
    return answer;
  }

  /** A script that goes on calling after its end has caught it in a loop: that is broken off for good. */
  #beyondTheEnd() {
    this.#afterTheEnd += 1;
    if (this.#afterTheEnd === MOST_AFTER_THE_END) process.kill(process.pid, 'SIGINT'); // once: a second one would hit the next execution
    throw this.ended;
  }

  /** One call of a fake's member by the script. */
  serve(fake, member, method, args) {
    const kind = fake.constructor.name;
    const began = performance.now();
    this.#depth += 1;
    try {
      this.#before(`${kind}.${member}`);
      if (!fitsCount(fake, member, method, args)) throw signatureProblem(kind, member, args);
      if (fake.constructor.reads === 'all' || fake.constructor.reads?.has(member)) this.land();
      return this.inside(method.apply(fake, args));
    } catch (problem) {
      throw this.made(problem);
    } finally {
      this.#depth -= 1;
      if (this.#depth === 0) this.#inFakes += performance.now() - began;
    }
  }

  #before(name) {
    if (this.ended) this.#beyondTheEnd();
    this.calls.push(name);
    const nth = (this.#counted.get(name) ?? 0) + 1;
    this.#counted.set(name, nth);
    const call = { name, nth, n: this.calls.length, execution: this.name };
    const wish = this.world.wishes.take('kill', call);
    if (wish) this.#die('The execution was ended.', wish.buffered);
    for (let hook; (hook = this.world.wishes.take('meanwhile', call)); ) hook.act(call);
    this.world.clock.skip(this.world.wishes.delay(call));
    this.checkTime();
    const refused = MAY_NOT[this.authMode]?.(name) ?? (this.kind === 'cell' ? MAY_NOT.CUSTOM_FUNCTION(name) : null);
    if (refused) throw new Error(refused);
  }

  /** End the execution where it has lasted too long. */
  checkTime() {
    if (this.world.clock.now() - this.startedAt > this.limitMs) this.#die('Exceeded maximum execution time', 'landed');
  }

  /** Let the time pass that the script sleeps or waits. */
  sleep(milliseconds) {
    this.sleptMs += milliseconds;
    this.world.clock.skip(milliseconds);
    this.checkTime();
  }

  #die(message, buffered = 'landed') {
    if (buffered === 'landed') this.#landQuietly();
    this.pending = [];
    this.ended = new ExecutionEnded(message);
    throw this.ended;
  }

  /** Keep a write until it lands. */
  buffer(write) {
    this.pending.push(write);
  }

  /** Let all buffered writes land in order; the first that is refused throws and takes those behind it with it. */
  land() {
    if (this.pending.length === 0) return;
    this.#landings += 1;
    const call = { name: 'flush', nth: this.#landings, n: this.calls.length, execution: this.name, atFlush: this.#landings };
    for (let hook; (hook = this.world.wishes.take('atFlush', call)); ) hook.act(call);
    const writes = this.pending;
    this.pending = [];
    for (const write of writes) write();
  }

  #landQuietly() {
    try {
      this.land();
    } catch {
      // the execution is over for another reason
    }
  }

  /** A script that asks for what Google does not have fails its execution, even where it catches the error. */
  strayed(problem) {
    this.#stray ??= problem;
    return this.made(problem);
  }

  /** A problem of a fake as the script sees it: an error of its own scope, an `Exception` where it is Google's. */
  made(problem) {
    if (problem instanceof ExecutionEnded || !(problem instanceof Error)) return problem;
    return this.#made(problem instanceof TypeError ? 'TypeError' : 'Exception', problem.message);
  }

  #present(value) {
    if (value instanceof EnumValue || isPresented(value)) return value;
    return value instanceof Fake ? value.presentedIn(this) : null;
  }
}
