/**
 * Calls to the service: signed, many at once, tried again where that may help, and believed only when whole.
 */

const SCORE_SECONDS_ = 180; // how long one call of serviceScore_ may take where nobody says otherwise
const MOST_BUSY_SECONDS_ = 60; // all waiting for a service that has too many requests, together
const MOST_ROUNDS_ = 2; // further rounds after failures that may pass
const SERVICE_NAME_ = 'linkedin-lead-scoring-api'; // what GET /health says of itself

/**
 * What the service takes.
 *
 * @typedef {object} ServiceTable
 * @property {string[]} headers
 * @property {(string | number | boolean | null)[][]} rows
 * @property {(string | null)[]} [feeds] a field for each header, '' to leave the column out, null for the service to decide
 * @property {boolean} [explain] at most 100 rows
 */
/** @typedef {{field: string, words: string, log_odds: number}} Why */
/** @typedef {{status: string, message?: string | null, score?: number | null, label?: string | null,
 *   confidence?: string | null, reasons?: string | null, why?: Why[] | null}} RowAnswer */
/** @typedef {{rows: RowAnswer[], mapping: MapAnswer, model_version: string, refused: Record<string, number>}} TableAnswer */
/** @typedef {{answer: TableAnswer, problem?: undefined} | {answer?: undefined, problem: LeadsheetProblem}} Outcome */
/** @typedef {{rounds: number, turns: number, seconds: number, deadline: number}} Patience what is left of it */

/**
 * Scores tables, all at once.
 *
 * Tries again what may pass: 429 after what Retry-After says, up to 60 s in all; lost connections, broken answers and
 * 500, 502, 503, 504 at most twice. Raises only what keeps all of them from being sent (no settings, no identity).
 *
 * @param {ServiceTable[]} tables at most 10,000 rows and 5 MB each
 * @param {number} [deadline] when to be done, in milliseconds since 1970; nothing is waited for beyond it
 * @returns {Outcome[]} in the tables' order
 */
function serviceScore_(tables, deadline) {
  const signed = signed_(serviceSettings_());
  /** @type {Patience} */
  const patience = {
    rounds: MOST_ROUNDS_,
    turns: 0,
    seconds: MOST_BUSY_SECONDS_,
    deadline: deadline || Date.now() + SCORE_SECONDS_ * 1000,
  };
  /** @type {Tried[]} */
  const tried = [];
  let waiting = tables.map((_, at) => at);
  while (waiting.length > 0) {
    const requests = waiting.map((at) => signed.request('/table/score', tables[at]));
    // A connection that fails takes all of a fetchAll with it, so the last round goes one by one.
    const replies = replies_(requests, patience.rounds > 0, patience.deadline);
    waiting.forEach((at, turn) => {
      tried[at] = judged_(replies[turn], signed.settings, (value) => isTableAnswer_(value, tables[at].rows.length));
    });
    waiting = rested_(waiting, tried, patience);
  }
  return tried.map(({ value, problem }) => (problem ? { problem } : { answer: /** @type {TableAnswer} */ (value) }));
}

/**
 * Which column feeds which field. Tried once more where a failure may pass; raises LeadsheetProblem.
 *
 * @param {ServiceTable} table without rows only the names of the columns are sent
 * @returns {MapAnswer}
 */
function serviceMap_(table) {
  const signed = signed_(serviceSettings_());
  for (let attempt = 0; ; attempt++) {
    const [reply] = replies_([signed.request('/table/map', table)], true, Infinity);
    const { value, problem, again } = judged_(reply, signed.settings, (said) => isMapAnswer_(said, table.headers.length));
    if (!problem) return /** @type {MapAnswer} */ (value);
    if (!again || attempt > 0 || problem.code === 'busy') throw problem;
    Utilities.sleep(pause_(attempt));
  }
}

/**
 * Asks the service, without signing in, whether it is one and can score. Raises LeadsheetProblem.
 *
 * @returns {{version: string, model: string}}
 */
function serviceReady_() {
  const settings = serviceSettings_();
  const get = (/** @type {string} */ path) => ({ ...requestTo_(settings, path), method: /** @type {const} */ ('get') });
  const [first, second] = replies_([get('/health'), get('/health/ready')], true, Infinity);
  const alive = judged_(first, settings, (value) => isPlain_(value) && value.service === SERVICE_NAME_);
  // 503 is how it says that it cannot score: that is an answer, too.
  const ready = judged_(second, settings, isPlain_, [200, 503]);
  const problem = alive.problem || ready.problem;
  // A service asks nobody for a key here: what does is something else.
  if (problem) throw /^(key|identity)_|^garbled$/.test(problem.code) ? problem_('not_leadsheet') : problem;
  const said = /** @type {{ready?: boolean, model_version?: string, problems?: string[]}} */ (ready.value);
  if (!said.ready) throw problem_('no_model', { message: String((said.problems || [])[0] || '') });
  return { version: String(/** @type {any} */ (alive.value).version || ''), model: String(said.model_version || '') };
}

/**
 * Requests that say who asks. The person's identity is asked of Google once for all of them.
 *
 * @param {ServiceSettings} settings
 * @returns {{settings: ServiceSettings, request: (path: string, table: ServiceTable) => ServiceRequest}}
 */
function signed_(settings) {
  /** @type {Record<string, string>} */
  const headers = {};
  if (settings.sign === 'google') {
    const token = ScriptApp.getIdentityToken();
    if (!token) throw problem_('identity_missing');
    headers.Authorization = `Bearer ${token}`;
  } else if (settings.key) {
    headers['X-API-Key'] = settings.key;
  }
  return {
    settings,
    request: (path, table) => ({
      ...requestTo_(settings, path),
      method: /** @type {const} */ ('post'),
      contentType: 'application/json',
      payload: JSON.stringify(table),
      headers,
    }),
  };
}

/** @typedef {GoogleAppsScript.URL_Fetch.URLFetchRequest} ServiceRequest */

/**
 * @param {ServiceSettings} settings
 * @param {string} path
 */
function requestTo_(settings, path) {
  // A key or a token must not follow a redirect to somewhere else.
  return { url: settings.url + path, muteHttpExceptions: true, followRedirects: false };
}

/** @typedef {GoogleAppsScript.URL_Fetch.HTTPResponse | LeadsheetProblem} Reply */

/**
 * Sends requests.
 *
 * @param {ServiceRequest[]} requests
 * @param {boolean} together all at once; one by one otherwise
 * @param {number} deadline from then on none is sent
 * @returns {Reply[]} in their order; a problem where the connection failed
 */
function replies_(requests, together, deadline) {
  /** @type {(some: ServiceRequest[]) => Reply[]} */
  const send = (some) => {
    if (Date.now() >= deadline) return some.map(() => problem_('timed_out'));
    try {
      return UrlFetchApp.fetchAll(some);
    } catch (error) {
      const problem = asProblem_(error);
      // A lost connection has no wording of its own.
      const lost = problem.code === 'unexpected' || problem.code === 'google_failing';
      return some.map(() => (lost ? problem_('unreachable') : problem));
    }
  };
  return together ? send(requests) : requests.flatMap((request) => send([request]));
}

/**
 * Waits before the next round, as far as patience goes.
 *
 * @param {number[]} waiting the tables that were just sent
 * @param {Tried[]} tried what became of every table
 * @param {Patience} patience what is left, which it takes from
 * @returns {number[]} the tables to send again; none where that would not help or there is no time
 */
function rested_(waiting, tried, patience) {
  const again = waiting.filter((at) => tried[at].again);
  const busy = again.filter((at) => tried[at].problem?.code === 'busy');
  const failed = patience.rounds > 0 ? again.filter((at) => !busy.includes(at)) : [];
  // Longer from turn to turn, whatever it says: a service that always says "in a second" is not asked sixty times.
  const asked = Math.max(...busy.map((at) => Number(tried[at].problem?.args.seconds)), 2 ** patience.turns);
  const next = busy.length > 0 && asked <= patience.seconds ? [...busy, ...failed] : failed;
  if (next.length === 0) return [];
  const waits = next.length > failed.length ? asked * 1000 : 0;
  const rest = Math.max(waits, failed.length > 0 ? pause_(MOST_ROUNDS_ - patience.rounds) : 0);
  if (Date.now() + rest >= patience.deadline) return [];
  Utilities.sleep(rest);
  if (waits > 0) patience.turns += 1;
  patience.seconds -= waits / 1000;
  if (failed.length > 0) patience.rounds -= 1;
  return next.sort((one, other) => one - other);
}

/**
 * @param {number} round how many rounds there were
 * @returns {number} milliseconds: about 1 s, then 2, then 4, never the same for two who failed together
 */
function pause_(round) {
  return Math.round(1000 * 2 ** round * (0.75 + Math.random() / 2));
}
