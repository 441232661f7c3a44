/** Time: the virtual clock that sleeping moves, and wall clocks of time zones. */

const DAY = 86_400_000;
const EPOCH = 25_569; // 1 January 1970 as days since 30 December 1899

/** The real time plus all that was slept or waited; shared by everybody in a document. */
export class Clock {
  skipped = 0;
  now() {
    return Date.now() + this.skipped;
  }
  skip(milliseconds) {
    this.skipped += Math.max(0, milliseconds);
  }
}

const formatters = new Map();
const offsets = new Map();

/** How far a zone's wall clock is ahead of UTC at a moment, in milliseconds. A zone nobody knows throws RangeError. */
export function zoneOffset(moment, zone) {
  const slot = Math.floor(moment / 900_000);
  const key = `${zone} ${slot}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const formatter = formatterOf(zone);
    const at = slot * 900_000;
    const part = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    offset = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second) - at;
    offsets.set(key, offset);
  }
  return offset;
}

function formatterOf(zone) {
  if (!formatters.has(zone)) {
    const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' };
    formatters.set(zone, new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', calendar: 'gregory', ...numeric }));
  }
  return formatters.get(zone);
}

/** The days since 30 December 1899 that a zone's wall clock shows at a moment. */
export const serialOf = (moment, zone) => (moment + zoneOffset(moment, zone)) / DAY + EPOCH;

/** The moment at which a zone's wall clock shows this many days since 30 December 1899. */
export function instantOf(serial, zone) {
  const wall = Math.round((serial - EPOCH) * DAY);
  const first = wall - zoneOffset(wall, zone);
  return wall - zoneOffset(first, zone);
}

/** A serial as a Date whose UTC parts are the wall clock's. */
export const wallTime = (serial) => new Date(Math.round((serial - EPOCH) * DAY));

const two = (number) => String(number).padStart(2, '0');
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const LETTERS = {
  y: (d, n) => (n === 2 ? two(d.getUTCFullYear() % 100) : String(d.getUTCFullYear()).padStart(n, '0')),
  M: (d, n) => (n > 2 ? (n === 3 ? MONTHS[d.getUTCMonth()].slice(0, 3) : MONTHS[d.getUTCMonth()]) : String(d.getUTCMonth() + 1).padStart(n, '0')),
  d: (d, n) => String(d.getUTCDate()).padStart(n, '0'),
  E: (d, n) => (n > 3 ? DAYS[d.getUTCDay()] : DAYS[d.getUTCDay()].slice(0, 3)),
  H: (d, n) => String(d.getUTCHours()).padStart(n, '0'),
  h: (d, n) => String(d.getUTCHours() % 12 || 12).padStart(n, '0'),
  m: (d, n) => String(d.getUTCMinutes()).padStart(n, '0'),
  s: (d, n) => String(d.getUTCSeconds()).padStart(n, '0'),
  S: (d, n) => String(d.getUTCMilliseconds()).padStart(n, '0'),
  a: (d) => (d.getUTCHours() < 12 ? 'AM' : 'PM'),
};

/** A wall time by a pattern of Java's SimpleDateFormat ('yyyy-MM-dd'); `offset` (ms) serves Z, X and z. Throws on other letters. */
export function formatWall(wall, pattern, offset = 0) {
  const zoned = (colon) => {
    const minutes = Math.abs(offset) / 60_000;
    return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${colon}${two(minutes % 60)}`;
  };
  return pattern.replace(/'((?:[^']|'')*)'|([A-Za-z])\2*/g, (run, quoted, letter) => {
    if (quoted !== undefined) return quoted === '' ? "'" : quoted.replaceAll("''", "'");
    if (letter === 'Z') return zoned('');
    if (letter === 'X') return offset === 0 ? 'Z' : zoned(run.length === 3 ? ':' : '');
    if (letter === 'z') return offset === 0 ? 'GMT' : `GMT${zoned(':')}`;
    if (!LETTERS[letter]) throw new Error(`Illegal pattern character: '${letter}'`);
    return LETTERS[letter](wall, run.length);
  });
}
