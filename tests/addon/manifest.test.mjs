/** What the add-on may do at most, and what its files must not hold. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ADDON = new URL('../../addon/', import.meta.url);
const source = (name) => readFileSync(new URL(name, ADDON), 'utf8');
const names = readdirSync(ADDON).filter((name) => /\.(js|html)$/.test(name));
const code = (name) => source(name).replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

test('the permissions are these five, and the manifest asks for nothing else', () => {
  assert.deepEqual(JSON.parse(source('appsscript.json')), {
    timeZone: 'Etc/UTC',
    dependencies: {},
    exceptionLogging: 'NONE',
    runtimeVersion: 'V8',
    oauthScopes: [
      'https://www.googleapis.com/auth/spreadsheets.currentonly',
      'https://www.googleapis.com/auth/script.external_request',
      'https://www.googleapis.com/auth/script.container.ui',
      'openid',
      'https://www.googleapis.com/auth/userinfo.email',
    ],
  });
});

test('README tells of every permission', () => {
  for (const scope of JSON.parse(source('appsscript.json')).oauthScopes) {
    assert.ok(source('README.md').includes(`\`${scope.replace('https://www.googleapis.com/auth/', '')}\``), scope);
  }
});

test('no file answers the web, writes to a log, runs a text as code, or opens another file', () => {
  assert.ok(names.length > 10);
  for (const name of names) {
    assert.doesNotMatch(code(name), /\bfunction\s+do(Get|Post)\b|\bdo(Get|Post)\s*=/, name);
    // The sidebar may complain of a defect to the person's own browser; the script's log is read by others.
    assert.doesNotMatch(code(name), name.endsWith('.html') ? /\bconsole\s*\.\s*(?!error\b)|\bLogger\b/ : /\bconsole\b|\bLogger\b/, name);
    assert.doesNotMatch(code(name), /\beval\s*\(|new Function\b/, name);
    assert.doesNotMatch(code(name), /openById|openByUrl|DriveApp|GmailApp|MailApp|newTrigger|getOAuthToken/, name);
  }
});

test('the key is kept and read in Settings.js alone, and leaves in one header', () => {
  for (const name of names) {
    if (name !== 'Settings.js') assert.doesNotMatch(code(name), /KEY_KEPT_|leadsheet\.key/, name);
    if (!['Settings.js', 'Service.js', 'Answers.js', 'LeadScore.js'].includes(name)) {
      assert.doesNotMatch(code(name), /\bkeptSettings_|settings\.key|[=(:]\s*serviceSettings_\(/, name); // to ask whether there are some is fine
    }
  }
  assert.equal(code('Service.js').match(/settings\.key/g)?.length, 2);
  assert.match(code('Service.js'), /headers\['X-API-Key'\] = settings\.key;/);
  assert.doesNotMatch(code('Settings.js'), /DocumentProperties|ScriptProperties/);
});

test('what anybody may call from the sidebar, a menu or a cell is what was agreed', () => {
  const agreed = [
    'onOpen', 'onInstall', 'scoreAll', 'scoreSelection', 'scoreChanged', 'undoScoring', 'explainThisLead', 'openSettings', 'openHelp',
    'lookAtTab', 'mapColumns', 'tryThree', 'beginRun', 'stepRun', 'cancelRun', 'jumpTo', 'undoLast', 'explainLead',
    'readSettings', 'saveSettings', 'forgetKey', 'testConnection', 'LEAD_SCORE',
  ];
  for (const name of names.filter((one) => one.endsWith('.js'))) {
    for (const [, called] of code(name).matchAll(/^(?:async )?function\*?\s+(\w+)/gm)) {
      assert.ok(called.endsWith('_') || agreed.includes(called), `${name}: ${called}`);
    }
    for (const [, called] of code(name).matchAll(/^(?:const|let|var)\s+(\w+)\s*=\s*(?:\(|function|async)/gm)) {
      assert.ok(called.endsWith('_'), `${name}: ${called}`);
    }
  }
});

test('an upload takes the script and its pages, nothing else', () => {
  assert.deepEqual(source('.claspignore').trim().split('\n'), ['**/**', '!appsscript.json', '!*.js', '!*.html']);
});

test('nothing is filled in that belongs to one team', () => {
  assert.match(code('Deployment.js'), /const SERVICE_URL = '';/);
  assert.equal('urlFetchWhitelist' in JSON.parse(source('appsscript.json')), false);
});
