/** What an execution may not call, by authorisation mode: functions of a call's name that answer Google's refusal or null. */

const RESTRICTED = /^(PropertiesService|Properties|CacheService|Cache|UrlFetchApp|LockService|Lock|Session|Spreadsheet|Sheet|Range)\b/;
const ALLOWED_WITHOUT = /^(Session\.getScriptTimeZone|Session\.getTemporaryActiveUserKey)$/;
const IN_A_CELL =
  /^(UrlFetchApp|HTTPResponse|PropertiesService|Properties|CacheService|Cache|LockService|Lock|Utilities|Blob|console|Logger|Session\.getActiveUserLocale|Session\.getScriptTimeZone|SpreadsheetApp\.(getActiveSpreadsheet|getActiveSheet|getActiveRange|getActive)|(Spreadsheet|Sheet|Range)\.(get|is|can)\w+)\b/;

const refusal = (name) => `You do not have permission to call ${name}.`;

/** AuthMode -> (call name) -> refusal or null. */
export const MAY_NOT = {
  NONE(name) {
    if (/^(Ui\.(showSidebar|showModalDialog|showModelessDialog|alert|prompt)|ScriptApp\.getIdentityToken)$/.test(name)) return refusal(name);
    return RESTRICTED.test(name) && !ALLOWED_WITHOUT.test(name) ? refusal(name) : null;
  },
  LIMITED(name) {
    return /^(UrlFetchApp\.|Ui\.show|ScriptApp\.getIdentityToken)/.test(name) ? refusal(name) : null;
  },
  CUSTOM_FUNCTION(name) {
    if (name === 'SpreadsheetApp.getUi') return 'Cannot call SpreadsheetApp.getUi() from this context.';
    return IN_A_CELL.test(name) ? null : refusal(name);
  },
};
