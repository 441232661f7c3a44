/**
 * What stood in our columns before the last scoring, so that it can be undone: in a hidden tab of the same document, with
 * hashes of who the leads are. Nothing of it leaves the document.
 */

const NOTES_TAB_ = 'Leadsheet undo';
const NOTES_TITLE_ = 'Leadsheet keeps here what its columns held before the last scoring, for “Undo”.';

/**
 * What is known of the last scoring.
 *
 * @typedef {object} LastScoring
 * @property {string} run
 * @property {number} gid
 * @property {string} tab
 * @property {string} when ISO 8601
 * @property {string} mode
 * @property {string[]} kinds
 * @property {StoredMapping} stored
 * @property {number} rows
 * @property {boolean} partial whether notes of an earlier part of the run are gone, as another scoring came between
 */

/** @typedef {{before: OurCells, written: Set<string>[]}} Note what stood there, and hashes of what was written, a kind each */

/**
 * By what a lead is found again for undoing: who it is, else all that its row says.
 *
 * @param {Lead} lead
 */
function whoIs_(lead) {
  return hash_(lead.key || lead.whole);
}

/**
 * Keep what stands beside leads that are about to be written; it is there for certain when this returns.
 *
 * @param {Run} run
 * @param {RowWrite[]} writes
 * @param {string[]} kinds
 */
function keepNotes_(run, writes, kinds) {
  if (writes.length === 0) {
    return;
  }
  const kept = lastScoring_();
  const last = kept !== null && kept.run === run.id && foundNotes_() !== null ? kept : newNotes_(run, kinds);
  const sheet = notesTab_(last.rows === 0);
  const places = last.kinds.map((word) => kinds.indexOf(word));
  const lines = writes.map(({ cells, before, lead }) => [
    guarded_(whoIs_(/** @type {Lead} */ (lead))),
    guarded_(places.map((at) => cellHash_(at < 0 ? null : cells[at])).join('')),
    ...places.map((at) => guarded_(at < 0 ? null : before[at])),
  ]);
  const from = last.rows + 2;
  const more = from + lines.length - 1 - sheet.getMaxRows();
  if (more > 0) {
    sheet.insertRowsAfter(sheet.getMaxRows(), more);
  }
  sheet.getRange(from, 1, lines.length, lines[0].length).setValues(lines);
  SpreadsheetApp.flush();
  writeJson_('undo', { ...last, rows: last.rows + lines.length });
}

/**
 * @param {Run} run
 * @param {string[]} kinds
 * @returns {LastScoring}
 */
function newNotes_(run, kinds) {
  const { id, gid, tab, mode, stored } = run;
  const partial = run.scored + run.cleared > 0;
  if (partial) {
    note_(run, 'undo_partial');
  }
  return { run: id, gid, tab, when: new Date().toISOString(), mode, kinds, stored, rows: 0, partial };
}

/**
 * The last scoring of this document; null where there is none to undo.
 *
 * @returns {LastScoring | null}
 */
function lastScoring_() {
  return readJson_('undo');
}

/**
 * What was noted, by whoIs_.
 *
 * @param {LastScoring} last
 * @returns {Map<string, Note>}
 */
function readNotes_(last) {
  const sheet = foundNotes_();
  if (sheet === null || last.rows === 0 || sheet.getLastRow() < last.rows + 1) {
    throw problem_('nothing_to_undo');
  }
  const values = /** @type {Cell[][]} */ (sheet.getRange(2, 1, last.rows, 2 + last.kinds.length).getValues());
  /** @type {Map<string, Note>} */
  const notes = new Map();
  values.forEach(([who, hashes, ...before]) => {
    const cells = before.map((cell) => (isBlankCell_(cell) ? null : cell));
    const note = notes.get(String(who)) || { before: cells, written: last.kinds.map(() => new Set()) };
    note.written.forEach((seen, kind) => seen.add(String(hashes).slice(kind * 7, kind * 7 + 7)));
    notes.set(String(who), note);
  });
  return notes;
}

/**
 * One cell's hash.
 *
 * @param {Cell | null} cell
 */
function cellHash_(cell) {
  return hash_(JSON.stringify(plainCell_(cell)));
}

/** Forget the last scoring. */
function forgetNotes_() {
  const sheet = foundNotes_();
  forget_('undo');
  if (sheet !== null) {
    SpreadsheetApp.getActiveSpreadsheet().deleteSheet(sheet);
  }
}

/**
 * The hidden tab, made where it is missing; the tab in front of the person stays in front.
 *
 * @param {boolean} anew whether what it holds is of an older scoring
 * @returns {Sheet}
 */
function notesTab_(anew) {
  const found = foundNotes_();
  if (found !== null && anew) {
    found.getDataRange().clearContent();
    found.getRange(1, 1).setValue(NOTES_TITLE_);
  }
  if (found !== null) {
    return found;
  }
  const book = SpreadsheetApp.getActiveSpreadsheet();
  const front = book.getActiveSheet();
  const names = new Set(book.getSheets().map((sheet) => sheet.getName()));
  let name = NOTES_TAB_;
  for (let number = 2; names.has(name); number++) {
    name = `${NOTES_TAB_} ${number}`; // somebody's own tab has that name
  }
  const made = book.insertSheet(name, names.size);
  made.deleteColumns(9, made.getMaxColumns() - 8); // a document may have ten million cells in all
  made.getRange(1, 1).setValue(NOTES_TITLE_);
  made.hideSheet();
  book.setActiveSheet(front, true);
  return made;
}

/**
 * The tab that says of itself that it is ours, whatever it is called.
 *
 * @returns {Sheet | null}
 */
function foundNotes_() {
  const sheets = SpreadsheetApp.getActiveSpreadsheet().getSheets();
  const likely = sheets.filter((sheet) => sheet.isSheetHidden() || sheet.getName().startsWith(NOTES_TAB_));
  return likely.find((sheet) => sheet.getRange(1, 1).getValue() === NOTES_TITLE_) || null;
}
