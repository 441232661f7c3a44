"""Some rows of a sheet as an answer of the API shows them: who stands where, and what stands in our columns. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.tables.columns import OurColumn
from app.tables.google import a1
from app.tables.google.lead_keys import KeyColumns, key_of
from app.tables.google.shape import ID, our_columns
from app.tables.grid import Cell, header_text

Cells = tuple[Cell, ...]
Raw = Mapping[str, Any]  # an ExtendedValue; {} where the cell is blank

_BLANK: Raw = {}


@dataclass(frozen=True)
class Layout:
    """Which column is what, as we believe it: the header's row and texts, the keys' columns and ours, in our order."""

    tab: str
    sheet_id: int
    header_row: int
    header: tuple[str, ...]
    keys: KeyColumns
    ours: Mapping[OurColumn, int]

    def holds(self, header: Sequence[str], marked: Mapping[str, int]) -> bool:
        """Whether keys and our columns stand where we believe, by a header row seen just now and our marks on it."""

        def same(at: int | None) -> bool:
            return at is None or (at < len(header) and header[at] == self.header[at])

        if not (same(self.keys.linkedin) and same(self.keys.email)):
            return False
        expected: dict[str, int] = {kind.value: at for kind, at in self.ours.items()}
        if self.keys.id is not None:
            expected[ID] = self.keys.id
        return all(marked.get(word) == at for word, at in expected.items())


class SeenRow(NamedTuple):
    """One row: its place in the sheet, its lead's key, our cells, and all that was asked for, by column."""

    row: int
    key: str
    ours: Cells
    cells: Mapping[int, Mapping[str, Any]]

    def raw(self, column: int) -> Raw:
        """What was entered into a cell, formulas as formulas."""
        entered: Raw = self.cells.get(column, _BLANK).get("userEnteredValue", _BLANK)
        return entered


@dataclass(frozen=True)
class Window:
    """Rows seen at one moment, with the header and our marks at that moment."""

    header: tuple[str, ...]
    marked: Mapping[str, int]
    rows: Mapping[int, SeenRow]

    def between(self, rows: tuple[int, int]) -> Iterator[SeenRow]:
        """The rows seen in a range, in their order."""
        return (self.rows[at] for at in range(*rows) if at in self.rows)


# What is asked of every cell; a formula's result only where a key is a formula, for it doubles the answer.
CELL_FIELDS = "userEnteredValue"
CELL_FIELDS_WITH_RESULTS = "userEnteredValue,effectiveValue"


def fields_of(cell_fields: str, prefix: str = "") -> str:
    """The mask for a spreadsheet, or with `updatedSpreadsheet.` for what a write answers."""
    mask = f"sheets(properties(sheetId),data(startRow,startColumn,rowData(values({cell_fields})),columnMetadata("
    mask += "developerMetadata(metadataKey,metadataValue))))"
    return f"updatedSpreadsheet({mask})" if prefix else mask


def ranges_for(layout: Layout, windows: Sequence[tuple[int, int]], columns: Sequence[int] | None) -> list[str]:
    """What to ask for to see `windows`: the whole header row, and of the rows the `columns`, or all of them."""
    asked = [a1.whole_rows(layout.tab, (layout.header_row, layout.header_row + 1))]
    for rows in windows:
        if rows[0] >= rows[1]:
            continue
        if columns is None:
            asked.append(a1.whole_rows(layout.tab, rows))
        else:
            asked += [a1.cells(layout.tab, rows, run) for run in a1.runs(sorted(set(columns)))]
    return asked


def window_of(answer: Mapping[str, Any], layout: Layout, windows: Sequence[tuple[int, int]]) -> Window:
    """The window in a spreadsheet's answer to `ranges_for`."""
    nothing: Mapping[str, Any] = {}
    sheet = next((one for one in answer.get("sheets", ()) if _id(one) == layout.sheet_id), nothing)
    header: tuple[str, ...] = ()
    marked: Mapping[str, int] = {}
    cells: dict[int, dict[int, Mapping[str, Any]]] = {at: {} for rows in windows for at in range(*rows)}
    for number, data in enumerate(sheet.get("data", ())):
        top, left = data.get("startRow", 0), data.get("startColumn", 0)
        if number == 0:
            first: Mapping[str, Any] = next(iter(data.get("rowData", ())), {})
            header = tuple(header_text(plain(cell)) for cell in first.get("values", ()))
            marked = our_columns(data)
            continue
        for at, row in enumerate(data.get("rowData", ()), start=top):
            if at in cells:
                cells[at].update(enumerate(row.get("values", ()), start=left))
    return Window(header, marked, {at: _seen(at, row, layout) for at, row in cells.items()})


def plain(cell: Mapping[str, Any]) -> Cell:
    """What a cell holds: a formula's result where it was asked for, else what was entered."""
    entered: Mapping[str, Any] = cell.get("userEnteredValue", _BLANK)
    if "formulaValue" in entered:
        shown = cell.get("effectiveValue", _BLANK)
        return shown.get("stringValue", shown.get("numberValue", shown.get("boolValue", entered["formulaValue"])))  # type: ignore[no-any-return]
    value: Cell = entered.get("stringValue", entered.get("numberValue", entered.get("boolValue")))
    return None if value == "" else value


def _seen(at: int, row: Mapping[int, Mapping[str, Any]], layout: Layout) -> SeenRow:
    def cell(column: int | None) -> Cell:
        return plain(row.get(column, _BLANK)) if column is not None else None

    keys = layout.keys
    key = key_of(cell(keys.linkedin), cell(keys.email), cell(keys.id))
    ours = tuple([cell(column) for column in layout.ours.values()])
    return SeenRow(at, key, ours, row)


def _id(sheet: Mapping[str, Any]) -> int:
    return int(sheet.get("properties", {}).get("sheetId", 0))
