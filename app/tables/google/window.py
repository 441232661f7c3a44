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
CellData = Mapping[str, Any]

_BLANK: Raw = {}


@dataclass(frozen=True)
class Layout:
    """Which column is what, as we believe it: the header's row and texts, the keys' columns and ours, in our order.

    `rows` are all the tab has, blank ones too.
    """

    tab: str
    sheet_id: int
    rows: int
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
    """One row: its place in the sheet, its lead's key, our cells, and all that was asked for.

    `parts` are stretches of cells as the API gives them, each with its first column.
    """

    row: int
    key: str
    ours: Cells
    parts: Sequence[tuple[int, Sequence[CellData]]]

    def cell(self, column: int) -> CellData:
        """A cell, blank where nothing stands or nothing was asked for."""
        for left, cells in self.parts:
            if 0 <= column - left < len(cells):
                return cells[column - left]
        return _BLANK

    def raw(self, column: int) -> Raw:
        """What was entered into a cell, formulas as formulas."""
        entered: Raw = self.cell(column).get("userEnteredValue", _BLANK)
        return entered

    def shows(self, column: int) -> bool:
        """Whether a cell was among those asked for and is not behind the last that is filled."""
        return any(0 <= column - left < len(cells) for left, cells in self.parts)

    @property
    def width(self) -> int:
        """The columns up to the last that is shown."""
        return max((left + len(cells) for left, cells in self.parts), default=0)


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
    parts: dict[int, list[tuple[int, Sequence[CellData]]]] = {at: [] for rows in windows for at in range(*rows)}
    for number, data in enumerate(sheet.get("data", ())):
        top, left = data.get("startRow", 0), data.get("startColumn", 0)
        if number == 0:
            first: Mapping[str, Any] = next(iter(data.get("rowData", ())), {})
            header = tuple(header_text(plain(cell)) for cell in first.get("values", ()))
            marked = our_columns(data)
            continue
        for at, row in enumerate(data.get("rowData", ()), start=top):
            if at in parts:
                parts[at].append((left, row.get("values", ())))
    return Window(header, marked, _seen(parts, layout))


def plain(cell: CellData) -> Cell:
    """What a cell holds: a formula's result where it was asked for, else what was entered."""
    entered = cell.get("userEnteredValue")
    if not entered:
        return None
    value: Cell
    ((kind, value),) = entered.items()
    if kind == "formulaValue":
        shown = cell.get("effectiveValue") or entered
        value = next(iter(shown.values()))
        return value if isinstance(value, str | int | float | bool) else "#ERROR!"
    return None if value == "" else value


def _seen(parts: Mapping[int, list[tuple[int, Sequence[CellData]]]], layout: Layout) -> dict[int, SeenRow]:
    columns = [*layout.keys, *layout.ours.values()]
    places: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    found = {}
    for at, stretches in parts.items():
        lefts = tuple([left for left, _ in stretches])
        if lefts not in places:  # one kind of rows as a rule: all of a window are cut alike
            places[lefts] = [_place(column, lefts) for column in columns]
        cells = [
            plain(stretches[part][1][offset]) if part >= 0 and offset < len(stretches[part][1]) else None
            for part, offset in places[lefts]
        ]
        found[at] = SeenRow(at, key_of(*cells[:3]), tuple(cells[3:]), stretches)
    return found


def _place(column: int | None, lefts: Sequence[int]) -> tuple[int, int]:
    """In which stretch a column is, and how far in; -1 for none."""
    holding = [(left, part) for part, left in enumerate(lefts) if column is not None and left <= column]
    if column is None or not holding:
        return -1, 0
    left, part = max(holding)
    return part, column - left


def _id(sheet: Mapping[str, Any]) -> int:
    return int(sheet.get("properties", {}).get("sheetId", 0))
