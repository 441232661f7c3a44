/** Values between scopes: as google.script.run carries them, as a test receives them, as a cell takes them. */

import { types } from 'node:util';
import { EnumValue, isPresented } from './strict.mjs';

/** A copy of what google.script.run carries; throws on what it refuses, naming the place. */
export function carried(value, place) {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw new Error(`google.script.run does not carry ${value}: ${place}`);
  }
  if (Array.isArray(value)) {
    return Array.from(value, (one, at) => carried(one, `${place}[${at}]`));
  }
  if (typeof value === 'object' && !types.isDate(value) && !(value instanceof EnumValue) && isPlain(value)) {
    return Object.fromEntries(Object.keys(value).map((key) => [key, carried(value[key], `${place}.${key}`)]));
  }
  const kind = value === undefined ? 'undefined' : types.isDate(value) ? 'a Date' : typeof value === 'function' ? 'a function' : Object.prototype.toString.call(value);
  throw new Error(`google.script.run does not carry ${kind}: ${place}`);
}

function isPlain(value) {
  if (isPresented(value) || types.isProxy(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'hasOwnProperty'));
}

/** What a script's function gave, as values of the test's own scope; fakes, functions and instances of classes stay as they are. */
export function outside(value) {
  if (value === null || typeof value !== 'object' || isPresented(value)) return value;
  if (Array.isArray(value)) return Array.from(value, outside);
  if (types.isDate(value)) return new Date(value.getTime());
  if (types.isMap(value)) return new Map([...value].map(([key, one]) => [outside(key), outside(one)]));
  if (types.isSet(value)) return new Set([...value].map(outside));
  if (types.isNativeError(value)) return errorOutside(value);
  if (!(value instanceof EnumValue) && isPlain(value)) return Object.fromEntries(Object.keys(value).map((key) => [key, outside(value[key])]));
  return value;
}

/** A script's error as an error of the test's scope, with its name, message, stack and own properties (`code`, `args` ...). */
export function errorOutside(problem) {
  if (!types.isNativeError(problem) || problem instanceof Error) return problem;
  const copy = new Error(problem.message);
  for (const key of Object.keys(problem)) copy[key] = outside(problem[key]);
  Object.defineProperty(copy, 'stack', { value: problem.stack });
  Object.defineProperty(copy, 'name', { value: problem.name, configurable: true });
  Object.defineProperty(copy, 'scriptError', { value: problem });
  return copy;
}

/** What a custom function answered, if cells can hold it: a value, a row, or rows of equal length. Throws otherwise. */
export function cellable(answer) {
  if (!Array.isArray(answer)) return one(answer);
  const rows = answer.every((row) => !Array.isArray(row)) ? [answer] : answer;
  if (rows.length === 0 || rows.some((row) => !Array.isArray(row) || row.length !== rows[0].length || row.length === 0)) {
    throw new Error('Result was not a rectangle of cells.');
  }
  rows.forEach((row) => row.forEach(one));
  return answer;
}

function one(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string' && value.length > 50_000) throw new Error('Result was longer than 50000 characters.');
  if (typeof value === 'string' || typeof value === 'boolean' || types.isDate(value)) return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Error(`Result was not a number, a text, a date or TRUE/FALSE: ${typeof value}`);
}
