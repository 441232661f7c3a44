"""Closed choices (seniority, geography, kind of work) under the names other tools give them."""

from app.leads.fields import Field
from app.leads.words import words

_SENIORITY_NAMES = {
    "Entry": """entry level, junior, intern, internship, trainee, training, in training, apprentice, unpaid, student,
        graduate, assistant, non manager, stagiaire, debutant, apprenti, alternant, alternance, berufseinsteiger,
        praktikant, becario, practicas, nivel inicial, stagista, tirocinante, staff""",
    "Mid": """mid level, middle, intermediate, associate, manager, experienced manager, entry level manager,
        manager level, intermediaire, confirme, mittel, medio, intermedio, mitte, experienced, employee, specialist""",
    "Senior": """senior level, mid senior level, strategic, lead, expert, director, director level, head,
        team lead, directeur, direktor, direttore, principal, leitung, leiter, head of""",
    "Executive": """vp, vice president, vp level, svp, evp, executive level, board, dirigeant, cadre dirigeant,
        geschaftsleitung, vicepresidente, executive management""",
    "C-Level": """c level, c suite, csuite, cxo, clevel, c level exec, c level executive, owner, founder, cofounder,
        co founder, partner, owner partner, founder owner, president, ceo, fondateur, proprietaire, geschaftsfuhrer,
        inhaber, grunder, fundador, propietario, fondatore, titolare""",
}
_BUSINESS_TYPE_NAMES = {
    "leaders": "leader",
    "experts": "expert",
    "salespeople": "sales, salesperson, sales people",
    "workers": "worker",
    "others": "other",
}
_GEOGRAPHY_NAMES = {"other": "others"}

_NAMES: dict[str, dict[str, str]] = {
    "llm_seniority": _SENIORITY_NAMES,
    "llm_business_type": _BUSINESS_TYPE_NAMES,
    "llm_geography": _GEOGRAPHY_NAMES,
}


def _spellings(field: Field) -> dict[str, str]:
    known = {words(choice): choice for choice in field.choices}
    for choice, names in _NAMES.get(field.name, {}).items():
        known.update({words(name): choice for name in names.split(",")})
    return known


_CACHE: dict[str, dict[str, str]] = {}


def choice(field: Field, text: str) -> str | None:
    """The choice of the field that the text names, in any case, or None."""
    known = _CACHE.get(field.name)
    if known is None:
        known = _CACHE[field.name] = _spellings(field)
    return known.get(words(text))
