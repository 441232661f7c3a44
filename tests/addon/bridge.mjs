/**
 * A document with the add-on in it, for a test in another language to work with: each line on standard input is a JSON
 * list `[verb, ...arguments]`, each line on standard output what came of it, `{value}` or `{thrown: message}`, in order.
 * The environment has LEADSHEET_URL and LEADSHEET_KEY, a real service and a key to it.
 */

import { createInterface } from 'node:readline';

import { SERVICE, leads, told, truth } from './scenes.mjs';
import { newWorld } from './world/index.mjs';

let world = null;

const VERBS = {
  /** A new document: its `sheets` {tab name: rows}, or one tab Leads with so many invented `leads`. */
  open({ sheets, leads: count, language }) {
    world = newWorld({ serviceUrl: SERVICE, sheets: sheets ?? { Leads: leads(count) }, language });
  },

  /** Click an item of the menu; gives the page of the sidebar that it opens. */
  menu(caption) {
    world.menu(caption);
    return world.sidebar.content;
  },

  /** What google.script.run does: an execution of a public function. */
  run: (name, ...given) => world.run(name, ...given),

  /** A colleague's hand on a tab: a method of Tab, or what one of its members holds. */
  tab(name, member, ...given) {
    const sheet = world.sheet(name);
    const found = typeof sheet[member] === 'function' ? sheet[member](...given) : sheet[member];
    return found === sheet ? null : found;
  },

  /** The rows below the header, by header. */
  told: (name) => told(world.sheet(name)),

  /** What the service itself says of the rows when these columns {header: field} are all it hears of. */
  truth: (name, fields) => truth(told(world.sheet(name)), fields),

  /** Prepare odd answers of the remote. */
  answerNext(answer, times) {
    world.answerNext(answer, { times });
  },

  /** End an execution of a function just before its n-th call of a service. */
  kill(execution, name, nth) {
    world.kill({ before: { execution, name, nth } });
  },

  /** Let there be no service at its address, or the real one again. */
  reachable(there) {
    world.serviceUrl = there ? SERVICE : 'http://127.0.0.1:9';
  },

  /** How many rows each request carried since this was asked last, with the path it went to. */
  sent() {
    return world.fetches.splice(0).map(({ url, body }) => [new URL(url).pathname, body?.rows?.length ?? 0]);
  },

  /** Wishes and odd answers that never came to pass. */
  unmet: () => [...world.unmet(), ...(world.oddAnswers.left > 0 ? ['an odd answer'] : [])],

  /** Everything that somebody else than the person may come to see: all tabs, what the document keeps, logs, pages shown. */
  public() {
    const kept = ['properties', 'cache'].flatMap((kind) => ['document', 'script'].map((scope) => [...world.storeOf(kind, scope)]));
    const tabs = world.book.tabs.map((tab) => [tab.name, tab.rows(), tab.marks()]);
    return { kept, tabs, shown: world.shown, logs: world.logs, cache: [...world.storeOf('cache', 'user')] };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [verb, ...given] = JSON.parse(line);
  let outcome;
  try {
    if (!Object.hasOwn(VERBS, verb)) throw new Error(`the bridge has no verb ${verb}`);
    outcome = { value: (await VERBS[verb](...given)) ?? null };
  } catch (error) {
    outcome = { thrown: `${error.name}: ${error.message}` };
  }
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}
