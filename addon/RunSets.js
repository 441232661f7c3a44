/** Which leads a run has seen to, and which it still has to: sets of hashes that are kept between its steps. */

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
  if (wanted !== null) {
    return wanted;
  }
  const kept = readJson_(runName_());
  if (kept === null || kept.id !== run.id || kept.state !== 'stopped') {
    throw problem_('run_gone');
  }
  return new Set(); // stopped in another window, while this step was under way
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
