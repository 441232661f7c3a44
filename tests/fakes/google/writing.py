"""Writing cells: updateCells, repeatCell, appendCells, setDataValidation, and the clearing of ranges."""

from typing import Any

from tests.fakes.google import masks
from tests.fakes.google.a1 import Area, Box
from tests.fakes.google.book import MAX_CELLS, MAX_COLUMNS, Book, Tab, Who, check_editable
from tests.fakes.google.cells import Formula, entered
from tests.fakes.google.data_filters import exceeds
from tests.fakes.google.discovery import properties_of
from tests.fakes.google.errors import Json, invalid
from tests.fakes.google.formula_shift import copied
from tests.fakes.google.grid import EMPTY

READ_ONLY = ("effectiveValue", "formattedValue", "effectiveFormat", "hyperlink", "dataSourceFormula")
VALUE = "userEnteredValue"


def cell_mask(fields: str | None, message: str = "CellData") -> masks.Mask:
    """The mask of an update request; 400 when it is empty or names what is not there."""
    if not fields:
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    try:
        mask = masks.parse(fields)
        masks.check(mask, message)
    except masks.BadMask as bad:
        raise invalid(f"Invalid field: {bad}") from bad
    return mask


class Writer:
    """Writes cells of one sheet by one mask: fields in the mask that a cell does not give are cleared."""

    def __init__(self, tab: Tab, mask: masks.Mask) -> None:
        self.tab = tab
        everything = "*" in mask
        self.value = everything or VALUE in mask
        names = properties_of("CellData") if everything else mask
        self.extras: masks.Mask = {
            name: {} if everything else mask[name] for name in names if name != VALUE and name not in READ_ONLY
        }

    def write(self, row: int, column: int, cell: Json) -> None:
        """Write one cell; one under a merge keeps nothing, as it cannot be seen or entered."""
        if self.tab.merges and self.tab.hidden_by_merge(row, column):
            return
        grid = self.tab.grid
        if self.value:
            grid.put(row, column, entered(cell.get(VALUE)))
        for name, inner in self.extras.items():
            grid.set_extra(row, column, name, _merged(grid.extras(row, column).get(name), cell.get(name), inner))


def _merged(old: Any, new: Any, inner: masks.Mask) -> Any:
    if not inner:
        return new or None
    return masks.copy_fields(old or {}, new or {}, inner) or None


def update_cells(book: Book, request: Json, who: Who) -> None:
    """updateCells: from a start, the cells given; with a range, all of it, and what is not given is cleared."""
    mask = cell_mask(request.get("fields"))
    rows: list[Json] = request.get("rows") or []
    start, grid_range = request.get("start"), request.get("range")
    if (start is None) == (grid_range is None):
        raise invalid("Exactly one of 'start' and 'range' must be set.")
    width = max((len(row.get("values") or []) for row in rows), default=0)
    if grid_range is None:
        tab, box = _started(book, start or {}, len(rows), width)
    else:
        tab, box = book.ranged(grid_range)
        _check_inside(tab, grid_range)
        _check_covers(box, len(rows), width)
    check_editable(tab, box, who)
    writer = Writer(tab, mask)
    for down in range(box.bottom - box.top if grid_range is not None else len(rows)):
        cells = (rows[down].get("values") or []) if down < len(rows) else []
        for right in range(box.right - box.left if grid_range is not None else len(cells)):
            writer.write(box.top + down, box.left + right, cells[right] if right < len(cells) else {})


def _started(book: Book, start: Json, rows: int, width: int) -> tuple[Tab, Box]:
    tab = book.tab(start.get("sheetId"))
    top, left = start.get("rowIndex") or 0, start.get("columnIndex") or 0
    for name, at, size in (("row", top, len(tab.grid.rows)), ("column", left, len(tab.grid.columns))):
        if at < 0:
            raise invalid(f"GridCoordinate.{name}Index[{at}] must not be negative")
        if at >= size:
            raise invalid(f"GridCoordinate.{name}Index[{at}] is after last {name} in grid[{size}]")
    box = Box(top, top + rows, left, left + width)
    _check_covers(Box(top, len(tab.grid.rows), left, len(tab.grid.columns)), rows, width)
    return tab, box


def _check_inside(tab: Tab, grid_range: Json) -> None:
    asked = Area.of(grid_range).within(MAX_CELLS, MAX_COLUMNS)
    whole, bounded = tab.whole, Area.of(grid_range)
    past = bounded.bottom is not None and bounded.bottom > whole.bottom
    past = past or (bounded.right is not None and bounded.right > whole.right)
    if past or asked.top >= whole.bottom or asked.left >= whole.right:
        raise exceeds(tab, asked)


def _check_covers(box: Box, rows: int, width: int) -> None:
    if box.top + rows > box.bottom:
        raise invalid(f"Attempting to write row: {box.bottom}, beyond the last requested row of: {box.bottom - 1}")
    if box.left + width > box.right:
        last = box.right - 1
        raise invalid(f"Attempting to write column: {box.right}, beyond the last requested column of: {last}")


def repeat_cell(book: Book, request: Json, who: Who) -> None:
    """repeatCell: one cell over a range; a formula's relative references move along."""
    mask = cell_mask(request.get("fields"))
    grid_range = request.get("range") or {}
    tab, box = book.ranged(grid_range)
    _check_inside(tab, grid_range)
    check_editable(tab, box, who)
    cell = request.get("cell") or {}
    formula = entered(cell.get(VALUE))
    writer = Writer(tab, mask)
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            here = cell
            if isinstance(formula, Formula):
                moved = copied(formula, row - box.top, column - box.left)
                here = {**cell, VALUE: {"formulaValue": str(moved)}}
            writer.write(row, column, here)


def append_cells(book: Book, request: Json, who: Who) -> None:
    """appendCells: after the last row with data, adding rows to the sheet where they are needed."""
    mask = cell_mask(request.get("fields"))
    tab = book.tab(request.get("sheetId"))
    rows: list[Json] = request.get("rows") or []
    top = tab.grid.last_row()
    missing = top + len(rows) - len(tab.grid.rows)
    if missing > 0:
        tab.grid.rows.extend([EMPTY] * missing)
        book.check_size()
    width = max((len(row.get("values") or []) for row in rows), default=0)
    if width > len(tab.grid.columns):
        last = len(tab.grid.columns) - 1
        raise invalid(f"Attempting to write column: {last + 1}, beyond the last requested column of: {last}")
    check_editable(tab, Box(top, top + len(rows), 0, width), who)
    writer = Writer(tab, mask)
    for down, row in enumerate(rows):
        for column, cell in enumerate(row.get("values") or []):
            writer.write(top + down, column, cell)


def set_data_validation(book: Book, request: Json, who: Who) -> None:
    """setDataValidation: the rule on every cell of the range; without a rule it is cleared."""
    tab, box = book.ranged(request.get("range") or {})
    check_editable(tab, box, who)
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            tab.grid.set_extra(row, column, "dataValidation", request.get("rule"))


def clear_values(tab: Tab, box: Box, who: Who) -> None:
    """Clear the values of a box; formats, notes and validation stay."""
    check_editable(tab, box, who)
    for row in range(box.top, box.bottom):
        if not tab.grid.rows[row].cells:
            continue
        for column in range(box.left, min(box.right, len(tab.grid.rows[row].cells))):
            tab.grid.put(row, column, None)
