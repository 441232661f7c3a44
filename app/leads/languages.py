"""Languages in the tongue of the export: `Anglais`, `Inglese`, `Engleză` and `English` are one language."""

import re
from functools import lru_cache

from babel import Locale, localedata
from babel.core import get_global

from app.leads.words import clean, fold, words

TONGUES = ("en", "fr", "de", "es", "it", "pt", "nl")
# Further tongues in which people keep their profiles, written in Latin letters; looked into only for a name that none
# of the first has, because reading their names takes as long as many leads do.
_FURTHER = (
    "ro", "pl", "cs", "sk", "sl", "hr", "hu", "sv", "da", "nb", "fi", "et", "lv", "lt", "tr", "ca",
    "id", "ms", "fil", "vi",
)  # fmt: skip

# Names people use that the Unicode tables do not have, and regional kinds that are one language to a reader.
_ALSO = {
    "mandarin": "zh", "chinois mandarin": "zh", "mandarin chinese": "zh", "cantonese": "yue", "cantonais": "yue",
    "chinese simplified": "zh", "chinese traditional": "zh", "farsi": "fa", "flemish": "nl", "flamand": "nl",
    "castilian": "es", "castellano": "es", "castillan": "es", "espagnol castillan": "es", "valencian": "ca",
    "serbo croatian": "sh", "moldavian": "ro", "tagalog": "fil", "punjabi": "pa", "panjabi": "pa", "darija": "ar",
    "moroccan arabic": "ar", "arabe marocain": "ar", "sign language": "sgn", "lsf": "sgn", "bahasa indonesia": "id",
    "american english": "en", "british english": "en", "us english": "en", "brazilian portuguese": "pt",
    "hindi urdu": "hi", "slovene": "sl", "deutsch": "de", "francais": "fr", "espanol": "es", "italiano": "it",
    "moroccan": "ary", "marocain": "ary", "berber": "ber", "berbere": "ber", "gaelic": "gd", "gujrati": "gu",
    "creole": "crp", "pidgin": "cpe", "ancient": "grc", "romana": "ro", "castelhano": "es", "bahasa": "id",
    "langues berberes": "ber", "berber languages": "ber",
}  # fmt: skip

_SEPARATORS = re.compile(r"[,;/|•·\n+]|\s(?:et|and|und|y|e|en|i|og|och|ja|&)\s|\s[-–—:]\s")
_PROFICIENCY = re.compile(r"\([^)]*\)?|\[[^]]*\]?|\b[abc][12]\b", re.IGNORECASE)
_LEVEL_WORDS = frozenset(
    """native bilingual or proficiency fluent professional working full limited elementary conversational advanced
    intermediate basic mother tongue beginner natif bilingue ou courant maternelle langue professionnel notions
    muttersprache fliessend fluessend grundkenntnisse verhandlungssicher nativo lengua materna fluido basico
    madrelingua fluente level niveau""".split()
)
_SHORTEST_WITHIN = 4  # letters of a language's name found within a longer text


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    known: dict[str, str] = {}
    for tongue in TONGUES:
        for code, name in Locale(tongue).languages.items():
            # `zh_Hans` is Chinese; a plain code wins over its regional kinds.
            known.setdefault(words(name), code.split("_")[0])
    for code in TONGUES:
        known[words(Locale(code).languages[code])] = code
    known.update(_ALSO)
    # A bare code as tools store it, ISO 639-2's (`fra`, `ger`) where there is one of two letters; and what we write.
    aliases = get_global("language_aliases").items()
    known.update({code: language for code, language in aliases if len(code) == 3 and len(language) == 2})
    known.update({code: code for code in set(known.values())})
    return known


@lru_cache(maxsize=1)
def _further_codes() -> dict[str, str]:
    """The names in further tongues; none that two of them give to two languages."""
    known: dict[str, str] = {}
    doubtful = set()
    for tongue in _FURTHER:
        for code, name in Locale(tongue).languages.items():
            named, language = words(name), code.split("_")[0]
            if known.setdefault(named, language) != language:
                doubtful.add(named)
        # Babel keeps all it knows of a tongue, over a megabyte each; of these nobody else asks.
        localedata._cache.pop(tongue, None)
    return {
        name: code for name, code in known.items() if name not in doubtful and len(name) > 1 and name not in _codes()
    }


def languages(text: str) -> str | None:
    """The languages named, as ISO 639 codes in alphabetical order (`Anglais, Français` -> `en,fr`).

    What names no language (`Python`, a level) is left out. None where no language is named.
    """
    return ",".join(sorted({code for named in _items(text) if (code := language_code(named))})) or None


def knows(text: str) -> bool:
    """Whether every item of the text is the name of a language in the usual tongues, or a level (evidence that a column
    holds languages; names of people and places are languages in one tongue or another)."""
    named = _items(text)
    return bool(named) and all(map(_usual_code, named))


@lru_cache(maxsize=5_000)
def language_code(named: str) -> str | None:
    """The code of one language's folded name, also with a level or a region beside it; None for anything else."""
    usual = _usual_code(named)
    if usual is not None:
        return usual
    rest = _without_level(named)
    return _further_codes().get(rest) or _within(rest)


def _usual_code(named: str) -> str | None:
    codes = _codes()
    return codes.get(named) or codes.get(_without_level(named))


def _without_level(named: str) -> str:
    return " ".join(word for word in named.split() if word not in _LEVEL_WORDS)


def _items(text: str) -> list[str]:
    """The folded items of the text that are more than a level."""
    parts = _SEPARATORS.split(fold(clean_lines(text)))
    named = [words(_PROFICIENCY.sub(" ", part)) for part in parts]
    return [name for name in named if any(map(str.isalpha, name)) and not _LEVEL_WORDS.issuperset(name.split())]


def _within(named: str) -> str | None:
    """The language named within a longer text: `notions d allemand`, `portugais bresil`."""
    said = named.split()
    for length in range(len(said) - 1, 0, -1):
        for start in range(len(said) - length + 1):
            part = " ".join(said[start : start + length])
            code = _codes().get(part) or _further_codes().get(part)
            if code and len(part) >= _SHORTEST_WITHIN:
                return code
    return None


def clean_lines(text: str) -> str:
    """The text cleaned line by line, so that a line end still separates."""
    return "\n".join(clean(line) for line in text.splitlines())
