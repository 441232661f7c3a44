"""The state of one spreadsheet at one moment. A change is made on a fork and put in place whole, or thrown away."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Self

from tests.fakes.google.a1 import Area, Box
from tests.fakes.google.errors import Json, invalid
from tests.fakes.google.grid import Grid

MAX_CELLS = 10_000_000
MAX_COLUMNS = 18_278


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks: an account; an owner may edit everything."""

    email: str
    project: str
    owner: bool = False


@dataclass(slots=True)
class Tab:
    """One sheet of a spreadsheet. What the lists and dicts hold is replaced, never changed in place."""

    sheet_id: int
    title: str
    grid: Grid
    look: Json = field(default_factory=dict)  # of SheetProperties: hidden, tabColor ...
    grid_look: Json = field(default_factory=dict)  # of GridProperties: frozenRowCount, hideGridlines ...
    merges: list[Json] = field(default_factory=list)
    protected: list[Json] = field(default_factory=list)
    rules: list[Json] = field(default_factory=list)
    tables: list[Json] = field(default_factory=list)
    basic_filter: Json | None = None

    def fork(self) -> Self:
        """The same sheet, to change."""
        return replace(
            self,
            grid=self.grid.fork(),
            merges=self.merges.copy(),
            protected=self.protected.copy(),
            rules=self.rules.copy(),
            tables=self.tables.copy(),
        )

    def box(self, grid_range: Json | Area) -> Box:
        """The cells a range covers in this grid as it is now."""
        area = grid_range if isinstance(grid_range, Area) else Area.of(grid_range)
        return area.within(len(self.grid.rows), len(self.grid.columns))

    @property
    def whole(self) -> Box:
        """All its cells."""
        return Box(0, len(self.grid.rows), 0, len(self.grid.columns))

    def hidden_by_merge(self, row: int, column: int) -> bool:
        """Whether a cell lies under a merge, not at its top left."""
        for merge in self.merges:
            box = self.box(merge)
            if box.top <= row < box.bottom and box.left <= column < box.right:
                return (row, column) != (box.top, box.left)
        return False


@dataclass(frozen=True, slots=True)
class Entry:
    """A developer metadata; `kind` is ROW, COLUMN, SHEET or SPREADSHEET, `index` the row or column it is on."""

    metadata_id: int
    key: str
    value: str
    visibility: str
    project: str
    kind: str
    sheet_id: int = 0
    index: int = 0


@dataclass(slots=True)
class Book:
    """A spreadsheet: its sheets in order, its metadata and named ranges."""

    spreadsheet_id: str
    title: str
    locale: str = "en_US"
    time_zone: str = "Europe/Paris"
    tabs: list[Tab] = field(default_factory=list)
    metadata: list[Entry] = field(default_factory=list)
    named_ranges: list[Json] = field(default_factory=list)

    def fork(self) -> Self:
        """The same spreadsheet, to change."""
        return replace(
            self,
            tabs=[tab.fork() for tab in self.tabs],
            metadata=self.metadata.copy(),
            named_ranges=self.named_ranges.copy(),
        )

    def tab(self, sheet_id: int | None) -> Tab:
        """A sheet by its id (a missing id is 0, as in Google's messages); 400 when there is none."""
        for tab in self.tabs:
            if tab.sheet_id == (sheet_id or 0):
                return tab
        raise invalid(f"No grid with id: {sheet_id or 0}")

    def titled(self, title: str) -> Tab | None:
        """A sheet by its title."""
        return next((tab for tab in self.tabs if tab.title == title), None)

    def ranged(self, grid_range: Json) -> tuple[Tab, Box]:
        """The sheet and the cells of a GridRange; 400 when its start lies past its end."""
        tab = self.tab(grid_range.get("sheetId"))
        area = Area.of(grid_range)
        for name, first, last in (("Row", area.top, area.bottom), ("Column", area.left, area.right)):
            if min(first or 0, last or 0) < 0:
                raise invalid(f"range.start{name}Index must not be negative")
            if last is not None and (first or 0) > last:
                raise invalid(f"range.end{name}Index[{last}] must not be less than start{name}Index[{first or 0}]")
        return tab, tab.box(area)

    def check_size(self) -> None:
        """Refuse more cells or columns than a spreadsheet holds."""
        cells = sum(len(tab.grid.rows) * len(tab.grid.columns) for tab in self.tabs)
        if cells > MAX_CELLS:
            raise invalid(
                f"This action would increase the number of cells in the workbook above the limit of {MAX_CELLS} cells."
            )
        if any(len(tab.grid.columns) > MAX_COLUMNS for tab in self.tabs):
            raise invalid(
                "This action would increase the number of columns in the sheet above the limit "
                f"of {MAX_COLUMNS} columns."
            )

    def new_id(self) -> int:
        """An id no sheet, metadata or protected range of this spreadsheet has."""
        taken = {tab.sheet_id for tab in self.tabs} | {entry.metadata_id for entry in self.metadata}
        taken |= {protected["protectedRangeId"] for tab in self.tabs for protected in tab.protected}
        while (made := random.randrange(1, 2**31 - 1)) in taken:
            pass
        return made


def protections_against(tab: Tab, who: Who) -> Iterator[Json]:
    """The protected ranges of a sheet that this account may not edit."""
    for protected in tab.protected:
        editors = protected.get("editors", {}).get("users", [])
        if not (who.owner or protected.get("warningOnly") or who.email in editors):
            yield protected


def check_editable(tab: Tab, box: Box, who: Who) -> None:
    """Refuse to change cells that are protected against this account."""
    for protected in protections_against(tab, who):
        if not tab.box(protected.get("range", {})).meets(box):
            continue
        if any(tab.box(free).holds(box) for free in protected.get("unprotectedRanges", [])):
            continue
        raise invalid(
            "You are trying to edit a protected cell or object. "
            "Please contact the spreadsheet owner to remove protection if you need to edit."
        )
