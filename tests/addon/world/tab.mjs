/** A tab as a colleague works on it, beside the script. Rows and columns are counted from 1; headers stand in row 1. */

import { formulaCell, reformatted, shownIn, Spilled } from './cells.mjs';
import { Grid, plain } from './grid.mjs';
import { a1Of, areaOf } from './references.mjs';

export class Tab extends Grid {
  hidden = false;
  frozenRows = 0;
  marksOfTab = [];

  constructor(book, name, gid, size) {
    super(book, size);
    this.name = name;
    this.gid = gid;
    this.selected = [{ row: 1, column: 1, rows: 1, columns: 1, whole: null, kind: 'selection' }];
    this.areas.push(...this.selected);
  }

  /** The values of the data, header included, as rows of equal length; dates are Date. */
  rows() {
    const [height, width, zone] = [this.lastRow(), this.lastColumn(), this.book.timeZone];
    return this.lines.slice(0, height).map(({ cells }) => Array.from({ length: width }, (_, at) => plain(cells[at], zone)));
  }

  cell(row, column) {
    return plain(this.kept(row, this.#at(column)), this.book.timeZone);
  }

  /** The values of an A1 range as rows. */
  values(a1) {
    const { row, column, rows, columns } = this.area(a1);
    return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (_, c) => this.cell(row + r, column + c)));
  }

  /** Put a value in a cell as it is (a text stays a text); numbers under a date format become dates. */
  set(row, column, value) {
    this.write(row, this.#at(column), value, true);
    return this;
  }

  /** Type a text into a cell as a person does. */
  type(row, column, text) {
    this.write(row, this.#at(column), text);
    return this;
  }

  /** Put a formula in a cell; `value` is what it shows (else a guess: numbers, texts, "#NAME?"). */
  formula(row, column, text, value) {
    this.put(row, this.#at(column), formulaCell(text, value instanceof Date ? this.#dated(value) : value));
    return this;
  }

  /** Put a formula in a cell that fills the cells below it too, with these values; whoever writes into those breaks it. */
  arrayFormula(row, column, text, values) {
    const at = this.#at(column);
    const source = formulaCell(text, values[0]);
    this.put(row, at, source);
    values.slice(1).forEach((value, index) => this.put(row + 1 + index, at, new Spilled(source, value)));
    return this;
  }

  /** The formula in a cell, '' where there is none. */
  formulaAt(row, column) {
    return this.kept(row, this.#at(column)).text ?? '';
  }

  /** Number of the column with this header in row 1, or of the one given as a number; throws where there is none. */
  column(header) {
    return this.#at(header);
  }

  /** The header over a column. */
  header(column) {
    return String(shownIn(this.kept(1, column)));
  }

  headers() {
    return Array.from({ length: this.lastColumn() }, (_, at) => this.header(at + 1));
  }

  /** Sort the rows below the header by a column (number or header); blanks go last. */
  sortBy(column, ascending = true) {
    const at = this.#at(column);
    const last = this.lastRow();
    if (last < 3) return this;
    const order = Array.from({ length: last - 1 }, (_, index) => index + 2);
    const rank = (value) => (typeof value === 'number' ? 0 : value instanceof Date ? 0 : typeof value === 'string' ? 1 : 2);
    const compare = (a, b) => rank(a) - rank(b) || (typeof a === 'string' ? a.localeCompare(b) : a - b);
    const values = new Map(order.map((row) => [row, this.cell(row, at)]));
    order.sort((a, b) => {
      const [x, y] = [values.get(a), values.get(b)];
      if (x === '' || y === '') return (x === '') - (y === '') || a - b;
      return (ascending ? 1 : -1) * compare(x, y) || a - b;
    });
    this.reorder(2, last, order);
    return this;
  }

  insertRows(at, count = 1) {
    this.insertLines(at, count);
    return this;
  }
  deleteRows(at, count = 1) {
    this.deleteLines(at, count);
    return this;
  }
  insertColumns(at, count = 1) {
    this.insertColumnsAt(at, count);
    return this;
  }
  deleteColumns(at, count = 1) {
    this.deleteColumnsAt(this.#at(at), count);
    return this;
  }
  /** Take a column to stand at another number. */
  moveColumn(from, to) {
    this.carryColumn(this.#at(from), to);
    return this;
  }
  moveRow(from, to) {
    this.carryLine(from, to);
    return this;
  }
  rename(name) {
    this.name = name;
    return this;
  }
  hideRow(row, how = 'user') {
    this.lines[row - 1].hidden = how;
    return this;
  }
  showRow(row) {
    this.lines[row - 1].hidden = null;
    return this;
  }
  hideColumn(column) {
    this.columns[this.#at(column) - 1].hidden = true;
    return this;
  }

  /** Protect an A1 range, or the whole tab (null): only `editors` may write there, nobody else, not even the owner. */
  protect(a1, { editors = [], warningOnly = false, description = '', unprotected = [] } = {}) {
    const area = a1 ? this.area(a1) : { row: 1, column: 1, rows: this.maxRows, columns: this.maxColumns, whole: null };
    const free = unprotected.map((one) => this.area(one));
    this.areas.push({ ...area, kind: 'protection', ofSheet: !a1, editors, warningOnly, description, free });
    return this;
  }
  unprotect() {
    this.areas = this.areas.filter(({ kind }) => kind !== 'protection');
    return this;
  }
  /** Merge an A1 range: every cell but the first loses its content. */
  merge(a1) {
    const area = this.area(a1);
    for (let row = area.row; row < area.row + area.rows; row += 1) {
      for (let column = area.column; column < area.column + area.columns; column += 1) {
        if (row !== area.row || column !== area.column) this.put(row, column, '');
      }
    }
    this.areas.push({ ...area, kind: 'merge' });
    return this;
  }
  addFilter(a1) {
    const area = a1 ? this.area(a1) : { row: 1, column: 1, rows: this.lastRow(), columns: this.lastColumn(), whole: null };
    this.areas.push({ ...area, kind: 'filter' });
    return this;
  }
  /** Select one A1 range or several; the first cell of the last is the active one. */
  select(...a1s) {
    return this.selectAreas(a1s.map((a1) => this.area(a1)));
  }
  selectAreas(areas) {
    this.areas = this.areas.filter(({ kind }) => kind !== 'selection');
    this.selected = areas.map((area) => ({ ...area, kind: 'selection' }));
    this.areas.push(...this.selected);
    this.book.active = this;
    return this;
  }
  /** The selection in A1, and the row it begins in. */
  get selection() {
    return this.selectedAreas().map(a1Of).join(',');
  }
  get activeRow() {
    return this.selectedAreas().at(-1).row;
  }
  selectedAreas() {
    const left = this.areas.filter(({ kind }) => kind === 'selection');
    return left.length > 0 ? left : [{ row: 1, column: 1, rows: 1, columns: 1, whole: null }];
  }

  note(row, column) {
    return this.noteAt(row, this.#at(column));
  }
  numberFormat(row, column) {
    return this.formatAt(row, this.#at(column)) ?? '';
  }
  /** A list to choose from for the cells of a column below its header; other values are refused. */
  validate(column, words) {
    this.columns[this.#at(column) - 1].allowed = new Set(words);
  }
  /** Give a column, or one cell of it, a number format. */
  setNumberFormat(column, format, row = null) {
    const at = this.#at(column);
    if (row !== null) this.setFormat(row, at, format);
    else {
      this.columns[at - 1].format = format;
      for (const { cells } of this.lines) if (cells[at - 1] !== undefined) cells[at - 1] = reformatted(cells[at - 1], format);
    }
    return this;
  }
  conditionalRules() {
    return this.areas.filter(({ kind }) => kind === 'rule').map((area) => ({ ...area.rule, range: a1Of(area) }));
  }
  columnWidth(column) {
    return this.columns[this.#at(column) - 1].width;
  }
  isColumnHidden(column) {
    return this.columns[this.#at(column) - 1].hidden;
  }
  /** The marks (developer metadata) of the columns. */
  marks() {
    return this.columns.flatMap(({ marks }, at) => marks.map(({ key, value, visibility }) => ({ column: at + 1, key, value, visibility })));
  }
  /** Mark a column as another program would. */
  mark(column, key, value, visibility = 'DOCUMENT', project = 'another') {
    this.columns[this.#at(column) - 1].marks.push({ id: this.book.nextMark(), key, value, visibility, project });
    return this;
  }
  unmark(column) {
    this.columns[this.#at(column) - 1].marks = [];
    return this;
  }

  /** An A1 range of this tab as an area; throws on anything else. */
  area(a1) {
    const area = areaOf(a1, { rows: this.maxRows, columns: this.maxColumns });
    if (!area) throw new Error(`${a1} is no range`);
    return area;
  }

  #at(column) {
    if (typeof column === 'number') return column;
    const at = this.headers().indexOf(column);
    if (at < 0) throw new Error(`${this.name} has no column ${column}: ${this.headers().join(', ')}`);
    return at + 1;
  }

  #dated(value) {
    const probe = new Grid(this.book, { rows: 1, columns: 1 });
    probe.write(1, 1, value);
    return probe.kept(1, 1);
  }
}
