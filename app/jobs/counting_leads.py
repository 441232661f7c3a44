"""How many leads stand in a tab, from a column or three: not from all its cells, which may be a hundred megabytes."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from app.tables.google import a1
from app.tables.google.session import Client
from app.tables.google.shape import Shape
from app.tables.grid import Cell, Grid, is_blank

_MOST_COLUMNS = 3


class Telling(NamedTuple):
    """The columns that tell whether a row holds a lead; whether of all known leads one of them at least is filled."""

    columns: tuple[int, ...]
    all_leads: bool


class Below(NamedTuple):
    """The leads found further down, and the row after the last of them, counted from 0 in the sheet."""

    leads: int
    end: int


def telling_columns(grid: Grid, leads: Sequence[int], skip: Collection[int]) -> Telling:
    """The fewest columns that together are filled for every one of the leads, of equals the shortest to read. Pure."""
    columns = [at for at in range(len(grid.header)) if at not in skip]
    filled = {at: {row for row in leads if not is_blank(grid.rows[row][at])} for at in columns}
    length = {at: sum(len(_text(grid.rows[row][at])) for row in leads) for at in columns}
    missing, chosen = set(leads), list[int]()
    while missing and len(chosen) < _MOST_COLUMNS:
        best = max(columns, key=lambda at: (len(filled[at] & missing), -length[at]))
        chosen.append(best)
        missing -= filled[best]
    return Telling(tuple(chosen), not missing)


def count_below(client: Client, shape: Shape, start: int, columns: Sequence[int]) -> Below:
    """The rows from `start` on where one of the columns is filled, in one call. Raises SheetProblem."""
    ranges = [a1.cells(shape.tab, (start, shape.rows), (at, at + 1)) for at in columns]
    found: set[int] = set()
    for rows in client.values(shape.spreadsheet_id, ranges):
        found.update(at for at, row in enumerate(rows, start=start) if row and not is_blank(row[0]))
    return Below(len(found), max(found, default=start - 1) + 1)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
