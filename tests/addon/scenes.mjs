/** What the tests of the add-on's scoring share: invented leads, a whole run as the sidebar drives it, and the truth. */

import assert from 'node:assert/strict';

import { newWorld } from './world/index.mjs';

export const SERVICE = process.env.LEADSHEET_URL;
export const KEY = process.env.LEADSHEET_KEY;
export const HEADER = ['First Name', 'Last Name', 'Job Title', 'Company Size', 'Industry', 'Country', 'LinkedIn URL', 'Notes'];
export const OURS = ['Lead score', 'Lead label', 'Lead confidence', 'Lead reasons'];

/** A document with leads in it, and a person who has set the add-on up. */
export function office(sheets, options = {}) {
  const world = newWorld({ serviceUrl: SERVICE, sheets, ...options });
  setUp(world);
  return world;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const TITLES = ['CEO', 'Head of Sales', 'Sales Manager', 'Intern', 'CTO', 'Founder', 'Marketing Director', 'Account Executive'];
const SIZES = ['1-10', '11-50', '51-200', '201-500', '501-1000', '1001-5000', '5001-10000', '10001+'];
const INDUSTRIES = ['Software', 'Banking', 'Retail', 'Construction', 'Hospital & Health Care', ''];
const COUNTRIES = ['France', 'Germany', 'Spain', 'United Kingdom', ''];

/** So many invented leads below their header; each has a profile of its own. */
export function leads(count, seed = 1) {
  const next = chance(seed);
  const pick = (from) => from[Math.floor(next() * from.length)];
  const rows = Array.from({ length: count }, (_, at) => [
    `Ana${at}`,
    `Roca${at}`,
    pick(TITLES),
    pick(SIZES),
    pick(INDUSTRIES),
    pick(COUNTRIES),
    `https://www.linkedin.com/in/ana-roca-${at}`,
    at % 7 === 0 ? '=not a formula' : `met in ${2000 + (at % 20)}`,
  ]);
  return [HEADER, ...rows.map((row) => row.map((cell) => (String(cell).startsWith('=') ? 'call again' : cell)))];
}

/** The value of an answer that must be one. */
export function ok(answer) {
  assert.equal(answer.ok, true, JSON.stringify(answer));
  return answer.value;
}

/** The code of an answer that must be a problem; its sentence is one. */
export function problem(answer) {
  assert.equal(answer.ok, false, JSON.stringify(answer));
  assert.match(answer.problem.sentence, /[.!]$/);
  return answer.problem.code;
}

/** Enter the real service's address and key, as a person does in Settings. */
export function setUp(world) {
  ok(world.run('saveSettings', { url: 'https://leadsheet.test', sign: 'key', key: KEY }));
}

/** What a person saw of a mapping, as the sidebar sends it back. */
export function shownOf(mapping) {
  return Object.fromEntries(mapping.columns.map((one) => [one.index, one.use === 'field' ? one.field : '']));
}

/** Begin a run as the sidebar does; agrees to whatever the columns' values tell. */
export function begin(world, mode = 'all', options = {}) {
  const look = ok(world.run('lookAtTab', { mode }));
  const choices = { ...look.choices, ...options.choices };
  let mapping = options.choices || !look.mapping ? ok(world.run('mapColumns', { gid: look.tab.gid, choices })) : look.mapping;
  for (let turn = 0; turn < 3; turn++) {
    const asked = { gid: look.tab.gid, mode, choices, shown: shownOf(mapping), visibleOnly: options.visibleOnly ?? false };
    const begun = ok(world.run('beginRun', asked));
    if (begun.run) {
      return begun.run;
    }
    mapping = begun.mapping;
  }
  throw new Error('the mapping never comes to rest');
}

/** Step until the run has ended. */
export function finish(world, run, most = 50) {
  let now = run;
  for (let step = 0; now.state === 'going'; step++) {
    assert.ok(step < most, 'the run does not end');
    now = ok(world.run('stepRun', { id: run.id }));
  }
  return now;
}

/** A whole run. */
export function score(world, mode = 'all', options = {}) {
  return finish(world, begin(world, mode, options));
}

/** The rows below the header as objects by header. */
export function told(sheet) {
  const [header, ...rows] = sheet.rows();
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}

/** What the service itself says of these rows, asked directly. */
export async function truth(rows, fields = { 'Job Title': 'jobtitle', 'Company Size': 'companysize', Industry: 'industry', Country: 'location' }) {
  const headers = Object.keys(fields);
  const found = [];
  for (let from = 0; from < rows.length; from += 5000) {
    const part = rows.slice(from, from + 5000);
    const answer = await fetch(`${SERVICE}/table/score`, {
      method: 'POST',
      keepalive: false,
      headers: { Connection: 'close', 'Content-Type': 'application/json', 'X-API-Key': KEY },
      body: JSON.stringify({
        headers,
        feeds: Object.values(fields),
        rows: part.map((row) => headers.map((name) => (row[name] === '' ? null : row[name]))),
      }),
    });
    assert.equal(answer.status, 200, await answer.clone().text());
    found.push(...(await answer.json()).rows);
  }
  return found;
}

/**
 * Every row that has a score has the one that the service gives for what stands in it; rows without a lead have none. Of
 * `kept` (by profile) what stood before may stand instead. Gives the number of rows with their score.
 */
export async function checkAgainstTruth(sheet, { kept = new Map(), all = false } = {}) {
  const rows = told(sheet);
  const scores = await truth(rows);
  let right = 0;
  rows.forEach((row, at) => {
    const has = OURS.map((name) => row[name] ?? '');
    const who = row['LinkedIn URL'];
    const should = [scores[at].score ?? '', scores[at].label ?? '', scores[at].confidence ?? '', scores[at].reasons ?? ''];
    if (has.every((cell) => cell === '')) {
      assert.ok(!all || who === '' , `row ${at + 2} of ${who} has no score`);
      return;
    }
    if (JSON.stringify(has) === JSON.stringify(kept.get(who))) {
      return;
    }
    if (JSON.stringify(has) !== JSON.stringify(should)) {
      assert.deepEqual(has, should, `row ${at + 2}: ${who} does not have its own score`);
    }
    right++;
  });
  return right;
}
