"""sortRange: the cells of a range change places by row; the rows themselves (height, hiding, metadata) stay."""

import functools
import unicodedata
from typing import Any

from tests.fakes.google.book import Book, Tab, Who, check_editable
from tests.fakes.google.cells import CellError, Formula, Value
from tests.fakes.google.errors import Json, invalid
from tests.fakes.google.formula_shift import copied

_Line = tuple[int, list[Any], dict[int, Json]]


def sort_range(book: Book, request: Json, who: Who) -> None:
    """Sort the rows of a range: numbers, texts, truths, errors; empty cells come last either way."""
    tab, box = book.ranged(request.get("range") or {})
    specs: list[Json] = request.get("sortSpecs") or []
    if not specs:
        raise invalid("At least one sort spec must be set.")
    for spec in specs:
        if not box.left <= (spec.get("dimensionIndex") or 0) < box.right:
            raise invalid("Sort spec dimensionIndex must be within the range.")
    if any(box.meets(tab.box(merge)) for merge in tab.merges):
        raise invalid("You can't sort a range with merged cells.")
    check_editable(tab, box, who)
    order = list(range(box.top, box.bottom))
    # Python's sort keeps the order of equals, so the first spec is applied last.
    for spec in reversed(specs):
        column = spec.get("dimensionIndex") or 0
        descending = spec.get("sortOrder") == "DESCENDING"
        keys = {row: _key(tab.grid.effective(row, column)) for row in order}
        filled = [row for row in order if keys[row] is not None]
        filled.sort(key=functools.partial(_of, keys), reverse=descending)
        # reverse=True keeps equals in order too.
        order = filled + [row for row in order if keys[row] is None]
    _permute(tab, order, box.top, box.left, box.right)


def _of(keys: dict[int, Any], row: int) -> Any:
    return keys[row]


def _key(value: Value) -> tuple[int, Any] | None:
    if value is None:
        return None
    if isinstance(value, CellError):
        return 3, value.text
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, str):
        plain = "".join(sign for sign in unicodedata.normalize("NFD", value) if not unicodedata.combining(sign))
        return 1, plain.casefold()
    return 0, value


def _permute(tab: Tab, order: list[int], top: int, left: int, right: int) -> None:
    grid = tab.grid
    if right - left == len(grid.columns) and not any(grid.rows[row].look or grid.rows[row].formulas for row in order):
        # Whole rows of nothing but cells: the row objects themselves change places.
        grid.rows[top : top + len(order)] = [grid.rows[row] for row in order]
        return
    lines = [_line(tab, row, left, right) for row in order]
    for at, (came_from, cells, extras) in enumerate(lines, start=top):
        owned = grid.own(at)
        owned.extras = {column: kept for column, kept in owned.extras.items() if not left <= column < right} | extras
        for column, value in enumerate(cells, start=left):
            grid.put(at, column, copied(value, at - came_from, 0) if isinstance(value, Formula) else value)


def _line(tab: Tab, row: int, left: int, right: int) -> _Line:
    source = tab.grid.rows[row]
    cells = source.cells[left:right]
    extras = {column: kept for column, kept in source.extras.items() if left <= column < right}
    return row, cells + [None] * (right - left - len(cells)), extras
