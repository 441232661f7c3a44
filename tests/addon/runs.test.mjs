/** Runs and their undoing while others run, edit, cancel and delete, and where Google has no room or no time left. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OURS, begin, checkAgainstTruth, finish, leads, office, ok, problem, score, setUp, shownOf, told } from './scenes.mjs';

const LONG = 200_000; // ms after which nobody waits for a run that was left
const own = (count, seed) => leads(count, seed).map((row) => [...row]);
const ours = (sheet) => told(sheet).map((row) => OURS.map((name) => row[name] ?? ''));
const scoredRows = (sheet) => told(sheet).flatMap((row, at) => (row['Lead score'] === '' ? [] : [at + 2]));
const scoring = (world) => world.fetches.filter((one) => one.url.endsWith('/table/score'));
const look = (world, mode = 'all') => ok(world.run('lookAtTab', { mode }));

/** Another person in the same document, who has set the add-on up. */
function bobIn(world) {
  const bob = world.as('bob@example.com');
  setUp(bob);
  return bob;
}

/** A run that has made a first step, with one lead left: the one in row 3 was corrected while the service was asked. */
function underWay(world, mode = 'all') {
  const sheet = world.sheet('Leads');
  const run = begin(world, mode);
  world.meanwhile(() => sheet.set(3, 'Job Title', 'Chief Sales Officer'), { before: { name: 'UrlFetchApp.fetchAll' } });
  const now = ok(world.run('stepRun', { id: run.id }));
  assert.deepEqual([world.unmet(), now.state, now.done], [[], 'going', run.total - 1]);
  return now;
}

test('two people score their own selections of one tab, one after the other and each their own', async () => {
  const world = office({ Leads: own(10) });
  const sheet = world.sheet('Leads');
  sheet.select('A2:A6');
  const ana = begin(world, 'selection');
  world.advance(LONG);
  sheet.select('A9:A10');
  const bob = score(bobIn(world), 'selection');
  assert.deepEqual([bob.state, bob.total, bob.done, bob.scored], ['done', 2, 2, 2]);
  assert.deepEqual(scoredRows(sheet), [9, 10]);
  const ended = finish(world, ana);
  assert.deepEqual([ended.state, ended.total, ended.done, ended.scored, ended.notes], ['done', 5, 5, 5, []]);
  assert.deepEqual(scoredRows(sheet), [2, 3, 4, 5, 6, 9, 10]);
  assert.equal(await checkAgainstTruth(sheet), 7);
});

for (const when of ['before', 'during']) {
  test(`a selected lead that is corrected ${when} the step is scored as it is then`, async () => {
    const world = office({ Leads: own(10) });
    const sheet = world.sheet('Leads');
    sheet.select('A2:A6');
    const run = begin(world, 'selection');
    const correct = () => sheet.set(3, 3, 'Chief Sales Officer');
    when === 'before' ? correct() : world.meanwhile(correct, { before: { name: 'UrlFetchApp.fetchAll' } });
    const ended = finish(world, run);
    assert.deepEqual([ended.state, ended.total, ended.done, ended.scored, ended.refusedCount], ['done', 5, 5, 5, 0]);
    assert.deepEqual(scoredRows(sheet), [2, 3, 4, 5, 6]);
    assert.equal(await checkAgainstTruth(sheet), 5);
  });
}

test('where nobody knows any more which leads were meant, none is scored and the run is over', () => {
  const spoil = [(store, key) => store.delete(key), (store, key) => store.set(key, store.get(key).slice(0, -7))];
  for (const act of spoil) {
    const world = office({ Leads: own(10) });
    world.sheet('Leads').select('A2:A6');
    const run = begin(world, 'selection');
    const store = world.storeOf('properties', 'document');
    const keys = [...store.keys()].filter((key) => key.startsWith('wanted.'));
    assert.equal(keys.length, 1);
    act(store, keys[0]);
    assert.equal(problem(world.run('stepRun', { id: run.id })), 'run_gone');
    assert.equal(scoring(world).length, 0);
    assert.equal(world.sheet('Leads').headers().length, 8);
  }
});

test('a run that is cancelled while a step is under way ends with that step', async () => {
  const world = office({ Leads: own(8010) });
  const run = begin(world);
  world.meanwhile(() => ok(world.run('cancelRun', { id: run.id })), { before: { name: 'UrlFetchApp.fetchAll' } });
  const step = ok(world.run('stepRun', { id: run.id }));
  assert.deepEqual([step.state, step.done, step.total, look(world).unfinished], ['stopped', 8000, 8010, null]);
  world.fetches.length = 0;
  assert.deepEqual([ok(world.run('stepRun', { id: run.id })).state, world.fetches.length], ['stopped', 0]);
  assert.equal(await checkAgainstTruth(world.sheet('Leads')), 8000);
});

test('a run over a selection that is cancelled while its step is under way is no unknown run', async () => {
  const world = office({ Leads: own(6) });
  world.sheet('Leads').select('A2:A4');
  const run = begin(world, 'selection');
  world.meanwhile(() => ok(world.run('cancelRun', { id: run.id })), { before: { name: 'UrlFetchApp.fetchAll' } });
  const step = ok(world.run('stepRun', { id: run.id }));
  assert.deepEqual([step.done, step.scored, look(world).unfinished], [3, 3, null]);
  assert.deepEqual([scoredRows(world.sheet('Leads')), await checkAgainstTruth(world.sheet('Leads'))], [[2, 3, 4], 3]);
});

test('rows that are moved under every write end without a score, and are offered as changed', async () => {
  const world = office({ Leads: own(6) });
  const sheet = world.sheet('Leads');
  score(world);
  ['CEO', 'Intern', 'Founder', 'Nurse', 'CTO', 'Driver'].forEach((title, at) => sheet.set(at + 2, 3, title));
  const run = begin(world);
  world.meanwhile(() => sheet.moveRow(2, 7), { before: (call) => call.name === 'Range.setValues', times: 60 });
  const ended = finish(world, run);
  const restless = new Set(ended.refused.map((one) => one.name));
  assert.ok(restless.size > 0 && ended.done === 6 && ended.refused.every((one) => one.reason === 'restless'));
  const without = told(sheet).filter((row) => row['Lead score'] === '').map((row) => `${row['First Name']} ${row['Last Name']}`);
  assert.deepEqual(without.sort(), [...restless].sort());
  assert.equal(await checkAgainstTruth(sheet), 6 - restless.size);
  assert.equal(look(world, 'changed').chosen, restless.size);
  world.wishes.clear();
  assert.equal(score(world, 'changed').scored, restless.size);
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 6);
});

test('rows that are written along keep what a colleague types into them meanwhile, and are not counted', async () => {
  const prepare = (mode) => {
    const world = office({ Leads: own(400) });
    score(world);
    for (let row = 2; row <= 401; row += 2) {
      OURS.forEach((name) => world.sheet('Leads').set(row, name, ''));
    }
    return { world, sheet: world.sheet('Leads'), run: begin(world, mode) };
  };
  const all = prepare('all');
  const counted = finish(all.world, all.run);
  assert.deepEqual([counted.total, counted.scored, counted.unchanged, look(all.world).undo.rows], [400, 200, 200, 200]);
  const calm = prepare('changed');
  finish(calm.world, calm.run);
  const calls = calm.world.executions.filter((one) => one.name === 'stepRun').at(-1).calls.map((call) => call.name ?? call);
  const write = calls.findLastIndex((name, at) => name === 'Range.setValues' && calls[at + 1] === 'SpreadsheetApp.flush');
  const notes = calls.indexOf('Range.setValues') + 1;
  assert.ok(calls.indexOf('UrlFetchApp.fetchAll') < notes && notes <= write, 'our notes are written before our columns');
  const points = [2, calls.indexOf('UrlFetchApp.fetchAll') + 1, notes];
  for (const [before, note] of points.flatMap((point) => [[point, 'called'], [point, calm.sheet.cell(3, 8)]])) {
    const { world, sheet, run } = prepare('changed');
    world.meanwhile(() => sheet.set(3, 'Lead reasons', 'Anna: call Monday').set(3, 'Notes', note), { before });
    const ended = finish(world, run);
    assert.deepEqual([world.unmet(), ended.scored, ended.unchanged], [[], 200, 0]);
    assert.deepEqual([sheet.cell(3, 12), sheet.cell(3, 8)], ['Anna: call Monday', note], `typed before call ${before}`);
    sheet.set(3, 12, ours(calm.sheet)[1][3]);
    assert.equal(await checkAgainstTruth(sheet, { all: true }), 400);
  }
});

test('a lead that is corrected during a run and one after it was scored are each counted once', async () => {
  const world = office({ Leads: own(12) });
  const sheet = world.sheet('Leads');
  const run = underWay(world);
  sheet.set(7, 'Job Title', 'Chief Revenue Officer');
  const ended = finish(world, run);
  assert.deepEqual([ended.total, ended.done, ended.scored, ended.unchanged, ended.refusedCount], [12, 12, 12, 0, 0]);
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 12);
});

test('of a run that another person’s scoring came between, the rest can be undone, and it says so', async () => {
  const world = office({ Leads: own(6), Second: own(3, 2) });
  const sheet = world.sheet('Leads');
  const run = underWay(world);
  world.advance(LONG);
  world.book.active = world.sheet('Second');
  assert.equal(score(bobIn(world)).scored, 3);
  world.book.active = sheet;
  const ended = finish(world, run);
  assert.deepEqual([ended.state, ended.scored, ended.notes], ['done', 6, ['undo_partial']]);
  assert.deepEqual([look(world).undo.rows, look(world).undo.tab], [1, 'Leads']);
  assert.deepEqual(ok(world.run('undoLast', { gid: run.gid })), { putBack: 1, changedSince: 0, gone: 0, tab: 'Leads' });
  assert.deepEqual(scoredRows(sheet), [2, 4, 5, 6, 7]);
  assert.equal(scoredRows(world.sheet('Second')).length, 3);
  assert.equal(await checkAgainstTruth(sheet), 5);
});

test('the tab with our notes is deleted between two steps: what is left can be undone, and it says so', async () => {
  const world = office({ Leads: own(6) });
  const run = underWay(world);
  world.book.deleteTab('Leadsheet undo');
  const ended = finish(world, run);
  assert.deepEqual([ended.state, ended.scored, ended.notes], ['done', 6, ['undo_partial']]);
  assert.equal(ok(world.run('undoLast', { gid: run.gid })).putBack, 1);
  assert.deepEqual(scoredRows(world.sheet('Leads')), [2, 4, 5, 6, 7]);
  assert.deepEqual([look(world).undo, await checkAgainstTruth(world.sheet('Leads'))], [null, 5]);
});

test('the tab with our notes is deleted before an undo: it is not offered, and takes nothing away', async () => {
  const world = office({ Leads: own(6) });
  const run = score(world);
  world.book.deleteTab('Leadsheet undo');
  assert.equal(look(world).undo, null);
  assert.equal(problem(world.run('undoLast', { gid: run.gid })), 'nothing_to_undo');
  assert.equal(await checkAgainstTruth(world.sheet('Leads'), { all: true }), 6);
});

test('leads without a profile that tell the same get back what stood beside each of them', () => {
  const rows = own(4).map((row) => row.filter((_, at) => at !== 6));
  for (let column = 2; column <= 5; column++) {
    rows[2][column] = rows[3][column] = rows[1][column];
  }
  const world = office({ Leads: rows });
  const sheet = world.sheet('Leads');
  score(world);
  const stood = [['', 'mine A', '', 'Anna: call monday'], ['', 'mine B', '', 'Bob: wait'], ['', '', '', '']];
  stood.forEach((cells, at) => OURS.forEach((name, word) => sheet.set(at + 2, name, cells[word])));
  const last = ours(sheet)[3];
  const run = score(world);
  assert.deepEqual([run.scored, run.unchanged, scoredRows(sheet)], [3, 1, [2, 3, 4, 5]]);
  sheet.set(4, 'Lead reasons', 'typed after scoring');
  sheet.sortBy(1, false);
  assert.deepEqual(ok(world.run('undoLast', { gid: run.gid })), { putBack: 3, changedSince: 1, gone: 0, tab: 'Leads' });
  assert.deepEqual(ours(sheet).reverse(), [stood[0], stood[1], ['', '', '', 'typed after scoring'], last]);
});

test('a scoring can be undone after a column that feeds a field was renamed, or deleted', () => {
  for (const change of [(sheet) => sheet.set(1, 3, 'Title'), (sheet) => sheet.deleteColumns(3, 1), (sheet) => sheet.insertColumns(1, 1)]) {
    const world = office({ Leads: own(4) });
    const sheet = world.sheet('Leads');
    const run = score(world);
    change(sheet);
    assert.deepEqual(ok(world.run('undoLast', { gid: run.gid })), { putBack: 4, changedSince: 0, gone: 0, tab: 'Leads' });
    assert.deepEqual(scoredRows(sheet), []);
  }
});

test('a run that is undone before its end is over', () => {
  const world = office({ Leads: own(6) });
  const run = underWay(world);
  assert.equal(ok(world.run('undoLast', { gid: run.gid })).putBack, 5);
  assert.equal(look(world).unfinished, null);
  world.fetches.length = 0;
  assert.deepEqual([ok(world.run('stepRun', { id: run.id })).state, world.fetches.length], ['stopped', 0]);
  assert.ok(ours(world.sheet('Leads')).flat().every((cell) => cell === ''));
});

test('a model that came after the columns were agreed on is remembered: said once, and nobody counts as changed for ever', async () => {
  const world = office({ Leads: own(12) });
  const { model } = score(world);
  world.evaluate(`(() => { const kept = readJson_('mapping.0'); kept.stored.model = 'older'; writeJson_('mapping.0', kept); })()`);
  const first = score(world);
  assert.deepEqual([first.scored + first.unchanged, first.notes, first.model], [12, ['new_model'], model]);
  for (const person of [world, bobIn(world), world]) {
    assert.deepEqual([look(person, 'changed').chosen, look(person).mapping.model], [0, model]);
    assert.deepEqual(score(person).notes, []);
  }
  assert.equal(await checkAgainstTruth(world.sheet('Leads'), { all: true }), 12);
});

test('a document without room: one sentence, nothing is written, and the run of another person goes on', async () => {
  const world = office({ Leads: own(10), Second: own(400, 2), Third: own(400, 3) });
  const [sheet, second] = [world.sheet('Leads'), world.sheet('Second')];
  world.book.active = world.sheet('Third');
  score(world); // what is remembered of it makes room
  sheet.select('A2:A6');
  const ana = begin(world, 'selection');
  const used = () => [...world.storeOf('properties', 'document')].reduce((sum, [key, value]) => sum + key.length + value.length, 0);
  const bob = bobIn(world);
  world.advance(LONG);
  second.select('A1');
  const run = begin(bob);
  const free = world.limits.propertyStore;
  world.limits.propertyStore = used() - 2000; // even without Third's set there is no room for 400 more
  const kept = () => [...world.storeOf('properties', 'document').keys()].includes(`scored.${world.sheet('Third').gid}`);
  assert.equal(kept(), true);
  assert.equal(problem(bob.run('stepRun', { id: run.id })), 'storage_full');
  assert.equal(kept(), false);
  assert.deepEqual([second.headers().filter((name) => name === 'Lead score').length, scoredRows(second)], [1, []]);
  world.limits.propertyStore = free;
  assert.equal(finish(bob, run).scored, 400);
  world.advance(LONG);
  sheet.select('A1');
  const ended = finish(world, ana);
  assert.deepEqual([ended.total, ended.scored, scoredRows(sheet)], [5, 5, [2, 3, 4, 5, 6]]);
  assert.equal(await checkAgainstTruth(second, { all: true }), 400);
});

test('a spreadsheet of ten million cells is told of after one request, and the run goes on once there is room', async () => {
  const world = office({ Leads: own(4), Big: [] });
  const sheet = world.sheet('Leads');
  for (let part = 0; part < 19; part++) {
    world.sheet('Big').insertRows(2, 20_135);
  }
  const run = begin(world);
  assert.equal(problem(world.run('stepRun', { id: run.id })), 'too_many_cells');
  assert.deepEqual([scoring(world).length, sheet.marks().length, sheet.headers().length], [1, 0, 8]);
  world.book.deleteTab('Big');
  assert.equal(finish(world, run).scored, 4);
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 4);
});

test('where Google takes long to say which rows are hidden, a run does not begin', () => {
  const world = office({ Leads: own(100) });
  const { tab, order, choices } = look(world);
  const shown = shownOf(ok(world.run('mapColumns', { gid: tab.gid, order, choices })));
  world.slow(1000, { before: 'Sheet.isRowHiddenByUser' });
  const answer = world.run('beginRun', { gid: tab.gid, order, mode: 'all', choices, shown, visibleOnly: true });
  assert.equal(problem(answer), 'hidden_slow');
  assert.match(answer.problem.sentence, /\b4[012] of them/);
  assert.deepEqual([scoring(world).length, look(world).unfinished], [0, null]);
});

test('the spread is that of the leads there are, however often one was corrected', () => {
  const world = office({ Leads: own(12) });
  const sheet = world.sheet('Leads');
  const run = begin(world);
  world.meanwhile(() => sheet.set(3, 3, 'President'), { before: { name: 'UrlFetchApp.fetchAll' } });
  const ended = finish(world, run);
  const sum = (counts) => Object.values(counts).reduce((one, other) => one + other, 0);
  assert.deepEqual([sum(ended.spread), sum(ended.confidence), ended.scored + ended.unchanged], [12, 12, 12]);
});

test('where Google is slow to say which rows are hidden, the selection is counted all the same', () => {
  const world = office({ Leads: own(100) });
  world.sheet('Leads').select('A2:A101');
  world.slow(1000, { before: 'Sheet.isRowHiddenByUser' });
  const seen = ok(world.run('lookAtTab', { mode: 'selection' }));
  assert.deepEqual([seen.chosen, seen.hidden], [100, null]);
});

test('a service that answers with two models for a while: the run stays with its own', async () => {
  const world = office({ Leads: own(3000) });
  const run = begin(world);
  const other = (rows) => ({ status: 'scored', message: null, score: 0.9, label: 'engaged', confidence: 'high', reasons: '+ other' });
  const body = { rows: Array.from({ length: 2000 }, other), mapping: { columns: [], fields: {} }, model_version: 'another', refused: {} };
  world.answerNext({ status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }, { match: '/table/score' });
  world.fetches.length = 0;
  const ended = finish(world, run);
  assert.deepEqual([ended.scored, ended.notes, world.fetches.length], [3000, [], 3]);
  assert.equal(await checkAgainstTruth(world.sheet('Leads'), { all: true }), 3000);
});

test('whoever stops an old run of theirs does not open the way to a third while another person scores', () => {
  const world = office({ Leads: own(9000) });
  const old = begin(world);
  const bob = world.as('bob@example.com');
  setUp(bob);
  world.advance(180_000);
  begin(bob);
  ok(world.run('cancelRun', { id: old.id }));
  const third = world.as('cy@example.com');
  setUp(third);
  assert.throws(() => begin(third), /locked/);
});
