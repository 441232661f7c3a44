/** Sheet. */

import { enumeration, Fake, fakeOf } from '../strict.mjs';
import { areaOf } from '../references.mjs';
import { addedMark, DeveloperMetadataFinder } from './metadata.mjs';
import { Filter, Protection, PROTECTION_TYPES } from './protection.mjs';
import { Range, refuseProtected } from './range.mjs';
import { RangeList } from './range_list.mjs';
import { putRules, rulesOf } from './rules.mjs';

export const SHEET_TYPES = enumeration('SheetType', ['GRID', 'OBJECT', 'DATASOURCE']);

// What has to know the sheet as it is now, or changes its shape at once: all buffered writes land before.
const IMMEDIATE = `getName getLastRow getLastColumn getDataRange getMaxRows getMaxColumns isSheetHidden getConditionalFormatRules getProtections
  isRowHiddenByFilter isRowHiddenByUser isColumnHiddenByUser getFilter getActiveRange getActiveRangeList getActiveCell insertColumnsAfter
  insertColumnsBefore insertRowsAfter insertRowsBefore deleteRows deleteColumns deleteColumn clear appendRow activate setConditionalFormatRules
  addDeveloperMetadata setName hideSheet showSheet getFrozenRows getColumnWidth protect autoResizeColumns`.split(/\s+/);

export class Sheet extends Fake {
  static counts = { getRange: [1, 2, 3, 4], hideColumns: [1, 2], addDeveloperMetadata: [1, 2, 3], deleteRows: [2], autoResizeColumns: [2] };
  static reads = new Set(IMMEDIATE);
  #execution;
  #tab;
  #parent;

  constructor(execution, tab, parent) {
    super();
    this.#execution = execution;
    this.#tab = tab;
    this.#parent = parent;
  }

  get #there() {
    if (!this.#tab.book.tabs.includes(this.#tab)) throw new Error(`Sheet ${this.#tab.gid} not found`);
    return this.#tab;
  }
  #range(area) {
    return new Range(this.#execution, this, this.#there, area);
  }
  #change(what, area) {
    const tab = this.#there;
    this.#execution.buffer(() => {
      refuseProtected(this.#execution, tab, area);
      what(tab);
    });
    return this;
  }
  #reshape(what, first, count, most) {
    if (!Number.isInteger(first) || !Number.isInteger(count) || count < 1 || first < 0 || first > most) throw new Error('Those rows or columns are out of bounds.');
    const whole = this.#there.areas.find(({ kind, ofSheet }) => kind === 'protection' && ofSheet);
    if (whole) refuseProtected(this.#execution, this.#there, whole);
    what(this.#there);
  }

  getSheetId() {
    return this.#tab.gid;
  }
  getName() {
    return this.#there.name;
  }
  setName(name) {
    this.#there.rename(name);
    return this;
  }
  getParent() {
    return this.#parent;
  }
  getType() {
    return SHEET_TYPES.GRID;
  }
  getRange(...where) {
    const tab = this.#there;
    if (where.length === 1) {
      const [a1] = where;
      if (typeof a1 !== 'string') throw new Error("The parameters don't match the method signature for SpreadsheetApp.Sheet.getRange.");
      const local = a1.replace(/^(?:'[^']*'|[^!]+)!/, '');
      const area = areaOf(local, { rows: tab.maxRows, columns: tab.maxColumns });
      if (!area) throw new Error('Range not found');
      return this.#range(area);
    }
    const [row, column, rows = 1, columns = 1] = where;
    if (!where.every(Number.isInteger)) throw new Error("The parameters don't match the method signature for SpreadsheetApp.Sheet.getRange.");
    if (row < 1) throw new Error('The starting row of the range is too small.');
    if (column < 1) throw new Error('The starting column of the range is too small.');
    if (rows < 1) throw new Error('The number of rows in the range must be at least 1.');
    if (columns < 1) throw new Error('The number of columns in the range must be at least 1.');
    return this.#range({ row, column, rows, columns, whole: null });
  }
  getDataRange() {
    const tab = this.#there;
    return this.#range({ row: 1, column: 1, rows: Math.max(1, tab.lastRow()), columns: Math.max(1, tab.lastColumn()), whole: null });
  }
  getLastRow() {
    return this.#there.lastRow();
  }
  getLastColumn() {
    return this.#there.lastColumn();
  }
  getMaxRows() {
    return this.#there.maxRows;
  }
  getMaxColumns() {
    return this.#there.maxColumns;
  }
  insertColumnsAfter(after, count) {
    this.#reshape((tab) => tab.insertColumnsAt(after + 1, count), after, count, this.#there.maxColumns);
    return this;
  }
  insertColumnsBefore(before, count) {
    this.#reshape((tab) => tab.insertColumnsAt(before, count), before, count, this.#there.maxColumns);
    return this;
  }
  insertRowsAfter(after, count) {
    this.#reshape((tab) => tab.insertLines(after + 1, count), after, count, this.#there.maxRows);
    return this;
  }
  insertRowsBefore(before, count) {
    this.#reshape((tab) => tab.insertLines(before, count), before, count, this.#there.maxRows);
    return this;
  }
  deleteRows(first, count) {
    this.#reshape((tab) => tab.deleteLines(first, count), first, count, this.#there.maxRows - count + 1);
  }
  deleteColumns(first, count) {
    this.#reshape((tab) => tab.deleteColumnsAt(first, count), first, count, this.#there.maxColumns - count + 1);
  }
  deleteColumn(column) {
    this.deleteColumns(column, 1);
    return this;
  }
  hideColumns(first, count = 1) {
    return this.#change((tab) => tab.columns.slice(first - 1, first - 1 + count).forEach((column) => (column.hidden = true)), null);
  }
  isColumnHiddenByUser(column) {
    return this.#there.columns[column - 1].hidden;
  }
  hideSheet() {
    const visible = this.#there.book.tabs.filter(({ hidden }) => !hidden);
    if (visible.length === 1 && visible[0] === this.#tab) throw new Error("You can't hide all the sheets in a document.");
    this.#tab.hidden = true;
    if (this.#tab.book.active === this.#tab) this.#tab.book.active = visible.find((tab) => tab !== this.#tab);
    return this;
  }
  showSheet() {
    this.#there.hidden = false;
    return this;
  }
  isSheetHidden() {
    return this.#there.hidden;
  }
  setColumnWidth(column, width) {
    return this.#change((tab) => (tab.columns[column - 1].width = width), null);
  }
  getColumnWidth(column) {
    return this.#there.columns[column - 1].width;
  }
  setFrozenRows(rows) {
    return this.#change((tab) => (tab.frozenRows = rows), null);
  }
  getFrozenRows() {
    return this.#there.frozenRows;
  }
  getConditionalFormatRules() {
    return rulesOf(this.#execution, this, this.#there);
  }
  setConditionalFormatRules(rules) {
    putRules(this.#there, Array.from(rules, fakeOf));
  }
  getProtections(type) {
    const wanted = this.#there.areas.filter(({ kind, ofSheet }) => kind === 'protection' && (type === PROTECTION_TYPES.SHEET) === ofSheet);
    return wanted.map((area) => new Protection(this.#execution, area, (one) => this.#range(one)));
  }
  isRowHiddenByFilter(row) {
    return this.#line(row).hidden === 'filter';
  }
  isRowHiddenByUser(row) {
    return this.#line(row).hidden === 'user';
  }
  #line(row) {
    const line = this.#there.lines[row - 1];
    if (!line) throw new Error('Those rows are out of bounds.');
    return line;
  }
  getFilter() {
    const area = this.#there.areas.find(({ kind }) => kind === 'filter');
    return area ? new Filter(() => this.#range({ ...area })) : null;
  }
  createDeveloperMetadataFinder() {
    return new DeveloperMetadataFinder(this.#execution, { tab: this.#there, area: null, sheets: () => this });
  }
  addDeveloperMetadata(...mark) {
    this.#there.marksOfTab.push(addedMark(this.#execution, mark));
    return this;
  }
  getActiveRange() {
    return this.#range({ ...this.#there.selectedAreas().at(-1) });
  }
  getActiveCell() {
    const { row, column } = this.#there.selectedAreas().at(-1);
    return this.#range({ row, column, rows: 1, columns: 1, whole: null });
  }
  getActiveRangeList() {
    return new RangeList(this.#there.selectedAreas().map((area) => this.#range({ ...area })));
  }
  activate() {
    this.#tab.book.active = this.#there;
    return this;
  }
  appendRow(values) {
    const tab = this.#there;
    const row = tab.lastRow() + 1;
    if (row > tab.maxRows) tab.insertLines(row, 1);
    this.getRange(row, 1, 1, values.length).setValues([Array.from(values)]);
    return this;
  }
  clear() {
    const tab = this.#there;
    this.#change(() => tab.lines.forEach((line) => Object.assign(line, { cells: [], formats: null })), { row: 1, column: 1, rows: tab.maxRows, columns: tab.maxColumns });
    return this;
  }
  autoResizeColumns() {
    return this;
  }

  /** The tab behind a Sheet, for other fakes. */
  static tabOf(sheet) {
    return sheet.#there;
  }
}
