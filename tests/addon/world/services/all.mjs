/** The services as a script knows them by name, and every fake there is. */

import * as fetching from './fetch.mjs';
import * as html from './html.mjs';
import * as metadata from './metadata.mjs';
import * as protection from './protection.mjs';
import * as range from './range.mjs';
import * as rangeList from './range_list.mjs';
import * as rules from './rules.mjs';
import * as session from './session.mjs';
import * as sheet from './sheet.mjs';
import * as spreadsheet from './spreadsheet.mjs';
import * as stores from './stores.mjs';
import * as ui from './ui.mjs';
import * as utilities from './utilities.mjs';
import { Fake } from '../strict.mjs';

const { Console: console, Logger, ScriptApp, Session } = session;
const { CacheService, LockService, PropertiesService } = stores;

/** Global name -> class of its fake. */
export const SERVICES = {
  SpreadsheetApp: spreadsheet.SpreadsheetApp,
  UrlFetchApp: fetching.UrlFetchApp,
  HtmlService: html.HtmlService,
  Utilities: utilities.Utilities,
  PropertiesService,
  CacheService,
  LockService,
  ScriptApp,
  Session,
  Logger,
  console,
};

/** Every fake, as classes. */
export const FAKES = [fetching, html, metadata, protection, range, rangeList, rules, session, sheet, spreadsheet, stores, ui, utilities]
  .flatMap((module) => Object.values(module))
  .filter((one) => typeof one === 'function' && one.prototype instanceof Fake);
