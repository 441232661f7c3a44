/**
 * The 19 fields of a lead, in the service's order, in people's words.
 */

/** @type {[name: string, english: string, french: string][]} */
const FIELDS_ = [
  ['llm_quality', 'profile quality', 'qualité du profil'],
  ['llm_engagement', 'engagement on LinkedIn', 'activité sur LinkedIn'],
  ['llm_decision_maker', 'decision power', 'pouvoir de décision'],
  ['llm_company_fit', 'company fit', 'adéquation de l’entreprise'],
  ['companyfoundedon', 'founding year', 'année de création'],
  ['llm_seniority', 'seniority', 'niveau hiérarchique'],
  ['llm_industry', 'industry (assessed)', 'secteur (évalué)'],
  ['industry', 'industry', 'secteur'],
  ['companyindustry', 'company industry', 'secteur de l’entreprise'],
  ['llm_geography', 'geography', 'zone géographique'],
  ['llm_business_type', 'kind of work', 'type de métier'],
  ['companysize', 'company size', 'taille de l’entreprise'],
  ['companytype', 'company type', 'type d’entreprise'],
  ['languages', 'languages', 'langues'],
  ['location', 'location', 'lieu'],
  ['companylocation', 'company location', 'lieu de l’entreprise'],
  ['summary', 'profile summary', 'résumé du profil'],
  ['skills', 'skills', 'compétences'],
  ['jobtitle', 'job title', 'intitulé du poste'],
];

/**
 * The fields and their titles.
 *
 * @param {'en'|'fr'} language
 * @returns {{name: string, title: string}[]} in the service's order
 */
function fieldTitles_(language) {
  return FIELDS_.map(([name, english, french]) => ({ name, title: language === 'fr' ? french : english }));
}
