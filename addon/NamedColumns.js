/** Columns by their names, which hold wherever columns are moved. */

/** @typedef {[string, number]} Named a header and which of those that bear it, counted from 0 */

/**
 * A column by its name, and which it is of those that bear it.
 *
 * @param {Snapshot} snapshot
 * @param {number} at
 * @returns {Named}
 */
function namedColumn_(snapshot, at) {
  const header = snapshot.headers[at];
  return [header, theirPlaces_(snapshot, header).indexOf(at)];
}

/**
 * @param {Snapshot} snapshot
 * @param {Named} named
 * @returns {number | null}
 */
function placeOf_(snapshot, [header, nth]) {
  const at = theirPlaces_(snapshot, header)[nth];
  return at === undefined ? null : at;
}

/**
 * Where a header stands among the columns that are not ours.
 *
 * @param {Snapshot} snapshot
 * @param {string} header
 */
function theirPlaces_(snapshot, header) {
  const ours = new Set(Object.values(snapshot.ours));
  return snapshot.headers.map((_, at) => at).filter((at) => snapshot.headers[at] === header && !ours.has(at));
}

/** @param {Snapshot} snapshot */
function headersDigest_(snapshot) {
  const ours = new Set(Object.values(snapshot.ours));
  return hash_(JSON.stringify(snapshot.headers.filter((_, at) => !ours.has(at)).sort()));
}
