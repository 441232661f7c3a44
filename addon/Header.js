/** Which row of a tab names its columns; the service reads sheets by the same rule (app/tables/header_row.py). */

const SEARCHED_ROWS_ = 30; // a header that stands lower than this under titles is not looked for

/** @typedef {{width: number, names: number, telling: number, sure: number, contact: boolean}} RowWords what a row says */

/**
 * The header: of the first rows, down to the first that is a lead by its addresses, links and numbers, the one whose cells
 * are names of columns; where none is better than by its shape, that one. null where all is blank.
 *
 * @param {Cell[][]} values
 * @returns {number | null}
 */
function findHeader_(values) {
  const start = values.findIndex((row) => filled_(row) > 0);
  if (start < 0) {
    return null;
  }
  const nearby = values.slice(start, start + SEARCHED_ROWS_);
  return start + betterNamed_(nearby, headerByShape_(nearby));
}

/**
 * The row among the first ones that names the columns better than the one `taken`; that one where none does.
 *
 * @param {Cell[][]} nearby
 * @param {number} taken
 * @returns {number}
 */
function betterNamed_(nearby, taken) {
  const lead = firstLead_(nearby);
  if (lead <= 1) {
    return taken; // nothing stands above the leads but one row: no word need be known
  }
  let best = taken;
  let soFar = rowWords_(nearby[best < lead ? best : 0]);
  nearby.slice(0, lead).forEach((cells, at) => {
    const row = rowWords_(cells);
    if (isRatherHeader_(row, soFar)) {
      best = at;
      soFar = row;
    }
  });
  return best;
}

/**
 * Whether `row` names the columns, and `other` does not: of a narrow title less is asked than of one as wide.
 *
 * @param {RowWords} row
 * @param {RowWords} other
 */
function isRatherHeader_(row, other) {
  const points = row.names + row.telling;
  const others = other.names + other.telling;
  const speaks = row.telling >= 2 && row.names * 2 >= row.width && points > others;
  if (!speaks || row.contact || row.width * 2 <= other.width) {
    return false;
  }
  return other.width * 2 <= row.width || (points * 2 >= others * 3 && (row.telling >= 3 || row.sure >= 2));
}

/**
 * The first row with anything in it, unless that is a title above a row at least half as wide as the widest nearby.
 *
 * @param {Cell[][]} nearby
 * @returns {number}
 */
function headerByShape_(nearby) {
  if (filled_(nearby[0]) > 1) {
    return 0;
  }
  const half = Math.max(...nearby.map(filled_)) / 2;
  const header = Math.max(nearby.findIndex((row) => filled_(row) >= Math.max(half, 2)), 0);
  const texts = nearby[header].filter((cell) => typeof cell === 'string' && !isBlankCell_(cell)).length;
  return texts * 2 >= filled_(nearby[header]) ? header : 0;
}

/**
 * The first row that is filled like the widest and holds addresses, links and numbers where those below do.
 *
 * @param {Cell[][]} nearby
 * @returns {number} the number of rows where there is none
 */
function firstLead_(nearby) {
  const wide = (Math.max(...nearby.map(filled_)) * 3) / 4;
  /** @type {{text: number, contact: number, figure: number}[]} */
  const below = nearby[0].map(() => ({ text: 0, contact: 0, figure: 0 }));
  let first = nearby.length;
  for (let at = nearby.length - 1; at >= 0; at--) {
    const kinds = nearby[at].map(cellKind_);
    const usual = below.map(({ text, contact, figure }) => {
      const all = text + contact + figure;
      return contact * 2 > all ? 'contact' : figure * 2 > all ? 'figure' : '';
    });
    const typed = usual.filter(Boolean).length;
    const alike = kinds.filter((kind, place) => kind !== '' && kind === usual[place]).length;
    const full = alike * 2 > typed && filled_(nearby[at]) >= wide;
    if (full && (kinds.includes('contact') || !isNamed_(rowWords_(nearby[at])))) {
      first = at;
    }
    kinds.forEach((kind, place) => kind !== '' && below[place][kind]++);
  }
  return first;
}

/**
 * Whether the texts of a row are names of columns, over columns that are called 1, 2, 3 or 2024, 2025.
 *
 * @param {RowWords} row
 */
function isNamed_(row) {
  return !row.contact && row.telling >= 2 && row.names * 2 >= row.width;
}

/**
 * What a cell holds: nothing, a text, a contact (an e-mail address, a link), a figure (a number, a date).
 *
 * @param {Cell} cell
 * @returns {'' | 'text' | 'contact' | 'figure'}
 */
function cellKind_(cell) {
  if (isBlankCell_(cell)) {
    return '';
  }
  if (typeof cell !== 'string') {
    return 'figure';
  }
  const text = cell.trim();
  const link = /^(?:(?:https?:\/\/|www\.)\S+|\S*linkedin\.com\/\S*|[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.(?:com|net|org|io)(?:\/\S*)?)$/iu;
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text) || link.test(text)) {
    return 'contact';
  }
  return /^[-+(]?[\d\s.,:/%€$£()+-]*\d[\d\s.,:/%€$£()+-]*(?:T[\d:.]+Z?)?$/.test(text) ? 'figure' : 'text';
}

/**
 * @param {Cell[]} row
 * @returns {RowWords} different texts, how many of them names of columns, how many of those telling, how many sure
 */
function rowWords_(row) {
  const filled = row.filter((cell) => !isBlankCell_(cell));
  const texts = filled.flatMap((cell) => (typeof cell === 'string' ? [headerText_(cell)] : []));
  const different = new Map(texts.map((text) => [text.toLowerCase(), text]));
  const weights = [...different.values()].filter((text) => cellKind_(text) === 'text').map(nameWeight_);
  const atLeast = (/** @type {number} */ least) => weights.filter((weight) => weight >= least).length;
  return {
    width: weights.length || filled.length,
    names: atLeast(1),
    telling: atLeast(2),
    sure: atLeast(3),
    contact: filled.some((cell) => cellKind_(cell) === 'contact'),
  };
}
