/**
 * What an answer of the service is worth: its value, or the problem it tells of.
 */

/** @typedef {{value?: unknown, problem?: LeadsheetProblem, again?: boolean}} Tried `again`: sending it again may help */

/** @type {number[]} */
const MAY_PASS_ = [500, 502, 503, 504];

/**
 * An answer, judged.
 *
 * @param {Reply} reply
 * @param {ServiceSettings} settings it was asked with
 * @param {(value: unknown) => boolean | 'garbled'} fits whether the value is what was asked for; 'garbled': only not whole
 * @param {number[]} [good] the statuses of an answer to believe
 * @returns {Tried}
 */
function judged_(reply, settings, fits, good) {
  if (reply instanceof LeadsheetProblem) return { problem: reply, again: reply.code === 'unreachable' };
  const status = reply.getResponseCode();
  const text = reply.getContentText('UTF-8');
  const value = parsed_(text);
  if ((good || [200]).includes(status)) {
    if (value === undefined) return /^\s*</.test(text) ? { problem: problem_('not_leadsheet') } : garbled_();
    const fit = fits(value);
    if (fit === 'garbled') return garbled_();
    return fit ? { value } : { problem: problem_('not_leadsheet') };
  }
  const problem = refusal_(status, isError_(value) ? value.message : null, settings, reply);
  return { problem, again: problem.code === 'busy' || MAY_PASS_.includes(status) };
}

/** @returns {Tried} */
function garbled_() {
  return { problem: problem_('garbled'), again: true };
}

/**
 * What a status that is not 200 means.
 *
 * @param {number} status
 * @param {string | null} message the service's own sentence; null where something else answered
 * @param {ServiceSettings} settings
 * @param {GoogleAppsScript.URL_Fetch.HTTPResponse} reply
 * @returns {LeadsheetProblem}
 */
function refusal_(status, message, settings, reply) {
  if (status >= 300 && status < 400) return problem_('moved');
  if (status === 429) return problem_('busy', { seconds: waitOf_(reply) });
  if (status === 413) return problem_('too_large');
  if (status >= 500) return status === 503 && message ? problem_('no_model', { message }) : problem_('failing', { status });
  if (message === null || status === 404 || status === 405) return problem_('not_leadsheet');
  if (status === 401 || status === 403) {
    if (settings.sign === 'google') return problem_('identity_refused');
    return problem_(settings.key ? 'key_refused' : 'key_missing');
  }
  return problem_('table_refused', { message });
}

/**
 * @param {GoogleAppsScript.URL_Fetch.HTTPResponse} reply
 * @returns {number} the seconds of Retry-After, 5 where it says none
 */
function waitOf_(reply) {
  const headers = /** @type {Record<string, unknown>} */ (reply.getHeaders());
  const name = Object.keys(headers).find((one) => one.toLowerCase() === 'retry-after');
  const seconds = name ? Number(headers[name]) : NaN;
  return seconds >= 0 ? Math.max(1, Math.ceil(seconds)) : 5;
}

/**
 * @param {string} text
 * @returns {unknown} undefined where it is no JSON
 */
function parsed_(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return undefined;
  }
}

/**
 * @param {unknown} value
 * @returns {value is {error: string, message: string}} whether the service says so of an error
 */
function isError_(value) {
  return isPlain_(value) && typeof value.error === 'string' && typeof value.message === 'string';
}

/**
 * Whether a value is the answer to a table of so many rows: a score that is missing or beside its row must never be
 * written into somebody's sheet.
 *
 * @param {unknown} value
 * @param {number} rows
 * @returns {boolean | 'garbled'}
 */
function isTableAnswer_(value, rows) {
  if (!isPlain_(value) || !Array.isArray(value.rows) || typeof value.model_version !== 'string') return false;
  return value.rows.length === rows && value.rows.every(isRowAnswer_) && isPlain_(value.mapping) ? true : 'garbled';
}

/**
 * @param {unknown} row
 * @returns {boolean}
 */
function isRowAnswer_(row) {
  if (!isPlain_(row) || typeof row.status !== 'string') return false;
  if (row.status !== 'scored') return row.score === undefined || row.score === null;
  const { score, label, confidence, reasons } = row;
  const isScore = typeof score === 'number' && score >= 0 && score <= 1;
  return isScore && [label, confidence, reasons].every((one) => typeof one === 'string');
}

/**
 * @param {unknown} value
 * @param {number} columns
 * @returns {boolean | 'garbled'}
 */
function isMapAnswer_(value, columns) {
  if (!isPlain_(value) || !Array.isArray(value.columns) || !isPlain_(value.fields)) return false;
  return value.columns.length === columns && value.columns.every(isPlain_) ? true : 'garbled';
}
