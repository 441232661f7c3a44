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
  writeJson_(runName_(), run);
  if (run.state === 'going') {
    writeJson_('going', { run: run.id, at: Date.now() });
    return;
  }
  forget_(`wanted.${run.gid}.${run.id}`);
  const going = readJson_('going');
  if (going !== null && going.run === run.id) {
    forget_('going'); // another person's stays
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
  const former = readJson_(runName_());
  if (former !== null) {
    forget_(`wanted.${former.gid}.${former.id}`);
  }
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
