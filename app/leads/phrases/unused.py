"""The words of headers that feed no field."""

PAST = """
    past, previous, previously, former, formerly, prior, prev, earlier, ex, old, ancien, ancienne, precedent,
    precedente, ehemalig, ehemalige, ehemaliger, vorherig, vorherige, vorheriger, fruher, fruhere, letzte stelle,
    anterior, anteriores, pasado, antiguo, precedenti, passato, vorige, pasada, passe, passee, last job, last
    position, last company, last title, education, school, university, college, degree, schooling, study, studies,
    field of study, alma mater, formation, ecole, universite, diplome, ausbildung, schule, universitat, hochschule,
    abschluss, studium, educacion, escuela, universidad, titulacion, estudios, formacion, istruzione, scuola,
    universita, laurea, formazione, past experience, birth, birthplace, born, hometown, naissance, geburt,
    nacimiento, nascita, nationality, nationalite, nationalitat, nacionalidad, nazionalita, citizenship, history,
    work history, job history, historique, parcours, antigo, antiga, cargo anterior, empresa anterior, ultimo cargo,
    ultima empresa, formacao, formacao academica, escolaridade, universidade, faculdade, graduacao, curso,
    nascimento, naturalidade, nacionalidade, historico, voormalig, voormalige, eerdere, opleiding, opleidingen,
    universiteit, hogeschool, studie, studierichting, diploma, geboorteplaats, nationaliteit, verleden, vorige
    functie, vorige werkgever"""
OTHER = """
    phone, telephone, mobile, cell, fax, telefon, telefono, handy, tel, movil, cellulare, portable, whatsapp,
    facebook, twitter, instagram, xing, youtube, github, skype, slack, x handle, social, socials, crunchbase, id,
    ids, uuid, guid, key, hash, urn, vmid, record, identifier, identifiant, kennung, identificador, reference,
    picture, photo, image, avatar, logo, banner, bild, foto, immagine, imagen, pictures, budget, income, salary,
    currency, price, cost, amount, usd, eur, devise, exchange, growth, increase, change, trend, evolution,
    croissance, wachstum, crecimiento, crescita, delta, churned, followers, follower, connections, connection
    degree, degree of connection, mutual, shared connections, network, abonnes, relations, kontakte, seguidores,
    collegamenti, likes, posts, post, comments, views, ip, ip address, mac address, timezone, time zone, fuseau,
    fuseau horaire, zeitzone, zona horaria, fuso orario, utc, department, departments, dept, departement, abteilung,
    departamento, dipartimento, division, job function, service, team, bereich abteilung, buying role, persona type,
    decision maker, department headcount, sales, engineering, marketing, finance, operations, hr, human resources, r
    d, support, product, it team, technology, technologies, tech stack, techstack, tools, software used, keywords,
    keyword, mots cles, tags, specialties, specialities, specialities and, spezialgebiete, especialidades,
    specialita, products, services, list, lists, folder, segment name, category list, source, origin, provider,
    origine, quelle, origen, fonte, owner, assigned, assignee, manager name, rep, sdr, bdr, created by, modified by,
    proprietaire, besitzer, inhaber, propietario, proprietario, responsable, zustandig, account manager, referent,
    modified, updated, last modified, last updated, imported, added, scraped, extracted, exported, visited at,
    verified, verification, valid, validity, deliverability, catch all, confidence, accuracy, quality score, score,
    grade score, rating, note, notes, notiz, notizen, nota, notas, remark, remarks, memo, icebreaker, duration,
    tenure, months, years, time in, since, start, started, started on, start date, end, end date, ended, years in,
    years of experience, experience, experiences, anciennete, betriebszugehorigkeit, antiguedad, anzianita, dauer,
    durata, duracion, seit, depuis, desde, dal, debut, beginn, inicio, inizio, hire date, siblings, retail, stores,
    store, locations count, number of locations, number of retail locations, tax, registration, prefix, suffix,
    preferred, preference, do not call, dnc, gdpr, optin, opt in, consent, legal basis, premium, open link, open
    profile, openlink, job seeker, open to work, hiring, recruiting, jobs, job openings, job posting, vacancies,
    query, search, filter, filters, error, errors, match, matches, reasons, row, index, position number, rank order,
    order, sequence number, icp, ideal, contact type, lead type, record type, account type, customer type, phone
    type, email type, job type, employment type, contract type, type of contract, recommendations, volunteer,
    certifications, certificates, licenses, awards, patents, publications, courses, projects, honors, causes, job
    title role, job title class, job title sub role, reason, motivo, motif, grund, raison, contact info, contact
    infos, contact information, contact details, contact data, coordonnees, infos contact, kontaktdaten,
    kontaktinfo, kontaktinformationen, datos de contacto, informacion de contacto, recapiti, recapito, dati di
    contatto, informazioni di contatto, contactgegevens, contactinformatie, contactinfo, dados de contato, dados do
    contato, informacoes de contato, telefone, telefones, celular, fone, telemovel, telefoon, telefoonnummer,
    mobiel, mobiele nummer, gsm, telefonnummer, ramal, seo, meta, page, pages, pagina, paginas, seite, landing page,
    blog, about us, uber uns, ueber uns, qui sommes nous, a propos de nous, chi siamo, quienes somos, sobre
    nosotros, quem somos, sobre nos, over ons, catalogue, catalog, offer, offering, servicio, servicios, servico,
    servicos, servizio, servizi, prodotto, prodotti, producto, productos, produto, produtos, produit, produits,
    produkt, produkte, producten, dienst, diensten, leistungen, responsavel, dono, observacoes, observacao,
    observaciones, anotacoes, comentario, comentarios, comentarios internos, origem, atualizado, atualizacao,
    etiqueta, etiquetas, opmerking, opmerkingen, notitie, notities, bron, eigenaar, accountmanager,
    verantwoordelijke, afdeling, gewijzigd, bijgewerkt, toegewezen, ervaring, werkervaring, experiencia,
    experiencias, tempo de casa, tempo no cargo, klantnummer, relatienummer, tipo de conta, tipo de cuenta"""
