"""Sheets of a spreadsheet and the looks of their rows and columns: adding, changing, deleting."""

from typing import Any

from tests.fakes.google import masks
from tests.fakes.google.book import Book, Tab, Who, check_editable, protections_against
from tests.fakes.google.dimensions import span_of
from tests.fakes.google.errors import Json, invalid
from tests.fakes.google.grid import EMPTY, Grid
from tests.fakes.google.writing import cell_mask

DEFAULT_ROWS, DEFAULT_COLUMNS = 1000, 26
_SIZES = ("rowCount", "columnCount")


def shown_properties(book: Book, tab: Tab) -> Json:
    """SheetProperties of a sheet."""
    grid = {"rowCount": len(tab.grid.rows), "columnCount": len(tab.grid.columns), **tab.grid_look}
    own = {"sheetId": tab.sheet_id, "title": tab.title, "index": book.tabs.index(tab), "sheetType": "GRID"}
    return {**own, "gridProperties": grid, **tab.look}


def add(book: Book, request: Json) -> Json:
    """addSheet: at the end unless an index is given; 1,000 rows and 26 columns unless told."""
    given = request.get("properties") or {}
    if given.get("sheetType") not in (None, "GRID"):
        raise invalid("Only sheets of type GRID can be added.")
    sheet_id = given.get("sheetId")
    if sheet_id is not None and (sheet_id < 0 or any(tab.sheet_id == sheet_id for tab in book.tabs)):
        raise invalid(f"Invalid sheetId: {sheet_id}. A sheet with this ID already exists or it is negative.")
    title = given.get("title") or _free_title(book)
    _check_title(book, title, None)
    sizes: Json = given.get("gridProperties") or {}
    grid = Grid(sizes.get("rowCount") or DEFAULT_ROWS, sizes.get("columnCount") or DEFAULT_COLUMNS)
    tab = Tab(book.new_id() if sheet_id is None else sheet_id, title, grid)
    tab.grid_look = {name: value for name, value in sizes.items() if name not in _SIZES and value}
    tab.look = {name: given[name] for name in ("hidden", "tabColor", "tabColorStyle", "rightToLeft") if given.get(name)}
    index = given.get("index")
    book.tabs.insert(len(book.tabs) if index is None else index, tab)
    book.check_size()
    return {"addSheet": {"properties": shown_properties(book, tab)}}


def _free_title(book: Book) -> str:
    number = len(book.tabs) + 1
    while book.titled(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _check_title(book: Book, title: str, but: Tab | None) -> None:
    if not title:
        raise invalid("The sheet name cannot be empty.")
    if any(tab is not but and tab.title.casefold() == title.casefold() for tab in book.tabs):
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def delete(book: Book, request: Json, who: Who) -> None:
    """deleteSheet: the last visible one stays."""
    tab = book.tab(request.get("sheetId"))
    if not [other for other in book.tabs if other is not tab and not other.look.get("hidden")]:
        raise invalid("You can't remove all the visible sheets in a document.")
    if list(protections_against(tab, who)):
        check_editable(tab, tab.whole, who)
    book.tabs.remove(tab)
    book.metadata = [entry for entry in book.metadata if entry.kind == "SPREADSHEET" or entry.sheet_id != tab.sheet_id]
    book.named_ranges = [one for one in book.named_ranges if one["range"].get("sheetId", 0) != tab.sheet_id]


def update(book: Book, request: Json) -> None:
    """updateSheetProperties: only the fields of the mask; a smaller grid loses what lay outside."""
    given = request.get("properties") or {}
    mask = cell_mask(request.get("fields"), "SheetProperties")
    tab = book.tab(given.get("sheetId"))
    if "*" in mask:
        mask = {name: {} for name in ("title", "index", "hidden", "tabColor", "tabColorStyle", "rightToLeft")}
        mask["gridProperties"] = {}
    for name, inner in mask.items():
        if name in ("sheetId", "sheetType", "dataSourceSheetProperties"):
            raise invalid(f"{name} cannot be changed.")
        if name == "title":
            _check_title(book, given.get("title") or "", tab)
            _rename(tab, given["title"])
        elif name == "index":
            _move(book, tab, given.get("index"))
        elif name == "gridProperties":
            _resize(book, tab, given.get("gridProperties") or {}, inner)
        else:
            tab.look = masks.copy_fields(tab.look, given, {name: inner})
            tab.look = {key: value for key, value in tab.look.items() if value not in (False, None)}


def _rename(tab: Tab, title: str) -> None:
    tab.title = title


def _move(book: Book, tab: Tab, index: int | None) -> None:
    before = book.tabs.index(tab)
    to = len(book.tabs) if index is None else index
    if not 0 <= to <= len(book.tabs):
        raise invalid(f"Invalid sheet index: {to}")
    book.tabs.remove(tab)
    # An index counts before the move.
    book.tabs.insert(to - 1 if to > before else to, tab)


def _resize(book: Book, tab: Tab, given: Json, inner: masks.Mask) -> None:
    names = list(inner) if inner and "*" not in inner else ["rowCount", "columnCount", *tab.grid_look, *given]
    for name in names:
        value: Any = given.get(name)
        if name == "rowCount":
            _check_count(name, value)
            del tab.grid.rows[value:]
            tab.grid.rows.extend([EMPTY] * (value - len(tab.grid.rows)))
        elif name == "columnCount":
            _check_count(name, value)
            _cut_columns(tab, value)
        else:
            kept = {key: old for key, old in tab.grid_look.items() if key != name}
            tab.grid_look = {**kept, name: value} if value else kept
    frozen_rows, frozen_columns = (tab.grid_look.get(f"frozen{name}Count", 0) for name in ("Row", "Column"))
    if frozen_rows >= len(tab.grid.rows) or frozen_columns >= len(tab.grid.columns):
        raise invalid("You can't freeze all visible rows or columns on the sheet.")
    book.check_size()


def _check_count(name: str, value: Any) -> None:
    if not value or value < 1:
        raise invalid(f"gridProperties.{name} must be greater than zero.")


def _cut_columns(tab: Tab, count: int) -> None:
    for at, row in enumerate(tab.grid.rows):
        if len(row.cells) > count or any(column >= count for column in row.extras):
            owned = tab.grid.own(at)
            del owned.cells[count:]
            owned.trim()
            owned.extras = {column: kept for column, kept in owned.extras.items() if column < count}
    del tab.grid.columns[count:]
    tab.grid.columns.extend([{}] * (count - len(tab.grid.columns)))


def update_dimensions(book: Book, request: Json) -> None:
    """updateDimensionProperties: hiding and sizes of rows or columns."""
    mask = cell_mask(request.get("fields"), "DimensionProperties")
    given = request.get("properties") or {}
    if "hiddenByFilter" in mask or "developerMetadata" in mask:
        raise invalid("This field of DimensionProperties is read-only.")
    names = ["hiddenByUser", "pixelSize"] if "*" in mask else list(mask)
    tab, rows, start, end = span_of(book, request.get("range") or {})
    size = len(tab.grid.rows if rows else tab.grid.columns)
    if not 0 <= start < end <= size:
        raise invalid(f"range: [{start}, {end}) is not within the grid's {size}")
    for at in range(start, end):
        before = tab.grid.rows[at].look if rows else tab.grid.columns[at]
        changed = {name: value for name in names if (value := given.get(name))}
        look = {name: value for name, value in before.items() if name not in names} | changed
        if rows:
            tab.grid.own(at).look = look
        else:
            tab.grid.columns[at] = look


def update_spreadsheet(book: Book, request: Json) -> None:
    """updateSpreadsheetProperties: title, locale and time zone."""
    given = request.get("properties") or {}
    for name in cell_mask(request.get("fields"), "SpreadsheetProperties"):
        if name == "title":
            book.title = given.get("title") or ""
        elif name == "locale":
            book.locale = given.get("locale") or "en_US"
        elif name == "timeZone":
            book.time_zone = given.get("timeZone") or "Etc/GMT"
        else:
            raise invalid(f"The fake does not change {name}.")
