/** The add-on's own files: read fresh when they changed, compiled once. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';

export const ADDON = fileURLToPath(new URL('../../../addon/', import.meta.url));
const compiled = new Map();

/** vm.Scripts of all .js files of a folder, in the order of their names, reversed where `backwards` (Google promises no order). */
export function scriptsOf(folder = ADDON, backwards = false) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.js')).sort();
  const scripts = names.map((name) => scriptOf(join(folder, name)));
  return backwards ? scripts.reverse() : scripts;
}

function scriptOf(path) {
  const { mtimeMs, size } = statSync(path);
  const kept = compiled.get(path);
  if (kept?.mtimeMs === mtimeMs && kept.size === size) return kept.script;
  const script = new vm.Script(readFileSync(path, 'utf8'), { filename: path });
  compiled.set(path, { mtimeMs, size, script });
  return script;
}

/** The script's own time zone, as its manifest has it. */
export function zoneOf(folder = ADDON) {
  const path = join(folder, 'appsscript.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).timeZone : 'Etc/UTC';
}

/** The text of an .html file of the add-on; throws as Google does where there is none. */
export function htmlFile(name, folder = ADDON) {
  try {
    return readFileSync(join(folder, `${name.replace(/\.html$/, '')}.html`), 'utf8');
  } catch {
    throw new Error(`No HTML file named ${name} was found.`);
  }
}
