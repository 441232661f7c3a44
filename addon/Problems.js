/**
 * What can go wrong, by codes: a code and its arguments become a sentence in Words.js.
 */

/** Something a person can be told. `code` is a key of Words.js, `args` fill its sentence; neither holds a key. */
class LeadsheetProblem extends Error {
  /**
   * @param {string} code
   * @param {Record<string, unknown>} args
   */
  constructor(code, args) {
    super(code);
    this.name = 'LeadsheetProblem';
    this.code = code;
    this.args = args;
  }
}

/**
 * What Google's own errors say, in English and in French (it uses the person's language), and the code of each. The
 * first that fits counts. Anything else is `unexpected`.
 *
 * @type {[says: RegExp, code: string][]}
 */
const GOOGLE_SAYS_ = [
  [/property storage quota|stockage des propriétés/i, 'storage_full'],
  [/above the limit of|cell(ule)?s limit|limite de .*cellules/i, 'too_many_cells'],
  [/data validation|validation des données/i, 'validation'],
  [/service invoked too many times|appelé (trop|un trop grand nombre) de fois/i, 'quota'],
  [/bandwidth quota|quota .*(exceeded|dépassé)/i, 'quota'],
  [/protected (cell|range|sheet)|(cellule|plage|feuille)s? protégée/i, 'protected'],
  [/lock timeout|too many lockservice|holding the lock/i, 'locked'],
  [/merged cell|merge.*cells|cellules fusionnées/i, 'merged'],
  [/whitelist|allowlist|not permitted by your admin|calls to .* are not permitted/i, 'blocked_url'],
  [/limit exceeded: urlfetch (post|response) size/i, 'too_large'],
  [/dns error|address unavailable|^timeout: http|ssl error|connection (closed|reset|refused)/i, 'unreachable'],
  [/adresse non disponible|erreur dns/i, 'unreachable'],
  [/exceeded maximum execution time|durée maximale d.exécution|service timed out|timed out while accessing/i, 'timed_out'],
  [/authorization is required|permissions are not sufficient|do(es)? not have permission/i, 'unauthorized'],
  [/autorisation (est )?(requise|nécessaire)|autorisations .*ne sont pas suffisantes/i, 'unauthorized'],
  [/server error occurred|service (error|unavailable)|spreadsheets failed while/i, 'google_failing'],
  [/une erreur (de|du) serveur|erreur liée au serveur/i, 'google_failing'],
];

/**
 * A problem, to be thrown or given back.
 *
 * @param {string} code a key of Words.js
 * @param {Record<string, unknown>} [args] what its sentence names
 * @returns {LeadsheetProblem}
 */
function problem_(code, args) {
  return new LeadsheetProblem(code, args || {});
}

/**
 * Any error as a problem. The text of an unknown one is dropped: it may hold a cell, an address or a key.
 *
 * @param {unknown} error
 * @returns {LeadsheetProblem}
 */
function asProblem_(error) {
  if (error instanceof LeadsheetProblem) return error;
  const said = error instanceof Error || isPlain_(error) ? String(/** @type {any} */ (error).message || '') : String(error);
  const known = GOOGLE_SAYS_.find(([says]) => says.test(said));
  if (known) return problem_(known[1]);
  const kind = isPlain_(error) || error instanceof Error ? String(/** @type {any} */ (error).name || 'Error') : typeof error;
  return problem_('unexpected', { kind: /^[A-Za-z]{1,40}$/.test(kind) ? kind : 'Error' });
}

/**
 * Does what the sidebar asked for, and never throws.
 *
 * @template Value
 * @param {() => Value} work
 * @returns {{ok: true, value: Value} | {ok: false, problem: {code: string, sentence: string}}} plain JSON for the sidebar
 */
function answered_(work) {
  try {
    return { ok: true, value: work() };
  } catch (error) {
    const problem = asProblem_(error);
    return { ok: false, problem: { code: problem.code, sentence: say_(problem.code, problem.args) } };
  }
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>} whether it is an object with members, not a list
 */
function isPlain_(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
