"""What a browser sees of the fake: the grid as a table, buttons of a colleague, and who else is a 404."""

import html
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from tests.fakes.google.a1 import letters
from tests.fakes.google.errors import ApiError
from tests.fakes.google.handles import Sheet, Spreadsheet

if TYPE_CHECKING:
    from tests.fakes.google.server import FakeGoogle

Answer = tuple[int, dict[str, str], bytes]
HTML = {"Content-Type": "text/html; charset=UTF-8"}
SHOWN_ROWS = 500
SHOWN_CHARACTERS = 60
_STYLE = """
body { font: 14px system-ui, sans-serif; margin: 1rem; }
.grid { overflow: auto; max-height: 80vh; }
table { border-collapse: collapse; }
td, th { border: 1px solid #ccc; padding: 2px 6px; white-space: nowrap; text-align: left; }
thead th, tbody th { background: #f1f3f4; position: sticky; }
thead th { top: 0; } tbody th { left: 0; }
.number { text-align: right; }
form { display: inline; }
"""
BUTTONS = {
    "sort": "Sort by the first column",
    "insert": "Insert a row below the header",
    "move": "Move row 2 to the end",
}


def answer(fake: "FakeGoogle", method: str, path: str, query: str, body: bytes) -> Answer:
    """The page at /, a colleague's edit at /fake/colleague, and 404 for whatever is not the API's."""
    documents = list(fake.documents.values())
    if documents and method == "GET" and path == "/":
        wanted = parse_qs(query).get("gid", ["0"])[0]
        return 200, HTML, _page(Spreadsheet(documents[0], fake.account), wanted).encode()
    if documents and method == "POST" and path == "/fake/colleague":
        form = parse_qs(body.decode())
        sheet = _wanted(Spreadsheet(documents[0], fake.account), form.get("gid", ["0"])[0])
        try:
            _edit(sheet, form.get("edit", [""])[0])
        except ApiError as refused:
            return 400, HTML, html.escape(refused.message).encode()
        return 303, {**HTML, "Location": f"/?gid={sheet.id}"}, b""
    text = f"<!DOCTYPE html><title>Error 404 (Not Found)!!1</title><p>{html.escape(path)} was not found on this server."
    return 404, HTML, text.encode()


def _wanted(document: Spreadsheet, gid: str) -> Sheet:
    sheets = document.sheets()
    return next((sheet for sheet in sheets if str(sheet.id) == gid), sheets[0])


def _edit(sheet: Sheet, edit: str) -> None:
    if edit == "sort":
        sheet.colleague.sort(0)
    elif edit == "insert":
        sheet.colleague.insert_rows(1)
    elif edit == "move":
        sheet.colleague.move_rows(1, 1, sheet.tab.grid.last_row())


def _page(document: Spreadsheet, gid: str) -> str:
    sheet = _wanted(document, gid)
    rows = sheet.tab.grid.last_row()
    title = f"{html.escape(document.book.title)} - {html.escape(sheet.title)}"
    tabs = " ".join(f'<a href="/?gid={one.id}">{html.escape(one.title)}</a>' for one in document.sheets())
    buttons = " ".join(
        f'<form method="post" action="/fake/colleague"><input type="hidden" name="gid" value="{sheet.id}">'
        f'<button name="edit" value="{edit}">{label}</button></form>'
        for edit, label in BUTTONS.items()
    )
    more = f"<p>{rows - SHOWN_ROWS} more rows are not shown.</p>" if rows > SHOWN_ROWS else ""
    return (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f'<h1>{title}</h1><p>{tabs} {buttons} <a href="/?gid={sheet.id}">Show anew</a></p>'
        f'<div class="grid"><table>{_head(sheet)}<tbody>{_rows(sheet, min(rows, SHOWN_ROWS))}</tbody></table></div>'
        f"{more}"
    )


def _width(sheet: Sheet) -> int:
    grid = sheet.tab.grid
    return max((grid.width(row) for row in range(min(grid.last_row(), SHOWN_ROWS))), default=1)


def _head(sheet: Sheet) -> str:
    cells = "".join(f"<th>{letters(column)}</th>" for column in range(_width(sheet)))
    return f"<thead><tr><th></th>{cells}</tr></thead>"


def _rows(sheet: Sheet, count: int) -> str:
    width = _width(sheet)
    return "".join(
        f"<tr><th>{row + 1}</th>{''.join(_cell(sheet, row, column) for column in range(width))}</tr>"
        for row in range(count)
    )


def _cell(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cell(row, column)
    text = str(cell.get("formattedValue", ""))
    number = "numberValue" in cell.get("effectiveValue", {})
    short = text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
    note = cell.get("note")
    title = f' title="{html.escape(note)}"' if note else ""
    look = ' class="number"' if number else ""
    return f"<td{look}{title}>{html.escape(short)}</td>"
