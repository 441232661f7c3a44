"""The exact cells to write, decided before anything is touched. Pure."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from app.tables.columns import ALWAYS as ALWAYS  # callers ask the plan what is always written
from app.tables.columns import DEFAULT_PREFIX, OurColumn, title
from app.tables.grid import Cell, Grid


class RowScore(NamedTuple):
    """What we say of one lead. `score` is the probability, rounded to 4 places; `scored_at` is in UTC."""

    score: float
    label: str
    confidence: str
    reasons: str
    model: str
    scored_at: datetime | str


@dataclass(frozen=True)
class PlannedColumn:
    """One column of ours: what it holds, where it is or will be (0 is the first), and its header if it is new."""

    kind: OurColumn
    index: int
    new_header: str | None = None


@dataclass(frozen=True)
class Plan:
    """The cells to write: `rows[i]` are the values of data row `i`, one for each of `columns`, in their order.

    A row that is not in `rows` keeps what it had; one that is all None is cleared. `inputs` are the columns the scores
    were made from.
    """

    columns: tuple[PlannedColumn, ...]
    rows: Mapping[int, tuple[Cell, ...]]
    inputs: tuple[int, ...] = ()

    @property
    def new_columns(self) -> tuple[PlannedColumn, ...]:
        """The columns that are not there yet."""
        return tuple(column for column in self.columns if column.new_header is not None)

    def cells(self) -> Iterator[tuple[int, PlannedColumn, Cell]]:
        """Every cell below the header: data row, column, value."""
        for row, values in self.rows.items():
            for column, value in zip(self.columns, values, strict=True):
                yield row, column, value


def plan_writes(
    grid: Grid,
    scores: Mapping[int, RowScore],
    wanted: Collection[OurColumn] = tuple(OurColumn),
    ours: Mapping[OurColumn, int] | None = None,
    prefix: str = DEFAULT_PREFIX,
    cleared: Collection[int] = (),
    inputs: Collection[int] = (),
) -> Plan:
    """The plan that writes `scores` (by data row index of `grid`) into our columns, and blanks in `cleared` rows.

    Score, label and confidence are always written, of the others those `wanted`, and those an earlier run left, which
    would otherwise go on telling of older scores. `ours` are the columns that are there (`find_ours`); the rest are
    new, in their order behind everything else.
    """
    present = ours or {}
    columns: list[PlannedColumn] = []
    next_column = grid.next_column
    for kind in OurColumn:
        if kind in present:
            columns.append(PlannedColumn(kind, present[kind]))
        elif kind in wanted or kind in ALWAYS:
            columns.append(PlannedColumn(kind, next_column, title(kind, prefix)))
            next_column += 1
    places = [list(OurColumn).index(column.kind) for column in columns]
    blank = (None,) * len(columns)
    rows = {
        row: tuple([scores[row][place] for place in places]) if row in scores else blank
        for row in sorted({*scores, *cleared})
    }
    if rows and not 0 <= min(rows) <= max(rows) < len(grid.rows):
        raise IndexError(f"cells for data row {max(rows)} of a table of {len(grid.rows)} rows")
    return Plan(tuple(columns), rows, tuple(inputs))


def row_keys(grid: Grid, ours: Collection[int] = ()) -> tuple[str, ...]:
    """What each data row says apart from our columns, as a short fingerprint; "" for a blank row.

    For tables without an identity column. Two equal rows have equal keys.
    """
    theirs = [index for index in range(len(grid.header)) if index not in ours]
    return tuple(_fingerprint([row[index] for index in theirs]) for row in grid.rows)


def _fingerprint(cells: Sequence[Cell]) -> str:
    if all(cell is None for cell in cells):
        return ""
    return hashlib.blake2b(repr(cells).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
