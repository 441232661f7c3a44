/** Cells: what Google Sheets makes of what is typed or written, and how it shows it. */

import { serialOf, instantOf, wallTime, formatWall } from './time.mjs';

/** A date, a time or both in a cell: days since 30 December 1899 on the sheet's wall clock. */
export class SheetDate {
  constructor(serial) {
    this.serial = serial;
  }
  /** The moment it means in a time zone, as a Date. */
  moment(zone) {
    return new Date(instantOf(this.serial, zone));
  }
}

/** A formula and the value it shows. */
export class FormulaCell {
  constructor(text, value) {
    this.text = text;
    this.value = value;
  }
}

/** A cell that the formula of another cell fills: it has a value and no formula of its own. */
export class Spilled {
  constructor(source, value) {
    this.source = source;
    this.value = value;
  }
}

/** The value in a cell: a text, a number, a boolean, '' or a SheetDate. */
export const shownIn = (cell) => (cell instanceof FormulaCell || cell instanceof Spilled ? cell.value : (cell ?? ''));

export const MOST_TEXT = 50_000;
export const DATE_FORMAT = 'M/d/yyyy';
const isDateFormat = (format) => Boolean(format) && format !== '@' && /[dyhs]|m{2}/i.test(format.replace(/"[^"]*"|\[[^\]]*\]/g, ''));

/** A value from a script or a test as a cell: {cell, format}; `format` is what Google sets by itself (or undefined). */
export function cellOf(value, { zone, locale, format }) {
  if (value === null || value === undefined || value === '') return { cell: '' };
  if (typeof value === 'string') return entered(value, { locale, format });
  if (typeof value === 'boolean') return { cell: value };
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return { cell: '#NUM!' };
    return { cell: isDateFormat(format) ? new SheetDate(value) : value };
  }
  return { cell: new SheetDate(serialOf(value.getTime(), zone)), format: isDateFormat(format) ? undefined : DATE_FORMAT };
}

/** The same cell under another number format: a number becomes a date under a date format, and a date a number again. */
export function reformatted(cell, format) {
  if (typeof cell === 'number' && isDateFormat(format)) return new SheetDate(cell);
  if (cell instanceof SheetDate && format && format !== '@' && !isDateFormat(format)) return cell.serial;
  return cell;
}

/**
 * A text as if a person typed it. Where Google's own behaviour is not documented the worse outcome is taken: a text that begins with "+" or
 * "-" and is no number becomes a formula, and in a plain-text cell the apostrophe of "'text" stays.
 */
export function entered(text, { locale = 'en_US', format } = {}) {
  if (format === '@') return { cell: text };
  if (text.startsWith("'")) return { cell: text.slice(1) };
  const trimmed = text.trim();
  if (trimmed === '') return { cell: text };
  const known = logical(trimmed) ?? number(trimmed, locale) ?? date(trimmed, locale);
  if (known) return known;
  if (/^[=+-]./s.test(text)) return { cell: formulaCell(text.startsWith('=') ? text : `=${text}`) };
  return { cell: text };
}

function logical(text) {
  const upper = text.toUpperCase();
  if (upper === 'TRUE' || upper === 'VRAI') return { cell: true };
  if (upper === 'FALSE' || upper === 'FAUX') return { cell: false };
  return null;
}

function number(text, locale) {
  const french = locale.startsWith('fr');
  const plain = french ? text.replace(/[\u202f\u00a0 ](?=\d{3})/g, '').replace(',', '.') : text.replace(/,(?=\d{3}(\D|$))/g, '');
  if (french && text.includes('.')) return null;
  const found = /^([+-]?)[$€£]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s?([%€]?)$/i.exec(plain);
  if (!found) return null;
  const value = Number(`${found[1]}${found[2]}${found[3] ?? ''}`);
  if (!Number.isFinite(value)) return null;
  return found[4] === '%' ? { cell: value / 100, format: '0%' } : { cell: value };
}

const MONTHS = { jan: 1, feb: 2, mar: 3, apr: 4, may: 5, jun: 6, jul: 7, aug: 8, sep: 9, oct: 10, nov: 11, dec: 12, fév: 2, avr: 4, mai: 5, juin: 6, juil: 7, aoû: 8, déc: 12 };
const monthOf = (word) => MONTHS[word.toLowerCase().slice(0, 4)] ?? MONTHS[word.toLowerCase().slice(0, 3)];
const MONTH_WORD = '([A-Za-zéû]{3,9})\\.?';

function date(text, locale) {
  const time = /^(?:(.+?)[ ])?(\d{1,2}):([0-5]\d)(?::([0-5]\d))?( ?[AaPp][Mm])?$/.exec(text);
  if (time) {
    const day = time[1] === undefined ? 0 : dayOf(time[1], locale);
    const hours = (Number(time[2]) % (time[5] ? 12 : 100)) + (/p/i.test(time[5] ?? '') ? 12 : 0);
    if (day === null) return null;
    const serial = day + (hours * 3600 + Number(time[3]) * 60 + Number(time[4] ?? 0)) / 86_400;
    return { cell: new SheetDate(serial), format: time[1] === undefined ? 'h:mm' : 'M/d/yyyy H:mm:ss' };
  }
  const day = dayOf(text, locale);
  return day === null ? null : { cell: new SheetDate(day), format: DATE_FORMAT };
}

function dayOf(text, locale) {
  const thisYear = new Date().getUTCFullYear();
  const dayFirst = !locale.startsWith('en_US');
  let m;
  if ((m = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text))) return serialDay(m[1], m[2], m[3]);
  if ((m = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/.exec(text))) {
    return dayFirst ? serialDay(m[3], m[2], m[1]) : serialDay(m[3], m[1], m[2]);
  }
  if ((m = /^(\d{1,2})[-/](\d{1,4})$/.exec(text))) {
    const asDay = dayFirst ? serialDay(thisYear, m[2], m[1]) : serialDay(thisYear, m[1], m[2]);
    return asDay ?? serialDay(m[2], m[1], 1); // "11-50" is November 1950
  }
  if ((m = new RegExp(`^(\\d{1,2})[ -]${MONTH_WORD}(?:[ -](\\d{4}|\\d{2}))?$`).exec(text))) return serialDay(m[3] ?? thisYear, monthOf(m[2]), m[1]);
  if ((m = new RegExp(`^${MONTH_WORD}[ -](\\d{1,2})(?:,? (\\d{4}))?$`).exec(text))) return serialDay(m[3] ?? thisYear, monthOf(m[1]), m[2]);
  if ((m = new RegExp(`^${MONTH_WORD}[ -](\\d{4})$`).exec(text))) return serialDay(m[2], monthOf(m[1]), 1);
  return null;
}

function serialDay(year, month, day) {
  const full = String(year).length <= 2 ? Number(year) + (Number(year) < 30 ? 2000 : 1900) : Number(year);
  const made = new Date(Date.UTC(full, month - 1, day));
  if (!month || full < 1900 || made.getUTCMonth() !== month - 1 || made.getUTCDate() !== Number(day)) return null;
  return Math.round(made.getTime() / 86_400_000) + 25_569;
}

/** A formula with the value it shows: numbers, texts, HYPERLINK and junk are told apart; everything else is "#NAME?". */
export function formulaCell(text, value) {
  if (value !== undefined) return new FormulaCell(text, value);
  const body = text.slice(1).trim();
  const plain = /^"((?:[^"]|"")*)"$/.exec(body) ?? /^HYPERLINK\("[^"]*"[,;] *"([^"]*)"\)$/i.exec(body);
  if (plain) return new FormulaCell(text, plain[1].replaceAll('""', '"'));
  if (/^[\d.+\-*/() ]+$/.test(body)) {
    try {
      const result = new Function(`return (${body})`)();
      return new FormulaCell(text, Number.isFinite(result) ? result : '#DIV/0!');
    } catch {
      return new FormulaCell(text, '#ERROR!');
    }
  }
  return new FormulaCell(text, /^[A-Z_][\w.]*(\(.*\))?$/i.test(body) ? '#NAME?' : '#ERROR!');
}

/** A cell as it stands on the screen. */
export function displayed(cell, format) {
  const value = shownIn(cell);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof SheetDate) return formatWall(wallTime(value.serial), (format ?? DATE_FORMAT).replaceAll('m', (format ?? '').includes('h') ? 'm' : 'M'));
  if (typeof value !== 'number') return String(value);
  const percent = /^0(\.0+)?%$/.exec(format ?? '');
  if (percent) return `${(value * 100).toFixed(Math.max(0, (percent[1] ?? '').length - 1))}%`;
  const decimals = /^[#,]*0(\.0+)?$/.exec(format ?? '');
  if (decimals) return value.toFixed(Math.max(0, (decimals[1] ?? '').length - 1));
  return String(Number(value.toPrecision(10)));
}
