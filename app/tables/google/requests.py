"""The requests of a batchUpdate that we send. Pure. Text goes in as text: nothing here can become a formula."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.tables.columns import OurColumn
from app.tables.google.a1 import runs
from app.tables.google.fences import fence_of
from app.tables.google.intent import RowWrite
from app.tables.google.shape import COLUMN_KEY, ID
from app.tables.google.window import Layout, Raw
from app.tables.grid import Cell

Request = dict[str, Any]

_LOW = {"red": 0.96, "green": 0.78, "blue": 0.67}
_MIDDLE = {"red": 1.0, "green": 1.0, "blue": 1.0}
_HIGH = {"red": 0.55, "green": 0.80, "blue": 0.62}
_NOTES = {
    OurColumn.SCORE: "Leadsheet: the probability, 0 to 1, that this person engages with outreach.",
    OurColumn.LABEL: "Leadsheet: engaged from a score of 0.5.",
    OurColumn.CONFIDENCE: "Leadsheet: how sure the score is: high, medium or low.",
    OurColumn.REASONS: "Leadsheet: what raised (+) and lowered (-) the score most.",
    OurColumn.MODEL: "Leadsheet: the model that gave the score.",
    OurColumn.SCORED_AT: "Leadsheet: when the lead was scored.",
}
_ID_NOTE = "Leadsheet: tells apart leads that have neither a profile nor an e-mail address. Leave it as it is."
_WIDTHS = {OurColumn.CONFIDENCE: 120, OurColumn.REASONS: 560, OurColumn.MODEL: 190, OurColumn.SCORED_AT: 150}


def score_cells(layout: Layout, kinds: Sequence[OurColumn], writes: Sequence[RowWrite]) -> list[Request]:
    """Our cells of some rows: one request for each run of rows and of columns that stand together."""
    by_row = {write.row: write.cells for write in writes}
    place = {layout.ours[kind]: at for at, kind in enumerate(kinds)}
    requests = []
    for first_row, end_row in runs(sorted(by_row)):
        for first, end in runs(sorted(place)):
            chosen = [place[column] for column in range(first, end)]
            rows = [
                {"values": [_entered(value(by_row[row][at])) for at in chosen]} for row in range(first_row, end_row)
            ]
            requests.append(_update(layout.sheet_id, first_row, first, rows))
    return requests


def raw_cells(sheet_id: int, cells: Mapping[tuple[int, int], Raw]) -> list[Request]:
    """Single cells, by row and column, as they were entered once: formulas as formulas."""
    requests = []
    for column in sorted({at for _, at in cells}):
        for first, end in runs(sorted(row for row, at in cells if at == column)):
            rows = [{"values": [_entered(cells[row, column])]} for row in range(first, end)]
            requests.append(_update(sheet_id, first, column, rows))
    return requests


def value(cell: Cell) -> Raw:
    """A value of ours as the API takes it; {} clears."""
    if cell is None:
        return {}
    if isinstance(cell, bool):
        return {"boolValue": cell}
    return {"numberValue": cell} if isinstance(cell, int | float) else {"stringValue": str(cell)}


def new_columns(
    layout: Layout, named: Sequence[tuple[OurColumn | None, str]], first: int, columns: int, *, heat: bool
) -> list[Request]:
    """Columns of ours, side by side from `first`; None is our ID, which nobody needs to see.

    They are inserted, written and marked in one batch: whatever colleagues do to the columns meanwhile, what is written
    is new and blank. A sheet of `columns` columns is made one wider where there is none left behind to insert before.
    """
    sheet, top, count = layout.sheet_id, layout.header_row, len(named)
    requests: list[Request] = []
    if first >= columns:
        append = {"sheetId": sheet, "dimension": "COLUMNS", "length": first - columns + 1}
        requests.append({"appendDimension": append})
    span = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": first, "endIndex": first + count}
    requests.append({"insertDimension": {"range": span, "inheritFromBefore": False}})
    headers = [_header(kind, title) for kind, title in named]
    fields = "userEnteredValue,note,userEnteredFormat.textFormat.bold"
    requests.append(_update(sheet, top, first, [{"values": headers}], fields))
    for at, (kind, _) in enumerate(named, start=first):
        requests += _dressed(sheet, top, at, kind, heat=heat)
        requests.append(marked(sheet, at, ID if kind is None else kind.value))
    return requests


def mark_id(sheet_id: int, word: str) -> int:
    """The id of a column's mark: the same for everybody, so that nobody makes a second set of columns."""
    return fence_of(f"leadsheet column {word}", sheet_id)


def marked(sheet_id: int, column: int, word: str) -> Request:
    """The mark by which a column of ours is found again wherever it goes and whatever it is called."""
    where = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    metadata: Request = {
        "metadataId": mark_id(sheet_id, word),
        "metadataKey": COLUMN_KEY,
        "metadataValue": word,
        "location": {"dimensionRange": where},
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def _header(kind: OurColumn | None, title: str) -> Request:
    note = _ID_NOTE if kind is None else _NOTES[kind]
    return {**_entered({"stringValue": title}), "note": note, "userEnteredFormat": {"textFormat": {"bold": True}}}


def _dressed(sheet: int, top: int, at: int, kind: OurColumn | None, *, heat: bool) -> list[Request]:
    """How a column of ours looks: numbers with two places, colours by score, wide enough to read; our ID hidden."""
    column = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": at, "endIndex": at + 1}
    below = {"sheetId": sheet, "startRowIndex": top + 1, "startColumnIndex": at, "endColumnIndex": at + 1}
    if kind is None:
        hidden = {"range": column, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
        return [{"updateDimensionProperties": hidden}]
    if kind in _WIDTHS:
        wide = {"range": column, "properties": {"pixelSize": _WIDTHS[kind]}, "fields": "pixelSize"}
        return [{"updateDimensionProperties": wide}]
    if kind is not OurColumn.SCORE:
        return []
    number = {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": "0.00"}}}
    dressed: list[Request] = [
        {"repeatCell": {"range": below, "cell": number, "fields": "userEnteredFormat.numberFormat"}}
    ]
    return [*dressed, {"addConditionalFormatRule": {"rule": _heat(below), "index": 0}}] if heat else dressed


def _heat(range_: Mapping[str, int]) -> Request:
    """Colours that black text stays legible on: white at 0.5, where the label turns, full at what is rarely passed."""
    points = (("minpoint", _LOW, "0.2"), ("midpoint", _MIDDLE, "0.5"), ("maxpoint", _HIGH, "0.8"))
    rule = {name: {"color": colour, "type": "NUMBER", "value": text} for name, colour, text in points}
    return {"ranges": [dict(range_)], "gradientRule": rule}


def _entered(raw: Raw) -> Request:
    return {"userEnteredValue": dict(raw)} if raw else {}


def _update(
    sheet: int, row: int, column: int, rows: Sequence[Mapping[str, Any]], fields: str = "userEnteredValue"
) -> Request:
    start = {"sheetId": sheet, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": list(rows), "fields": fields}}
