"""Folding text so that two ways of writing one word compare equal."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Where a word ends within `camelCase` and `HTMLPage`.
CAMEL_HUMP = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
_COMBINING = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
# Names and titles come again and again; summaries do not, and would fill a process's memory.
_LONGEST_KEPT = 200
# Letters that carry no accent Unicode could take off.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'"})


def clean(text: str) -> str:
    """The text without invisible characters, with every run of white space as one space, trimmed."""
    if text.isprintable():  # no invisible character, and no space but the plain one
        if "  " not in text and text[:1] != " " and text[-1:] != " ":
            return text
    else:
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


def fold(text: str) -> str:
    """Lower case, without accents: `Île-de-France` -> `ile-de-france`."""
    return _folded(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def words(text: str) -> str:
    """The folded words with single spaces between: `C-Level / CXO` -> `c level cxo`."""
    return _worded(text) if len(text) <= _LONGEST_KEPT else _words(text)


def _fold(text: str) -> str:
    lowered = text.casefold().translate(_LETTERS)
    if lowered.isascii():
        return lowered
    return _COMBINING.sub("", unicodedata.normalize("NFKD", lowered))


def _words(text: str) -> str:
    return _NOT_WORD.sub(" ", fold(text)).strip()


_folded = lru_cache(maxsize=20_000)(_fold)
_worded = lru_cache(maxsize=20_000)(_words)
