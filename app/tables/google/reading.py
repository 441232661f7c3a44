"""A tab's cells as a grid, read in portions near the two megabytes that Google advises."""

from collections.abc import Sequence
from typing import Any, Protocol

import msgspec

from app.tables.google import a1
from app.tables.google.shape import Shape
from app.tables.grid import Cell, Grid, is_blank_row, make_grid

PORTION_BYTES = 1_800_000
_FIRST_ROWS = 1_000
_MOST_ROWS = 20_000


class Values(Protocol):
    """What reading wants of a client."""

    def values(self, spreadsheet_id: str, ranges: Sequence[str]) -> list[list[list[Any]]]:
        """The unformatted values of ranges, rows first; blank ends of rows and of ranges are left out."""
        ...


def read_records(client: Values, shape: Shape) -> list[list[Cell]]:
    """Every row of the tab from the first, ragged; blank rows at the end are left out."""
    records: list[list[Cell]] = []
    start, size = 0, _FIRST_ROWS
    while start < shape.rows:
        end = min(start + size, shape.rows)
        (rows,) = client.values(shape.spreadsheet_id, [a1.whole_rows(shape.tab, (start, end))])
        records += [[] for _ in range(start - len(records))]
        records += rows
        size = _next_size(rows, size)
        start = end
    return records


def grid_of(records: Sequence[Sequence[Cell]], shape: Shape) -> Grid:
    """The grid in a tab's rows; a column of ours that lost its header still belongs to it.

    Raises NothingToScore where there is no header row.
    """
    used = max((_width(record) for record in records), default=0)
    taken = [area.end_column for area in (*shape.merges, *(area for _, area in shape.tables))]
    ours = max(shape.ours.values(), default=-1) + 1
    next_column = max([used, ours, *(end for end in taken if end <= shape.columns)])
    return make_grid(records, shape.name, marks=shape.ours, next_column=next_column, marks_follow=True)


def header_row(grid: Grid) -> int:
    """The header's row in the sheet, counted from 0."""
    return grid.first_row - 2


def _next_size(rows: Sequence[Sequence[Cell]], size: int) -> int:
    """How many rows to ask for next: as many as fill a portion; of blank rows ever more."""
    if not rows:
        return min(size * 2, _MOST_ROWS * 5)
    each = len(msgspec.json.encode(rows)) / len(rows)
    return max(100, min(int(PORTION_BYTES / each), _MOST_ROWS))


def _width(record: Sequence[Cell]) -> int:
    width = len(record)
    while width and is_blank_row(record[width - 1 : width]):
        width -= 1
    return width
