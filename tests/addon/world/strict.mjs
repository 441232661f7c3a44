/**
 * Strict fakes: a script reaches a fake only through a proxy that knows its members and no other.
 *
 * A fake is a class named as in Google's documentation (`Range`, `Sheet` ...) whose public methods are the members. A class says more about
 * itself in static fields: `constants` (members that are no methods: enumerations), `reads` and `writes` (how a call concerns the
 * spreadsheet), `counts` (how many arguments a member takes, where the method's own length does not tell), `open` (properties may be set
 * on it: HtmlTemplate).
 */

const behind = new WeakMap();

/** The fake behind what a script holds, or the value itself where it is no fake. */
export const fakeOf = (value) => (value !== null && typeof value === 'object' && behind.get(value)) || value;

/** Is it one of the fakes, as a script holds them? */
export const isPresented = (value) => value !== null && typeof value === 'object' && behind.has(value);

/** Base of every fake: what presents it in one execution. Its own fields are invisible to the script. */
export class Fake {
  #presented = null;

  /** What a script holds of this fake, the same each time. `execution.serve(fake, name, method, args)` makes each call. */
  presentedIn(execution) {
    if (!this.#presented) {
      this.#presented = proxyOf(this, execution);
      behind.set(this.#presented, this);
    }
    return this.#presented;
  }
}

/** A value of an enumeration, as `SpreadsheetApp.ProtectionType.RANGE`: equal to itself only, and never to a text. */
export class EnumValue {
  #name;
  constructor(name) {
    this.#name = name;
    Object.freeze(this);
  }
  toString() {
    return this.#name;
  }
  name() {
    return this.#name;
  }
}

/** An enumeration with exactly these values; any other member throws. */
export function enumeration(kind, names) {
  const values = Object.fromEntries(names.map((name) => [name, new EnumValue(name)]));
  return new Proxy(Object.freeze(values), {
    get: (target, member) => {
      if (typeof member === 'symbol' || member in target) return target[member];
      throw noSuchMember(kind, member);
    },
  });
}

/** The public members of a fake class, with its constants: [names]. */
export function membersOf(fakeClass) {
  const methods = Object.getOwnPropertyNames(fakeClass.prototype).filter((name) => name !== 'constructor');
  return [...methods, ...Object.keys(fakeClass.constants ?? {})];
}

const noSuchMember = (kind, member) => new TypeError(`${kind}.${String(member)}: the fake has no such member`);

// What the language itself asks of any object: promises ask `then`, JSON asks `toJSON`.
const ASKED_BY_THE_LANGUAGE = new Set(['then', 'toJSON', 'valueOf', 'constructor']);

function proxyOf(fake, execution) {
  const kind = fake.constructor.name;
  const { constants = {}, open = false } = fake.constructor;
  const ownMembers = open ? fake.properties : null;
  const method = (member) =>
    Object.hasOwn(fake.constructor.prototype, member) && member !== 'constructor' ? fake.constructor.prototype[member] : null;
  return new Proxy(Object.create(null), {
    get(_, member) {
      if (typeof member === 'symbol') return undefined;
      if (ownMembers && Object.hasOwn(ownMembers, member)) return ownMembers[member];
      if (Object.hasOwn(constants, member)) return constants[member];
      const called = method(member);
      if (called) return (...args) => execution.serve(fake, member, called, args);
      if (member === 'toString') return () => kind;
      if (ASKED_BY_THE_LANGUAGE.has(member)) return undefined;
      throw execution.strayed(noSuchMember(kind, member));
    },
    set(_, member, value) {
      if (!ownMembers) throw execution.strayed(new TypeError(`${kind}.${String(member)}: nothing can be set on this object`));
      ownMembers[member] = value;
      return true;
    },
    has: (_, member) => Boolean(method(member)) || Object.hasOwn(constants, member) || Boolean(ownMembers && member in ownMembers),
    ownKeys: () => (ownMembers ? Reflect.ownKeys(ownMembers) : []),
    getOwnPropertyDescriptor: (_, member) =>
      ownMembers && Object.hasOwn(ownMembers, member)
        ? { value: ownMembers[member], enumerable: true, configurable: true, writable: true }
        : undefined,
    deleteProperty: (_, member) => {
      throw execution.made(new TypeError(`${kind}.${String(member)}: nothing can be deleted from this object`));
    },
  });
}

/** Google's complaint about arguments that no form of a method takes. */
export function signatureProblem(kind, member, args) {
  const kinds = args.map((arg) => {
    if (arg === null || arg === undefined) return 'null';
    if (Array.isArray(arg)) return 'number[]';
    return typeof arg === 'object' ? isPresented(arg) ? fakeOf(arg).constructor.name : '(class)' : typeof arg === 'string' ? 'String' : typeof arg;
  });
  return new Error(`The parameters (${kinds.join(',')}) don't match the method signature for ${kind}.${member}.`);
}

/** Are there as many arguments as the member takes, none of them undefined? */
export function fitsCount(fake, member, method, args) {
  const counts = fake.constructor.counts?.[member] ?? [method.length];
  return (counts === 'any' || counts.includes(args.length)) && !args.includes(undefined);
}
