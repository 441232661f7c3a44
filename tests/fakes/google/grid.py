"""The grid of one sheet: rows that are copied only when written, so that a change can be thrown away whole."""

from collections.abc import Iterator
from typing import Any

from tests.fakes.google.cells import Entered, Formula, Value
from tests.fakes.google.errors import Json


class Row:
    """A row: its cells up to the last filled one, and what few cells have on the side (notes, formats, validation).

    A row belongs to the grid whose stamp it bears; any other grid that holds it must copy it before writing.
    """

    __slots__ = ("cells", "extras", "formulas", "look", "stamp")

    def __init__(self, cells: list[Entered] | None = None, stamp: object = None) -> None:
        self.cells: list[Entered] = cells if cells is not None else []
        self.extras: dict[int, Json] = {}
        self.look: Json = {}
        self.formulas = False
        self.stamp = stamp

    def copy(self, stamp: object) -> "Row":
        """A row like this one that belongs to another grid."""
        made = Row(self.cells.copy(), stamp)
        made.extras = self.extras.copy()
        made.look = self.look
        made.formulas = self.formulas
        return made

    def put(self, column: int, value: Entered) -> None:
        """Set or clear a cell."""
        cells = self.cells
        if column < len(cells):
            cells[column] = value
        elif value is not None:
            cells.extend([None] * (column - len(cells)))
            cells.append(value)
        if value is None:
            self.trim()
        elif isinstance(value, Formula):
            self.formulas = True

    def trim(self) -> None:
        """Drop the empty cells at the end."""
        cells = self.cells
        while cells and cells[-1] is None:
            cells.pop()

    @property
    def blank(self) -> bool:
        """Whether no cell holds a value."""
        return not self.cells


EMPTY = Row()  # every row not yet touched; never written, since it bears no grid's stamp


class Grid:
    """Rows and columns; `look` of either holds hiddenByUser, hiddenByFilter and pixelSize."""

    def __init__(self, rows: int, columns: int) -> None:
        self.stamp = object()
        self.rows: list[Row] = [EMPTY] * rows
        self.columns: list[Json] = [{}] * columns
        self.computed: dict[int, dict[int, Value]] = {}  # results and spills of formulas, by row and column
        self.may_have_formulas = False

    def fork(self) -> "Grid":
        """A grid with the same rows, each copied when it is first written there."""
        made = Grid(0, 0)
        made.rows = self.rows.copy()
        made.columns = self.columns.copy()
        made.computed = self.computed
        made.may_have_formulas = self.may_have_formulas
        return made

    def own(self, index: int) -> Row:
        """A row to write in."""
        row = self.rows[index]
        if row.stamp is not self.stamp:
            row = self.rows[index] = row.copy(self.stamp)
        return row

    def put(self, row: int, column: int, value: Entered) -> None:
        """Set or clear a cell inside the grid."""
        if value is None and column >= len(self.rows[row].cells):
            return
        self.own(row).put(column, value)
        self.may_have_formulas = self.may_have_formulas or isinstance(value, Formula)

    def entered(self, row: int, column: int) -> Entered:
        """What was entered in a cell."""
        cells = self.rows[row].cells
        return cells[column] if column < len(cells) else None

    def effective(self, row: int, column: int) -> Value:
        """What a cell shows: a formula's result, also one that spills from elsewhere."""
        cells = self.rows[row].cells
        value: Value = cells[column] if column < len(cells) else None
        if self.computed and (value is None or isinstance(value, Formula)):
            return self.computed.get(row, {}).get(column)
        return value

    def extras(self, row: int, column: int) -> Json:
        """Notes, formats and the like of a cell; not to be changed."""
        return self.rows[row].extras.get(column, {})

    def set_extra(self, row: int, column: int, name: str, value: Any) -> None:
        """Set or (None) clear one of a cell's extras."""
        before = self.rows[row].extras.get(column, {})
        if before.get(name) == value:
            return
        after = {key: kept for key, kept in before.items() if key != name}
        if value is not None:
            after[name] = value
        owned = self.own(row).extras
        if after:
            owned[column] = after
        else:
            owned.pop(column, None)

    def width(self, row: int) -> int:
        """Columns of a row up to the last that shows a value."""
        return max(len(self.rows[row].cells), 1 + max(self.computed.get(row, {}), default=-1))

    def last_row(self) -> int:
        """Rows up to the last that shows a value."""
        found = len(self.rows)
        while found and not self.rows[found - 1].cells:
            found -= 1
        return max(found, 1 + max(self.computed, default=-1))

    def formulas(self) -> Iterator[tuple[int, int, Formula]]:
        """Every formula with its place."""
        if not self.may_have_formulas:
            return
        for at, row in enumerate(self.rows):
            if row.formulas:
                for column, value in enumerate(row.cells):
                    if isinstance(value, Formula):
                        yield at, column, value
