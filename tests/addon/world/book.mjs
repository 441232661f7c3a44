/** A document: its tabs, the one in front, its time zone and locale. */

import { Tab } from './tab.mjs';

export class Book {
  tabs = [];
  active = null;
  #marks = 1000;
  #gids = 0;

  constructor({ id, name, sheets, timeZone, locale, clock, owner }) {
    Object.assign(this, { id, name, timeZone, locale, clock, owner });
    for (const [tab, rows] of Object.entries(sheets)) this.addTab(tab, rows);
    this.active = this.tabs[0];
  }

  /** Add a tab with these rows; its grid is as large as Google makes a new one, or larger where the rows need it. */
  addTab(name, rows = []) {
    const width = Math.max(26, ...rows.map((row) => row.length));
    const gid = this.#gids === 0 ? 0 : 1000 + this.#gids * 7;
    this.#gids += 1;
    const tab = new Tab(this, name, gid, { rows: Math.max(1000, rows.length), columns: width });
    this.tabs.push(tab);
    rows.forEach((row, r) => {
      row.forEach((value, c) => {
        if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') tab.put(r + 1, c + 1, value);
        else tab.write(r + 1, c + 1, value, true);
      });
    });
    return tab;
  }

  tab(name) {
    const tab = this.tabs.find((one) => one.name === name);
    if (!tab) throw new Error(`the document has no tab ${name}`);
    return tab;
  }

  /** Delete a tab as a colleague would. */
  deleteTab(name) {
    const gone = this.tab(name);
    this.tabs = this.tabs.filter((tab) => tab !== gone);
    if (this.active === gone) this.active = this.tabs[0];
  }

  nextMark() {
    this.#marks += 1;
    return this.#marks;
  }
}
