/** A tab's grid: lines of cells with their notes and formats, columns with their widths and marks, and all that moves with them. */

import { cellOf, FormulaCell, MOST_TEXT, reformatted, shownIn, SheetDate, Spilled } from './cells.mjs';
import { afterDelete, afterInsert, overlap, withReferences } from './references.mjs';

const newLine = () => ({ cells: [], notes: null, formats: null, hidden: null, marks: [] });
/** A new column takes over the format and the data validation of the one at its left, as Google has it. */
const newColumn = (left) => ({ width: 100, hidden: false, format: left?.format, allowed: left?.allowed, marks: [] });

/** Rows and columns are counted from 1, as on the screen. */
export class Grid {
  lines = [];
  columns = [];
  areas = []; // protections, merges, filters, rules and selections: {kind, row, column, rows, columns, whole, ...}

  constructor(book, { rows = 1000, columns = 26 } = {}) {
    this.book = book;
    this.lines = Array.from({ length: rows }, newLine);
    this.columns = Array.from({ length: columns }, newColumn);
  }

  get maxRows() {
    return this.lines.length;
  }

  get maxColumns() {
    return this.columns.length;
  }

  /** The number of the last row with content, 0 for an empty tab. */
  lastRow() {
    let row = this.lines.length;
    while (row > 0 && !this.lines[row - 1].cells.some((cell) => shownIn(cell) !== '' || cell instanceof FormulaCell)) row -= 1;
    return row;
  }

  /** The number of the last column with content, 0 for an empty tab. */
  lastColumn() {
    let last = 0;
    for (const { cells } of this.lines) {
      for (let at = cells.length; at > last; at -= 1) {
        if (cells[at - 1] !== undefined && cells[at - 1] !== '') last = at;
      }
    }
    return last;
  }

  /** The cell as it is kept. */
  kept(row, column) {
    return this.lines[row - 1]?.cells[column - 1] ?? '';
  }

  /** A cell's number format, undefined where it is the general one. */
  formatAt(row, column) {
    return this.lines[row - 1].formats?.get(this.columns[column - 1]) ?? this.columns[column - 1].format;
  }

  /** Write one value as a script or a person would; `raw` keeps a text as it is. */
  write(row, column, value, raw = false) {
    const format = this.formatAt(row, column);
    const made = raw && typeof value === 'string' ? { cell: value } : cellOf(value, { zone: this.book.timeZone, locale: this.book.locale, format });
    if (typeof made.cell === 'string' && made.cell.length > MOST_TEXT) {
      throw new Error(`Your input contains more than the maximum of ${MOST_TEXT} characters in a single cell.`);
    }
    this.put(row, column, made.cell);
    if (made.format && made.format !== format) this.setFormat(row, column, made.format);
  }

  /** Put a kept cell in its place. */
  put(row, column, cell) {
    const { cells } = this.lines[row - 1];
    while (cells.length < column - 1) cells.push('');
    const before = cells[column - 1];
    if (cell === '' && typeof before === 'object' && before instanceof Spilled) return; // clearing it leaves it filled
    cells[column - 1] = cell;
    if (typeof before === 'object' && before instanceof Spilled && !(cell instanceof Spilled)) this.#broken(before.source);
  }

  /** A formula that no longer has room shows "#REF!", and what it filled is blank. */
  #broken(source) {
    source.value = '#REF!';
    for (const { cells } of this.lines) {
      cells.forEach((cell, at) => {
        if (typeof cell === 'object' && cell instanceof Spilled && cell.source === source) cells[at] = '';
      });
    }
  }

  setFormat(row, column, format) {
    const line = this.lines[row - 1];
    (line.formats ??= new Map()).set(this.columns[column - 1], format);
    const cell = line.cells[column - 1];
    if (cell !== undefined) line.cells[column - 1] = reformatted(cell, format);
  }

  setNote(row, column, note) {
    const line = this.lines[row - 1];
    if (note) (line.notes ??= new Map()).set(this.columns[column - 1], note);
    else line.notes?.delete(this.columns[column - 1]);
  }

  noteAt(row, column) {
    return this.lines[row - 1].notes?.get(this.columns[column - 1]) ?? '';
  }

  /** Insert `count` rows before row `at`. */
  insertLines(at, count) {
    this.#room(this.maxRows + count, this.maxColumns);
    this.lines.splice(at - 1, 0, ...Array.from({ length: count }, newLine));
    this.areas.forEach((area) => area.whole !== 'columns' ? afterInsert(area, 'row', at, count) : (area.rows += count));
    this.#rewrite(({ row, column }) => ({ row: row >= at ? row + count : row, column }));
  }

  deleteLines(at, count) {
    if (count >= this.maxRows) throw new Error('You can\'t delete all the rows on the sheet.');
    this.lines.splice(at - 1, count);
    this.areas = this.areas.filter((area) => afterDelete(area, 'row', at, count));
    this.#rewrite(({ row, column }) => (row >= at + count ? { row: row - count, column } : row >= at ? null : { row, column }));
  }

  /** Insert `count` columns before column `at`. */
  insertColumnsAt(at, count) {
    this.#room(this.maxRows, this.maxColumns + count);
    this.columns.splice(at - 1, 0, ...Array.from({ length: count }, () => newColumn(this.columns[at - 2])));
    for (const { cells } of this.lines) if (cells.length >= at) cells.splice(at - 1, 0, ...Array(count).fill(''));
    this.areas.forEach((area) => area.whole !== 'rows' ? afterInsert(area, 'column', at, count) : (area.columns += count));
    this.#rewrite(({ row, column }) => ({ row, column: column >= at ? column + count : column }));
  }

  deleteColumnsAt(at, count) {
    if (count >= this.maxColumns) throw new Error('You can\'t delete all the columns on the sheet.');
    this.columns.splice(at - 1, count);
    for (const { cells } of this.lines) cells.splice(at - 1, count);
    this.areas = this.areas.filter((area) => afterDelete(area, 'column', at, count));
    this.#rewrite(({ row, column }) => (column >= at + count ? { row, column: column - count } : column >= at ? null : { row, column }));
  }

  /** Take column `from` to stand at `to`; marks, widths, notes, formats and areas of that column alone go with it. */
  carryColumn(from, to) {
    const target = (column) => moved(column, from, to);
    this.columns.splice(to - 1, 0, ...this.columns.splice(from - 1, 1));
    for (const { cells } of this.lines) {
      while (cells.length < Math.max(from, to)) cells.push('');
      cells.splice(to - 1, 0, ...cells.splice(from - 1, 1));
    }
    for (const area of this.areas) if (area.columns === 1) area.column = target(area.column);
    this.#rewrite(({ row, column }) => ({ row, column: target(column) }));
  }

  carryLine(from, to) {
    const target = (row) => moved(row, from, to);
    this.lines.splice(to - 1, 0, ...this.lines.splice(from - 1, 1));
    for (const area of this.areas) if (area.rows === 1) area.row = target(area.row);
    this.#rewrite(({ row, column }) => ({ row: target(row), column }));
  }

  /** Put the rows from `first` to `last` in another order: cells, notes and formats travel; hiding, marks and areas stay in place. */
  reorder(first, last, order) {
    const contents = order.map((row) => {
      const { cells, notes, formats } = this.lines[row - 1];
      return { row, cells, notes, formats };
    });
    contents.forEach(({ row: from, cells, notes, formats }, at) => {
      const to = first + at;
      const shift = ({ row, column, rowFixed }) => ({ row: rowFixed ? row : row + to - from, column });
      cells.forEach((cell, index) => {
        if (cell instanceof FormulaCell && to !== from) cells[index] = rewritten(cell, shift);
      });
      Object.assign(this.lines[to - 1], { cells, notes, formats });
    });
    if (last - first + 1 !== order.length) throw new RangeError('the order must name every row once');
  }

  /** The areas of a kind that share a cell with an area. */
  areasOver(kind, area) {
    return this.areas.filter((one) => one.kind === kind && overlap(one, area));
  }

  #rewrite(move) {
    for (const { cells } of this.lines) {
      for (let at = 0; at < cells.length; at += 1) {
        const cell = cells[at];
        if (typeof cell === 'object' && cell instanceof FormulaCell) cells[at] = rewritten(cell, move);
      }
    }
  }

  #room(rows, columns) {
    const others = this.book.tabs.reduce((sum, tab) => sum + (tab === this ? 0 : tab.maxRows * tab.maxColumns), 0);
    if (columns > 18_278) throw new Error('This action would increase the number of columns in the sheet above the limit of 18278 columns.');
    if (rows * columns + others > 10_000_000) {
      throw new Error('This action would increase the number of cells in the workbook above the limit of 10000000 cells.');
    }
  }
}

function rewritten(cell, move) {
  cell.text = withReferences(cell.text, move); // the same cell: what it fills knows it
  return cell;
}

function moved(number, from, to) {
  if (number === from) return to;
  if (from < number && number <= to) return number - 1;
  if (to <= number && number < from) return number + 1;
  return number;
}

/** A cell as a test compares it: dates as Date in the book's time zone. */
export const plain = (cell, zone) => {
  const value = shownIn(cell);
  return value instanceof SheetDate ? value.moment(zone) : value;
};
