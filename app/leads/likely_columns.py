"""Where no column feeds a field: which columns there are, and which of them a person most likely means. Pure.

Only names of columns are told, never what stands below them; and no name at all where the header looks like a lead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from app.leads.column_evidence import email_share, linkedin_share
from app.leads.fields import FIELD
from app.leads.header_map import HeaderMap, Use
from app.leads.header_meaning import meaning_of
from app.leads.header_phrases import header_words, phrase_of
from app.leads.lexicon import PHRASES

MOST_NAMED = 5
MOST_LIKELY = 2
LONGEST_NAME = 40  # letters
_CLOSE = 0.8  # of difflib's ratio: "Industy" and "Positon" are, "Colour" and "Color of" are not
_SHORTEST_WORD = 4


@dataclass(frozen=True)
class LikelyColumn:
    """A column that may feed `field`; `why` is a phrase for a person, as in the header map."""

    index: int
    header: str
    field: str
    why: str

    def __str__(self) -> str:
        return f"“{shortened(self.header)}” may be the {FIELD[self.field].title} ({self.why})"


def likely_columns(headers: HeaderMap) -> tuple[LikelyColumn, ...]:
    """The likeliest first: ambiguous columns, then those whose names are almost known. None twice."""
    if _looks_like_a_lead([column.header for column in headers.columns]):
        return ()
    doubtful = [
        LikelyColumn(column.index, column.header, column.field, column.why)
        for column in headers.with_use(Use.AMBIGUOUS)
        if column.field is not None and column.header
    ]
    return (*doubtful, *filter(None, (_almost_known(each.index, each.header) for each in headers.with_use(Use.UNUSED))))


def named_columns(headers: HeaderMap) -> str:
    """The columns by name, a few of them: `“Colour”, “Shape” and 3 more`; "" where none has a name to tell."""
    names = [column.header for column in headers.columns if column.header and column.use is not Use.OURS]
    if _looks_like_a_lead(names):
        return ""
    told = [f"“{shortened(name)}”" for name in names[:MOST_NAMED]]
    more = len(names) - len(told)
    if more:
        return f"{', '.join(told)} and {more} more"
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def shortened(name: str) -> str:
    """A column's name as it fits into a sentence."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _looks_like_a_lead(names: Sequence[str]) -> bool:
    return any((email_share([name]) or 0) > 0 or (linkedin_share([name]) or 0) > 0 for name in names if name)


def _almost_known(index: int, header: str) -> LikelyColumn | None:
    """The field the name would say if its unknown words were those that are known and almost the same."""
    unknown = [word for word in phrase_of(header).unknown if len(word) >= _SHORTEST_WORD]
    close = {word: found[0] for word in unknown if (found := get_close_matches(word, _telling_words(), 1, _CLOSE))}
    if not close:
        return None
    field = meaning_of(" ".join(close.get(word, word) for word in header_words(header))).field
    if field is None:
        return None
    return LikelyColumn(index, header, field, f"its name is close to {next(iter(close.values()))}")


@lru_cache(maxsize=1)
def _telling_words() -> tuple[str, ...]:
    """Words that name a field on their own."""
    phrases = {phrase.strip() for phrases in PHRASES.values() for phrase in phrases.replace("\n", " ").split(",")}
    words = sorted(phrase for phrase in phrases if " " not in phrase and len(phrase) >= _SHORTEST_WORD)
    return tuple(word for word in words if meaning_of(word).field is not None)
