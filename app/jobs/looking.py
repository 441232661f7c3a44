"""A look at a tab before it is scored: its shape, its header and first rows, and how many leads it has. Reads little.

It is for the pages, so it imports nothing heavy and never writes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.errors import NameTaken, SheetProblem
from app.jobs.counting_leads import count_below, telling_columns
from app.tables.columns import ALWAYS, DEFAULT_PREFIX, OurColumn, find_ours
from app.tables.google import a1, dates, preflight
from app.tables.google.reading import grid_of, header_row
from app.tables.google.session import Client
from app.tables.google.shape import Shape, shape_of
from app.tables.grid import Grid, is_blank
from app.tables.header_row import SEARCHED_ROWS

SAMPLE_ROWS = 300  # as many as a run looks at to tell what a column holds
_READ_ROWS = SEARCHED_ROWS + 1 + SAMPLE_ROWS

_TABS = "spreadsheetId,properties(title),sheets(properties(sheetId,title,sheetType,hidden))"
# As shape.FIELDS, but without the rows: of 50,000 rows that alone is a megabyte.
_SHAPE = (
    "spreadsheetId,properties(title,locale),sheets(properties(sheetId,title,sheetType,hidden,gridProperties(rowCount,"
    "columnCount)),merges,tables(name,range),protectedRanges(range,requestingUserCanEdit,warningOnly,"
    "unprotectedRanges),developerMetadata,data(columnMetadata(developerMetadata)))"
)


class Tab(NamedTuple):
    """A tab of a spreadsheet that can be scored."""

    sheet_id: int
    title: str


@dataclass(frozen=True)
class Look:
    """What a look at a tab showed.

    `grid` holds the header and no more than the first rows, `ours` the columns in it that are ours, `leads` its data
    rows that hold a lead. `count` are the leads of the whole tab, which may be more by a few where not `exact`.
    `obstacle` is a sentence that says why our columns could not be written, "" where they could.
    """

    shape: Shape
    grid: Grid
    ours: frozenset[int]
    leads: tuple[int, ...]
    count: int
    exact: bool
    obstacle: str


def tabs_of(client: Client, spreadsheet_id: str) -> tuple[str, list[Tab]]:
    """The document's title, and those of its tabs that people see and that hold cells. Raises SheetProblem."""
    answer = client.spreadsheet(spreadsheet_id, _TABS)
    found = [one["properties"] for one in answer.get("sheets", ())]
    seen = [one for one in found if one.get("sheetType", "GRID") == "GRID" and not one.get("hidden", False)]
    tabs = [Tab(one.get("sheetId", 0), one["title"]) for one in seen]
    return str(answer.get("properties", {}).get("title", "")), tabs


def look_at(client: Client, spreadsheet_id: str, sheet_id: int, wishes: Mapping[str, Any]) -> Look:
    """Look at a tab; `wishes` (see jobs.wishes) tell what our columns are called and which are written.

    Raises SheetProblem, BadChoice where the tab is gone, NothingToScore where nothing can be a header.
    """
    shape = shape_of(client.spreadsheet(spreadsheet_id, _SHAPE), sheet_id)
    end = min(_READ_ROWS, shape.rows)
    (records,) = client.values(spreadsheet_id, [a1.whole_rows(shape.tab, (0, end))]) if end else ([],)
    grid = grid_of(records, shape)
    if columns := dates.could_be_dates(grid):
        asked = dates.ranges_to_ask(grid, shape, columns)
        grid = dates.with_dates(grid, columns, client.spreadsheet(spreadsheet_id, dates.FIELDS, asked))
    ours, obstacle = _ours(grid, wishes)
    skip = frozenset({*ours.values(), *grid.marks.values()})
    leads = _leads(grid, skip)
    count, exact, last_row = len(leads), True, header_row(grid) + 1 + len(grid.rows)
    if shape.rows > end and leads:
        told = telling_columns(grid, leads, skip)
        below = count_below(client, shape, end, told.columns)
        count, exact = count + below.leads, told.all_leads or not below.leads
        last_row = max(last_row, below.end)
    obstacle = obstacle or _obstacle(shape, grid, ours, wishes, last_row)
    return Look(shape, grid, skip, leads, count, exact, obstacle)


def _wanted(wishes: Mapping[str, Any]) -> list[OurColumn]:
    named = wishes.get("columns", list(OurColumn))
    return [kind for kind in OurColumn if kind in ALWAYS or kind in named]


def _ours(grid: Grid, wishes: Mapping[str, Any]) -> tuple[Mapping[OurColumn, int], str]:
    """Our columns, or why there can be none."""
    try:
        return find_ours(grid, str(wishes.get("prefix", DEFAULT_PREFIX)), wanted=_wanted(wishes)), ""
    except NameTaken as problem:
        return {}, str(problem)


def _leads(grid: Grid, ours: Collection[int]) -> tuple[int, ...]:
    """The first data rows that hold a lead: something that is not ours stands in them."""
    theirs = [at for at in range(len(grid.header)) if at not in ours]
    return tuple(row for row, cells in enumerate(grid.rows) if not all(is_blank(cells[at]) for at in theirs))


def _obstacle(shape: Shape, grid: Grid, ours: Mapping[OurColumn, int], wishes: Mapping[str, Any], last_row: int) -> str:
    new = len(set(_wanted(wishes)) - ours.keys())
    try:
        preflight.check(shape, header_row(grid), last_row, ours, new, grid.next_column)
    except SheetProblem as problem:
        return str(problem)
    return ""


def sample_of(look: Look) -> Sequence[Sequence[object]]:
    """The cells of the first leads, to tell what the columns hold."""
    return [look.grid.rows[row] for row in look.leads[:SAMPLE_ROWS]]
