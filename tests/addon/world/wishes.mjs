/** What a test wishes to happen during executions: a colleague's hand, a sudden end, slow services. */

/** Does a wish's `when` (a number, a name, {name, nth}, a predicate) fit this call {name, nth, n, execution}? */
function fits(when, call) {
  if (typeof when === 'number') return call.n === when;
  if (typeof when === 'string') return call.name === when;
  if (typeof when === 'function') return Boolean(when(call));
  const { name, nth, execution } = when;
  return (name === undefined || name === call.name) && (nth === undefined || nth === call.nth) && (execution === undefined || execution === call.execution);
}

export class Wishes {
  #wishes = [];
  #delays = [];
  #busy = false;

  add(kind, when, times, more) {
    this.#wishes.push({ kind, when, left: times, met: new Set(), ...more });
  }

  /** The first wish of a kind that this call fulfils, used up once; null where there is none. Wishes do not interrupt each other. */
  take(kind, call) {
    if (this.#busy) return null;
    const wish = this.#wishes.find((one) => one.kind === kind && one.left > 0 && !one.met.has(call) && fits(one.when, call));
    if (!wish) return null;
    wish.left -= 1;
    wish.met.add(call);
    const act = wish.act && ((...args) => {
      this.#busy = true;
      try {
        return wish.act(...args);
      } finally {
        this.#busy = false;
      }
    });
    return { ...wish, act };
  }

  slow(milliseconds, when) {
    this.#delays.push({ milliseconds, when });
  }

  /** How long this call takes, in virtual milliseconds. */
  delay(call) {
    return this.#delays.reduce((sum, { milliseconds, when }) => sum + (fits(when, call) ? milliseconds : 0), 0);
  }

  /** The wishes nobody fulfilled, as {kind, when}: a test whose wish never came to pass tests nothing. */
  unmet() {
    return this.#wishes.filter(({ met }) => met.size === 0).map(({ kind, when }) => ({ kind, when }));
  }

  clear() {
    this.#wishes = [];
    this.#delays = [];
  }
}
