"""A colleague who works in the same sheet: every edit is a batchUpdate by the document's owner, without quota."""

from typing import TYPE_CHECKING, Any

from tests.fakes.google.a1 import Area
from tests.fakes.google.cells import Formula
from tests.fakes.google.data_filters import find_area
from tests.fakes.google.errors import Json

if TYPE_CHECKING:
    from tests.fakes.google.handles import Sheet


def cell_of(value: Any) -> Json:
    """The CellData that enters a plain value; a Formula is entered as one, any other text as text."""
    if value is None or value == "":
        return {}
    if isinstance(value, bool):
        return {"userEnteredValue": {"boolValue": value}}
    if isinstance(value, Formula):
        return {"userEnteredValue": {"formulaValue": str(value)}}
    if isinstance(value, int | float):
        return {"userEnteredValue": {"numberValue": value}}
    return {"userEnteredValue": {"stringValue": str(value)}}


class Colleague:
    """Edits by hand. Rows and columns count from 0; ranges are A1 texts without the sheet's name, such as "B2:C9"."""

    def __init__(self, sheet: "Sheet") -> None:
        self._sheet = sheet

    def _do(self, kind: str, **request: Any) -> Json:
        return self._sheet.spreadsheet.apply([{kind: request}])[0]

    def _span(self, dimension: str, start: int, count: int) -> Json:
        return {"sheetId": self._sheet.id, "dimension": dimension, "startIndex": start, "endIndex": start + count}

    def _range(self, text: str) -> Json:
        title = self._sheet.title.replace("'", "''")
        _, area = find_area(self._sheet.spreadsheet.book, f"'{title}'!{text}")
        return area.grid_range(self._sheet.id)

    def sort(self, by_column: int, descending: bool = False, first_row: int = 1) -> None:
        """Sort all rows from first_row on by a column."""
        area = Area(top=first_row).grid_range(self._sheet.id)
        order = "DESCENDING" if descending else "ASCENDING"
        self._do("sortRange", range=area, sortSpecs=[{"dimensionIndex": by_column, "sortOrder": order}])

    def insert_rows(self, at: int, count: int = 1) -> None:
        """Insert empty rows before a row."""
        self._do("insertDimension", range=self._span("ROWS", at, count), inheritFromBefore=at > 0)

    def delete_rows(self, at: int, count: int = 1) -> None:
        """Delete rows."""
        self._do("deleteDimension", range=self._span("ROWS", at, count))

    def move_rows(self, at: int, count: int, to: int) -> None:
        """Move rows to before what is row `to` now."""
        self._do("moveDimension", source=self._span("ROWS", at, count), destinationIndex=to)

    def insert_columns(self, at: int, count: int = 1) -> None:
        """Insert empty columns before a column."""
        self._do("insertDimension", range=self._span("COLUMNS", at, count), inheritFromBefore=at > 0)

    def delete_columns(self, at: int, count: int = 1) -> None:
        """Delete columns."""
        self._do("deleteDimension", range=self._span("COLUMNS", at, count))

    def move_columns(self, at: int, count: int, to: int) -> None:
        """Move columns to before what is column `to` now."""
        self._do("moveDimension", source=self._span("COLUMNS", at, count), destinationIndex=to)

    def rename_header(self, column: int, text: str) -> None:
        """Write another header in row 0."""
        self.set(0, column, text)

    def set(self, row: int, column: int, value: Any) -> None:
        """Enter a value; None empties the cell."""
        start = {"sheetId": self._sheet.id, "rowIndex": row, "columnIndex": column}
        self._do("updateCells", start=start, rows=[{"values": [cell_of(value)]}], fields="userEnteredValue")

    def note(self, row: int, column: int, text: str) -> None:
        """Put a note on a cell."""
        start = {"sheetId": self._sheet.id, "rowIndex": row, "columnIndex": column}
        self._do("updateCells", start=start, rows=[{"values": [{"note": text}]}], fields="note")

    def append_row(self, values: list[Any]) -> None:
        """Write a row below the last one with data."""
        row = {"values": [cell_of(value) for value in values]}
        self._do("appendCells", sheetId=self._sheet.id, rows=[row], fields="userEnteredValue")

    def clear(self, text: str) -> None:
        """Empty the cells of a range."""
        self._do("updateCells", range=self._range(text), fields="userEnteredValue")

    def hide_rows(self, at: int, count: int = 1, hidden: bool = True) -> None:
        """Hide rows, or show them again."""
        given = {"range": self._span("ROWS", at, count), "properties": {"hiddenByUser": hidden}}
        self._do("updateDimensionProperties", **given, fields="hiddenByUser")

    def filter(self, text: str, column: int, hidden_values: list[str]) -> None:
        """Filter a range (its first row is the header): hide the rows that show one of these in a column."""
        spec = {"columnIndex": column, "filterCriteria": {"hiddenValues": hidden_values}}
        self._do("setBasicFilter", filter={"range": self._range(text), "filterSpecs": [spec]})

    def number_format(self, text: str, kind: str, pattern: str = "") -> None:
        """Show the numbers of a range as DATE, PERCENT, NUMBER, TEXT ..., by a pattern or the locale's own."""
        shown = {"type": kind, **({"pattern": pattern} if pattern else {})}
        cell = {"userEnteredFormat": {"numberFormat": shown}}
        self._do("repeatCell", range=self._range(text), cell=cell, fields="userEnteredFormat.numberFormat")

    def protect(self, text: str, editors: list[str] | None = None) -> int:
        """Protect a range ("" is the sheet) so that only these accounts and the owner edit it; its id."""
        area = self._range(text) if text else {"sheetId": self._sheet.id}
        reply = self._do("addProtectedRange", protectedRange={"range": area, "editors": {"users": editors or []}})
        made: int = reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]
        return made

    def merge(self, text: str) -> None:
        """Merge a range into one cell."""
        self._do("mergeCells", range=self._range(text), mergeType="MERGE_ALL")

    def rename_tab(self, title: str) -> None:
        """Give the tab another title."""
        self._do("updateSheetProperties", properties={"sheetId": self._sheet.id, "title": title}, fields="title")

    def delete_tab(self) -> None:
        """Delete the tab."""
        self._do("deleteSheet", sheetId=self._sheet.id)
