/**
 * The words of the sidebar in English and French. A key that ends in `_one` or `_other` is for a count of that kind;
 * `{name}` is where a value goes. French signs stand after a space that does not break, as the rules there ask.
 */

/**
 * Every word of the sidebar in one language.
 * @param {string} language 'fr' for French; English for all others
 * @returns {Record<string, string>}
 */
function sidebarWords_(language) {
  const at = language === 'fr' ? 1 : 0;
  const pairs = {
    ...wordsEverywhere_(), ...wordsOfScoring_(), ...wordsOfColumns_(), ...wordsOfRuns_(), ...wordsOfPlaces_(), ...wordsOfHelp_(),
  };
  return Object.fromEntries(Object.entries(pairs).map(([key, pair]) => [key, pair[at]]));
}

/**
 * JSON that may stand inside a <script>: no "<" of a text can end it there.
 * @param {string} json @returns {string} the same JSON
 */
function embedded_(json) {
  return json.replace(/</g, '\\u003c').replace(/>/g, '\\u003e').replace(/&/g, '\\u0026');
}

/** @returns {Record<string, [string, string]>} what is said on several pages: English, French */
function wordsEverywhere_() {
  return {
    // Everywhere
    places: ['Pages', 'Pages'],
    place_score: ['Score', 'Noter'],
    place_explain: ['Explain', 'Expliquer'],
    place_undo: ['Undo', 'Annuler'],
    place_settings: ['Settings', 'Réglages'],
    place_help: ['Help', 'Aide'],
    looking: ['Looking at the sheet…', 'Lecture de la feuille…'],
    look_again: ['Look again', 'Relire la feuille'],
    try_again: ['Try again', 'Réessayer'],
    open_settings: ['Open settings', 'Ouvrir les réglages'],
    back: ['Back', 'Retour'],
    back_to_scoring: ['Score leads', 'Noter des leads'],
    undo: ['Undo', 'Annuler'],
    change: ['Change', 'Modifier'],
    row: ['row {row}', 'ligne {row}'],
    score: ['Score', 'Score'],
    engaged: ['engaged', 'engagé'],
    not_engaged: ['not engaged', 'non engagé'],
    confidence_high: ['high confidence', 'confiance haute'],
    confidence_medium: ['medium confidence', 'confiance moyenne'],
    confidence_low: ['low confidence', 'confiance basse'],
    with_model: ['Model {model}', 'Modèle {model}'],
    no_score: ['This lead gets no score.', 'Ce lead ne reçoit pas de score.'],
    time_seconds: ['{seconds} s', '{seconds} s'],
    time_minutes: ['{minutes} min {seconds} s', '{minutes} min {seconds} s'],
    time_hours: ['{hours} h {minutes} min', '{hours} h {minutes} min'],
    lost: ['Google did not answer. What was written stays; try again.', 'Google n’a pas répondu. Ce qui a été écrit reste ; réessayez.'],
    unexpected: [
      'Something went wrong here. Try again; if it stays, close the sidebar and open it anew.',
      'Une erreur s’est produite. Réessayez ; si elle persiste, fermez le panneau et rouvrez-le.',
    ],
  };
}

/** @returns {Record<string, [string, string]>} the page before a run: English, French */
function wordsOfScoring_() {
  return {
    // How many leads
    which_leads: ['Which leads', 'Quels leads'],
    mode_all: ['All', 'Tous'],
    mode_selection: ['Selection', 'Sélection'],
    mode_changed: ['Changed', 'Modifiés'],
    leads_one: ['{count} lead', '{count} lead'],
    leads_other: ['{count} leads', '{count} leads'],
    in_tab: ['in “{tab}”', 'dans « {tab} »'],
    blank_one: ['{count} blank row is left out.', '{count} ligne vide est laissée de côté.'],
    blank_other: ['{count} blank rows are left out.', '{count} lignes vides sont laissées de côté.'],
    hidden_one: ['{count} hidden row of the selection is left out.', '{count} ligne masquée de la sélection est laissée de côté.'],
    hidden_other: ['{count} hidden rows of the selection are left out.', '{count} lignes masquées de la sélection sont laissées de côté.'],
    nobody_all: ['No leads yet', 'Pas encore de leads'],
    nobody_all_what: [
      '“{tab}” has no row with something in it below its header. Add leads, or go to the tab that has them.',
      '« {tab} » n’a aucune ligne remplie sous son en-tête. Ajoutez des leads, ou passez à l’onglet qui les contient.',
    ],
    nobody_selection: ['No leads selected', 'Aucun lead sélectionné'],
    nobody_selection_what: ['Select some rows of “{tab}”, then come back here.', 'Sélectionnez des lignes de « {tab} », puis revenez ici.'],
    nobody_changed: ['All up to date', 'Tout est à jour'],
    nobody_changed_what: [
      'Every lead in “{tab}” has a score, and nothing it is made from has changed since.',
      'Chaque lead de « {tab} » a un score, et rien de ce qui le détermine n’a changé depuis.',
    ],
    // The first time
    welcome: ['Connect Leadsheet once', 'Connectez Leadsheet une fois'],
    welcome_what: [
      'A score for every lead, and the reasons beside it, without leaving your sheet.',
      'Un score pour chaque lead, avec ses raisons à côté, sans quitter votre feuille.',
    ],
    welcome_once: [
      'All it needs is the address of your team’s Leadsheet service. Nothing is sent before that.',
      'Il ne manque que l’adresse du service Leadsheet de votre équipe. Rien n’est envoyé avant cela.',
    ],
    // The clicks
    score_leads_one: ['Score {count} lead', 'Noter {count} lead'],
    score_leads_other: ['Score {count} leads', 'Noter {count} leads'],
    score_visible: ['Score the visible leads', 'Noter les leads visibles'],
    try_leads_one: ['Try {count} lead', 'Essayer {count} lead'],
    try_leads_other: ['Try {count} leads', 'Essayer {count} leads'],
    more_options: ['Options', 'Options'],
    visible_only: ['Only rows that are visible: not hidden, not filtered out', 'Seulement les lignes visibles : ni masquées ni filtrées'],
    sent_nothing: ['Nothing has been sent yet.', 'Rien n’a encore été envoyé.'],
    sent_names: ['Only the names of the columns have been sent.', 'Seuls les noms des colonnes ont été envoyés.'],
    sent_values: [
      'Names and some values of the columns have been sent. Nothing has been written.',
      'Les noms des colonnes et quelques valeurs ont été envoyés. Rien n’a été écrit.',
    ],
    trying: ['Scoring a few leads…', 'Notation de quelques leads…'],
    beginning: ['Reading the leads…', 'Lecture des leads…'],
    tried_title: ['What would be written', 'Ce qui serait écrit'],
    tried_what: ['Scored just now. Nothing has been written.', 'Noté à l’instant. Rien n’a été écrit.'],
    last_run_one: ['{count} row written {when}', '{count} ligne écrite le {when}'],
    last_run_other: ['{count} rows written {when}', '{count} lignes écrites le {when}'],
  };
}
