/** The headers and the looks of our columns when they are made, whatever colleagues do to the columns in that instant. */

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
