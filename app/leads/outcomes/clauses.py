"""A text -> its clauses: which kinds of saying each holds, and which small words stand around them. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.leads.outcomes.markers import AHEAD, BEFORE_TO, BOOKED, INFINITIVES, NOT, SEPARATING, SILENT, YES, YET
from app.leads.outcomes.vocabulary import PHRASES, Kind
from app.leads.words import CAMEL_HUMP, clean, fold

_NAMES = re.compile("LinkedIn|WhatsApp|InMail")  # humps of their own
_CLAUSES = re.compile(r"\s[-–]+\s|[—/|,;:!?()\[\]→>+&\n]+|(?<=\w{4})\.(?=\s|$)")
_SHORT_NOT = re.compile(r"n't\b")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_LONGEST_PHRASE = 5
_LONGEST_CLAUSE = 9  # words: longer ones are prose
_SHORT_PIECES = frozenset({"no", "in", "to", "on", "do", "of", "ne", "sms", "msg"})
_TURNED_DOWN = frozenset({Kind.NO, Kind.GONE, Kind.ENDED})
_TURNING = NOT | {"plus", "mehr", "longer", "meer", "piu", "mas", "mais", "ya", "now"}
_INFINITIVE = ("er", "re", "ar", "en")


@dataclass(frozen=True)
class Clause:
    """What one clause says: its kinds, its markers, and how many words nobody knows."""

    kinds: frozenset[Kind]
    yes: bool
    negated: bool
    yet: bool
    ahead: bool
    booked: bool
    unknown: int
    settled: frozenset[Kind]  # what no "not" turns round: "bounced no reply" stays bounced


def clauses_of(text: str) -> list[Clause]:
    """The clauses of a text, apart at dashes, commas, brackets, "but"."""
    return [_clause(words) for words in _clauses(text) if words]


def _clause(words: Sequence[str]) -> Clause:
    """What one clause says."""
    kinds: set[Kind] = set()
    settled: set[Kind] = set()
    yes = negated = yet = ahead = booked = False
    unknown = at = 0
    while at < len(words):
        length, kind = _longest(words[at : at + _LONGEST_PHRASE])
        word = words[at]
        matched = words[at : at + length]
        if kind is not None:
            kinds.add(kind)
            ahead |= not AHEAD.isdisjoint(matched) and (length == 1 or kind is Kind.PROGRESS)
            ahead |= kind is Kind.CONTACT and word.endswith(_INFINITIVE)  # "appeler", "anrufen", "llamar"
            booked |= length == 1 and word in BOOKED
            if kind in _TURNED_DOWN and length > 1 and not _TURNING.isdisjoint(matched):
                settled.add(kind)
        elif word in NOT or (word == "plus" and at == 0):
            settled |= set() if negated else kinds & _TURNED_DOWN
            negated = True
        elif word in YES:
            yes = True
        elif word in YET:
            yet = True
        elif word in AHEAD or _is_infinitive(words, at) or (word == "to" and _puts_off(words, at)):
            ahead = True
        elif word in BOOKED:
            booked = True
        elif word not in SILENT and word != "to" and not word.isdigit():
            unknown += 1
        at += length
    if len(words) > _LONGEST_CLAUSE:
        unknown = len(words)
    if not negated and not ahead:
        kinds.discard(Kind.CONTACT)
    return Clause(frozenset(kinds), yes, negated, yet, ahead, booked, unknown, frozenset(settled))


def _is_infinitive(words: Sequence[str], at: int) -> bool:
    """Whether a mark and an infinitive stand here, "à rappeler", and no "a customer"."""
    after = words[at + 1 : at + 2]
    ending = INFINITIVES.get(words[at])
    if ending is None or not after or len(after[0]) < 4 or not after[0].endswith(ending):
        return False
    return _longest(after)[1] in (None, Kind.CONTACT, Kind.CONTACTED, Kind.PROGRESS, Kind.REPLY)


def _puts_off(words: Sequence[str], at: int) -> bool:
    return at + 1 < len(words) and (at == 0 or words[at - 1] not in BEFORE_TO)


def _clauses(text: str) -> Iterable[tuple[str, ...]]:
    text = clean(text)
    humps = text if text.isupper() else CAMEL_HUMP.sub(" ", _NAMES.sub(lambda name: name[0].lower(), text))
    for part in _CLAUSES.split(_SHORT_NOT.sub(" not", fold(humps.replace("_", " ")))):
        clause: list[str] = []
        for token in _NOT_WORD.sub(" ", part).split():
            for word in _unglued(token):
                if word in SEPARATING:
                    yield tuple(clause)
                    clause = []
                else:
                    clause.append(word)
        yield tuple(clause)


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, ...], Kind]:
    return {tuple(phrase.split()): kind for kind, listed in PHRASES.items() for phrase in listed.split(",")}


@lru_cache(maxsize=1)
def _all_words() -> frozenset[str]:
    return frozenset(word for phrase in _phrases() for word in phrase) | NOT | YES | YET | AHEAD | BOOKED | SILENT


def _longest(words: Sequence[str]) -> tuple[int, Kind | None]:
    phrases = _phrases()
    for length in range(len(words), 0, -1):
        found = phrases.get(tuple(words[:length]))
        if found is not None:
            return length, found
    word = words[0]
    if word in _all_words():
        return 1, None
    return 1, next((kind for other in _other_endings(word) if (kind := phrases.get((other,)))), None)


def _other_endings(word: str) -> Iterable[str]:
    """The word in other numbers and genders: `interessees`, `interesadas`, `gewonnene`."""
    for ending in ("s", "e", "es", "en", "er", "a", "as", "os", "i"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            stem = word[: -len(ending)]
            yield stem
            if ending in ("a", "as", "os", "i", "e"):
                yield stem + "o"


def _glues(piece: str) -> bool:
    """Whether a word may be part of a glued one: the short silent ones would be found in anything."""
    return piece in _all_words() and len(piece) > (3 if piece in SILENT else 2)


@lru_cache(maxsize=5_000)
def _unglued(token: str) -> tuple[str, ...]:
    """`notinterested` -> not, interested: the fewest known words that make up an unknown one, else the token."""
    if token in _all_words() or not 5 <= len(token) <= 40 or _longest([token])[1] is not None:
        return (token,)
    best: list[tuple[str, ...] | None] = [(), *[None] * len(token)]
    for end in range(1, len(token) + 1):
        for start in range(end):
            before, piece = best[start], token[start:end]
            if before is None or not (piece in _SHORT_PIECES or _glues(piece)):
                continue
            shortest = best[end]
            if shortest is None or len(before) + 1 < len(shortest):
                best[end] = (*before, piece)
    return best[-1] or (token,)
