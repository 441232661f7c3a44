"""How many rows to write at once, so that what goes there and what comes back stays under two megabytes. Pure."""

from collections.abc import Sequence

from app.tables.columns import OurColumn
from app.tables.google.intent import Intent
from app.tables.grid import Cell, Grid

BODY_BYTES = 1_700_000
_CELL_BYTES = 48  # of JSON around a value
_GUESSED = {OurColumn.REASONS: 190, OurColumn.MODEL: 40, OurColumn.SCORED_AT: 26}
_SAMPLE_ROWS = 200


def split(rows: Sequence[int], most: int) -> list[tuple[int, int]]:
    """Ascending rows as windows of at most `most` rows of the sheet each, ends exclusive."""
    windows: list[tuple[int, int]] = []
    for row in rows:
        if windows and row < windows[-1][0] + most:
            windows[-1] = (windows[-1][0], row + 1)
        else:
            windows.append((row, row + 1))
    return windows


def rows_at_once(grid: Grid, intent: Intent, columns: Sequence[int] | None) -> int:
    """How many rows a write may span when `columns` (all where None) are seen before and after it.

    An answer holds the rows just written and the next ones, so it is the larger of the two bodies.
    """
    ours = sum(_CELL_BYTES + _GUESSED.get(kind, 14) for kind in intent.kinds)
    places = range(len(grid.header)) if columns is None else [at for at in columns if at < len(grid.header)]
    step = max(1, len(grid.rows) // _SAMPLE_ROWS)
    sample = grid.rows[::step]
    theirs = sum(_bytes(row[at]) for row in sample for at in places) / max(1, len(sample))
    return max(50, int(BODY_BYTES / (2 * theirs + 2 * ours)))


def whole_rows_fit(grid: Grid, intent: Intent) -> bool:
    """Whether the table is so small that its rows can be looked at whole, before and after a write."""
    return rows_at_once(grid, intent, None) >= len(grid.rows)


def _bytes(cell: Cell) -> int:
    if cell is None:
        return 4
    return _CELL_BYTES + (len(cell.encode("utf-8", "replace")) if isinstance(cell, str) else 12)
