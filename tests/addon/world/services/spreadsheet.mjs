/** SpreadsheetApp and Spreadsheet. */

import { enumeration, Fake, fakeOf } from '../strict.mjs';
import { DeveloperMetadataFinder, LOCATION_TYPES, VISIBILITIES } from './metadata.mjs';
import { ConditionalFormatRuleBuilder, INTERPOLATION_TYPES } from './rules.mjs';
import { PROTECTION_TYPES } from './protection.mjs';
import { Sheet, SHEET_TYPES } from './sheet.mjs';
import { Ui } from './ui.mjs';

export class SpreadsheetApp extends Fake {
  static constants = {
    InterpolationType: INTERPOLATION_TYPES,
    DeveloperMetadataVisibility: VISIBILITIES,
    DeveloperMetadataLocationType: LOCATION_TYPES,
    ProtectionType: PROTECTION_TYPES,
    SheetType: SHEET_TYPES,
    WrapStrategy: enumeration('WrapStrategy', ['WRAP', 'OVERFLOW', 'CLIP']),
  };
  static counts = { setActiveSheet: [1, 2] };
  static reads = new Set(['getActiveRange', 'flush']);
  #execution;
  #book;

  constructor(execution) {
    super();
    this.#execution = execution;
    this.#book = new Spreadsheet(execution);
  }

  getActiveSpreadsheet() {
    return this.#book;
  }
  getActive() {
    return this.#book;
  }
  getActiveSheet() {
    return this.#book.getActiveSheet();
  }
  getActiveRange() {
    return this.#book.getActiveRange();
  }
  setActiveSheet(sheet) {
    return this.#book.setActiveSheet(sheet);
  }
  getUi() {
    return new Ui(this.#execution);
  }
  /** All buffered writes land (`reads` says so). */
  flush() {}
  newConditionalFormatRule() {
    return new ConditionalFormatRuleBuilder(this.#execution);
  }
}

export class Spreadsheet extends Fake {
  static counts = { insertSheet: [0, 1, 2], toast: [1, 2, 3], setActiveSheet: [1, 2] };
  static reads = new Set(['getSheets', 'getSheetByName', 'getSheetById', 'insertSheet', 'deleteSheet', 'setActiveSheet', 'getActiveRange', 'getNumSheets']);
  #execution;
  #sheets = new Map();

  constructor(execution) {
    super();
    this.#execution = execution;
  }

  get #book() {
    return this.#execution.world.book;
  }
  #sheet(tab) {
    if (!this.#sheets.has(tab)) this.#sheets.set(tab, new Sheet(this.#execution, tab, this));
    return this.#sheets.get(tab);
  }

  getId() {
    return this.#book.id;
  }
  getName() {
    return this.#book.name;
  }
  getUrl() {
    return `https://docs.google.com/spreadsheets/d/${this.#book.id}/edit`;
  }
  getSheets() {
    return this.#book.tabs.map((tab) => this.#sheet(tab));
  }
  getNumSheets() {
    return this.#book.tabs.length;
  }
  getSheetByName(name) {
    const tab = this.#book.tabs.find((one) => one.name === name);
    return tab ? this.#sheet(tab) : null;
  }
  getSheetById(id) {
    const tab = this.#book.tabs.find(({ gid }) => gid === id);
    return tab ? this.#sheet(tab) : null;
  }
  getActiveSheet() {
    return this.#sheet(this.#book.active);
  }
  getActiveRange() {
    return this.#sheet(this.#book.active).getActiveRange();
  }
  /** A new tab; it becomes the active one, as in Google Sheets. */
  insertSheet(name = `Sheet${this.#book.tabs.length + 1}`) {
    if (typeof name !== 'string') throw new Error('the fake knows insertSheet(name) only');
    if (this.#book.tabs.some((tab) => tab.name === name)) {
      throw new Error(`A sheet with the name "${name}" already exists. Please enter another name.`);
    }
    const tab = this.#book.addTab(name);
    this.#book.active = tab;
    return this.#sheet(tab);
  }
  deleteSheet(sheet) {
    if (this.#book.tabs.length === 1) throw new Error('You can\'t remove all the sheets in a document.');
    this.#book.deleteTab(Sheet.tabOf(fakeOf(sheet)).name);
  }
  setActiveSheet(sheet) {
    this.#book.active = Sheet.tabOf(fakeOf(sheet));
    return sheet;
  }
  getSpreadsheetTimeZone() {
    return this.#book.timeZone;
  }
  getSpreadsheetLocale() {
    return this.#book.locale;
  }
  toast(...said) {
    this.#execution.world.shown.push({ kind: 'toast', text: said[0], title: said[1] ?? '' });
  }
  createDeveloperMetadataFinder() {
    return new DeveloperMetadataFinder(this.#execution, { tab: null, area: null, sheets: (tab) => this.#sheet(tab) });
  }
}
