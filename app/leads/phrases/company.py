"""The words of headers for what is told of a company."""

COMPANY = """
    company, companies, organization, organisation, org, account, employer, business, firm, corporate, workplace,
    entreprise, societe, compagnie, employeur, etablissement, raison sociale, unternehmen, unternehmens, firma,
    firmen, arbeitgeber, betrieb, organisations, konzern, empresa, compania, organizacion, empleador, cuenta,
    azienda, aziendale, aziendali, societa, impresa, organizzazione, datore di lavoro, empresarial, organizacao,
    bedrijf, bedrijfs, billing, shipping, boite, boites, struttura, structure"""
INDUSTRY = """
    industry, industries, sector, sectors, vertical, line of business, business sector, industry sector, business
    line, field of activity, area of activity, branch of industry, main activity, business activity, secteur,
    secteurs, secteur d activite, secteurs d activite, domaine d activite, activite, industrie, activite principale,
    branche d activite, branche, branchen, wirtschaftszweig, industriezweig, tatigkeitsbereich, tatigkeitsfeld,
    geschaftsfeld, industria, sector de actividad, actividad, sector economico, sector empresarial, rubro, giro,
    ramo, settore, settori, settore di attivita, comparto, attivita, settore merceologico, setor, setor de
    atividade, bedrijfstak, sectoren, branches, bedrijfssector"""
EMPLOYEES = """
    company size, unternehmensgrosse, firmengrosse, betriebsgrosse, bedrijfsgrootte, dimension de la empresa,
    employees, employee, headcount, head count, staff, staff count, workforce, workers, team members, fte, ftes,
    employee s, effectif, effectifs, salarie, salaries, employes, employe, collaborateurs, nb salaries, nombre de
    salaries, effectif salarie, tranche d effectif, tranche effectif, tranche d effectifs, mitarbeiter,
    mitarbeitende, mitarbeitenden, mitarbeiterzahl, mitarbeiteranzahl, angestellte, beschaftigte, beschaftigtenzahl,
    belegschaft, mitarbeiterinnen, personal count, anzahl personen im unternehmen, empleados, empleado, plantilla,
    trabajadores, numero de trabajadores, colaboradores, dipendenti, dipendente, addetti, organico, numero addetti,
    collaboratori, funcionarios, werknemers, medewerkers, aantal werknemers, personeel, team size, company
    headcount, impiegati, numero impiegati, personnel, taille de l equipe, lavoratori, forza lavoro, mitarb"""
SIZE = "size, taille, grosse, tamano, dimension, dimensiones, dimensione, dimensioni, tamanho, grootte, grandezza"
FOUNDED = """
    founded, founded on, founded in, founded at, foundation, founding, year founded, founded year, foundation year,
    founding year, incorporated, incorporation, year of foundation, established, year established, est year,
    inception, inception year, date founded, date of foundation, year of incorporation, start year, formed, fondee,
    fondee en, fondation, annee de creation, annee de fondation, annee creation, date de fondation, creation
    entreprise, date de creation de l entreprise, date de creation entreprise, date creation entreprise, date d
    immatriculation, immatriculation, cree en, creee en, creation de l entreprise, gegrundet, grundung,
    grundungsjahr, grundungsdatum, gegrundet am, jahr der grundung, gegrundet im jahr, fundada, fundado, fundacion,
    ano de fundacion, ano fundacion, fecha de fundacion, fundada en, ano de creacion, ano de constitucion, fecha de
    constitucion, constitucion, fundado en, fondata, fondata nel, fondazione, anno di fondazione, anno fondazione,
    data di fondazione, costituzione, anno di costituzione, data di costituzione, anno di nascita dell azienda,
    fondato, fondato nel, ano de fundacao, fundacao, opgericht, oprichtingsjaar, oprichting, jaar van oprichting"""
CREATED = """
    created, creation, create, creation date, date created, create date, created date, date de creation, cree le,
    date creation, date d ajout, erstellt, erstellt am, erstellungsdatum, angelegt am, creado, creada, creacion,
    fecha de creacion, creato, creato il, creazione, data di creazione, data creazione, aangemaakt, criado"""
TYPE = "type, types, typ, tipo, tipologia, kind, art, soort, unternehmensart, firmenart, tipos"
OWNERSHIP = """
    ownership, ownership type, type of ownership, company type, business structure, entity type, legal status,
    organization type, organisation type, unternehmenstyp, unternehmensform, organisationsform, gesellschaftsform,
    type d entreprise, type de societe, type d organisation, type entreprise, type societe, statut juridique, tipo
    de empresa, tipo empresa, tipo de compania, tipo de organizacion, tipo di azienda, tipo azienda, tipo di
    societa, tipologia azienda, tipologia di azienda, tipo di organizzazione, bedrijfstype, forme juridique,
    rechtsform, forma juridica, forma giuridica, legal form, rechtsvorm"""
REGISTER = "siret, siren, handelsregister, cif, nif, partita iva, rea, registro"
