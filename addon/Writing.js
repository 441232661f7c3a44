/**
 * Writes our cells beside leads, wherever their rows are by then: look, write, look again, repair, under the document's
 * lock. The lock keeps other executions of this add-on out; it does not stop people.
 */

/**
 * @typedef {object} Settled
 * @property {Snapshot} snapshot the tab as it was seen last
 * @property {Lead[]} leads of that snapshot
 * @property {Map<string, number>} written how many rows were written, by signature
 * @property {number[]} restless rows, as people count them, that did not come to rest
 * @property {boolean} mended whether columns were moved in the instant of a write, and cells given back
 */

/**
 * Bring every row to what it shall say. `wanted` are our cells by a lead's signature; `note` is told what is about to be
 * written and what stands there, and must have kept it when it returns. Throws LeadsheetProblem.
 *
 * @param {Sheet} sheet
 * @param {StoredMapping} stored
 * @param {string[]} kinds
 * @param {Map<string, OurCells>} wanted
 * @param {{tidy: boolean, note: (writes: RowWrite[], kinds: string[]) => void}} options
 * @returns {Settled}
 */
function settle_(sheet, stored, kinds, wanted, options) {
  const memory = { stood: new Map(), said: new Set(), tidy: options.tidy };
  /** @type {Map<string, number>} */
  const written = new Map();
  const noted = new Set();
  let mended = false;
  let shaken = false;
  let snapshot = readTab_(sheet);
  /** @type {Strike | null} */
  let strike = null;
  for (let round = 0; ; round++) {
    const leads = leadsSeen_(sheet, stored, kinds, snapshot, strike);
    if (shaken) {
      doubt_(memory, snapshot, leads, kinds);
    }
    recall_(memory, snapshot, leads, kinds);
    const writes = joined_(snapshot, leads, kinds, decide_(snapshot, leads, kinds, wanted, memory));
    if (writes.length === 0 || round === 6) {
      const restless = writes.map((write) => snapshot.headerRow + 1 + write.i);
      return { snapshot, leads, written, restless, mended };
    }
    const fresh = writes.filter(({ lead }) => lead && wanted.has(lead.sig) && !noted.has(lead.whole));
    options.note(fresh, kinds);
    fresh.forEach(({ lead }) => noted.add(lead && lead.whole));
    writes.forEach(({ cells, lead }) => {
      memory.said.add(saidHash_(cells, kinds));
      if (lead && wanted.has(lead.sig)) {
        written.set(lead.sig, (written.get(lead.sig) || 0) + 1);
      }
    });
    const formulas = formulasAround_(sheet, snapshot, kinds, writes);
    put_(sheet, snapshot, kinds, writes);
    strike = { snapshot, after: readTab_(sheet), hits: hitsOf_(snapshot, kinds, writes), formulas };
    const mending = mendColumns_(sheet, strike);
    snapshot = mending.snapshot;
    shaken = mending.shaken;
    mended = mended || mending.mended;
  }
}

/**
 * The leads of the tab as it is now; throws where a column that says who they are, or one of ours, is gone. What was
 * written a moment ago is taken back then from rows that nobody can tell any more.
 *
 * @param {Sheet} sheet
 * @param {StoredMapping} stored
 * @param {string[]} kinds
 * @param {Snapshot} snapshot
 * @param {Strike | null} strike the write right before
 * @returns {Lead[]}
 */
function leadsSeen_(sheet, stored, kinds, snapshot, strike) {
  try {
    checkOurs_(snapshot, kinds);
    return leadsOf_(snapshot, resolveMapping_(stored, snapshot));
  } catch (problem) {
    if (strike !== null) {
      retract_(sheet, { ...strike, after: snapshot });
    }
    throw problem;
  }
}

/**
 * Work under the document's lock; throws locked where somebody else holds it for long.
 *
 * @template T
 * @param {() => T} work
 * @returns {T}
 */
function underLock_(work) {
  const lock = LockService.getDocumentLock();
  if (!lock || !lock.tryLock(30000)) {
    throw problem_('locked');
  }
  try {
    return work();
  } finally {
    lock.releaseLock();
  }
}

/**
 * Work that is begun anew where the ground shifts under it: rows or columns that were there a moment ago are deleted, and
 * Google refuses a range that reaches beyond the tab. Whatever was written by then is found again by the next attempt.
 *
 * @template T
 * @param {() => T} work
 * @returns {T}
 */
function steadily_(work) {
  for (let attempt = 0; ; attempt++) {
    try {
      return work();
    } catch (error) {
      if (attempt === 3 || error instanceof LeadsheetProblem || asProblem_(error).code !== 'unexpected') {
        throw error;
      }
    }
  }
}

/**
 * @param {Snapshot} snapshot
 * @param {string[]} kinds
 */
function checkOurs_(snapshot, kinds) {
  const gone = kinds.find((word) => !(word in snapshot.ours));
  if (gone !== undefined) {
    throw problem_('our_column_gone', { header: titleOf_(gone) });
  }
}

/**
 * One `setValues` for each run of rows and of our columns that stand together, and all of them landed.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {string[]} kinds
 * @param {RowWrite[]} writes
 */
function put_(sheet, snapshot, kinds, writes) {
  const byRow = new Map(writes.map((write) => [write.i, write.cells]));
  const columns = runsOf_(kinds.map((word) => snapshot.ours[word]).sort((one, other) => one - other));
  runsOf_(writes.map((write) => write.i)).forEach(([first, end]) => {
    columns.forEach(([left, right]) => {
      const chosen = Array.from({ length: right - left }, (_, step) =>
        kinds.findIndex((word) => snapshot.ours[word] === left + step),
      );
      const values = Array.from({ length: end - first }, (_, step) => {
        const cells = byRow.get(first + step) || [];
        return chosen.map((at) => guarded_(cells[at] === undefined ? null : cells[at]));
      });
      sheet
        .getRange(snapshot.headerRow + 1 + first, left + 1, end - first, right - left)
        .setValues(values);
    });
  });
  SpreadsheetApp.flush();
}
