/** Calls to the service: many at once, tried again within bounds, believed only when whole. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

import { KEY, leads, office } from './scenes.mjs';

const HEADERS = ['Job Title', 'Company Size'];
const tableOf = (...titles) => ({ headers: HEADERS, feeds: ['jobtitle', 'companysize'], rows: titles.map((title) => [title, '11-50']) });
const ONE = tableOf('CEO');
const TWO = tableOf('Intern', 'Head of Sales');
const THREE = tableOf('CTO', 'Founder', null);
const codes = (outcomes) => outcomes.map(({ problem, answer }) => problem?.code ?? answer.rows.length);
const error = (status, message = 'It cannot be.', headers = {}) => ({ status, headers, body: { error: 'x', message, detail: null } });
const page = (status = 200) => ({ status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body: '<html><title>Free Wi-Fi</title></html>' });
const holding = (title) => ({ text }) => text.includes(title);
const last = (world) => world.executions.at(-1);

/** A world, asked for all three tables with these answers prepared: what came of each. */
function asked(prepare = () => {}, { tables = [ONE, TWO, THREE], deadline } = {}) {
  const world = office({ Leads: [HEADERS] });
  prepare(world);
  const began = world.clock.now();
  const outcomes = world.call('serviceScore_', tables, deadline === undefined ? undefined : began + deadline);
  return { world, outcomes, codes: codes(outcomes), requests: world.fetches.length, slept: last(world).sleptMs };
}

test('tables are sent all at once and answered in their order, by the real service', () => {
  const { world, outcomes, requests, slept } = asked();
  assert.deepEqual(codes(outcomes), [1, 2, 3]);
  assert.deepEqual([requests, slept, world.calls.filter((name) => name.startsWith('UrlFetchApp.'))], [3, 0, ['UrlFetchApp.fetchAll']]);
  const [one, two] = outcomes.map(({ answer }) => answer.rows.map(({ score }) => score));
  assert.notEqual(one[0], two[0]);
  assert.deepEqual(codes(asked(() => {}, { tables: [TWO, ONE] }).outcomes), [2, 1]);
  assert.deepEqual(asked(() => {}, { tables: [ONE] }).outcomes[0].answer.rows[0].score, one[0]);
  for (const { headers, method, url } of world.fetches) {
    assert.deepEqual([headers['X-API-Key'], headers['Content-Type'], method, url], [KEY, 'application/json', 'POST', 'https://leadsheet.test/table/score']);
  }
});

test('nothing to send sends nothing', () => {
  assert.deepEqual(asked(() => {}, { tables: [] }).requests, 0);
});

test('accents, emoji and long tables arrive as they are', () => {
  const titles = leads(300).slice(1).map((row, at) => `${row[2]} à l’étranger 🚀 ${at}`);
  const { outcomes, world } = asked(() => {}, { tables: [tableOf(...titles)] });
  assert.equal(outcomes[0].answer.rows.length, 300);
  assert.deepEqual(world.fetches[0].body.rows.map(([title]) => title), titles);
});

test('one that fails for good does not take the others with it', () => {
  for (const [answer, code, args] of [
    [error(400), 'table_refused', { message: 'It cannot be.' }],
    [error(401), 'key_refused', {}],
    [error(403), 'key_refused', {}],
    [error(404), 'not_leadsheet', {}],
    [error(413), 'too_large', {}],
    [{ status: 413, body: '<html>' }, 'too_large', {}],
    [error(415), 'table_refused', { message: 'It cannot be.' }],
    [error(422), 'table_refused', { message: 'It cannot be.' }],
    [error(501), 'failing', { status: 501 }],
    [page(), 'not_leadsheet', {}],
    [page(403), 'not_leadsheet', {}],
    [page(422), 'not_leadsheet', {}],
    [{ body: 'null' }, 'not_leadsheet', {}],
    [{ body: { predictions: [] } }, 'not_leadsheet', {}],
    [{ status: 204 }, 'not_leadsheet', {}],
    [{ status: 301, headers: { Location: 'https://leadsheet.test/table/score' } }, 'moved', {}],
  ]) {
    const { outcomes, requests, slept } = asked((world) => world.answerNext(answer, { match: holding('Intern'), times: 9 }));
    assert.deepEqual(codes(outcomes), [1, code, 3], JSON.stringify(answer));
    assert.deepEqual(outcomes[1].problem.args, args);
    assert.deepEqual([requests, slept], [3, 0], `${code} was tried again`);
  }
});

test('what may pass is tried twice more, for that table alone, with rests that grow', () => {
  for (const answer of [error(500), error(502), page(502), error(503), page(503), error(504), { body: '{"rows": [{"status": "sco' }, { body: '' }]) {
    const passed = asked((world) => world.answerNext(answer, { match: holding('Intern'), times: 2 }));
    assert.deepEqual(passed.codes, [1, 2, 3], JSON.stringify(answer));
    assert.equal(passed.requests, 5);
    assert.ok(passed.slept >= 2000 && passed.slept <= 4000, String(passed.slept));
    const { codes: ended, requests } = asked((world) => world.answerNext(answer, { match: holding('Intern'), times: 9 }));
    assert.deepEqual([ended[0], ended[2], requests], [1, 3, 5]);
    assert.ok(['failing', 'no_model', 'garbled'].includes(ended[1]), ended[1]);
  }
});

test('a service without a model says so in its own words', () => {
  const { outcomes } = asked((world) => world.answerNext(error(503, 'There is no model.'), { match: holding('CEO'), times: 9 }));
  assert.deepEqual([outcomes[0].problem.code, outcomes[0].problem.args], ['no_model', { message: 'There is no model.' }]);
});

test('two who failed together do not come back together', () => {
  const rests = new Set(Array.from({ length: 6 }, () => asked((world) => world.answerNext(error(500), { match: holding('CEO') })).slept));
  assert.ok(rests.size > 1);
});

test('a lost connection fails all that was sent with it, and all is sent again', () => {
  for (const failure of ['lost', 'dns', 'timeout']) {
    const passed = asked((world) => world.answerNext(failure, { match: holding('Intern'), times: 1 }));
    assert.deepEqual([passed.codes, passed.requests], [[1, 2, 3], 6], failure);
  }
});

test('one whose connection fails every time leaves the others their scores', () => {
  const { codes: ended, requests } = asked((world) => world.answerNext('lost', { match: holding('Intern'), times: 9 }));
  assert.deepEqual([ended, requests], [[1, 'unreachable', 3], 9]);
});

test('a service that is away is not asked for ever', () => {
  const { codes: ended, requests, slept } = asked((world) => world.answerNext('dns', { times: Infinity }));
  assert.deepEqual([ended, requests], [['unreachable', 'unreachable', 'unreachable'], 9]);
  assert.ok(slept < 4000);
});

test('a used-up quota is not used further', () => {
  const { codes: ended, requests } = asked((world) => world.answerNext('quota', { times: Infinity }));
  assert.deepEqual([ended, requests], [['quota', 'quota', 'quota'], 3]);
  const { codes: real } = asked((world) => (world.limits.fetchesADay = 2));
  assert.deepEqual(real, ['quota', 'quota', 'quota']);
});

test('429 waits as long as it says, then only that table is sent again', () => {
  const { codes: ended, requests, slept } = asked((world) => world.answerNext(error(429, 'Slowly.', { 'retry-AFTER': '17' }), { match: holding('Intern') }));
  assert.deepEqual([ended, requests, slept], [[1, 2, 3], 4, 17_000]);
});

test('429 that asks for too much, or again and again, ends within a minute', () => {
  for (const [after, most, seconds] of [['61', 1, 61], ['40', 2, 40], ['1', 7, 1], ['0', 7, 1], ['soon', 7, 5], [null, 7, 5]]) {
    const { outcomes, requests, slept } = asked(
      (world) => world.answerNext(error(429, 'Slowly.', after === null ? {} : { 'Retry-After': after }), { times: Infinity }),
      { tables: [ONE] },
    );
    assert.deepEqual([outcomes[0].problem.code, outcomes[0].problem.args.seconds], ['busy', seconds]);
    assert.ok(slept <= 60_000 && requests <= most, `${after}: ${slept} ms, ${requests} requests`);
  }
});

test('429 and failures together: each has its own patience', () => {
  const { codes: ended, requests } = asked((world) => {
    world.answerNext(error(429, 'Slowly.', { 'Retry-After': '90' }), { match: holding('CEO'), times: 9 });
    world.answerNext(error(500), { match: holding('Intern'), times: 1 });
  });
  assert.deepEqual([ended, requests], [['busy', 2, 3], 4]);
});

test('no rest goes beyond the deadline, and nothing is sent after it', () => {
  const rested = asked((world) => world.answerNext(error(429, 'Slowly.', { 'Retry-After': '30' }), { times: 9 }), { deadline: 25_000 });
  assert.deepEqual([rested.codes[0], rested.slept, rested.requests], ['busy', 0, 3]);
  const late = asked(() => {}, { deadline: -1 });
  assert.deepEqual([late.codes, late.requests], [['timed_out', 'timed_out', 'timed_out'], 0]);
  const slow = asked((world) => world.answerNext('timeout', { times: 9 }), { deadline: 100_000, tables: [ONE] });
  assert.ok(slow.requests <= 2, `${slow.requests} requests of a minute each in 100 seconds`);
});

test('neither a key nor a lead follows a redirect', async (t) => {
  // A thread of its own: this one stands still while the script waits for an answer.
  const server = new Worker(
    `const { createServer } = require('http');
     const { parentPort } = require('worker_threads');
     const met = [];
     const server = createServer((request, answer) => {
       met.push(request.url);
       answer.writeHead(request.url.startsWith('/table') ? 307 : 200, { Location: '/elsewhere' }).end('{}');
     });
     server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
     parentPort.on('message', () => parentPort.postMessage(met));`,
    { eval: true },
  );
  t.after(() => server.terminate());
  const said = () => new Promise((resolve) => server.once('message', resolve));
  const world = office({ Leads: [HEADERS] }, { serviceUrl: `http://127.0.0.1:${await said()}` });
  assert.deepEqual(codes(world.call('serviceScore_', [ONE])), ['moved']);
  assert.throws(() => world.call('serviceMap_', ONE), { code: 'moved' });
  server.postMessage('what did you meet?');
  assert.deepEqual(await said(), ['/table/score', '/table/map']);
});

test('an answer that is not to the question is not believed', () => {
  const good = { status: 'scored', message: null, score: 0.5, label: 'engaged', confidence: 'low', reasons: '+ x' };
  const answer = (rows, more = {}) => ({ body: { rows, mapping: { columns: [] }, model_version: '1', refused: {}, ...more } });
  for (const [what, odd] of [
    ['too few rows', answer([good])],
    ['too many rows', answer([good, good, good])],
    ['no row', answer([good, null])],
    ['a score that is a text', answer([good, { ...good, score: '0.5' }])],
    ['a score beyond 1', answer([good, { ...good, score: 1.5 }])],
    ['a score that is missing', answer([good, { ...good, score: null }])],
    ['a label that is missing', answer([good, { ...good, label: undefined }])],
    ['reasons that are a list', answer([good, { ...good, reasons: [] }])],
    ['a blank row with a score', answer([good, { status: 'blank', score: 0.3 }])],
    ['no mapping', answer([good, good], { mapping: null })],
  ]) {
    const { codes: ended } = asked((world) => world.answerNext(odd, { times: 9 }), { tables: [TWO] });
    assert.deepEqual(ended, ['garbled'], what);
  }
  assert.deepEqual(asked((world) => world.answerNext(answer([good, { status: 'blank', message: 'The row is blank.' }])), { tables: [TWO] }).codes, [2]);
});

test('a map is asked again once, and what it says is checked', () => {
  const ask = (prepare = () => {}) => {
    const world = office({ Leads: [HEADERS] });
    prepare(world);
    try {
      return { world, answer: world.call('serviceMap_', { headers: HEADERS, rows: [] }) };
    } catch (problem) {
      return { world, code: problem.code };
    }
  };
  assert.deepEqual(ask().answer.fields, { companysize: [1], jobtitle: [0] });
  assert.match(ask().answer.model_version, /^\d{4}\./);
  assert.equal(ask((world) => world.answerNext(error(502))).answer.columns.length, 2);
  for (const [answer, code, requests] of [
    [error(502), 'failing', 2],
    ['lost', 'unreachable', 2],
    [{ body: { columns: [{}], fields: {} } }, 'garbled', 2],
    [{ body: {} }, 'not_leadsheet', 1],
    [page(), 'not_leadsheet', 1],
    [error(429, 'Slowly.', { 'Retry-After': '3' }), 'busy', 1],
    [error(422), 'table_refused', 1],
  ]) {
    const { world, code: told } = ask((asking) => asking.answerNext(answer, { times: 9 }));
    assert.deepEqual([told, world.fetches.length], [code, requests], JSON.stringify(answer));
  }
});

test('Google’s own refusals become problems with a sentence, and an unknown text stays untold', () => {
  const world = office({ Leads: [HEADERS] });
  const told = (kind, message) => world.call('answered_', () => {
    throw Object.assign(new Error(message), { name: kind });
  }).problem;
  for (const [message, code] of [
    ['Service invoked too many times for one day: urlfetch.', 'quota'],
    ['You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.', 'protected'],
    ['Lock timeout: another process was holding the lock for too long.', 'locked'],
    ['There are too many LockService operations against the same script.', 'locked'],
    ['Exceeded maximum execution time', 'timed_out'],
    ['Service timed out: Spreadsheets', 'timed_out'],
    ['You do not have permission to call UrlFetchApp.fetch. Required permissions: x', 'unauthorized'],
    ['Authorization is required to perform that action.', 'unauthorized'],
    ["We're sorry, a server error occurred. Please wait a bit and try again.", 'google_failing'],
    ['UrlFetch calls to https://leads.example.com are not permitted by your admin', 'blocked_url'],
    ['Limit Exceeded: URLFetch POST Size.', 'too_large'],
    ['DNS error: https://leads.example.com', 'unreachable'],
  ]) {
    assert.equal(told('Exception', message).code, code, message);
  }
  const { code, sentence } = told('TypeError', `Cannot read Ana Martin of ${KEY}`);
  assert.equal(code, 'unexpected');
  assert.match(sentence, /\(TypeError\)/);
  assert.doesNotMatch(sentence, /Ana|lsk_/);
  assert.match(told('<b>Ana</b>', 'x').sentence, /\(Error\)/);
});

test('no log has a word of it', () => {
  const { world } = asked((one) => one.answerNext(error(500), { times: 2 }));
  assert.deepEqual([...world.logs, ...world.executions.flatMap(({ logs }) => logs)], []);
});
