/** Session, ScriptApp, Logger and console. */

import { format } from 'node:util';
import { enumeration, Fake } from '../strict.mjs';

export const AUTH_MODES = enumeration('AuthMode', ['NONE', 'CUSTOM_FUNCTION', 'LIMITED', 'FULL']);
const STATUSES = enumeration('AuthorizationStatus', ['REQUIRED', 'NOT_REQUIRED']);

export class Session extends Fake {
  #execution;
  constructor(execution) {
    super();
    this.#execution = execution;
  }
  getActiveUserLocale() {
    return this.#execution.world.language;
  }
  getActiveUser() {
    return new User(this.#execution.world.person);
  }
  getEffectiveUser() {
    return new User(this.#execution.world.person);
  }
  getScriptTimeZone() {
    return this.#execution.world.scriptTimeZone;
  }
  getTemporaryActiveUserKey() {
    return Buffer.from(this.#execution.world.person).toString('base64');
  }
}

export class User extends Fake {
  #email;
  constructor(email) {
    super();
    this.#email = email;
  }
  getEmail() {
    return this.#email;
  }
}

export class ScriptApp extends Fake {
  static constants = { AuthMode: AUTH_MODES, AuthorizationStatus: STATUSES };
  #execution;
  constructor(execution) {
    super();
    this.#execution = execution;
  }
  /** null where the manifest lacks the scope or the person is not asked; a test's function is called each time. */
  getIdentityToken() {
    const token = this.#execution.world.identityToken;
    return typeof token === 'function' ? token() : token;
  }
  getAuthorizationInfo(_mode) {
    return new AuthorizationInfo(this.#execution.world.authMode);
  }
  getScriptId() {
    return 'script-of-the-world';
  }
}

export class AuthorizationInfo extends Fake {
  #mode;
  constructor(mode) {
    super();
    this.#mode = mode;
  }
  getAuthorizationStatus() {
    return this.#mode === 'NONE' ? STATUSES.REQUIRED : STATUSES.NOT_REQUIRED;
  }
  getAuthorizationUrl() {
    return this.#mode === 'NONE' ? 'https://accounts.google.com/o/oauth2/auth' : '';
  }
}

export class Logger extends Fake {
  static counts = { log: 'any' };
  #execution;
  constructor(execution) {
    super();
    this.#execution = execution;
  }
  log(...said) {
    keep(this.#execution, 'log', said);
    return this;
  }
  getLog() {
    return this.#execution.logs.map(({ text }) => text).join('\n');
  }
  clear() {
    this.#execution.logs.length = 0;
  }
}

const ANY = { log: 'any', info: 'any', warn: 'any', error: 'any', time: [1], timeEnd: [1] };

/** `console` of a script. */
export class Console extends Fake {
  static counts = ANY;
  #execution;
  constructor(execution) {
    super();
    this.#execution = execution;
  }
  log(...said) {
    keep(this.#execution, 'log', said);
  }
  info(...said) {
    keep(this.#execution, 'info', said);
  }
  warn(...said) {
    keep(this.#execution, 'warn', said);
  }
  error(...said) {
    keep(this.#execution, 'error', said);
  }
  time(_label) {}
  timeEnd(_label) {}
}

function keep(execution, level, said) {
  const entry = { level, text: format(...said), execution: execution.name };
  execution.logs.push(entry);
  execution.world.logs.push(entry);
}
