/** Every problem has a sentence in both languages, whole, with the same arguments, set as each language is set. */

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const ADDON = new URL('../../addon/', import.meta.url);
const source = (name) => readFileSync(new URL(name, ADDON), 'utf8');

/** The functions of Words.js alone; `locale` is what Google says, or null where it refuses. */
function words(locale = null) {
  const Session = { getActiveUserLocale: () => locale ?? assert.fail('not allowed') };
  const context = vm.createContext({ Session });
  vm.runInContext(source('Words.js'), context);
  return { ...context, table: JSON.parse(vm.runInContext('JSON.stringify(WORDS_)', context)) };
}

const { table, say_: sayEnglish } = words();
const codes = Object.keys(table.en).filter((code) => !code.startsWith('menu_'));
const placeholders = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort();

const OF_THE_PLAN = {
  no_settings: [], bad_url: [], unreachable: [], blocked_url: [], not_leadsheet: [], key_missing: [], key_refused: [],
  identity_refused: [], identity_missing: [], too_large: [], table_refused: ['message'], busy: ['seconds'], failing: ['status'],
  no_model: ['message'], quota: [], no_header: [], no_leads: [], empty_selection: [], nothing_feeds: ['columns'], protected: ['where'],
  formulas: ['column', 'row'], name_taken: ['header'], merged: ['where'], locked: [], column_gone: ['header'],
  our_column_gone: ['header'], tab_gone: [], restless: ['rows'], too_wide: ['columns'], nothing_to_undo: [], not_a_lead: [],
  run_gone: [], timed_out: [], unauthorized: [], unexpected: ['kind'],
};

test('every agreed code has a sentence with its arguments', () => {
  for (const [code, args] of Object.entries(OF_THE_PLAN)) {
    assert.deepEqual(placeholders(table.en[code] ?? assert.fail(code)), args, code);
  }
});

test('both languages have the same words with the same arguments', () => {
  assert.deepEqual(Object.keys(table.fr), Object.keys(table.en));
  for (const code of Object.keys(table.en)) {
    assert.deepEqual(placeholders(table.fr[code]), placeholders(table.en[code]), code);
    assert.notEqual(table.fr[code], table.en[code], code);
  }
});

test('every code that any file of the add-on makes has a sentence', () => {
  for (const name of readdirSync(ADDON).filter((one) => one.endsWith('.js'))) {
    for (const [, code] of source(name).matchAll(/\bproblem_\(\s*'(\w+)'/g)) {
      assert.ok(codes.includes(code), `${name}: ${code}`);
    }
  }
});

test('a sentence is one: it says what happened, a colon, what to do, and ends with a full stop', () => {
  for (const language of ['en', 'fr']) {
    for (const code of codes) {
      const said = table[language][code];
      assert.match(said, /^[A-ZÀ-Ý{].*[^.] ?: .*[^.!?\s]\.$/u, said);
      assert.equal(said.replace(/https:\/\/\S+|\.$/g, '').includes('. '), false, said);
      assert.ok(said.length < 160, said);
      assert.doesNotMatch(said, /\b(Error|Exception|null|undefined|Please|Oops)\b|!|'/, said);
    }
  }
});

test('French keeps its marks where they belong: no mark begins a line', () => {
  const { say_ } = words('fr_CA');
  const args = { message: 'oui ; non : « x »', seconds: 5, status: 502, where: 'U', column: 'U', row: 7, header: 'Score', rows: [1, 2], columns: 600, leads: 70000, most: 60000, kind: 'X', host: 'h' };
  for (const code of codes) {
    const said = say_(code, args);
    const ours = said.replace(args.message, '');
    assert.doesNotMatch(ours.replace(/https:/g, ''), /[ ][:;?!»]|«[ ]|[^\s][;?!»]|[^\u00a0:\d]:(?!\/)/u, said);
    assert.match(said, /\u00a0:\u0020/, said);
    assert.doesNotMatch(said, /[{}]/, said);
  }
});

test('arguments are told as people write them, and a blank one leaves its parentheses out', () => {
  assert.equal(
    sayEnglish('table_refused', { message: 'The table is not as it must be; detail lists where.' }),
    'The service did not accept the table (“The table is not as it must be; detail lists where”): check its header row and columns, and try again.',
  );
  assert.equal(sayEnglish('protected', {}), 'A part of the sheet that we write into is protected: ask its owner to let you edit it.');
  assert.match(sayEnglish('protected', { where: 'Column U' }), /is protected \(Column U\): /);
  assert.match(sayEnglish('restless', { rows: [4, 7] }), /\(rows: 4, 7\)/);
  assert.match(sayEnglish('name_taken', { header: '{kind}\n$& $1' }), /“\{kind\} \$& \$1”/);
  assert.match(words('fr').say_('no_model', { message: '' }), /^Le service ne peut pas noter en ce moment\u00a0: /);
});

test('the language is French for whoever has Google in French, and English otherwise, even where Google does not say', () => {
  for (const [locale, language] of [['fr', 'fr'], ['fr_FR', 'fr'], ['fr-CA', 'fr'], ['FR', 'fr'], ['frp', 'en'], ['en_GB', 'en'], ['de', 'en'], ['', 'en'], [null, 'en']]) {
    assert.equal(words(locale).language_(), language, String(locale));
  }
});

test('a code nobody knows is told as something unexpected', () => {
  assert.match(sayEnglish('constructor', {}), /^Something failed that should not \(constructor\)/);
});

test('the sentences that docs/add-on.md says more about are the ones people see', () => {
  const page = readFileSync(new URL('../../docs/add-on.md', import.meta.url), 'utf8').split('## When something is refused')[1];
  const told = [...page.matchAll(/^\| (?!What it says|---)(.+?) \| /gm)].map((found) => found[1]);
  assert.ok(told.length > 5);
  for (const sentence of told) assert.ok(Object.values(table.en).includes(sentence), sentence);
});

test('the fields bear the names and titles the service gives them, in its order', () => {
  const context = vm.createContext({});
  vm.runInContext(source('Fields.js'), context);
  const python = readFileSync(new URL('../../app/leads/fields.py', import.meta.url), 'utf8');
  const known = [...python.matchAll(/Field\(\s*"(\w+)",\s*Kind\.\w+,\s*"([^"]+)"/g)].map(([, name, title]) => ({ name, title }));
  assert.equal(known.length, 19);
  assert.deepEqual(JSON.parse(JSON.stringify(context.fieldTitles_('en'))), known);
  const french = JSON.parse(JSON.stringify(context.fieldTitles_('fr')));
  assert.deepEqual(french.map(({ name }) => name), known.map(({ name }) => name));
  assert.equal(new Set(french.map(({ title }) => title)).size, 19);
  assert.ok(french.filter(({ title }, at) => title !== known[at].title).length === 19);
});
