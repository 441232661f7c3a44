"""How many rows to write at once, so that what goes there and what comes back stays under two megabytes. Pure."""

from collections.abc import Sequence

from app.tables.google.intent import Intent
from app.tables.google.window import Layout
from app.tables.grid import Cell, Grid

BODY_BYTES = 1_800_000
_CELL_BYTES = 42  # of JSON around a value: {"userEnteredValue":{"stringValue":""}},
_BLANK_BYTES = 3
_SAMPLE_ROWS = 300


def split(rows: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Ascending rows as windows of at most `most` rows of the sheet each, ends exclusive."""
    windows: list[tuple[int, int]] = []
    for row in rows:
        if windows and row < windows[-1][0] + most:
            windows[-1] = (windows[-1][0], row + 1)
        else:
            windows.append((row, row + 1))
    return windows


def rows_at_once(grid: Grid, intent: Intent, keys: Sequence[str], columns: Sequence[int] | None, results: bool) -> int:
    """How many rows a write may span when `columns` (all where None) are seen before and after it.

    An answer holds the rows just written and, as they are still, the next ones, so it is the larger of the two bodies;
    formulas' results double it.
    """
    step = max(1, len(grid.rows) // _SAMPLE_ROWS)
    before = after = 0.0
    sample = range(0, len(grid.rows), step)
    for row in sample:
        cells = grid.rows[row]
        seen = sum(_bytes(cells[at] if at < len(cells) else None) for at in _places(grid, columns))
        wanted = intent.wanted.get(keys[row], intent.blank)
        before += seen
        after += seen + sum(map(_bytes, wanted))
    each = (before + after) / max(1, len(sample)) * (2 if results else 1)
    return max(50, int(BODY_BYTES / max(each, 1)))


def whole_rows_fit(grid: Grid, intent: Intent, keys: Sequence[str]) -> bool:
    """Whether the table is so small that its rows can be looked at whole, before and after a write."""
    return rows_at_once(grid, intent, keys, None, True) >= len(grid.rows)


def columns_seen(layout: Layout) -> list[int]:
    """The columns to look at in a large sheet: keys, ours, and their neighbours, which a moved column would hit."""
    ours = list(layout.ours.values())
    beside = [min(ours) - 1, max(ours) + 1]
    return sorted({*layout.keys.indices, *ours, *(at for at in beside if 0 <= at < len(layout.header))})


def _places(grid: Grid, columns: Sequence[int] | None) -> Sequence[int]:
    return range(len(grid.header)) if columns is None else columns


def _bytes(cell: Cell) -> int:
    """About how long a cell is in JSON."""
    if cell is None:
        return _BLANK_BYTES
    return _CELL_BYTES + (len(cell.encode("utf-8", "replace")) if isinstance(cell, str) else 12)
