/** Scoring a tab, as the sidebar drives it: what is written, beside whom, and what is left alone. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { HEADER, OURS, begin, checkAgainstTruth, finish, leads, office, ok, problem, score, shownOf, told } from './scenes.mjs';

test('all leads get the scores the service gives for their rows', async () => {
  const world = office({ Leads: leads(30) });
  const run = score(world);
  assert.equal(run.state, 'done');
  assert.deepEqual([run.total, run.done, run.scored, run.refusedCount], [30, 30, 30, 0]);
  assert.equal(run.spread.reduce((sum, count) => sum + count, 0), 30);
  assert.equal(run.confidence.high + run.confidence.medium + run.confidence.low, 30);
  assert.deepEqual(world.sheet('Leads').rows()[0], [...HEADER, ...OURS]);
  assert.equal(await checkAgainstTruth(world.sheet('Leads'), { all: true }), 30);
});

test('only columns that feed a field leave the sheet', () => {
  const world = office({ Leads: leads(5) });
  score(world);
  const sent = JSON.stringify(world.fetches.map((one) => one.sent ?? one.payload ?? one.requestBody ?? one));
  assert.ok(world.fetches.length >= 2);
  for (const word of ['Ana0', 'Roca1', 'linkedin.com/in/', 'met in', 'call again']) {
    assert.ok(!sent.includes(word), `${word} was sent`);
  }
  assert.ok(sent.includes('Head of Sales') || sent.includes('CEO') || sent.includes('Intern'));
});

test('reasons stay texts and nothing becomes a formula', () => {
  const world = office({ Leads: leads(20) });
  score(world);
  const sheet = world.sheet('Leads');
  told(sheet).forEach((row) => assert.match(row['Lead reasons'], /^[+-] /));
  assert.ok(told(sheet).every((row) => typeof row['Lead score'] === 'number'));
});

test('a second run finds nothing to write, and one over new and changed leads sends nobody else', async () => {
  const world = office({ Leads: leads(12) });
  score(world);
  const again = score(world);
  assert.deepEqual([again.scored, again.unchanged], [0, 12]);
  const sheet = world.sheet('Leads');
  sheet.set(3, 3, 'CEO of everything');
  sheet.insertRows(5, 1);
  leads(13)[13].forEach((cell, at) => sheet.set(5, at + 1, cell));
  world.fetches.length = 0;
  const run = score(world, 'changed');
  assert.deepEqual([run.total, run.scored + run.unchanged], [2, 2]);
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 13);
});

test('the selection alone is scored, without rows that a filter hides', () => {
  const world = office({ Leads: leads(10) });
  const sheet = world.sheet('Leads');
  sheet.addFilter('A1:H11');
  sheet.select('A3:B6');
  sheet.hideRow(4, 'filter');
  const look = ok(world.run('lookAtTab', { mode: 'selection' }));
  assert.deepEqual([look.chosen, look.hidden], [3, 1]);
  score(world, 'selection');
  assert.deepEqual(told(sheet).map((row) => row['Lead score'] !== ''), [false, true, false, true, true, false, false, false, false, false]);
});

test('only visible rows where a person wants that', () => {
  const world = office({ Leads: leads(6) });
  world.sheet('Leads').hideRow(2, 'user');
  const run = score(world, 'all', { visibleOnly: true });
  assert.equal(run.scored, 5);
  assert.equal(told(world.sheet('Leads'))[0]['Lead score'], '');
});

test('our columns may be renamed, moved and hidden', async () => {
  const world = office({ Leads: leads(8) });
  score(world);
  const sheet = world.sheet('Leads');
  sheet.set(1, 9, 'Wie wahrscheinlich');
  sheet.moveColumn(9, 1);
  sheet.set(2, 4, 'President');
  score(world, 'changed');
  const header = sheet.rows()[0];
  assert.deepEqual(header.filter((name) => name.startsWith('Lead ')), OURS.slice(1));
  assert.equal(header[0], 'Wie wahrscheinlich');
  sheet.set(1, 1, 'Lead score');
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 8);
});

test('columns of the service are found and kept up with', () => {
  const world = office({ Leads: leads(3).map((row, at) => [...row, ...(at ? ['leadsheet old', '2020-01-01 00:00 UTC'] : ['Lead model', 'Lead scored at'])]) });
  const sheet = world.sheet('Leads');
  sheet.mark(9, 'leadsheet-column', 'model');
  sheet.mark(10, 'leadsheet-column', 'scored at');
  const run = score(world);
  told(sheet).forEach((row) => {
    assert.equal(row['Lead model'], `leadsheet ${run.model}`);
    assert.match(row['Lead scored at'], /^20\d\d-\d\d-\d\d \d\d:\d\d UTC$/);
  });
});

test('format, note and colours are set once', () => {
  const world = office({ Leads: leads(3) });
  score(world);
  const sheet = world.sheet('Leads');
  assert.equal(sheet.numberFormat(2, 9), '0.00');
  assert.match(sheet.note(1, 9), /^Leadsheet: the probability/);
  assert.equal(sheet.conditionalRules().length, 1);
  sheet.set(2, 3, 'VP');
  score(world);
  assert.equal(sheet.conditionalRules().length, 1);
});

test('rows that name one person and tell different things have no score, with the reason and the way there', () => {
  const rows = leads(4);
  rows[3][6] = rows[1][6].replace('https://www.', 'http://fr.');
  rows[3][2] = 'Something else';
  const world = office({ Leads: rows });
  const run = score(world);
  assert.equal(run.refusedCount, 2);
  assert.deepEqual(run.refused.map((one) => [one.row, one.reason, one.name]), [[2, 'twin', 'Ana0 Roca0'], [4, 'twin', 'Ana2 Roca2']]);
  assert.deepEqual(told(world.sheet('Leads')).map((row) => row['Lead score'] !== ''), [false, true, false, true]);
  world.sheet('Leads').sortBy(1, false);
  assert.equal(ok(world.run('jumpTo', { gid: run.gid, key: run.refused[0].key })).row, 5);
});

test('rows of one person that tell the same have the same score', () => {
  const rows = leads(3);
  rows[3] = [...rows[1]];
  const world = office({ Leads: rows });
  assert.equal(score(world).refusedCount, 0);
  const found = told(world.sheet('Leads'));
  assert.equal(found[0]['Lead score'], found[2]['Lead score']);
});

test('a lead of which nothing is known has no score, and loses an older one', () => {
  const world = office({ Leads: leads(4) });
  score(world);
  const sheet = world.sheet('Leads');
  [3, 4, 5, 6].forEach((column) => sheet.set(3, column, ''));
  const run = score(world, 'changed');
  assert.deepEqual([run.refused[0].reason, run.cleared], ['empty', 1]);
  assert.equal(told(sheet)[1]['Lead score'], '');
  assert.equal(ok(world.run('lookAtTab', { mode: 'changed' })).chosen, 0);
});

test('three leads as a try write nothing', () => {
  const world = office({ Leads: leads(9) });
  const before = JSON.stringify(world.sheet('Leads').rows());
  const look = ok(world.run('lookAtTab', { mode: 'all' }));
  assert.equal(world.fetches.length, 0);
  const mapping = ok(world.run('mapColumns', { gid: look.tab.gid, choices: {} }));
  assert.equal(world.fetches.length, 1);
  const asked = { gid: look.tab.gid, mode: 'all', choices: {}, shown: shownOf(mapping) };
  let answer = ok(world.run('tryThree', asked));
  if (answer.mapping) {
    answer = ok(world.run('tryThree', { ...asked, shown: shownOf(answer.mapping) }));
  }
  assert.deepEqual(answer.tried.map((one) => one.name), ['Ana0 Roca0', 'Ana1 Roca1', 'Ana2 Roca2']);
  assert.ok(answer.tried.every((one) => one.score >= 0 && one.score <= 1 && one.reasons));
  assert.equal(JSON.stringify(world.sheet('Leads').rows()), before);
});

test('what was agreed on is remembered for the tab, for everybody, wherever its columns go', () => {
  const world = office({ Leads: leads(4) });
  score(world, 'all', { choices: { 7: 'llm_industry' } });
  world.sheet('Leads').moveColumn(8, 1);
  const look = ok(world.as('bob@example.com').run('lookAtTab', { mode: 'all' }));
  assert.equal(look.mapping.columns[0].field, 'llm_industry');
  assert.deepEqual(look.choices, { 0: 'llm_industry' });
  world.sheet('Leads').set(1, 4, 'Another name');
  assert.equal(ok(world.run('lookAtTab', { mode: 'all' })).mapping, null);
});

test('undo puts back what stood there, but not what somebody changed since', () => {
  const world = office({ Leads: leads(6) });
  score(world);
  const sheet = world.sheet('Leads');
  const first = told(sheet);
  sheet.set(2, 3, 'Intern of the interns');
  sheet.set(4, 3, 'Chief Revenue Officer');
  sheet.set(7, 3, 'Founder & CEO');
  const run = score(world);
  assert.equal(run.scored, 3);
  sheet.set(4, 10, 'call him');
  sheet.sortBy(1, false);
  const look = ok(world.run('lookAtTab', { mode: 'all' }));
  assert.equal(look.undo.rows, 3);
  const undone = ok(world.run('undoLast', { gid: run.gid }));
  assert.deepEqual([undone.putBack, undone.changedSince, undone.gone], [3, 1, 0]);
  for (const row of told(sheet)) {
    const before = first.find((one) => one['LinkedIn URL'] === row['LinkedIn URL']);
    assert.equal(row['Lead score'], before['Lead score']);
    assert.equal(row['Lead label'], row['First Name'] === 'Ana2' ? 'call him' : before['Lead label']);
  }
  assert.equal(problem(world.run('undoLast', { gid: run.gid })), 'nothing_to_undo');
  assert.deepEqual(world.book.names?.() ?? ['Leads'], ['Leads']);
});

test('undo of a first scoring leaves our columns blank', () => {
  const world = office({ Leads: leads(5) });
  const run = score(world);
  assert.equal(ok(world.run('undoLast', { gid: run.gid })).putBack, 5);
  assert.ok(told(world.sheet('Leads')).every((row) => OURS.every((name) => row[name] === '')));
  assert.equal(ok(world.run('lookAtTab', { mode: 'changed' })).chosen, 5);
});

test('a run that was left goes on where it was, and one that is cancelled leaves what is right', async () => {
  const world = office({ Leads: leads(9000) });
  const run = begin(world);
  const first = ok(world.run('stepRun', { id: run.id }));
  assert.equal(first.state, 'going');
  const look = ok(world.run('lookAtTab', { mode: 'all' }));
  assert.deepEqual([look.unfinished.id, look.unfinished.done, look.unfinished.total], [run.id, 8000, 9000]);
  world.sheet('Leads').sortBy(1, false);
  const last = finish(world, look.unfinished);
  assert.deepEqual([last.state, last.done, last.scored], ['done', 9000, 9000]);
  assert.equal(await checkAgainstTruth(world.sheet('Leads'), { all: true }), 9000);
  const other = begin(world);
  ok(world.run('stepRun', { id: other.id }));
  assert.equal(ok(world.run('cancelRun', { id: other.id })).state, 'stopped');
  assert.equal(ok(world.run('lookAtTab', { mode: 'all' })).unfinished, null);
});

test('two people at once: the second waits for the first', () => {
  const world = office({ Leads: leads(20) });
  begin(world);
  const bob = world.as('bob@example.com');
  ok(bob.run('saveSettings', { url: 'https://leadsheet.test', sign: 'key', key: process.env.LEADSHEET_KEY }));
  const look = ok(bob.run('lookAtTab', { mode: 'all' }));
  const asked = { gid: look.tab.gid, mode: 'all', choices: {}, shown: shownOf(look.mapping), visibleOnly: false };
  assert.equal(problem(bob.run('beginRun', asked)), 'locked');
  world.clock.pass?.(180_000);
});

test('obstacles are said before anything is sent', () => {
  const cases = [
    ['formulas', (sheet) => sheet.formula(3, 9, '=1+1')],
    ['protected', (sheet) => sheet.protect('I1:I9', { editors: ['owner@example.com'] })],
    ['merged', (sheet) => sheet.merge('A1:B1')],
    ['merged', (sheet) => sheet.merge('I2:I3')],
  ];
  for (const [code, disturb] of cases) {
    const world = office({ Leads: leads(8) });
    score(world);
    disturb(world.sheet('Leads'));
    const look = ok(world.run('lookAtTab', { mode: 'all' }));
    const mapping = look.mapping ?? ok(world.run('mapColumns', { gid: look.tab.gid, choices: {} }));
    const sent = world.fetches.filter((one) => one.url.endsWith('/table/score')).length;
    const asked = { gid: look.tab.gid, mode: 'all', choices: {}, shown: shownOf(mapping), visibleOnly: false };
    assert.equal(problem(world.run('beginRun', asked)), code);
    assert.equal(world.fetches.filter((one) => one.url.endsWith('/table/score')).length, sent, code);
  }
  const foreign = office({ Leads: leads(3).map((row, at) => [...row, at ? 'my own words' : 'Lead label']) });
  const run = begin(foreign);
  assert.equal(problem(foreign.run('stepRun', { id: run.id })), 'name_taken');
});

test('no header, no leads, nothing selected', () => {
  assert.equal(problem(office({ Leads: [] }).run('lookAtTab', { mode: 'all' })), 'no_header');
  const bare = office({ Leads: [HEADER] });
  const look = ok(bare.run('lookAtTab', { mode: 'all' }));
  const mapping = ok(bare.run('mapColumns', { gid: look.tab.gid, choices: {} }));
  const asked = { gid: look.tab.gid, mode: 'all', choices: {}, shown: shownOf(mapping), visibleOnly: false };
  assert.equal(problem(bare.run('beginRun', asked)), 'no_leads');
  const world = office({ Leads: leads(3) });
  world.sheet('Leads').select('A1:B1');
  const seen = ok(world.run('mapColumns', { gid: look.tab.gid, choices: {} }));
  assert.equal(problem(world.run('beginRun', { ...asked, mode: 'selection', shown: shownOf(seen) })), 'empty_selection');
});

test('every second of many leads changed: few ranges are written, and the rows between keep what they had', async () => {
  const world = office({ Leads: leads(1200) });
  score(world);
  const sheet = world.sheet('Leads');
  for (let row = 2; row <= 1201; row += 2) {
    sheet.set(row, 3, `Director ${row}`);
    sheet.set(row + 1, 10, `said of ${row}`);
  }
  const run = score(world, 'changed');
  assert.equal(run.scored, 600);
  const writes = world.executions.at(-1).calls.filter((call) => (call.name ?? call) === 'Range.setValues').length;
  assert.ok(writes <= 3, `${writes} ranges`);
  const rows = told(sheet);
  for (let at = 1; at < 1200; at += 2) {
    assert.equal(rows[at]['Lead label'], `said of ${at + 1}`);
    sheet.set(at + 2, 10, rows[at]['Lead score'] >= 0.5 ? 'engaged' : 'not_engaged');
  }
  await checkAgainstTruth(sheet, { all: true });
});

test('a tab of somebody’s own that is called as our notes are stays as it is', () => {
  const world = office({ Leads: leads(3), 'Leadsheet undo': [['mine'], ['too']] });
  const run = score(world);
  assert.deepEqual(world.sheet('Leadsheet undo').rows(), [['mine'], ['too']]);
  ok(world.run('undoLast', { gid: run.gid }));
  assert.deepEqual(world.sheet('Leadsheet undo').rows(), [['mine'], ['too']]);
});

test('a list to choose from beside our columns does not refuse our scores', () => {
  const world = office({ Leads: leads(4) });
  const sheet = world.sheet('Leads');
  sheet.validate(8, ['call again', ...Array.from({ length: 20 }, (_, at) => `met in ${2000 + at}`)]);
  assert.equal(score(world).scored, 4);
  assert.equal(told(sheet).filter((row) => row['Lead score'] !== '').length, 4);
  sheet.validate(9, ['yes', 'no']);
  sheet.set(2, 3, 'President');
  const run = begin(world, 'changed');
  assert.equal(problem(world.run('stepRun', { id: run.id })), 'validation');
});
