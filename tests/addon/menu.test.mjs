/** The menu, built while nothing is allowed yet, and the sidebar it opens. */

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { office } from './scenes.mjs';
import { newWorld } from './world/index.mjs';

const ITEMS = [
  ['Score all leads', 'scoreAll', 'all'],
  ['Score selection', 'scoreSelection', 'selection'],
  ['Score new and changed', 'scoreChanged', 'changed'],
  ['Undo last scoring', 'undoScoring', 'undo'],
  ['Explain this lead', 'explainThisLead', 'explain'],
  ['Settings', 'openSettings', 'settings'],
  ['Help', 'openHelp', 'help'],
];
const itemsOf = (world) => world.menus[0].items.filter((item) => !item.separator);

test('onOpen builds the whole menu before anything is allowed, and asks nothing but the language', () => {
  const world = newWorld({ authMode: 'NONE' });
  world.open();
  assert.deepEqual(world.menus.map(({ caption }) => caption), ['Leadsheet']);
  assert.deepEqual(itemsOf(world).map(({ caption, functionName }) => [caption, functionName]), ITEMS.map(([caption, name]) => [caption, name]));
  const asked = new Set(world.calls.filter((name) => !/^(Ui|Menu)\./.test(name)));
  assert.deepEqual([...asked].sort(), ['Session.getActiveUserLocale', 'SpreadsheetApp.getUi']);
  assert.deepEqual(world.shown, []);
});

test('the menu is there in every mode Google opens a sheet in, without an event, and after installing', () => {
  for (const authMode of ['NONE', 'LIMITED', 'FULL']) {
    const world = newWorld({ authMode });
    world.open();
    assert.equal(itemsOf(world).length, ITEMS.length, authMode);
  }
  for (const name of ['onOpen', 'onInstall']) {
    const world = newWorld();
    world.call(name);
    assert.equal(itemsOf(world).length, ITEMS.length, name);
  }
});

test('whoever has Google in French has a French menu', () => {
  const world = newWorld({ language: 'fr' });
  world.open();
  assert.deepEqual(itemsOf(world).map(({ caption }) => caption), [
    'Noter tous les leads',
    'Noter la sélection',
    'Noter les nouveaux et les modifiés',
    'Annuler la dernière notation',
    'Expliquer ce lead',
    'Réglages',
    'Aide',
  ]);
});

test('every item opens the sidebar on its own page, and sends nothing', () => {
  for (const [caption, , page] of ITEMS) {
    const world = office({ Leads: [['Job title'], ['CEO']] });
    world.menu(caption);
    assert.equal(world.sidebar.title, 'Leadsheet');
    assert.ok(world.sidebar.content.includes(`"${page}"`), page);
    assert.deepEqual(world.fetches, [], page);
  }
});

test('the page gets the language and the fields in it', () => {
  const english = newWorld({ language: 'en' });
  english.menu('Help');
  assert.match(english.sidebar.content, /<html lang="en">/);
  assert.match(english.sidebar.content, /"name":"jobtitle","title":"job title"/);
  const french = newWorld({ language: 'fr' });
  french.menu('Aide');
  assert.match(french.sidebar.content, /<html lang="fr">/);
  assert.match(french.sidebar.content, /"name":"jobtitle","title":"intitulé du poste"/);
});

test('no text can end the script it stands in', () => {
  const world = newWorld();
  const said = world.call('scriptJson_', { word: '</script><!--\u2028', twice: '<<' });
  assert.equal(said, '{"word":"\\u003c/script>\\u003c!--\\u2028","twice":"\\u003c\\u003c"}');
  assert.deepEqual(JSON.parse(said), { word: '</script><!--\u2028', twice: '<<' });
});
