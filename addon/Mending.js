/**
 * When a colleague moves, inserts or deletes columns in the instant between our look and our write, cells of theirs are
 * hit. Which ones, the look after the write shows; what stood in them, the look before it.
 */

const AROUND_ = 3; // columns left and right of ours whose formulas are remembered while we write

/**
 * A write that may have met moved columns.
 *
 * @typedef {object} Strike
 * @property {Snapshot} snapshot before the write
 * @property {Snapshot} after
 * @property {Hit[]} hits
 * @property {{left: number, top: number, cells: string[][]}} formulas
 */

/** @typedef {{row: number, at: number, cell: Cell | null}} Hit a cell that was written: a row of the sheet from 1, a column from 0 */

/**
 * The cells of a write.
 *
 * @param {Snapshot} snapshot
 * @param {string[]} kinds
 * @param {RowWrite[]} writes
 * @returns {Hit[]}
 */
function hitsOf_(snapshot, kinds, writes) {
  const row = (/** @type {RowWrite} */ write) => snapshot.headerRow + 1 + write.i;
  return writes.flatMap((write) =>
    kinds.map((word, kind) => ({ row: row(write), at: snapshot.ours[word], cell: write.cells[kind] })),
  );
}

/**
 * The formulas near our columns in the rows about to be written.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {string[]} kinds
 * @param {RowWrite[]} writes
 */
function formulasAround_(sheet, snapshot, kinds, writes) {
  const places = kinds.map((word) => snapshot.ours[word]);
  const left = Math.max(0, Math.min(...places) - AROUND_);
  const right = Math.min(sheet.getMaxColumns(), Math.max(...places) + 1 + AROUND_);
  const top = writes[0].i;
  const count = writes[writes.length - 1].i + 1 - top;
  const range = sheet.getRange(snapshot.headerRow + 1 + top, left + 1, count, right - left);
  return { left, top, cells: range.getFormulas() };
}

/**
 * Give back what a write into moved columns overwrote, and again where they are moved under that.
 *
 * @param {Sheet} sheet
 * @param {Strike} strike
 * @returns {{snapshot: Snapshot, shaken: boolean, mended: boolean}} the tab as it is then, whether columns were moved at all,
 *   and whether cells were given back
 */
function mendColumns_(sheet, strike) {
  let now = strike;
  let mended = false;
  for (let turn = 0; turn < 4; turn++) {
    const back = sameColumns_(now.snapshot, now.after) ? [] : toGiveBack_(now);
    if (back.length === 0) {
      return { snapshot: now.after, shaken: mended || !sameColumns_(now.snapshot, now.after), mended };
    }
    back.forEach(({ row, at, cell }) => {
      const formula = typeof cell === 'string' && cell.startsWith('=');
      sheet.getRange(row, at + 1).setValue(formula ? cell : guarded_(cell));
    });
    mended = true;
    now = { snapshot: now.after, after: readTab_(sheet), hits: back, formulas: { left: 0, top: 0, cells: [] } };
  }
  return { snapshot: now.after, shaken: true, mended };
}

/**
 * @param {Snapshot} one
 * @param {Snapshot} other
 */
function sameColumns_(one, other) {
  return one.headers.join('\n') === other.headers.join('\n') && sameWords_(one.ours, other.ours);
}

/**
 * The cells of theirs that hold what was meant for another column, with what stood in them. Ours are put right by whoever
 * decides what they shall say.
 *
 * @param {Strike} strike
 * @returns {Hit[]}
 */
function toGiveBack_(strike) {
  const { snapshot, after, hits } = strike;
  const ours = new Set(Object.values(after.ours));
  const columns = [...new Set(hits.map((hit) => hit.at))].filter(
    (at) => !ours.has(at) && signOf_(snapshot, at) !== signOf_(after, at),
  );
  const rows = formerRows_(strike, columns);
  return columns.flatMap((at) => {
    const former = formerColumn_(strike, at);
    return hits
      .filter((hit) => hit.at === at && hit.cell !== null)
      .map((hit) => ({ ...hit, i: hit.row - after.headerRow - 1 }))
      .filter(({ i, cell }) => after.rows[i] !== undefined && sameCell_(after.rows[i][at], cell))
      .map(({ row, i }) => ({ row, at, i, cell: formerCell_(strike, rows(i), former) }))
      .filter(({ i, cell }) => !sameCell_(after.rows[i][at], cell))
      .map(({ row, cell }) => ({ row, at, cell }));
  });
}

/**
 * What a column is known by: our mark, else its header and which it is of those that bear it.
 *
 * @param {Snapshot} snapshot
 * @param {number} at
 */
function signOf_(snapshot, at) {
  const word = Object.keys(snapshot.ours).find((one) => snapshot.ours[one] === at);
  return word === undefined ? JSON.stringify(namedColumn_(snapshot, at)) : word;
}

/**
 * Blank what was just written in rows that are no longer the ones it was meant for.
 *
 * @param {Sheet} sheet
 * @param {Strike} strike
 */
function retract_(sheet, strike) {
  const { snapshot, after, hits } = strike;
  const rows = formerRows_(strike, []);
  const shift = snapshot.headerRow - after.headerRow;
  hits.forEach(({ row, at, cell }) => {
    const i = row - after.headerRow - 1;
    const now = after.ours[signOf_(snapshot, at)];
    if (after.rows[i] !== undefined && rows(i) !== i - shift && now !== undefined && sameCell_(after.rows[i][now], cell)) {
      sheet.getRange(row, now + 1).clearContent();
    }
  });
  SpreadsheetApp.flush();
}

/**
 * Which column it was before that stands at a place now: by its header, else by what its other rows say; null for one
 * that was not there.
 *
 * @param {Strike} strike
 * @param {number} at
 * @returns {number | null}
 */
function formerColumn_({ snapshot, after, hits }, at) {
  const ours = new Set(Object.values(snapshot.ours));
  const places = snapshot.headers.map((_, place) => place).filter((place) => !ours.has(place));
  const header = after.headers[at] || '';
  const named = places.filter((place) => snapshot.headers[place] === header);
  if (header !== '' && named.length > 0) {
    const before = after.headers.slice(0, at).filter((text) => text === header).length;
    return named[Math.min(before, named.length - 1)];
  }
  const shift = snapshot.headerRow - after.headerRow;
  const written = new Set(hits.map((hit) => hit.row - snapshot.headerRow - 1));
  const now = (/** @type {number} */ i) => (after.rows[i + shift] ? after.rows[i + shift][at] : '');
  const likeness = (/** @type {number} */ place) =>
    snapshot.rows.filter((row, i) => !written.has(i) && !isBlankCell_(row[place]) && sameCell_(row[place], now(i))).length;
  const best = named.reduce((one, other) => (likeness(other) > likeness(one) ? other : one), named[0]);
  return best !== undefined && (likeness(best) > 0 || named.includes(at - 1)) ? best : null;
}

/**
 * Which row of before a row of now is: the one that says the same in all columns that were not hit, the one at the same
 * place where several do.
 *
 * @param {Strike} strike
 * @param {number[]} hit
 * @returns {(i: number) => number | null}
 */
function formerRows_({ snapshot, after }, hit) {
  const columns = after.headers
    .map((text, at) => ({ now: at, then: snapshot.headers.indexOf(text), text }))
    .filter(({ now, then, text }) => text !== '' && then >= 0 && !hit.includes(now))
    .filter(({ now, then }) => !Object.values(after.ours).includes(now) && !Object.values(snapshot.ours).includes(then));
  const then = new Map();
  snapshot.rows.forEach((row, i) => {
    const text = JSON.stringify(columns.map((column) => plainCell_(row[column.then])));
    then.set(text, [...(then.get(text) || []), i]);
  });
  return (i) => {
    const alike = then.get(JSON.stringify(columns.map((column) => plainCell_(after.rows[i][column.now])))) || [];
    const same = i - (snapshot.headerRow - after.headerRow);
    return alike.includes(same) ? same : alike.length > 0 ? alike[0] : snapshot.rows[same] ? same : null;
  };
}

/**
 * What stood in a cell, a formula as it was entered; null for nothing.
 *
 * @param {Strike} strike
 * @param {number | null} row
 * @param {number | null} column
 * @returns {Cell | null}
 */
function formerCell_({ snapshot, formulas }, row, column) {
  if (row === null || column === null) {
    return null;
  }
  const line = formulas.cells[row - formulas.top];
  const formula = line ? line[column - formulas.left] : '';
  const cell = formula || snapshot.rows[row][column];
  return isBlankCell_(cell) ? null : cell;
}
