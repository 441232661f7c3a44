/** PropertiesService, CacheService and LockService. */

import { Fake, signatureProblem } from '../strict.mjs';

export class PropertiesService extends Fake {
  #execution;
  constructor(execution) {
    super();
    this.#execution = execution;
  }
  #of(store) {
    return new Properties(this.#execution, store);
  }
  getUserProperties() {
    const { world, kind } = this.#execution;
    return this.#of(world.storeOf('properties', 'user', kind === 'cell' ? world.book.owner : world.person));
  }
  getDocumentProperties() {
    return this.#of(this.#execution.world.storeOf('properties', 'document'));
  }
  getScriptProperties() {
    return this.#of(this.#execution.world.storeOf('properties', 'script'));
  }
}

const bytes = (text) => Buffer.byteLength(text, 'utf8');

export class Properties extends Fake {
  static counts = { setProperties: [1, 2] };
  #execution;
  #store;
  constructor(execution, store) {
    super();
    this.#execution = execution;
    this.#store = store;
  }
  #put(key, value) {
    const { propertyValue, propertyStore } = this.#execution.world.limits;
    if (typeof key !== 'string' || typeof value !== 'string') throw signatureProblem('PropertiesService.Properties', 'setProperty', [key, value]);
    if (bytes(value) > propertyValue) throw new Error('Argument too large: value');
    const others = [...this.#store].reduce((sum, [name, text]) => sum + (name === key ? 0 : bytes(name) + bytes(text)), 0);
    if (others + bytes(key) + bytes(value) > propertyStore) {
      throw new Error('You have exceeded the property storage quota. Please remove some properties and try again.');
    }
    this.#store.set(key, value);
  }
  getProperty(key) {
    if (typeof key !== 'string') throw signatureProblem('PropertiesService.Properties', 'getProperty', [key]);
    return this.#store.get(key) ?? null;
  }
  getProperties() {
    return Object.fromEntries(this.#store);
  }
  getKeys() {
    return [...this.#store.keys()];
  }
  setProperty(key, value) {
    this.#put(key, value);
    return this;
  }
  setProperties(values, deleteOthers = false) {
    if (deleteOthers) this.#store.clear();
    for (const key of Object.keys(values)) this.#put(key, values[key]);
    return this;
  }
  deleteProperty(key) {
    this.#store.delete(key);
    return this;
  }
  deleteAllProperties() {
    this.#store.clear();
    return this;
  }
}

export class CacheService extends Fake {
  #execution;
  constructor(execution) {
    super();
    this.#execution = execution;
  }
  #of(scope, person) {
    return new Cache(this.#execution, this.#execution.world.storeOf('cache', scope, person));
  }
  getUserCache() {
    const { world, kind } = this.#execution;
    return this.#of('user', kind === 'cell' ? world.book.owner : world.person);
  }
  getDocumentCache() {
    return this.#of('document');
  }
  getScriptCache() {
    return this.#of('script');
  }
}

export class Cache extends Fake {
  static counts = { put: [2, 3], putAll: [1, 2] };
  #execution;
  #store;
  constructor(execution, store) {
    super();
    this.#execution = execution;
    this.#store = store;
  }
  #key(key) {
    if (typeof key !== 'string') throw signatureProblem('CacheService.Cache', 'get', [key]);
    if (key.length > this.#execution.world.limits.cacheKey) throw new Error('Argument too large: key');
    return key;
  }
  #put(key, value, seconds) {
    const { cacheValue, cacheSeconds, cacheItems } = this.#execution.world.limits;
    if (typeof value !== 'string') throw signatureProblem('CacheService.Cache', 'put', [key, value]);
    if (bytes(value) > cacheValue) throw new Error('Argument too large: value');
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > cacheSeconds) throw new Error('Invalid argument: expirationInSeconds');
    this.#store.delete(key);
    this.#store.set(this.#key(key), { value, until: this.#execution.world.clock.now() + seconds * 1000 });
    if (this.#store.size > cacheItems) this.#store.delete(this.#store.keys().next().value);
  }
  get(key) {
    const kept = this.#store.get(this.#key(key));
    return kept && kept.until > this.#execution.world.clock.now() ? kept.value : null;
  }
  getAll(keys) {
    const found = Array.from(keys, (key) => [key, this.get(key)]);
    return Object.fromEntries(found.filter(([, value]) => value !== null));
  }
  put(key, value, seconds = 600) {
    this.#put(key, value, seconds);
  }
  putAll(values, seconds = 600) {
    for (const key of Object.keys(values)) this.#put(key, values[key], seconds);
  }
  remove(key) {
    this.#store.delete(this.#key(key));
  }
  removeAll(keys) {
    for (const key of keys) this.#store.delete(this.#key(key));
  }
}

export class LockService extends Fake {
  #execution;
  constructor(execution) {
    super();
    this.#execution = execution;
  }
  getDocumentLock() {
    return new Lock(this.#execution, this.#execution.world.lockOf('document'));
  }
  getScriptLock() {
    return new Lock(this.#execution, this.#execution.world.lockOf('script'));
  }
  getUserLock() {
    return new Lock(this.#execution, this.#execution.world.lockOf(`user ${this.#execution.world.person}`));
  }
}

/** A lock as {holder: execution or null, until: virtual time at which a stranger lets go of it}. */
export class Lock extends Fake {
  static reads = new Set();
  #execution;
  #lock;
  constructor(execution, lock) {
    super();
    this.#execution = execution;
    this.#lock = lock;
  }
  #get(patience) {
    if (!Number.isFinite(patience)) throw signatureProblem('LockService.Lock', 'tryLock', [patience]);
    const { clock } = this.#execution.world;
    const other = this.#lock.holder && this.#lock.holder !== this.#execution;
    const wait = other ? Infinity : Math.max(0, this.#lock.until - clock.now());
    if (wait > patience) {
      this.#execution.sleep(patience);
      return false;
    }
    this.#execution.sleep(wait);
    this.#lock.holder = this.#execution;
    this.#execution.locks.add(this.#lock);
    return true;
  }
  tryLock(patience) {
    return this.#get(patience);
  }
  waitLock(patience) {
    if (!this.#get(patience)) throw new Error('Lock timeout: another process was holding the lock for too long.');
  }
  hasLock() {
    return this.#lock.holder === this.#execution;
  }
  releaseLock() {
    if (!this.hasLock()) return;
    this.#lock.holder = null;
    this.#execution.locks.delete(this.#lock);
  }
}
