/** What would stop us from writing, found before any lead is sent. */

/**
 * Throws where our columns may not be written: formulas or merged cells in them, a protected range, merged headers.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 */
function checkObstacles_(sheet, snapshot) {
  const places = Object.keys(snapshot.ours).filter((word) => word !== 'id').map((word) => snapshot.ours[word]);
  const rows = Math.max(snapshot.rows.length, 1);
  const merged = (/** @type {GoogleAppsScript.Spreadsheet.Range} */ range) => range.getMergedRanges().length > 0;
  if (merged(sheet.getRange(snapshot.headerRow, 1, 1, snapshot.width))) {
    throw problem_('merged', { where: String(snapshot.headerRow) });
  }
  places.forEach((at) => {
    const [row] = formulasIn_(sheet, snapshot, at);
    if (row !== undefined) {
      throw problem_('formulas', { column: letters_(at), row: String(row) });
    }
    if (merged(sheet.getRange(snapshot.headerRow, at + 1, rows + 1, 1))) {
      throw problem_('merged', { where: letters_(at) });
    }
  });
  checkReused_(snapshot);
  const missing = ALWAYS_.filter((word) => !(word in snapshot.ours)).length;
  const coming = Array.from({ length: missing }, (_, step) => snapshot.width + step);
  checkProtected_(sheet, snapshot, [...places, ...coming], missing > 0);
}

/**
 * Throws where a column bears our mark, but neither our name nor anything we would write: somebody uses it for their own.
 *
 * @param {Snapshot} snapshot
 */
function checkReused_(snapshot) {
  ALWAYS_.filter((word) => word in snapshot.ours).forEach((word) => {
    const at = snapshot.ours[word];
    const cells = snapshot.rows.map((row) => row[at]).filter((cell) => !isBlankCell_(cell));
    const foreign = cells.filter((cell) => !couldBeOurs_(word, cell)).length;
    if (snapshot.headers[at] !== '' && snapshot.headers[at] !== titleOf_(word) && foreign > cells.length / 2) {
      throw problem_('name_taken', { header: snapshot.headers[at] });
    }
  });
}

/**
 * The rows, as people count them, in which a column holds a formula below its header.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {number} at
 * @returns {number[]}
 */
function formulasIn_(sheet, snapshot, at) {
  if (snapshot.rows.length === 0 || at >= sheet.getMaxColumns()) {
    return [];
  }
  const found = sheet.getRange(snapshot.headerRow + 1, at + 1, snapshot.rows.length, 1).getFormulas();
  return found.flatMap(([formula], i) => (formula ? [snapshot.headerRow + 1 + i] : []));
}

/**
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {number[]} places of our columns, and of those that are to be made
 * @param {boolean} inserting
 */
function checkProtected_(sheet, snapshot, places, inserting) {
  const shut = (/** @type {GoogleAppsScript.Spreadsheet.Protection} */ one) => !one.canEdit() && !one.isWarningOnly();
  const last = snapshot.headerRow + snapshot.rows.length;
  sheet.getProtections(SpreadsheetApp.ProtectionType.RANGE).filter(shut).forEach((one) => {
    const range = one.getRange();
    const low = range.getRow() > last || range.getLastRow() < snapshot.headerRow;
    const at = places.find((place) => !low && range.getColumn() <= place + 1 && place + 1 <= range.getLastColumn());
    if (at !== undefined) {
      throw problem_('protected', { where: range.getA1Notation() });
    }
  });
  sheet.getProtections(SpreadsheetApp.ProtectionType.SHEET).filter(shut).forEach((one) => {
    const open = one.getUnprotectedRanges();
    const free = (/** @type {number} */ at) =>
      open.some((part) => part.getColumn() <= at + 1 && at + 1 <= part.getLastColumn() && part.getLastRow() >= last);
    if (inserting || !places.every(free)) {
      throw problem_('protected', { where: snapshot.name });
    }
  });
}

/**
 * Throws where the tab has no room for so many more columns.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {number} more
 */
function checkRoom_(sheet, snapshot, more) {
  checkObstacles_(sheet, snapshot);
  if (sheet.getMaxColumns() + more > 18278) {
    throw problem_('too_wide', { columns: String(sheet.getMaxColumns()) });
  }
}
