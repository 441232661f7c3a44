/** What was agreed on for a tab, kept in the document for everybody who works in it. */

/**
 * Keep for everybody who works in this document what was agreed on: names of columns, no cell.
 *
 * @param {Snapshot} snapshot
 * @param {StoredMapping} stored
 * @param {Choices} choices
 * @param {SidebarMapping} seen what the person agreed to
 */
function rememberMapping_(snapshot, stored, choices, seen) {
  const columns = seen.columns
    .filter((column) => column.use !== 'ours' && column.use !== 'unused')
    .map((column) => ({ ...column, named: namedColumn_(snapshot, column.index) }));
  const chosen = Object.keys(choices).map((at) => [namedColumn_(snapshot, Number(at)), choices[at]]);
  writeJson_(`mapping.${snapshot.gid}`, { stored, columns, chosen });
}

/**
 * What was agreed on for this tab, as long as it has the same columns, in whatever order; null otherwise.
 *
 * @param {Snapshot} snapshot
 * @returns {{stored: StoredMapping, choices: Choices, seen: SidebarMapping} | null}
 */
function rememberedMapping_(snapshot) {
  const kept = readJson_(`mapping.${snapshot.gid}`);
  if (!kept || kept.stored.all !== headersDigest_(snapshot)) {
    return null;
  }
  const ours = new Set(Object.values(snapshot.ours));
  const columns = snapshot.headers.map((_, index) => {
    const use = ours.has(index) ? 'ours' : 'unused';
    return { index, use, field: /** @type {string | null} */ (null), certainty: 'certain', why: '' };
  });
  kept.columns.forEach((/** @type {SidebarColumn & {named: Named}} */ { named, ...column }) => {
    const index = Number(placeOf_(snapshot, named));
    columns[index] = { ...column, index };
  });
  return {
    stored: kept.stored,
    choices: rememberedChoices_(snapshot),
    seen: { columns, identity: null, model: kept.stored.model },
  };
}

/**
 * The person's word on the columns that are still there.
 *
 * @param {Snapshot} snapshot
 * @returns {Choices}
 */
function rememberedChoices_(snapshot) {
  const kept = readJson_(`mapping.${snapshot.gid}`);
  /** @type {Choices} */
  const choices = {};
  (kept ? kept.chosen : []).forEach((/** @type {[Named, string]} */ [named, field]) => {
    const at = placeOf_(snapshot, named);
    if (at !== null) {
      choices[at] = field;
    }
  });
  return choices;
}

/**
 * A new model scores now: what is remembered of the tab tells of it, or all its leads would count as changed for ever.
 *
 * @param {number} gid
 * @param {string} model
 */
function rememberModel_(gid, model) {
  const kept = readJson_(`mapping.${gid}`);
  if (kept) {
    writeJson_(`mapping.${gid}`, { ...kept, stored: { ...kept.stored, model } });
  }
}
