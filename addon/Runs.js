/**
 * A scoring, a step at a time: the sidebar calls for one step after the other, so that no execution comes near Google's six
 * minutes, and a closed sidebar can go on later. The cursor is what is known of leads, never a row's number.
 */

const MOST_ROWS_AT_ONCE_ = 2000; // rows of one request
const MOST_BYTES_AT_ONCE_ = 4500000; // of one request's body; the service and UrlFetch take more
const REQUESTS_AT_ONCE_ = 4;
const MOST_LEADS_ = 60000; // what is kept of leads has room for so many in one document
const MOST_REFUSED_ = 200;

/** @typedef {{h: string, r: 'twin' | 'empty' | 'restless'}} Refused a lead's hash, and why it has no score */

/**
 * A scoring as it is kept between two steps; no cell of a lead is in it.
 *
 * @typedef {object} Run
 * @property {string} id
 * @property {number} gid
 * @property {string} tab
 * @property {string} mode 'all' | 'selection' | 'changed'
 * @property {boolean} only whether only the leads in the set `wanted` are meant
 * @property {'going' | 'done' | 'stopped'} state
 * @property {StoredMapping} stored
 * @property {string} model
 * @property {number} total
 * @property {number} done
 * @property {number} scored
 * @property {number} unchanged
 * @property {number} cleared
 * @property {Refused[]} refused at most 200 of them
 * @property {string[]} givenUp hashes of leads that do not come to rest in this run
 * @property {number} idle steps one after the other that sent leads and got none settled
 * @property {number} refusedCount
 * @property {number[]} spread
 * @property {number} engaged
 * @property {{high: number, medium: number, low: number}} confidence
 * @property {Record<string, number>} unread
 * @property {number} spent milliseconds of work
 * @property {number} steps steps made
 * @property {string[]} notes codes of what people should know
 */

/**
 * The name under which this person's run in this document is kept.
 */
function runName_() {
  const own = PropertiesService.getUserProperties();
  let who = own.getProperty('who');
  if (!who) {
    who = hash_(Utilities.getUuid());
    own.setProperty('who', who);
  }
  return `run.${who}`;
}

/**
 * @param {string | null} id null for whichever there is
 * @returns {Run}
 */
function keptRun_(id) {
  const run = readJson_(runName_());
  if (run === null || (id !== null && run.id !== id)) {
    throw problem_('run_gone');
  }
  return run;
}

/** @param {Run} run */
function keepRun_(run) {
  if (run.state !== 'going') {
    forget_(`wanted.${run.gid}.${run.id}`);
  }
  writeJson_(runName_(), run);
  if (run.state === 'going') {
    writeJson_('going', { run: run.id, at: Date.now() });
  } else {
    forget_('going');
  }
}

/**
 * Throws locked where another person's scoring of this document made a step a moment ago: two at once would do no harm to
 * leads, but only one of them could be undone.
 *
 * @param {string} id this run's, "" for one that is to begin
 */
function checkAlone_(id) {
  const going = readJson_('going');
  const own = readJson_(runName_());
  if (going !== null && going.run !== id && !(own && own.id === going.run) && Date.now() - going.at < 120000) {
    throw problem_('locked');
  }
}

/**
 * Begin a run over a tab; nothing is sent or written yet.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {string} mode
 * @param {StoredMapping} stored
 * @param {boolean} visibleOnly
 * @returns {Run}
 */
function newRun_(sheet, snapshot, mode, stored, visibleOnly) {
  checkAlone_('');
  const leads = leadsOf_(snapshot, resolveMapping_(stored, snapshot));
  if (leads.length === 0) {
    throw problem_('no_leads');
  }
  if (leads.length > MOST_LEADS_) {
    throw problem_('too_many', { leads: String(leads.length), most: String(MOST_LEADS_) });
  }
  checkObstacles_(sheet, snapshot);
  const only = mode === 'selection' || visibleOnly;
  const chosen = chosenLeads_(sheet, snapshot, leads, mode, visibleOnly, stored.model);
  if (mode === 'selection' && chosen.length === 0) {
    throw problem_('empty_selection');
  }
  const id = Utilities.getUuid();
  forgetWanted_(snapshot.gid, readJson_(runName_()));
  setUpSets_(id, snapshot, leads, chosen, mode, only, stored.model);
  /** @type {Run} */
  const run = {
    id,
    gid: snapshot.gid,
    tab: snapshot.name,
    mode,
    only,
    state: 'going',
    stored,
    model: stored.model,
    total: chosen.length,
    ...noTally_(),
    spent: 0,
    steps: 0,
    notes: [],
  };
  keepRun_(run);
  return run;
}

/**
 * The sets a run goes by: `scored`, of leads that have their score as they are now, and `wanted` where only some are meant.
 *
 * @param {string} id
 * @param {Snapshot} snapshot
 * @param {Lead[]} leads
 * @param {Lead[]} chosen
 * @param {string} mode
 * @param {boolean} only
 * @param {string} model
 */
function setUpSets_(id, snapshot, leads, chosen, mode, only, model) {
  const todo = new Set(chosen);
  const scored = readSet_(`scored.${snapshot.gid}`, model) || new Set();
  // who is not meant in a run of the changed ones counts as seen to
  const kept = leads.filter((lead) => !todo.has(lead) && (scored.has(lead.pair) || (mode === 'changed' && !only)));
  writeSet_(`scored.${snapshot.gid}`, model, new Set(kept.map((lead) => lead.pair)));
  if (only) {
    writeSet_(`wanted.${snapshot.gid}.${id}`, '', new Set(chosen.map(whoHash_)));
  }
}

/**
 * By what a lead is meant in a run over some leads only, also when it is corrected meanwhile.
 *
 * @param {Lead} lead
 */
function whoHash_(lead) {
  return lead.key ? hash_(lead.key) : lead.hash;
}

/**
 * Who is still to be seen to in a run over some leads only; throws run_gone where that is not known any more.
 *
 * @param {Run} run
 * @returns {Set<string>}
 */
function wanted_(run) {
  const wanted = readSet_(`wanted.${run.gid}.${run.id}`, '');
  if (wanted === null) {
    throw problem_('run_gone');
  }
  return wanted;
}

/**
 * @param {number} gid
 * @param {Run | null} run one that is over
 */
function forgetWanted_(gid, run) {
  if (run !== null) {
    forget_(`wanted.${run.gid}.${run.id}`);
  }
  forget_(`wanted.${gid}`);
}

/**
 * The leads a run still has to see to, in the rows' order.
 *
 * @param {Run} run
 * @param {Lead[]} leads
 * @param {Set<Lead>} twins
 * @returns {Lead[]}
 */
function leftToDo_(run, leads, twins) {
  const givenUp = new Set(run.givenUp);
  const left = leads.filter((lead) => !givenUp.has(lead.hash));
  if (run.only) {
    const wanted = wanted_(run);
    return left.filter((lead) => wanted.has(whoHash_(lead)));
  }
  const scored = readSet_(`scored.${run.gid}`, run.model) || new Set();
  // who can have no score is looked at once, to be told
  const told = run.mode === 'all' && run.steps === 0;
  return left.filter((lead) => !isSettled_(lead, scored, twins) || (told && (lead.empty || twins.has(lead))));
}

/**
 * Leads that are seen to.
 *
 * @param {Run} run
 * @param {Lead[]} leads as they stand in the tab now
 */
function seenTo_(run, leads) {
  const scored = readSet_(`scored.${run.gid}`, run.model) || new Set();
  leads.forEach((lead) => scored.add(lead.pair));
  writeSet_(`scored.${run.gid}`, run.model, scored);
  if (run.only) {
    const wanted = wanted_(run);
    leads.forEach((lead) => wanted.delete(whoHash_(lead)));
    writeSet_(`wanted.${run.gid}.${run.id}`, '', wanted);
  }
}

/**
 * An execution that was ended while it wrote may have left a score beside a row that moved in that instant: all rows that
 * say what it was about to write are done again.
 *
 * @param {Run} run
 * @param {Snapshot} snapshot
 * @param {Lead[]} leads
 * @param {string[]} kinds
 * @returns {boolean} whether there was such an execution
 */
function reopen_(run, snapshot, leads, kinds) {
  const pending = readSet_(`pending.${run.gid}`, '');
  if (pending === null) {
    return false;
  }
  if (run.only && kinds.every((word) => word in snapshot.ours)) {
    // in the other runs a score that was not given for its row is found by itself
    const scored = readSet_(`scored.${run.gid}`, run.model) || new Set();
    const wanted = wanted_(run);
    leads
      .filter((lead) => !scored.has(lead.pair) && pending.has(saidHash_(ourCells_(snapshot, kinds, lead.i), kinds)))
      .forEach((lead) => wanted.add(whoHash_(lead)));
    writeSet_(`wanted.${run.gid}.${run.id}`, '', wanted);
  }
  forget_(`pending.${run.gid}`);
  return true;
}
