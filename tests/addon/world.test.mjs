/** The world itself: executions, services and their limits. What sheets do is in world-sheets.test.mjs. */

import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ExecutionEnded, FAKES, newWorld } from './world/index.mjs';
import { membersOf } from './world/strict.mjs';

const folder = mkdtempSync(join(tmpdir(), 'world-'));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(
  join(folder, 'Code.js'),
  `let runs = 0;
   function echo(value) { runs += 1; return value; }
   function count() { runs += 1; return runs; }
   function make(kind) { return { date: new Date(0), fn() {}, gap: { a: undefined }, bytes: new Map() }[kind]; }
   function inside(kind) { return { deep: [make(kind)] }; }
   function secret_() { return 'secret'; }
   function stamp(text) { SpreadsheetApp.getActiveSheet().getRange(2, 1).setValue(text); }
   function stubborn() { for (let at = 0; at < 9; at += 1) { try { Utilities.sleep(60000); } catch (error) { at -= 1; } } return 'done'; }
   function cached(value) { CacheService.getUserCache().put('k', value); return CacheService.getUserCache().get('k'); }
   function mine(value) { const store = PropertiesService.getUserProperties(); if (value) store.setProperty('k', value); return store.getProperty('k'); }
   function caught() { try { SpreadsheetApp.getActiveSheet().getRange(1, 1).sparkle(); } catch (error) { return 'caught'; } }
   function pair(values) { return values.map((row) => [row[0], row.length]); }
   function writes() { SpreadsheetApp.getActiveSheet().getRange(1, 1).setValue('x'); }
   function onOpen(event) {
     if (event.authMode !== ScriptApp.AuthMode.NONE) PropertiesService.getUserProperties().getProperty('k');
     SpreadsheetApp.getUi().createMenu('Ours').addItem('Stamp', 'stampNow').addSeparator().addToUi();
   }
   function stampNow() { stamp('clicked'); }`,
);
writeFileSync(join(folder, 'Page.html'), '<p title="<?= word ?>"><?!= word ?><? if (many) { ?>s<? } ?></p>');
const world = (options) => newWorld({ folder, sheets: { Leads: [['Name'], ['Ana']] }, ...options });

test('every execution begins with fresh globals and its own copy of what it is sent', () => {
  const w = world();
  assert.equal(w.run('count'), 1);
  assert.equal(w.run('count'), 1);
  const sent = { a: [1, { b: null }] };
  const answer = w.run('echo', sent);
  assert.deepEqual(answer, sent);
  assert.notEqual(answer, sent);
  assert.equal(w.run('echo'), undefined);
});

test('what google.script.run does not carry is refused with its place', () => {
  const w = world();
  assert.throws(() => w.run('echo', { at: new Date() }), /a Date: argument 1\.at/);
  assert.throws(() => w.run('echo', () => 1), /a function: argument 1/);
  assert.throws(() => w.run('echo', { a: [undefined] }), /undefined: argument 1\.a\[0\]/);
  assert.throws(() => w.run('echo', NaN), /NaN/);
  assert.throws(() => w.run('inside', 'date'), /a Date: the answer\.deep\[0\]/);
  assert.throws(() => w.run('inside', 'fn'), /a function/);
  assert.throws(() => w.run('inside', 'gap'), /undefined: the answer\.deep\[0\]\.a/);
  assert.throws(() => w.run('inside', 'bytes'), /Map/);
  assert.throws(() => w.run('secret_'), /private/);
  assert.equal(w.call('secret_'), 'secret');
  assert.throws(() => w.run('nowhere'), /Script function not found: nowhere/);
});

test('values of a call are of the scope they come to', () => {
  const w = world();
  assert.deepEqual(w.evaluate('[{ a: new Date(0) }]'), [{ a: new Date(0) }]);
  assert.equal(w.call('echo', { when: new Date(5) }).when.getTime(), 5);
  writeFileSync(join(folder, 'Own.js'), 'function own_(value, work) { return [value instanceof Date, value.constructor === Date, work()]; }');
  assert.deepEqual(w.call('own_', new Date(), () => 7), [true, true, 7]);
  assert.throws(() => w.evaluate(`(() => { const e = new RangeError('no'); e.code = 'c'; e.args = [1]; throw e; })()`), { name: 'RangeError', message: 'no', code: 'c', args: [1] });
});

test('a member that Google does not have fails the execution, even where the script catches it', () => {
  const w = world();
  assert.throws(() => w.evaluate('SpreadsheetApp.getActiveSheet().getRange(1, 1).sparkle'), { name: 'TypeError', message: 'Range.sparkle: the fake has no such member' });
  assert.throws(() => w.run('caught'), /Range\.sparkle/);
  assert.throws(() => w.evaluate('SpreadsheetApp.ProtectionType.CELL'), /ProtectionType\.CELL/);
  assert.throws(() => w.evaluate('ScriptApp.getOAuthToken()'), /getOAuthToken/);
  assert.throws(() => w.evaluate('SpreadsheetApp.mine = 1'), /nothing can be set/);
  assert.throws(() => w.evaluate('SpreadsheetApp.getActiveSheet().getRange(1, undefined)'), { name: 'Exception', message: /don't match the method signature/ });
  assert.throws(() => w.evaluate('SpreadsheetApp.getActiveSheet().getName(1)'), /don't match the method signature/);
});

const TYPES = fileURLToPath(new URL('../../addon/node_modules/@types/google-apps-script/', import.meta.url));

test("every member of a fake stands in Google's own types", { skip: !existsSync(TYPES) && 'scripts/check-addon has not installed them' }, () => {
  const files = ['spreadsheet', 'base', 'cache', 'html', 'lock', 'properties', 'script', 'url-fetch', 'utilities'];
  const text = files.map((file) => readFileSync(join(TYPES, `google-apps-script.${file}.d.ts`), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')).join('\n');
  const known = (kind) => {
    const bodies = [...text.matchAll(new RegExp(`^( *)(?:declare )?(?:interface|class) ${kind}\\b([^{]*)\\{([\\s\\S]*?)\\n\\1\\}`, 'gm'))];
    assert.ok(bodies.length > 0, `the types have no ${kind}`);
    const parents = bodies.flatMap(([, , head]) => [...head.matchAll(/extends ([\w., ]+)/g)].flatMap(([, names]) => names.split(',')));
    const own = bodies.flatMap(([, , , body]) => [...body.matchAll(/^\s*(\w+)\??[(:<]/gm)].map(([, name]) => name));
    return new Set([...own, ...parents.flatMap((name) => [...known(name.trim().split('.').at(-1))])]);
  };
  assert.ok(FAKES.length > 30);
  for (const fake of FAKES) {
    const google = known(fake.name);
    const missing = membersOf(fake).filter((member) => !google.has(member));
    assert.deepEqual(missing, [], `${fake.name} has members that Google does not have`);
  }
});

test('a menu built by onOpen is clicked by its caption, authorised or not', () => {
  for (const authMode of ['FULL', 'LIMITED', 'NONE']) {
    const w = world({ authMode });
    w.menu('Stamp');
    assert.equal(w.sheet('Leads').cell(2, 1), 'clicked');
    assert.throws(() => w.menu('Nothing'), /no item "Nothing": Stamp/);
  }
});

test('without authorisation the restricted services refuse', () => {
  const w = world({ authMode: 'NONE' });
  for (const code of [
    'PropertiesService.getUserProperties()', 'CacheService.getDocumentCache()', 'LockService.getDocumentLock()', "UrlFetchApp.fetch('https://leadsheet.test/')",
    'Session.getActiveUser()', 'Session.getActiveUserLocale()', 'SpreadsheetApp.getActiveSpreadsheet().getName()',
    'SpreadsheetApp.getUi().showSidebar(HtmlService.createHtmlOutput())',
  ]) {
    assert.throws(() => w.evaluate(code), { name: 'Exception', message: /^You do not have permission to call / }, code);
  }
});

test('a custom function has 30 seconds, few services and the properties of the owner', () => {
  const w = world();
  w.run('mine', "ana's");
  const bob = w.as('bob@example.com');
  bob.run('mine', "bob's");
  assert.equal(bob.cell('mine'), "ana's");
  assert.equal(bob.run('mine'), "bob's");
  assert.throws(() => w.cell('writes'), /You do not have permission to call Range\.setValue/);
  assert.throws(() => w.cell('stubborn'), ExecutionEnded);
  assert.throws(() => w.cell('make', 'fn'), /function/);
  assert.deepEqual(w.cell('pair', w.sheet().values('A1:B2')), [['Name', 2], ['Ana', 2]]);
  assert.throws(() => w.cell('echo', [[1], [1, 2]]), /rectangle/);
  assert.throws(() => w.cell('echo', [[{}]]), /not a number/);
});

test('time is virtual, and an execution that lasts too long ends whatever it catches', () => {
  const w = world();
  const began = Date.now();
  assert.equal(w.evaluate('(() => { const at = Date.now(); Utilities.sleep(90000); return Math.round((new Date() - at) / 1000); })()'), 90);
  assert.equal(w.executions.at(-1).sleptMs, 90_000);
  assert.throws(() => w.run('stubborn'), { name: 'ExecutionEnded', message: 'Exceeded maximum execution time' });
  assert.ok(Date.now() - began < 5000);
  w.slow(400_000, { before: 'Range.setValue' });
  assert.throws(() => w.run('stamp', 'late'), ExecutionEnded);
});

test('locks keep executions apart, in virtual time', () => {
  const w = world();
  const lock = (then) => `(() => { const lock = LockService.getDocumentLock(); const got = lock.tryLock(10000); ${then}; return [got, lock.hasLock()]; })()`;
  assert.deepEqual(w.evaluate(lock('')), [true, true]);
  w.holdLock(5000);
  assert.deepEqual(w.as('bob@example.com').evaluate(lock('')), [true, true]);
  assert.ok(w.lockOf('document').holder === null);
  w.holdLock(60_000);
  assert.deepEqual(w.evaluate(lock('')), [false, false]);
  assert.throws(() => w.evaluate('LockService.getDocumentLock().waitLock(1000)'), /Lock timeout: another process was holding the lock for too long\./);
  w.advance(60_000);
  const seen = [];
  w.meanwhile(() => seen.push(w.as('bob@example.com').evaluate(lock(''))), { before: 'Session.getScriptTimeZone' });
  assert.deepEqual(w.evaluate(lock('Session.getScriptTimeZone(); lock.releaseLock()')), [true, false]);
  assert.deepEqual(seen, [[false, false]]);
});

test('properties and caches have their limits, and caches forget', () => {
  const w = world();
  assert.throws(() => w.run('mine', 'x'.repeat(9 * 1024 + 1)), /Argument too large: value/);
  const fill = `(() => { const s = PropertiesService.getDocumentProperties(); for (let at = 0; at < 60; at += 1) s.setProperty('k' + at, 'x'.repeat(9000)); })()`;
  assert.throws(() => w.evaluate(fill), /exceeded the property storage quota/);
  assert.throws(() => w.evaluate(`PropertiesService.getUserProperties().setProperty('k', 5)`), /signature/);
  assert.equal(w.run('cached', 'v'), 'v');
  assert.throws(() => w.run('cached', 'x'.repeat(100 * 1024 + 1)), /Argument too large/);
  assert.throws(() => w.evaluate(`CacheService.getUserCache().put('k'.repeat(251), 'v')`), /Argument too large: key/);
  assert.throws(() => w.evaluate(`CacheService.getUserCache().put('k', 'v', 21601)`), /expirationInSeconds/);
  const look = `CacheService.getUserCache().get('k')`;
  assert.equal(w.evaluate(look), 'v');
  assert.equal(w.as('bob@example.com').evaluate(look), null);
  assert.equal(w.advance(601_000).evaluate(look), null);
  w.run('cached', 'v');
  assert.equal(w.forgetCaches().evaluate(look), null);
});

test('an execution that is killed keeps or loses what was buffered, and lets go of its locks', () => {
  for (const [buffered, stands] of [['landed', 'new'], ['lost', 'Ana']]) {
    const w = world();
    w.kill({ before: 'Range.getValue', buffered });
    const code = `(() => { LockService.getDocumentLock().waitLock(1); const s = SpreadsheetApp.getActiveSheet(); s.getRange(2, 1).setValue('new');
      try { s.getRange(1, 1).getValue(); } catch (error) { s.getRange(1, 1).setValue('after death'); } return 'lived'; })()`;
    assert.throws(() => w.evaluate(code), ExecutionEnded);
    assert.deepEqual(w.sheet().rows(), [['Name'], [stands]]);
    assert.equal(w.lockOf('document').holder, null);
  }
});

test('templates escape what they should', () => {
  const w = world();
  const code = `(() => { const t = HtmlService.createTemplateFromFile('Page'); t.word = '<b>"&'; t.many = true; const out = t.evaluate().setTitle('T');
    SpreadsheetApp.getUi().showSidebar(out); return out.getContent(); })()`;
  assert.equal(w.evaluate(code), '<p title="&lt;b&gt;&#34;&amp;"><b>"&s</p>');
  assert.equal(w.sidebar.title, 'T');
  assert.throws(() => w.evaluate(`HtmlService.createHtmlOutputFromFile('None')`), /No HTML file named None was found\./);
});

test('digests, dates and texts come out as from Google', () => {
  const w = world();
  assert.deepEqual(w.evaluate(`Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, 'a', Utilities.Charset.UTF_8).slice(0, 4)`), [-54, -105, -127, 18]);
  assert.equal(w.evaluate(`Utilities.formatDate(new Date(Date.UTC(2026, 6, 1, 22, 30)), 'Europe/Paris', "yyyy-MM-dd'T'HH:mm:ssXXX EEE")`), '2026-07-02T00:30:00+02:00 Thu');
  assert.throws(() => w.evaluate(`Utilities.formatDate('2026-01-01', 'Europe/Paris', 'yyyy')`), /signature/);
  assert.equal(w.evaluate(`Utilities.ungzip(Utilities.gzip(Utilities.newBlob('héé'))).getDataAsString()`), 'héé');
  w.evaluate(`console.log('row %s', 3)`);
  assert.equal(w.logs[0].text, 'row 3');
});
