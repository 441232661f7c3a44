"""Developer metadata: made, found, changed and deleted; bound to a row, a column, a sheet or the spreadsheet."""

from dataclasses import replace
from typing import Any

from tests.fakes.google.a1 import Box
from tests.fakes.google.book import Book, Entry, Tab, Who
from tests.fakes.google.data_filters import filter_box
from tests.fakes.google.errors import Json, invalid
from tests.fakes.google.writing import cell_mask

MAX_CHARACTERS = 30_000  # of keys and values: on one sheet, and on the spreadsheet itself


def shown(entry: Entry) -> Json:
    """A metadata as the API shows it."""
    location: Json = {"locationType": entry.kind}
    if entry.kind == "SPREADSHEET":
        location["spreadsheet"] = True
    elif entry.kind == "SHEET":
        location["sheetId"] = entry.sheet_id
    else:
        dimension = "ROWS" if entry.kind == "ROW" else "COLUMNS"
        bounds = {"startIndex": entry.index, "endIndex": entry.index + 1}
        location["dimensionRange"] = {"sheetId": entry.sheet_id, "dimension": dimension, **bounds}
    found = {
        "metadataId": entry.metadata_id,
        "metadataKey": entry.key,
        "location": location,
        "visibility": entry.visibility,
    }
    return {**found, "metadataValue": entry.value} if entry.value else found


def visible(book: Book, who: Who) -> list[Entry]:
    """What this account's project may see: DOCUMENT metadata, and its own PROJECT metadata."""
    return [entry for entry in book.metadata if entry.visibility == "DOCUMENT" or entry.project == who.project]


def create(book: Book, request: Json, who: Who) -> Json:
    """createDeveloperMetadata: an id already taken fails the whole batch."""
    given = request.get("developerMetadata") or {}
    if not given.get("metadataKey"):
        raise invalid("Developer metadata must always have a key specified.")
    if given.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise invalid("Developer metadata must always have visibility specified.")
    metadata_id = given.get("metadataId")
    if metadata_id is not None and metadata_id < 1:
        raise invalid(f"Developer metadata ID must be positive: {metadata_id}")
    if any(entry.metadata_id == metadata_id for entry in book.metadata):
        raise invalid(f"Developer metadata with ID {metadata_id} already exists.")
    kind, sheet_id, index = _location(book, given.get("location") or {})
    entry = Entry(
        metadata_id or book.new_id(),
        given["metadataKey"],
        given.get("metadataValue") or "",
        given["visibility"],
        who.project,
        kind,
        sheet_id,
        index,
    )
    book.metadata.append(entry)
    _check_characters(book)
    return {"createDeveloperMetadata": {"developerMetadata": shown(entry)}}


def _location(book: Book, given: Json) -> tuple[str, int, int]:
    set_here = [name for name in ("spreadsheet", "sheetId", "dimensionRange") if given.get(name) is not None]
    if len(set_here) != 1:
        raise invalid("Developer metadata must have exactly one location specified.")
    if set_here == ["spreadsheet"]:
        return "SPREADSHEET", 0, 0
    if set_here == ["sheetId"]:
        return "SHEET", book.tab(given["sheetId"]).sheet_id, 0
    span = given["dimensionRange"]
    tab = book.tab(span.get("sheetId"))
    start, end = span.get("startIndex"), span.get("endIndex")
    if span.get("dimension") not in ("ROWS", "COLUMNS") or end is None or end - (start or 0) != 1:
        raise invalid("The dimensionRange of developer metadata must represent a single row or column.")
    rows = span["dimension"] == "ROWS"
    if not 0 <= (start or 0) < len(tab.grid.rows if rows else tab.grid.columns):
        raise invalid(f"dimensionRange.startIndex[{start or 0}] is outside of the grid")
    return ("ROW" if rows else "COLUMN"), tab.sheet_id, start or 0


def _check_characters(book: Book) -> None:
    used: dict[int | None, int] = {}
    for entry in book.metadata:
        where = None if entry.kind == "SPREADSHEET" else entry.sheet_id
        used[where] = used.get(where, 0) + len(entry.key) + len(entry.value)
    if any(count > MAX_CHARACTERS for count in used.values()):
        raise invalid(f"Exceeded the limit of {MAX_CHARACTERS} characters of developer metadata.")


def update(book: Book, request: Json, who: Who) -> Json:
    """updateDeveloperMetadata: every entry the filters match takes the fields named."""
    mask = cell_mask(request.get("fields"), "DeveloperMetadata")
    given, filters = request.get("developerMetadata") or {}, request.get("dataFilters") or []
    if not filters:
        raise invalid("At least one data filter must be specified.")
    changed = [replace(entry, **_changes(book, given, list(mask))) for entry in search(book, filters, who)]
    by_id = {entry.metadata_id: entry for entry in changed}
    book.metadata = [by_id.get(entry.metadata_id, entry) for entry in book.metadata]
    _check_characters(book)
    return {"updateDeveloperMetadata": {"developerMetadata": [shown(entry) for entry in changed]}}


def _changes(book: Book, given: Json, fields: list[str]) -> dict[str, Any]:
    if "*" in fields:
        fields = [name for name in given if name != "metadataId"]
    if "metadataId" in fields:
        raise invalid("metadataId cannot be updated.")
    changes: dict[str, Any] = {}
    if "metadataKey" in fields:
        changes["key"] = given.get("metadataKey") or ""
    if "metadataValue" in fields:
        changes["value"] = given.get("metadataValue") or ""
    if "visibility" in fields:
        changes["visibility"] = given.get("visibility")
    if "location" in fields:
        changes["kind"], changes["sheet_id"], changes["index"] = _location(book, given.get("location") or {})
    if changes.get("key") == "" or changes.get("visibility", "DOCUMENT") not in ("DOCUMENT", "PROJECT"):
        raise invalid("Developer metadata must always have a key and a visibility specified.")
    return changes


def delete(book: Book, request: Json, who: Who) -> Json:
    """deleteDeveloperMetadata: every entry the filter matches; none is no fault."""
    gone = search(book, [request.get("dataFilter") or {}], who)
    ids = {entry.metadata_id for entry in gone}
    book.metadata = [entry for entry in book.metadata if entry.metadata_id not in ids]
    return {"deleteDeveloperMetadata": {"deletedDeveloperMetadata": [shown(entry) for entry in gone]}}


def search(book: Book, filters: list[Json], who: Who) -> list[Entry]:
    """The entries that any of the filters matches: by lookup, or on places that meet a range."""
    return [entry for entry in visible(book, who) if any(_matches(book, entry, one) for one in filters)]


def _matches(book: Book, entry: Entry, data_filter: Json) -> bool:
    lookup = data_filter.get("developerMetadataLookup")
    if lookup is not None:
        return looked_up(book, entry, lookup)
    tab, box = filter_box(book, data_filter)
    return entry.kind != "SPREADSHEET" and entry.sheet_id == tab.sheet_id and covered(tab, entry).meets(box)


def looked_up(book: Book, entry: Entry, lookup: Json) -> bool:
    """Whether an entry has every field the lookup names."""
    fields = {
        "metadataId": entry.metadata_id,
        "metadataKey": entry.key,
        "metadataValue": entry.value,
        "visibility": entry.visibility,
        "locationType": entry.kind,
    }
    if any(lookup.get(name) is not None and lookup[name] != value for name, value in fields.items()):
        return False
    location = lookup.get("metadataLocation")
    if location is None:
        if lookup.get("locationMatchingStrategy"):
            raise invalid("If locationMatchingStrategy is specified, a metadataLocation must also be specified.")
        return True
    return _located(book, entry, location, lookup.get("locationMatchingStrategy") == "EXACT_LOCATION")


def _located(book: Book, entry: Entry, location: Json, exactly: bool) -> bool:
    kind, sheet_id, index = _location(book, location)
    if exactly or "SPREADSHEET" in (kind, entry.kind):
        return (entry.kind, entry.sheet_id, entry.index) == (kind, sheet_id, index)
    here = replace(entry, kind=kind, sheet_id=sheet_id, index=index)
    tab = book.tab(sheet_id)
    return entry.sheet_id == sheet_id and covered(tab, entry).meets(covered(tab, here))


def covered(tab: Tab, entry: Entry) -> Box:
    """The cells of the place an entry is bound to."""
    whole = tab.whole
    if entry.kind == "ROW":
        return Box(entry.index, entry.index + 1, whole.left, whole.right)
    if entry.kind == "COLUMN":
        return Box(whole.top, whole.bottom, entry.index, entry.index + 1)
    return whole
