"""A table as people keep it: one header row, then rows of cells. Pure; every place leads live in is read into this."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from app.errors import NothingToScore
from app.tables.cells import Cell as Cell
from app.tables.cells import is_blank as is_blank
from app.tables.cells import is_blank_row as is_blank_row
from app.tables.header_row import find_header

if TYPE_CHECKING:
    from app.tables.plan import Plan


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
