"""Languages in the tongue of the export: `Anglais`, `Inglese` and `English` are one language."""

import re
from functools import lru_cache

from babel import Locale

from app.leads.words import clean, fold, words

TONGUES = ("en", "fr", "de", "es", "it", "pt", "nl")

# Names people use that the Unicode tables do not have, and regional kinds that are one language to a reader.
_ALSO = {
    "mandarin": "zh", "chinois mandarin": "zh", "mandarin chinese": "zh", "cantonese": "yue", "cantonais": "yue",
    "chinese simplified": "zh", "chinese traditional": "zh", "farsi": "fa", "flemish": "nl", "flamand": "nl",
    "castilian": "es", "castellano": "es", "castillan": "es", "espagnol castillan": "es", "valencian": "ca",
    "serbo croatian": "sh", "moldavian": "ro", "tagalog": "fil", "punjabi": "pa", "panjabi": "pa", "darija": "ar",
    "moroccan arabic": "ar", "arabe marocain": "ar", "sign language": "sgn", "lsf": "sgn", "bahasa indonesia": "id",
    "american english": "en", "british english": "en", "us english": "en", "brazilian portuguese": "pt",
    "hindi urdu": "hi", "slovene": "sl", "deutsch": "de", "francais": "fr", "espanol": "es", "italiano": "it",
}  # fmt: skip

_SEPARATORS = re.compile(r"[,;/|•·\n+]|\s(?:et|and|und|y|e|en|&)\s|\s[-–—:]\s")
_PROFICIENCY = re.compile(r"\([^)]*\)?|\[[^]]*\]?|\b[abc][12]\b", re.IGNORECASE)
_LEVEL_WORDS = frozenset(
    """native bilingual or proficiency fluent professional working full limited elementary conversational advanced
    intermediate basic mother tongue beginner natif bilingue ou courant maternelle langue professionnel notions
    muttersprache fliessend fluessend grundkenntnisse verhandlungssicher nativo lengua materna fluido basico
    madrelingua fluente level niveau""".split()
)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    known: dict[str, str] = {}
    for tongue in TONGUES:
        for code, name in Locale(tongue).languages.items():
            # `zh_Hans` is Chinese; a plain code wins over its regional kinds.
            known.setdefault(words(name), code.split("_")[0])
    for code in TONGUES:
        known[words(Locale(code).languages[code])] = code
    # A bare code as tools store it, but only of the languages that have one of two letters.
    known.update({code: code for code in set(known.values()) if len(code) == 2})
    known.update(_ALSO)
    return known


def languages(text: str) -> str | None:
    """The languages named, as ISO 639 codes in alphabetical order (`Anglais, Français` -> `en,fr`).

    A name that is not known stays as its folded words, so that it still counts as one language. None where nothing
    is named.
    """
    found = set()
    for part in _SEPARATORS.split(fold(clean_lines(text))):
        named = words(_PROFICIENCY.sub(" ", part))
        if code := language_code(named):
            found.add(code)
    return ",".join(sorted(found)) or None


def language_code(named: str) -> str | None:
    """The code of one language's folded name, the name itself where it is unknown, None for a level or nothing."""
    codes = _codes()
    if named in codes:
        return codes[named]
    rest = " ".join(word for word in named.split() if word not in _LEVEL_WORDS)
    if not rest or not any(char.isalpha() for char in rest):
        return None
    return codes.get(rest, rest)


def knows(text: str) -> bool:
    """Whether every language the text names is a known one (evidence that a column holds languages)."""
    named = languages(text)
    return named is not None and all(code in set(_codes().values()) for code in named.split(","))


def clean_lines(text: str) -> str:
    """The text cleaned line by line, so that a line end still separates."""
    return "\n".join(clean(line) for line in text.splitlines())
