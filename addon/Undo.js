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
  const snapshot = readTab_(sheet);
  checkObstacles_(sheet, snapshot);
  const kinds = last.kinds.filter((word) => word in snapshot.ours);
  const leads = leadsOf_(snapshot, resolveMapping_(last.stored, snapshot));
  const met = new Set();
  /** @type {Map<string, OurCells>} */
  const wanted = new Map();
  let changedSince = 0;
  leads.forEach((lead) => {
    const note = notes.get(whoIs_(lead));
    if (note) {
      const back = backAgain_(note, ourCells_(snapshot, kinds, lead.i), kinds, last.kinds);
      met.add(whoIs_(lead));
      wanted.set(lead.sig, back.cells);
      changedSince += back.changed ? 1 : 0;
    }
  });
  const settled = settle_(sheet, last.stored, kinds, wanted, { tidy: false, note: () => {} });
  if (settled.restless.length > 0) {
    throw problem_('restless', { rows: settled.restless.slice(0, 20).join(', ') });
  }
  forgetScored_(last.gid, [...wanted.keys()]);
  forgetNotes_();
  const putBack = settled.leads.filter((lead) => settled.written.has(lead.sig)).length;
  return { putBack, changedSince, gone: notes.size - met.size, tab: snapshot.name };
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

/**
 * These leads count as changed from now on.
 *
 * @param {number} gid
 * @param {string[]} sigs
 */
function forgetScored_(gid, sigs) {
  const text = readText_(`scored.${gid}`);
  if (text !== null) {
    const scored = readSet_(`scored.${gid}`, '') || new Set();
    sigs.forEach((sig) => scored.delete(hash_(sig)));
    writeSet_(`scored.${gid}`, text.slice(0, text.indexOf('|')), scored);
  }
}
