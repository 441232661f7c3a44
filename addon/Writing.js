/**
 * Writes our cells beside leads, wherever their rows are by then: look, write, look again, repair, under the document's
 * lock. The lock keeps other executions of this add-on out; it does not stop people.
 */

/**
 * @typedef {object} Settled
 * @property {Snapshot} snapshot the tab as it was seen last
 * @property {Lead[]} leads of that snapshot
 * @property {Map<string, number>} written how many rows were written, by what `wanted` was given by
 * @property {Set<string>} restless likewise the leads that were moved again and again, and have no score for that
 * @property {boolean} mended whether columns were moved in the instant of a write, and cells given back
 */

/**
 * @typedef {object} SettleOptions
 * @property {(lead: Lead) => string} by what `wanted` is given by: a lead's signature, or all that its row says
 * @property {boolean} tidy whether a row where no lead stands any more loses what was said of one
 * @property {(writes: RowWrite[], kinds: string[]) => void} note is told what is about to be written and what stands there,
 *   and must have kept it when it returns
 */

const ROUNDS_ = 6; // looks before we say that the tab does not come to rest
const BLANKING_ROUNDS_ = 3; // more of them, to leave nothing beside the wrong lead then

/**
 * Bring every row to what it shall say. Throws LeadsheetProblem.
 *
 * @param {Sheet} sheet
 * @param {StoredMapping} stored
 * @param {string[]} kinds
 * @param {Map<string, OurCells>} wanted
 * @param {SettleOptions} options
 * @returns {Settled}
 */
function settle_(sheet, stored, kinds, wanted, options) {
  /** @type {Memory} */
  const memory = { stood: new Map(), held: new Map(), said: new Set(), tidy: options.tidy, by: options.by };
  const goals = new Map(wanted);
  /** @type {Settled} */
  const settled = { snapshot: readTab_(sheet), leads: [], written: new Map(), restless: new Set(), mended: false };
  const noted = new Set();
  let shaken = false;
  /** @type {Strike | null} */
  let strike = null;
  for (let round = 0; ; round++) {
    const { snapshot } = settled;
    settled.leads = leadsSeen_(sheet, stored, kinds, snapshot, strike);
    if (shaken) {
      doubt_(memory, snapshot, settled.leads, kinds);
    }
    recall_(memory, snapshot, settled.leads, kinds);
    let due = decide_(snapshot, settled.leads, kinds, goals, memory);
    if (due.length > 0 && round >= ROUNDS_) {
      giveUp_(settled, goals, due, kinds, options.by);
      due = decide_(snapshot, settled.leads, kinds, goals, memory);
    }
    if (due.length === 0 || round === ROUNDS_ + BLANKING_ROUNDS_) {
      return settled;
    }
    const writes = joined_(snapshot, settled.leads, kinds, due);
    const fresh = writes.filter(({ lead, kept }) => !kept && lead && goals.has(options.by(lead)) && !noted.has(lead.whole));
    options.note(fresh, kinds);
    fresh.forEach(({ lead }) => noted.add(lead && lead.whole));
    const formulas = formulasAround_(sheet, snapshot, kinds, writes);
    if (!stillSays_(sheet, snapshot, kinds, writes)) {
      settled.snapshot = readTab_(sheet);
      continue;
    }
    keepInMind_(memory, settled.written, writes, kinds, goals);
    put_(sheet, snapshot, kinds, writes);
    strike = { snapshot, after: readTab_(sheet), hits: hitsOf_(snapshot, kinds, writes), formulas };
    const mending = mendColumns_(sheet, strike);
    settled.snapshot = mending.snapshot;
    settled.mended = settled.mended || mending.mended;
    shaken = mending.shaken;
  }
}

/**
 * Leads whose rows are moved again and again shall say nothing: rather no score than another lead's.
 *
 * @param {Settled} settled
 * @param {Map<string, OurCells>} goals
 * @param {RowWrite[]} due
 * @param {string[]} kinds
 * @param {(lead: Lead) => string} by
 */
function giveUp_(settled, goals, due, kinds, by) {
  due.forEach(({ lead }) => {
    if (lead && goals.has(by(lead))) {
      goals.set(by(lead), kinds.map(() => null));
      settled.restless.add(by(lead));
    }
  });
}

/**
 * Whether rows that are only written along still say what they said when we looked; of the others it does not matter.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {string[]} kinds
 * @param {RowWrite[]} writes
 */
function stillSays_(sheet, snapshot, kinds, writes) {
  const kept = writes.filter((write) => write.kept);
  if (kept.length === 0) {
    return true;
  }
  const top = writes[0].i;
  const places = kinds.map((word) => snapshot.ours[word]);
  const left = Math.min(...places);
  const count = writes[writes.length - 1].i + 1 - top;
  const range = sheet.getRange(snapshot.headerRow + 1 + top, left + 1, count, Math.max(...places) + 1 - left);
  const values = /** @type {Cell[][]} */ (range.getValues());
  return kept.every(({ i, cells }) => places.every((at, kind) => sameCell_(values[i - top][at - left], cells[kind])));
}

/**
 * What is about to be said, and of whom.
 *
 * @param {Memory} memory
 * @param {Map<string, number>} written
 * @param {RowWrite[]} writes
 * @param {string[]} kinds
 * @param {Map<string, OurCells>} goals
 */
function keepInMind_(memory, written, writes, kinds, goals) {
  writes.forEach(({ cells, lead, kept }) => {
    memory.said.add(saidHash_(cells, kinds));
    if (kept && lead) {
      memory.stood.set(lead.whole, cells); // what stands there is somebody's, whenever they wrote it
    }
    if (!kept && lead && goals.has(memory.by(lead))) {
      written.set(memory.by(lead), (written.get(memory.by(lead)) || 0) + 1);
    }
  });
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
