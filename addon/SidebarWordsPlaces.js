/** The words of the further pages. */

/** @returns {Record<string, [string, string]>} the page that explains a lead: English, French */
function wordsOfPlaces_() {
  return {
    // Explain
    explaining: ['Looking at the lead…', 'Lecture du lead…'],
    explain_how: [
      'To explain another lead, select its row in the sheet, then click.',
      'Pour expliquer un autre lead, sélectionnez sa ligne dans la feuille, puis cliquez.',
    ],
    explain_another: ['Explain the selected row', 'Expliquer la ligne choisie'],
    this_lead: ['This lead', 'Ce lead'],
    why_this_score: ['Why this score', 'Pourquoi ce score'],
    raises: ['Raises the score:', 'Augmente le score :'],
    lowers: ['Lowers the score:', 'Diminue le score :'],
    stands_none: ['The sheet has no score for this lead yet.', 'La feuille n’a pas encore de score pour ce lead.'],
    stands_same: ['The same score stands in the sheet.', 'Le même score figure dans la feuille.'],
    stands_lower: [
      'The sheet says {stands}: {by} less. Score again to bring it up to date.',
      'La feuille indique {stands} : {by} de moins. Notez de nouveau pour la mettre à jour.',
    ],
    stands_higher: [
      'The sheet says {stands}: {by} more. Score again to bring it up to date.',
      'La feuille indique {stands} : {by} de plus. Notez de nouveau pour la mettre à jour.',
    ],
    used: ['What was used', 'Ce qui a été utilisé'],
    empty_cell: ['empty', 'vide'],
    sent_fields: ['Sent to the service: {fields}.', 'Envoyé au service : {fields}.'],
  };
}

/** @returns {Record<string, [string, string]>} settings and help: English, French */
function wordsOfHelp_() {
  return {
    // Settings
    settings: ['Settings', 'Réglages'],
    address: ['Address of the service', 'Adresse du service'],
    address_what: [
      'Where your team’s Leadsheet answers. Ask the person who set it up.',
      'L’adresse où répond le Leadsheet de votre équipe. Demandez à la personne qui l’a installé.',
    ],
    address_fixed: ['Set by your administrator.', 'Définie par votre administrateur.'],
    sign: ['How you sign in', 'Comment vous vous identifiez'],
    sign_google: ['With my Google account', 'Avec mon compte Google'],
    sign_google_what: ['The service learns your e-mail address, nothing more.', 'Le service apprend votre adresse e-mail, rien de plus.'],
    sign_key: ['With an API key', 'Avec une clé d’API'],
    sign_key_what: ['A key that your team gave you.', 'Une clé que votre équipe vous a donnée.'],
    key: ['API key', 'Clé d’API'],
    key_none: ['It is kept for you alone, and never in the sheet.', 'Elle est conservée pour vous seul, jamais dans la feuille.'],
    key_stored: ['A key is stored.', 'Une clé est enregistrée.'],
    key_placeholder: ['Leave empty to keep it', 'Laisser vide pour la garder'],
    key_forget: ['Forget it', 'L’oublier'],
    key_forgotten: ['The key is forgotten.', 'La clé est oubliée.'],
    save: ['Save', 'Enregistrer'],
    saving: ['Saving…', 'Enregistrement…'],
    saved: ['Saved.', 'Enregistré.'],
    test: ['Test connection', 'Tester la connexion'],
    testing: ['Asking the service…', 'Le service est interrogé…'],
    tested: ['Leadsheet {version} answered in {time} s.', 'Leadsheet {version} a répondu en {time} s.'],
    tested_no_model: ['It has no model yet: it cannot score.', 'Il n’a pas encore de modèle : il ne peut pas noter.'],
    // Help
    help: ['Help', 'Aide'],
    help_what: [
      'Leadsheet gives each lead a score from 0 to 1: how likely it is that this person engages.',
      'Leadsheet donne à chaque lead un score de 0 à 1 : la probabilité que cette personne s’engage.',
    ],
    help_writes: [
      'Score, label, confidence and reasons are written into columns of ours. Your own columns are never touched, and the last run can be undone.',
      'Score, label, confiance et raisons sont écrits dans des colonnes à part. Les vôtres ne sont jamais touchées, et la dernière notation peut être annulée.',
    ],
    help_sent: ['What is sent', 'Ce qui est envoyé'],
    help_sent_what: [
      'The names of the columns, and the cells of those that a score is made from. You see which before you click.',
      'Les noms des colonnes, et les cellules de celles dont un score est tiré. Vous voyez lesquelles avant de cliquer.',
    ],
    help_sent_not: [
      'All other columns stay in the sheet, unless you choose them: names and addresses, for instance.',
      'Toutes les autres colonnes restent dans la feuille, sauf si vous les choisissez : noms et adresses, par exemple.',
    ],
    help_formula: ['As a formula', 'En formule'],
    help_formula_what: [
      'LEAD_SCORE gives the scores of a range whose first row is the headers.',
      'LEAD_SCORE donne les scores d’une plage dont la première ligne porte les en-têtes.',
    ],
    help_formula_more: ['It needs the settings of the sheet’s owner.', 'Elle utilise les réglages du propriétaire de la feuille.'],
    help_docs: ['More', 'Pour en savoir plus'],
    help_docs_where: [
      'docs/add-on.md in Leadsheet’s folder says everything: setting up, columns, limits.',
      'docs/add-on.md, dans le dossier de Leadsheet, dit tout : installation, colonnes, limites.',
    ],
  };
}
