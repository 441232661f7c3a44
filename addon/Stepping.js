/** One step of a run: read the tab, have some leads scored, write what they shall say. */

/**
 * google.script.run: the next step of a run.
 *
 * @param {{id: string}} asked
 */
function stepRun(asked) {
  return answered_(() => {
    const run = keptRun_(asked.id);
    return shownRun_(run.state === 'going' ? stepped_(run) : { run, snapshot: null, leads: [] });
  });
}

/**
 * @typedef {object} Stepped
 * @property {Run} run
 * @property {Snapshot | null} snapshot
 * @property {Lead[]} leads
 */

/**
 * @param {Run} run
 * @returns {Stepped}
 */
function stepped_(run) {
  const began = Date.now();
  checkAlone_(run.id);
  const sheet = tabOf_(run.gid);
  const snapshot = steadily_(() => checked_(sheet));
  const mapping = resolveMapping_(run.stored, snapshot);
  const leads = leadsOf_(snapshot, mapping);
  if (reopen_(run, snapshot, leads, kindsToWrite_(snapshot.ours))) {
    note_(run, 'resumed');
  }
  const twins = twins_(leads);
  const todo = leftToDo_(run, leads, twins);
  const batch = batch_(snapshot, mapping, todo.filter((lead) => !twins.has(lead) && !lead.empty));
  const answers = serviceScore_(batch.map((part) => part.table));
  const results = resultsOf_(run, batch, answers);
  /** @type {Map<string, OurCells>} */
  const blank = new Map();
  // rows without a score are seen to with the first batch: nothing of them is sent
  todo.filter((lead) => twins.has(lead) || lead.empty).forEach((lead) => blank.set(lead.sig, []));
  const { settled, left } = underLock_(() => {
    const found = steadily_(() => written_(sheet, snapshot, run, results, blank));
    run.steps += 1;
    const rest = concluded_(run, found, results, blank);
    run.spent += Date.now() - began;
    if (keptRun_(null).state === 'stopped' && run.state === 'going') {
      run.state = 'stopped'; // in another window, while this step was under way
    }
    keepRun_(run);
    return { settled: found, left: rest };
  });
  const problem = answers.map((answer) => answer.problem).find(Boolean);
  if (problem && left > 0) {
    throw problem;
  }
  return { run, snapshot: settled.snapshot, leads: settled.leads };
}

/**
 * The tab as it is now, if it may be written.
 *
 * @param {Sheet} sheet
 * @returns {Snapshot}
 */
function checked_(sheet) {
  const snapshot = readTab_(sheet);
  checkObstacles_(sheet, snapshot);
  return snapshot;
}

/**
 * The next leads to send, cut into requests.
 *
 * @param {Snapshot} snapshot
 * @param {Mapping} mapping
 * @param {Lead[]} leads
 * @returns {{leads: Lead[], table: {headers: string[], feeds: string[], rows: WireCell[][]}}[]}
 */
function batch_(snapshot, mapping, leads) {
  const parts = [];
  let next = 0;
  const distinct = [...new Map(leads.map((lead) => [lead.sig, lead])).values()];
  while (parts.length < REQUESTS_AT_ONCE_ && next < distinct.length) {
    const table = wireTable_(snapshot, mapping, []);
    const own = [];
    let bytes = 1000;
    while (next < distinct.length && own.length < MOST_ROWS_AT_ONCE_) {
      const [row] = wireTable_(snapshot, mapping, [distinct[next].i]).rows;
      // a letter has up to three bytes, and six where it is escaped: what is measured is what may be sent
      bytes += row.reduce((/** @type {number} */ sum, cell) => sum + (typeof cell === 'string' ? bytesOf_(cell) : 25), 2);
      if (bytes > MOST_BYTES_AT_ONCE_ && own.length > 0) {
        break;
      }
      table.rows.push(row);
      own.push(distinct[next]);
      next++;
    }
    parts.push({ leads: own, table });
  }
  return parts;
}

/**
 * The bytes of a text in JSON, its quotes and comma included.
 *
 * @param {string} text
 */
function bytesOf_(text) {
  let bytes = 3;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    bytes += code < 32 ? 6 : code === 34 || code === 92 ? 2 : code < 128 ? 1 : code < 2048 ? 2 : 3;
  }
  return bytes;
}

/** @typedef {{score: number, label: string, confidence: string, reasons: string, message: string | null}} RowScore */

/**
 * The scores by the leads' signatures, of one model only. A service that is being renewed may answer with two for a while:
 * the run's own counts as long as any answer is of it, and what the other said is asked for again.
 *
 * @param {Run} run
 * @param {{leads: Lead[], table: object}[]} batch
 * @param {{answer?: any, problem?: LeadsheetProblem}[]} answers
 * @returns {Map<string, RowScore>}
 */
function resultsOf_(run, batch, answers) {
  const versions = answers.flatMap(({ answer }) => (answer ? [answer.model_version] : []));
  if (versions.length > 0 && !versions.includes(run.model)) {
    const [version] = versions;
    run.model = version;
    run.stored.model = version;
    writeSet_(`scored.${run.gid}`, version, new Set());
    rememberModel_(run.gid, version);
    Object.assign(run, noTally_());
    note_(run, 'new_model');
  }
  const results = new Map();
  answers.forEach(({ answer }, part) => {
    if (answer && answer.model_version === run.model) {
      batch[part].leads.forEach((lead, at) => results.set(lead.sig, answer.rows[at]));
      Object.keys(answer.refused).forEach((field) => {
        run.unread[field] = (run.unread[field] || 0) + answer.refused[field];
      });
    }
  });
  return results;
}

/**
 * Our cells beside the leads of this step, under the lock.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} seen
 * @param {Run} run
 * @param {Map<string, RowScore>} results
 * @param {Map<string, OurCells>} blank their signatures
 * @returns {Settled}
 */
function written_(sheet, seen, run, results, blank) {
  const snapshot = results.size > 0 ? withOurColumns_(sheet, seen) : seen;
  const kinds = kindsToWrite_(snapshot.ours).filter((word) => word in snapshot.ours);
  const when = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  /** @type {Map<string, OurCells>} */
  const wanted = new Map();
  blank.forEach((_, sig) => wanted.set(sig, kinds.map(() => null)));
  results.forEach((row, sig) => {
    /** @type {Record<string, Cell | null>} */
    const cells = { ...row, model: `leadsheet ${run.model}`, 'scored at': when };
    wanted.set(sig, kinds.map((word) => (row.message === null ? cells[word] : null)));
  });
  const pending = new Set([...wanted.values()].map((cells) => saidHash_(cells, kinds)));
  pending.delete(saidHash_(kinds.map(() => null), kinds));
  writeSet_(`pending.${run.gid}`, '', pending);
  const settled = settle_(sheet, run.stored, kinds, wanted, {
    by: (lead) => lead.sig,
    tidy: run.mode === 'all' && !run.only,
    note: (writes) => keepNotes_(run, writes, kinds),
  });
  forget_(`pending.${run.gid}`);
  return settled;
}
