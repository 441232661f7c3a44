/** The words for runs: while one goes, afterwards, and for taking it back. */

/** @returns {Record<string, [string, string]>} runs and undo: English, French */
function wordsOfRuns_() {
  return {
    // While it runs
    unfinished_title: ['Not finished', 'Inachevé'],
    unfinished_what: ['Scoring of “{tab}” stopped at {done} of {total}.', 'La notation de « {tab} » s’est arrêtée à {done} sur {total}.'],
    go_on: ['Go on', 'Continuer'],
    leave_it: ['Leave it', 'En rester là'],
    run_began: ['The scoring has begun.', 'La notation a commencé.'],
    scoring_tab: ['Scoring “{tab}”', 'Notation de « {tab} »'],
    progress: ['Leads done', 'Leads traités'],
    done_of_one: ['{done} of {total} lead', '{done} sur {total} lead'],
    done_of_other: ['{done} of {total} leads', '{done} sur {total} leads'],
    cancel: ['Cancel', 'Arrêter'],
    cancelling: ['Stopping after this part…', 'Arrêt après cette partie…'],
    stays_usable: [
      'Go on working in the sheet: sort, filter, edit. Each score finds its lead.',
      'Continuez à travailler dans la feuille : triez, filtrez, modifiez. Chaque score retrouve son lead.',
    ],
    keep_open: [
      'Keep this sidebar open. If it closes, you can go on later from where it stopped.',
      'Gardez ce panneau ouvert. S’il se ferme, vous pourrez reprendre là où la notation s’est arrêtée.',
    ],
    stop_here: ['Stop here', 'S’arrêter ici'],
    written_stays_one: ['{count} lead is done; what is written stays.', '{count} lead est traité ; ce qui est écrit reste.'],
    written_stays_other: ['{count} leads are done; what is written stays.', '{count} leads sont traités ; ce qui est écrit reste.'],
    // Afterwards
    done: ['Done', 'Terminé'],
    done_in: ['“{tab}”, in {time}', '« {tab} », en {time}'],
    stopped: ['Stopped', 'Arrêté'],
    stopped_at: ['“{tab}”, at {done} of {total}. What is written stays.', '« {tab} », à {done} sur {total}. Ce qui est écrit reste.'],
    scored_said_one: ['{count} lead scored.', '{count} lead noté.'],
    scored_said_other: ['{count} leads scored.', '{count} leads notés.'],
    fact_scored: ['Scored', 'Notés'],
    fact_unchanged: ['Up to date already', 'Déjà à jour'],
    fact_cleared: ['Score removed', 'Score retiré'],
    fact_refused: ['Not scored', 'Non notés'],
    spread: ['How the scores are spread', 'Répartition des scores'],
    spread_part: ['{from} to {to}: {count}.', '{from} à {to} : {count}.'],
    engaged_count_one: ['{count} engaged', '{count} engagé'],
    engaged_count_other: ['{count} engaged', '{count} engagés'],
    refused_one: ['{count} lead without a score', '{count} lead sans score'],
    refused_other: ['{count} leads without a score', '{count} leads sans score'],
    refused_twin: [
      'Several rows name this person and say different things: keep one of them.',
      'Plusieurs lignes nomment cette personne et disent des choses différentes : gardez-en une.',
    ],
    refused_empty: [
      'Nothing that a score is made from is filled in: add a job title, an industry, a company size…',
      'Rien de ce qui détermine un score n’est rempli : ajoutez un poste, un secteur, une taille d’entreprise…',
    ],
    refused_restless: [
      'The sheet was changed again and again meanwhile: score again at a quieter moment.',
      'La feuille n’a cessé de changer pendant ce temps : recommencez à un moment plus calme.',
    ],
    refused_more_one: ['and {count} more', 'et {count} autre'],
    refused_more_other: ['and {count} more', 'et {count} autres'],
    note_resumed: ['A step was cut short; its rows were looked at once more.', 'Une étape a été interrompue ; ses lignes ont été revues.'],
    note_new_model: [
      'The service changed its model meanwhile: every lead has its score from the new one.',
      'Le service a changé de modèle entre-temps : chaque lead a son score du nouveau.',
    ],
    note_undo_partial: [
      'Another scoring came in between: only what was written since can be undone.',
      'Une autre notation a eu lieu entre-temps : seul ce qui a été écrit depuis peut être annulé.',
    ],
    note_gone_meanwhile: [
      'Some leads were deleted or changed meanwhile and have no new score: score new and changed leads.',
      'Certains leads ont été supprimés ou modifiés entre-temps et n’ont pas de nouveau score : notez les leads nouveaux et modifiés.',
    ],
    note_columns_moved: [
      'Somebody moved columns while scores were written. What stood there was put back: look at the columns beside the scores.',
      'Quelqu’un a déplacé des colonnes pendant l’écriture. Leur contenu a été rétabli : vérifiez les colonnes voisines des scores.',
    ],
    jumped: ['Row {row} is selected in the sheet.', 'La ligne {row} est sélectionnée dans la feuille.'],
    unread: ['Cells that could not be read', 'Cellules illisibles'],
    unread_what: ['They count as empty: out of range, or not understood.', 'Elles comptent comme vides : hors limites, ou incomprises.'],
    // Undo
    undo_none: ['Nothing to undo', 'Rien à annuler'],
    undo_none_what: ['No run of yours in “{tab}” can be taken back.', 'Aucune de vos notations dans « {tab} » ne peut être annulée.'],
    undo_title: ['Undo the last run', 'Annuler la dernière notation'],
    undo_what_one: ['{count} row of “{tab}” was written: {when}.', '{count} ligne de « {tab} » a été écrite : {when}.'],
    undo_what_other: ['{count} rows of “{tab}” were written: {when}.', '{count} lignes de « {tab} » ont été écrites : {when}.'],
    undo_how: [
      'What stood in our columns before is put back, beside each lead wherever its row is now. What somebody changed since then stays.',
      'Ce qui figurait avant dans nos colonnes y est remis, à côté de chaque lead où que soit sa ligne. Ce que quelqu’un a modifié depuis est conservé.',
    ],
    undo_now: ['Put it back', 'Rétablir'],
    undoing: ['Putting it back…', 'Rétablissement…'],
    undone: ['Undone', 'Annulé'],
    put_back_one: ['{count} row of “{tab}” is as it was.', '{count} ligne de « {tab} » est comme avant.'],
    put_back_other: ['{count} rows of “{tab}” are as they were.', '{count} lignes de « {tab} » sont comme avant.'],
    changed_since_one: ['{count} row was changed since then and stays.', '{count} ligne a été modifiée depuis et reste telle quelle.'],
    changed_since_other: [
      '{count} rows were changed since then and stay.',
      '{count} lignes ont été modifiées depuis et restent telles quelles.',
    ],
    gone_one: ['{count} lead is no longer in the tab.', '{count} lead n’est plus dans l’onglet.'],
    gone_other: ['{count} leads are no longer in the tab.', '{count} leads ne sont plus dans l’onglet.'],
  };
}
