"""The words of headers that say in what form a thing is told, or nothing at all."""

NEUTRAL = """
    active experience, current experience, the, of, a, an, on, in, at, to, for, by, and, or, is, s, de, du, des, d,
    la, le, les, l, un, une, au, aux, et, en, sur, dans, der, die, das, dem, den, von, vom, im, am, und, oder, ein,
    eine, del, el, los, las, y, al, di, della, dell, dello, dei, degli, delle, il, lo, gli, nell, nel, con, da, e,
    o, its, their, per, para, por, current, currently, primary, main, actual, actuel, actuelle, aktuell, aktuelle,
    aktueller, attuale, principal, principale, haupt, present, full, complete, exact, estimated, est, approx,
    approximate, total, all, global, standardized, normalized, cleaned, clean, raw, text, value, field, data,
    details, detail, information, label, linkedin s, sales navigator, sales nav, salesnav, navigator, li, top,
    latest, new, enriched, inferred, public, official, worldwide, known, listed, local, overall, own, user, customer
    provided, ai, visible, display, as, from, which, what, where, whole, general, default, recent, reported, stated,
    self reported, last, first, detected, has, was, had, active, is active, do, dos, ao, em, com, ou, na, nas, van,
    het, een, bij, voor, met, atual, atuais, completo, completa, oficial, huidig, huidige, volledig, volledige,
    short, long, brief, courte, kurze, corta, breve, curta, korte"""
COUNT = """
    number, number of, count, no, nr, num, nb, nbr, qty, nombre, nombre de, nombre d, anzahl, zahl, numero, numero
    de, numero di, n, no of, num of, nro, cantidad, quantita, aantal, how many, n of, nb de, nb d, nummer, anz,
    quantidade, quantidade de, qtd, qtde, num de, aantallen"""
RANGE = """
    range, band, bracket, bucket, tranche, class, classe, bereich, spanne, rango, fascia, intervalle, intervallo,
    intervalo, min, max, segment, klasse, gamme, faixa, faixa de, faixas"""
YEAR = "year, annee, jahr, ano, anno, jaar"
DATE = "date, datum, fecha, data di, data del, timestamp, day"
NAME = "name, names, nom, noms, bezeichnung, nome, nombres, naam, libelle, intitule, namen, benaming"
CODE = "code, codes, iso, iso code, abbreviation, abbr, iso2, iso3, alpha2, codigo, codice, kurzel, sigla, afkorting"
LESSER = """
    sub, secondary, second, third, tertiary, additional, alternate, alternative, other, subindustry, sub industry,
    sub sector, sous secteur, category, categories, categorie, kategorie, categoria, secundario, secundaria, outro,
    outra, tweede, overige, subsetor, subsector"""
LINKEDIN = """
    linkedin, linked in, linkedin profile, profil linkedin, perfil de linkedin, profilo linkedin, perfil linkedin,
    linkedin profiel"""
LINK = "url, urls, link, links, uri, permalink, lien, enlace, collegamento, href"
EMAIL = """
    email, e mail, mail, emails, email address, e mail address, courriel, adresse e mail, adresse mail, adresse
    email, adresse electronique, e mail adresse, emailadresse, mailadresse, email adresse, correo, correo
    electronico, direccion de correo, direccion de correo electronico, direccion de email, indirizzo e mail,
    indirizzo email, indirizzo mail, posta elettronica, e mails, work email, business email, pro email, professional
    email, indirizzo di posta elettronica, e mailadres, mail professionnel, email professionnel, endereco de email,
    emailadres, mailadres, endereco eletronico, correio eletronico, email corporativo, e mail corporativo, zakelijk
    e mailadres, zakelijk email"""
