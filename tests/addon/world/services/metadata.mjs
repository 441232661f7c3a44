/** Developer metadata: marks on a tab, a row or a column, and finding them. */

import { EnumValue, enumeration, Fake, signatureProblem } from '../strict.mjs';
import { overlap } from '../references.mjs';
import { Range } from './range.mjs';

export const VISIBILITIES = enumeration('DeveloperMetadataVisibility', ['DOCUMENT', 'PROJECT']);
export const LOCATION_TYPES = enumeration('DeveloperMetadataLocationType', ['SPREADSHEET', 'SHEET', 'ROW', 'COLUMN']);
const PROJECT = 'this add-on';

/** A mark of (key), (key, value), (key, visibility) or (key, value, visibility); without a visibility everybody in the document sees it. */
export function addedMark(execution, parts) {
  const visibility = parts.at(-1) instanceof EnumValue ? parts.at(-1) : VISIBILITIES.DOCUMENT;
  const [key, value = null] = parts.filter((part) => !(part instanceof EnumValue));
  if (typeof key !== 'string' || (value !== null && typeof value !== 'string')) throw signatureProblem('SpreadsheetApp', 'addDeveloperMetadata', parts);
  return { id: execution.world.book.nextMark(), key, value, visibility: String(visibility), project: PROJECT };
}

export class DeveloperMetadataFinder extends Fake {
  static reads = new Set(['find']);
  #execution;
  #scope;
  #wanted = [];
  #intersecting = false;

  /** `scope`: {tab, area, sheets}: the whole document where tab is null, a whole tab where area is null. */
  constructor(execution, scope) {
    super();
    this.#execution = execution;
    this.#scope = scope;
  }
  #with(test) {
    this.#wanted.push(test);
    return this;
  }
  #text(member, text) {
    if (typeof text !== 'string') throw signatureProblem('SpreadsheetApp.DeveloperMetadataFinder', member, [text]);
    return text;
  }
  withKey(key) {
    this.#text('withKey', key);
    return this.#with(({ mark }) => mark.key === key);
  }
  withValue(value) {
    this.#text('withValue', value);
    return this.#with(({ mark }) => mark.value === value);
  }
  withId(id) {
    return this.#with(({ mark }) => mark.id === id);
  }
  withVisibility(visibility) {
    if (!Object.values(VISIBILITIES).includes(visibility)) throw signatureProblem('SpreadsheetApp.DeveloperMetadataFinder', 'withVisibility', [visibility]);
    return this.#with(({ mark }) => mark.visibility === String(visibility));
  }
  withLocationType(type) {
    if (!Object.values(LOCATION_TYPES).includes(type)) throw signatureProblem('SpreadsheetApp.DeveloperMetadataFinder', 'withLocationType', [type]);
    return this.#with(({ place }) => place.type === type);
  }
  onIntersectingLocations() {
    this.#intersecting = true;
    return this;
  }
  find() {
    const tabs = this.#scope.tab ? [this.#scope.tab] : this.#execution.world.book.tabs;
    const all = tabs.flatMap((tab) => placesOf(tab)).filter(({ place }) => this.#reaches(place));
    const seen = all.flatMap(({ place, marks }) => marks.map((mark) => ({ place, mark, marks })));
    return seen
      .filter(({ mark }) => mark.visibility === 'DOCUMENT' || mark.project === PROJECT)
      .filter((one) => this.#wanted.every((test) => test(one)))
      .map((one) => new DeveloperMetadata(this.#execution, one, this.#scope.sheets(one.place.tab)));
  }
  #reaches({ type, area }) {
    const { area: asked } = this.#scope;
    if (!asked) return true;
    if (type === LOCATION_TYPES.SHEET) return this.#intersecting;
    if (this.#intersecting) return overlap(area, asked);
    return area.row === asked.row && area.column === asked.column && area.rows === asked.rows && area.columns === asked.columns;
  }
}

function placesOf(tab) {
  const [rows, columns] = [tab.maxRows, tab.maxColumns];
  const places = [{ place: { type: LOCATION_TYPES.SHEET, tab, area: null }, marks: tab.marksOfTab }];
  tab.columns.forEach(({ marks }, at) => {
    if (marks.length > 0) places.push({ place: { type: LOCATION_TYPES.COLUMN, tab, area: { row: 1, column: at + 1, rows, columns: 1, whole: 'columns' } }, marks });
  });
  tab.lines.forEach(({ marks }, at) => {
    if (marks.length > 0) places.push({ place: { type: LOCATION_TYPES.ROW, tab, area: { row: at + 1, column: 1, rows: 1, columns, whole: 'rows' } }, marks });
  });
  return places;
}

export class DeveloperMetadata extends Fake {
  static reads = new Set(['remove', 'setValue', 'setKey']);
  #execution;
  #found;
  #sheet;
  constructor(execution, found, sheet) {
    super();
    this.#execution = execution;
    this.#found = found;
    this.#sheet = sheet;
  }
  getId() {
    return this.#found.mark.id;
  }
  getKey() {
    return this.#found.mark.key;
  }
  getValue() {
    return this.#found.mark.value;
  }
  getVisibility() {
    return VISIBILITIES[this.#found.mark.visibility];
  }
  getLocation() {
    return new DeveloperMetadataLocation(this.#execution, this.#found.place, this.#sheet);
  }
  setValue(value) {
    this.#found.mark.value = value;
    return this;
  }
  setKey(key) {
    this.#found.mark.key = key;
    return this;
  }
  remove() {
    const at = this.#found.marks.indexOf(this.#found.mark);
    if (at < 0) throw new Error('Developer metadata not found.');
    this.#found.marks.splice(at, 1);
  }
}

export class DeveloperMetadataLocation extends Fake {
  #execution;
  #place;
  #sheet;
  constructor(execution, place, sheet) {
    super();
    this.#execution = execution;
    this.#place = place;
    this.#sheet = sheet;
  }
  #only(type) {
    return this.#place.type === type ? new Range(this.#execution, this.#sheet, this.#place.tab, { ...this.#place.area }) : null;
  }
  getColumn() {
    return this.#only(LOCATION_TYPES.COLUMN);
  }
  getRow() {
    return this.#only(LOCATION_TYPES.ROW);
  }
  getLocationType() {
    return this.#place.type;
  }
  getSheet() {
    return this.#place.type === LOCATION_TYPES.SHEET ? this.#sheet : null;
  }
}
