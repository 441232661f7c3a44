/** The settings: addresses that can be, a key that nobody sees again, and a test that tells every failure apart. */

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { KEY, SERVICE, ok, problem } from './scenes.mjs';
import { newWorld } from './world/index.mjs';

const { LEADSHEET_IDENTITY_URL: KNOWING, LEADSHEET_IDENTITY_TOKEN: TOKEN, LEADSHEET_IDENTITY_EXPIRED: EXPIRED } = process.env;
const withIdentity = KNOWING && TOKEN ? {} : { skip: 'no service that knows people by their tokens' };
const HERE = 'https://leadsheet.test';
const SECRET = 'lsk_never-to-be-seen-again';
const fresh = (options = {}) => newWorld({ serviceUrl: SERVICE, ...options });
const saved = (world, url, more = {}) => world.run('saveSettings', { url, sign: 'key', ...more });

/** The add-on as a team deploys it, with its own address filled in. */
const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));
function deployed(address) {
  const folder = mkdtempSync(join(tmpdir(), 'addon-'));
  folders.push(folder);
  cpSync(new URL('../../addon/', import.meta.url), folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
  const file = join(folder, 'Deployment.js');
  writeFileSync(file, readFileSync(file, 'utf8').replace("SERVICE_URL = ''", `SERVICE_URL = '${address}'`));
  return folder;
}

test('addresses are kept in one form', () => {
  const world = fresh();
  for (const [typed, kept] of [
    ['https://leads.example.com', 'https://leads.example.com'],
    ['  HTTPS://Leads.Example.COM/  ', 'https://leads.example.com'],
    ['leads.example.com', 'https://leads.example.com'],
    ['https://leads.example.com:443', 'https://leads.example.com'],
    ['https://leads.example.com:8443/', 'https://leads.example.com:8443'],
    ['https://example.com/leadsheet/api//', 'https://example.com/leadsheet/api'],
    ['https://leads.example.com.', 'https://leads.example.com'],
    ['https://93.184.216.34', 'https://93.184.216.34'],
    ['https://xn--lads-9oa.example', 'https://xn--lads-9oa.example'],
  ]) {
    assert.equal(ok(saved(world, typed)).url, kept);
  }
});

test('what is no address of a service is refused, and nothing of it is kept', () => {
  const world = fresh();
  ok(saved(world, HERE));
  for (const typed of [
    '', '   ', 'http://leads.example.com', 'ftp://leads.example.com', 'javascript:alert(1)', 'https://', 'https:///x',
    'https://ana:secret@leads.example.com', 'https://leads.example.com@evil.example', 'https://leads.example.com/?q=1',
    'https://leads.example.com#x', 'https://leads example.com', 'https://leads.example.com/a b', 'https://leads.example.com\\@evil.example',
    'https://leads.example.com:99999', 'https://leads..example.com', 'https://-leads.example.com', 'https://127.1', 'https://2130706433',
    'https://0x7f.0.0.1', 'https://300.1.1.1', `https://${'a'.repeat(600)}.example.com`, null, 7, {}, ['https://leads.example.com'],
  ]) {
    assert.equal(problem(saved(world, typed)), 'bad_url', String(typed));
  }
  assert.equal(ok(world.run('readSettings')).url, HERE);
});

test('an address that Google cannot reach is told from one that is wrong', () => {
  const world = fresh();
  for (const host of [
    'localhost', 'localhost:8000', '127.0.0.1:8000', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.10', '169.254.169.254', '100.64.0.1',
    '0.0.0.0', '[::1]:8000', '[fd00::1]', '[fe80::1]', '[::ffff:127.0.0.1]', 'printer', 'leads.local', 'leads.internal', 'api.localhost',
  ]) {
    for (const scheme of ['http://', 'https://']) {
      const answer = saved(world, scheme + host);
      assert.equal(problem(answer), 'private_url', host);
      assert.ok(answer.problem.sentence.includes(host.replace(/:8000$/, '')), answer.problem.sentence);
    }
  }
  for (const host of ['172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '192.169.0.1', '11.0.0.1']) ok(saved(world, `https://${host}`));
});

test('the key never comes back, is kept for its person alone, and is forgotten when asked', () => {
  const world = fresh();
  const answers = [saved(world, HERE, { key: `  ${SECRET}\n` }), world.run('readSettings'), saved(world, HERE, { key: '' }), world.run('testConnection')];
  assert.deepEqual(ok(answers[2]), { url: HERE, fixedUrl: false, sign: 'key', hasKey: true });
  assert.equal(JSON.stringify(answers).includes(SECRET), false);
  assert.ok([...world.storeOf('properties', 'user').values()].includes(SECRET));
  for (const scope of ['document', 'script']) assert.equal(world.storeOf('properties', scope).size, 0);
  const colleague = world.as('ben@example.com');
  assert.deepEqual(ok(colleague.run('readSettings')), { url: '', fixedUrl: false, sign: 'key', hasKey: false });
  assert.equal(ok(world.run('forgetKey')).hasKey, false);
  assert.equal(JSON.stringify([...world.storeOf('properties', 'user')]).includes(SECRET), false);
  assert.deepEqual([...world.logs, ...world.executions.flatMap(({ logs }) => logs)], []);
});

test('what cannot be a key is refused before it is kept: it would be a header', () => {
  const world = fresh();
  for (const key of ['two words', 'line\nbreak', 'accentué', 'x'.repeat(301)]) {
    assert.equal(problem(saved(world, HERE, { key })), 'bad_key');
  }
  assert.deepEqual(ok(world.run('readSettings')), { url: '', fixedUrl: false, sign: 'key', hasKey: false });
  assert.equal(problem(world.run('saveSettings', null)), 'bad_url');
});

test('without an address everything says so', () => {
  assert.equal(problem(fresh().run('testConnection')), 'no_settings');
});

test('the real service lets a right key in; three questions, of which only the last shows the key', () => {
  const world = fresh();
  ok(saved(world, HERE, { key: KEY }));
  const { version, model, seconds } = ok(world.run('testConnection'));
  assert.match(version, /^\d+\.\d+/);
  assert.match(model, /^\d{4}\./);
  assert.ok(seconds >= 0 && seconds < 30);
  assert.deepEqual(world.fetches.map(({ method, url }) => `${method} ${url}`), [`GET ${HERE}/health`, `GET ${HERE}/health/ready`, `POST ${HERE}/table/map`]);
  assert.deepEqual(world.fetches.map(({ headers }) => headers['X-API-Key'] ?? null), [null, null, KEY]);
  assert.deepEqual(world.fetches[2].body, { headers: ['Job title', 'Company size'], rows: [] });
});

test('the real service refuses a wrong key, and wants one where there is none', () => {
  const world = fresh();
  ok(saved(world, HERE));
  assert.equal(problem(world.run('testConnection')), 'key_missing');
  ok(saved(world, HERE, { key: SECRET }));
  assert.equal(problem(world.run('testConnection')), 'key_refused');
});

test('each way of failing is told apart', () => {
  const error = (status, message = 'No.') => ({ status, body: { error: 'x', message, detail: null } });
  const page = (status) => ({ status, headers: { 'Content-Type': 'text/html' }, body: '<!doctype html><title>Log in</title>' });
  for (const [match, answer, code] of [
    ['/health', 'dns', 'unreachable'],
    ['/health', 'lost', 'unreachable'],
    ['/health', 'timeout', 'unreachable'],
    ['/health', 'quota', 'quota'],
    ['/health', page(200), 'not_leadsheet'],
    ['/health', page(401), 'not_leadsheet'],
    ['/health', page(404), 'not_leadsheet'],
    ['/health', { body: { status: 'healthy', service: 'another' } }, 'not_leadsheet'],
    ['/health', { body: [] }, 'not_leadsheet'],
    ['/health', { body: 'ok' }, 'not_leadsheet'],
    ['/health', { status: 302, headers: { Location: 'https://elsewhere.example/' } }, 'moved'],
    ['/health', page(502), 'failing'],
    ['/health/ready', { status: 503, body: { ready: false, model_version: '', problems: ['The model folder is empty.'] } }, 'no_model'],
    ['/health/ready', page(503), 'not_leadsheet'],
    ['/table/map', error(401), 'key_refused'],
    ['/table/map', error(403), 'key_refused'],
    ['/table/map', page(403), 'not_leadsheet'],
    ['/table/map', error(429), 'busy'],
    ['/table/map', error(422), 'table_refused'],
    ['/table/map', error(413), 'too_large'],
    ['/table/map', error(404), 'not_leadsheet'],
    ['/table/map', { status: 308, headers: { Location: 'https://elsewhere.example/' } }, 'moved'],
  ]) {
    const world = fresh();
    ok(saved(world, HERE, { key: KEY }));
    world.answerNext(answer, { match: ({ url }) => url === HERE + match, times: 9 });
    const told = world.run('testConnection');
    assert.equal(problem(told), code, JSON.stringify([match, answer]));
    assert.ok(world.oddAnswers.left < 9, match);
    if (match.startsWith('/health')) assert.ok(world.fetches.every(({ headers }) => !headers['X-API-Key']), 'the key went to a stranger');
    assert.equal(JSON.stringify([told, world.logs]).includes(KEY), false);
    if (code === 'no_model') assert.match(told.problem.sentence, /“The model folder is empty”/);
  }
});

test('with Google sign-in the service is shown who asks, and no key', withIdentity, () => {
  const world = newWorld({ serviceUrl: KNOWING, identityToken: TOKEN });
  ok(saved(world, HERE, { sign: 'google', key: SECRET }));
  ok(world.run('testConnection'));
  const { headers } = world.fetches.at(-1);
  assert.deepEqual([headers.Authorization, 'X-API-Key' in headers], [`Bearer ${TOKEN}`, false]);
  assert.deepEqual([...world.storeOf('properties', 'user').values()].filter((kept) => kept.includes(TOKEN)), []);
});

test('an identity the service does not take, and one that ran out', withIdentity, () => {
  for (const token of [EXPIRED, `${TOKEN.slice(0, -8)}AAAAAAAA`]) {
    const world = newWorld({ serviceUrl: KNOWING, identityToken: token });
    ok(saved(world, HERE, { sign: 'google' }));
    assert.equal(problem(world.run('testConnection')), 'identity_refused');
  }
});

test('where Google does not say who somebody is, nothing is sent in their name', () => {
  for (const [token, code] of [[null, 'identity_missing'], [() => assert.fail('You do not have permission to call ScriptApp.getIdentityToken.'), 'unauthorized']]) {
    const world = fresh({ identityToken: token });
    ok(saved(world, HERE, { sign: 'google' }));
    assert.equal(problem(world.run('testConnection')), code);
    assert.ok(world.fetches.every(({ url }) => url.includes('/health')));
  }
  const stranger = fresh({ identityToken: 'a.b.c' });
  ok(saved(stranger, HERE, { sign: 'google' }));
  assert.equal(problem(stranger.run('testConnection')), 'identity_refused');
});

test('with the address filled in before deploying, people sign in with Google and nobody can enter another', () => {
  const folder = deployed(`${HERE}/`);
  const world = fresh({ folder, identityToken: 'a.b.c' });
  assert.deepEqual(ok(world.run('readSettings')), { url: HERE, fixedUrl: true, sign: 'google', hasKey: false });
  const kept = ok(saved(world, 'https://evil.example', { key: KEY }));
  assert.deepEqual(kept, { url: HERE, fixedUrl: true, sign: 'key', hasKey: true });
  assert.deepEqual(ok(saved(world, '')), kept);
  ok(world.run('testConnection'));
  assert.ok(world.fetches.every(({ url }) => url.startsWith(HERE)));
});

test('a key belongs to one service: with another address it is forgotten', () => {
  const world = fresh();
  ok(saved(world, HERE, { key: SECRET }));
  assert.equal(ok(saved(world, `${HERE}/`)).hasKey, true);
  assert.equal(ok(saved(world, 'https://leads.evil.example')).hasKey, false);
  assert.equal(ok(saved(world, HERE, { key: SECRET })).hasKey, true);
});
