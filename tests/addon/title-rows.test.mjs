/** Title rows above the header of a tab: scores stand beside the right leads, and the titles stay as they were. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { HEADER, leads, office, ok, OURS, score } from './scenes.mjs';

const CONTRACT = JSON.parse(readFileSync(new URL('./contract.json', import.meta.url), 'utf8'));
const wide = (row) => [...row, ...HEADER.map(() => '')].slice(0, HEADER.length);
const TITLES = [wide(['Prospects autumn', '', '', 'Batch 01']), wide(['Animal clinics'])];

test('the header of every table of the contract is found where the service finds it', () => {
  const world = office({ Leads: [['a']] });
  for (const [table, header] of CONTRACT.headers) {
    assert.equal(world.evaluate(`findHeader_(${JSON.stringify(table)})`), header, JSON.stringify(table));
  }
});

test('what is below title rows is looked at, mapped and scored, and the titles stay', () => {
  const below = leads(6);
  const world = office({ Leads: [...TITLES, ...below] });
  const look = ok(world.run('lookAtTab', { mode: 'all' }));
  assert.deepEqual(look.columns.map((column) => column.header), HEADER);
  assert.equal(look.leads, 6);
  assert.equal(world.fetches.length, 0); // told on the spot: nothing is sent to find it
  assert.equal(score(world).scored, 6);
  const rows = world.sheet('Leads').rows();
  assert.deepEqual(rows.slice(0, 2).map((row) => row.slice(0, HEADER.length)), TITLES);
  assert.deepEqual(rows.slice(0, 2).flatMap((row) => row.slice(HEADER.length)).filter(Boolean), []);
  assert.deepEqual(rows[2], [...HEADER, ...OURS]);
  assert.equal(rows.slice(3).filter((row) => typeof row[HEADER.length] === 'number').length, 6);

  const plain = office({ Leads: below });
  score(plain);
  assert.deepEqual(rows.slice(2), plain.sheet('Leads').rows());
});

test('=LEAD_SCORE over a range with title rows scores the leads below its header', () => {
  const below = leads(3).map((row) => row.slice(0, 6));
  const world = office({ Leads: [['a']] });
  const [header, ...scores] = world.call('LEAD_SCORE', below);
  const titled = world.call('LEAD_SCORE', [...TITLES.map((row) => row.slice(0, 6)), ...below]);
  assert.deepEqual(titled, [[''], [''], header, ...scores]);
  assert.deepEqual(header, ['Lead score']);
  assert.ok(scores.every(([cell]) => typeof cell === 'number'), JSON.stringify(scores));
});
