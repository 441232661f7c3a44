"""A tab's cells as a grid, read in portions near the two megabytes that Google advises."""

from collections.abc import Sequence

import msgspec

from app.errors import SheetKind, SheetProblem
from app.tables.google import a1, dates
from app.tables.google.session import Client
from app.tables.google.shape import FIELDS, Shape, shape_of
from app.tables.grid import Cell, Grid, is_blank_row, make_grid

PORTION_BYTES = 1_800_000
_FIRST_ROWS = 1_000
_MOST_ROWS = 20_000
_MEASURED_ROWS = 3 * _FIRST_ROWS  # then it is known how long rows are
_ATTEMPTS = 6


def read_tab(client: Client, spreadsheet_id: str, gid: int | None, tab: str | None) -> tuple[Shape, Grid]:
    """A tab and its cells, numbers that are shown as dates as such.

    Once more where the tab was renamed or cut short, or our columns were moved, between two calls. Raises a
    LeadsheetError when it cannot be read.
    """
    for attempt in range(_ATTEMPTS):
        shape = shape_of(client.spreadsheet(spreadsheet_id, FIELDS), gid, tab)
        try:
            grid = grid_of(read_records(client, shape), shape)
            if columns := dates.could_be_dates(grid):
                ranges = dates.ranges_to_ask(grid, shape, columns)
                grid = dates.with_dates(grid, columns, client.spreadsheet(spreadsheet_id, dates.FIELDS, ranges))
        except SheetProblem as problem:
            if problem.kind is not SheetKind.OUT_OF_RANGE or attempt + 1 == _ATTEMPTS:
                raise
        else:
            if attempt + 1 == _ATTEMPTS or _bear_our_names(grid) or not _were_moved(client, shape):
                return shape, grid
        gid, tab = shape.sheet_id, None  # the tab that was found is meant from now on
    raise AssertionError("unreachable")


def read_records(client: Client, shape: Shape) -> list[list[Cell]]:
    """Every row of the tab from the first, ragged; blank rows at the end are left out."""
    records: list[list[Cell]] = []
    start, size = 0, _FIRST_ROWS
    while start < shape.rows:
        end = min(start + size, shape.rows)
        (rows,) = client.values(shape.spreadsheet_id, [a1.whole_rows(shape.tab, (start, end))])
        records += [[] for _ in range(start - len(records))]
        records += rows
        size = _next_size(rows, size) if start < _MEASURED_ROWS or not rows else size
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


def _bear_our_names(grid: Grid) -> bool:
    """Whether every column with a mark of ours has a name of ours, behind whatever prefix: then nothing was moved."""
    return all(
        at < len(grid.header) and grid.header[at].casefold().endswith(word.casefold())
        for word, at in grid.marks.items()
    )


def _were_moved(client: Client, shape: Shape) -> bool:
    """Whether our columns are elsewhere than before their cells were read: then we believed others to be ours."""
    return shape_of(client.spreadsheet(shape.spreadsheet_id, FIELDS), shape.sheet_id).ours != shape.ours


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
