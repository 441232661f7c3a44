/** Undo the last scoring: what stood in our columns comes back, cell by cell, where nobody changed it since. */

/**
 * google.script.run: undo the last scoring of this document.
 *
 * @param {{gid: number}} asked the tab in front of the person; the tab that was scored last is undone
 */
function undoLast(asked) {
  return answered_(() => {
    checkAlone_('');
    const last = lastScoring_();
    if (last === null || typeof asked !== 'object') {
      throw problem_('nothing_to_undo');
    }
    const sheet = tabOf_(last.gid);
    return underLock_(() => steadily_(() => undone_(sheet, last)));
  });
}

/**
 * @param {Sheet} sheet
 * @param {LastScoring} last
 * @returns {{putBack: number, changedSince: number, gone: number, tab: string}}
 */
function undone_(sheet, last) {
  const notes = readNotes_(last);
  const snapshot = checked_(sheet);
  const stored = whoAlone_(snapshot, last.stored);
  const kinds = last.kinds.filter((word) => word in snapshot.ours);
  const leads = leadsOf_(snapshot, resolveMapping_(stored, snapshot));
  const who = (/** @type {Lead} */ lead) => lead.key || lead.whole;
  const met = new Set();
  /** @type {Map<string, OurCells>} */
  const wanted = new Map();
  let changedSince = 0;
  leads.forEach((lead) => {
    const note = notes.get(whoIs_(lead));
    if (note) {
      const back = backAgain_(note, ourCells_(snapshot, kinds, lead.i), kinds, last.kinds);
      met.add(whoIs_(lead));
      wanted.set(who(lead), back.cells);
      changedSince += back.changed ? 1 : 0;
    }
  });
  if (met.size === 0) {
    throw problem_('undo_unknown');
  }
  const settled = settle_(sheet, stored, kinds, wanted, { by: who, tidy: false, note: () => {} });
  if (settled.restless.size > 0) {
    throw problem_('restless', { rows: '' });
  }
  stopRunOf_(last);
  forgetNotes_();
  const putBack = settled.leads.filter((lead) => settled.written.has(who(lead))).length;
  return { putBack, changedSince, gone: notes.size - met.size, tab: snapshot.name };
}

/**
 * The columns that say who leads are, as far as they are still there: which columns feed fields does not matter any more.
 *
 * @param {Snapshot} snapshot
 * @param {StoredMapping} stored
 * @returns {StoredMapping}
 */
function whoAlone_(snapshot, stored) {
  const there = (/** @type {Named | null} */ named) => (named && (named[0] === '' || placeOf_(snapshot, named) !== null) ? named : null);
  return { ...stored, fields: {}, keys: { linkedin: there(stored.keys.linkedin), email: there(stored.keys.email) } };
}

/**
 * A run that was undone before its end is not gone on with.
 *
 * @param {LastScoring} last
 */
function stopRunOf_(last) {
  const run = readJson_(runName_());
  if (run !== null && run.id === last.run && run.state === 'going') {
    keepRun_({ ...run, state: 'stopped' });
  }
}

/**
 * What a row shall say when the scoring is undone: cell by cell what stood there, but what somebody changed since stays.
 *
 * @param {Note} note
 * @param {OurCells} now
 * @param {string[]} kinds those that are still there
 * @param {string[]} noted the kinds of the note
 * @returns {{cells: OurCells, changed: boolean}}
 */
function backAgain_(note, now, kinds, noted) {
  let changed = false;
  const cells = kinds.map((word, at) => {
    const kind = noted.indexOf(word);
    if (note.written[kind].has(cellHash_(now[at]))) {
      return note.before[kind];
    }
    changed = changed || !sameCell_(now[at], note.before[kind]);
    return now[at];
  });
  return { cells, changed };
}
