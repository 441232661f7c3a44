"""Numbers that a person sees as dates. The API gives serial numbers; that they are dates only their format tells. Pure.

It matters where Sheets took a company size for a date (2-10, 11-50), and where a founding date is given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from app.tables.google import a1
from app.tables.google.shape import Shape
from app.tables.grid import Cell, Grid

FIELDS = "sheets(data(startRow,startColumn,rowData(values(effectiveFormat(numberFormat(type))))))"
_FIRST, _LAST = 14_611, 55_153  # serial numbers of 1940 and 2051
_DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - a day of the sheet's own, without a zone
_DATES = frozenset({"DATE", "DATE_TIME"})
_SEARCHED_ROWS = 5_000
_SAMPLE_ROWS = 2_000
_MOST_COLUMNS = 12


def could_be_dates(grid: Grid) -> list[int]:
    """The columns with a number that could be a date among their first cells."""
    found = []
    for at in range(len(grid.header)):
        cells = [row[at] for row in grid.rows[:_SEARCHED_ROWS]]
        numbers = [cell for cell in cells if type(cell) is int or type(cell) is float]
        if any(_FIRST <= number <= _LAST for number in numbers):
            found.append(at)
    return found[:_MOST_COLUMNS]


def ranges_to_ask(grid: Grid, shape: Shape, columns: Sequence[int]) -> list[str]:
    """The cells whose formats tell: of each column the first rows from its first such number on."""
    top = grid.first_row - 1
    ranges = []
    for at in columns:
        first = next(row for row, cells in enumerate(grid.rows) if _could_be(cells[at]))
        end = min(first + _SAMPLE_ROWS, len(grid.rows))
        ranges.append(a1.cells(shape.tab, (top + first, top + end), (at, at + 1)))
    return ranges


def with_dates(grid: Grid, columns: Sequence[int], answer: Mapping[str, Any]) -> Grid:
    """The grid with dates where numbers are shown as such; below the rows looked at, where all of those were."""
    blocks = [block for sheet in answer.get("sheets", ()) for block in sheet.get("data", ())]
    told = {at: _told(grid, at, block) for at, block in zip(columns, blocks, strict=False)}
    if not any(True in seen.values() for seen in told.values()):
        return grid
    rows = [list(row) for row in grid.rows]
    for at, seen in told.items():
        below = bool(seen) and all(seen.values())
        for row, cells in enumerate(rows):
            if _could_be(cells[at]) and seen.get(row, below):
                cells[at] = _DAY_0 + timedelta(days=float(cells[at]))  # type: ignore[arg-type]
    return replace(grid, rows=rows)


def _told(grid: Grid, column: int, block: Mapping[str, Any]) -> dict[int, bool]:
    """Whether each number looked at in a column is a date, by data row."""
    start = block.get("startRow", 0) - (grid.first_row - 1)
    found = {}
    for row, data in enumerate(block.get("rowData", ()), start=start):
        if 0 <= row < len(grid.rows) and _could_be(grid.rows[row][column]):
            cells: Sequence[Mapping[str, Any]] = data.get("values", ())
            format_ = cells[0].get("effectiveFormat", {}).get("numberFormat", {}) if cells else {}
            found[row] = format_.get("type") in _DATES
    return found


def _could_be(cell: Cell) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and _FIRST <= cell <= _LAST
