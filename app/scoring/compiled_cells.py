"""One field's cells for a compiled model: what a cell says, what it changes in the trees, what a log may keep of it.

Read by `read_cell` and the columns' rules, as the pipeline reads them. Cells that recur are remembered.
"""

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from app.leads.fields import Field, Kind
from app.leads.values import REFUSED, Unread, read_cell
from app.scoring.columns import Column

# Cells remembered a field, and the longest of them in characters: long texts hardly ever recur and fill the memory.
MOST_KEPT = 2_000
LONGEST_KEPT = 80
LONGEST_FACT = 60
_LONGEST_CODE = 3

Fact = float | int | str | None


# One cell: its change to the lead's integer, its coarse fact, its clean value, and whether it was refused. A plain
# tuple, because thousands are made for a batch of distinct texts and a class of its own costs as much as the reading.
Reading = tuple[int, Fact, float | str | None, bool]

MISSING_READING: Reading = (0, None, None, False)
REFUSED_READING: Reading = (0, None, None, True)


class Changes(NamedTuple):
    """What a column's number, a category by its key, and a category never seen change in the lead's integer."""

    of: Callable[[float], int]
    by_key: Mapping[str, int]
    unseen: int


class FieldCells(dict[object, Reading]):
    """Readings by cell, made when first asked for. Ask only for cells of exactly str, int and float:
    other kinds may equal one of these and say something else (`True` is 1); `read` reads them unremembered.
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
            if self._key is None:
                number = math.nan if self._measure is None else self._measure(value)
                return self._changes.of(number), self._fact(value), value, False
            key = self._key(value)
            return self._changes.by_key.get(key, self._changes.unseen), self._fact(value, key), value, False
        if isinstance(value, Unread):
            return REFUSED_READING if value is REFUSED else MISSING_READING
        return self._changes.of(value), value, value, False


def fact_of(field: Field) -> Callable[..., Fact]:
    """The rule from a clean text, and its key if it has one, to what a log may keep of it.

    Of a free text that is how much there is of it, never what it says.
    """
    match field.kind:
        case Kind.TEXT if field.name != "jobtitle":
            return len
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


def _items(text: str) -> int:
    return text.count(",") + 1


def _codes(text: str) -> str:
    # A name that is no known language stands in the clean value as it was written.
    return ",".join(sorted({code if len(code) <= _LONGEST_CODE else "other" for code in text.split(",")}))
