"""Choices (seniority, geography, kind of work, company type) under the names other tools and tongues give them."""

from app.leads.fields import Field
from app.leads.words import words

_SENIORITY_NAMES = {
    "Entry": """entry level, junior, intern, internship, trainee, training, in training, apprentice, unpaid, student,
        graduate, assistant, non manager, stagiaire, debutant, apprenti, alternant, alternance, berufseinsteiger,
        praktikant, becario, practicas, nivel inicial, stagista, tirocinante, staff,
        estagiario, estagiaria, estagio, assistente, auxiliar, aprendiz, iniciante, stagiair, starter, instapniveau,
        beginnend""",
    "Mid": """mid level, middle, intermediate, associate, manager, experienced manager, entry level manager, manager
        level, intermediaire, confirme, mittel, medio, intermedio, mitte, experienced, employee, specialist, pleno,
        gerente, analista, especialista, coordenador, coordenadora, intermediario, nivel medio, medior, medewerker,
        gemiddeld""",
    "Senior": """senior level, mid senior level, strategic, lead, expert, director, director level, head,
        team lead, directeur, direktor, direttore, principal, leitung, leiter, head of,
        diretor, diretora, diretoria, nivel senior, hoofd, leidinggevende, teamleider, directeur niveau""",
    "Executive": """vp, vice president, vp level, svp, evp, executive level, board, dirigeant, cadre dirigeant,
        geschaftsleitung, vicepresidente, executive management,
        vice presidente, vice presidencia, executivo, executiva, alta direcao, directie, bestuur, bestuurslid""",
    "C-Level": """c level, c suite, csuite, cxo, clevel, c level exec, c level executive, owner, founder, cofounder,
        co founder, partner, owner partner, founder owner, president, ceo, fondateur, proprietaire, geschaftsfuhrer,
        inhaber, grunder, fundador, propietario, fondatore, titolare,
        presidente, proprietario, proprietaria, socio, socia, socio proprietario, fundadora, dono, dona, eigenaar,
        oprichter, mede oprichter, mede eigenaar, dga""",
}
_BUSINESS_TYPE_NAMES = {
    "leaders": "leader",
    "experts": "expert",
    "salespeople": "sales, salesperson, sales people",
    "workers": "worker",
    "others": "other",
}
_COMPANY_TYPE_NAMES = {
    "Privately Held": """private, private company, privately owned, privatunternehmen, in privatbesitz, privat,
        societe privee, entreprise privee, prive, privee, de financiacion privada, empresa privada, privada,
        societa privata, azienda privata, privata, societe civile societe commerciale autres types de societes,
        empresa de capital fechado, capital fechado, sociedade limitada, ltda, besloten vennootschap, bv, b v,
        particulier bedrijf, particuliere onderneming, prive, in privebezit""",
    "Public Company": """public, publicly traded, publicly held, listed company, aktiengesellschaft,
        borsennotiert, borsennotiertes unternehmen, societe cotee, societe cotee en bourse, entreprise publique,
        societe anonyme cotee, empresa publica, empresa que cotiza en bolsa, cotizada, societa quotata, quotata,
        empresa de capital aberto, capital aberto, sociedade aberta, empresa cotada, naamloze vennootschap, nv, n v,
        beursgenoteerd, beursgenoteerd bedrijf""",
    "Nonprofit": """non profit, non profit organization, not for profit, ngo, charity, gemeinnutzig,
        gemeinnutzige organisation, association, organisation a but non lucratif, a but non lucratif, ong,
        sin animo de lucro, organizacion sin animo de lucro, sin fines de lucro, senza scopo di lucro,
        organizzazione non profit, onlus, sem fins lucrativos, organizacao sem fins lucrativos, terceiro setor,
        non profitorganisatie, zonder winstoogmerk, stichting, vereniging, goed doel""",
    "Partnership": """personengesellschaft, partenariat, societe de personnes, sociedad, asociacion, societa di persone,
        parceria, sociedade, maatschap, vennootschap onder firma, vof, partnerschap, samenwerkingsverband""",
    "Sole Proprietorship": """sole proprietor, einzelunternehmen, entreprise individuelle, empresa unipersonal,
        empresario individual, propietario unico, ditta individuale, impresa individuale,
        empresa individual, empresario individual, firma individual, eenmanszaak""",
    "Self-Employed": """self owned, freelance, freelancer, selbststandig, selbstandig, travailleur independant,
        independant, travailleur independant ou profession liberale, profession liberale, autonomo, trabajador
        autonomo, lavoratore autonomo, libero professionista, trabalhador autonomo, profissional autonomo,
        profissional liberal, mei, zzp, zzper, zelfstandige, zelfstandig""",
    "Educational Institution": """educational, education, bildungseinrichtung, etablissement educatif,
        etablissement d enseignement, institucion educativa, istituto d istruzione, ente di formazione,
        instituicao educacional, instituicao de ensino, onderwijsinstelling, onderwijs""",
    "Government Agency": """government, public sector, behorde, regierungsbehorde, offentlicher dienst,
        administration publique, organisme gouvernemental, agencia gubernamental, organismo gubernamental,
        ente governativo, ente pubblico, pubblica amministrazione,
        orgao governamental, agencia governamental, administracao publica, setor publico, overheid,
        overheidsinstelling, publieke sector""",
}
_GEOGRAPHY_NAMES = {"other": "others"}

_NAMES: dict[str, dict[str, str]] = {
    "llm_seniority": _SENIORITY_NAMES,
    "llm_business_type": _BUSINESS_TYPE_NAMES,
    "llm_geography": _GEOGRAPHY_NAMES,
    "companytype": _COMPANY_TYPE_NAMES,
}


def _spellings(field: Field) -> dict[str, str]:
    known = {words(choice): choice for choice in (*field.choices, *field.known)}
    for choice, names in _NAMES.get(field.name, {}).items():
        known.update({words(name): choice for name in names.split(",")})
    return known


_CACHE: dict[str, dict[str, str]] = {}


def choice(field: Field, text: str) -> str | None:
    """The choice or known value of the field that the text names, in any case and tongue, or None."""
    known = _CACHE.get(field.name)
    if known is None:
        known = _CACHE[field.name] = _spellings(field)
    return known.get(words(text))
