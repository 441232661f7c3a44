/** The world's sheets: strict ranges, what typing makes of a text, buffered writes, colleagues' hands, marks that follow. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newWorld } from './world/index.mjs';

const ROWS = [['Name', 'Title', 'Score'], ['Ana', 'CEO', 3], ['Bob', 'CTO', 1], ['Cleo', 'COO', 2]];
const world = (options = {}) => newWorld({ sheets: { Leads: ROWS }, ...options });
const onSheet = (w, code) => w.evaluate(`(() => { const s = SpreadsheetApp.getActiveSheet(); ${code} })()`);

test('ranges keep to the sheet and values to their range', () => {
  const w = world();
  const refused = {
    's.getRange(0, 1)': /The starting row of the range is too small\./,
    's.getRange(1, 1, 0, 1)': /number of rows in the range must be at least 1/,
    's.getRange(1001, 1)': /The coordinates of the range are outside the dimensions of the sheet\./,
    's.getRange(1, 26, 1, 2)': /The coordinates of the range are outside/,
    's.getRange(1.5, 1)': /signature/,
    "s.getRange('Nothing here')": /Range not found/,
    's.getRange(1, 1, 2, 1).setValues([[1]])': /The number of rows in the data does not match the number of rows in the range\. The data has 1 but the range has 2\./,
    's.getRange(1, 1, 1, 2).setValues([[1]])': /The number of columns in the data does not match/,
    's.getRange(1, 1).setValues([1])': /signature/,
    's.getRange(1, 1).setValues([[undefined]])': /signature/,
    's.getRange(1, 1).setValues([[{}]])': /signature/,
    "s.getRange(1, 1).setValue('x'.repeat(50001)); SpreadsheetApp.flush()": /more than the maximum of 50000 characters/,
    "s.getRange(1, 1, s.getMaxRows(), 1).addDeveloperMetadata('k', 'v')": /arbitrary ranges is not currently supported/,
    's.setConditionalFormatRules([SpreadsheetApp.newConditionalFormatRule().build()])': /condition/,
    's.insertColumnsAfter(26, 20000)': /18278 columns/,
  };
  for (const [code, message] of Object.entries(refused)) assert.throws(() => onSheet(w, code), { name: 'Exception', message }, code);
  assert.deepEqual(w.sheet('Leads').rows(), ROWS);
});

test('a text is taken as if a person typed it', () => {
  const day = (y, m, d, h = 0, min = 0) => new Date(Date.UTC(y, m - 1, d, h, min) - 3_600_000); // Paris in winter
  const year = new Date().getUTCFullYear();
  const made = {
    'plain': 'plain', "'=1+1": '=1+1', "''": "'", '007': 7, '1e3': 1000, '50%': 0.5, '1,234.5': 1234.5, '12,5': '12,5', TRUE: true, false: false, '-': '-', '-5': -5,
    '1/2': day(year, 1, 2), '11-50': day(1950, 11, 1), '3 Feb': day(year, 2, 3), '2026-02-03': day(2026, 2, 3), 'Feb 2026': day(2026, 2, 1),
    '31/31': '31/31', '=1+1': 2, '=SUM(A1)': '#NAME?', '=)(': '#ERROR!', '=': '=', '=HYPERLINK("http://x", "y")': 'y',
  };
  for (const [text, value] of Object.entries(made)) {
    assert.deepEqual(onSheet(world(), `const c = s.getRange(2, 2); c.setValue(${JSON.stringify(text)}); return c.getValues();`), [[value]], text);
  }
  for (const text of ['+33 6 12', '-foo', '=x y', '+A1', '-2+3x']) {
    const [value, formula] = onSheet(world(), `const c = s.getRange(2, 2); c.setValue(${JSON.stringify(text)}); return [c.getValue(), c.getFormula()];`);
    assert.match(value, /^#/, text);
    assert.match(formula, /^=/, text);
  }
  assert.deepEqual(onSheet(world(), `const c = s.getRange(2, 2); c.setNumberFormat('@'); c.setValue('=1+1'); return [c.getValue(), c.getFormula()];`), ['=1+1', '']);
  assert.equal(onSheet(world({ locale: 'fr_FR' }), `const c = s.getRange(2, 2); c.setValue('12,5'); return c.getValue();`), 12.5);
});

test('a number under a date format is a date, and dates keep to the time zone of the sheet', () => {
  const w = world();
  w.sheet('Leads').setNumberFormat('Score', 'yyyy-mm-dd');
  assert.ok(onSheet(w, 'const c = s.getRange(2, 3); c.setValue(0.5); return c.getValue() instanceof Date;'));
  const moment = new Date(Date.UTC(2026, 6, 1, 22));
  w.sheet('Leads').set(2, 2, moment);
  assert.deepEqual(onSheet(w, `const d = s.getRange(2, 2).getValue(); return [d, Utilities.formatDate(d, 'Europe/Paris', 'yyyy-MM-dd HH:mm')];`), [moment, '2026-07-02 00:00']);
});

test('writes are buffered until a flush, a read or the end', () => {
  const w = world();
  const seen = [];
  const look = () => seen.push(w.sheet('Leads').cell(2, 1));
  w.meanwhile(look, { before: 'SpreadsheetApp.flush' }).meanwhile(look, { before: 'Range.getValue' }).meanwhile(look, { before: { name: 'Utilities.sleep' } });
  w.meanwhile(look, { atFlush: 1 });
  onSheet(w, `const c = s.getRange(2, 1); c.setValue('one'); SpreadsheetApp.flush(); Utilities.sleep(1); c.setValue('two'); s.getRange(1, 1).getValue(); c.setValue('three');`);
  assert.deepEqual(seen, ['Ana', 'Ana', 'one', 'one']);
  assert.equal(w.sheet('Leads').cell(2, 1), 'three');
});

test('a colleague who inserts a row while a write is buffered moves it to another lead', () => {
  const w = world();
  w.meanwhile((sheet) => sheet.insertRows(2), { atFlush: 1 });
  onSheet(w, `s.getRange(2, 3, 3, 1).setValues([[30], [10], [20]]);`);
  assert.deepEqual(w.sheet('Leads').rows().map((row) => row[2]), ['Score', 30, 10, 20, 2]);
  w.meanwhile((sheet) => sheet.sortBy('Name', false), { before: { name: 'Range.getValues', nth: 2 } });
  const [first, second] = onSheet(w, 'const r = s.getRange(1, 1, 5, 1); return [r.getValues(), r.getValues()].map((v) => v.map((row) => row[0]));');
  assert.deepEqual(first, ['Name', '', 'Ana', 'Bob', 'Cleo']);
  assert.deepEqual(second, ['Name', 'Cleo', 'Bob', 'Ana', '']);
});

test('nobody writes where he may not, and a warning stops nobody', () => {
  const w = world();
  const bob = w.as('bob@example.com');
  w.sheet('Leads').protect('C:C', { editors: ['bob@example.com'] });
  assert.throws(() => onSheet(w, 's.getRange(2, 3).setValue(9)'), { message: /protected cell or object/ });
  onSheet(bob, 's.getRange(2, 3).setValue(8)');
  assert.equal(w.sheet('Leads').cell(2, 3), 8);
  const can = 'return [s.getRange(2, 3).canEdit(), s.getRange(2, 1).canEdit(), s.getProtections(SpreadsheetApp.ProtectionType.RANGE).map((p) => [p.canEdit(), p.getRange().getA1Notation()])]';
  assert.deepEqual(onSheet(w, can), [false, true, [[false, 'C:C']]]);
  w.sheet('Leads').unprotect().protect(null, { unprotected: ['A2:A4'] });
  onSheet(w, `s.getRange(2, 1).setValue('free')`);
  assert.throws(() => onSheet(w, `s.getRange(2, 1, 1, 2).setValues([['a', 'b']])`), /protected/);
  w.sheet('Leads').unprotect().protect('A:A', { warningOnly: true });
  onSheet(w, `s.getRange(2, 1).setValue('warned')`);
  assert.equal(w.sheet('Leads').cell(2, 1), 'warned');
});

test('marks follow their column through every move, and go with it', () => {
  const w = world();
  const sheet = w.sheet('Leads');
  onSheet(w, `s.getRange('C:C').addDeveloperMetadata('k', 'score', SpreadsheetApp.DeveloperMetadataVisibility.DOCUMENT);`);
  sheet.mark(1, 'k', 'hidden', 'PROJECT');
  const find = () => onSheet(w, `return s.createDeveloperMetadataFinder().withKey('k').withLocationType(SpreadsheetApp.DeveloperMetadataLocationType.COLUMN).find()
    .map((m) => [m.getValue(), m.getLocation().getColumn().getColumn(), String(m.getVisibility())]);`);
  assert.deepEqual(find(), [['score', 3, 'DOCUMENT']]);
  sheet.insertColumns(1, 2);
  assert.deepEqual(find(), [['score', 5, 'DOCUMENT']]);
  sheet.moveColumn(5, 1);
  assert.deepEqual(find(), [['score', 1, 'DOCUMENT']]);
  assert.deepEqual(sheet.headers(), ['Score', '', '', 'Name', 'Title']);
  sheet.sortBy('Score').rename('Other');
  assert.deepEqual(sheet.marks(), [{ column: 1, key: 'k', value: 'score', visibility: 'DOCUMENT' }, { column: 4, key: 'k', value: 'hidden', visibility: 'PROJECT' }]);
  sheet.deleteColumns(1);
  assert.deepEqual(find(), []);
});

test('notes, formats, formulas and protections keep to their cells', () => {
  const w = world();
  const sheet = w.sheet('Leads');
  onSheet(w, `s.getRange(2, 3).setNote('why').setNumberFormat('0.00'); s.setColumnWidth(3, 200); s.hideColumns(2);`);
  sheet.formula(2, 4, '=C2*2', 6).formula(3, 4, '=$C$2+C3+"C2"&Other!C2', 4).protect('C2:C3').merge('A4:B4');
  sheet.sortBy('Score');
  assert.deepEqual([sheet.note(4, 3), sheet.numberFormat(4, 3), sheet.note(2, 3)], ['why', '0.00', '']);
  assert.deepEqual([sheet.formulaAt(4, 4), sheet.formulaAt(2, 4)], ['=C4*2', '=$C$2+C2+"C2"&Other!C2']);
  sheet.insertRows(1).insertColumns(3);
  assert.equal(sheet.formulaAt(5, 5), '=D5*2');
  assert.deepEqual([sheet.columnWidth(4), sheet.columnWidth(3), sheet.isColumnHidden(2), sheet.note(5, 4)], [200, 100, true, 'why']);
  assert.deepEqual(onSheet(w, 'return s.getProtections(SpreadsheetApp.ProtectionType.RANGE).map((p) => p.getRange().getA1Notation())'), ['D3:D4']);
  assert.deepEqual(onSheet(w, 'return [s.getRange(5, 1).isPartOfMerge(), s.getRange(5, 1).getMergedRanges()[0].getA1Notation(), s.getRange(4, 1).isPartOfMerge()]'), [true, 'A5:B5', false]);
  sheet.deleteColumns(4);
  assert.equal(sheet.formulaAt(5, 4), '=#REF!*2');
  assert.equal(onSheet(w, 'return s.getProtections(SpreadsheetApp.ProtectionType.RANGE).length'), 0);
});

test('rules, selections, hidden rows and tabs are as Google has them', () => {
  const w = world();
  const sheet = w.sheet('Leads');
  onSheet(w, `const rule = SpreadsheetApp.newConditionalFormatRule().setGradientMinpointWithValue('#ffffff', SpreadsheetApp.InterpolationType.NUMBER, '0')
    .setGradientMaxpointWithValue('#00ff00', SpreadsheetApp.InterpolationType.NUMBER, '1').setRanges([s.getRange('C2:C')]).build();
    s.setConditionalFormatRules([...s.getConditionalFormatRules(), rule]);`);
  assert.deepEqual(sheet.insertColumns(1).conditionalRules().map(({ range, gradient }) => [range, gradient.max.value]), [['D2:D1000', '1']]);
  sheet.select('A2:B3', 'A4').hideRow(3).hideRow(4, 'filter').addFilter();
  assert.deepEqual(onSheet(w, `return [s.getActiveRangeList().getRanges().map((r) => r.getA1Notation()), s.getActiveRange().getRow(), s.isRowHiddenByUser(3), s.isRowHiddenByFilter(3),
    s.isRowHiddenByFilter(4), s.getFilter().getRange().getA1Notation()]`), [['A2:B3', 'A4'], 4, true, false, true, 'A1:D4']);
  onSheet(w, `s.getRange(2, 2).activate(); SpreadsheetApp.getActiveSpreadsheet().insertSheet('New').hideSheet();`);
  assert.equal(sheet.activeRow, 2);
  assert.deepEqual(w.evaluate(`[SpreadsheetApp.getActiveSheet().getName(), SpreadsheetApp.getActiveSpreadsheet().getSheetByName('None'), SpreadsheetApp.getActiveSpreadsheet().getSheets().length]`), ['Leads', null, 2]);
  assert.throws(() => w.evaluate(`SpreadsheetApp.getActiveSpreadsheet().insertSheet('New')`), /already exists/);
});

test('a formula that fills cells breaks where somebody writes into them', () => {
  const w = world();
  w.sheet('Leads').arrayFormula(1, 4, '=ARRAYFORMULA(C:C*2)', ['Twice', 6, 2, 4]);
  const look = 'return [s.getRange(1, 4, 4, 1).getValues().flat(), s.getRange(1, 4, 4, 1).getFormulas().flat()]';
  assert.deepEqual(onSheet(w, look), [['Twice', 6, 2, 4], ['=ARRAYFORMULA(C:C*2)', '', '', '']]);
  onSheet(w, `s.getRange(2, 4).clearContent()`);
  assert.equal(w.sheet('Leads').cell(2, 4), 6);
  onSheet(w, `s.getRange(3, 4).setValue('mine')`);
  assert.deepEqual(onSheet(w, look), [['#REF!', '', 'mine', ''], ['=ARRAYFORMULA(C:C*2)', '', '', '']]);
});

test('wishes that never came to pass are told', () => {
  const w = world();
  w.meanwhile(() => {}, { before: 'Range.getNote' }).kill({ before: 99 }).meanwhile(() => {}, { before: 'Range.getValue' });
  onSheet(w, 's.getRange(1, 1).getValue()');
  assert.deepEqual(w.unmet().map(({ kind, when }) => [kind, when]), [['meanwhile', 'Range.getNote'], ['kill', 99]]);
});

test('a tab a colleague deleted under the script is gone', () => {
  const w = newWorld({ sheets: { Leads: ROWS, Other: [['x']] } });
  w.meanwhile(() => w.book.deleteTab('Leads'), { before: 'Range.setValue' });
  assert.throws(() => onSheet(w, 's.getRange(2, 1).setValue(1)'), /not found/);
});

test('twenty thousand rows are read quickly', () => {
  const rows = Array.from({ length: 20_000 }, (_, r) => Array.from({ length: 20 }, (_, c) => (c % 3 ? `text ${r} ${c}` : r * c)));
  const w = newWorld({ sheets: { Leads: rows } });
  const best = Math.min(...Array.from({ length: 5 }, () => onSheet(w, 'const at = Date.now(); const { length } = s.getDataRange().getValues(); if (length !== 20000) throw new Error(length); return Date.now() - at;')));
  assert.ok(best < 100, `${best} ms`);
});
