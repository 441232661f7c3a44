/** Sheets as people really keep them: cells that change by themselves, boxes to tick, links, notes below the data, half a header. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { OURS, begin, checkAgainstTruth, finish, leads, office, ok, problem, score, shownOf, told, truth } from './scenes.mjs';

/** Leads of which every row, the header too, is free to be changed. */
const own = (count, seed) => leads(count, seed).map((row) => [...row]);
const ours = (sheet) => told(sheet).map((row) => OURS.map((name) => row[name] ?? ''));
const scoring = (world) => world.fetches.filter((one) => one.url.endsWith('/table/score'));

/** Everything that is kept of a document: properties and caches. */
function keptOf(world) {
  const stores = [['properties', 'document'], ['properties', 'user'], ['cache', 'document'], ['cache', 'user'], ['cache', 'script']];
  return JSON.stringify(stores.map(([kind, scope]) => [...world.storeOf(kind, scope)]));
}

/** What a person clicks with after a look at the tab. */
function asked(world, choices = {}) {
  const look = ok(world.run('lookAtTab', { mode: 'all' }));
  const mapping = ok(world.run('mapColumns', { gid: look.tab.gid, order: look.order, choices }));
  return { gid: look.tab.gid, order: look.order, mode: 'all', choices, shown: shownOf(mapping), visibleOnly: false };
}

/** A sheet with a column beside ours that is computed anew whenever anything is written. */
function ranked(count) {
  const world = office({ Leads: own(count).map((row, at) => [...row, at ? at / 7 : 'Rank']) });
  const sheet = world.sheet('Leads');
  let turn = 0;
  const recompute = () => {
    turn++;
    for (let row = 2; row <= count + 1; row++) {
      sheet.set(row, sheet.column('Rank'), turn * 1000 + row);
    }
  };
  return { world, sheet, recompute, turns: () => turn };
}

test('cells that are computed anew with every write move no score, and undo finds its leads all the same', async () => {
  const { world, sheet, recompute, turns } = ranked(40);
  const run = begin(world);
  world.meanwhile(recompute, { atFlush: 'any', times: 100 });
  const ended = finish(world, run);
  assert.ok(turns() >= 2, 'nothing was computed anew');
  assert.deepEqual([ended.state, ended.scored, ended.refusedCount], ['done', 40, 0]);
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 40);
  assert.equal(ok(world.run('undoLast', { gid: run.gid })).putBack, 40);
  assert.ok(ours(sheet).flat().every((cell) => cell === ''));
});

test('of a lead and its like, beside a column that is computed anew, only the one that is meant is written', async () => {
  const { world, sheet, recompute, turns } = ranked(6);
  for (let column = 3; column <= 6; column++) {
    sheet.set(4, column, sheet.cell(3, column));
  }
  score(world);
  const scores = ours(sheet);
  OURS.forEach((name) => sheet.set(3, name, ''));
  const run = begin(world, 'changed');
  world.meanwhile(recompute, { atFlush: 'any', times: 100 });
  const ended = finish(world, run);
  assert.ok(turns() >= 2, 'nothing was computed anew');
  assert.deepEqual([ended.total, ended.scored, ended.cleared], [1, 1, 0]);
  assert.deepEqual(ours(sheet), scores);
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 6);
  ok(world.run('undoLast', { gid: run.gid }));
  assert.deepEqual(ours(sheet), scores.map((cells, at) => (at === 1 ? ['', '', '', ''] : cells)));
});

test('a note that somebody types beside a lead while its like is written costs it nothing', async () => {
  const world = office({ Leads: own(6) });
  const sheet = world.sheet('Leads');
  for (let column = 3; column <= 6; column++) {
    sheet.set(4, column, sheet.cell(3, column));
  }
  score(world);
  OURS.forEach((name) => sheet.set(3, name, ''));
  const run = begin(world, 'changed');
  world.meanwhile(() => sheet.set(4, 'Notes', 'called'), { before: { name: 'SpreadsheetApp.flush', nth: 2 } });
  const ended = finish(world, run);
  assert.deepEqual(world.unmet(), []);
  assert.deepEqual([ended.total, ended.scored, ended.cleared, sheet.cell(4, 8)], [1, 1, 0, 'called']);
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 6);
});

test('a column that feeds a field and never says the same twice: the run ends, says of whom, and scores nobody', () => {
  const world = office({ Leads: own(5) });
  const sheet = world.sheet('Leads');
  const run = begin(world);
  let turn = 0;
  const recompute = () => {
    turn++;
    for (let row = 2; row <= 6; row++) {
      sheet.set(row, 4, `${turn + row}-${turn + row + 50}`);
    }
  };
  world.meanwhile(recompute, { before: (call) => call.name === 'UrlFetchApp.fetchAll', times: 1000 });
  const ended = finish(world, run, 4);
  assert.deepEqual([ended.state, ended.total, ended.done, ended.scored, ended.refusedCount], ['done', 5, 5, 0, 5]);
  assert.deepEqual(ended.refused.map((one) => [one.row, one.reason]), [2, 3, 4, 5, 6].map((row) => [row, 'restless']));
  assert.equal(scoring(world).length, 3);
  assert.ok(ours(sheet).flat().every((cell) => cell === ''));
});

test('rows with nothing but a box that is not ticked are no leads', async () => {
  const rows = own(5).map((row, at) => [...row, at ? false : 'Done']);
  const world = office({ Leads: [...rows, ...Array.from({ length: 50 }, () => ['', '', '', '', '', '', '', '', false])] });
  const sheet = world.sheet('Leads');
  const look = ok(world.run('lookAtTab', { mode: 'all' }));
  assert.deepEqual([look.leads, look.blank], [5, 50]);
  const run = score(world);
  assert.deepEqual([run.total, run.scored, run.refusedCount], [5, 5, 0]);
  assert.ok(ours(sheet).slice(5).flat().every((cell) => cell === ''));
  sheet.set(3, 'Done', true);
  assert.equal(ok(world.run('lookAtTab', { mode: 'changed' })).chosen, 0, 'ticking a box changes no lead');
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 5);
});

test('without a header row nothing of the lead in its place is sent or kept', () => {
  const sheets = [own(5).slice(1), own(5).slice(1).map((row) => [...row.slice(0, 6), 'ana@firm.example'])];
  for (const rows of sheets) {
    const world = office({ Leads: rows });
    const asking = { gid: world.sheet('Leads').gid, mode: 'all', choices: { 2: 'jobtitle' }, shown: { 2: 'jobtitle' }, visibleOnly: false };
    for (const name of ['lookAtTab', 'mapColumns', 'tryThree', 'beginRun']) {
      assert.equal(problem(world.run(name, asking)), 'no_header', name);
    }
    assert.equal(world.fetches.length, 0);
    for (const text of ['Ana0', 'Roca0', 'ana-roca-0', 'firm.example', rows[0][2]]) {
      assert.ok(!keptOf(world).includes(text), `${text} was kept`);
    }
  }
});

for (const when of ['before', 'after']) {
  test(`profiles that become links called “Profile” ${when} the first scoring are no reason to refuse anybody`, async () => {
    const rows = own(6);
    const world = office({ Leads: rows });
    const sheet = world.sheet('Leads');
    if (when === 'after') {
      score(world);
    }
    for (let row = 2; row <= 7; row++) {
      sheet.formula(row, 7, `=HYPERLINK("${rows[row - 1][6]}";"Profile")`, 'Profile');
    }
    const run = score(world);
    assert.deepEqual([run.total, run.scored + run.unchanged, run.cleared, run.refused], [6, 6, 0, []]);
    assert.equal(run.scored, when === 'after' ? 0 : 6);
    assert.equal(await checkAgainstTruth(sheet, { all: true }), 6);
    sheet.sortBy(1, false);
    sheet.set(3, 3, 'Chief of everything');
    const next = score(world, 'changed');
    assert.deepEqual([next.total, next.refusedCount], [1, 0]);
    assert.equal(await checkAgainstTruth(sheet, { all: true }), 6);
    assert.equal(sheet.formulaAt(7, 7), `=HYPERLINK("${rows[1][6]}";"Profile")`);
  });
}

test('halves of letters in cells and headers leave as whole ones, and cost nobody a score', async () => {
  const rows = own(5);
  rows[0][2] = 'Job Title \ud83d';
  rows[1][2] = 'CEO \ud83d';
  rows[2][2] = '\udc00 Head\nof\r\nSales';
  rows[3][2] = 'Founder \u{1f680}';
  rows[4][6] += '\ud83d';
  rows[5][7] = '\ude00 met';
  const world = office({ Leads: rows });
  const sheet = world.sheet('Leads');
  const run = score(world, 'all', { choices: { 2: 'jobtitle' } });
  assert.deepEqual([run.state, run.scored, run.refusedCount], ['done', 5, 0]);
  const sent = JSON.stringify(world.fetches.map((one) => one.body));
  assert.doesNotMatch(sent, /\\ud[89a-f]/i, 'JSON writes half a letter so');
  assert.ok(sent.includes('Founder \u{1f680}') && sent.includes('CEO \ufffd') && sent.includes('Job Title \ufffd'));
  assert.equal(sheet.cell(2, 3), 'CEO \ud83d', 'their cells stay as they are');
  [['Job Title', 1], ['CEO \ufffd', 2], ['\ufffd Head\nof\r\nSales', 3]].forEach(([text, row]) => sheet.set(row, 3, text));
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 5);
});

test('a column of ours that somebody uses for their own is left to them', () => {
  const world = office({ Leads: own(4) });
  const sheet = world.sheet('Leads');
  score(world);
  sheet.set(1, 'Lead reasons', 'Phone');
  for (let row = 2; row <= 5; row++) {
    sheet.set(row, 'Phone', `+33 1 00 00 00 0${row}`);
  }
  const before = JSON.stringify(sheet.rows());
  const asking = asked(world);
  world.fetches.length = 0;
  assert.equal(problem(world.run('beginRun', asking)), 'name_taken');
  assert.equal(scoring(world).length, 0);
  assert.equal(JSON.stringify(sheet.rows()), before);
});

test('a header that is protected where our columns are to come is told of before anything is sent; over their own columns it is no matter', async () => {
  const world = office({ Leads: own(4) });
  const sheet = world.sheet('Leads');
  sheet.protect('A1:Z1', { editors: ['owner@example.com'] });
  const answer = world.run('beginRun', asked(world));
  assert.equal(problem(answer), 'protected');
  assert.match(answer.problem.sentence, /A1:Z1/);
  assert.deepEqual([scoring(world).length, sheet.marks().length, sheet.headers().length], [0, 0, 8]);
  const other = office({ Leads: own(4) });
  other.sheet('Leads').protect('A1:H1', { editors: ['owner@example.com'] });
  assert.equal(score(other).scored, 4);
  assert.equal(await checkAgainstTruth(other.sheet('Leads'), { all: true }), 4);
});

test('what people write into our columns below the data stays, after a scoring and after its undoing', () => {
  const world = office({ Leads: own(5) });
  const sheet = world.sheet('Leads');
  score(world);
  for (let column = 1; column <= 8; column++) {
    sheet.set(6, column, ''); // the last lead goes, its score is left behind
  }
  sheet.set(8, 9, 'Average of Q3:');
  sheet.set(9, 9, 0.61);
  sheet.set(9, 12, 'checked by Bob 12 March');
  const below = [['', '', '', ''], ['', '', '', ''], ['Average of Q3:', '', '', ''], [0.61, '', '', 'checked by Bob 12 March']];
  sheet.set(2, 3, 'Chief of everything');
  const run = score(world);
  assert.deepEqual([run.scored, run.unchanged, run.total], [1, 3, 4]);
  assert.deepEqual(sheet.values('I6:L9'), below);
  ok(world.run('undoLast', { gid: run.gid }));
  assert.deepEqual(sheet.values('I7:L9'), below.slice(1));
});

test('sorting their columns without ours is noticed', async () => {
  const world = office({ Leads: own(6) });
  const sheet = world.sheet('Leads');
  score(world);
  assert.equal(ok(world.run('lookAtTab', { mode: 'changed' })).chosen, 0);
  const theirs = sheet.values('A2:H7').reverse();
  theirs.forEach((row, at) => row.forEach((cell, column) => sheet.set(at + 2, column + 1, cell)));
  assert.equal(ok(world.run('lookAtTab', { mode: 'changed' })).chosen, 6);
  const run = score(world, 'changed');
  assert.deepEqual([run.total, run.scored], [6, 6]);
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 6);
});

test('a column that comes in between the look and the click: nothing is sent before the person looks again', () => {
  const rows = own(5);
  ['Was', 'Own 1', 'Own 2', 'Own 3'].forEach((name, at) => (rows[0][2 + at] = name));
  const world = office({ Leads: rows });
  const choices = Object.fromEntries(rows[0].map((_, at) => [at, at === 2 ? 'jobtitle' : '']));
  const asking = asked(world, choices);
  world.sheet('Leads').insertColumns(1, 1).set(1, 1, 'Owner');
  world.fetches.length = 0;
  for (const name of ['mapColumns', 'tryThree', 'beginRun']) {
    assert.equal(problem(world.run(name, asking)), 'columns_changed', name);
  }
  assert.equal(world.fetches.length, 0);
  assert.equal(keptOf(world).includes('mapping.'), false, 'a choice that was meant for another column is not kept');
  const again = asked(world, Object.fromEntries([0, ...rows[0].keys()].map((_, at) => [at, at === 3 ? 'jobtitle' : ''])));
  finish(world, ok(world.run('beginRun', again)).run);
  const [request] = scoring(world).slice(-1);
  assert.deepEqual([request.body.headers, request.body.feeds], [['Was'], ['jobtitle']]);
  assert.deepEqual(request.body.rows, rows.slice(1).map((row) => [row[2]]));
});

test('thousands of rows of one person take about as long as of as many people', () => {
  const work = (code) => {
    const world = office({ Leads: own(1) });
    return Math.min(...[1, 2].map(() => (world.evaluate(code), world.executions.at(-1).ownMs)));
  };
  const leadsOf = (key) => `Array.from({ length: 60000 }, (_, i) => ({ i, key: ${key}, sig: 's' + i, whole: 'w' + i }))`;
  const twins = (key) => work(`twins_(${leadsOf(key)}).size`);
  const memory = '{ stood: new Map(), held: new Map(), said: new Set() }';
  const recalled = (key) => work(`recall_(${memory}, { ours: { score: 0 }, rows: Array.from({ length: 60000 }, () => [0.5]) }, ${leadsOf(key)}, ['score'])`);
  for (const [name, time] of [['twins_', twins], ['recall_', recalled]]) {
    const [one, many] = [time("'in:one'"), time("'in:' + (i >> 1)")];
    assert.ok(one < 6 * many, `${name}: ${one} ms for one person, ${many} ms for 30,000`);
  }
  const step = (who) => {
    const world = office({ Leads: own(8000).map((row, at) => (at ? row.with(2, `Head of ${at}`).with(6, `https://www.linkedin.com/in/${who(at)}`) : row)) });
    const run = begin(world);
    const ended = ok(world.run('stepRun', { id: run.id }));
    assert.deepEqual([ended.state, ended.refusedCount, ended.refused.length, scoring(world).length], ['done', 8000, 200, 0]);
    return world.executions.at(-1).ownMs;
  };
  const [one, pairs] = [step(() => 'one'), step((at) => `pair-${(at - 1) >> 1}`)];
  assert.ok(one < 4 * pairs, `${one} ms for one person, ${pairs} ms for 4,000`);
});

test('of 300 columns only those that feed a field are sent with cells, and ours come behind the last', async () => {
  const more = (at) => Array.from({ length: 292 }, (_, nth) => (at ? `cell ${at} ${nth}` : `Own ${nth}`));
  const world = office({ Leads: own(20).map((row, at) => [...row, ...more(at)]) });
  const sheet = world.sheet('Leads');
  const run = score(world);
  assert.deepEqual([run.scored, run.refusedCount], [20, 0]);
  assert.deepEqual(sheet.headers().slice(300), OURS);
  assert.equal(await checkAgainstTruth(sheet, { all: true }), 20);
  const [request] = scoring(world);
  assert.deepEqual([...request.body.headers].sort(), ['Company Size', 'Country', 'Industry', 'Job Title']);
  assert.ok(!JSON.stringify(world.fetches.map((one) => one.body)).includes('cell 1 '));
  sheet.moveColumn(301, 1);
  assert.equal(ok(world.run('lookAtTab', { mode: 'changed' })).chosen, 0);
  const [{ score: first }] = await truth(told(sheet).slice(0, 1));
  assert.equal(sheet.cell(2, 1), first);
});
