"""One header -> the concepts its words name; `companyfoundedon` and `Company Year Founded` name the same."""

import re
from dataclasses import dataclass
from functools import lru_cache

from app.leads.lexicon import PHRASES, Concept
from app.leads.words import CAMEL_HUMP, clean, fold

_LETTERS_AND_DIGITS = re.compile(r"(?<=[a-z])(?=\d)|(?<=\d)(?=[a-z])")
_NUMBER_SIGN = re.compile(r"#|\bn[°º]|№")
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_SHORTEST_PIECE = 3
_LONGEST_PHRASE = 5


@dataclass(frozen=True)
class Phrase:
    """What a header says: its concepts, the last of them, the words nobody knows, and the numbers in it."""

    concepts: frozenset[Concept]
    last: Concept | None
    unknown: tuple[str, ...]
    numbers: tuple[int, ...]

    def says(self, *concepts: Concept) -> bool:
        """Whether any of the concepts is named."""
        return not self.concepts.isdisjoint(concepts)


@lru_cache(maxsize=1)
def _phrases() -> dict[tuple[str, ...], Concept]:
    return {
        tuple(phrase.split()): concept
        for concept, phrases in PHRASES.items()
        for phrase in phrases.replace("\n", " ").split(",")
        if phrase.strip()
    }


@lru_cache(maxsize=1)
def _single_words() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in _phrases() if len(phrase) == 1)


@lru_cache(maxsize=1)
def _all_words() -> frozenset[str]:
    return frozenset(word for phrase in _phrases() for word in phrase)


@lru_cache(maxsize=5_000)
def phrase_of(header: str) -> Phrase:
    """Read a header in any case, with accents, underscores, camelCase, brackets or words glued together."""
    concepts: list[Concept] = []
    unknown: list[str] = []
    tokens = header_words(header)
    numbers = tuple(int(token) for token in tokens if token.isdigit() and len(token) < 6)
    tokens = [token for token in tokens if not token.isdigit()]
    at = 0
    while at < len(tokens):
        length, concept = _longest(tokens[at : at + _LONGEST_PHRASE])
        if concept is None:
            unknown.append(tokens[at])
        else:
            concepts.append(concept)
        at += length
    return Phrase(frozenset(concepts), concepts[-1] if concepts else None, tuple(unknown), numbers)


def header_words(header: str) -> list[str]:
    """The folded words of a header; glued ones (`companysize`, `Unternehmensgröße`) come apart where all is known."""
    # A header all in capitals has no camel humps.
    text = clean(header)
    humps = text if text.isupper() else CAMEL_HUMP.sub(" ", text)
    folded = fold(_NUMBER_SIGN.sub(" number ", humps))
    apart = _LETTERS_AND_DIGITS.sub(" ", folded)
    return [piece for token in _NOT_WORD.sub(" ", apart).split() for piece in _unglue(token)]


def _longest(tokens: list[str]) -> tuple[int, Concept | None]:
    phrases = _phrases()
    for length in range(len(tokens), 0, -1):
        concept = phrases.get(tuple(tokens[:length]))
        if concept is not None:
            return length, concept
    # A plural nobody listed.
    singular = tokens[0].rstrip("s")
    return 1, phrases.get((singular,)) if len(singular) >= _SHORTEST_PIECE else None


@lru_cache(maxsize=5_000)
def _unglue(token: str) -> tuple[str, ...]:
    if token in _all_words() or len(token) < 2 * _SHORTEST_PIECE or token.isdigit():
        return (token,)
    return _pieces(token) or (token,)


def _pieces(token: str) -> tuple[str, ...] | None:
    """The fewest known words that make up the token, German's linking `s` and short words like `on` allowed inside."""
    best: list[tuple[str, ...] | None] = [None] * (len(token) + 1)
    best[0] = ()
    for end in range(1, len(token) + 1):
        for start in range(end):
            before, piece = best[start], token[start:end]
            if before is None or not _fits(piece, start):
                continue
            joined = before if piece == "s" else (*before, piece)
            shortest = best[end]
            if shortest is None or len(joined) < len(shortest):
                best[end] = joined
    return best[-1]


def _fits(piece: str, start: int) -> bool:
    if len(piece) >= _SHORTEST_PIECE:
        return piece in _single_words()
    return start > 0 and piece in {"s", "on", "at", "in", "of", "id"}
