/** What the sidebar asks before and beside a run: the tab, its columns, how a run stands, a row to jump to. */

/**
 * google.script.run: what there is to score. Nothing is sent anywhere.
 *
 * @param {{mode: string}} asked
 */
function lookAtTab(asked) {
  return answered_(() => {
    const sheet = SpreadsheetApp.getActiveSheet();
    const snapshot = readTab_(sheet);
    const kept = rememberedMapping_(snapshot);
    const stored = kept ? kept.stored : unmapped_(snapshot);
    const leads = leadsOf_(snapshot, resolveMapping_(stored, snapshot));
    const rows = asked.mode === 'selection' ? selectedRows_(sheet, snapshot) : null;
    const meant = rows === null ? leads : leads.filter((lead) => rows.has(lead.i));
    // row by row Google takes long to say which are hidden: of many it is asked only when the run begins
    const visible = rows !== null && meant.length <= 500 ? visibleOrNull_(sheet, snapshot, meant) : null;
    const chosen = rows === null ? chosenLeads_(sheet, snapshot, leads, asked.mode, false, stored.model) : visible || meant;
    const last = foundNotes_() === null ? null : lastScoring_();
    const run = readJson_(runName_());
    return {
      tab: { gid: snapshot.gid, name: snapshot.name },
      leads: leads.length,
      chosen: chosen.length,
      blank: snapshot.rows.length - leads.length,
      hidden: visible === null ? null : meant.length - visible.length,
      columns: snapshot.headers.map((header, index) => ({
        index,
        header,
        letter: letters_(index),
        samples: samples_(snapshot, index),
      })),
      choices: rememberedChoices_(snapshot),
      mapping: kept ? kept.seen : null,
      unfinished: run !== null && run.state === 'going' ? shownRun_({ run, snapshot: null, leads: [] }) : null,
      undo: last && { when: last.when, rows: last.rows, mode: last.mode, tab: last.tab },
      ready: isReady_(),
      order: orderOf_(snapshot),
    };
  });
}

/**
 * The leads on rows that people see; null where Google takes too long to say.
 *
 * @param {Sheet} sheet
 * @param {Snapshot} snapshot
 * @param {Lead[]} leads
 * @returns {Lead[] | null}
 */
function visibleOrNull_(sheet, snapshot, leads) {
  try {
    return visibleLeads_(sheet, snapshot, leads);
  } catch (problem) {
    if (problem instanceof LeadsheetProblem && problem.code === 'hidden_slow') {
      return null;
    }
    throw problem;
  }
}

/**
 * The columns as they stand side by side: what a person says of the third of them holds for this order alone.
 *
 * @param {Snapshot} snapshot
 */
function orderOf_(snapshot) {
  return hash_(JSON.stringify([snapshot.headers, snapshot.ours]));
}

/**
 * The tab a person speaks of; throws columns_changed where its columns are not those that the person saw.
 *
 * @param {{gid: number, order?: string}} asked
 * @returns {{sheet: Sheet, snapshot: Snapshot}}
 */
function seenTab_(asked) {
  const sheet = tabOf_(asked.gid);
  const snapshot = readTab_(sheet);
  if (asked.order !== undefined && asked.order !== orderOf_(snapshot)) {
    throw problem_('columns_changed');
  }
  return { sheet, snapshot };
}

/**
 * A mapping of which nothing is known but who the rows are; enough to count them.
 *
 * @param {Snapshot} snapshot
 * @returns {StoredMapping}
 */
function unmapped_(snapshot) {
  return { fields: {}, keys: { linkedin: null, email: null }, model: '', all: headersDigest_(snapshot) };
}

/** Whether the service's address and a way to sign in are set. */
function isReady_() {
  try {
    serviceSettings_();
    return true;
  } catch (error) {
    return false;
  }
}

/**
 * Up to three different texts of a column, as people see them.
 *
 * @param {Snapshot} snapshot
 * @param {number} at
 * @returns {string[]}
 */
function samples_(snapshot, at) {
  const found = new Set();
  for (let i = 0; i < Math.min(snapshot.rows.length, 200) && found.size < 3; i++) {
    const cell = wireCell_(snapshot.rows[i][at], snapshot.zone);
    if (cell !== null) {
      found.add(String(cell).replace(/\s+/g, ' ').trim().slice(0, 80));
    }
  }
  return [...found];
}

/**
 * google.script.run: what the columns are by their names; only these are sent.
 *
 * @param {{gid: number, order?: string, choices: Choices}} asked
 */
function mapColumns(asked) {
  return answered_(() => {
    const { snapshot } = seenTab_(asked);
    return sidebarMapping_(mapByNames_(snapshot, asked.choices), snapshot);
  });
}

/**
 * google.script.run: stop a run; what it wrote stays, beside the right leads.
 *
 * @param {{id: string}} asked
 */
function cancelRun(asked) {
  return answered_(() => {
    const run = keptRun_(asked.id);
    run.state = run.state === 'going' ? 'stopped' : run.state;
    keepRun_(run);
    return shownRun_({ run, snapshot: null, leads: [] });
  });
}

/**
 * A run as the sidebar shows it: the refused leads with the rows they are on now.
 *
 * @param {Stepped} stepped
 */
function shownRun_({ run, snapshot, leads }) {
  const { stored, only, spent, steps, refused, givenUp, idle, ...told } = run;
  const seen = snapshot !== null || refused.length === 0 ? { snapshot, leads } : seenAnew_(run);
  const places = new Map(seen.leads.map((lead) => [lead.hash, lead.i]));
  const now = seen.snapshot;
  const rows = refused.flatMap(({ h, r }) => {
    const i = places.get(h);
    return now === null || i === undefined
      ? []
      : [{ row: now.headerRow + 1 + i, key: h, reason: r, name: nameOf_(now, i) }];
  });
  return { ...told, refused: rows, seconds: Math.round(spent / 1000) };
}

/**
 * @param {Run} run
 * @returns {{snapshot: Snapshot | null, leads: Lead[]}}
 */
function seenAnew_(run) {
  try {
    const snapshot = readTab_(tabOf_(run.gid));
    return { snapshot, leads: leadsOf_(snapshot, resolveMapping_(run.stored, snapshot)) };
  } catch (problem) {
    return { snapshot: null, leads: [] };
  }
}

/**
 * google.script.run: select the row of a lead, wherever it is now.
 *
 * @param {{gid: number, key: string}} asked
 */
function jumpTo(asked) {
  return answered_(() => {
    const { snapshot, leads } = seenAnew_(keptRun_(null));
    const lead = leads.find((one) => one.hash === asked.key);
    if (snapshot === null || !lead) {
      throw problem_('not_a_lead');
    }
    const row = snapshot.headerRow + 1 + lead.i;
    const sheet = tabOf_(asked.gid);
    sheet.activate();
    sheet.getRange(row, 1, 1, snapshot.width).activate();
    return { row };
  });
}
