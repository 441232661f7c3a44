"""`--selection` on a sheet: the leads on some rows of it, also after those rows have moved."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from app.tables.grid import Grid
from app.tables.selection import rows_between

if TYPE_CHECKING:
    from app.tables.google.table import GoogleTable


class Selection:
    """Chooses the rows of a range when the table is first read, and the same leads whenever it is read again."""

    def __init__(self, text: str, table: "GoogleTable") -> None:
        self._between = rows_between(text)
        self._table = table
        self._keys: set[str] | None = None
        self._nameless: set[int] = set()

    def __call__(self, grid: Grid) -> Collection[int]:
        """The data rows to score."""
        keys = self._table.keys
        if self._keys is None:
            chosen = self._between(grid)
            self._keys = {keys[row] for row in chosen if keys[row]}
            self._nameless = {row for row in chosen if not keys[row]}
            return chosen
        self._keys |= {f"id:{text}" for row, text in self._table.given.items() if row in self._nameless}
        return [row for row in range(len(grid.rows)) if keys[row] in self._keys]
