/** Range: reads land what is buffered, writes are buffered; both against the grid as it is at that moment. */

import { types } from 'node:util';
import { displayed, FormulaCell, shownIn, SheetDate } from '../cells.mjs';
import { Fake, signatureProblem } from '../strict.mjs';
import { a1Of, overlap } from '../references.mjs';
import { addedMark, DeveloperMetadataFinder } from './metadata.mjs';

const READS = `getValues getValue getDisplayValues getDisplayValue getFormulas getFormula getNotes getNote getNumberFormats getNumberFormat activate
  isPartOfMerge getMergedRanges addDeveloperMetadata canEdit isBlank`.split(/\s+/);

export class Range extends Fake {
  static counts = { addDeveloperMetadata: [1, 2, 3], setBackground: [1] };
  static reads = new Set(READS);
  #execution;
  #sheet;
  #tab;
  #area;

  constructor(execution, sheet, tab, area) {
    super();
    this.#execution = execution;
    this.#sheet = sheet;
    this.#tab = tab;
    this.#area = area;
    this.#inside();
  }

  #inside() {
    const { row, column, rows, columns } = this.#area;
    if (row + rows - 1 > this.#tab.maxRows || column + columns - 1 > this.#tab.maxColumns) {
      throw new Error('The coordinates of the range are outside the dimensions of the sheet.');
    }
    return this.#area;
  }
  #map(look) {
    const { row, column, rows, columns } = this.#inside();
    const grid = new Array(rows);
    for (let r = 0; r < rows; r += 1) {
      const line = this.#tab.lines[row - 1 + r];
      const out = new Array(columns);
      for (let c = 0; c < columns; c += 1) out[c] = look(line.cells[column - 1 + c], row + r, column + c);
      grid[r] = out;
    }
    return grid;
  }
  #change(what) {
    this.#inside();
    this.#execution.buffer(() => {
      if (!this.#tab.book.tabs.includes(this.#tab)) throw new Error(`Sheet ${this.#tab.gid} not found`);
      const { row, column, rows, columns } = this.#inside();
      refuseProtected(this.#execution, this.#tab, this.#area);
      for (let r = 0; r < rows; r += 1) for (let c = 0; c < columns; c += 1) what(row + r, column + c, r, c);
    });
    return this;
  }
  #checked(member, values, kinds) {
    const { rows, columns } = this.#inside();
    if (!Array.isArray(values) || !values.every(Array.isArray)) throw signatureProblem('SpreadsheetApp.Range', member, [values]);
    if (values.length !== rows) {
      throw new Error(`The number of rows in the data does not match the number of rows in the range. The data has ${values.length} but the range has ${rows}.`);
    }
    return values.map((line) => {
      if (line.length !== columns) {
        throw new Error(`The number of columns in the data does not match the number of columns in the range. The data has ${line.length} but the range has ${columns}.`);
      }
      return Array.from(line, (value) => written(member, value, kinds));
    });
  }

  getValues() {
    const zone = this.#tab.book.timeZone;
    return this.#map((cell) => {
      const value = cell === undefined || typeof cell !== 'object' ? cell : shownIn(cell);
      if (value === undefined) return '';
      return typeof value === 'object' && value instanceof SheetDate ? value.moment(zone) : value;
    });
  }
  getValue() {
    return this.getValues()[0][0];
  }
  getDisplayValues() {
    return this.#map((cell, row, column) => displayed(cell ?? '', this.#tab.formatAt(row, column)));
  }
  getDisplayValue() {
    return this.getDisplayValues()[0][0];
  }
  getFormulas() {
    return this.#map((cell) => (typeof cell === 'object' && cell instanceof FormulaCell ? cell.text : ''));
  }
  getFormula() {
    return this.getFormulas()[0][0];
  }
  setValues(values) {
    const grid = this.#checked('setValues', values, ['string', 'number', 'boolean', 'date', 'null']);
    return this.#change((row, column, r, c) => this.#put(row, column, grid[r][c]));
  }
  setValue(value) {
    const one = written('setValue', value, ['string', 'number', 'boolean', 'date', 'null']);
    return this.#change((row, column) => this.#put(row, column, one));
  }
  #put(row, column, value) {
    const merge = this.#tab.areasOver('merge', { row, column, rows: 1, columns: 1 })[0];
    const { allowed } = this.#tab.columns[column - 1];
    if (allowed && row > 1 && value !== '' && value !== null && !allowed.has(String(value).replace(/^'/, ''))) {
      throw new Error(`The data you entered in cell ${this.getA1Notation()} violates the data validation rules set on this cell.`);
    }
    if (!merge || (merge.row === row && merge.column === column)) this.#tab.write(row, column, value);
  }
  setFormula(formula) {
    return this.setValue(formula.startsWith('=') ? formula : `=${formula}`);
  }
  setNumberFormat(format) {
    return this.#change((row, column) => this.#tab.setFormat(row, column, format));
  }
  setNumberFormats(formats) {
    const grid = this.#checked('setNumberFormats', formats, ['string']);
    return this.#change((row, column, r, c) => this.#tab.setFormat(row, column, grid[r][c]));
  }
  getNumberFormats() {
    return this.#map((_, row, column) => this.#tab.formatAt(row, column) ?? '0.###############');
  }
  getNumberFormat() {
    return this.getNumberFormats()[0][0];
  }
  setNote(note) {
    return this.#change((row, column) => this.#tab.setNote(row, column, note));
  }
  setNotes(notes) {
    const grid = this.#checked('setNotes', notes, ['string', 'null']);
    return this.#change((row, column, r, c) => this.#tab.setNote(row, column, grid[r][c]));
  }
  getNotes() {
    return this.#map((_, row, column) => this.#tab.noteAt(row, column));
  }
  getNote() {
    return this.getNotes()[0][0];
  }
  clearContent() {
    return this.#change((row, column) => this.#tab.put(row, column, ''));
  }
  clearDataValidations() {
    return this.#change((row, column) => (this.#tab.columns[column - 1].allowed = undefined));
  }
  clearFormat() {
    return this.#change((row, column) => this.#tab.setFormat(row, column, undefined));
  }
  clearNote() {
    return this.#change((row, column) => this.#tab.setNote(row, column, ''));
  }
  /** Looks are not kept: only whether the person may change them. */
  setFontWeight(weight) {
    if (![null, 'bold', 'normal'].includes(weight)) throw signatureProblem('SpreadsheetApp.Range', 'setFontWeight', [weight]);
    return this.#change(() => {});
  }
  setFontColor(_color) {
    return this.#change(() => {});
  }
  setBackground(_color) {
    return this.#change(() => {});
  }
  setHorizontalAlignment(_how) {
    return this.#change(() => {});
  }
  setWrap(_wrapped) {
    return this.#change(() => {});
  }
  setWrapStrategy(_strategy) {
    return this.#change(() => {});
  }
  getRow() {
    return this.#area.row;
  }
  getColumn() {
    return this.#area.column;
  }
  getNumRows() {
    return this.#area.rows;
  }
  getNumColumns() {
    return this.#area.columns;
  }
  getLastRow() {
    return this.#area.row + this.#area.rows - 1;
  }
  getLastColumn() {
    return this.#area.column + this.#area.columns - 1;
  }
  getHeight() {
    return this.#area.rows;
  }
  getWidth() {
    return this.#area.columns;
  }
  getA1Notation() {
    return a1Of(this.#area);
  }
  getSheet() {
    return this.#sheet;
  }
  isBlank() {
    return this.getValues().flat().every((value) => value === '');
  }
  activate() {
    this.#tab.selectAreas([this.#inside()]);
    return this;
  }
  isPartOfMerge() {
    return this.#tab.areasOver('merge', this.#area).length > 0;
  }
  getMergedRanges() {
    return this.#tab.areasOver('merge', this.#area).map((area) => new Range(this.#execution, this.#sheet, this.#tab, { ...area }));
  }
  canEdit() {
    return refusals(this.#execution, this.#tab, this.#area).length === 0;
  }
  addDeveloperMetadata(...mark) {
    const { whole, row, column, rows, columns } = this.#inside();
    if ((whole === 'columns' && columns !== 1) || (whole === 'rows' && rows !== 1) || !whole) {
      throw new Error(
        'Adding developer metadata to arbitrary ranges is not currently supported. Developer metadata may only be added to the top-level spreadsheet, an individual sheet, or an entire row or column.',
      );
    }
    const place = whole === 'columns' ? this.#tab.columns[column - 1] : this.#tab.lines[row - 1];
    place.marks.push(addedMark(this.#execution, mark));
    return this;
  }
  createDeveloperMetadataFinder() {
    return new DeveloperMetadataFinder(this.#execution, { tab: this.#tab, area: this.#inside(), sheets: () => this.#sheet });
  }
  getDeveloperMetadata() {
    return this.createDeveloperMetadataFinder().find();
  }

  /** The area of a Range, for other fakes. */
  static areaOf(range) {
    return { ...range.#area };
  }
}

function written(member, value, kinds) {
  const kind = value === null ? 'null' : types.isDate(value) ? 'date' : typeof value;
  if (!kinds.includes(kind)) throw signatureProblem('SpreadsheetApp.Range', member, [value]);
  return kind === 'date' ? new Date(value.getTime()) : value;
}

const within = (a, b) => a.row >= b.row && a.column >= b.column && a.row + a.rows <= b.row + b.rows && a.column + a.columns <= b.column + b.columns;

/** The protections that keep this person from writing in an area. */
export function refusals(execution, tab, area) {
  return tab.areas.filter(
    (one) =>
      one.kind === 'protection' &&
      !one.warningOnly &&
      !one.editors.includes(execution.world.person) &&
      overlap(one, area) &&
      !one.free.some((free) => within(area, free)),
  );
}

/** Throw what Google throws where the person may not write; without an area nothing is refused. */
export function refuseProtected(execution, tab, area) {
  if (area && refusals(execution, tab, area).length > 0) {
    throw new Error('You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.');
  }
}
