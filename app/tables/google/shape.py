"""What Google says of a spreadsheet apart from its cells: tabs, sizes, protections, and where our columns are. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.errors import BadChoice

# One call. `data` gives the columns' metadata and which rows are hidden; no cell is asked for.
FIELDS = (
    "spreadsheetId,properties(title,locale),sheets(properties(sheetId,title,sheetType,hidden,gridProperties(rowCount,"
    "columnCount)),merges,tables(name,range),protectedRanges(range,requestingUserCanEdit,warningOnly,"
    "unprotectedRanges),developerMetadata,data(columnMetadata(developerMetadata),rowMetadata(hiddenByUser,"
    "hiddenByFilter)))"
)
COLUMN_KEY = "leadsheet-column"  # its value is the word of OurColumn, or ID
ID = "id"
_FAR = 1 << 40


class Area(NamedTuple):
    """A part of a sheet; ends are exclusive, and far away where the API leaves them open."""

    first_row: int
    end_row: int
    first_column: int
    end_column: int

    def meets(self, other: "Area") -> bool:
        """Whether they share a cell."""
        rows = self.first_row < other.end_row and other.first_row < self.end_row
        return rows and self.first_column < other.end_column and other.first_column < self.end_column


class Protected(NamedTuple):
    """A range this account may not edit, and the parts of it that it may."""

    area: Area
    open_parts: tuple[Area, ...]


class Note(NamedTuple):
    """Developer metadata of ours."""

    id: int
    key: str
    value: str


@dataclass(frozen=True)
class Shape:
    """One tab of a spreadsheet. `ours` are our columns by the word of what they hold, wherever they are now."""

    spreadsheet_id: str
    document: str
    locale: str
    sheet_id: int
    tab: str
    rows: int
    columns: int
    cells_of_all_tabs: int
    merges: tuple[Area, ...]
    tables: tuple[tuple[str, Area], ...]
    protected: tuple[Protected, ...]
    ours: Mapping[str, int]
    notes: tuple[Note, ...]
    hidden_rows: frozenset[int]

    @property
    def name(self) -> str:
        """How to call it in a sentence."""
        return f"“{self.document}”, tab “{self.tab}”"


def shape_of(answer: Mapping[str, Any], gid: int | None, tab: str | None = None) -> Shape:
    """The tab with the `gid`, or of that title; of a spreadsheet with a single tab that one.

    Raises BadChoice where it does not exist, where it is no grid, or where the link does not say which it is.
    """
    sheets = list(answer.get("sheets", ()))
    sheet = _chosen(sheets, gid, tab)
    properties = sheet["properties"]
    if properties.get("sheetType", "GRID") != "GRID":
        raise BadChoice(f"The tab “{properties['title']}” holds no cells (a chart or connected data): open the tab.")
    grid = properties.get("gridProperties", {})
    first: Mapping[str, Any] = next(iter(sheet.get("data", ())), {})
    return Shape(
        spreadsheet_id=answer["spreadsheetId"],
        document=answer.get("properties", {}).get("title", ""),
        locale=answer.get("properties", {}).get("locale", ""),
        sheet_id=properties.get("sheetId", 0),
        tab=properties["title"],
        rows=grid.get("rowCount", 0),
        columns=grid.get("columnCount", 0),
        cells_of_all_tabs=sum(_size(one) for one in sheets),
        merges=tuple(area_of(one) for one in sheet.get("merges", ())),
        tables=tuple((one.get("name", ""), area_of(one.get("range", {}))) for one in sheet.get("tables", ())),
        protected=tuple(
            Protected(area_of(one.get("range", {})), tuple(area_of(part) for part in one.get("unprotectedRanges", ())))
            for one in sheet.get("protectedRanges", ())
            if not one.get("requestingUserCanEdit", False) and not one.get("warningOnly", False)
        ),
        ours=our_columns(first),
        notes=tuple(_note(one) for one in sheet.get("developerMetadata", ())),
        hidden_rows=frozenset(
            at
            for at, row in enumerate(first.get("rowMetadata", ()))
            if row.get("hiddenByUser") or row.get("hiddenByFilter")
        ),
    )


def our_columns(data: Mapping[str, Any]) -> dict[str, int]:
    """Our columns in one range of an answer, by the word of what they hold; of two of a kind the first."""
    found: dict[str, int] = {}
    for at, column in enumerate(data.get("columnMetadata", ()), start=data.get("startColumn", 0)):
        for note in column.get("developerMetadata", ()):
            if note.get("metadataKey") == COLUMN_KEY:
                found.setdefault(note.get("metadataValue", ""), at)
    return found


def area_of(range_: Mapping[str, Any]) -> Area:
    """A GridRange; a start left out is 0, an end left out is open."""
    return Area(
        range_.get("startRowIndex", 0),
        range_.get("endRowIndex", _FAR),
        range_.get("startColumnIndex", 0),
        range_.get("endColumnIndex", _FAR),
    )


def _chosen(sheets: Sequence[Mapping[str, Any]], gid: int | None, tab: str | None) -> Mapping[str, Any]:
    def named(among: Sequence[Mapping[str, Any]]) -> str:
        return ", ".join(f"“{one['properties']['title']}”" for one in among)

    if tab is not None:
        found = [one for one in sheets if one["properties"]["title"] == tab]
        if not found:
            raise BadChoice(f"There is no tab “{tab}” in this spreadsheet; the tabs are {named(sheets)}.")
        return found[0]
    if gid is not None:
        found = [one for one in sheets if one["properties"].get("sheetId", 0) == gid]
        if not found:
            raise BadChoice(
                f"The tab the link points to (gid={gid}) is not in this spreadsheet any more: open the tab you mean "
                f"and copy the address again; the tabs are {named(sheets)}."
            )
        return found[0]
    seen = [one for one in sheets if not one["properties"].get("hidden", False)]
    if len(seen) != 1:
        raise BadChoice(
            f"The link does not say which tab is meant: open the tab and copy its address; the tabs are {named(seen)}."
        )
    return seen[0]


def _size(sheet: Mapping[str, Any]) -> int:
    grid = sheet["properties"].get("gridProperties", {})
    return int(grid.get("rowCount", 0) * grid.get("columnCount", 0))


def _note(metadata: Mapping[str, Any]) -> Note:
    return Note(metadata.get("metadataId", 0), metadata.get("metadataKey", ""), metadata.get("metadataValue", ""))
