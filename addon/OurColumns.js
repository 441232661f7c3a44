/**
 * Our columns: found again by their marks wherever they went and whatever they are called now, made where they are
 * missing. The service makes and finds the same marks (app/tables/google/requests.py).
 */

const MARK_ = 'leadsheet-column'; // its value is the word of what the column holds
const ALWAYS_ = ['score', 'label', 'confidence', 'reasons'];
const KEPT_UP_ = ['model', 'scored at']; // written only where the service made them: they would tell of older scores

/**
 * Where our columns are, by the word of what they hold, counted from 0; of two of a kind the first.
 *
 * @param {Sheet} sheet
 * @returns {Record<string, number>}
 */
function ourColumns_(sheet) {
  /** @type {Record<string, number>} */
  const found = {};
  marksOf_(sheet).forEach((mark) => {
    const column = mark.getLocation().getColumn();
    const word = mark.getValue() || '';
    if (column !== null) {
      const at = column.getColumn() - 1;
      found[word] = word in found ? Math.min(found[word], at) : at;
    }
  });
  return found;
}

/** @param {Sheet} sheet */
function marksOf_(sheet) {
  return sheet
    .createDeveloperMetadataFinder()
    .withKey(MARK_)
    .withLocationType(SpreadsheetApp.DeveloperMetadataLocationType.COLUMN)
    .find();
}

/**
 * The words of the columns to write, in their order: ours of every run, and what the service keeps beside them.
 *
 * @param {Record<string, number>} ours
 */
function kindsToWrite_(ours) {
  return [...ALWAYS_, ...KEPT_UP_.filter((word) => word in ours)];
}

/**
 * The header we give a column.
 *
 * @param {string} word
 */
function titleOf_(word) {
  return `Lead ${word}`;
}

/**
 * Make our columns where they are missing, behind the last one; the tab as it is then. To be called under the lock.
 *
 * Every column is marked first and named only where the mark stands on a blank column: whatever colleagues do to the
 * columns meanwhile, nothing of theirs is taken for ours.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} seen the tab as it was read a moment ago
 * @returns {Snapshot}
 */
function withOurColumns_(sheet, seen) {
  let snapshot = seen;
  for (let attempt = 0; attempt < 5; attempt++) {
    if (ALWAYS_.every((word) => word in snapshot.ours && snapshot.headers[snapshot.ours[word]] !== '')) {
      return snapshot;
    }
    snapshot = readTab_(sheet);
    if (adopted_(sheet, snapshot)) {
      snapshot = readTab_(sheet);
    }
    const missing = ALWAYS_.filter((word) => !(word in snapshot.ours));
    checkRoom_(sheet, snapshot, missing.length);
    snapshot = nameOurs_(sheet, missing.length > 0 ? markNew_(sheet, snapshot, missing) : snapshot);
  }
  throw problem_('restless', { rows: '' });
}

/**
 * Columns that bear our names without a mark, as a copied tab has them: ours where all they hold could be ours.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @returns {boolean} whether a column was marked
 */
function adopted_(sheet, snapshot) {
  const ours = new Set(Object.values(snapshot.ours));
  let marked = false;
  ALWAYS_.filter((word) => !(word in snapshot.ours)).forEach((word) => {
    const same = (/** @type {string} */ text) => text.replace(/\s/g, '').toLowerCase();
    const at = snapshot.headers.findIndex((text, i) => same(text) === same(titleOf_(word)) && !ours.has(i));
    if (at < 0) {
      return;
    }
    const cells = snapshot.rows.map((row) => row[at]).filter((cell) => !isBlankCell_(cell));
    if (!cells.every((cell) => couldBeOurs_(word, cell)) || formulasIn_(sheet, snapshot, at).length > 0) {
      throw problem_('name_taken', { header: snapshot.headers[at] });
    }
    addMark_(sheet, at, word);
    marked = true;
  });
  if (marked) {
    SpreadsheetApp.flush();
  }
  return marked;
}

/**
 * Whether a cell could have been written by us.
 *
 * @param {string} word
 * @param {Cell} cell
 */
function couldBeOurs_(word, cell) {
  const text = String(plainCell_(cell)).trim();
  if (word === 'score') {
    return typeof cell === 'number' ? cell >= 0 && cell <= 1 : /^([01]?[.,]\d{1,4}|[01])$/.test(text);
  }
  if (word === 'label') {
    return text === 'engaged' || text === 'not_engaged';
  }
  return word === 'confidence' ? /^(high|medium|low)$/.test(text) : /^([+-] \S.*|no field .*)$/s.test(text);
}

/**
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {string[]} words
 * @returns {Snapshot}
 */
function markNew_(sheet, snapshot, words) {
  sheet.insertColumnsAfter(snapshot.width, words.length);
  words.forEach((word, step) => addMark_(sheet, snapshot.width + step, word));
  SpreadsheetApp.flush();
  const now = readTab_(sheet);
  const strange = words.filter((word) => {
    const at = now.ours[word];
    const shared = words.some((other) => other !== word && now.ours[other] === at);
    return at !== undefined && (shared || now.headers[at] !== '' || now.rows.some((row) => !isBlankCell_(row[at])));
  });
  if (strange.length === 0) {
    return now;
  }
  // a colleague moved columns in that instant, and a mark of ours stands on theirs, or two stand on one
  marksOf_(sheet)
    .filter((mark) => strange.includes(mark.getValue() || ''))
    .forEach((mark) => mark.remove());
  return readTab_(sheet);
}

/**
 * @param {Sheet} sheet
 * @param {number} at
 * @param {string} word
 */
function addMark_(sheet, at, word) {
  const letters = letters_(at);
  sheet
    .getRange(`${letters}:${letters}`)
    .addDeveloperMetadata(MARK_, word, SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT);
}
