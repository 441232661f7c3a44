/**
 * The menu. Its functions are public because menus call functions by name; each opens the sidebar on its page.
 */

/**
 * Builds the menu when a spreadsheet opens.
 *
 * It may run before anybody has allowed the add-on anything (AuthMode.NONE), so it asks for nothing but the language.
 * An add-on's menu and a bound script's both come from createAddonMenu and bear the project's name, Leadsheet, which is
 * why the project has to be called so.
 *
 * @param {object} [event] what Google passes; not needed
 */
function onOpen(event) {
  const language = language_();
  /** @type {(code: string) => string} */
  const word = (code) => wordIn_(language, code, {});
  SpreadsheetApp.getUi()
    .createAddonMenu()
    .addItem(word('menu_all'), 'scoreAll')
    .addItem(word('menu_selection'), 'scoreSelection')
    .addItem(word('menu_changed'), 'scoreChanged')
    .addSeparator()
    .addItem(word('menu_undo'), 'undoScoring')
    .addItem(word('menu_explain'), 'explainThisLead')
    .addSeparator()
    .addItem(word('menu_settings'), 'openSettings')
    .addItem(word('menu_help'), 'openHelp')
    .addToUi();
}

/**
 * Builds the menu at once in the spreadsheet the add-on was installed from.
 *
 * @param {object} [event] what Google passes
 */
function onInstall(event) {
  onOpen(event);
}

/** Menu: score every lead of the tab. */
function scoreAll() {
  openSidebar_('all');
}

/** Menu: score the leads on the selected rows. */
function scoreSelection() {
  openSidebar_('selection');
}

/** Menu: score leads that are new or whose columns changed. */
function scoreChanged() {
  openSidebar_('changed');
}

/** Menu: put back what stood in our columns before the last scoring. */
function undoScoring() {
  openSidebar_('undo');
}

/** Menu: say why the lead on the active row has its score. */
function explainThisLead() {
  openSidebar_('explain');
}

/** Menu: the service's address and how to sign in. */
function openSettings() {
  openSidebar_('settings');
}

/** Menu: what the add-on does, sends and writes. */
function openHelp() {
  openSidebar_('help');
}
