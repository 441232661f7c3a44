/** Why the lead on the active row has its score. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { HEADER, leads, office, ok, problem, score, truth, told } from './scenes.mjs';

const CEO = ['Ana', 'Martin', 'CEO', '11-50', 'Software', 'France', 'https://www.linkedin.com/in/ana-martin', 'call again'];
const at = (world, a1) => (world.sheet('Leads').select(a1), world.run('explainLead'));

test('the lead on the active row is explained by its own cells, and nothing is written', async () => {
  const world = office({ Leads: [HEADER, leads(1)[1], CEO] });
  const before = JSON.stringify(world.sheet('Leads').rows());
  const { row, name, score: given, label, confidence, reasons, message, stands, why, used, sent } = ok(at(world, 'D3'));
  assert.deepEqual([row, name, message, stands], [3, 'Ana Martin', null, null]);
  const [, real] = await truth(told(world.sheet('Leads')));
  assert.deepEqual([given, label, confidence, reasons], [real.score, real.label, real.confidence, real.reasons]);
  assert.deepEqual(used.map((one) => [one.field, one.header, one.value]).sort(), [
    ['companysize', 'Company Size', '11-50'],
    ['industry', 'Industry', 'Software'],
    ['jobtitle', 'Job Title', 'CEO'],
    ['location', 'Country', 'France'],
  ]);
  assert.deepEqual([...sent].sort(), ['companysize', 'industry', 'jobtitle', 'location']);
  assert.ok(why.length > 0);
  for (const one of why) {
    assert.ok(sent.includes(one.field), one.field);
    assert.ok(typeof one.words === 'string' && Number.isFinite(one.log_odds) && one.log_odds !== 0);
  }
  assert.equal(JSON.stringify(world.sheet('Leads').rows()), before);
});

test('this row alone is sent to be scored: no name, no profile, no other lead', () => {
  const world = office({ Leads: [HEADER, leads(1)[1], CEO] });
  score(world);
  world.fetches.length = 0;
  ok(at(world, 'A3'));
  assert.equal(world.fetches.length, 1);
  const { body } = world.fetches[0];
  assert.deepEqual([body.rows.length, body.explain], [1, true]);
  for (const word of ['Ana', 'Martin', 'linkedin', 'call again', 'Lead score']) assert.equal(JSON.stringify(body).includes(word), false, word);
});

test('beside the score of now stands the one in the sheet', () => {
  const world = office({ Leads: [HEADER, CEO] });
  score(world);
  const first = ok(at(world, 'B2'));
  assert.equal(first.stands, first.score);
  world.sheet('Leads').set(2, 3, 'Intern');
  const second = ok(at(world, 'B2'));
  assert.equal(second.stands, first.score);
  assert.notEqual(second.score, first.score);
});

test('a lead with no field filled has no score, and the reason is told', () => {
  const world = office({ Leads: [HEADER, CEO, ['Ben', 'Roy', '', '', '', '', 'https://www.linkedin.com/in/ben-roy', 'x']] });
  const lead = ok(at(world, 'A3'));
  assert.deepEqual([lead.name, lead.score, lead.label, lead.why], ['Ben Roy', null, null, []]);
  assert.deepEqual(lead.used.map(({ value }) => value), ['', '', '', '']);
  assert.match(lead.message, /\.$/);
});

test('a lead whose cells nobody can read has no score either', () => {
  const world = office({ Leads: [HEADER, CEO, ['Ben', 'Roy', '', 'no idea', '', '', 'https://www.linkedin.com/in/ben-roy', '']] });
  const lead = ok(at(world, 'A3'));
  assert.equal(typeof world.fetches.at(-1).answer.rows[0].score, 'number', 'the service gives the average, which is nobody’s own score');
  assert.deepEqual([lead.score, lead.label, lead.confidence, lead.reasons], [null, null, null, null]);
  assert.ok(lead.message);
});

test('a row without a lead is none: the header, a blank one, one that holds only our columns', () => {
  const world = office({ Leads: [HEADER, CEO, leads(1)[1]] });
  for (const a1 of ['A1', 'A4', 'C900']) assert.equal(problem(at(world, a1)), 'not_a_lead', a1);
  score(world);
  CEO.forEach((_, column) => world.sheet('Leads').set(3, column + 1, ''));
  world.fetches.length = 0;
  assert.equal(problem(at(world, 'A3')), 'not_a_lead');
  assert.deepEqual(world.fetches, []);
});

test('long texts are cut where they are shown, never where they are sent', () => {
  const long = 'Builds sales teams. '.repeat(40).trim();
  const world = office({ Leads: [['Job Title', 'Summary'], ['CEO', long]] });
  const { used } = ok(at(world, 'A2'));
  const shown = used.find(({ field }) => field === 'summary').value;
  assert.deepEqual([shown.length, shown.at(-1)], [300, '…']);
  assert.ok(world.fetches.at(-1).body.rows[0].includes(long));
});

test('what goes wrong is told in a sentence', () => {
  const world = office({ Leads: [HEADER, CEO] });
  score(world);
  for (const [answer, code] of [['quota', 'quota'], [{ status: 401, body: { error: 'x', message: 'No.' } }, 'key_refused'], [{ body: '<html>' }, 'not_leadsheet']]) {
    world.answerNext(answer);
    assert.equal(problem(at(world, 'A2')), code);
  }
  assert.equal(problem(at(office({ Leads: [['Phone', 'Colour'], ['0612345678', 'red']] }), 'A2')), 'nothing_feeds');
  const doubtful = office({ Leads: [['Phone', 'Type', 'Level'], ['0612345678', 'red', 'blue'], ['0612345679', 'green', 'pink']] });
  const told = at(doubtful, 'A2');
  assert.equal(problem(told), 'nothing_feeds');
  assert.ok(told.problem.sentence.includes('(perhaps “Type”, “Level”)'), JSON.stringify(told));
  assert.equal(problem(at(office({ Leads: [] }), 'A1')), 'no_header');
});
