"""The words of headers for places."""

CITY = """
    city, town, locality, municipality, metro, metro area, metropolitan area, ville, commune, localite, stadt, ort,
    wohnort, gemeinde, ciudad, localidad, municipio, poblacion, citta, comune, localita, cidade, stad, plaats,
    woonplaats, pueblo, aldea, village, dorf, paese citta, ciudad pueblo, localidade, concelho, freguesia,
    plaatsnaam, dorp, cidades, steden"""
STATE = "state, etat, estado, stato"
REGION = """
    region, province, county, state province, state region, region state, canton, prefecture, state abbr, state
    abbreviation, state code, us state, federal state, province state, state or province, state or region,
    departement geographique, code departement, bundesland, kanton, bundesstaat, landkreis, kreis, provincia,
    comunidad autonoma, comunidad, regione, provincie, estado provincia, stato provincia, stato regione, estado
    region, provincia estado, regiao, regio, prov, reg, uf, estado uf, uf estado, distrito, gewest, streek,
    provincies, comunidade autonoma, regioes, estado regiao, provincie regio"""
COUNTRY = """
    country, country region, country or region, nation, pays, pays region, land, lander, pais, pais region, paese,
    nazione, land region, paese regione, iso country, nacao, pais regiao, landen, land regio"""
PLACE = """
    location, locations, place, geography, geo, geographic area, geo location, geolocation, based in, lives in,
    residence, whereabouts, localisation, lieu, emplacement, situation geographique, zone geographique, lieu de
    residence, lieu de travail, residence actuelle, geographie, localisation geographique, standort, lage,
    arbeitsort, einsatzort, region ort, ort region, ubicacion, localizacion, lugar, lugar de residencia, ubicacion
    geografica, posizione geografica, luogo, ubicazione, localizzazione, area geografica, luogo di residenza, luogo
    di lavoro, localizacao, locatie, standplaats, full address, adresse complete, direccion completa, indirizzo
    completo, vollstandige adresse, local de trabalho, local de residencia, localidade e pais, werklocatie,
    werkplek, localizacao geografica, regiao geografica, endereco completo, morada completa, volledig adres"""
ADDRESS = """
    address, postal address, adresse, adresse postale, anschrift, postanschrift, direccion, domicilio, direccion
    postal, indirizzo, endereco, adres, morada, domicilio fiscal, adresgegevens, bezoekadres, postadres"""
HEADQUARTERS = """
    headquarters, headquarter, hq, head office, headquartered in, head quarters, registered office, siege, siege
    social, siege de l entreprise, hauptsitz, firmensitz, sitz, hauptstandort, unternehmenssitz, hauptquartier,
    zentrale, sede, sede central, sede social, sede principal, sede centrale, sede legale, sede principale, casa
    matriz, oficina central, matriz, hoofdkantoor, hoofdzetel, vestigingsplaats, sede da empresa, sede social da
    empresa, vestiging, vestigings, vestigingsadres, zetel, statutaire zetel, maatschappelijke zetel, hoofdvestiging"""
STREET = """
    zip, zipcode, zip code, postal, postal code, postcode, post code, code postal, plz, postleitzahl, cap, codigo
    postal, street, rue, strasse, street address, address line, address line 1, address line 2, calle, via, numero
    civico, hausnummer, siret zip, siret address, latitude, longitude, lat, lng, lon, coordinates, postbus, location
    geo, geo point, geopoint, geo coordinates, cep, cod postal, logradouro, bairro, rua, avenida, complemento, caixa
    postal, straat, straatnaam, huisnummer, toevoeging, huisnummertoevoeging"""
