/**
 * The sidebar as a page: built from Sidebar.html and what it includes.
 */

/**
 * Opens the sidebar.
 *
 * @param {'all'|'selection'|'changed'|'undo'|'explain'|'settings'|'help'} page which page it shows first
 */
function openSidebar_(page) {
  const language = language_();
  const template = HtmlService.createTemplateFromFile('Sidebar');
  template.page = page;
  template.language = language;
  template.words = scriptJson_(sidebarWords_(language));
  template.fields = scriptJson_(fieldTitles_(language));
  SpreadsheetApp.getUi().showSidebar(template.evaluate().setTitle('Leadsheet'));
}

/**
 * A file of the project, to be put into the sidebar's page: `<?!= include_('SidebarStyle') ?>`.
 *
 * @param {string} name the file's name without its ending
 * @returns {string} its content as it is
 */
function include_(name) {
  return HtmlService.createHtmlOutputFromFile(name).getContent();
}

/**
 * JSON that may stand inside a <script>: no text in it can end the script or begin a comment.
 *
 * @param {unknown} value
 * @returns {string}
 */
function scriptJson_(value) {
  return JSON.stringify(value).replace(/</g, '\\u003c').replace(/\u2028/g, '\\u2028').replace(/\u2029/g, '\\u2029');
}
