/** Utilities and Blob. */

import { createHash, randomUUID } from 'node:crypto';
import zlib from 'node:zlib';
import { enumeration, Fake, fakeOf, signatureProblem } from '../strict.mjs';
import { formatWall, zoneOffset } from '../time.mjs';

const ALGORITHMS = enumeration('DigestAlgorithm', ['MD2', 'MD5', 'SHA_1', 'SHA_256', 'SHA_384', 'SHA_512']);
const CHARSETS = enumeration('Charset', ['US_ASCII', 'UTF_8']);
const signed = (buffer) => Array.from(new Int8Array(buffer));

/** A text or signed bytes as a Buffer; a text without a charset loses all that is not ASCII, as in Google's. */
function buffer(data, charset, member) {
  if (typeof data === 'string') return Buffer.from(charset === CHARSETS.UTF_8 ? data : data.replace(/[^\x00-\x7f]/g, '?'), 'utf8');
  if (Array.isArray(data) && data.every((byte) => Number.isInteger(byte) && byte >= -128 && byte <= 127)) return Buffer.from(Int8Array.from(data).buffer);
  throw signatureProblem('Utilities', member, [data]);
}

export class Utilities extends Fake {
  static constants = { DigestAlgorithm: ALGORITHMS, Charset: CHARSETS };
  static counts = { computeDigest: [2, 3], base64Encode: [1, 2], base64EncodeWebSafe: [1, 2], newBlob: [1, 2, 3], gzip: [1, 2], formatString: 'any' };
  #execution;
  constructor(execution) {
    super();
    this.#execution = execution;
  }
  sleep(milliseconds) {
    if (!Number.isFinite(milliseconds) || milliseconds < 0 || milliseconds > 300_000) throw new Error('Invalid argument: milliseconds');
    this.#execution.sleep(milliseconds);
  }
  formatDate(date, zone, pattern) {
    const moment = date?.getTime?.();
    if (!Number.isFinite(moment) || typeof zone !== 'string' || typeof pattern !== 'string') throw signatureProblem('Utilities', 'formatDate', [date, zone, pattern]);
    let offset;
    try {
      offset = zoneOffset(moment, zone);
    } catch {
      throw new Error(`Invalid argument: timeZone. Should be of type: String`);
    }
    return formatWall(new Date(moment + offset), pattern, offset);
  }
  computeDigest(algorithm, value, charset) {
    if (!Object.values(ALGORITHMS).includes(algorithm)) throw signatureProblem('Utilities', 'computeDigest', [algorithm, value]);
    return signed(createHash(String(algorithm).toLowerCase().replace('_', '')).update(buffer(value, charset, 'computeDigest')).digest());
  }
  base64Encode(data, charset) {
    return buffer(data, charset, 'base64Encode').toString('base64');
  }
  base64EncodeWebSafe(data, charset) {
    return buffer(data, charset, 'base64EncodeWebSafe').toString('base64').replaceAll('+', '-').replaceAll('/', '_');
  }
  base64Decode(text) {
    return signed(Buffer.from(text, 'base64'));
  }
  base64DecodeWebSafe(text) {
    return signed(Buffer.from(text, 'base64url'));
  }
  getUuid() {
    return randomUUID();
  }
  newBlob(data, contentType = null, name = null) {
    return new Blob(buffer(data, CHARSETS.UTF_8, 'newBlob'), contentType, name);
  }
  gzip(blob, name = null) {
    return new Blob(zlib.gzipSync(Blob.bytesOf(fakeOf(blob))), 'application/x-gzip', name);
  }
  ungzip(blob) {
    return new Blob(zlib.gunzipSync(Blob.bytesOf(fakeOf(blob))), null, null);
  }
}

export class Blob extends Fake {
  static counts = { getDataAsString: [0, 1] };
  #content;
  #type;
  #name;
  constructor(content, type, name) {
    super();
    this.#content = content;
    this.#type = type;
    this.#name = name;
  }
  getBytes() {
    return signed(this.#content);
  }
  getDataAsString() {
    return this.#content.toString('utf8');
  }
  getContentType() {
    return this.#type;
  }
  getName() {
    return this.#name;
  }
  static bytesOf(blob) {
    return Buffer.from(blob.#content);
  }
}
