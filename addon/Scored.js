/**
 * What is kept in the document from one execution to the next: small JSON, and sets of hashes that say which leads were
 * scored as they are now. No cell and no name is in them.
 */

const LONGEST_PROPERTY_ = 8800; // Google allows 9 KB a value, its name included

/**
 * A text's hash as 7 letters of 64 (42 bits): of 20,000 leads two meet once in 20,000 tabs.
 *
 * @param {string} text
 */
function hash_(text) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const mix = Math.imul; // looked up once: a global costs more than the multiplication
  let one = 0xdeadbeef;
  let two = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    one = mix(one ^ code, 2654435761);
    two = mix(two ^ code, 1597334677);
  }
  one = mix(one ^ (one >>> 16), 2246822507) ^ mix(two ^ (two >>> 13), 3266489909);
  two = mix(two ^ (two >>> 16), 2246822507) ^ mix(one ^ (one >>> 13), 3266489909);
  let found = '';
  for (let shift = 0; shift < 24; shift += 6) {
    found += letters[(one >>> shift) & 63];
  }
  return found + letters[two & 63] + letters[(two >>> 6) & 63] + letters[(two >>> 12) & 63];
}

/**
 * A set of hashes; null where none is kept, or where it is of another model or broken off.
 *
 * @param {string} name
 * @param {string} model "" for any
 * @returns {Set<string> | null}
 */
function readSet_(name, model) {
  const text = readText_(name);
  const head = text === null ? -1 : text.indexOf('|');
  if (text === null || head < 0 || (model && text.slice(0, head) !== model)) {
    return null;
  }
  const packed = text.slice(head + 1);
  const found = new Set();
  for (let at = 0; at < packed.length; at += 7) {
    found.add(packed.slice(at, at + 7));
  }
  return found;
}

/**
 * Keep a set of hashes.
 *
 * @param {string} name
 * @param {string} model
 * @param {Set<string>} hashes
 */
function writeSet_(name, model, hashes) {
  writeText_(name, `${model}|${[...hashes].join('')}`);
}

/**
 * @param {string} name
 * @returns {any} null where nothing is kept
 */
function readJson_(name) {
  return JSON.parse(readText_(name) || 'null');
}

/**
 * @param {string} name
 * @param {unknown} value
 */
function writeJson_(name, value) {
  const plain = (/** @type {string} */ letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeText_(name, JSON.stringify(value).replace(/[\u0080-\uffff]/g, plain)); // a letter a byte
}

/**
 * A text kept in parts; null where it is not there whole.
 *
 * @param {string} name
 * @returns {string | null}
 */
function readText_(name) {
  const all = PropertiesService.getDocumentProperties().getProperties();
  const head = /^(\d+) ([A-Za-z0-9_-]{7}) /.exec(all[name] || '');
  if (!head) {
    return null;
  }
  let text = all[name].slice(head[0].length);
  for (let part = 1; part < Number(head[1]); part++) {
    text += all[`${name}.${part}`] || '';
  }
  return hash_(text) === head[2] ? text : null;
}

/**
 * Keep a text in as many properties as it needs; what was kept under the name goes.
 *
 * @param {string} name
 * @param {string} text of plain letters, one a byte
 */
function writeText_(name, text) {
  const store = PropertiesService.getDocumentProperties();
  const parts = Math.max(1, Math.ceil((text.length + 20) / LONGEST_PROPERTY_));
  /** @type {Record<string, string>} */
  const values = {};
  for (let part = 0; part < parts; part++) {
    const cut = text.slice(Math.max(0, part * LONGEST_PROPERTY_ - 20), (part + 1) * LONGEST_PROPERTY_ - 20);
    values[part ? `${name}.${part}` : name] = part ? cut : `${parts} ${hash_(text)} ${cut}`;
  }
  try {
    store.setProperties(values);
  } catch (error) {
    forgetOtherSets_(name); // half a megabyte is all there is for one document
    try {
      store.setProperties(values);
    } catch (again) {
      throw problem_('storage_full');
    }
  }
  forgetParts_(name, parts);
}

/**
 * @param {string} name
 */
function forget_(name) {
  PropertiesService.getDocumentProperties().deleteProperty(name);
  forgetParts_(name, 1);
}

/**
 * @param {string} name
 * @param {number} from the first part to forget
 */
function forgetParts_(name, from) {
  const store = PropertiesService.getDocumentProperties();
  store
    .getKeys()
    .filter((key) => key.startsWith(`${name}.`) && Number(key.slice(name.length + 1)) >= from)
    .forEach((key) => store.deleteProperty(key));
}

/**
 * What other tabs' sets say is a convenience: without it all their leads count as changed. Of tabs that are gone nothing is
 * needed; what a run over some leads goes by stays.
 *
 * @param {string} name
 */
function forgetOtherSets_(name) {
  const store = PropertiesService.getDocumentProperties();
  const gids = new Set(SpreadsheetApp.getActiveSpreadsheet().getSheets().map((sheet) => String(sheet.getSheetId())));
  store
    .getKeys()
    .filter((key) => {
      const [kind, gid] = key.split('.');
      const gone = ['mapping', 'scored', 'wanted', 'pending'].includes(kind) && !gids.has(gid);
      return gone || (kind === 'scored' && gid !== name.split('.')[1]);
    })
    .forEach((key) => store.deleteProperty(key));
}
