"""`--selection` on a sheet: the leads on some rows of it, also after those rows have moved."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from app.tables.columns import OurColumn
from app.tables.grid import Grid, is_blank
from app.tables.plan import row_keys
from app.tables.selection import rows_between

if TYPE_CHECKING:
    from app.tables.google.table import GoogleTable


class SameLeads:
    """Chooses the leads that stood on some rows when the table was first read, whenever it is read again.

    With `also_unscored` those too that have no score by then, as somebody who came in meanwhile.
    """

    def __init__(self, table: "GoogleTable", grid: Grid, rows: Collection[int], *, also_unscored: bool = False) -> None:
        self._table, self._also_unscored = table, also_unscored
        keys, said = table.keys, row_keys(grid, table.our_columns)
        self._keys = {keys[row] for row in rows if keys[row]}
        # what the rows of leads without a key say, until they have an ID
        self._nameless = {said[row] for row in rows if not keys[row] and said[row]}

    def __call__(self, grid: Grid) -> Collection[int]:
        """The data rows to score."""
        keys, said = self._table.keys, row_keys(grid, self._table.our_columns)
        named = {keys[row] for row in range(len(keys)) if said[row] in self._nameless and keys[row].startswith("id:")}
        self._keys |= named
        return [row for row, key in enumerate(keys) if self._is_chosen(grid, row, key, said[row])]

    def _is_chosen(self, grid: Grid, row: int, key: str, said: str) -> bool:
        if key in self._keys or (not key and said in self._nameless):
            return True
        at = grid.marks.get(OurColumn.SCORE)
        return self._also_unscored and (at is None or is_blank(grid.rows[row][at]))


class Selection:
    """Chooses the rows of a range when the table is first read, and the same leads whenever it is read again."""

    def __init__(self, text: str, table: "GoogleTable") -> None:
        self._between = rows_between(text)
        self._table = table
        self._same: SameLeads | None = None

    def __call__(self, grid: Grid) -> Collection[int]:
        """The data rows to score."""
        if self._same is not None:
            return self._same(grid)
        chosen = self._between(grid)
        self._same = SameLeads(self._table, grid, chosen)
        return chosen
