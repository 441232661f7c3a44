"""The words of headers for what is told of a person."""

PERSON = """
    person, people, contact, profile, member, individual, personal, candidate, mailing, recipient, personne, profil,
    candidat, kontakt, person s, personen, ansprechpartner, contacto, persona, perfil, contatto, profilo, pessoa,
    contato, contactpersoon, private, privat, home, pessoas, candidato, contatos, persoon, contactpersonen,
    kandidaat, prive, pessoal"""
LEAD = "lead, leads, prospect, prospects, interessent, interessenten, prospecto, potenziale cliente"
JOB_TITLE = """
    position, role, posicion, posizione, fonction, funktion, funcion, funzione, rol, rolle, posicao, job title,
    jobtitle, job position, job role, position title, work title, title position, role title, designation, job
    titel, jobtitel, current job, current position, current role, current title, title at company, position at
    company, role at company, position held, job name, poste, poste actuel, poste occupe, intitule de poste,
    intitule du poste, intitule poste, titre du poste, titre de poste, titre professionnel, emploi, emploi actuel,
    metier, libelle du poste, nom du poste, fonction occupee, fonction actuelle, titre d emploi, poste de travail,
    berufsbezeichnung, stellenbezeichnung, positionsbezeichnung, jobbezeichnung, funktionsbezeichnung, aktuelle
    position, aktuelle stelle, stelle, beruf, tatigkeit, berufliche position, aktuelle tatigkeit, puesto, puesto de
    trabajo, cargo, cargo actual, puesto actual, titulo del puesto, titulo de trabajo, titulo profesional, nombre
    del puesto, nombre del cargo, cargo laboral, denominacion del puesto, qualifica, mansione, ruolo, ruolo
    aziendale, ruolo professionale, posizione lavorativa, titolo di lavoro, titolo professionale, posizione attuale,
    ruolo attuale, incarico, carica, professione, qualifica professionale, functietitel, functie, funcao, profissao,
    cargo atual, cargo na empresa, cargo funcao, funcao atual, posicao atual, funcao na empresa, titulo do cargo,
    titulo profissional, nome do cargo, functienaam, functieomschrijving, functiebenaming, huidige functie, beroep,
    positie, huidige positie, huidige rol, baan"""
TITLE = "title, titre, titel, titulo, titolo, occupation, profession, ocupacion, occupazione, profesion, ocupacao"
JOB = "job"
HEADLINE = """
    headline, linkedin headline, profile headline, tagline, accroche, slogan, linkedin title, titulo de linkedin,
    titre linkedin, linkedin titel, titulo del perfil, titre du profil, profilslogan, titolo del profilo, titulo do
    perfil, titulo do linkedin, profieltitel, linkedin kop"""
SUMMARY = """
    summary, about, about me, bio, biography, biographie, about section, self description, profile text, resume, a
    propos, apropos, a propos de moi, infos, description du profil, synthese, zusammenfassung, uber, uber mich,
    ueber mich, info, steckbrief, kurzprofil, profiltext, kurzbeschreibung, resumen, extracto, acerca de, sobre mi,
    biografia, descripcion del perfil, riepilogo, sommario, informazioni, chi sono, presentazione, riassunto, info
    profilo, descrizione del profilo, resumo, sobre, samenvatting, over mij, sobre mim, apresentacao, resumo do
    perfil, resumo profissional, perfil profissional, descricao do perfil, minibio, mini bio, profielschets,
    profieltekst, profielsamenvatting, biografie kort, over deze persoon, profielomschrijving, informacoes"""
DESCRIPTION = """
    description, beschreibung, descripcion, descrizione, descricao, beschrijving, omschrijving, toelichting,
    descricoes"""
SKILLS = """
    skills, skill, skillset, skill set, top skills, endorsed skills, competences, competence, expertise,
    competencies, savoir faire, aptitudes, domaines de competence, fahigkeiten, kenntnisse, kompetenzen,
    fertigkeiten, kompetenz, fachkenntnisse, skills expertise, habilidades, competencias, conocimientos, competenze,
    abilita, capacita, conoscenze, vaardigheden, aptidoes, conhecimentos, principais competencias, competenties,
    expertises, specialismen, specialisaties, kennis"""
LANGUAGES = """
    language, languages, spoken languages, languages spoken, langue, langues, langues parlees, langues maitrisees,
    sprache, sprachen, sprachkenntnisse, gesprochene sprachen, fremdsprachen, idioma, idiomas, idiomas hablados,
    lengua, lenguas, lingua, lingue, lingue parlate, lingue conosciute, conoscenze linguistiche, talen, taal,
    linguas, languages known, competences linguistiques, language skills, conocimiento de idiomas, linguas faladas,
    idiomas falados, conhecimento de linguas, talenkennis, gesproken talen, taalvaardigheid, taalvaardigheden"""
SENIORITY = """
    seniority, seniority level, level of seniority, management level, job level, career level, job seniority,
    hierarchy level, hierarchical level, job rank, management tier, experience level, seniority tier, seniorite,
    niveau de seniorite, niveau hierarchique, niveau de poste, niveau d experience, niveau de responsabilite, niveau
    seniorite, niveau d anciennete, niveau de management, senioritat, senioritatsstufe, karrierestufe,
    karrierelevel, hierarchieebene, hierarchiestufe, fuhrungsebene, managementebene, karriereebene,
    senioritatslevel, hierarchie, managementlevel, erfahrungsstufe, nivel de antiguedad, nivel jerarquico, nivel de
    seniority, nivel profesional, senioridad, nivel de responsabilidad, nivel de experiencia, jerarquia, nivel de
    senioridad, nivel directivo, livello di anzianita, livello gerarchico, anzianita professionale, livello di
    seniority, livello professionale, livello di esperienza, livello manageriale, seniority lavorativa, senioriteit,
    functieniveau, senioridade, nivel hierarquico, nivel do cargo, nivel de cargo, nivel profissional, hierarquia,
    senioriteitsniveau, niveau functie, niveau van de functie, hierarchisch niveau, carriereniveau, ervaringsniveau,
    managementniveau, loopbaanniveau"""
LEVEL = "level, levels, tier, rank, nivel, livello, stufe, ebene, grade, niveau"
WORK = """
    work, professional, business contact, travail, lavoro, trabajo, arbeit, lavorativo, trabalho, profissional,
    profesional, werk, zakelijk"""
PERSONAL = """
    first name, last name, full name, firstname, lastname, middle name, surname, given name, family name, maiden,
    nickname, prenom, vorname, nachname, apellido, apellidos, cognome, nombre y apellidos, nombre completo,
    civility, civilite, salutation, anrede, gender, sexe, geschlecht, sexo, genere, sesso, tratamiento, pronouns, mr
    mrs, honorific, age, alter, edad, eta, birthday, birthdate, nom complet, nom de famille, nom et prenom, prenom
    et nom, nom prenom, nome e cognome, nome completo, nome e sobrenome, primeiro nome, ultimo nome, sobrenome,
    apelido, vollstandiger name, vor und nachname, primer nombre, date of birth, date de naissance, geburtsdatum,
    fecha de nacimiento, data di nascita, data de nascimento, idade, genero, voornaam, voornamen, achternaam,
    familienaam, tussenvoegsel, roepnaam, volledige naam, voor en achternaam, aanhef, geslacht, geboortedatum,
    leeftijd, tratamento, estado civil, etat civil, stato civile, burgerlijke staat, marital status"""
