/** 20,000 leads: requests, the work of each execution, the size of what is sent and kept. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { begin, checkAgainstTruth, leads, office, ok, score } from './scenes.mjs';

const ROWS = 20_000;

/** 20,000 leads of 20 columns. */
function wide() {
  return leads(ROWS).map((row, at) => [...row, ...Array.from({ length: 12 }, (_, more) => (at ? `more ${at} ${more}` : `Own ${more}`))]);
}

test('20,000 leads take at most 12 requests, and no execution comes near a minute', async () => {
  const world = office({ Leads: wide() });
  const sheet = world.sheet('Leads');
  const run = score(world);
  assert.deepEqual([run.state, run.scored], ['done', ROWS]);
  const requests = world.fetches.map((one) => new URL(one.url).pathname);
  assert.ok(requests.length <= 12, `${requests.length} requests`);
  assert.equal(requests.filter((path) => path === '/table/score').length, 10);
  for (const one of world.fetches) {
    assert.ok(one.bytes <= 5_000_000, `${one.bytes} bytes at once`);
  }
  const slowest = Math.max(...world.executions.map((one) => one.ownMs));
  assert.ok(slowest < 60_000, `${slowest} ms of our own work`);
  const kept = world.storeOf('properties', 'document');
  assert.ok([...kept.values()].every((value) => value.length <= 9 * 1024));
  assert.equal(await checkAgainstTruth(sheet, { all: true }), ROWS);
  console.log(`slowest execution ${Math.round(slowest)} ms of ${world.executions.length}; largest body ${Math.max(...world.fetches.map((one) => one.bytes))}`);

  sheet.set(777, 3, 'Chief of 777');
  world.fetches.length = 0;
  const again = score(world, 'changed');
  assert.deepEqual([again.total, again.scored, world.fetches.length], [1, 1, 1]);
  assert.equal(ok(world.run('undoLast', { gid: run.gid })).putBack, 1);
});

test('a cell of 50,000 letters in every lead: bodies stay below 5 MB', () => {
  const rows = leads(300).map((row, at) => [...row, at ? `${'é'.repeat(49_000)} ${at}` : 'Summary']);
  const world = office({ Leads: rows });
  const run = begin(world);
  let now = run;
  for (let step = 0; now.state === 'going'; step++) {
    assert.ok(step < 20);
    now = ok(world.run('stepRun', { id: run.id }));
  }
  assert.equal(now.scored, 300);
  world.fetches.forEach((one) => assert.ok(one.bytes <= 5_000_000, `${one.bytes} bytes at once`));
});
