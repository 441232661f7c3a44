/** The leads of a tab: what tells them apart, and which of them contradict each other. */

/**
 * One lead of a snapshot.
 *
 * @typedef {object} Lead
 * @property {number} i its place in `snapshot.rows`
 * @property {string} key who it is: "in:..." a profile, "at:..." an address, "id:..." our Lead ID, "" where nothing says
 * @property {string} sig who it is and what its score is made from: rows with one signature have one score
 * @property {string} hash the signature's
 * @property {string} pair a hash of the signature and the score that stands there: that both were seen together is kept from
 *   one execution to the next
 * @property {boolean} bare whether no score stands there
 * @property {string} whole everything the row says apart from our columns
 * @property {boolean} empty whether nothing is filled that a score could be made from
 */

/**
 * Every lead of a snapshot, in the rows' order; rows where nothing of theirs stands, or only unticked boxes, are none.
 *
 * @param {Snapshot} snapshot
 * @param {Mapping} mapping
 * @returns {Lead[]}
 */
function leadsOf_(snapshot, mapping) {
  const ours = new Set(Object.values(snapshot.ours));
  const theirs = Array.from({ length: snapshot.width }, (_, at) => at).filter((at) => !ours.has(at));
  // in the order of their names: a row says the same wherever its columns are moved, and beside blank ones
  const byName = [...theirs].sort((one, other) => (snapshot.headers[one] < snapshot.headers[other] ? -1 : snapshot.headers[one] > snapshot.headers[other] ? 1 : one - other));
  const inputs = inputsOf_(mapping);
  const { linkedin, email } = mapping.keys;
  const id = snapshot.ours.id;
  /** @type {Lead[]} */
  const leads = [];
  snapshot.rows.forEach((row, i) => {
    if (theirs.every((at) => isBlankCell_(row[at]) || row[at] === false)) {
      return;
    }
    const cell = (/** @type {number | null | undefined} */ at) => (at === null || at === undefined ? '' : row[at]);
    const key = keyOf_(cell(linkedin), cell(email), cell(id));
    const said = inputs.map((at) => plainCell_(row[at]));
    const sig = JSON.stringify([mapping.digest, key, ...said]);
    const score = plainCell_(cell(snapshot.ours.score));
    leads.push({
      i,
      key,
      sig,
      hash: hash_(sig),
      pair: hash_(`${score} ${sig}`),
      bare: score === '',
      whole: JSON.stringify(byName.flatMap((at) => (isBlankCell_(row[at]) ? [] : [snapshot.headers[at], plainCell_(row[at])]))),
      empty: said.every((text) => text === ''),
    });
  });
  return leads;
}

/**
 * The leads that share their person with another row that tells different things of it: nobody could say which of the
 * rows is right, so none has a score, here as in the service.
 *
 * @param {Lead[]} leads
 * @returns {Set<Lead>}
 */
function twins_(leads) {
  /** @type {Map<string, Lead[]>} */
  const sharing = new Map();
  leads.filter((lead) => lead.key).forEach((lead) => {
    const group = sharing.get(lead.key);
    if (group) {
      group.push(lead);
    } else {
      sharing.set(lead.key, [lead]);
    }
  });
  const torn = [...sharing.values()].filter((group) => group.some((lead) => lead.sig !== group[0].sig));
  return new Set(torn.flat());
}
