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
  const at = snapshot.ours.score;
  const unchanged = leads.filter((lead) => {
    if (at === undefined || isBlankCell_(snapshot.rows[lead.i][at])) {
      return lead.empty || twins.has(lead) || scored.has(refusedHash_(lead));
    }
    return scored.has(lead.hash) && !twins.has(lead);
  });
  return new Set(unchanged);
}

/**
 * In a set of scored leads: one of which nothing could be read.
 *
 * @param {Lead} lead
 */
function refusedHash_(lead) {
  return hash_(`refused ${lead.sig}`);
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

/**
 * The leads on rows that people see: not hidden by a filter, nor by hand.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {Lead[]} leads
 * @returns {Lead[]}
 */
function visibleLeads_(sheet, snapshot, leads) {
  const filtered = sheet.getFilter() !== null; // a call for every row: not made where it says nothing
  return leads.filter(({ i }) => {
    const row = snapshot.headerRow + 1 + i;
    return !(filtered && sheet.isRowHiddenByFilter(row)) && !sheet.isRowHiddenByUser(row);
  });
}
