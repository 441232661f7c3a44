/**
 * Why one lead has its score.
 */

/** @typedef {{field: string, header: string, value: string}} UsedCell */

/**
 * For the sidebar: the lead on the active row, scored anew and explained. Nothing is written.
 *
 * Only this row's cells in columns that feed a field are sent to be scored; a tab that was never scored has its columns
 * looked at first, as Mapping.js does. `sent` names those fields, `used` shows the cells ('' where blank), `stands` is the
 * score that the sheet has now.
 *
 * @returns {{ok: true, value: {row: number, name: string, score: number | null, label: string | null,
 *   confidence: string | null, reasons: string | null, message: string | null, stands: number | null, why: Why[],
 *   used: UsedCell[], sent: string[]}} | {ok: false, problem: {code: string, sentence: string}}}
 */
function explainLead() {
  return answered_(() => {
    const sheet = SpreadsheetApp.getActiveSheet();
    const snapshot = readTab_(sheet);
    const at = activeLead_(sheet, snapshot);
    const table = wireTable_(snapshot, mappingOfTab_(snapshot), [at]);
    const { answer, problem } = serviceScore_([{ ...table, explain: true }])[0];
    if (problem) throw problem;
    const row = answer.rows[0];
    /** @type {Partial<RowAnswer>} With a message too little is known of the lead for a score. */
    const told = row.message ? { message: row.message } : row;
    const stands = snapshot.ours.score === undefined ? null : snapshot.rows[at][snapshot.ours.score];
    return {
      row: snapshot.headerRow + 1 + at,
      name: nameOf_(snapshot, at),
      score: told.score ?? null,
      label: told.label ?? null,
      confidence: told.confidence ?? null,
      reasons: told.reasons ?? null,
      message: told.message ?? null,
      stands: typeof stands === 'number' ? stands : null,
      why: row.why || [],
      used: usedCells_(table),
      sent: [...new Set(table.feeds)],
    };
  });
}

/**
 * The lead on the active row; raises not_a_lead where there is none.
 *
 * @param {GoogleAppsScript.Spreadsheet.Sheet} sheet
 * @param {Snapshot} snapshot
 * @returns {number} its place in `snapshot.rows`
 */
function activeLead_(sheet, snapshot) {
  const cell = sheet.getActiveCell();
  const at = cell ? cell.getRow() - snapshot.headerRow - 1 : -1;
  const ours = Object.values(snapshot.ours);
  const row = snapshot.rows[at];
  if (!row || row.every((value, column) => ours.includes(column) || isBlankCell_(value))) throw problem_('not_a_lead');
  return at;
}

/**
 * @param {{headers: string[], feeds: string[], rows: WireCell[][]}} table of one row
 * @returns {UsedCell[]} what was sent of it, blank cells too, long texts cut
 */
function usedCells_(table) {
  return table.feeds
    .map((field, at) => ({ field, header: table.headers[at], value: String(table.rows[0][at] ?? '') }))
    .map((used) => (used.value.length > 300 ? { ...used, value: `${used.value.slice(0, 299)}…` } : used));
}
