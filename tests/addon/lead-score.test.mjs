/** =LEAD_SCORE(...): a column of scores or of words that say why there is none, one request a range, never an exception. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { KEY, SERVICE, leads, office, ok, truth, told } from './scenes.mjs';
import { newWorld } from './world/index.mjs';

const HEADERS = ['Job Title', 'Company Size'];
const CEO = ['CEO', '11-50'];
const INTERN = ['Intern', '10001+'];
const BLANK = ['', ''];
const column = (cells) => cells.map((cell) => [cell]);
const fresh = (options = {}) => office({ Leads: [HEADERS] }, options);
const score = (world, ...args) => world.cell('LEAD_SCORE', ...args);
const error = (status, headers = {}) => ({ status, headers, body: { error: 'x', message: 'No.', detail: null } });
const [HIGH, LOW] = (await truth([CEO, INTERN].map(([title, size]) => ({ t: title, s: size })), { t: 'jobtitle', s: 'companysize' })).map((row) => row.score);

test('a range with its header gives a column as tall, with one request, of what the service says', () => {
  const world = fresh();
  assert.deepEqual(score(world, [HEADERS, CEO, BLANK, INTERN, BLANK]), column(['Lead score', HIGH, '', LOW, '']));
  assert.equal(world.fetches.length, 1);
  assert.deepEqual(world.fetches[0].body, { headers: HEADERS, rows: [CEO, INTERN] });
  assert.notEqual(HIGH, LOW);
});

test('the header row may be given apart, and may stand in the range all the same', () => {
  assert.deepEqual(score(fresh(), [CEO, INTERN], [HEADERS]), column([HIGH, LOW]));
  assert.deepEqual(score(fresh(), [HEADERS, CEO], [HEADERS]), column(['Lead score', HIGH]));
});

test('one lead, one cell, one column', () => {
  assert.deepEqual(score(fresh(), [CEO], [HEADERS]), column([HIGH]));
  const [[alone]] = score(fresh(), 'CEO', 'Job Title');
  assert.equal(typeof alone, 'number');
  assert.deepEqual(score(fresh(), [['CEO']], 'Job Title'), [[alone]]);
  assert.deepEqual(score(fresh(), [['Job Title'], ['CEO']]), column(['Lead score', alone]));
});

test('a range that says nothing of its columns, or nothing at all', () => {
  assert.deepEqual(score(fresh(), [CEO]), [['#HEADERS']]);
  assert.deepEqual(score(fresh(), 'CEO'), [['#HEADERS']]);
  assert.deepEqual(score(fresh(), ''), [['#HEADERS']]);
  assert.deepEqual(world_(undefined), [['#HEADERS']]);
  assert.deepEqual(score(fresh(), [BLANK, CEO]), column(['Lead score', '#HEADERS']));
  assert.deepEqual(score(fresh(), [CEO, BLANK], [['Job Title']]), column(['#HEADERS', '']));
  assert.deepEqual(score(fresh(), [CEO], [HEADERS, HEADERS]), [['#HEADERS']]);
  assert.deepEqual(score(fresh(), [['Colour'], ['red'], ['']]), column(['Lead score', '#HEADERS', '']));
  assert.deepEqual(score(fresh(), [HEADERS, BLANK]), column(['Lead score', '']));
  assert.deepEqual(score(fresh(), [BLANK], [HEADERS]), [['']]);
  function world_(value) {
    return fresh().cell('LEAD_SCORE', ...(value === undefined ? [] : [value]));
  }
});

test('a lead with no field filled stays blank', () => {
  assert.deepEqual(score(fresh(), [[...HEADERS, 'Notes'], ['', '', 'met in 2019'], [...CEO, '']]), column(['Lead score', '', HIGH]));
});

test('ten thousand leads are one request and fit into memory; one more is too many', () => {
  const world = fresh();
  const rows = leads(10_000).slice(1).map((row) => [row[2], row[3]]);
  const first = score(world, [HEADERS, ...rows, BLANK]);
  assert.equal(first.length, 10_002);
  assert.ok(first.slice(1, -1).every(([cell]) => typeof cell === 'number'));
  assert.deepEqual(score(world, [HEADERS, ...rows, BLANK]), first);
  assert.equal(world.fetches.length, 1);
  assert.deepEqual([...new Set(score(world, [HEADERS, ...rows, CEO]).slice(1).flat())], ['#ROWS']);
  assert.deepEqual(score(world, [Array.from({ length: 501 }, (_, at) => `c${at}`), Array(501).fill('x')]), column(['Lead score', '#ROWS']));
  assert.deepEqual(score(world, [['Summary'], ...Array.from({ length: 130 }, () => ['x'.repeat(40_000)])])[1], ['#ROWS']);
  assert.equal(world.fetches.length, 1);
});

test('who a lead is does not leave the sheet', () => {
  const world = fresh();
  const who = [
    'ana@example.com', ' Ana Martin <ana.martin@example.co.uk> ', 'mailto:ana@example.com', 'a@example.com; b@example.com',
    'https://www.linkedin.com/in/ana', 'linkedin.com/in/ana', 'fr.linkedin.com/in/ana?x=1',
    '+33 6 12 34 56 78', '06.12.34.56.78', '(212) 555-0199', '0033612345678', '555 123 4567', '+1-202-555-0100 ext. 12', 'Tel: +33 6 12 34 56 78', 33612345678,
  ];
  const fit = [
    '11-50', '5001-10000', '1001 - 5000', '10001+', '2019-01-02', '12/05/2019', 2019, 85, 0.5, 'CEO @ Acme', '1 000 000', 'Paris, FR', '75011', 'met in 2019, 2020', true,
  ];
  const cells = [...who, ...fit];
  score(world, [['Job Title', 'Whatever'], ...cells.map((cell) => ['CEO', cell])]);
  const { rows } = world.fetches[0].body;
  assert.deepEqual(rows.map(([, cell]) => cell), [...who.map(() => null), ...fit]);
  const named = fresh();
  score(named, [['First Name', 'Nom', 'Full name', 'Job Title', '', 'Company name'], ['Ana', 'Martin', 'Ana Martin', 'CEO', 'secret', 'Acme']]);
  assert.deepEqual(named.fetches[0].body, { headers: ['Job Title', 'Company name'], rows: [['CEO', 'Acme']] });
});

test('dates go as days of the sheet’s own zone', () => {
  const world = fresh({ timeZone: 'Europe/Paris' });
  score(world, [['Job Title', 'Company Founded On'], ['CEO', new Date('2015-02-28T23:00:00Z')]]);
  assert.deepEqual(world.fetches[0].body.rows, [['CEO', '2015-03-01']]);
});

test('the same question is answered from memory for six hours; another one is asked', () => {
  const world = fresh();
  const first = score(world, [HEADERS, CEO]);
  assert.deepEqual(score(world.as('ben@example.com'), [HEADERS, CEO]), first);
  assert.equal(world.fetches.length, 1);
  score(world, [HEADERS, INTERN]);
  score(world, [['Job Title', 'Effectif'], CEO]);
  assert.equal(world.fetches.length, 3);
  world.advance(6 * 3600 * 1000 - 60_000);
  score(world, [HEADERS, INTERN]);
  assert.equal(world.fetches.length, 3);
  world.advance(120_000);
  score(world, [HEADERS, CEO]);
  assert.equal(world.fetches.length, 4);
});

test('memory holds scores under a hash: no cell, no name of a column, no key', () => {
  const world = fresh();
  score(world, [['Job Title', 'Summary'], ['Chief Llama Herder', 'Likes hats']]);
  const kept = JSON.stringify([...world.storeOf('cache', 'document')]);
  assert.ok(kept.length > 40);
  for (const word of ['Llama', 'hats', 'Job Title', 'Summary', KEY, 'leadsheet.test']) assert.equal(kept.includes(word), false, word);
});

test('a failure is remembered for a minute, and forgotten with other settings', () => {
  const world = fresh();
  world.answerNext(error(401), { times: 1 });
  assert.deepEqual(score(world, [HEADERS, CEO]), column(['Lead score', '#KEY']));
  assert.deepEqual(score(world, [HEADERS, CEO]), column(['Lead score', '#KEY']));
  assert.equal(world.fetches.length, 1);
  world.advance(61_000);
  assert.deepEqual(score(world, [HEADERS, CEO]), column(['Lead score', HIGH]));
  const wrong = newWorld({ serviceUrl: SERVICE });
  ok(wrong.run('saveSettings', { url: 'https://leadsheet.test', sign: 'key', key: 'lsk_wrong' }));
  assert.deepEqual(score(wrong, [HEADERS, CEO]), column(['Lead score', '#KEY']));
  ok(wrong.run('saveSettings', { url: 'https://leadsheet.test', sign: 'key', key: KEY }));
  assert.deepEqual(score(wrong, [HEADERS, CEO]), column(['Lead score', HIGH]));
});

test('each failure has its own word, in the cells of leads alone', () => {
  for (const [answer, word] of [
    [error(401), '#KEY'],
    [error(403), '#KEY'],
    [error(429, { 'Retry-After': '60' }), '#BUSY'],
    [error(422), '#HEADERS'],
    [error(413), '#ROWS'],
    [error(500), '#SERVICE'],
    [error(503), '#SERVICE'],
    ['dns', '#SERVICE'],
    ['lost', '#SERVICE'],
    ['quota', '#QUOTA'],
    [{ body: '<html>' }, '#SERVICE'],
    [{ body: '{"rows": [' }, '#SERVICE'],
    [{ body: { rows: [], mapping: {}, model_version: '1' } }, '#SERVICE'],
    [{ status: 302, headers: { Location: 'https://elsewhere.example' } }, '#SERVICE'],
  ]) {
    const world = fresh();
    world.answerNext(answer, { times: Infinity });
    assert.deepEqual(score(world, [HEADERS, CEO, BLANK, INTERN]), column(['Lead score', word, '', word]), JSON.stringify(answer));
    assert.ok(world.executions.at(-1).sleptMs < 25_000);
  }
});

test('a score has four places, so that ten thousand fit into memory', () => {
  const world = fresh();
  const row = { status: 'scored', message: null, score: 1 / 3, label: 'engaged', confidence: 'low', reasons: '+ x' };
  world.answerNext({ body: { rows: [row], mapping: {}, model_version: '1', refused: {} } });
  assert.deepEqual(score(world, [HEADERS, CEO]), column(['Lead score', 0.3333]));
});

test('who cannot sign in in a cell is told to look at the settings', () => {
  const world = fresh();
  for (const code of ['identity_missing', 'unauthorized', 'no_settings', 'bad_url']) assert.equal(world.call('errorWord_', { code }), '#SETTINGS');
  assert.equal(world.call('errorWord_', { code: 'whatever else' }), '#SERVICE');
});

test('the service busy for a moment only is waited for', () => {
  const world = fresh();
  world.answerNext(error(429, { 'Retry-After': '9' }));
  assert.deepEqual(score(world, [HEADERS, CEO]), column(['Lead score', HIGH]));
});

test('it sees the settings of the owner, and Google gives a cell no identity', () => {
  const owned = fresh({ owner: 'ana@example.com' });
  assert.deepEqual(score(owned.as('ben@example.com'), [HEADERS, CEO]), column(['Lead score', HIGH]));
  const other = office({ Leads: [HEADERS] }, { owner: 'boss@example.com' });
  assert.deepEqual(score(other, [HEADERS, CEO]), column(['Lead score', '#SETTINGS']));
  assert.equal(other.fetches.length, 0);
  const google = newWorld({ serviceUrl: SERVICE, identityToken: 'a.b.c' });
  ok(google.run('saveSettings', { url: 'https://leadsheet.test', sign: 'google' }));
  assert.deepEqual(score(google, [HEADERS, CEO]), column(['Lead score', '#SETTINGS']));
  assert.equal(google.fetches.length, 0);
});

test('odd cells never make it throw', () => {
  const world = fresh();
  for (const args of [[[[]]], [[]], [null], [[[null, undefined]]], [[HEADERS, [new Date(NaN), '#N/A']]], [7, 7], [[HEADERS, CEO], [[]]], [[HEADERS, ['=HYPERLINK("x")', true]]]]) {
    const told = world.call('leadScores_', ...args);
    assert.ok(Array.isArray(told) && told.every((row) => row.length === 1 && ['string', 'number'].includes(typeof row[0])), JSON.stringify(args));
  }
});

test('in the sheet the scores are those of the rows beside them', async () => {
  const world = office({ Leads: leads(50) });
  const sheet = world.sheet('Leads');
  const [, ...cells] = score(world, sheet.rows());
  assert.deepEqual(cells.flat(), (await truth(told(sheet))).map((row) => row.score));
});

test('the table of docs/add-on.md has every word, and no other', () => {
  const page = readFileSync(new URL('../../docs/add-on.md', import.meta.url), 'utf8');
  const documented = [...page.matchAll(/^\| `(#[A-Z]+)` \| /gm)].map((found) => found[1]);
  const source = readFileSync(new URL('../../addon/LeadScore.js', import.meta.url), 'utf8');
  assert.deepEqual([...new Set(documented)].sort(), [...new Set([...source.matchAll(/'(#[A-Z]+)'/g)].map((found) => found[1]))].sort());
});

test('Google completes it by its comment', () => {
  const source = readFileSync(new URL('../../addon/LeadScore.js', import.meta.url), 'utf8');
  assert.match(source, /\/\*\*\n \* Scores leads[^\n]+\n \*\n( \* @(param|return)[^\n]+\n)+ \* @customfunction\n \*\/\nfunction LEAD_SCORE\(range, headers\)/);
});
