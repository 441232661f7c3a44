"""The words of header rows, in the languages of people's exports, and what each means.

A header is a small phrase: "Company Employee Range" names a thing (`employees`) of somebody (`company`) in some form
(`range`). Each entry is a Concept with the phrases that name it, folded (no accents, lower case, words apart by one
space). English, French, German, Spanish, Italian, then some Portuguese and Dutch. Longer phrases win over shorter.
"""

from enum import StrEnum


class Concept(StrEnum):
    """What a word or phrase of a header means."""

    # Whose it is.
    COMPANY = "company"
    PERSON = "person"
    LEAD = "lead"  # a person too, but the state of a lead is no region
    # What it is: the cores, from which a field follows.
    INDUSTRY = "industry"
    CITY = "city"
    STATE = "state"  # a region, or the state of a lead: the neighbours and the values tell
    REGION = "region"
    COUNTRY = "country"
    PLACE = "place"
    ADDRESS = "address"
    HEADQUARTERS = "headquarters"
    EMPLOYEES = "employees"
    SIZE = "size"
    FOUNDED = "founded"
    CREATED = "created"  # a company's founding, or a record's creation
    TYPE = "type"
    OWNERSHIP = "ownership"
    JOB_TITLE = "job title"
    TITLE = "title"  # of a job, or "Dr."
    JOB = "job"  # alone a title; else whose it is
    HEADLINE = "headline"
    SUMMARY = "summary"
    DESCRIPTION = "description"
    SKILLS = "skills"
    LANGUAGES = "languages"
    SENIORITY = "seniority"
    LEVEL = "level"
    # In what form: changes nothing, or only beside certain cores.
    NEUTRAL = "neutral"
    COUNT = "count"
    RANGE = "range"
    YEAR = "year"
    DATE = "date"
    NAME = "name"
    CODE = "code"
    LESSER = "lesser"  # "Sub Industry": only where there is no better column
    REGISTER = "register"  # a company's register number, unless a place stands beside it: `siret_city`
    # Never feeds a field.
    PAST = "past"
    OTHER = "other"
    STREET = "street"  # streets and postal codes: no place on their own, but they show that the neighbours are
    OUTCOME = "outcome"
    # For the identity of a row.
    LINKEDIN = "linkedin"
    LINK = "link"
    EMAIL = "email"


PHRASES: dict[Concept, str] = {
    Concept.COMPANY: """
        company, companies, organization, organisation, org, account, employer, business, firm, corporate,
        workplace, entreprise, societe, compagnie, employeur, etablissement, raison sociale, unternehmen,
        unternehmens, firma, firmen, arbeitgeber, betrieb, organisations, konzern, empresa, compania, organizacion,
        empleador, cuenta, azienda, aziendale, aziendali, societa, impresa, organizzazione, datore di lavoro,
        empresarial, organizacao, bedrijf, bedrijfs, billing, shipping, boite, boites, struttura, structure""",
    Concept.LEAD: "lead, leads, prospect, prospects, interessent, interessenten, prospecto, potenziale cliente",
    Concept.PERSON: """
        person, people, contact, profile, member, individual, personal, candidate, mailing, recipient, personne,
        profil, candidat, kontakt, person s, personen, ansprechpartner, contacto, persona, perfil, contatto,
        profilo, pessoa, contato, contactpersoon, private, privat, home""",
    Concept.INDUSTRY: """
        industry, industries, sector, sectors, vertical, line of business, business sector, industry sector,
        business line, field of activity, area of activity, branch of industry, main activity, business activity,
        secteur, secteurs, secteur d activite, secteurs d activite, domaine d activite, activite, industrie,
        activite principale, branche d activite, branche, branchen, wirtschaftszweig, industriezweig,
        tatigkeitsbereich, tatigkeitsfeld, geschaftsfeld, industria, sector de actividad, actividad, sector
        economico, sector empresarial, rubro, giro, ramo, settore, settori, settore di attivita, comparto, attivita,
        settore merceologico, setor, setor de atividade, bedrijfstak, sectoren, branches, bedrijfssector""",
    Concept.CITY: """
        city, town, locality, municipality, metro, metro area, metropolitan area, ville, commune, localite, stadt,
        ort, wohnort, gemeinde, ciudad, localidad, municipio, poblacion, citta, comune, localita, cidade, stad,
        plaats, woonplaats, pueblo, aldea, village, dorf, paese citta, ciudad pueblo""",
    Concept.STATE: "state, etat, estado, stato",
    Concept.REGION: """
        region, province, county, state province, state region, region state, canton, prefecture, state abbr, state
        abbreviation, state code, us state, federal state, province state, state or province, state or region,
        departement geographique, code departement, bundesland, kanton, bundesstaat, landkreis, kreis, provincia,
        comunidad autonoma, comunidad, regione, provincie, estado provincia, stato provincia, stato regione, estado
        region, provincia estado, regiao, regio, prov, reg""",
    Concept.COUNTRY: """
        country, country region, country or region, nation, pays, pays region, land, lander, pais, pais region,
        paese, nazione, land region, paese regione, iso country""",
    Concept.PLACE: """
        location, locations, place, geography, geo, geographic area, geo location, geolocation, based in, lives in,
        residence, whereabouts, localisation, lieu, emplacement, situation geographique, zone geographique, lieu de
        residence, lieu de travail, residence actuelle, geographie, localisation geographique, standort, lage,
        arbeitsort, einsatzort, region ort, ort region, ubicacion, localizacion, lugar, lugar de residencia,
        ubicacion geografica, posizione geografica, luogo, ubicazione, localizzazione, area geografica, luogo di
        residenza, luogo di lavoro, localizacao, locatie, vestigingsplaats, standplaats, full address, adresse
        complete, direccion completa, indirizzo completo, vollstandige adresse""",
    Concept.ADDRESS: """
        address, postal address, adresse, adresse postale, anschrift, postanschrift, direccion, domicilio, direccion
        postal, indirizzo, endereco, adres""",
    Concept.HEADQUARTERS: """
        headquarters, headquarter, hq, head office, headquartered in, head quarters, registered office, siege, siege
        social, siege de l entreprise, hauptsitz, firmensitz, sitz, hauptstandort, unternehmenssitz, hauptquartier,
        zentrale, sede, sede central, sede social, sede principal, sede centrale, sede legale, sede principale, casa
        matriz, oficina central, matriz, hoofdkantoor, hoofdzetel""",
    Concept.EMPLOYEES: """
        company size, unternehmensgrosse, firmengrosse, betriebsgrosse, bedrijfsgrootte, dimension de la empresa,
        employees, employee, headcount, head count, staff, staff count, workforce, workers, team members, fte, ftes,
        employee s, effectif, effectifs, salarie, salaries, employes, employe, collaborateurs, nb salaries, nombre
        de salaries, effectif salarie, tranche d effectif, tranche effectif, tranche d effectifs, mitarbeiter,
        mitarbeitende, mitarbeitenden, mitarbeiterzahl, mitarbeiteranzahl, angestellte, beschaftigte,
        beschaftigtenzahl, belegschaft, mitarbeiterinnen, personal count, anzahl personen im unternehmen, empleados,
        empleado, plantilla, trabajadores, numero de trabajadores, colaboradores, dipendenti, dipendente, addetti,
        organico, numero addetti, collaboratori, funcionarios, werknemers, medewerkers, aantal werknemers,
        personeel, team size, company headcount, impiegati, numero impiegati, personnel, taille de l equipe,
        lavoratori, forza lavoro, mitarb""",
    Concept.SIZE: """
        size, taille, grosse, tamano, dimension, dimensiones, dimensione, dimensioni, tamanho, grootte, grandezza""",
    Concept.FOUNDED: """
        founded, founded on, founded in, founded at, foundation, founding, year founded, founded year, foundation
        year, founding year, incorporated, incorporation, year of foundation, established, year established, est
        year, inception, inception year, date founded, date of foundation, year of incorporation, start year,
        formed, fondee, fondee en, fondation, annee de creation, annee de fondation, annee creation, date de
        fondation, creation entreprise, date de creation de l entreprise, date de creation entreprise, date creation
        entreprise, date d immatriculation, immatriculation, cree en, creee en, creation de l entreprise, gegrundet,
        grundung, grundungsjahr, grundungsdatum, gegrundet am, jahr der grundung, gegrundet im jahr, fundada,
        fundado, fundacion, ano de fundacion, ano fundacion, fecha de fundacion, fundada en, ano de creacion, ano de
        constitucion, fecha de constitucion, constitucion, fundado en, fondata, fondata nel, fondazione, anno di
        fondazione, anno fondazione, data di fondazione, costituzione, anno di costituzione, data di costituzione,
        anno di nascita dell azienda, fondato, fondato nel, ano de fundacao, fundacao, opgericht, oprichtingsjaar,
        oprichting, jaar van oprichting""",
    Concept.CREATED: """
        created, creation, create, creation date, date created, create date, created date, date de creation, cree
        le, date creation, date d ajout, erstellt, erstellt am, erstellungsdatum, angelegt am, creado, creada,
        creacion, fecha de creacion, creato, creato il, creazione, data di creazione, data creazione, aangemaakt,
        criado""",
    Concept.TYPE: "type, types, typ, tipo, tipologia, kind, art, soort, unternehmensart, firmenart, tipos",
    Concept.OWNERSHIP: """
        ownership, ownership type, type of ownership, company type, business structure, entity type, legal status,
        organization type, organisation type, unternehmenstyp, unternehmensform, organisationsform,
        gesellschaftsform, type d entreprise, type de societe, type d organisation, type entreprise, type societe,
        statut juridique, tipo de empresa, tipo empresa, tipo de compania, tipo de organizacion, tipo di azienda,
        tipo azienda, tipo di societa, tipologia azienda, tipologia di azienda, tipo di organizzazione,
        bedrijfstype, forme juridique, rechtsform, forma juridica, forma giuridica, legal form, rechtsvorm""",
    Concept.JOB_TITLE: """
        position, role, posicion, posizione, fonction, funktion, funcion, funzione, rol, rolle, posicao, job title,
        jobtitle, job position, job role, position title, work title, title position, role title, designation, job
        titel, jobtitel, current job, current position, current role, current title, title at company, position at
        company, role at company, position held, job name, poste, poste actuel, poste occupe, intitule de poste,
        intitule du poste, intitule poste, titre du poste, titre de poste, titre professionnel, emploi, emploi
        actuel, metier, libelle du poste, nom du poste, fonction occupee, fonction actuelle, titre d emploi, poste
        de travail, berufsbezeichnung, stellenbezeichnung, positionsbezeichnung, jobbezeichnung,
        funktionsbezeichnung, aktuelle position, aktuelle stelle, stelle, beruf, tatigkeit, berufliche position,
        aktuelle tatigkeit, puesto, puesto de trabajo, cargo, cargo actual, puesto actual, titulo del puesto, titulo
        de trabajo, titulo profesional, nombre del puesto, nombre del cargo, cargo laboral, denominacion del puesto,
        qualifica, mansione, ruolo, ruolo aziendale, ruolo professionale, posizione lavorativa, titolo di lavoro,
        titolo professionale, posizione attuale, ruolo attuale, incarico, carica, professione, qualifica
        professionale, functietitel, functie, funcao, profissao""",
    Concept.TITLE: """
        title, titre, titel, titulo, titolo, occupation, profession, ocupacion, occupazione, profesion, ocupacao""",
    Concept.JOB: "job, work, office, professional, business contact, travail, lavoro, trabajo, arbeit, lavorativo",
    Concept.HEADLINE: """
        headline, linkedin headline, profile headline, tagline, accroche, slogan, linkedin title, titulo de
        linkedin, titre linkedin, linkedin titel, titulo del perfil, titre du profil, profilslogan, titolo del
        profilo""",
    Concept.SUMMARY: """
        summary, about, about me, bio, biography, biographie, about section, self description, profile text, resume,
        a propos, apropos, a propos de moi, infos, description du profil, synthese, zusammenfassung, uber, uber
        mich, ueber mich, info, steckbrief, kurzprofil, profiltext, kurzbeschreibung, resumen, extracto, acerca de,
        sobre mi, biografia, descripcion del perfil, riepilogo, sommario, informazioni, chi sono, presentazione,
        riassunto, info profilo, descrizione del profilo, resumo, sobre, samenvatting, over mij""",
    Concept.DESCRIPTION: "description, beschreibung, descripcion, descrizione, descricao, beschrijving",
    Concept.SKILLS: """
        skills, skill, skillset, skill set, top skills, endorsed skills, competences, competence, expertise,
        competencies, savoir faire, aptitudes, domaines de competence, fahigkeiten, kenntnisse, kompetenzen,
        fertigkeiten, kompetenz, fachkenntnisse, skills expertise, habilidades, competencias, conocimientos,
        competenze, abilita, capacita, conoscenze, vaardigheden""",
    Concept.LANGUAGES: """
        language, languages, spoken languages, languages spoken, langue, langues, langues parlees, langues
        maitrisees, sprache, sprachen, sprachkenntnisse, gesprochene sprachen, fremdsprachen, idioma, idiomas,
        idiomas hablados, lengua, lenguas, lingua, lingue, lingue parlate, lingue conosciute, conoscenze
        linguistiche, talen, taal, linguas, languages known, competences linguistiques, language skills,
        conocimiento de idiomas""",
    Concept.SENIORITY: """
        seniority, seniority level, level of seniority, management level, job level, career level, job seniority,
        hierarchy level, hierarchical level, job rank, management tier, experience level, seniority tier, seniorite,
        niveau de seniorite, niveau hierarchique, niveau de poste, niveau d experience, niveau de responsabilite,
        niveau seniorite, niveau d anciennete, niveau de management, senioritat, senioritatsstufe, karrierestufe,
        karrierelevel, hierarchieebene, hierarchiestufe, fuhrungsebene, managementebene, karriereebene,
        senioritatslevel, hierarchie, managementlevel, erfahrungsstufe, nivel de antiguedad, nivel jerarquico, nivel
        de seniority, nivel profesional, senioridad, nivel de responsabilidad, nivel de experiencia, jerarquia,
        nivel de senioridad, nivel directivo, livello di anzianita, livello gerarchico, anzianita professionale,
        livello di seniority, livello professionale, livello di esperienza, livello manageriale, seniority
        lavorativa, senioriteit, functieniveau""",
    Concept.LEVEL: "level, levels, tier, rank, nivel, livello, stufe, ebene, grade, niveau",
    Concept.NEUTRAL: """
        active experience, current experience, the, of, a, an, on, in, at, to, for, by, and, or, is, s, de, du, des,
        d, la, le, les, l, un, une, au, aux, et, en, sur, dans, der, die, das, dem, den, von, vom, im, am, und,
        oder, ein, eine, del, el, los, las, y, al, di, della, dell, dello, dei, degli, delle, il, lo, gli, nell,
        nel, con, da, e, o, its, their, per, para, por, current, currently, primary, main, actual, actuel, actuelle,
        aktuell, aktuelle, aktueller, attuale, principal, principale, haupt, present, full, complete, exact,
        estimated, est, approx, approximate, total, all, global, standardized, normalized, cleaned, clean, raw,
        text, value, field, data, details, detail, information, label, linkedin s, sales navigator, sales nav,
        salesnav, navigator, li, top, latest, new, enriched, inferred, public, official, worldwide, known, listed,
        local, overall, own, user, customer provided, ai, visible, display, as, from, which, what, where, whole,
        general, default, recent, reported, stated, self reported, last, first, detected, has, was, had, active, is
        active""",
    Concept.COUNT: """
        number, number of, count, no, nr, num, nb, nbr, qty, nombre, nombre de, nombre d, anzahl, zahl, numero,
        numero de, numero di, n, no of, num of, nro, cantidad, quantita, aantal, how many, n of, nb de, nb d,
        nummer, anz""",
    Concept.RANGE: """
        range, band, bracket, bucket, tranche, class, classe, bereich, spanne, rango, fascia, intervalle,
        intervallo, intervalo, min, max, segment, klasse, gamme""",
    Concept.YEAR: "year, annee, jahr, ano, anno, jaar",
    Concept.DATE: "date, datum, fecha, data di, data del, timestamp, day",
    Concept.NAME: "name, names, nom, noms, bezeichnung, nome, nombres, naam, libelle, intitule",
    Concept.CODE: "code, codes, iso, iso code, abbreviation, abbr, iso2, iso3, alpha2, codigo, codice, kurzel",
    Concept.LESSER: """
        sub, secondary, second, third, tertiary, additional, alternate, alternative, other, subindustry, sub
        industry, sub sector, sous secteur, category, categories, categorie, kategorie, categoria""",
    Concept.REGISTER: "siret, siren, handelsregister, cif, nif, partita iva, rea, registro",
    Concept.PAST: """
        past, previous, previously, former, formerly, prior, prev, earlier, ex, old, ancien, ancienne, precedent,
        precedente, ehemalig, ehemalige, ehemaliger, vorherig, vorherige, vorheriger, fruher, fruhere, letzte
        stelle, anterior, anteriores, pasado, antiguo, precedenti, passato, vorige, pasada, passe, passee, last job,
        last position, last company, last title, education, school, university, college, degree, schooling, study,
        studies, field of study, alma mater, formation, ecole, universite, diplome, ausbildung, schule, universitat,
        hochschule, abschluss, studium, educacion, escuela, universidad, titulacion, estudios, formacion,
        istruzione, scuola, universita, laurea, formazione, past experience, birth, birthplace, born, hometown,
        naissance, geburt, nacimiento, nascita, nationality, nationalite, nationalitat, nacionalidad, nazionalita,
        citizenship, history, work history, job history, historique, parcours""",
    Concept.LINKEDIN: "linkedin, linked in, linkedin profile, profil linkedin, perfil de linkedin, profilo linkedin",
    Concept.LINK: "url, urls, link, links, uri, permalink, lien, enlace, collegamento, href",
    Concept.EMAIL: """
        email, e mail, mail, emails, email address, e mail address, courriel, adresse e mail, adresse mail, adresse
        email, adresse electronique, e mail adresse, emailadresse, mailadresse, email adresse, correo, correo
        electronico, direccion de correo, direccion de correo electronico, direccion de email, indirizzo e mail,
        indirizzo email, indirizzo mail, posta elettronica, e mails, work email, business email, pro email,
        professional email, indirizzo di posta elettronica, e mailadres, mail professionnel, email professionnel,
        endereco de email""",
    Concept.STREET: """
        zip, zipcode, zip code, postal, postal code, postcode, post code, code postal, plz, postleitzahl, cap,
        codigo postal, street, rue, strasse, street address, address line, address line 1, address line 2, calle,
        via, numero civico, hausnummer, siret zip, siret address, latitude, longitude, lat, lng, lon, coordinates,
        postbus, location geo, geo point, geopoint, geo coordinates""",
    Concept.OTHER: """
        first name, last name, full name, firstname, lastname, middle name, surname, given name, family name,
        maiden, nickname, prenom, vorname, nachname, apellido, apellidos, cognome, nombre y apellidos, nombre
        completo, phone, telephone, mobile, cell, fax, telefon, telefono, handy, tel, movil, cellulare, portable,
        whatsapp, website, web, site, domain, domaine, webseite, sitio, sito, homepage, internet, dominio, url
        website, facebook, twitter, instagram, xing, youtube, github, skype, slack, x handle, social, socials,
        crunchbase, id, ids, uuid, guid, key, hash, urn, vmid, record, identifier, identifiant, kennung,
        identificador, reference, picture, photo, image, avatar, logo, banner, bild, foto, immagine, imagen,
        pictures, revenue, revenues, turnover, sales volume, funding, raised, valuation, chiffre d affaires, umsatz,
        ingresos, facturacion, fatturato, ricavi, ca, budget, income, salary, ebitda, profit, capital, assets,
        market cap, currency, price, cost, amount, usd, eur, devise, financing, investors, ipo, ticker, stock,
        exchange, growth, increase, change, trend, evolution, croissance, wachstum, crecimiento, crescita, delta,
        churned, followers, follower, connections, connection degree, degree of connection, mutual, shared
        connections, network, abonnes, relations, kontakte, seguidores, collegamenti, likes, posts, post, comments,
        views, ip, ip address, mac address, timezone, time zone, fuseau, fuseau horaire, zeitzone, zona horaria,
        fuso orario, utc, department, departments, dept, departement, abteilung, departamento, dipartimento,
        division, job function, service, team, bereich abteilung, buying role, persona type, decision maker,
        department headcount, sales, engineering, marketing, finance, operations, hr, human resources, r d, support,
        product, it team, technology, technologies, tech stack, techstack, tools, software used, keywords, keyword,
        mots cles, tags, specialties, specialities, specialities and, spezialgebiete, especialidades, specialita,
        products, services, list, lists, folder, segment name, category list, source, origin, provider, origine,
        quelle, origen, fonte, owner, assigned, assignee, manager name, rep, sdr, bdr, created by, modified by,
        proprietaire, besitzer, inhaber, propietario, proprietario, responsable, zustandig, account manager,
        referent, modified, updated, last modified, last updated, imported, added, scraped, extracted, exported,
        visited at, verified, verification, valid, validity, deliverability, catch all, confidence, accuracy,
        quality score, score, grade score, rating, note, notes, notiz, notizen, nota, notas, remark, remarks, memo,
        icebreaker, duration, tenure, months, years, time in, since, start, started, started on, start date, end,
        end date, ended, years in, years of experience, experience, experiences, anciennete, betriebszugehorigkeit,
        antiguedad, anzianita, dauer, durata, duracion, seit, depuis, desde, dal, debut, beginn, inicio, inizio,
        hire date, subsidiary, parent, parent company, ultimate parent, holding, competitor, competitors,
        muttergesellschaft, maison mere, siblings, retail, stores, store, locations count, number of locations,
        number of retail locations, sic, naics, naf, ape, ateco, cnae, nace, wz, vat, tva, ust, iva, duns, tax,
        registration, naf5, civility, civilite, salutation, anrede, gender, sexe, geschlecht, sexo, genere, sesso,
        tratamiento, pronouns, mr mrs, honorific, prefix, suffix, age, alter, edad, eta, birthday, birthdate,
        preferred, preference, do not call, dnc, gdpr, optin, opt in, consent, legal basis, premium, open link, open
        profile, openlink, job seeker, open to work, hiring, recruiting, jobs, job openings, job posting, vacancies,
        query, search, filter, filters, error, errors, match, matches, reasons, row, index, position number, rank
        order, order, sequence number, icp, ideal, contact type, lead type, record type, account type, customer
        type, phone type, email type, job type, employment type, contract type, type of contract, recommendations,
        volunteer, certifications, certificates, licenses, awards, patents, publications, courses, projects, honors,
        causes, job title role, job title class, job title sub role, reason, motivo, motif, grund, raison""",
    Concept.OUTCOME: """
        status, statut, stand, status reason, lead state, last state, laststate, lifecycle, life cycle, stage,
        stages, phase, phases, etape, fase, etapa, pipeline, funnel, fase del ciclo, step, schritt, paso, passo,
        reply, replied, replies, response, responses, responded, answer, answered, reply date, repondu, reponse, a
        repondu, geantwortet, antwort, beantwortet, antworten, respondio, respondido, respuesta, contestado,
        contesto, risposto, risposta, ha risposto, respondeu, beantwoord, reaktion, reaction, reacted, interested,
        interest, interesse, interessee, interessiert, interesado, interesada, interessato, interessata, not
        interested, open, opened, opens, open count, open rate, ouvert, ouverture, ouvertures, geoffnet, abierto,
        abiertos, aperto, aperture, apertura, offnungen, clicked, click, clicks, clics, clique, geklickt, clic,
        cliccato, bounced, bounce, bounces, rebond, rebotado, rimbalzato, sent, envoye, envoyee, gesendet, enviado,
        enviados, inviato, inviati, delivered, delivery, unsubscribed, unsubscribe, opt out, optout, optedout, opted
        out, desabonne, desinscrit, abgemeldet, baja, disiscritto, blacklisted, do not contact, do not email, spam,
        contacted, last contacted, contact date, last contact, first contacted, dernier contact, contacte, date de
        contact, letzter kontakt, kontaktiert, kontaktiert am, ultimo contacto, contactado, ultimo contatto,
        contattato, last touch, touched, touches, touchpoint, touchpoints, last touched, date du dernier contact,
        activity, activities, last activity, aktivitat, aktivitaten, letzte aktivitat, ultima actividad, derniere
        activite, ultima attivita, engaged, engagement, engagements, engage, converted, conversion, convert,
        konvertiert, converti, convertido, convertito, won, lost, closed, close, gagne, perdu, gewonnen, verloren,
        ganado, perdido, vinto, perso, deal, deals, opportunity, opportunities, opportunite, chance, oportunidad,
        opportunita, affaire, meeting, meetings, rdv, rendez vous, termin, reunion, reuniones, riunione,
        appuntamento, booked, cita, agendado, demo, demoed, demos, demo date, trial, signed up, signup, registered,
        attended, attendance, webinar, call, calls, called, appel, appele, anruf, llamada, llamadas, chiamata,
        voicemail, outcome, outcomes, result, results, resultat, ergebnis, resultado, risultato, esito, ausgang,
        disposition, feedback, sentiment, objection, campaign, campaigns, campagne, campagnes, kampagne, campana,
        campanas, campagna, sequence, sequences, sequenz, secuencia, sequenza, cadence, drip, message, messages,
        nachricht, nachrichten, mensaje, mensajes, messaggio, messaggi, inmail, invitation, invite, invited,
        invitations, einladung, invitacion, invito, accepted, accepte, acceptee, angenommen, aceptado, aceptada,
        accettato, accettata, declined, rejected, refused, refuse, abgelehnt, rechazado, rifiutato, ignored,
        pending, en attente, ausstehend, pendiente, in attesa, connected, connecte, verbunden, conectado, connesso,
        collegato, connection request, connection date, connection sent, connection status, connected on, connected
        at, date de connexion, connexion, verbunden am, connection, fecha de conexion, data di collegamento,
        collegamento il, relance, relances, relance le, follow up, followup, follow ups, next step, next steps, next
        action, prochaine etape, suivi, nachfassen, wiedervorlage, seguimiento, proximo paso, qualified,
        qualification, qualifie, qualifiziert, cualificado, calificado, qualificato, disqualified, mql, sql, sal,
        customer, client since, client, kunde, cliente, is customer, became customer, churn, churned date, renewal,
        won date, subscribed, visited, visits, visit, last seen, seen, target, outreach, prise de contact, emailed,
        mailed, launched, paused, finished, completed, completed at, progress, reached, reached out, enrolled,
        nurture, nurturing, hot, warm, cold, temperature, priority, to contact, a contacter, zu kontaktieren, por
        contactar, da contattare, conversation, conversations, gesprach, conversacion, conversazione, positive
        reply, negative reply, mailing status, purchase, purchased, bought, achat, signed, signe, unterschrieben,
        firmado, firmato, received, recu, recue, recus, empfangen, erhalten, recibido, recibida, ricevuto, ricevuta,
        aperta, aperte, aperti, motivo stato, lead reason""",
}
