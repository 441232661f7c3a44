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

/**
 * Give those of our columns that have no header theirs, and their looks, once; the tab as it is then.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} before
 * @returns {Snapshot}
 */
function nameOurs_(sheet, before) {
  const words = ALWAYS_.filter((word) => word in before.ours && before.headers[before.ours[word]] === '');
  let now = before;
  for (let turn = 0; turn < 6; turn++) {
    const wrong = wrongHeaders_(before, now, words);
    if (wrong.length === 0) {
      words.filter((word) => word in now.ours).forEach((word) => dress_(sheet, now, word));
      return now;
    }
    wrong.forEach(({ at, text }) => {
      sheet.getRange(now.headerRow, at + 1).setValue(text.startsWith('Lead ') ? text : guarded_(text || null));
    });
    now = readTab_(sheet);
  }
  throw problem_('restless', { rows: String(now.headerRow) });
}

/**
 * The headers to set: ours that are missing, and theirs that ours landed on because columns were moved in that instant.
 *
 * @param {Snapshot} before
 * @param {Snapshot} now
 * @param {string[]} words
 * @returns {{at: number, text: string}[]}
 */
function wrongHeaders_(before, now, words) {
  const ours = new Set(Object.values(now.ours));
  const titles = new Set(words.map(titleOf_));
  // one that had its header, which people may have changed, can be hit by another's as well
  const due = (/** @type {string} */ word) => (words.includes(word) ? titleOf_(word) : before.headers[before.ours[word]]);
  const missing = Object.keys(now.ours)
    .filter((word) => words.includes(word) || titles.has(now.headers[now.ours[word]]))
    .filter((word) => word in before.ours && now.headers[now.ours[word]] !== due(word))
    .map((word) => ({ at: now.ours[word], text: due(word) }));
  const lost = missingPlaces_(before, now);
  const hit = now.headers.flatMap((text, at) => (titles.has(text) && !ours.has(at) ? [at] : []));
  const theirs = hit.map((at) => {
    const says = contentOf_(now, at);
    const found = lost.findIndex((place) => contentOf_(before, place) === says);
    const [place] = found < 0 ? [] : lost.splice(found, 1);
    return { at, text: place === undefined ? '' : before.headers[place] };
  });
  return [...missing, ...theirs];
}

/**
 * Where the headers stood that are no longer there, as often as they are missing.
 *
 * @param {Snapshot} before
 * @param {Snapshot} now
 * @returns {number[]}
 */
function missingPlaces_(before, now) {
  const left = [...now.headers];
  return before.headers.flatMap((text, place) => {
    const at = left.indexOf(text);
    if (at >= 0) {
      left.splice(at, 1);
    }
    return text !== '' && at < 0 ? [place] : [];
  });
}

/**
 * What a column holds below its header, in whatever order.
 *
 * @param {Snapshot} snapshot
 * @param {number} at
 */
function contentOf_(snapshot, at) {
  return hash_(JSON.stringify(snapshot.rows.map((row) => String(plainCell_(row[at]))).filter(Boolean).sort()));
}

/**
 * How a column of ours looks when it is made; people may change it, it is never done again.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {string} word
 */
function dress_(sheet, snapshot, word) {
  /** @type {Record<string, string>} */
  const notes = {
    score: 'Leadsheet: the probability, 0 to 1, that this person engages with outreach.',
    label: 'Leadsheet: engaged from a score of 0.5.',
    confidence: 'Leadsheet: how sure the score is: high, medium or low.',
    reasons: 'Leadsheet: what raised (+) and lowered (-) the score most.',
  };
  const column = snapshot.ours[word] + 1;
  // a new column takes over what the one beside it has: a list to choose from would refuse our scores
  const rows = Math.max(1, sheet.getMaxRows() - snapshot.headerRow);
  sheet.getRange(snapshot.headerRow + 1, column, rows, 1).clearDataValidations().clearFormat();
  sheet.getRange(snapshot.headerRow, column).setNote(notes[word]).setFontWeight('bold');
  if (word === 'confidence' || word === 'reasons') {
    sheet.setColumnWidth(column, word === 'reasons' ? 560 : 120);
  }
  if (word === 'score') {
    const below = sheet.getRange(snapshot.headerRow + 1, column, rows, 1);
    below.setNumberFormat('0.00');
    sheet.setConditionalFormatRules([heat_(below), ...sheet.getConditionalFormatRules()]);
  }
}

/**
 * Colours that black text stays legible on: white at 0.5, where the label turns.
 *
 * @param {GoogleAppsScript.Spreadsheet.Range} range
 */
function heat_(range) {
  const number = SpreadsheetApp.InterpolationType.NUMBER;
  return SpreadsheetApp.newConditionalFormatRule()
    .setGradientMinpointWithValue('#f5c7ab', number, '0.2')
    .setGradientMidpointWithValue('#ffffff', number, '0.5')
    .setGradientMaxpointWithValue('#8ccc9e', number, '0.8')
    .setRanges([range])
    .build();
}
