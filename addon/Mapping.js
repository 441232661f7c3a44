/** Which column feeds which field: asked of the service, corrected by the person, remembered for the tab. */

/** @typedef {Record<string, string>} Choices the person's own word: a column's index -> a field, or "" to leave it out */

/**
 * Which columns feed what, in one snapshot of a tab.
 *
 * @typedef {object} Mapping
 * @property {Record<string, number[]>} fields columns by field, the better one first
 * @property {KeyColumns} keys
 * @property {string} model the version of the model
 * @property {string} digest tells this mapping from another one
 */

/**
 * A mapping by the names of the columns: it holds wherever they are moved.
 *
 * @typedef {object} StoredMapping
 * @property {Record<string, Named[]>} fields
 * @property {{linkedin: Named | null, email: Named | null}} keys
 * @property {string} model
 * @property {string} all a digest of all headers: with other columns the question is asked anew
 */

/**
 * What the service says of a header row.
 *
 * @typedef {object} MapAnswer
 * @property {{index: number, header: string, use: string, field: string | null, certainty: string, why: string}[]} columns
 * @property {Record<string, number[]>} fields
 * @property {{index: number, header: string, kind: string} | null} identity
 * @property {string} model_version
 */

/** @typedef {{index: number, use: string, field: string | null, certainty: string, why: string}} SidebarColumn */
/** @typedef {{columns: SidebarColumn[], identity: MapAnswer['identity'], model: string}} SidebarMapping */

/**
 * What the columns are by their names alone: nothing else is sent.
 *
 * @param {Snapshot} snapshot
 * @param {Choices} choices
 * @returns {MapAnswer}
 */
function mapByNames_(snapshot, choices) {
  const cache = CacheService.getUserCache();
  const table = { headers: snapshot.headers, rows: [], feeds: feedsOf_(snapshot, choices) };
  const name = `names.${hash_(JSON.stringify(table))}`;
  const kept = cache.get(name);
  if (kept) {
    return JSON.parse(kept);
  }
  const answer = serviceMap_(table);
  const text = JSON.stringify(answer);
  if (text.length < 90000) {
    cache.put(name, text, 600);
  }
  return answer;
}

/**
 * What the columns are by their names and by the cells of those that may feed a field; no other cell is sent.
 *
 * @param {Snapshot} snapshot
 * @param {Choices} choices
 * @returns {MapAnswer}
 */
function mapByValues_(snapshot, choices) {
  const asked = new Set(
    mapByNames_(snapshot, choices)
      .columns.filter((one) => one.use === 'feeds a field' || one.use === 'ambiguous')
      .map((one) => one.index),
  );
  /** @type {WireCell[][]} */
  const rows = [];
  let size = 0;
  for (const row of snapshot.rows) {
    if (rows.length === 300 || size > 2e6) {
      break;
    }
    if (filled_(row) > 0) {
      const cells = row.map((cell, at) => (asked.has(at) ? wireCell_(cell, snapshot.zone) : null));
      size += JSON.stringify(cells).length;
      rows.push(cells);
    }
  }
  return serviceMap_({ headers: snapshot.headers, rows, feeds: feedsOf_(snapshot, choices) });
}

/**
 * The person's word on each column, for the service: null where it shall decide itself.
 *
 * @param {Snapshot} snapshot
 * @param {Choices} choices
 * @returns {(string | null)[]}
 */
function feedsOf_(snapshot, choices) {
  const ours = new Set(Object.values(snapshot.ours));
  return snapshot.headers.map((_, at) => (ours.has(at) ? '' : at in choices ? choices[at] : null));
}

/**
 * The service's answer as the sidebar shows it.
 *
 * @param {MapAnswer} answer
 * @param {Snapshot} snapshot
 * @returns {SidebarMapping}
 */
function sidebarMapping_(answer, snapshot) {
  const ours = new Set(Object.values(snapshot.ours));
  const uses = {
    'feeds a field': 'field',
    'tells the outcome': 'outcome',
    ambiguous: 'ambiguous',
    unused: 'unused',
  };
  const columns = answer.columns.map((one) => {
    const use = ours.has(one.index) ? 'ours' : /** @type {Record<string, string>} */ (uses)[one.use] || 'unused';
    return { index: one.index, use, field: one.field, certainty: one.certainty, why: one.why };
  });
  return { columns, identity: answer.identity, model: answer.model_version };
}

/**
 * The columns of which the answer says otherwise than the person saw.
 *
 * @param {MapAnswer} answer
 * @param {Choices} shown
 * @returns {number[]}
 */
function changedColumns_(answer, shown) {
  return answer.columns
    .filter((one) => (one.use === 'feeds a field' ? one.field : '') !== (shown[one.index] || ''))
    .map((one) => one.index);
}

/**
 * @param {MapAnswer} answer
 * @param {Snapshot} snapshot
 * @returns {StoredMapping}
 */
function storedMapping_(answer, snapshot) {
  if (Object.keys(answer.fields).length === 0) {
    const unsure = answer.columns.filter((one) => one.use === 'ambiguous').map((one) => shortName_(one.header));
    throw problem_('nothing_feeds', { columns: unsure.slice(0, 3) });
  }
  const keys = keyColumns_(snapshot, answer.identity);
  const named = (/** @type {number | null} */ at) => (at === null ? null : namedColumn_(snapshot, at));
  /** @type {Record<string, Named[]>} */
  const fields = {};
  Object.keys(answer.fields).forEach((field) => {
    fields[field] = answer.fields[field].map((at) => namedColumn_(snapshot, at));
  });
  return {
    fields,
    keys: { linkedin: named(keys.linkedin), email: named(keys.email) },
    model: answer.model_version,
    all: headersDigest_(snapshot),
  };
}

/**
 * A column's name as it fits into a sentence.
 *
 * @param {string} name
 */
function shortName_(name) {
  return `“${name.length > 30 ? `${wholeLetters_(name.slice(0, 29))}…` : name}”`;
}

/**
 * The mapping in this snapshot, wherever its columns are now; throws column_gone where one is missing.
 *
 * @param {StoredMapping} stored
 * @param {Snapshot} snapshot
 * @returns {Mapping}
 */
function resolveMapping_(stored, snapshot) {
  const place = (/** @type {Named} */ named) => {
    const at = placeOf_(snapshot, named);
    if (at === null) {
      throw problem_('column_gone', { header: named[0] });
    }
    return at;
  };
  /** @type {Record<string, number[]>} */
  const fields = {};
  Object.keys(stored.fields).forEach((field) => {
    fields[field] = stored.fields[field].map(place);
  });
  const key = (/** @type {'linkedin' | 'email'} */ kind) => {
    const named = stored.keys[kind];
    if (named !== null && named[0] !== '') {
      const at = place(named);
      return stillNames_(snapshot, at, kind) ? at : keyColumns_(snapshot, null)[kind];
    }
    return named && keyColumns_(snapshot, null)[kind]; // a column without a name is known by its cells alone
  };
  const keys = { linkedin: key('linkedin'), email: key('email') };
  return { fields, keys, model: stored.model, digest: hash_(JSON.stringify([stored.fields, stored.keys])) };
}

/**
 * The columns that feed a field, in the order of the wire.
 *
 * @param {Mapping} mapping
 */
function inputsOf_(mapping) {
  return Object.values(mapping.fields).flat();
}

/**
 * The rows as they go to the service: only columns that feed a field.
 *
 * @param {Snapshot} snapshot
 * @param {Mapping} mapping
 * @param {number[]} rows places in `snapshot.rows`
 */
function wireTable_(snapshot, mapping, rows) {
  const inputs = inputsOf_(mapping);
  const feeds = Object.keys(mapping.fields).flatMap((field) => mapping.fields[field].map(() => field));
  return {
    headers: inputs.map((at) => snapshot.headers[at]),
    feeds,
    rows: rows.map((i) => inputs.map((at) => wireCell_(snapshot.rows[i][at], snapshot.zone))),
  };
}

/**
 * The tab's mapping: the one that was agreed on before, else as the service finds it.
 *
 * @param {Snapshot} snapshot
 * @returns {Mapping}
 */
function mappingOfTab_(snapshot) {
  const kept = rememberedMapping_(snapshot);
  const stored = kept ? kept.stored : storedMapping_(mapByValues_(snapshot, {}), snapshot);
  return resolveMapping_(stored, snapshot);
}
