/** What a run has done so far, in numbers, and what is left. */

const IDLE_STEPS_ = 3; // steps that sent leads and got none settled, before the rest is given up

/** A run's numbers at its beginning. */
function noTally_() {
  return {
    done: 0,
    scored: 0,
    unchanged: 0,
    cleared: 0,
    refused: /** @type {Refused[]} */ ([]),
    refusedCount: 0,
    givenUp: /** @type {string[]} */ ([]),
    idle: 0,
    spread: new Array(10).fill(0),
    engaged: 0,
    confidence: { high: 0, medium: 0, low: 0 },
    unread: /** @type {Record<string, number>} */ ({}),
  };
}

/**
 * Count what a step did; how many leads are left.
 *
 * @param {Run} run
 * @param {Settled} settled
 * @param {Map<string, RowScore>} results
 * @param {Map<string, OurCells>} blank
 * @returns {number}
 */
function concluded_(run, settled, results, blank) {
  const { leads, written, restless } = settled;
  const twins = twins_(leads);
  const seen = leads.filter((lead) => results.has(lead.sig) || blank.has(lead.sig));
  seen.forEach((lead) => {
    const row = results.get(lead.sig);
    const reason = restless.has(lead.sig) ? 'restless' : whyNone_(lead, row, twins);
    if (reason === 'restless') {
      run.givenUp.push(lead.hash);
    }
    if (reason !== null) {
      refuse_(run, lead, reason);
      run.cleared += written.has(lead.sig) ? 1 : 0;
    } else if (row) {
      tally_(run, row, written.has(lead.sig));
    }
  });
  seenTo_(run, seen.filter((lead) => !restless.has(lead.sig)));
  if (settled.mended) {
    note_(run, 'columns_moved');
  }
  return leftAfter_(run, settled, twins, results.size > 0 && seen.length === 0);
}

/**
 * Why a lead has no score; null for one that has.
 *
 * @param {Lead} lead
 * @param {RowScore | undefined} row undefined for one that was not sent
 * @param {Set<Lead>} twins
 * @returns {'twin' | 'empty' | null}
 */
function whyNone_(lead, row, twins) {
  if (row) {
    return row.message === null ? null : 'empty';
  }
  return twins.has(lead) ? 'twin' : 'empty';
}

/**
 * @param {Run} run
 * @param {Settled} settled
 * @param {Set<Lead>} twins
 * @param {boolean} idle whether leads were sent, and every one of them says something else by now
 * @returns {number}
 */
function leftAfter_(run, settled, twins, idle) {
  let rest = leftToDo_(run, settled.leads, twins);
  run.idle = idle ? run.idle + 1 : 0;
  if (run.idle === IDLE_STEPS_) {
    // their cells change by themselves, as =NOW() does: no score would be theirs for longer than a moment
    rest.forEach((lead) => refuse_(run, lead, 'restless'));
    rest = [];
  }
  run.done = run.scored + run.unchanged + run.refusedCount;
  run.total = Math.max(run.total, run.done + rest.length);
  if (rest.length === 0) {
    if (run.mode === 'all' && !run.only) {
      summedUp_(run, settled);
    } else if (run.total > run.done) {
      note_(run, 'gone_meanwhile');
    }
    run.state = 'done';
    run.total = run.done;
  }
  return rest.length;
}

/**
 * Of a run over all leads the numbers are those of the tab as it is in the end: a lead that was corrected in between was
 * scored twice, and is one.
 *
 * @param {Run} run
 * @param {Settled} settled
 */
function summedUp_(run, { snapshot, leads }) {
  const { scored, refusedCount } = run;
  const rows = leads.filter((lead) => !lead.bare).map((lead) => snapshot.rows[lead.i]);
  Object.assign(run, { scored: 0, unchanged: 0, engaged: 0, spread: noTally_().spread, confidence: noTally_().confidence });
  rows.forEach((row, at) => {
    const [score, label, confidence] = ['score', 'label', 'confidence'].map((word) => row[snapshot.ours[word]]);
    tally_(run, { score: Number(score), label: String(label), confidence: String(confidence), reasons: '', message: null }, at < scored);
  });
  run.refusedCount = Math.min(refusedCount, leads.length - rows.length);
  run.done = run.scored + run.unchanged + run.refusedCount;
}

/**
 * @param {Run} run
 * @param {RowScore} row
 * @param {boolean} wrote
 */
function tally_(run, row, wrote) {
  run.scored += wrote ? 1 : 0;
  run.unchanged += wrote ? 0 : 1;
  if (row.score >= 0 && row.score <= 1) {
    run.spread[Math.min(9, Math.floor(row.score * 10))]++;
  }
  run.engaged += row.label === 'engaged' ? 1 : 0;
  if (row.confidence === 'high' || row.confidence === 'medium' || row.confidence === 'low') {
    run.confidence[row.confidence]++;
  }
}

/**
 * @param {Run} run
 * @param {Lead} lead
 * @param {'twin' | 'empty' | 'restless'} reason
 */
function refuse_(run, lead, reason) {
  run.refusedCount++;
  if (run.refused.length < MOST_REFUSED_) {
    run.refused.push({ h: lead.hash, r: reason });
  }
}

/**
 * @param {Run} run
 * @param {string} code
 */
function note_(run, code) {
  if (!run.notes.includes(code)) {
    run.notes.push(code);
  }
}
