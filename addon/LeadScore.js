/**
 * The custom function =LEAD_SCORE(...).
 *
 * It runs as nobody in particular: it sees the settings of the spreadsheet's owner, has 30 seconds, and is computed anew
 * whenever a cell of its range changes. So a range is one request, and what came of it is remembered.
 */

const FUNCTION_SECONDS_ = 25; // Google ends a custom function after 30
const MOST_ROWS_ = 10000; // what the service takes at a time
const MOST_CHARACTERS_ = 5e6;
const KEPT_SECONDS_ = 6 * 3600; // the longest Google keeps anything in a cache
const FAILURE_KEPT_SECONDS_ = 60;

/** What stands in the cells instead of scores, by problem; anything else is #SERVICE. @type {Record<string, string>} */
const ERROR_WORDS_ = {
  no_settings: '#SETTINGS',
  bad_url: '#SETTINGS',
  private_url: '#SETTINGS',
  identity_missing: '#SETTINGS',
  unauthorized: '#SETTINGS',
  blocked_url: '#SETTINGS',
  key_missing: '#KEY',
  key_refused: '#KEY',
  identity_refused: '#KEY',
  busy: '#BUSY',
  timed_out: '#BUSY',
  table_refused: '#HEADERS',
  too_large: '#ROWS',
  quota: '#QUOTA',
};

/**
 * Scores leads: a number from 0 to 1 for each row, the likelier to engage the higher.
 *
 * @param {any} range The leads, a row each, such as A1:F500. Include the header row, or give it as headers.
 * @param {any} [headers] The header row, such as A1:F1, where the range has none.
 * @return A column as tall as the range. Blank rows stay blank.
 * @customfunction
 */
function LEAD_SCORE(range, headers) {
  return leadScores_(range, headers);
}

/**
 * @param {unknown} range as Google gives it: rows of cells, or the cell alone where it is one
 * @param {unknown} headers likewise; undefined where it was left out
 * @returns {(string | number)[][]} one cell a row; never throws
 */
function leadScores_(range, headers) {
  const rows = asRows_(range);
  const given = headers === undefined || headers === null || headers === '' ? null : asRows_(headers);
  const header = given ? 0 : betterNamed_(rows.slice(0, SEARCHED_ROWS_), 0); // what is above it are titles
  const names = (given ? given[0] : rows[header]).map(headerText_);
  const hasHeader = !given || (given.length === 1 && rows[0].map(headerText_).join('\n') === names.join('\n'));
  const leads = hasHeader ? rows.slice(header + 1) : rows;
  const top = hasHeader ? [...rows.slice(0, header).map(() => ['']), ['Lead score']] : [];
  const wrong = (given && given.length > 1) || names.length !== rows[0].length || names.every((name) => name === '');
  if (!given && leads.length === 0) return [['#HEADERS']];
  try {
    return [...top, ...scoresOf_(leads, names, wrong ? '#HEADERS' : '')];
  } catch (error) {
    return [...top, ...everyLead_(leads, '#SERVICE')];
  }
}

/**
 * @param {Cell[][]} leads
 * @param {string[]} names of their columns
 * @param {string} wrong the error word where the range or the headers cannot be used
 * @returns {(string | number)[][]}
 */
function scoresOf_(leads, names, wrong) {
  const places = leads.map((_, at) => at).filter((at) => filled_(leads[at]) > 0);
  if (places.length === 0) return leads.map(() => ['']);
  const word = wrong || (places.length > MOST_ROWS_ || names.length > 500 ? '#ROWS' : '');
  if (word) return everyLead_(leads, word);
  const told = toldOrRemembered_(sendable_(places.map((at) => leads[at]), names));
  if (typeof told === 'string') return everyLead_(leads, told);
  /** @type {(string | number)[][]} */
  const scores = leads.map(() => ['']);
  places.forEach((at, turn) => (scores[at] = [told[turn]]));
  return scores;
}

/**
 * @param {Cell[][]} leads
 * @param {string} word
 * @returns {string[][]} the word for every row that is not blank
 */
function everyLead_(leads, word) {
  return leads.map((row) => [filled_(row) > 0 ? word : '']);
}

/**
 * Asks the service once; the same question is answered from memory for six hours, a failure for a minute.
 *
 * What is remembered is scores, or an error word, under a hash of the question: no cell and no key. 10,000 scores of four
 * places are 70 KB, and a cache's value may have 100.
 *
 * @param {ServiceTable} table
 * @returns {(string | number)[] | string} a score a row, '' for one that has none; or an error word
 */
function toldOrRemembered_(table) {
  try {
    const settings = serviceSettings_();
    const question = JSON.stringify(table);
    if (question.length > MOST_CHARACTERS_) return '#ROWS';
    const cache = CacheService.getDocumentCache() || CacheService.getScriptCache();
    const name = `scores.${digest_([settings.url, settings.sign, settings.key, question].join('\n'))}`;
    const kept = cache.get(name);
    if (kept) return JSON.parse(kept);
    const told = askedOnce_(table);
    cache.put(name, JSON.stringify(told), typeof told === 'string' ? FAILURE_KEPT_SECONDS_ : KEPT_SECONDS_);
    return told;
  } catch (error) {
    return errorWord_(asProblem_(error));
  }
}

/**
 * @param {ServiceTable} table
 * @returns {(string | number)[] | string}
 */
function askedOnce_(table) {
  const { answer, problem } = serviceScore_([table], Date.now() + FUNCTION_SECONDS_ * 1000)[0];
  if (problem) return errorWord_(problem);
  // A row with a message says too little of the lead: it is to have no score.
  return answer.rows.map((row) => (typeof row.score === 'number' && !row.message ? Math.round(row.score * 1e4) / 1e4 : ''));
}

/**
 * @param {LeadsheetProblem} problem
 * @returns {string}
 */
function errorWord_(problem) {
  return ERROR_WORDS_[problem.code] || '#SERVICE';
}

/**
 * The leads as they go to the service: without who they are.
 *
 * @param {Cell[][]} leads
 * @param {string[]} names
 * @returns {ServiceTable}
 */
function sendable_(leads, names) {
  const zone = SpreadsheetApp.getActiveSpreadsheet().getSpreadsheetTimeZone();
  const columns = names.map((_, at) => at).filter((at) => names[at] !== '' && !isNameColumn_(names[at]));
  return {
    headers: columns.map((at) => names[at]),
    rows: leads.map((row) => columns.map((at) => (tellsWho_(row[at]) ? null : wireCell_(row[at], zone)))),
  };
}

/**
 * @param {string} header
 * @returns {boolean} whether its cells are people's names, by its own words
 */
function isNameColumn_(header) {
  const plain = header.toLowerCase().replace(/[\s_-]+/g, ' ').trim();
  return (
    /^((full|first|last|person|prospect|contact|lead) ?name|name|pr[eé]nom|nom( complet)?)$/.test(plain) ||
    /^(vorname|nachname|(nombre|nome)( complet[oa])?|apellidos?|cognome)$/.test(plain)
  );
}

/**
 * @param {Cell} cell
 * @returns {boolean} whether it looks like an e-mail address, a profile on LinkedIn or a telephone number
 */
function tellsWho_(cell) {
  if (typeof cell === 'number') return Number.isInteger(cell) && cell >= 1e8;
  if (typeof cell !== 'string') return false;
  const text = cell.trim();
  if (text.length <= 200 && /[^\s@<>(),;:]+@[^\s@<>(),;:]+\.[a-z]{2,}/i.test(text)) return true;
  if (text.length <= 500 && /^\S*linkedin\.com\/\S*$/i.test(text)) return true;
  return isPhone_(text);
}

/**
 * @param {string} text
 * @returns {boolean} whether it is a telephone number, and no date and no range such as "5001-10000" employees
 */
function isPhone_(text) {
  const bare = text.replace(/\s*(ext|poste|x)\.?\s*\d{1,5}$/i, '').replace(/^(tel|tél|phone|mobile)\s*[.:]*\s*/i, '');
  if (!/^\+?[\d\s().\/-]+$/.test(bare)) return false;
  const digits = bare.replace(/\D/g, '').length;
  if (digits < 8 || digits > 15 || /^\d{4}-\d{2}-\d{2}|^\d{1,2}[.\/-]\d{1,2}[.\/-]\d{4}$/.test(bare)) return false;
  const range = /^([1-9]\d{0,5})\s*-\s*([1-9]\d{0,6})$/.exec(bare);
  if (range && Number(range[1]) < Number(range[2]) && Number(range[2]) <= 1e6) return false;
  return /^[+0(]/.test(bare) || digits >= 9;
}

/**
 * @param {unknown} value a custom function's argument
 * @returns {Cell[][]} as rows; never without one
 */
function asRows_(value) {
  const rows = Array.isArray(value) ? value : [[value]];
  return rows.length > 0 ? rows.map((row) => (Array.isArray(row) ? row : [row])) : [['']];
}

/**
 * @param {string} text
 * @returns {string} its SHA-256, which tells nothing of it
 */
function digest_(text) {
  return Utilities.base64EncodeWebSafe(Utilities.computeDigest(Utilities.DigestAlgorithm.SHA_256, text, Utilities.Charset.UTF_8));
}
