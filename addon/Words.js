/**
 * Every sentence the add-on says about a problem, and the menu's words, in English and French.
 *
 * {name} stands for an argument; what stands in parentheses with an argument that is blank is left out.
 */

/** @type {Record<'en'|'fr', Record<string, string>>} */
const WORDS_ = {
  en: {
    menu_all: 'Score all leads',
    menu_selection: 'Score selection',
    menu_changed: 'Score new and changed',
    menu_undo: 'Undo last scoring',
    menu_explain: 'Explain this lead',
    menu_settings: 'Settings',
    menu_help: 'Help',
    no_settings: 'Leadsheet does not know your service yet: open Settings and enter its address.',
    bad_url: 'This is no address of a Leadsheet service: enter one such as https://leads.example.com.',
    private_url: 'Google’s servers cannot reach {host}, which lies inside a network: enter an address on the internet.',
    bad_key: 'This is no API key: copy it again, as one word without spaces.',
    unreachable: 'The service cannot be reached: check its address in Settings, or ask whoever runs it.',
    blocked_url: 'Google does not let the add-on call this address: ask whoever set the add-on up to allow it.',
    moved: 'The address in Settings only leads on to another: enter the one where the service itself answers.',
    not_leadsheet: 'Something other than Leadsheet answers at this address: check it in Settings.',
    garbled: 'The service’s answer did not arrive whole: try again in a minute.',
    key_missing: 'The service wants an API key: enter yours in Settings.',
    key_refused: 'The service does not accept this API key: enter a current one in Settings.',
    identity_refused: 'The service does not let your Google account in: ask whoever runs it, or use an API key in Settings.',
    identity_missing: 'Google did not say who you are: authorise the add-on again, or use an API key in Settings.',
    too_large: 'The rows are too large for one request: select fewer, or shorten very long cells, and try again.',
    table_refused: 'The service did not accept the table (“{message}”): check its header row and columns, and try again.',
    busy: 'The service has too many requests just now: try again in {seconds} seconds.',
    failing: 'The service failed (status {status}): try again in some minutes, or tell whoever runs it.',
    no_model: 'The service cannot score just now (“{message}”): tell whoever runs it.',
    quota: 'Google’s daily quota of calls is used up for your account: try again tomorrow.',
    no_header: 'The tab has no header row: write a name above each column and try again.',
    no_leads: 'There are no leads below the header row: add some, or open another tab.',
    too_many: 'The tab has {leads} leads and Leadsheet takes {most} at a time: move some to another tab and run again.',
    empty_selection: 'There is no lead in the selection: select rows with leads and try again.',
    nothing_feeds: 'No column says anything that a score could be made from (perhaps {columns}): choose a field for one at least.',
    protected: 'A part of the sheet that we write into is protected ({where}): ask its owner to let you edit it.',
    formulas: 'Column {column} is ours and holds a formula in row {row}: move it into a column of its own and run again.',
    name_taken: 'The sheet has a column “{header}” of its own, which must stay as it is: rename it and run again.',
    merged: 'Cells are merged where we have to write ({where}): unmerge them and run again.',
    locked: 'Another run is writing to this spreadsheet: wait until it has ended and try again.',
    column_gone: 'The column “{header}” is no longer in the tab: check the columns and start again.',
    our_column_gone: 'Our column “{header}” was deleted meanwhile: start again, and it is made anew.',
    tab_gone: 'The tab is no longer in the spreadsheet: open the one you mean.',
    restless: 'The sheet was changed again and again while we wrote (rows: {rows}): run again at a quieter moment.',
    too_wide: 'The tab has too many columns ({columns}): delete those you do not need and run again.',
    columns_changed: 'The columns were changed since the sidebar looked at them: look again, then click once more.',
    hidden_slow: 'Google takes too long to say which rows are hidden (after {rows} of them): select fewer rows, or score all leads.',
    undo_unknown: 'None of the leads that were scored last is in the tab any more: there is nothing to put back.',
    storage_full: 'This document has no room left for what Leadsheet remembers of it: score fewer leads at a time, or fewer tabs.',
    too_many_cells: 'The spreadsheet has reached Google’s limit of 10 million cells: delete blank rows and columns, or tabs, and run again.',
    validation: 'A rule of data validation refuses our scores in their columns: remove it under Data > Data validation and run again.',
    nothing_to_undo: 'There is no scoring of this tab to undo: open the tab that was scored last.',
    not_a_lead: 'The row you are in holds no lead: click into the row of a lead and try again.',
    run_gone: 'This run is no longer known: start a new one.',
    timed_out: 'Google ended the work because it took too long: try again, what is written stays.',
    unauthorized: 'The add-on has not been given the permissions it needs: open it from the menu and allow them.',
    google_failing: 'Google Sheets itself failed for a moment: try again in a minute.',
    unexpected: 'Something failed that should not ({kind}): try again, and report it if it happens again.',
  },
  fr: {
    menu_all: 'Noter tous les leads',
    menu_selection: 'Noter la sélection',
    menu_changed: 'Noter les nouveaux et les modifiés',
    menu_undo: 'Annuler la dernière notation',
    menu_explain: 'Expliquer ce lead',
    menu_settings: 'Réglages',
    menu_help: 'Aide',
    no_settings: 'Leadsheet ne connaît pas encore votre service : ouvrez Réglages et saisissez son adresse.',
    bad_url: 'Ce n’est pas l’adresse d’un service Leadsheet : saisissez-en une comme https://leads.example.com.',
    private_url: 'Les serveurs de Google ne peuvent pas joindre {host}, interne à un réseau : saisissez une adresse accessible depuis Internet.',
    bad_key: 'Ce n’est pas une clé d’API : copiez-la de nouveau, en un seul mot sans espace.',
    unreachable: 'Le service est injoignable : vérifiez son adresse dans Réglages, ou demandez à la personne qui le gère.',
    blocked_url: 'Google n’autorise pas le module à appeler cette adresse : demandez à la personne qui l’a installé de l’autoriser.',
    moved: 'L’adresse des Réglages ne fait que renvoyer vers une autre : saisissez celle où le service répond lui-même.',
    not_leadsheet: 'Ce n’est pas Leadsheet qui répond à cette adresse : vérifiez-la dans Réglages.',
    garbled: 'La réponse du service est arrivée incomplète : réessayez dans une minute.',
    key_missing: 'Le service demande une clé d’API : saisissez la vôtre dans Réglages.',
    key_refused: 'Le service n’accepte pas cette clé d’API : saisissez une clé valable dans Réglages.',
    identity_refused: 'Le service n’admet pas votre compte Google : demandez à la personne qui le gère, ou utilisez une clé d’API dans Réglages.',
    identity_missing: 'Google n’a pas indiqué qui vous êtes : autorisez de nouveau le module, ou utilisez une clé d’API dans Réglages.',
    too_large: 'Les lignes sont trop volumineuses pour une requête : sélectionnez-en moins, ou raccourcissez les cellules très longues, puis réessayez.',
    table_refused: 'Le service n’a pas accepté le tableau (« {message} ») : vérifiez ses en-têtes et ses colonnes, puis réessayez.',
    busy: 'Le service reçoit trop de requêtes en ce moment : réessayez dans {seconds} secondes.',
    failing: 'Le service a échoué (statut {status}) : réessayez dans quelques minutes, ou prévenez la personne qui le gère.',
    no_model: 'Le service ne peut pas noter en ce moment (« {message} ») : prévenez la personne qui le gère.',
    quota: 'Le quota quotidien d’appels que Google accorde à votre compte est épuisé : réessayez demain.',
    no_header: 'L’onglet n’a pas de ligne d’en-tête : donnez un nom à chaque colonne, puis réessayez.',
    no_leads: 'Il n’y a aucun lead sous la ligne d’en-tête : ajoutez-en, ou ouvrez un autre onglet.',
    too_many: 'L’onglet contient {leads} leads et Leadsheet en accepte {most} à la fois : déplacez-en dans un autre onglet, puis relancez.',
    empty_selection: 'La sélection ne contient aucun lead : sélectionnez des lignes de leads, puis réessayez.',
    nothing_feeds: 'Aucune colonne ne permet de calculer un score (peut-être {columns}) : choisissez un champ pour au moins une colonne.',
    protected: 'Une partie de la feuille où nous écrivons est protégée ({where}) : demandez à son propriétaire le droit de la modifier.',
    formulas: 'La colonne {column} est la nôtre et contient une formule à la ligne {row} : déplacez-la dans une autre colonne, puis relancez.',
    name_taken: 'La feuille a déjà sa propre colonne « {header} », qui doit rester telle quelle : renommez-la, puis relancez.',
    merged: 'Des cellules sont fusionnées là où nous devons écrire ({where}) : annulez la fusion, puis relancez.',
    locked: 'Une autre notation écrit dans cette feuille de calcul : attendez qu’elle soit terminée, puis réessayez.',
    column_gone: 'La colonne « {header} » n’est plus dans l’onglet : vérifiez les colonnes, puis recommencez.',
    our_column_gone: 'Notre colonne « {header} » a été supprimée entre-temps : recommencez, et elle sera recréée.',
    tab_gone: 'L’onglet n’est plus dans la feuille de calcul : ouvrez celui que vous voulez.',
    restless: 'La feuille a été modifiée sans cesse pendant l’écriture (lignes : {rows}) : relancez à un moment plus calme.',
    too_wide: 'L’onglet a trop de colonnes ({columns}) : supprimez celles dont vous n’avez pas besoin, puis relancez.',
    columns_changed: 'Les colonnes ont changé depuis que le panneau les a lues : relisez-les, puis cliquez de nouveau.',
    hidden_slow: 'Google met trop de temps à dire quelles lignes sont masquées (après {rows} d’entre elles) : sélectionnez moins de lignes, ou notez tous les leads.',
    undo_unknown: 'Aucun des leads notés en dernier n’est encore dans l’onglet : il n’y a rien à remettre.',
    storage_full: 'Ce document n’a plus de place pour ce que Leadsheet en retient : notez moins de leads à la fois, ou moins d’onglets.',
    too_many_cells: 'Le classeur a atteint la limite de Google, 10 millions de cellules : supprimez des lignes, des colonnes ou des onglets vides, puis relancez.',
    validation: 'Une règle de validation des données refuse nos scores dans leurs colonnes : supprimez-la sous Données > Validation des données, puis relancez.',
    nothing_to_undo: 'Il n’y a aucune notation à annuler dans cet onglet : ouvrez celui qui a été noté en dernier.',
    not_a_lead: 'La ligne où vous êtes ne contient pas de lead : cliquez dans la ligne d’un lead, puis réessayez.',
    run_gone: 'Cette notation n’est plus connue : lancez-en une nouvelle.',
    timed_out: 'Google a interrompu le travail, devenu trop long : réessayez, ce qui est écrit reste en place.',
    unauthorized: 'Le module n’a pas reçu les autorisations nécessaires : ouvrez-le depuis le menu et accordez-les.',
    google_failing: 'Google Sheets a lui-même échoué un instant : réessayez dans une minute.',
    unexpected: 'Une erreur imprévue est survenue ({kind}) : réessayez, et signalez-la si elle se reproduit.',
  },
};

/**
 * The person's language, as far as we speak it.
 *
 * @returns {'en'|'fr'} never throws; English where Google does not say
 */
function language_() {
  try {
    return /^fr\b/i.test(String(Session.getActiveUserLocale()).replace('_', '-')) ? 'fr' : 'en';
  } catch (error) {
    return 'en';
  }
}

/**
 * What to tell a person.
 *
 * @param {string} code a key of the words above
 * @param {Record<string, unknown>} [args] what its sentence names
 * @returns {string} one sentence in the person's language
 */
function say_(code, args) {
  return wordIn_(language_(), code, args || {});
}

/**
 * @param {'en'|'fr'} language
 * @param {string} code a key of the words; one that is not there is told as `unexpected`
 * @param {Record<string, unknown>} args
 * @returns {string}
 */
function wordIn_(language, code, args) {
  const words = WORDS_[language];
  const known = Object.prototype.hasOwnProperty.call(words, code);
  const pattern = known ? words[code] : words.unexpected;
  const given = known ? args : { kind: code };
  /** @type {(name: string) => string} */
  const told = (name) => toldArgument_(given[name]);
  return (language === 'fr' ? withFrenchSpaces_(pattern) : pattern)
    .replace(/\s\([^()]*\{(\w+)\}[^()]*\)/g, (whole, name) => (told(name) === '' ? '' : whole))
    .replace(/\{(\w+)\}/g, (_, name) => told(name));
}

/**
 * @param {unknown} value
 * @returns {string} an argument as it stands in a sentence: lists with commas, a sentence without its end
 */
function toldArgument_(value) {
  if (value === undefined || value === null) return '';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  return text.replace(/\s+/g, ' ').trim().slice(0, 300).replace(/[.:;\s]+$/, '');
}

/**
 * French wants a space that does not break before : and inside « », a narrow one before ; ? and !.
 *
 * @param {string} text with ordinary spaces there
 * @returns {string}
 */
function withFrenchSpaces_(text) {
  return text.replace(/ ([:»])/g, '\u00a0$1').replace(/« /g, '«\u00a0').replace(/ ([;?!])/g, '\u202f$1');
}
