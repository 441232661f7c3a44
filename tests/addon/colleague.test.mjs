/**
 * A colleague sorts, inserts, deletes, moves and types at every point between our read and our write, and executions are
 * ended by Google at any of them: no score ever stands beside a wrong lead.
 *
 * Points are taken in steps; LEADSHEET_EVERY_POINT=1 takes every single one.
 */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { HEADER, OURS, begin, chance, checkAgainstTruth, finish, leads, office, ok, score, told } from './scenes.mjs';

const EVERY = process.env.LEADSHEET_EVERY_POINT === '1';
const LEADS = 12;

const HANDS = {
  sorts: (sheet) => sheet.sortBy(1, false),
  'sorts by our score': (sheet) => sheet.sortBy(Math.max(sheet.rows()[0].indexOf('Lead score') + 1, 4), true),
  'inserts a blank row at the top': (sheet) => sheet.insertRows(2, 1),
  'adds a lead in the middle': (sheet) => {
    sheet.insertRows(4, 1);
    leads(40)[33].forEach((cell, at) => sheet.set(4, at + 1, cell));
  },
  'deletes a lead': (sheet) => sheet.deleteRows(3, 1),
  'moves a row': (sheet) => sheet.moveRow(2, 9),
  'inserts a column at the left': (sheet) => sheet.insertColumns(1, 1),
  'inserts a column before ours': (sheet) => sheet.insertColumns(HEADER.length + 1, 1),
  'moves the notes behind ours': (sheet) => sheet.moveColumn(8, sheet.rows()[0].length),
  'corrects a lead': (sheet) => sheet.set(5, sheet.rows()[0].indexOf('Job Title') + 1, 'Chief of everything'),
};

/** How many service calls the step makes that is to be disturbed. */
function callsOf(prepare) {
  const world = prepare();
  const run = begin(world);
  ok(world.run('stepRun', { id: run.id }));
  return world.executions.at(-1).calls.length;
}

/** The points of a step at which to act. */
function* points(count, most, seed) {
  const step = EVERY ? 1 : Math.max(1, Math.floor(count / most));
  for (let at = 1 + Math.floor(chance(seed)() * step); at <= count; at += step) {
    yield at;
  }
}

function theirCells(sheet) {
  const [header, ...rows] = sheet.rows();
  const theirs = header.map((name, at) => at).filter((at) => !OURS.includes(header[at]));
  return rows
    .map((row) => JSON.stringify(theirs.map((at) => row[at] ?? '').filter((cell) => cell !== '')))
    .filter((text) => text !== '[]')
    .sort();
}

for (const [name, hand] of Object.entries(HANDS)) {
  for (const before of ['first', 'second']) {
    test(`a colleague ${name} during the ${before} scoring`, async () => {
      const prepare = () => {
        const world = office({ Leads: leads(LEADS) });
        if (before === 'second') {
          score(world);
          const sheet = world.sheet('Leads');
          for (let row = 2; row <= LEADS + 1; row += 2) {
            sheet.set(row, 3, `Director ${row}`);
          }
        }
        return world;
      };
      const count = callsOf(prepare);
      for (const at of points(count, 3, name.length)) {
        const world = prepare();
        const run = begin(world);
        let cells;
        const sheet = world.sheet('Leads');
        world.meanwhile(
          () => {
            hand(sheet);
            cells = theirCells(sheet);
          },
          { before: at },
        );
        const ended = finish(world, run);
        assert.ok(cells, `nobody came at ${at} of ${count}`);
        assert.equal(ended.state, 'done');
        assert.deepEqual(theirCells(sheet), cells, `at ${at} of ${count} a cell of theirs was changed`);
        if (name !== 'corrects a lead') {
          await checkAgainstTruth(sheet);
        }
        // whoever came in, or was corrected, behind our last look is new or changed
        const more = score(world, 'changed');
        assert.ok(more.scored <= 1, `${more.scored} leads were left out at ${at} of ${count}`);
        await checkAgainstTruth(sheet, { all: true });
      }
    });
  }
}

test('leads that were not selected keep what they had, whatever moves', async () => {
  const prepare = () => {
    const world = office({ Leads: leads(LEADS) });
    score(world);
    const sheet = world.sheet('Leads');
    for (let row = 2; row <= LEADS + 1; row++) {
      sheet.set(row, 9, 0.1111);
      sheet.set(row, 10, `said of ${row}`);
    }
    sheet.select('A3:A6');
    return world;
  };
  const hands = [HANDS.sorts, HANDS['moves a row'], HANDS['inserts a blank row at the top'], HANDS['deletes a lead']];
  const count = (() => {
    const world = prepare();
    const run = begin(world, 'selection');
    ok(world.run('stepRun', { id: run.id }));
    return world.executions.at(-1).calls.length;
  })();
  for (const hand of hands) {
    for (const at of points(count, 4, at_(hands, hand))) {
      const world = prepare();
      const kept = new Map(told(world.sheet('Leads')).map((row) => [row['LinkedIn URL'], OURS.map((name) => row[name] ?? '')]));
      const chosen = new Set(told(world.sheet('Leads')).slice(1, 5).map((row) => row['LinkedIn URL']));
      const run = begin(world, 'selection');
      world.meanwhile(() => hand(world.sheet('Leads')), { before: at });
      finish(world, run);
      const sheet = world.sheet('Leads');
      chosen.forEach((who) => kept.delete(who));
      await checkAgainstTruth(sheet, { kept });
      for (const row of told(sheet)) {
        const who = row['LinkedIn URL'];
        if (who && !chosen.has(who)) {
          assert.deepEqual(OURS.map((name) => row[name] ?? ''), kept.get(who), `${who} at ${at} of ${count}`);
        }
      }
    }
  }
});

const at_ = (list, one) => list.indexOf(one) + 3;

for (const landed of [true, false]) {
  test(`an execution that Google ends at any point, what was buffered ${landed ? 'landed' : 'lost'}, is taken up again`, async () => {
    const prepare = () => {
      const world = office({ Leads: leads(LEADS) });
      score(world);
      for (let row = 2; row <= LEADS + 1; row += 2) {
        world.sheet('Leads').set(row, 3, `Director ${row}`);
      }
      return world;
    };
    const count = callsOf(prepare);
    for (const at of points(count, 7, 5)) {
      const world = prepare();
      const run = begin(world);
      world.kill({ before: at, buffered: landed ? 'landed' : 'lost' });
      let ended = false;
      try {
        world.run('stepRun', { id: run.id });
      } catch (error) {
        ended = true;
      }
      assert.ok(ended, `nothing ended at ${at} of ${count}`);
      world.sheet('Leads').sortBy(1, false);
      finish(world, run);
      await checkAgainstTruth(world.sheet('Leads'), { all: true });
    }
  });
}

test('an execution that ends right after a colleague sorted under its write', async () => {
  const prepare = () => {
    const world = office({ Leads: leads(LEADS) });
    score(world);
    const sheet = world.sheet('Leads');
    for (let row = 2; row <= LEADS + 1; row++) {
      sheet.set(row, 10, `said of ${row}`);
    }
    sheet.select('A3:A6');
    return world;
  };
  const world = prepare();
  const run = begin(world, 'selection');
  ok(world.run('stepRun', { id: run.id }));
  const calls = world.executions.at(-1).calls;
  const write = calls.map((call) => call.name ?? call).lastIndexOf('Range.setValues') + 1;
  for (let end = write + 1; end <= Math.min(write + 30, calls.length); end += EVERY ? 1 : 6) {
    const other = prepare();
    const kept = new Map(told(other.sheet('Leads')).map((row) => [row['LinkedIn URL'], OURS.map((name) => row[name] ?? '')]));
    const its = begin(other, 'selection');
    other.meanwhile(() => other.sheet('Leads').sortBy(1, false), { before: write });
    other.kill({ before: end, buffered: 'landed' });
    try {
      other.run('stepRun', { id: its.id });
    } catch (error) {
      assert.ok(error);
    }
    finish(other, its);
    await checkAgainstTruth(other.sheet('Leads'), { kept });
  }
});
