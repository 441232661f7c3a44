/** From what a person saw of the columns to three leads as a try, or to a run: both only over what was agreed on. */

/**
 * What was agreed on; null with the better mapping where the cells tell otherwise than the person saw.
 *
 * @param {Snapshot} snapshot
 * @param {{choices: Choices, shown: Choices}} asked
 * @returns {{stored: StoredMapping | null, mapping: SidebarMapping, changed: number[]}}
 */
function agreed_(snapshot, asked) {
  const kept = rememberedMapping_(snapshot);
  if (kept && kept.seen.columns.every((one) => (one.field && one.use === 'field' ? one.field : '') === (asked.shown[one.index] || ''))) {
    return { stored: kept.stored, mapping: kept.seen, changed: [] };
  }
  const answer = mapByValues_(snapshot, asked.choices);
  const mapping = sidebarMapping_(answer, snapshot);
  const changed = changedColumns_(answer, asked.shown);
  if (changed.length > 0) {
    return { stored: null, mapping, changed };
  }
  const stored = storedMapping_(answer, snapshot);
  rememberMapping_(snapshot, stored, asked.choices, mapping);
  return { stored, mapping, changed };
}

/**
 * google.script.run: the scores of the first three leads; nothing is written.
 *
 * @param {{gid: number, order?: string, mode: string, choices: Choices, shown: Choices}} asked
 */
function tryThree(asked) {
  return answered_(() => {
    const { sheet, snapshot } = seenTab_(asked);
    const { stored, mapping, changed } = agreed_(snapshot, asked);
    if (stored === null) {
      return { mapping, changed, tried: [] };
    }
    const now = resolveMapping_(stored, snapshot);
    const leads = leadsOf_(snapshot, now);
    const chosen = chosenLeads_(sheet, snapshot, leads, asked.mode, false, stored.model);
    const some = (chosen.length > 0 ? chosen : leads).filter((lead) => !lead.empty).slice(0, 3);
    if (some.length === 0) {
      throw problem_(asked.mode === 'selection' ? 'empty_selection' : 'no_leads');
    }
    const [{ answer, problem }] = serviceScore_([wireTable_(snapshot, now, some.map((lead) => lead.i))]);
    if (!answer) {
      throw problem;
    }
    const tried = some.map((lead, at) => ({
      row: snapshot.headerRow + 1 + lead.i,
      name: nameOf_(snapshot, lead.i),
      ...answer.rows[at],
    }));
    return { mapping: null, changed: [], tried };
  });
}

/**
 * google.script.run: begin a scoring; nothing is written before the first step.
 *
 * @param {{gid: number, order?: string, mode: string, choices: Choices, shown: Choices, visibleOnly: boolean}} asked
 */
function beginRun(asked) {
  return answered_(() => steadily_(() => begun_(asked)));
}

/** @param {{gid: number, order?: string, mode: string, choices: Choices, shown: Choices, visibleOnly: boolean}} asked */
function begun_(asked) {
  const { sheet, snapshot } = seenTab_(asked);
  const { stored, mapping, changed } = agreed_(snapshot, asked);
  if (stored === null) {
    return { run: null, mapping, changed };
  }
  const run = newRun_(sheet, snapshot, asked.mode, stored, asked.visibleOnly);
  return { run: shownRun_({ run, snapshot: null, leads: [] }), mapping: null, changed: [] };
}
