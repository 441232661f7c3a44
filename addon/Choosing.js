/** Which leads a person means: all, those on the rows selected, or those that are new or changed. */

/**
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {Lead[]} leads
 * @param {string} mode 'all' | 'selection' | 'changed'
 * @param {boolean} visibleOnly
 * @param {string} model the model that scores now: what another one scored counts as changed; "" for any
 * @returns {Lead[]}
 */
function chosenLeads_(sheet, snapshot, leads, mode, visibleOnly, model) {
  let chosen = leads;
  if (mode === 'selection') {
    const rows = selectedRows_(sheet, snapshot);
    chosen = leads.filter((lead) => rows.has(lead.i));
  }
  if (mode === 'changed') {
    const unchanged = unchangedLeads_(snapshot, leads, model);
    chosen = leads.filter((lead) => !unchanged.has(lead));
  }
  // what somebody selects with the mouse reaches over hidden rows too, and they cannot see those
  return visibleOnly || mode === 'selection' ? visibleLeads_(sheet, snapshot, chosen) : chosen;
}

/**
 * The leads that have the score they would get, or none because they can get none.
 *
 * @param {Snapshot} snapshot
 * @param {Lead[]} leads
 * @param {string} model
 * @returns {Set<Lead>}
 */
function unchangedLeads_(snapshot, leads, model) {
  const scored = readSet_(`scored.${snapshot.gid}`, model) || new Set();
  const twins = twins_(leads);
  return new Set(leads.filter((lead) => isSettled_(lead, scored, twins)));
}

/**
 * Whether a lead says what it shall: the score that stands there was given for what the row says, or it can have none.
 *
 * @param {Lead} lead
 * @param {Set<string>} scored
 * @param {Set<Lead>} twins
 */
function isSettled_(lead, scored, twins) {
  const refused = lead.empty || twins.has(lead);
  return lead.bare ? refused || scored.has(lead.pair) : !refused && scored.has(lead.pair);
}

/**
 * The rows of the selection, as places in `snapshot.rows`.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @returns {Set<number>}
 */
function selectedRows_(sheet, snapshot) {
  const list = sheet.getActiveRangeList();
  const rows = new Set();
  (list ? list.getRanges() : []).forEach((range) => {
    const first = Math.max(range.getRow() - snapshot.headerRow - 1, 0);
    const end = Math.min(range.getLastRow() - snapshot.headerRow, snapshot.rows.length);
    for (let i = first; i < end; i++) {
      rows.add(i);
    }
  });
  return rows;
}

const HIDDEN_SECONDS_ = 40; // Google is asked row by row

/**
 * The leads on rows that people see: not hidden by a filter, nor by hand. Throws hidden_slow where asking takes too long.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {Lead[]} leads
 * @returns {Lead[]}
 */
function visibleLeads_(sheet, snapshot, leads) {
  const filtered = sheet.getFilter() !== null; // a call for every row: not made where it says nothing
  const until = Date.now() + HIDDEN_SECONDS_ * 1000;
  return leads.filter(({ i }, at) => {
    if (Date.now() > until) {
      throw problem_('hidden_slow', { rows: String(at) });
    }
    const row = snapshot.headerRow + 1 + i;
    return !(filtered && sheet.isRowHiddenByFilter(row)) && !sheet.isRowHiddenByUser(row);
  });
}
