"""Which row of a table holds the names of its columns, among the titles above it and the leads below. Pure.

A spreadsheet program shows no such row; it is told by its words. Names of columns are known in several languages
(app/leads), and hardly ever stand side by side in a title, a report's filters or a lead.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.leads.fields import FIELD_NAMES
from app.leads.header_phrases import header_words, phrase_of
from app.leads.lexicon import Concept as C
from app.tables.cells import Cell, is_blank, is_blank_row

SEARCHED_ROWS = 30  # a header that stands lower than this under a preamble is not looked for
_LONGEST_NAME = 80  # letters; what is longer is a sentence

# Concepts that hardly ever stand in a cell: "Sales", "Open" or "Owner" say something of a lead, "Postal code" nothing.
_SURE = frozenset({
    C.INDUSTRY, C.CITY, C.COUNTRY, C.PLACE, C.ADDRESS, C.HEADQUARTERS, C.EMPLOYEES, C.FOUNDED, C.OWNERSHIP,
    C.JOB_TITLE, C.SUMMARY, C.SKILLS, C.LANGUAGES, C.SENIORITY, C.LINKEDIN, C.EMAIL,
})  # fmt: skip
_TELLING = frozenset({
    C.STATE, C.REGION, C.SIZE, C.CREATED, C.TYPE, C.TITLE, C.HEADLINE, C.DESCRIPTION, C.LEVEL, C.NAME, C.CODE, C.STREET,
    C.LINK, C.YEAR, C.DATE,
})  # fmt: skip
_FIELDS = frozenset("".join(header_words(name)) for name in FIELD_NAMES)
OF_PEOPLE = frozenset(
    """name firstname lastname surname vorname nachname prenom nom apellido apellidos nombre cognome nome phone
    telephone telefon telefono mobile website domain webseite""".split()
)

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\S*linkedin\.com/\S*|[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io)(?:/\S*)?", re.I
)
_FIGURE = re.compile(r"[-+(]?[\d\s.,:/%€$£()+-]*\d[\d\s.,:/%€$£()+-]*(?:T[\d:.]+Z?)?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")


@dataclass(frozen=True)
class _Row:
    """What a row says: how many different texts, how many of them names of columns, and how many of those telling."""

    width: int
    names: int
    telling: int
    sure: int  # names of fields, and what names a lead
    contact: bool  # an e-mail address or a link stands in it

    @property
    def points(self) -> int:
        return self.names + self.telling


def find_header(records: Sequence[Sequence[Cell]]) -> int | None:
    """Which record is the header; None when every record is blank.

    Of the first rows, down to the first that is a lead by its e-mail addresses, links and numbers, the one whose cells
    are names of columns. Where none is better than `_by_shape`, in a language we do not know for example, that one.
    """
    start = next((index for index, record in enumerate(records) if not is_blank_row(record)), None)
    if start is None:
        return None
    nearby = records[start : start + SEARCHED_ROWS]
    return start + better_named(nearby, _by_shape(nearby))


def better_named(nearby: Sequence[Sequence[Cell]], taken: int) -> int:
    """The row among the first ones that names the columns better than the one `taken`; that one where none does.

    A row from the first lead on is no header: if `taken` is one, every row of names above it is better.
    """
    first_lead, best = _first_lead(nearby), taken
    if first_lead <= 1:
        return taken  # nothing stands above the leads but one row: no word need be known
    so_far = _read(nearby[best if best < first_lead else 0])
    for index, record in enumerate(nearby[:first_lead]):
        row = _read(record)
        if _is_rather_header(row, so_far):
            best, so_far = index, row
    return best


def _is_rather_header(row: _Row, other: _Row) -> bool:
    """Whether `row` names the columns, and `other` does not: of a narrow title less is asked than of one as wide."""
    texts = row.width
    speaks = row.telling >= 2 and row.names * 2 >= texts and row.points > other.points
    if not speaks or row.contact or texts * 2 <= other.width:
        return False
    if other.width * 2 <= texts:
        return True
    return row.points * 2 >= other.points * 3 and (row.telling >= 3 or row.sure >= 2)


def _by_shape(nearby: Sequence[Sequence[Cell]]) -> int:
    """The first row, unless that is a title.

    A title is a lone cell (LinkedIn's `Notes:` and the note under it, the name of a report, Excel's `sep=;`) above a
    row, mostly text, at least half as wide as the widest nearby; that row is the header, and narrower ones between them
    ("Exported on | 3 May") belong to the preamble.
    """
    if _filled(nearby[0]) > 1:
        return 0
    half = max(map(_filled, nearby)) / 2
    header = next((index for index, record in enumerate(nearby) if _filled(record) >= max(half, 2)), 0)
    texts = sum(isinstance(cell, str) and not is_blank(cell) for cell in nearby[header])
    return header if texts * 2 >= _filled(nearby[header]) else 0


def _first_lead(nearby: Sequence[Sequence[Cell]]) -> int:
    """The first row that is filled like the widest and holds addresses, links and numbers where those below do."""
    kinds = [[_kind(cell) for cell in record] for record in nearby]
    wide = max(map(_filled, nearby)) * 3 / 4
    below: dict[int, Counter[str]] = {}
    first = len(nearby)
    for index in range(len(nearby) - 1, -1, -1):
        usual = {at: seen.most_common(1)[0] for at, seen in below.items()}
        typed = {at: kind for at, (kind, count) in usual.items() if kind != "text" and count * 2 > below[at].total()}
        alike = sum(at < len(kinds[index]) and kinds[index][at] == kind for at, kind in typed.items())
        full = alike * 2 > len(typed) and _filled(nearby[index]) >= wide
        if full and ("contact" in kinds[index] or not _is_named(nearby[index])):
            first = index
        for at, kind in enumerate(kinds[index]):
            if kind:
                below.setdefault(at, Counter())[kind] += 1
    return first


def _kind(cell: Cell) -> str:
    """What a cell holds: "" nothing, or text, a contact (an e-mail address, a link), a figure (a number, a date)."""
    if is_blank(cell):
        return ""
    if not isinstance(cell, str):
        return "figure"
    text = cell.strip()
    if _EMAIL.fullmatch(text) or _LINK.fullmatch(text):
        return "contact"
    return "figure" if _FIGURE.fullmatch(text) else "text"


def _is_named(record: Sequence[Cell]) -> bool:
    """Whether the texts of a row are names of columns, over columns that are called 1, 2, 3 or 2024, 2025."""
    row = _read(record)
    return not row.contact and row.telling >= 2 and row.names * 2 >= row.width


def _read(record: Sequence[Cell]) -> _Row:
    filled = [cell for cell in record if not is_blank(cell)]
    contact = any(_kind(cell) == "contact" for cell in filled)
    texts = {" ".join(cell.split()).casefold(): " ".join(cell.split()) for cell in filled if isinstance(cell, str)}
    weights = [weight(text) for text in texts.values() if _kind(text) == "text"]
    return _Row(
        width=len(weights) or len(filled),
        names=sum(one > 0 for one in weights),
        telling=sum(one > 1 for one in weights),
        sure=sum(one > 2 for one in weights),
        contact=contact,
    )


@lru_cache(maxsize=5_000)
def weight(text: str) -> int:
    """How well a text is known as the name of a column.

    0 not at all, 1 as a word that may be a value too, 2 as one that hardly is, 3 as the name of a field or of what
    names a lead.
    """
    if len(text) > _LONGEST_NAME:
        return 0
    words = header_words(text)
    if "".join(words) in _FIELDS:
        return 3
    phrase = phrase_of(text)
    if phrase.unknown or not phrase.concepts - {C.NEUTRAL}:
        return 0
    return max(2 if OF_PEOPLE.intersection(words) else 1, *(weight_of(concept) for concept in phrase.concepts))


def weight_of(concept: C) -> int:
    """The weight of a name that says this; 0 where it says nothing."""
    return 0 if concept is C.NEUTRAL else 3 if concept in _SURE else 2 if concept in _TELLING else 1


def _filled(record: Sequence[Cell]) -> int:
    return sum(not is_blank(cell) for cell in record)
