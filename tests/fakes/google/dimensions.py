"""Inserting, appending, deleting and moving rows and columns."""

from collections.abc import Callable
from typing import Any, TypeVar

from tests.fakes.google.a1 import Box
from tests.fakes.google.book import Book, Tab, Who, check_editable
from tests.fakes.google.errors import Json, invalid
from tests.fakes.google.formula_shift import shift_formulas
from tests.fakes.google.grid import EMPTY, Row
from tests.fakes.google.shifts import Deleted, Inserted, Moved, Shift, follow

T = TypeVar("T")

COPIED_TO_NEW = ("userEnteredFormat", "dataValidation")  # what a new row or column takes from its neighbour


def span_of(book: Book, given: Json) -> tuple[Tab, bool, int, int]:
    """The sheet, whether of rows, and the bounds of a DimensionRange; open sides end where the sheet does."""
    tab = book.tab(given.get("sheetId"))
    rows = by_rows(given)
    count = len(tab.grid.rows if rows else tab.grid.columns)
    start, end = given.get("startIndex"), given.get("endIndex")
    return tab, rows, start or 0, count if end is None else end


def by_rows(given: Json) -> bool:
    """Whether a request is about rows; 400 without a dimension."""
    if given.get("dimension") not in ("ROWS", "COLUMNS"):
        raise invalid("No dimension specified.")
    return bool(given["dimension"] == "ROWS")


def insert(book: Book, request: Json) -> None:
    """insertDimension: new rows or columns that take their looks from before or after."""
    given = request.get("range") or {}
    if given.get("startIndex") is None or given.get("endIndex") is None:
        raise invalid("range: both startIndex and endIndex must be set")
    tab, rows, start, end = span_of(book, given)
    size = len(tab.grid.rows if rows else tab.grid.columns)
    before = bool(request.get("inheritFromBefore"))
    if end <= start or start < 0:
        raise invalid(f"range.endIndex[{end}] must be greater than range.startIndex[{start}]")
    if start > size or (start == size and not before):
        raise invalid(
            f"range.startIndex[{start}] must be less than the grid size ({size}) unless inheritFromBefore is set."
        )
    if before and start == 0:
        raise invalid("inheritFromBefore cannot be true when inserting at index 0.")
    model = start - 1 if before else start
    if rows:
        look = _new_row(tab.grid.rows[model])
        tab.grid.rows[start:start] = [look] * (end - start)
    else:
        _insert_columns(tab, start, end - start, model)
    _moved(book, tab, rows, Inserted(start, end - start))
    book.check_size()


def append(book: Book, request: Json) -> None:
    """appendDimension: empty rows or columns at the end."""
    tab, length = book.tab(request.get("sheetId")), request.get("length") or 0
    if length < 1:
        raise invalid("Length must be greater than zero.")
    if by_rows(request):
        tab.grid.rows.extend([EMPTY] * length)
    else:
        tab.grid.columns.extend([{}] * length)
    book.check_size()


def delete(book: Book, request: Json, who: Who) -> None:
    """deleteDimension: what stands on those rows or columns goes with them."""
    tab, rows, start, end = span_of(book, request.get("range") or {})
    name, size = ("row", len(tab.grid.rows)) if rows else ("column", len(tab.grid.columns))
    if start < 0 or end <= start:
        raise invalid(f"range.endIndex[{end}] must be greater than range.startIndex[{start}]")
    if end > size:
        tried = f"Tried to delete {name} index {max(start, size)} but there are only {size} {name}s."
        raise invalid(f"Cannot delete a {name} that doesn't exist. {tried}")
    frozen = tab.grid_look.get("frozenRowCount" if rows else "frozenColumnCount", 0)
    if end - start == size:
        raise invalid(f"You can't delete all the {name}s on the sheet.")
    if frozen and start <= frozen and end == size:
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {name}s.")
    check_editable(tab, _box(tab, rows, start, end), who)
    if rows:
        del tab.grid.rows[start:end]
    else:
        del tab.grid.columns[start:end]
        _reorder_columns(tab, lambda cells: cells[:start] + cells[end:], Deleted(start, end))
    _moved(book, tab, rows, Deleted(start, end))


def move(book: Book, request: Json, who: Who) -> None:
    """moveDimension: destinationIndex counts before the move."""
    tab, rows, start, end = span_of(book, request.get("source") or {})
    to = request.get("destinationIndex") or 0
    size = len(tab.grid.rows if rows else tab.grid.columns)
    if not 0 <= start < end <= size:
        raise invalid(f"source: [{start}, {end}) is not within the grid's {size}")
    if not 0 <= to <= size:
        raise invalid(f"destinationIndex[{to}] is after last in grid[{size}]")
    if start <= to <= end:
        if start < to < end:
            raise invalid("destinationIndex cannot be within the source range.")
        return
    for merge in tab.merges:
        box = tab.box(merge)
        first, last = (box.top, box.bottom) if rows else (box.left, box.right)
        if first < end and start < last and not (start <= first and last <= end):
            raise invalid("You can't move part of a merged cell.")
    check_editable(tab, _box(tab, rows, start, end), who)
    shift = Moved(start, end, to)
    if rows:
        _relocate(tab.grid.rows, shift)
    else:
        _relocate(tab.grid.columns, shift)
        _reorder_columns(tab, lambda cells: _relocate(cells + [None] * (size - len(cells)), shift), shift)
    _moved(book, tab, rows, shift)


def _box(tab: Tab, rows: bool, start: int, end: int) -> Box:
    whole = tab.whole
    return Box(start, end, whole.left, whole.right) if rows else Box(whole.top, whole.bottom, start, end)


def _moved(book: Book, tab: Tab, rows: bool, shift: Shift) -> None:
    follow(book, tab, rows, shift)
    shift_formulas(book, tab, rows, shift)


def _relocate(items: list[T], shift: Moved) -> list[T]:
    taken = items[shift.start : shift.end]
    del items[shift.start : shift.end]
    items[shift.landing : shift.landing] = taken
    return items


def _new_row(model: Row) -> Row:
    kept = {column: _inherited(extras) for column, extras in model.extras.items()}
    kept = {column: extras for column, extras in kept.items() if extras}
    if not kept and "pixelSize" not in model.look:
        return EMPTY
    made = Row()
    made.extras = kept
    made.look = {name: value for name, value in model.look.items() if name == "pixelSize"}
    return made


def _inherited(extras: Json) -> Json:
    return {name: value for name, value in extras.items() if name in COPIED_TO_NEW}


def _insert_columns(tab: Tab, start: int, count: int, model: int) -> None:
    look = {name: value for name, value in tab.grid.columns[model].items() if name == "pixelSize"}
    tab.grid.columns[start:start] = [look] * count
    shift = Inserted(start, count)
    inherited = {}
    for at, row in enumerate(tab.grid.rows):
        if row.extras and (kept := _inherited(row.extras.get(model, {}))):
            inherited[at] = kept
    _reorder_columns(tab, lambda cells: [*cells[:start], *[None] * count, *cells[start:]], shift)
    for at, kept in inherited.items():
        owned = tab.grid.own(at)
        owned.extras.update(dict.fromkeys(range(start, start + count), kept))


def _reorder_columns(tab: Tab, change: Callable[[list[Any]], list[Any]], shift: Shift) -> None:
    for at, row in enumerate(tab.grid.rows):
        if not row.cells and not row.extras:
            continue
        owned = tab.grid.own(at)
        owned.cells = change(owned.cells)
        owned.trim()
        owned.extras = {
            place: extras for column, extras in owned.extras.items() if (place := shift.index(column)) is not None
        }
