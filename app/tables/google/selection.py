"""`--selection` on a sheet: the leads on some rows of it, also after those rows have moved."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from app.tables.grid import Grid
from app.tables.plan import row_keys
from app.tables.selection import rows_between

if TYPE_CHECKING:
    from app.tables.google.table import GoogleTable


class Selection:
    """Chooses the rows of a range when the table is first read, and the same leads whenever it is read again."""

    def __init__(self, text: str, table: "GoogleTable") -> None:
        self._between = rows_between(text)
        self._table = table
        self._keys: set[str] | None = None
        self._nameless: set[str] = set()  # what the rows of leads without a key say, until they have an ID

    def __call__(self, grid: Grid) -> Collection[int]:
        """The data rows to score."""
        keys, said = self._table.keys, row_keys(grid, self._table.our_columns)
        if self._keys is None:
            chosen = self._between(grid)
            self._keys = {keys[row] for row in chosen if keys[row]}
            self._nameless = {said[row] for row in chosen if not keys[row] and said[row]}
            return chosen
        named = {keys[row] for row in range(len(keys)) if said[row] in self._nameless and keys[row].startswith("id:")}
        self._keys |= named
        return [
            row
            for row in range(len(keys))
            if keys[row] in self._keys or (not keys[row] and said[row] in self._nameless)
        ]
