"""Places in any depth: which country `Paris, Île-de-France, France`, `Paris, FR` or `Allemagne` names."""

from functools import lru_cache

from babel import Locale

from app.leads.languages import TONGUES
from app.leads.words import words

_ALSO = {
    "usa": "US", "u s a": "US", "u s": "US", "etats unis d amerique": "US", "united states of america": "US",
    "america": "US", "uk": "GB", "u k": "GB", "england": "GB", "scotland": "GB", "wales": "GB",
    "northern ireland": "GB", "great britain": "GB", "angleterre": "GB", "grande bretagne": "GB", "ecosse": "GB",
    "grossbritannien": "GB", "inglaterra": "GB", "inghilterra": "GB", "gran bretagna": "GB", "gran bretana": "GB",
    "uae": "AE", "emirats": "AE", "holland": "NL", "hollande": "NL", "holanda": "NL", "olanda": "NL",
    "the netherlands": "NL", "korea": "KR", "south korea": "KR", "russia": "RU", "czech republic": "CZ",
    "republique tcheque": "CZ", "ivory coast": "CI", "turkey": "TR", "macedonia": "MK", "vietnam": "VN",
    "hong kong": "HK", "macau": "MO", "taiwan": "TW", "palestine": "PS", "republic of ireland": "IE",
    "peoples republic of china": "CN", "deutschland": "DE", "espana": "ES", "italia": "IT", "osterreich": "AT",
    "eua": "US", "estados unidos da america": "US", "verenigde staten van amerika": "US", "vk": "GB", "engeland": "GB",
    "schotland": "GB", "groot brittannie": "GB", "gra bretanha": "GB", "escocia": "GB", "scozia": "GB",
    "schottland": "GB", "tsjechie": "CZ", "republica checa": "CZ", "brasil": "BR", "nederland": "NL", "belgie": "BE",
}  # fmt: skip


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    known: dict[str, str] = {}
    for tongue in TONGUES:
        for code, name in Locale(tongue).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"}:
                known.setdefault(words(name), code)
    known.update(_ALSO)
    return known


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(_countries().values())


@lru_cache(maxsize=50_000)
def country_of(text: str) -> str | None:
    """The ISO 3166 alpha-2 code of the last part that names a country, or None.

    A bare two-letter code counts only in capitals and in the last place: `Paris, FR` is France, `Toronto, CA` Canada.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if not parts:
        return None
    if parts[-1] in _codes():
        return parts[-1]
    countries = _countries()
    return next((countries[words(part)] for part in reversed(parts) if words(part) in countries), None)
