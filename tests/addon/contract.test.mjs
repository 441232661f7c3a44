/** The wire between the add-on and the service, as contract.json has it for both sides: this is the add-on's. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { begin, office, ok, problem, score, shownOf } from './scenes.mjs';

const CONTRACT = JSON.parse(readFileSync(new URL('./contract.json', import.meta.url), 'utf8'));
const caseOf = (name) => CONTRACT.cases.find((one) => one.name === name) ?? assert.fail(`there is no case “${name}”`);

/** An answer of the contract with something in place of what depends on the model. */
function filled(value) {
  const words = { '<score>': 0.25, '<label>': 'not_engaged', '<confidence>': 'low', '<reasons>': '+ job title CEO', '<version>': '2026.01.01-abcdef01', '<why>': [], '<seconds>': '7' };
  if (Array.isArray(value)) return value.map(filled);
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one)]));
  return value in words ? words[value] : value;
}

const reply = (one) => ({ status: one.status ?? 200, headers: { 'Content-Type': 'application/json', ...filled(one.headers ?? {}) }, body: JSON.stringify(filled(one.answer)) });
const asked = (world, path) => world.fetches.filter((one) => one.url.endsWith(path)).map((one) => one.body);

test('a lead’s key is spelled as the service spells it', () => {
  const world = office({ Leads: [['a']] });
  const keys = world.evaluate(`(${JSON.stringify(CONTRACT.keys)}).map(([kind, text]) => keyOf_(kind === 'linkedin' ? text : '', kind === 'email' ? text : '', kind === 'id' ? text : ''))`);
  const wrong = CONTRACT.keys.filter(([, , key], at) => keys[at] !== key).map((one) => [...one, keys[CONTRACT.keys.indexOf(one)]]);
  assert.deepEqual(wrong, []);
  const order = world.evaluate(`(${JSON.stringify(CONTRACT.leads)}).map(([linkedin, email, id]) => keyOf_(linkedin, email, id))`);
  assert.deepEqual(order, CONTRACT.leads.map((one) => one[3]));
  assert.ok(CONTRACT.keys.length > 60);
});

test('fields, marks, titles and notes are the service’s', () => {
  const world = office({ Leads: [['Job Title', 'LinkedIn URL'], ['CEO', 'https://linkedin.com/in/a']] });
  assert.deepEqual(world.call('fieldTitles_', 'en').map((one) => one.name), CONTRACT.fields);
  score(world);
  const sheet = world.sheet('Leads');
  const words = ['score', 'label', 'confidence', 'reasons'];
  assert.deepEqual(
    sheet.marks().map(({ column, key, value, visibility }) => [column, key, value, visibility]),
    words.map((word, at) => [3 + at, CONTRACT.marks.key, word, 'DOCUMENT']),
  );
  words.forEach((word, at) => {
    assert.equal(sheet.rows()[0][2 + at], CONTRACT.marks.titles[word]);
    assert.equal(sheet.note(1, 3 + at), CONTRACT.marks.notes[word]);
  });
  assert.ok(CONTRACT.marks.labels.includes(sheet.rows()[1][3]));
  assert.ok(CONTRACT.marks.confidences.includes(sheet.rows()[1][4]));
});

test('the names of the columns, as they are sent and answered', () => {
  const one = caseOf('columns by their names alone');
  const world = office({ Leads: [one.body.headers, one.body.headers.map((_, at) => (at === 8 ? 0.5 : `cell ${at}`))] });
  world.sheet('Leads').mark(9, CONTRACT.marks.key, 'score');
  world.answerNext(reply(one));
  const mapping = ok(world.run('mapColumns', { gid: world.sheet('Leads').gid, choices: {} }));
  assert.deepEqual(asked(world, one.path), [one.body]);
  const fed = mapping.columns.filter((column) => column.use === 'field').map((column) => [column.field, column.index]);
  assert.deepEqual(fed.map(([field, at]) => one.answer.fields[field].includes(at)), fed.map(() => true));
  assert.equal(fed.length, Object.values(one.answer.fields).flat().length);
  assert.equal(mapping.columns[8].use, 'ours');
});

test('the cells of columns that may feed a field, with a person’s choices', () => {
  const one = caseOf("columns by their values too, with a person's choices");
  const day = new Date(1950, 10, 1);
  const rows = one.body.rows.map((row) => row.map((cell, at) => (cell === '1950-11-01' ? day : cell ?? `own ${at}`)));
  const world = office({ Leads: [one.body.headers, ...rows] });
  const gid = world.sheet('Leads').gid;
  const choices = { 3: 'companysize', 5: '' };
  const mapping = ok(world.run('mapColumns', { gid, choices }));
  world.answerNext(reply(one), { match: (request) => request.url.endsWith('/table/map') });
  const begun = ok(world.run('beginRun', { gid, mode: 'all', choices, shown: shownOf(mapping), visibleOnly: false }));
  assert.deepEqual(asked(world, one.path).at(-1), one.body);
  assert.ok(begun.run || begun.changed.length > 0);
});

/** Scores a tab whose cells are a case's, among columns that must not be sent; gives the bodies that were. */
function sentFor(one, { choices, kind = (cell) => cell } = {}) {
  const { headers, rows } = one.body;
  const world = office({ Leads: [['First Name', ...headers, 'Notes'], ...rows.map((row, at) => [`Ana${at}`, ...row.map((cell, place) => kind(cell, place) ?? ''), `own ${at}`])] });
  const named = Object.fromEntries(headers.map((_, at) => [at + 1, choices?.[at] ?? one.body.feeds[at]]));
  const run = begin(world, 'all', { choices: named });
  world.answerNext(reply(one), { match: (request) => request.url.endsWith('/table/score') });
  const answer = world.run('stepRun', { id: run.id });
  return { world, answer, bodies: asked(world, '/table/score') };
}

test('a portion of leads, as it is sent and answered', () => {
  const one = caseOf('a portion of leads');
  const { world, answer, bodies } = sentFor(one);
  assert.deepEqual(bodies, [one.body]);
  assert.equal(ok(answer).scored, 3);
  assert.deepEqual(world.sheet('Leads').rows().slice(1).map((row) => row.slice(4)), Array.from({ length: 3 }, () => [0.25, 'not_engaged', 'low', '+ job title CEO']));
});

test('dates go as days of the spreadsheet’s own zone', () => {
  const one = caseOf('dates, where sizes and years became dates');
  const asDate = (cell) => (/^\d{4}-\d\d-\d\d$/.test(cell) ? new Date(Number(cell.slice(0, 4)), Number(cell.slice(5, 7)) - 1, Number(cell.slice(8))) : cell);
  const { bodies } = sentFor(one, { kind: asDate });
  assert.deepEqual(bodies, [one.body]);
});

test('values of every kind a cell can have', () => {
  const one = caseOf('values of every kind a cell can have');
  assert.deepEqual(sentFor(one).bodies, [one.body]);
});

test('several columns of one field go in the order the service gave them', () => {
  const one = caseOf('several columns of one field, the parts of a place');
  const { bodies } = sentFor(one);
  assert.deepEqual(bodies[0].feeds, one.body.feeds);
  assert.deepEqual([...bodies[0].headers].sort(), [...one.body.headers].sort());
});

test('a message instead of a score leaves the row without one', () => {
  const one = caseOf('a blank row and leads without any field');
  const rows = one.body.rows.map((row) => (row.every((cell) => cell === null || cell === '') ? ['1-10', 'x'] : row));
  const { world, answer } = sentFor({ ...one, body: { ...one.body, rows } });
  assert.deepEqual(world.sheet('Leads').rows().slice(1).map((row) => row[4]), one.answer.rows.map((row) => (row.message === null ? 0.25 : '')));
  assert.equal(ok(answer).refused.filter((row) => row.reason === 'empty').length, 3);
});

test('a lead explained', () => {
  const one = caseOf('a lead explained');
  const { headers, rows } = one.body;
  const world = office({ Leads: [headers, ...rows] });
  world.sheet('Leads').select('A2');
  ok(world.run('explainLead'));
  assert.deepEqual(asked(world, one.path).at(-1), one.body);
});

test('every refusal is understood', () => {
  const codes = {
    'no key': 'key_missing',
    'a wrong key': 'key_refused',
    'somebody who may not use the service': 'identity_refused',
    "Google's keys are away": null,
    'there is no model': 'no_model',
    'too large': 'too_large',
    'not called JSON': null,
    'nothing to score on': 'table_refused',
    'too many requests': 'busy',
  };
  const refusals = CONTRACT.cases.filter((one) => one.status >= 400);
  assert.ok(refusals.length > 10);
  for (const one of refusals) {
    const world = office({ Leads: [['Job Title', 'LinkedIn URL'], ['CEO', 'https://linkedin.com/in/a']] });
    world.answerNext(reply(one), { times: 30 });
    const code = problem(world.run('mapColumns', { gid: world.sheet('Leads').gid, choices: {} }));
    assert.notEqual(code, 'unexpected', one.name);
    assert.notEqual(code, 'not_leadsheet', one.name);
    const expected = codes[one.name];
    if (expected) {
      const either = expected.startsWith('key_') || expected === 'identity_refused' ? ['key_missing', 'key_refused', 'identity_refused'] : [expected];
      assert.ok(either.includes(code), `${one.name}: ${code}`);
    }
  }
});
