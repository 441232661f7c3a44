/** A1 references: parsing them, and moving those in formulas with rows and columns. */

/** 3 -> "C". */
export function letters(column) {
  let text = '';
  for (let left = column; left > 0; left = Math.floor((left - 1) / 26)) text = String.fromCharCode(65 + ((left - 1) % 26)) + text;
  return text;
}

/** "C" -> 3. */
export const columnNumber = (text) => [...text.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

/**
 * An A1 reference without a sheet name as {row, column, rows, columns, whole}; null where it is none. `whole` is 'columns' for "C:C",
 * 'rows' for "2:2", else null; `size` says how far those go: {rows, columns}.
 */
export function areaOf(a1, size) {
  const found = /^\$?([A-Za-z]{0,3})\$?(\d*)(?::\$?([A-Za-z]{0,3})\$?(\d*))?$/.exec(a1.trim());
  if (!found || a1.trim() === '') return null;
  const [, fromColumn, fromRow, toColumn = fromColumn, toRow = fromRow] = found;
  if (!a1.includes(':') && (!fromColumn || !fromRow)) return null;
  if (Boolean(fromColumn) !== Boolean(toColumn)) return null;
  const columns = fromColumn ? [columnNumber(fromColumn), columnNumber(toColumn)] : [1, size.columns];
  const rows = [fromRow ? Number(fromRow) : 1, toRow ? Number(toRow) : size.rows];
  const [left, right] = [Math.min(...columns), Math.max(...columns)];
  const [top, bottom] = [Math.min(...rows), Math.max(...rows)];
  const whole = !fromColumn ? 'rows' : !fromRow && !toRow ? 'columns' : null;
  return { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1, whole };
}

/** An area as A1: "B2", "B2:C9", "C:C", "2:2". */
export function a1Of({ row, column, rows, columns, whole }) {
  const [last, end] = [letters(column + columns - 1), row + rows - 1];
  if (whole === 'columns') return `${letters(column)}:${last}`;
  if (whole === 'rows') return `${row}:${end}`;
  const from = `${letters(column)}${row}`;
  return rows === 1 && columns === 1 ? from : `${from}:${last}${end}`;
}

const REFERENCE = /("(?:[^"]|"")*")|((?:'[^']+'|[\w]+)!)?(\$?)\b([A-Z]{1,3})(\$?)(\d+)\b(?!\()/g;

/** A formula whose references go through `move({row, column, rowFixed, columnFixed})` -> {row, column} | null (gone: "#REF!"). */
export function withReferences(formula, move) {
  return formula.replace(REFERENCE, (all, quoted, sheet, columnFixed, column, rowFixed, row) => {
    if (quoted || sheet) return all;
    const to = move({ row: Number(row), column: columnNumber(column), rowFixed: Boolean(rowFixed), columnFixed: Boolean(columnFixed) });
    return to ? `${columnFixed}${letters(to.column)}${rowFixed}${to.row}` : '#REF!';
  });
}

/** An area after `count` lines were inserted before `at` (1-based) along 'row' or 'column'. */
export function afterInsert(area, axis, at, count) {
  const length = axis === 'row' ? 'rows' : 'columns';
  if (at <= area[axis]) area[axis] += count;
  else if (at < area[axis] + area[length]) area[length] += count;
}

/** An area after `count` lines from `at` were deleted; false where nothing of it is left. */
export function afterDelete(area, axis, at, count) {
  const length = axis === 'row' ? 'rows' : 'columns';
  const [first, last] = [area[axis], area[axis] + area[length] - 1];
  const lost = Math.max(0, Math.min(last, at + count - 1) - Math.max(first, at) + 1);
  const before = Math.max(0, Math.min(first, at + count) - at);
  area[axis] = first - before;
  area[length] -= lost;
  return area[length] > 0;
}

/** Do two areas share a cell? */
export const overlap = (a, b) =>
  a.row < b.row + b.rows && b.row < a.row + a.rows && a.column < b.column + b.columns && b.column < a.column + a.columns;
