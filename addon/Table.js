/**
 * One moment of a tab.
 *
 * @typedef {object} Snapshot
 * @property {number} gid the tab's id
 * @property {string} name the tab's name
 * @property {number} headerRow the header's row, counted from 1
 * @property {string[]} headers a text a column, "" where blank
 * @property {Cell[][]} rows the rows below the header; `rows[i]` is row `headerRow + 1 + i` of the sheet
 * @property {number} width columns in use
 * @property {Record<string, number>} ours our columns by the word of what they hold, counted from 0
 * @property {string} zone the spreadsheet's time zone
 */

/** @typedef {GoogleAppsScript.Spreadsheet.Sheet} Sheet */
/** @typedef {string | number | boolean | Date} Cell */
/** @typedef {string | number | boolean | null} WireCell */

/**
 * The tab as it is now: all cells of one single read, and where our columns stood right before and after it.
 *
 * @param {Sheet} sheet
 * @returns {Snapshot}
 */
function readTab_(sheet) {
  return steadily_(() => readOnce_(sheet));
}

/**
 * @param {Sheet} sheet
 * @returns {Snapshot}
 */
function readOnce_(sheet) {
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = ourColumns_(sheet);
    const values = /** @type {Cell[][]} */ (sheet.getDataRange().getValues());
    if (sameWords_(before, ourColumns_(sheet))) {
      return snapshotOf_(sheet, values, before);
    }
  }
  throw problem_('restless', { rows: '' });
}

/**
 * @param {Sheet} sheet
 * @param {Cell[][]} values
 * @param {Record<string, number>} ours
 * @returns {Snapshot}
 */
function snapshotOf_(sheet, values, ours) {
  const top = findHeader_(values);
  // a lead in place of a header would be sent as the names of columns
  if (top === null || values[top].some((cell) => /^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$|linkedin\.com\/(in|pub)\//i.test(String(cell)))) {
    throw problem_('no_header');
  }
  const width = Math.max(values[0].length, ...Object.values(ours).map((at) => at + 1));
  return {
    gid: sheet.getSheetId(),
    name: sheet.getName(),
    headerRow: top + 1,
    headers: Array.from({ length: width }, (_, at) => headerText_(values[top][at])),
    rows: values.slice(top + 1),
    width,
    ours,
    zone: sheet.getParent().getSpreadsheetTimeZone(),
  };
}

/** @param {Cell[]} row */
function filled_(row) {
  return row.reduce((/** @type {number} */ count, cell) => count + (isBlankCell_(cell) ? 0 : 1), 0);
}

/**
 * Whether a cell shows nothing.
 *
 * @param {Cell | null | undefined} cell
 */
function isBlankCell_(cell) {
  return cell === '' || cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}

/**
 * A header cell as text: a line break inside it is a space.
 *
 * @param {Cell | undefined} cell
 */
function headerText_(cell) {
  return isBlankCell_(cell) ? '' : wholeLetters_(String(cell)).split(/\s+/).filter(Boolean).join(' ');
}

/**
 * A cell as JSON takes it; a date as "2015-03-01" in the spreadsheet's own time zone.
 *
 * @param {Cell | undefined} cell
 * @param {string} zone
 * @returns {WireCell}
 */
function wireCell_(cell, zone) {
  if (isBlankCell_(cell)) {
    return null;
  }
  if (isDate_(cell)) {
    return isNaN(cell.getTime()) ? null : dayOf_(cell, zone);
  }
  return typeof cell === 'string' ? wholeLetters_(cell) : /** @type {WireCell} */ (cell);
}

/**
 * A text without halves of letters, as =LEFT() leaves them of an emoji: JSON with one is refused as a whole.
 *
 * @param {string} text
 */
function wholeLetters_(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

const DAYS_ = new Map(); // of this execution: asking Google for each cell's day anew would take longer than all else

/**
 * @param {Date} moment
 * @param {string} zone
 * @returns {string}
 */
function dayOf_(moment, zone) {
  const key = `${zone} ${moment.getTime()}`;
  if (!DAYS_.has(key)) {
    DAYS_.set(key, Utilities.formatDate(moment, zone, 'yyyy-MM-dd'));
  }
  return DAYS_.get(key);
}

/**
 * Dates of the spreadsheet service are not always of this script's own Date.
 *
 * @param {unknown} cell
 * @returns {cell is Date}
 */
function isDate_(cell) {
  return typeof cell === 'object' && Object.prototype.toString.call(cell) === '[object Date]';
}

/**
 * Whether two of our cells show the same. An apostrophe that keeps a text from being a formula says nothing.
 *
 * @param {Cell | null | undefined} one
 * @param {Cell | null | undefined} other
 */
function sameCell_(one, other) {
  if (isBlankCell_(one) || isBlankCell_(other)) {
    return isBlankCell_(one) && isBlankCell_(other);
  }
  if (typeof one === 'number' && typeof other === 'number') {
    return Math.abs(one - other) < 1e-9;
  }
  return plainCell_(one) === plainCell_(other);
}

/**
 * A cell as a value that `===` compares.
 *
 * @param {Cell | null | undefined} cell
 * @returns {string | number | boolean}
 */
function plainCell_(cell) {
  if (typeof cell === 'string') {
    return cell.trim() === '' ? '' : cell.startsWith("'") ? cell.slice(1) : cell;
  }
  if (typeof cell === 'object') {
    return isDate_(cell) ? `date ${cell.getTime()}` : '';
  }
  return cell === undefined ? '' : cell;
}

/**
 * @param {Record<string, number>} one
 * @param {Record<string, number>} other
 */
function sameWords_(one, other) {
  const words = Object.keys(one);
  return words.length === Object.keys(other).length && words.every((word) => one[word] === other[word]);
}

/**
 * The letters of a column, counted from 0.
 *
 * @param {number} at
 */
function letters_(at) {
  let text = '';
  for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    text = String.fromCharCode(65 + ((rest - 1) % 26)) + text;
  }
  return text;
}

/**
 * The tab with this id; throws tab_gone.
 *
 * @param {number} gid
 * @returns {Sheet}
 */
function tabOf_(gid) {
  const found = SpreadsheetApp.getActiveSpreadsheet().getSheets().find((sheet) => sheet.getSheetId() === gid);
  if (!found) {
    throw problem_('tab_gone');
  }
  return found;
}

/**
 * Whom a row is about, to show to the person in front of it: never sent, never kept.
 *
 * @param {Snapshot} snapshot
 * @param {number} i place in `snapshot.rows`
 */
function nameOf_(snapshot, i) {
  const whole = /^(full name|name|nom complet|lead|contact|nombre completo|nome completo|(lead|contact|person|prospect) name)$/;
  const part = /^(first ?name|last ?name|pr[eé]nom|nom|vorname|nachname|nombre|apellidos?|nome|cognome)$/;
  const plain = snapshot.headers.map((header) => header.toLowerCase().replace(/[_-]+/g, ' ').trim());
  const cells = (/** @type {RegExp} */ pattern) =>
    plain.flatMap((header, at) => (pattern.test(header) ? [String(snapshot.rows[i][at]).trim()] : [])).filter(Boolean);
  return (cells(whole)[0] || cells(part).slice(0, 2).join(' ')).slice(0, 80);
}
