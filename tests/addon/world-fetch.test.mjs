/** The world's UrlFetchApp: real HTTP made synchronous, Google's refusals, and odd answers. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { newWorld } from './world/index.mjs';

// The server needs a thread of its own: this one waits while it asks.
const SERVER = `
  const { parentPort } = require('node:worker_threads');
  const zlib = require('node:zlib');
  const server = require('node:http').createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const told = JSON.stringify({ method: request.method, path: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      if (request.url === '/cut') return request.socket.destroy();
      if (request.url === '/slow') return setTimeout(() => response.end(told), 400);
      if (request.url === '/moved') return response.writeHead(302, { Location: '/there' }).end();
      if (request.url === '/zipped') return response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(zlib.gzipSync(told));
      response.writeHead(Number(request.url.slice(1)) || 200, { 'Content-Type': 'application/json', 'Set-Cookie': ['a=1', 'b=2'] }).end(told);
    });
  }).listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

let url;
let thread;
before(async () => {
  thread = new Worker(SERVER, { eval: true });
  url = `http://127.0.0.1:${await new Promise((resolve) => thread.once('message', resolve))}`;
});
after(() => thread.terminate());

const world = () => newWorld({ serviceUrl: url });
const fetched = (w, path, options = {}) =>
  w.evaluate(`(() => { const r = UrlFetchApp.fetch(${JSON.stringify(url + path)}, ${JSON.stringify(options)});
    return { status: r.getResponseCode(), text: r.getContentText(), headers: r.getHeaders(), all: r.getAllHeaders() }; })()`);

test('a request reaches the service as it was meant, also by its other name', () => {
  const w = world();
  const { status, text, all } = fetched(w, '/score?x=1', { method: 'post', contentType: 'application/json', payload: '{"é":1}', headers: { 'X-API-Key': 'k' } });
  const told = JSON.parse(text);
  assert.deepEqual([status, told.method, told.path, told.body, told.headers['x-api-key'], told.headers['content-type']], [200, 'POST', '/score?x=1', '{"é":1}', 'k', 'application/json']);
  assert.match(told.headers['user-agent'], /Google-Apps-Script/);
  assert.deepEqual(all['Set-Cookie'], ['a=1', 'b=2']);
  assert.deepEqual([w.fetches[0].status, w.fetches[0].bytes, w.fetches[0].body, w.fetches[0].answer.method], [200, 8, { é: 1 }, 'POST']);
  assert.equal(JSON.parse(w.evaluate(`UrlFetchApp.fetch('https://leadsheet.test/health').getContentText()`)).path, '/health');
  assert.equal(JSON.parse(fetched(w, '/zipped').text).path, '/zipped');
  assert.equal(JSON.parse(fetched(w, '/moved').text).path, '/there');
  assert.equal(fetched(w, '/moved', { followRedirects: false }).status, 302);
});

test('an answer of 400 and more throws, unless it is muted', () => {
  assert.throws(() => fetched(world(), '/503'), { name: 'Exception', message: /returned code 503\. Truncated server response: / });
  assert.equal(fetched(world(), '/503', { muteHttpExceptions: true }).status, 503);
});

test('fetchAll asks all at once, and one lost connection fails the whole call', () => {
  const w = world();
  const began = Date.now();
  const asked = (paths) => w.evaluate(`UrlFetchApp.fetchAll(${JSON.stringify(paths.map((path) => ({ url: url + path })))}).map((r) => r.getResponseCode())`);
  assert.deepEqual(asked(['/slow', '/slow', '/slow', '/slow', '/slow', '/slow']), [200, 200, 200, 200, 200, 200]);
  assert.ok(Date.now() - began < 1600, `${Date.now() - began} ms`);
  assert.throws(() => asked(['/one', '/cut', '/two']), { name: 'Exception', message: `Address unavailable: ${url}/cut` });
  assert.deepEqual(w.fetches.slice(-3).map(({ status, failure }) => status ?? failure), [200, 'lost', 200]);
});

test('what Google would not send is refused', () => {
  const w = world();
  const refused = {
    "UrlFetchApp.fetch('http://localhost:1/')": /Address unavailable/,
    "UrlFetchApp.fetch('http://192.168.1.4/')": /Address unavailable/,
    "UrlFetchApp.fetch('https://nobody.example/')": /DNS error: https:\/\/nobody\.example\//,
    "UrlFetchApp.fetch('ftp://x.example/')": /Invalid argument/,
    "UrlFetchApp.fetch('https://leadsheet.test/', { body: '' })": /no such name: body/,
    "UrlFetchApp.fetch('https://leadsheet.test/', { method: 'brew' })": /method/,
    "UrlFetchApp.fetch('https://leadsheet.test/', { headers: { Host: 'x' } })": /Header:Host/,
    "UrlFetchApp.fetch('https://leadsheet.test/', { headers: { 'X-Key': null } })": /Header:X-Key/,
    "UrlFetchApp.fetch('https://leadsheet.test/' + 'x'.repeat(2100))": /URL Length/,
    "UrlFetchApp.fetch('https://leadsheet.test/', { method: 'post', payload: 'x'.repeat(50 * 1024 * 1024 + 1) })": /POST Size/,
  };
  for (const [code, message] of Object.entries(refused)) assert.throws(() => w.evaluate(code), { name: 'Exception', message }, code);
  w.limits.fetchesADay = w.fetchesToday;
  assert.throws(() => fetched(w, '/'), /Service invoked too many times for one day: urlfetch\./);
});

test('odd answers come when asked for, and no more often', () => {
  const w = world();
  w.answerNext({ status: 429, headers: { 'Retry-After': '3' }, body: { message: 'later' } }, { match: '/score' });
  assert.equal(fetched(w, '/other').status, 200);
  const busy = fetched(w, '/score', { muteHttpExceptions: true });
  assert.deepEqual([busy.status, busy.headers['Retry-After'], JSON.parse(busy.text)], [429, '3', { message: 'later' }]);
  assert.equal(fetched(w, '/score').status, 200);
  for (const [odd, message] of [['lost', /Address unavailable/], ['dns', /DNS error/], ['quota', /too many times/], ['timeout', /Timeout/]]) {
    w.answerNext(odd);
    assert.throws(() => fetched(w, '/x'), message);
  }
  assert.equal(w.executions.at(-1).sleptMs, 60_000);
  assert.equal(w.oddAnswers.left, 0);
  assert.throws(() => w.answerNext('sulk'), /no such answer/);
});
