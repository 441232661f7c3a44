"""spreadsheets.values: writing, appending to and clearing ranges.

Each works on a fork of the spreadsheet that its caller keeps or drops.
"""

from dataclasses import dataclass
from typing import Any

from tests.fakes.google import dimensions
from tests.fakes.google.a1 import Area, Box, letters
from tests.fakes.google.book import Book, Tab, Who, check_editable
from tests.fakes.google.cells import Entered, check_plain
from tests.fakes.google.data_filters import exceeds, find_area, find_box
from tests.fakes.google.errors import ApiError, Json, invalid
from tests.fakes.google.grid import EMPTY
from tests.fakes.google.typed import typed
from tests.fakes.google.values_read import Rendering, boxes_of, value_range
from tests.fakes.google.writing import clear_values


@dataclass(frozen=True, slots=True)
class Input:
    """Who writes, how texts are taken, and whether and how the values written are shown in the answer."""

    who: Who
    option: str
    shows: bool
    how: Rendering

    @classmethod
    def of(cls, who: Who, given: dict[str, Any]) -> "Input":
        """From a query or a body; 400 without a valueInputOption."""
        option = given.get("valueInputOption")
        if option not in ("RAW", "USER_ENTERED"):
            raise invalid("'valueInputOption' is required but not specified")
        shows = given.get("includeValuesInResponse") in (True, "true", "True")
        return cls(who, option, shows, Rendering.of({**given, "majorDimension": None}, "response"))


def _by_rows(body: Json) -> list[list[Any]]:
    lines: list[list[Any]] = body.get("values") or []
    for at, line in enumerate(lines):
        lines[at] = [check_plain(value, f"values[{at}][{place}]") for place, value in enumerate(line)]
    if body.get("majorDimension") != "COLUMNS":
        return lines
    height = max((len(line) for line in lines), default=0)
    return [[line[at] if at < len(line) else None for line in lines] for at in range(height)]


def _put(book: Book, tab: Tab, row: int, column: int, value: Any, how: Input) -> None:
    given: Entered = value
    number_format: Json | None = None
    if how.option == "USER_ENTERED" and isinstance(given, str):
        given, number_format = typed(given, book.locale)
    if tab.merges and tab.hidden_by_merge(row, column):
        return
    tab.grid.put(row, column, None if given == "" else given)
    if number_format:
        kept = tab.grid.extras(row, column).get("userEnteredFormat", {})
        tab.grid.set_extra(row, column, "userEnteredFormat", {"numberFormat": number_format, **kept})


def _write(book: Book, tab: Tab, box: Box, lines: list[list[Any]], how: Input) -> Json:
    """Write lines at the box's corner; null leaves a cell as it is, "" empties it. The UpdateValuesResponse."""
    width = max((len(line) for line in lines), default=0)
    written = Box(box.top, box.top + len(lines), box.left, box.left + width)
    check_editable(tab, written, how.who)
    cells, columns = 0, set()
    rows = set()
    for down, line in enumerate(lines):
        for right, value in enumerate(line):
            if value is not None:
                _put(book, tab, box.top + down, box.left + right, value, how)
                cells += 1
                rows.add(down)
                columns.add(right)
    shown = box if written.empty else written
    found: Json = {"spreadsheetId": book.spreadsheet_id, "updatedRange": shown.name(tab.title)}
    if cells:
        found |= {"updatedRows": len(rows), "updatedColumns": len(columns), "updatedCells": cells}
    return found


def _check_fits(tab: Tab, area: Area, box: Box, lines: list[list[Any]], text: str) -> None:
    bottom, right = box.top + len(lines), box.left + max((len(line) for line in lines), default=0)
    single = area.bottom is not None and area.right is not None and box.bottom - box.top == box.right - box.left == 1
    if bottom > len(tab.grid.rows) or right > len(tab.grid.columns):
        raise exceeds(tab, Box(box.top, bottom, box.left, right))
    # A range of one cell only says where to start.
    if not single and bottom > box.bottom:
        raise invalid(f"Requested writing within range [{text}], but tried writing to row [{box.bottom + 1}]")
    if not single and right > box.right:
        raise invalid(f"Requested writing within range [{text}], but tried writing to column [{letters(box.right)}]")


def update(book: Book, text: str, body: Json, how: Input) -> Json:
    """values.update, and one of values.batchUpdate."""
    given = body.get("range")
    if given and find_area(book, given) != find_area(book, text):
        raise invalid(f"Requested range [{text}] does not match the range in the body [{given}]")
    tab, area = find_area(book, text)
    if _past(tab, area):
        raise exceeds(tab, text)
    box, lines = tab.box(area), _by_rows(body)
    _check_fits(tab, area, box, lines, text)
    found = _write(book, tab, box, lines, how)
    if how.shows:
        shown = Rendering(body.get("majorDimension") or "ROWS", how.how.value, how.how.dates)
        found["updatedData"] = value_range(book, tab, box, shown)
    return found


def _past(tab: Tab, area: Area) -> bool:
    rows, columns = len(tab.grid.rows), len(tab.grid.columns)
    starts = (area.top or 0) >= rows or (area.left or 0) >= columns
    return starts or (area.bottom or 0) > rows or (area.right or 0) > columns


def batch_update(book: Book, data: list[Json], how: Input) -> Json:
    """values.batchUpdate: one after the other; the first that is refused undoes all."""
    answers = []
    for number, body in enumerate(data):
        if not body.get("range"):
            raise invalid(f"Invalid data[{number}]: range is required")
        answers.append(_named(f"data[{number}]", update, book, body["range"], body, how))
    return _totals(book, answers)


def batch_update_by_filter(book: Book, data: list[Json], how: Input) -> Json:
    """values.batchUpdateByDataFilter: the same values in every range a filter points to."""
    answers = []
    for body in data:
        one = body.get("dataFilter") or {}
        for tab, box in boxes_of(book, one, how.who):
            lines = _by_rows(body)
            if box.top + len(lines) > box.bottom or any(box.left + len(line) > box.right for line in lines):
                raise invalid("The provided values exceed a range matched by the data filter.")
            answer = _write(book, tab, box, lines, how)
            del answer["spreadsheetId"]
            if how.shows:
                answer["updatedData"] = value_range(book, tab, box, how.how)
            answers.append({**answer, "dataFilter": one})
    return _totals(book, answers)


def _named(place: str, action: Any, *given: Any) -> Any:
    try:
        return action(*given)
    except ApiError as refused:
        raise ApiError(refused.code, f"Invalid {place}: {refused.message}", refused.status) from refused


def _totals(book: Book, answers: list[Json]) -> Json:
    found: Json = {"spreadsheetId": book.spreadsheet_id}
    for total, name in (("Rows", "updatedRows"), ("Columns", "updatedColumns"), ("Cells", "updatedCells")):
        if any(name in answer for answer in answers):
            found[f"totalUpdated{total}"] = sum(answer.get(name, 0) for answer in answers)
    touched = {answer["updatedRange"].rpartition("!")[0] for answer in answers if "updatedCells" in answer}
    if touched:
        found["totalUpdatedSheets"] = len(touched)
    return {**found, "responses": answers} if answers else found


def append(book: Book, text: str, body: Json, how: Input, insert_rows: bool) -> Json:
    """values.append: below the last table that the range touches, else where the range starts."""
    tab, area = find_area(book, text)
    if (area.top or 0) >= len(tab.grid.rows) or (area.left or 0) >= len(tab.grid.columns):
        raise exceeds(tab, text)
    box, lines = tab.box(area), _by_rows(body)
    table = _table(tab, box)
    top, left = (table.bottom, table.left) if table else (box.top, box.left)
    if insert_rows and table:
        span = {"sheetId": tab.sheet_id, "dimension": "ROWS", "startIndex": top, "endIndex": top + len(lines)}
        dimensions.insert(book, {"range": span, "inheritFromBefore": True})
    missing = top + len(lines) - len(tab.grid.rows)
    if missing > 0:
        tab.grid.rows.extend([EMPTY] * missing)
    width = max((len(line) for line in lines), default=0)
    tab.grid.columns.extend([{}] * max(0, left + width - len(tab.grid.columns)))
    book.check_size()
    target = Box(top, top + max(len(lines), 1), left, left + max(width, 1))
    found = _write(book, tab, target, lines, how)
    if how.shows:
        found["updatedData"] = value_range(book, tab, target, how.how)
    answer: Json = {"spreadsheetId": book.spreadsheet_id, "updates": found}
    return {**answer, "tableRange": table.name(tab.title)} if table else answer


def _table(tab: Tab, box: Box) -> Box | None:
    """The block of filled cells around the last filled cell of the range, bounded by empty rows and columns."""
    filled = [
        (row, column)
        for row in range(box.top, min(box.bottom, tab.grid.last_row()))
        for column in range(box.left, min(box.right, tab.grid.width(row)))
        if tab.grid.effective(row, column) is not None
    ]
    if not filled:
        return None
    row, column = filled[-1]
    top, bottom, left, right = row, row + 1, column, column + 1
    while True:
        before = (top, bottom, left, right)
        if top > 0 and _any(tab, top - 1, top, left, right):
            top -= 1
        if bottom < len(tab.grid.rows) and _any(tab, bottom, bottom + 1, left, right):
            bottom += 1
        if left > 0 and _any(tab, top, bottom, left - 1, left):
            left -= 1
        if right < len(tab.grid.columns) and _any(tab, top, bottom, right, right + 1):
            right += 1
        if before == (top, bottom, left, right):
            return Box(top, bottom, left, right)


def _any(tab: Tab, top: int, bottom: int, left: int, right: int) -> bool:
    return any(
        tab.grid.effective(row, column) is not None for row in range(top, bottom) for column in range(left, right)
    )


def clear(book: Book, text: str, who: Who) -> Json:
    """values.clear: values only."""
    tab, box = find_box(book, text)
    clear_values(tab, box, who)
    return {"spreadsheetId": book.spreadsheet_id, "clearedRange": box.name(tab.title)}


def batch_clear(book: Book, ranges: list[str], who: Who) -> Json:
    """values.batchClear."""
    cleared = [clear(book, text, who)["clearedRange"] for text in ranges]
    return {"spreadsheetId": book.spreadsheet_id, "clearedRanges": cleared}


def batch_clear_by_filter(book: Book, filters: list[Json], who: Who) -> Json:
    """values.batchClearByDataFilter."""
    cleared = []
    for one in filters:
        for tab, box in boxes_of(book, one, who):
            clear_values(tab, box, who)
            cleared.append(box.name(tab.title))
    return {"spreadsheetId": book.spreadsheet_id, "clearedRanges": cleared}
