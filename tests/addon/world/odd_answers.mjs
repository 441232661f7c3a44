/** Odd answers of the remote that a test prepares: each serves the next request that matches, so many times. */

const KINDS = new Set(['lost', 'dns', 'timeout', 'quota']);

export class OddAnswers {
  #prepared = [];

  add(answer, times, match) {
    if (typeof answer === 'string' && !KINDS.has(answer)) throw new Error(`no such answer: ${answer}`);
    this.#prepared.push({ answer, left: times, match });
  }

  /** The prepared answer for a request, used up once; null where there is none. */
  take(request) {
    const one = this.#prepared.find(({ left, match }) => left > 0 && fits(match, request));
    if (!one) return null;
    one.left -= 1;
    return one.answer;
  }

  /** How many prepared answers nobody asked for. */
  get left() {
    return this.#prepared.reduce((sum, { left }) => sum + (Number.isFinite(left) ? left : 0), 0);
  }
}

function fits(match, { url, method, payload, headers }) {
  if (!match) return true;
  if (typeof match === 'string') return url.includes(match);
  if (match instanceof RegExp) return match.test(url);
  return match({ url, method, headers, text: payload?.toString('utf8') ?? '' });
}
