"""A table as people keep it: one header row, then rows of cells. Pure; every place leads live in is read into this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Protocol

from app.errors import NothingToScore

if TYPE_CHECKING:
    from app.tables.plan import Plan

Cell = str | int | float | bool | date | datetime | time | timedelta | None

SEARCHED_ROWS = 30  # a header that stands lower than this under a preamble is not looked for


@dataclass(frozen=True)
class Grid:
    """The header and the rows below it, rectangular: every row has `len(header)` cells.

    `header` is text, "" where blank; blank cells are None. Wholly blank rows keep their place, so row `i` of `rows` is
    the row a person sees as number `first_row + i` (in a CSV: the record of that number). `formulas` are the columns
    that hold a formula somewhere below the header. `marks` says where an earlier run's columns are now, by the words
    of `OurColumn`, if the file remembers. `next_column` is the first column nothing uses, where a new one may start
    (it can lie beyond the header: behind a ragged row, a merged cell, a list object).
    """

    header: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    first_row: int = 2
    formulas: frozenset[int] = frozenset()
    marks: Mapping[str, int] = field(default_factory=dict)
    next_column: int = 0
    marks_follow: bool = False  # the place itself moves a mark with its column: what bears one is ours for certain

    def __post_init__(self) -> None:
        object.__setattr__(self, "next_column", max(self.next_column, len(self.header)))

    def column(self, index: int) -> list[Cell]:
        """The cells below the header in column `index` (0 is the first), one a row."""
        return [row[index] for row in self.rows]

    def is_blank(self, row: int) -> bool:
        """Whether nothing stands in data row `row`."""
        return is_blank_row(self.rows[row])

    def seen_row(self, row: int) -> int:
        """The number a person sees beside data row `row`."""
        return self.first_row + row


class Table(Protocol):
    """A place leads live in: a file, a Google Sheet, a CRM. Reading decides nothing; writing does what a plan says."""

    @property
    def name(self) -> str:
        """How to call the table in a sentence."""
        ...

    def read(self) -> Grid:
        """The table as it is now. Raises a LeadsheetError when it cannot be read."""
        ...

    def write(self, plan: "Plan") -> Mapping[int, str]:
        """Writes the plan's cells and nothing else.

        Returns the data rows that were refused and why (a file refuses none: it is written whole or not at all).
        """
        ...


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_blank_row(row: Sequence[Cell]) -> bool:
    """Whether no cell of the row shows anything."""
    return all(map(is_blank, row))


def header_text(cell: Cell) -> str:
    """A header cell as text: 2020.0 is "2020", a line break inside a header is a space."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def make_grid(
    records: Sequence[Sequence[Cell]],
    name: str,
    *,
    formulas: Mapping[int, int] | None = None,
    marks: Mapping[str, int] | None = None,
    next_column: int = 0,
    marks_follow: bool = False,
) -> Grid:
    """The grid in all records of a table, from its very first one; `name` is how to call the table in a sentence.

    `formulas` maps a column to the last record (0 is the first) with a formula in it. Raises NothingToScore when
    nothing in the table can be a header.
    """
    top = find_header(records)
    if top is None:
        raise NothingToScore(f"{name} has no header row: put the names of the columns above the leads and run again.")
    last = len(records)
    while last > top + 1 and is_blank_row(records[last - 1]):
        last -= 1
    width = max(map(_used_width, records[top:last]))
    header = tuple(header_text(cell) for cell in _fit(records[top], width))
    rows = [_fit(record, width) for record in records[top + 1 : last]]
    below = frozenset(column for column, record in (formulas or {}).items() if record > top)
    return Grid(header, rows, top + 2, below, dict(marks or {}), max(next_column, width), marks_follow)


def find_header(records: Sequence[Sequence[Cell]]) -> int | None:
    """Which record is the header: the first with anything in it, unless that is a title.

    A title is a lone cell (LinkedIn's `Notes:` and the note under it, the name of a report, Excel's `sep=;`) above a
    row, mostly text, at least half as wide as the widest nearby; that row is the header, and narrower ones between them
    ("Exported on | 3 May") belong to the preamble. None when every record is blank.
    """
    start = next((index for index, record in enumerate(records) if not is_blank_row(record)), None)
    if start is None or _filled(records[start]) > 1:
        return start
    nearby = records[start : start + SEARCHED_ROWS]
    half = max(map(_filled, nearby)) / 2
    header = next((index for index, record in enumerate(nearby) if _filled(record) >= max(half, 2)), 0)
    texts = sum(isinstance(cell, str) and not is_blank(cell) for cell in nearby[header])
    return start + header if texts * 2 >= _filled(nearby[header]) else start


def _filled(record: Sequence[Cell]) -> int:
    return sum(not is_blank(cell) for cell in record)


def _used_width(record: Sequence[Cell]) -> int:
    width = len(record)
    while width and is_blank(record[width - 1]):
        width -= 1
    return width


def _fit(record: Sequence[Cell], width: int) -> Sequence[Cell]:
    """The record with exactly `width` cells; blanks are None. Leaves a record alone that is right already."""
    fitted = [None if cell == "" else cell for cell in record[:width]]
    fitted.extend([None] * (width - len(fitted)))
    return fitted
