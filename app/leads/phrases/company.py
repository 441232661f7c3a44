"""The words of headers for what is told of a company."""

COMPANY = """
    company, companies, organization, organisation, org, account, employer, business, firm, corporate, workplace,
    entreprise, societe, compagnie, employeur, etablissement, raison sociale, unternehmen, unternehmens, firma,
    firmen, arbeitgeber, betrieb, organisations, konzern, empresa, compania, organizacion, empleador, cuenta,
    azienda, aziendale, aziendali, societa, impresa, organizzazione, datore di lavoro, empresarial, organizacao,
    bedrijf, bedrijfs, billing, shipping, boite, boites, struttura, structure, brand, marque, marke, marca, merk,
    offices, buro, bureau, bureaux, oficina, oficinas, ufficio, uffici, escritorio, kantoor, kantoren, companhia,
    empregador, razao social, denominacao social, nome fantasia, conta, empresas, bedrijven, organisatie,
    organisaties, werkgever, onderneming, handelsnaam, statutaire naam, institution, establishment, establecimiento,
    estabelecimento, instelling, vennootschap, aziende, denominazione, denominazione sociale, ragione sociale,
    office"""
INDUSTRY = """
    industry, industries, sector, sectors, vertical, line of business, business sector, industry sector, business
    line, field of activity, area of activity, branch of industry, main activity, business activity, secteur,
    secteurs, secteur d activite, secteurs d activite, domaine d activite, activite, industrie, activite principale,
    branche d activite, branche, branchen, wirtschaftszweig, industriezweig, tatigkeitsbereich, tatigkeitsfeld,
    geschaftsfeld, industria, sector de actividad, actividad, sector economico, sector empresarial, rubro, giro,
    ramo, settore, settori, settore di attivita, comparto, attivita, settore merceologico, setor, setor de
    atividade, bedrijfstak, sectoren, branches, bedrijfssector, setores, setor de atuacao, setor economico, ramo de
    atividade, ramo de atuacao, ramo de negocio, area de atuacao, segmento de atuacao, segmento de mercado, segmento
    de negocio, atividade principal, atividade economica, industrias, bedrijfstakken, bedrijfsactiviteit,
    bedrijfsactiviteiten, hoofdactiviteit, industrietak, branche sector, economische sector, sector de actuacion,
    ambito di attivita"""
EMPLOYEES = """
    company size, unternehmensgrosse, firmengrosse, betriebsgrosse, bedrijfsgrootte, dimension de la empresa,
    employees, employee, headcount, head count, staff, staff count, workforce, workers, team members, fte, ftes,
    employee s, effectif, effectifs, salarie, salaries, employes, employe, collaborateurs, nb salaries, nombre de
    salaries, effectif salarie, tranche d effectif, tranche effectif, tranche d effectifs, mitarbeiter,
    mitarbeitende, mitarbeitenden, mitarbeiterzahl, mitarbeiteranzahl, angestellte, beschaftigte, beschaftigtenzahl,
    belegschaft, mitarbeiterinnen, personal count, anzahl personen im unternehmen, empleados, empleado, plantilla,
    trabajadores, numero de trabajadores, colaboradores, dipendenti, dipendente, addetti, organico, numero addetti,
    collaboratori, funcionarios, werknemers, medewerkers, aantal werknemers, personeel, team size, company
    headcount, impiegati, numero impiegati, personnel, taille de l equipe, lavoratori, forza lavoro, mitarb,
    funcionario, empregados, empregado, trabalhadores, quadro de funcionarios, quadro de pessoal, numero de pessoas,
    tamanho do time, tamanho da equipe, werknemer, medewerker, personeelsleden, personeelsomvang, personeelsbestand,
    personeelsaantal, bedrijfsomvang, werkzame personen, teamgrootte, personas empleadas, grosse ma, anzahl ma, ma
    anzahl"""
SIZE = """
    size, taille, grosse, tamano, dimension, dimensiones, dimensione, dimensioni, tamanho, grootte, grandezza,
    porte, omvang, grootteklasse"""
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
    fondato, fondato nel, ano de fundacao, fundacao, opgericht, oprichtingsjaar, oprichting, jaar van oprichting,
    data de fundacao, data fundacao, data da fundacao, ano fundacao, ano da fundacao, data de abertura, data
    abertura, ano de abertura, inicio das atividades, inicio de atividade, data de inicio das atividades, data de
    inicio de atividade, ano de criacao, ano de constituicao, data de constituicao, constituicao, fundada em,
    fundado em, opgericht in, opgericht op, oprichtingsdatum, datum oprichting, datum van oprichting, jaar
    oprichting, startjaar"""
CREATED = """
    created, creation, create, creation date, date created, create date, created date, date de creation, cree le,
    date creation, date d ajout, erstellt, erstellt am, erstellungsdatum, angelegt am, creado, creada, creacion,
    fecha de creacion, creato, creato il, creazione, data di creazione, data creazione, aangemaakt, criado, criada,
    criado em, criada em, data de criacao, data da criacao, data criacao, criacao, data de cadastro, data cadastro,
    cadastrado em, aangemaakt op, datum aangemaakt, aanmaakdatum, toegevoegd op, gemaakt op"""
TYPE = "type, types, typ, tipo, tipologia, kind, art, soort, unternehmensart, firmenart, tipos"
OWNERSHIP = """
    ownership, ownership type, type of ownership, company type, business structure, entity type, legal status,
    organization type, organisation type, unternehmenstyp, unternehmensform, organisationsform, gesellschaftsform,
    type d entreprise, type de societe, type d organisation, type entreprise, type societe, statut juridique, tipo
    de empresa, tipo empresa, tipo de compania, tipo de organizacion, tipo di azienda, tipo azienda, tipo di
    societa, tipologia azienda, tipologia di azienda, tipo di organizzazione, bedrijfstype, forme juridique,
    rechtsform, forma juridica, forma giuridica, legal form, rechtsvorm, natureza juridica, tipo de organizacao,
    tipo de sociedade, tipo de sociedad, tipo da empresa, tipo societa, soort bedrijf, type bedrijf, soort
    organisatie, type organisatie, soort onderneming, type onderneming, bedrijfsvorm, ondernemingsvorm, juridische
    vorm"""
REGISTER = """
    siret, siren, handelsregister, cif, nif, partita iva, rea, registro, cnpj, nipc, kvk, kvk nummer, rsin,
    ondernemingsnummer, vestigingsnummer"""
SEGMENT = "segmento, segmentos, marktsegment"
FACTS = """
    website, web, site, domain, domaine, webseite, sitio, sito, homepage, internet, dominio, url website, revenue,
    revenues, turnover, sales volume, funding, raised, valuation, chiffre d affaires, umsatz, ingresos, facturacion,
    fatturato, ricavi, ca, ebitda, profit, capital, assets, market cap, financing, investors, ipo, ticker, stock,
    sic, naics, naf, naf5, ape, ateco, cnae, nace, wz, vat, tva, ust, iva, duns, subsidiary, parent, parent company,
    ultimate parent, holding, competitor, competitors, muttergesellschaft, maison mere, site web, sitio web, sito
    web, pagina web, page web, web site, websites, webadres, webpagina, website bedrijf, domeinnaam, faturamento,
    receita, receita anual, capital social, inscricao estadual, omzet, jaaromzet, btw, btw nummer, sbi, sbi code,
    chiffre affaires, annual sales"""
