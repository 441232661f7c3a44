"""The Spreadsheet resource, whole or in part, as spreadsheets.get and batchUpdate answer it."""

from dataclasses import dataclass

from tests.fakes.google import masks
from tests.fakes.google.a1 import Box
from tests.fakes.google.book import Book, Tab, Who
from tests.fakes.google.cells import Entered, extended
from tests.fakes.google.errors import Json
from tests.fakes.google.formats import general, shown
from tests.fakes.google.metadata import shown as shown_metadata
from tests.fakes.google.metadata import visible
from tests.fakes.google.overlays import shown_protection
from tests.fakes.google.tabs import shown_properties

ROW_PIXELS, COLUMN_PIXELS = 21, 100
_PLAIN_ROW, _PLAIN_COLUMN = {"pixelSize": ROW_PIXELS}, {"pixelSize": COLUMN_PIXELS}


@dataclass(frozen=True, slots=True)
class View:
    """What of a spreadsheet to show to whom: the ranges asked for by sheet (all when None), with the grid or not."""

    who: Who
    ranges: list[tuple[int, Box]] | None
    with_grid: bool
    cell: masks.Mask  # of CellData

    @classmethod
    def of(cls, who: Who, ranges: list[tuple[int, Box]] | None, grid: bool, mask: masks.Mask) -> "View":
        """By a mask over the Spreadsheet: with one, it alone says whether the grid is shown."""
        path = ("sheets", "data")
        with_grid = masks.asks(mask, *path) if mask else grid
        full = (*path, "rowData", "values")
        cell = masks.under(mask, *full) if mask and masks.asks(mask, *full) else masks.ALL
        return cls(who, ranges, with_grid, cell)


def spreadsheet(book: Book, view: View) -> Json:
    """The resource."""
    properties = {
        "title": book.title,
        "locale": book.locale,
        "autoRecalc": "ON_CHANGE",
        "timeZone": book.time_zone,
        "defaultFormat": {"textFormat": {"fontFamily": "Arial", "fontSize": 10}, "verticalAlignment": "BOTTOM"},
    }
    wanted = None if view.ranges is None else {sheet_id for sheet_id, _ in view.ranges}
    found: Json = {
        "spreadsheetId": book.spreadsheet_id,
        "properties": properties,
        "sheets": [sheet(book, tab, view) for tab in book.tabs if wanted is None or tab.sheet_id in wanted],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.spreadsheet_id}/edit",
    }
    own = [shown_metadata(entry) for entry in visible(book, view.who) if entry.kind == "SPREADSHEET"]
    named = [one for one in book.named_ranges if wanted is None or one["range"].get("sheetId", 0) in wanted]
    return found | _filled({"developerMetadata": own, "namedRanges": named})


def _filled(lists: dict[str, list[Json]]) -> Json:
    return {name: items for name, items in lists.items() if items}


def sheet(book: Book, tab: Tab, view: View) -> Json:
    """A Sheet: what lies on the ranges asked for, and their cells where they are asked for."""
    boxes = [box for sheet_id, box in view.ranges or [] if sheet_id == tab.sheet_id]

    def met(grid_range: Json) -> bool:
        return view.ranges is None or any(tab.box(grid_range).meets(box) for box in boxes)

    entries = [entry for entry in visible(book, view.who) if entry.kind != "SPREADSHEET"]
    entries = [entry for entry in entries if entry.sheet_id == tab.sheet_id]
    found: Json = {"properties": shown_properties(book, tab)}
    if view.with_grid:
        on = {(entry.kind, entry.index): [] for entry in entries}  # type: dict[tuple[str, int], list[Json]]
        for entry in entries:
            on[entry.kind, entry.index].append(shown_metadata(entry))
        found["data"] = [grid_data(book, tab, box, view.cell, on) for box in (boxes or [tab.whole])]
    found |= _filled(
        {
            "merges": [one for one in tab.merges if met(one)],
            "conditionalFormats": [one for one in tab.rules if any(met(each) for each in one["ranges"])],
            "protectedRanges": [shown_protection(tab, one, view.who) for one in tab.protected if met(one["range"])],
            "tables": [one for one in tab.tables if met(one["range"])],
            "developerMetadata": [shown_metadata(entry) for entry in entries if entry.kind == "SHEET"],
        }
    )
    if tab.basic_filter:
        found["basicFilter"] = tab.basic_filter
    return found


def grid_data(book: Book, tab: Tab, box: Box, cell: masks.Mask, on: dict[tuple[str, int], list[Json]]) -> Json:
    """A GridData: empty rows at the end are left out of rowData, but have their rowMetadata."""
    found: Json = {}
    if box.top:
        found["startRow"] = box.top
    if box.left:
        found["startColumn"] = box.left
    rows = [_row_data(book, tab, row, box, cell) for row in range(box.top, box.bottom)]
    while rows and not rows[-1]:
        rows.pop()
    if rows:
        found["rowData"] = rows
    found["rowMetadata"] = [
        _look(tab.grid.rows[row].look, _PLAIN_ROW, on.get(("ROW", row))) for row in range(box.top, box.bottom)
    ]
    found["columnMetadata"] = [
        _look(tab.grid.columns[column], _PLAIN_COLUMN, on.get(("COLUMN", column)))
        for column in range(box.left, box.right)
    ]
    return found


def _look(look: Json, plain: Json, entries: list[Json] | None) -> Json:
    if not look and not entries:
        return plain
    return {**plain, **look, **({"developerMetadata": entries} if entries else {})}


def _row_data(book: Book, tab: Tab, row: int, box: Box, mask: masks.Mask) -> Json:
    held = tab.grid.rows[row]
    if held.extras or tab.grid.computed:
        width = min(box.right, max(tab.grid.width(row), 1 + max(held.extras, default=-1)))
        cells = [cell_data(book, tab, row, column, mask) for column in range(box.left, width)]
    else:
        # By far the most of a big sheet: values without a format, and no formula whose result is shown elsewhere.
        cells = [_plain_cell(value, book.locale, mask) for value in held.cells[box.left : box.right]]
    while cells and not cells[-1]:
        cells.pop()
    return {"values": cells} if cells else {}


def _plain_cell(value: Entered, locale: str, mask: masks.Mask) -> Json:
    if value is None:
        return {}
    plain_text = type(value) is str
    same = {"stringValue": value} if plain_text else extended(value)
    text = value if plain_text else general(value, locale)
    if not mask or "*" in mask:
        return {"userEnteredValue": same, "effectiveValue": same, "formattedValue": text}
    found: Json = {}
    if "userEnteredValue" in mask:
        found["userEnteredValue"] = masks.pick(same, mask["userEnteredValue"])
    if "effectiveValue" in mask:
        found["effectiveValue"] = masks.pick(same, mask["effectiveValue"])
    if "formattedValue" in mask:
        found["formattedValue"] = text
    return found


def cell_data(book: Book, tab: Tab, row: int, column: int, mask: masks.Mask) -> Json:
    """A CellData; {} for a cell with nothing in it."""
    grid = tab.grid
    entered, effective = grid.entered(row, column), grid.effective(row, column)
    extras = grid.extras(row, column)
    if entered is None and effective is None and not extras:
        return {}
    own_format = extras.get("userEnteredFormat")
    found: Json = {}
    if entered is not None:
        found["userEnteredValue"] = extended(entered)
    if effective is not None:
        found["effectiveValue"] = extended(effective)
        found["formattedValue"] = shown(effective, (own_format or {}).get("numberFormat"), book.locale)
    found.update(extras)
    if own_format:
        found["effectiveFormat"] = own_format
    if not mask or "*" in mask:
        return found
    return {name: masks.pick(found[name], inner) for name, inner in mask.items() if name in found}
