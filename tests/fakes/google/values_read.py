"""spreadsheets.values: reading ranges."""

from dataclasses import dataclass

from tests.fakes.google.a1 import Box
from tests.fakes.google.book import Book, Tab, Who
from tests.fakes.google.cells import CellError, Formula, Plain, Value
from tests.fakes.google.data_filters import filter_box, find_box
from tests.fakes.google.errors import Json
from tests.fakes.google.formats import general, is_date, shown
from tests.fakes.google.metadata import covered, looked_up, visible

Lines = list[list[Plain]]


@dataclass(frozen=True, slots=True)
class Rendering:
    """How values are to be answered; Google's defaults."""

    dimension: str = "ROWS"
    value: str = "FORMATTED_VALUE"
    dates: str = "SERIAL_NUMBER"

    @classmethod
    def of(cls, given: dict[str, str | None], prefix: str = "") -> "Rendering":
        """From the fields of a query or a body; with a prefix, those for the values in an answer to a write."""

        def field(name: str, otherwise: str) -> str:
            full = prefix + name[0].upper() + name[1:] if prefix else name
            return given.get(full) or otherwise

        dimension = given.get("majorDimension") or "ROWS"
        value, dates = field("valueRenderOption", "FORMATTED_VALUE"), field("dateTimeRenderOption", "SERIAL_NUMBER")
        return cls("ROWS" if dimension == "DIMENSION_UNSPECIFIED" else dimension, value, dates)


def value_range(book: Book, tab: Tab, box: Box, how: Rendering) -> Json:
    """A ValueRange: empty rows and columns at the end left out; an empty range has no `values` at all."""
    lines = _columns(read(book, tab, box, how)) if how.dimension == "COLUMNS" else read(book, tab, box, how)
    found: Json = {"range": box.name(tab.title), "majorDimension": how.dimension}
    return {**found, "values": lines} if lines else found


def read(book: Book, tab: Tab, box: Box, how: Rendering) -> Lines:
    """The values of a box by rows, each up to its last filled cell; an empty cell before that is ""."""
    lines: Lines = []
    for row in range(box.top, min(box.bottom, tab.grid.last_row())):
        held = tab.grid.rows[row]
        if how.value == "UNFORMATTED_VALUE" and not tab.grid.computed and not held.extras:
            # By far the most of a big sheet: plain values that are shown as they are.
            line: list[Plain] = ["" if value is None else value for value in held.cells[box.left : box.right]]
        else:
            line = _line(book, tab, row, box, how)
        while line and line[-1] == "":
            line.pop()
        lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _line(book: Book, tab: Tab, row: int, box: Box, how: Rendering) -> list[Plain]:
    held = tab.grid.rows[row]
    if how.value == "FORMATTED_VALUE" and not tab.grid.computed and not held.extras:
        locale = book.locale
        return [value if type(value) is str else general(value, locale) for value in held.cells[box.left : box.right]]
    last = min(tab.grid.width(row), box.right)
    return [_rendered(book, tab, row, column, how) for column in range(box.left, last)]


def _rendered(book: Book, tab: Tab, row: int, column: int, how: Rendering) -> Plain:
    entered = tab.grid.entered(row, column)
    if how.value == "FORMULA" and isinstance(entered, Formula):
        return str(entered)
    value: Value = tab.grid.effective(row, column)
    if value is None:
        return ""
    if isinstance(value, CellError):
        return value.text
    number_format: Json = tab.grid.extras(row, column).get("userEnteredFormat", {}).get("numberFormat", {})
    if how.value == "FORMATTED_VALUE":
        return shown(value, number_format, book.locale) if number_format else general(value, book.locale)
    if how.dates == "FORMATTED_STRING" and is_date(number_format):
        return shown(value, number_format, book.locale)
    return value


def _columns(lines: Lines) -> Lines:
    width = max((len(line) for line in lines), default=0)
    columns: Lines = [[line[at] if at < len(line) else "" for line in lines] for at in range(width)]
    for column in columns:
        while column and column[-1] == "":
            column.pop()
    return columns


def get(book: Book, text: str, how: Rendering) -> Json:
    """values.get."""
    tab, box = find_box(book, text)
    return value_range(book, tab, box, how)


def batch_get(book: Book, ranges: list[str], how: Rendering) -> Json:
    """values.batchGet: in the order asked."""
    found: Json = {"spreadsheetId": book.spreadsheet_id}
    return {**found, "valueRanges": [get(book, text, how) for text in ranges]} if ranges else found


def batch_get_by_filter(book: Book, filters: list[Json], how: Rendering, who: Who) -> Json:
    """values.batchGetByDataFilter: every range any filter points to, with the filters that did."""
    found: dict[tuple[int, Box], list[Json]] = {}
    for one in filters:
        for tab, box in boxes_of(book, one, who):
            found.setdefault((tab.sheet_id, box), []).append(one)
    matched = [
        {"valueRange": value_range(book, book.tab(sheet_id), box, how), "dataFilters": by}
        for (sheet_id, box), by in found.items()
    ]
    answer: Json = {"spreadsheetId": book.spreadsheet_id}
    return {**answer, "valueRanges": matched} if matched else answer


def boxes_of(book: Book, data_filter: Json, who: Who) -> list[tuple[Tab, Box]]:
    """Where a data filter points: by metadata, the rows, columns or sheets it is bound to."""
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is None:
        return [filter_box(book, data_filter)]
    matched = [entry for entry in visible(book, who) if looked_up(book, entry, lookup)]
    places: dict[tuple[int, Box], None] = {}
    for entry in matched:
        if entry.kind == "SPREADSHEET":
            places.update({(tab.sheet_id, tab.whole): None for tab in book.tabs})
        else:
            tab = book.tab(entry.sheet_id)
            places[tab.sheet_id, covered(tab, entry)] = None
    return [(book.tab(sheet_id), box) for sheet_id, box in places]
