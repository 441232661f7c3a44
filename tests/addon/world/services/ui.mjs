/** Ui and Menu: what is shown is kept in `world.shown`, menus in `world.menus`. */

import { enumeration, Fake, fakeOf } from '../strict.mjs';
import { HtmlOutput } from './html.mjs';

export class Ui extends Fake {
  static constants = {
    Button: enumeration('Button', ['CLOSE', 'OK', 'CANCEL', 'YES', 'NO']),
    ButtonSet: enumeration('ButtonSet', ['OK', 'OK_CANCEL', 'YES_NO', 'YES_NO_CANCEL']),
  };
  static counts = { alert: [1, 2, 3] };
  #execution;
  constructor(execution) {
    super();
    this.#execution = execution;
  }
  createMenu(caption) {
    return new Menu(this.#execution, caption);
  }
  createAddonMenu() {
    return new Menu(this.#execution, 'Leadsheet');
  }
  showSidebar(output) {
    const html = fakeOf(output);
    if (!(html instanceof HtmlOutput)) throw new Error("The parameters don't match the method signature for Ui.showSidebar.");
    this.#execution.world.shown.push({ kind: 'sidebar', title: html.getTitle(), content: html.getContent() });
  }
  /** Answers the button a test put in `world.nextButton`, else OK. */
  alert(...said) {
    const texts = said.filter((part) => typeof part === 'string');
    this.#execution.world.shown.push({ kind: 'alert', title: texts.length > 1 ? texts[0] : '', text: texts.at(-1) });
    return Ui.constants.Button[this.#execution.world.nextButton];
  }
}

export class Menu extends Fake {
  #execution;
  #caption;
  #items = [];
  constructor(execution, caption) {
    super();
    this.#execution = execution;
    this.#caption = caption;
  }
  addItem(caption, functionName) {
    if (typeof caption !== 'string' || typeof functionName !== 'string') throw new Error("The parameters don't match the method signature for Menu.addItem.");
    this.#items.push({ caption, functionName });
    return this;
  }
  addSeparator() {
    this.#items.push({ separator: true });
    return this;
  }
  addSubMenu(menu) {
    this.#items.push({ caption: Menu.captionOf(fakeOf(menu)), items: Menu.itemsOf(fakeOf(menu)) });
    return this;
  }
  addToUi() {
    const menus = this.#execution.world.menus;
    const at = menus.findIndex(({ caption }) => caption === this.#caption);
    menus.splice(at < 0 ? menus.length : at, at < 0 ? 0 : 1, { caption: this.#caption, items: this.#items });
  }

  static captionOf(menu) {
    return menu.#caption;
  }
  static itemsOf(menu) {
    return menu.#items;
  }
}
