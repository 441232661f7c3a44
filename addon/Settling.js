/**
 * What each lead's row shall say, and from that and a look at the tab the rows to write. Nothing here touches the sheet.
 *
 * Everything is decided by what is seen: a row that does not say what its lead's score is gets it, a row that says what
 * was meant for another lead gets back what stood there. So a retry, a resumed run and a repair are the same thing.
 */

const MOST_RUNS_ = 100; // ranges written one by one before rows between them are written along
const WIDEST_GAP_ = 50; // rows

/** @typedef {(Cell | null)[]} OurCells one a kind, in the order of the kinds */

/**
 * @typedef {object} RowWrite
 * @property {number} i place in `snapshot.rows`
 * @property {OurCells} cells to write
 * @property {OurCells} before what stands there
 * @property {Lead | null} lead whose row it is believed to be; null where nobody's
 * @property {boolean} kept whether it only lies between others, and is written as it is
 */

/**
 * What one execution has seen and said.
 *
 * @typedef {object} Memory
 * @property {Map<string, OurCells>} stood what stood beside a row before us, by all that the row says
 * @property {Map<string, OurCells[]>} held the same by who the lead is: some of what a row says may change by itself
 * @property {Set<string>} said hashes of the cells that were written
 * @property {(lead: Lead) => string} by what the cells to write are given by
 * @property {boolean} tidy whether a row where no lead stands any more loses what was said of one
 */

/**
 * What our cells of a row say.
 *
 * @param {Snapshot} snapshot
 * @param {string[]} kinds
 * @param {number} i
 * @returns {OurCells}
 */
function ourCells_(snapshot, kinds, i) {
  return kinds.map((word) => {
    const cell = snapshot.rows[i][snapshot.ours[word]];
    return isBlankCell_(cell) ? null : cell;
  });
}

/**
 * What cells say, as a hash: equal where they show the same. When a lead was scored does not count.
 *
 * @param {OurCells} cells
 * @param {string[]} kinds
 */
function saidHash_(cells, kinds) {
  const shown = cells.filter((_, at) => kinds[at] !== 'scored at').map((cell) => plainCell_(cell));
  return hash_(JSON.stringify(shown.map((cell) => (typeof cell === 'number' ? Math.round(cell * 1e8) / 1e8 : cell))));
}

/**
 * Remember what stands beside every row that this execution has not written itself.
 *
 * @param {Memory} memory
 * @param {Snapshot} snapshot
 * @param {Lead[]} leads
 * @param {string[]} kinds
 */
function recall_(memory, snapshot, leads, kinds) {
  leads.forEach((lead) => {
    if (!memory.stood.has(lead.whole)) {
      const cells = ourCells_(snapshot, kinds, lead.i);
      if (!memory.said.has(saidHash_(cells, kinds))) {
        memory.stood.set(lead.whole, cells);
        memory.held.set(whoText_(lead), [...(memory.held.get(whoText_(lead)) || []).slice(-9), cells]);
      }
    }
  });
}

/**
 * After our columns were moved under a write: in the rows it hit stands a mixture that nobody was to say, wherever they are
 * by now. Whatever is not what stood beside a row is doubtful.
 *
 * @param {Memory} memory
 * @param {Snapshot} snapshot
 * @param {Lead[]} leads
 * @param {string[]} kinds
 */
function doubt_(memory, snapshot, leads, kinds) {
  leads.forEach((lead) => {
    const now = saidHash_(ourCells_(snapshot, kinds, lead.i), kinds);
    const stood = memory.stood.get(lead.whole);
    if (!stood || saidHash_(stood, kinds) !== now) {
      memory.said.add(now);
    }
  });
}

/**
 * The rows to write so that each says what it shall. `wanted` are our cells by what `memory.by` says of a lead; one that is
 * not in it keeps what it has.
 *
 * @param {Snapshot} snapshot
 * @param {Lead[]} leads
 * @param {string[]} kinds
 * @param {Map<string, OurCells>} wanted
 * @param {Memory} memory
 * @returns {RowWrite[]}
 */
function decide_(snapshot, leads, kinds, wanted, memory) {
  /** @type {Map<number, Lead>} */
  const byRow = new Map(leads.map((lead) => [lead.i, lead]));
  /** @type {RowWrite[]} */
  const writes = [];
  snapshot.rows.forEach((_, i) => {
    const lead = byRow.get(i) || null;
    const before = ourCells_(snapshot, kinds, i);
    const cells = shallSay_(lead, before, kinds, wanted, memory);
    if (cells !== null && saidHash_(cells, kinds) !== saidHash_(before, kinds)) {
      writes.push({ i, cells, before, lead, kept: false });
    }
  });
  return writes;
}

/**
 * What a row shall say; null where it may say what it says.
 *
 * @param {Lead | null} lead
 * @param {OurCells} now
 * @param {string[]} kinds
 * @param {Map<string, OurCells>} wanted
 * @param {Memory} memory
 * @returns {OurCells | null}
 */
function shallSay_(lead, now, kinds, wanted, memory) {
  if (lead && wanted.has(memory.by(lead))) {
    return wanted.get(memory.by(lead)) || null;
  }
  if (!memory.said.has(saidHash_(now, kinds)) && !(memory.tidy && lead === null && saysAScore_(now, kinds))) {
    return null;
  }
  const held = (lead && !memory.stood.has(lead.whole) && memory.held.get(whoText_(lead))) || [];
  if (held.length > 0) {
    // the same lead, of which something else changed meanwhile: what it says may well be its own
    return held.some((cells) => saidHash_(cells, kinds) === saidHash_(now, kinds)) ? null : held[0];
  }
  // It says what we wrote for somebody: what stood there comes back, and where nobody knows what did, nothing.
  return (lead && memory.stood.get(lead.whole)) || kinds.map(() => null);
}

/**
 * By what a lead is told apart within one execution.
 *
 * @param {Lead} lead
 */
function whoText_(lead) {
  return lead.key || lead.sig;
}

/**
 * Whether cells are a whole score of ours, and nothing that somebody wrote.
 *
 * @param {OurCells} cells
 * @param {string[]} kinds
 */
function saysAScore_(cells, kinds) {
  return ['score', 'label', 'confidence'].every((word) => {
    const cell = cells[kinds.indexOf(word)];
    return cell !== undefined && cell !== null && couldBeOurs_(word, cell);
  });
}

/**
 * The writes, and where they are scattered the rows between them too, with what stands there: thousands of small ranges would
 * take Google minutes.
 *
 * @param {Snapshot} snapshot
 * @param {Lead[]} leads
 * @param {string[]} kinds
 * @param {RowWrite[]} writes ascending
 * @returns {RowWrite[]}
 */
function joined_(snapshot, leads, kinds, writes) {
  if (runsOf_(writes.map((write) => write.i)).length <= MOST_RUNS_) {
    return writes;
  }
  const byRow = new Map(leads.map((lead) => [lead.i, lead]));
  return writes.flatMap((write, at) => {
    const next = at + 1 < writes.length ? writes[at + 1].i : write.i + 1;
    const between = next - write.i <= WIDEST_GAP_ ? next - write.i - 1 : 0;
    const kept = Array.from({ length: between }, (_, step) => {
      const i = write.i + 1 + step;
      const cells = ourCells_(snapshot, kinds, i);
      return { i, cells, before: cells, lead: byRow.get(i) || null, kept: true };
    });
    return [write, ...kept];
  });
}

/**
 * A text that stays a text when it is written: what begins with "=", or looks like a number or a date, would not.
 *
 * @param {Cell | null} cell
 * @returns {Cell}
 */
function guarded_(cell) {
  if (cell === null) {
    return '';
  }
  return typeof cell !== 'string' || /^(?!true$|false$)[a-z_]{3,}$/.test(cell) ? cell : `'${cell}`;
}

/**
 * Consecutive numbers as [first, one behind the last].
 *
 * @param {number[]} numbers ascending
 * @returns {[number, number][]}
 */
function runsOf_(numbers) {
  /** @type {[number, number][]} */
  const runs = [];
  numbers.forEach((number) => {
    const last = runs[runs.length - 1];
    if (last && last[1] === number) {
      last[1] = number + 1;
    } else {
      runs.push([number, number + 1]);
    }
  });
  return runs;
}
