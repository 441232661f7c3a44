"""One field's cells for a compiled model: what a cell says, what it changes in the trees, what a log may keep of it.

Read by `read_cell` and the columns' rules, as the pipeline reads them. Cells that recur are remembered; free texts
hardly ever do: of many, those that are clean already are told at once.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from app.leads.fields import Field, Kind
from app.leads.values import REFUSED, Unread, read_cell
from app.scoring.columns import Column, text_length
from app.scoring.compiled_texts import clean_texts

# Cells remembered a field, and the longest of them in characters: long texts hardly ever recur and fill the memory.
MOST_KEPT = 2_000
LONGEST_KEPT = 80
LONGEST_FACT = 60

Fact = float | str | None


# One cell: the number of its change in the trees, its coarse fact, its clean value, and whether it was refused. Where
# only the length of a text counts, that stands for the value, so that the texts of a batch need not be held. A plain
# tuple, because thousands are made for a batch and a class of its own costs as much as the reading.
Reading = tuple[int, Fact, float | str | None, bool]

MISSING_READING: Reading = (0, None, None, False)
REFUSED_READING: Reading = (0, None, None, True)

# Equal cells of these kinds say the same; `True` equals 1 and does not.
PLAIN = frozenset({str, float, int, type(None)})


class Changes(NamedTuple):
    """The numbers of the changes that a column's number, a category by its key, and a category never seen make."""

    of: Callable[[float], int]
    by_key: Mapping[str, int]
    unseen: int


class FieldCells(dict[object, Reading]):
    """Readings by cell, made when first asked for. Ask only for PLAIN cells: other kinds may equal one of these and
    say something else (`True` is 1); `read` reads them unremembered.
    """

    def __init__(
        self,
        field: Field,
        column: Column,
        place: int,
        changes: Changes,
        latest_year: int,
    ) -> None:
        super().__init__()
        self.place = place
        self._field, self._fact = field, fact_of(field)
        self._key, self._measure, self._changes = column.key, column.measure, changes
        self._latest_year = latest_year
        # Of a summary only the length counts, and there are no more of them than it may have characters.
        self._by_length: dict[int, Reading] | None = {} if column.measure is text_length else None

    def __missing__(self, cell: object) -> Reading:
        reading = self.read(cell)
        if cell == cell and (not isinstance(cell, str) or len(cell) <= LONGEST_KEPT):
            if len(self) >= MOST_KEPT:
                self.clear()
            self[cell] = reading
        return reading

    def read(self, cell: object) -> Reading:
        """The reading of a cell of any kind."""
        value = read_cell(self._field, cell, self._latest_year)
        if isinstance(value, str):
            return self._said(value)
        if isinstance(value, Unread):
            return REFUSED_READING if value is REFUSED else MISSING_READING
        return self._changes.of(value), value, value, False

    def column(self, cells: Sequence[object]) -> list[Reading]:
        """The readings of many cells of any kind."""
        if self._field.kind is Kind.TEXT:
            texts = clean_texts(cells, self._field.max_length or 0)
            return [
                self._one(cell) if text is None else self._said(text) for cell, text in zip(cells, texts, strict=True)
            ]
        if PLAIN.issuperset(map(type, cells)):
            return list(map(self.__getitem__, cells))
        return list(map(self._one, cells))

    def _one(self, cell: object) -> Reading:
        return self[cell] if type(cell) in PLAIN else self.read(cell)

    def _said(self, text: str) -> Reading:
        """The reading of a clean text."""
        if self._by_length is not None:
            length = len(text)
            if length not in self._by_length:
                self._by_length[length] = self._changes.of(text_length(text)), float(length), float(length), False
            return self._by_length[length]
        if self._key is None:
            number = math.nan if self._measure is None else self._measure(text)
            return self._changes.of(number), self._fact(text), text, False
        key = self._key(text)
        return self._changes.by_key.get(key, self._changes.unseen), self._fact(text, key), text, False


def fact_of(field: Field) -> Callable[..., Fact]:
    """The rule from a clean text, and its key if it has one, to what a log may keep of it.

    Of a free text that is how much there is of it, never what it says.
    """
    match field.kind:
        case Kind.TEXT if field.name != "jobtitle":
            return _length
        case Kind.TEXT | Kind.PLACE:
            return _short_key
        case Kind.LIST:
            return _items
        case Kind.LANGUAGES:
            return _codes
        case _:
            return _short


def _short(text: str, _: str = "") -> str:
    return text[:LONGEST_FACT]


def _short_key(_: str, key: str) -> str:
    return key[:LONGEST_FACT]


def _length(text: str) -> float:
    return float(len(text))


def _items(text: str) -> float:
    return text.count(",") + 1.0


def _codes(text: str) -> str:
    return text  # ISO 639's, and nothing else
