"""The API's methods: from a path to a method, and from its query and body to an answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from tests.fakes.google import batch, masks, metadata, resource, values_read, values_write
from tests.fakes.google.a1 import Box
from tests.fakes.google.book import Book, Who
from tests.fakes.google.data_filters import find_box
from tests.fakes.google.discovery import methods
from tests.fakes.google.documents import Document
from tests.fakes.google.errors import ApiError, Json
from tests.fakes.google.formulas import recompute
from tests.fakes.google.values_read import Rendering, boxes_of
from tests.fakes.google.values_write import Input

# Method and path to a kind. The parts of a path are cut before they are unquoted: a range may hold "/" or ":".
_ROUTES = [
    ("GET", r"", "spreadsheets.get"),
    ("POST", r":getByDataFilter", "spreadsheets.getByDataFilter"),
    ("POST", r":batchUpdate", "batchUpdate"),
    ("GET", r"/values:batchGet", "values.batchGet"),
    ("POST", r"/values:batchGetByDataFilter", "values.batchGetByDataFilter"),
    ("POST", r"/values:batchUpdate", "values.batchUpdate"),
    ("POST", r"/values:batchUpdateByDataFilter", "values.batchUpdateByDataFilter"),
    ("POST", r"/values:batchClear", "values.batchClear"),
    ("POST", r"/values:batchClearByDataFilter", "values.batchClearByDataFilter"),
    ("POST", r"/values/(?P<rest>[^/]+):append", "values.append"),
    ("POST", r"/values/(?P<rest>[^/]+):clear", "values.clear"),
    ("GET", r"/values/(?P<rest>[^/]+)", "values.get"),
    ("PUT", r"/values/(?P<rest>[^/]+)", "values.update"),
    ("POST", r"/developerMetadata:search", "developerMetadata.search"),
    ("GET", r"/developerMetadata/(?P<rest>[^/]+)", "developerMetadata.get"),
]
_COMPILED = [(method, re.compile(rf"/v4/spreadsheets/(?P<id>[^/:]+){rest}\Z"), kind) for method, rest, kind in _ROUTES]


@dataclass(frozen=True, slots=True)
class Route:
    """The method a request calls, on which spreadsheet, and the range or metadata id in its path."""

    kind: str
    spreadsheet_id: str
    rest: str

    @property
    def method(self) -> str:
        """Its name in the discovery document."""
        return self.kind.removeprefix("spreadsheets.")


def route(method: str, raw_path: str) -> Route | None:
    """Which method of the API a path names; None when there is none."""
    for verb, pattern, kind in _COMPILED:
        found = pattern.match(raw_path)
        if found and verb == method:
            parts = found.groupdict()
            return Route(kind, unquote(parts["id"]), unquote(parts.get("rest") or ""))
    return None


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that has the API's shape."""

    route: Route
    query: dict[str, list[str]]
    body: Json
    who: Who

    def one(self, name: str) -> str | None:
        """A query parameter."""
        return self.query.get(name, [None])[-1]

    def flat(self) -> dict[str, str | None]:
        """The query with one value each."""
        return {name: given[-1] for name, given in self.query.items()}


def answer(document: Document, asked: Asked) -> Json:
    """Do what is asked and answer; ApiError when Google would refuse, and then nothing has changed."""
    if asked.route.kind in _READS:
        found = _READS[asked.route.kind](document.book, asked)
    elif asked.route.kind == "batchUpdate":
        found = _batch_update(document, asked)
    else:

        def write(book: Book) -> tuple[Book, Json]:
            changed = book.fork()
            written = _WRITES[asked.route.kind](changed, asked)
            recompute(changed)
            return changed, written

        found = document.change(write)
    if asked.one("fields"):
        mask = _mask(asked)
        # The cells, which can be many, were already picked one by one as they were shown.
        for path in (("sheets", "data"), ("updatedSpreadsheet", "sheets", "data")):
            if masks.asks(mask, *path, "rowData") and "rowData" in masks.under(mask, *path):
                masks.under(mask, *path)["rowData"] = masks.ALL
        picked: Json = masks.pick(found, mask)
        return picked
    return found


def _mask(asked: Asked) -> masks.Mask:
    text = asked.one("fields")
    return masks.partial(text, methods()[asked.route.method]["response"]["$ref"]) if text else masks.ALL


def _ranges(book: Book, texts: list[str]) -> list[tuple[int, Box]] | None:
    found = [find_box(book, text) for text in texts]
    return [(tab.sheet_id, box) for tab, box in found] or None


def _get(book: Book, asked: Asked) -> Json:
    ranges = _ranges(book, asked.query.get("ranges", []))
    view = resource.View.of(asked.who, ranges, (asked.one("includeGridData") or "").lower() == "true", _mask(asked))
    return resource.spreadsheet(book, view)


def _get_by_filter(book: Book, asked: Asked) -> Json:
    filters = asked.body.get("dataFilters") or []
    ranges = [(tab.sheet_id, box) for one in filters for tab, box in boxes_of(book, one, asked.who)]
    grid = bool(asked.body.get("includeGridData"))
    return resource.spreadsheet(book, resource.View.of(asked.who, ranges if filters else None, grid, _mask(asked)))


def _batch_update(document: Document, asked: Asked) -> Json:
    body, mask = asked.body, _mask(asked)
    shows = bool(body.get("includeSpreadsheetInResponse"))

    def write(book: Book) -> tuple[Book, tuple[Book, list[Json]]]:
        changed, replies = batch.apply(book, body.get("requests") or [], asked.who)
        if shows:
            # A range that cannot be read refuses the whole batch, like any other part of it.
            _ranges(changed, body.get("responseRanges") or [])
        return changed, (changed, replies)

    after, replies = document.change(write)
    found: Json = {"spreadsheetId": after.spreadsheet_id, "replies": replies}
    if shows and masks.asks(mask, "updatedSpreadsheet"):
        inner = masks.under(mask, "updatedSpreadsheet") if mask else masks.ALL
        ranges = _ranges(after, body.get("responseRanges") or [])
        view = resource.View.of(asked.who, ranges, bool(body.get("responseIncludeGridData")), inner)
        found["updatedSpreadsheet"] = resource.spreadsheet(after, view)
    return found


def _metadata_get(book: Book, asked: Asked) -> Json:
    for entry in metadata.visible(book, asked.who):
        if str(entry.metadata_id) == asked.route.rest:
            return metadata.shown(entry)
    raise ApiError(404, f"No developer metadata with ID {asked.route.rest}")


def _metadata_search(book: Book, asked: Asked) -> Json:
    filters: list[Json] = asked.body.get("dataFilters") or []
    matched = []
    for entry in metadata.search(book, filters, asked.who):
        by = [one for one in filters if metadata.search(book, [one], asked.who).count(entry)]
        matched.append({"developerMetadata": metadata.shown(entry), "dataFilters": by})
    return {"matchedDeveloperMetadata": matched} if matched else {}


Method = Callable[[Book, Asked], Json]

_READS: dict[str, Method] = {
    "spreadsheets.get": _get,
    "spreadsheets.getByDataFilter": _get_by_filter,
    "values.get": lambda book, asked: values_read.get(book, asked.route.rest, Rendering.of(asked.flat())),
    "values.batchGet": lambda book, asked: values_read.batch_get(
        book, asked.query.get("ranges", []), Rendering.of(asked.flat())
    ),
    "values.batchGetByDataFilter": lambda book, asked: values_read.batch_get_by_filter(
        book, asked.body.get("dataFilters") or [], Rendering.of(_texts(asked.body)), asked.who
    ),
    "developerMetadata.get": _metadata_get,
    "developerMetadata.search": _metadata_search,
}

_WRITES: dict[str, Method] = {
    "values.update": lambda book, asked: values_write.update(
        book, asked.route.rest, asked.body, Input.of(asked.who, asked.flat())
    ),
    "values.append": lambda book, asked: values_write.append(
        book,
        asked.route.rest,
        asked.body,
        Input.of(asked.who, asked.flat()),
        asked.one("insertDataOption") == "INSERT_ROWS",
    ),
    "values.clear": lambda book, asked: values_write.clear(book, asked.route.rest, asked.who),
    "values.batchUpdate": lambda book, asked: values_write.batch_update(
        book, asked.body.get("data") or [], Input.of(asked.who, asked.body)
    ),
    "values.batchUpdateByDataFilter": lambda book, asked: values_write.batch_update_by_filter(
        book, asked.body.get("data") or [], Input.of(asked.who, asked.body)
    ),
    "values.batchClear": lambda book, asked: values_write.batch_clear(book, asked.body.get("ranges") or [], asked.who),
    "values.batchClearByDataFilter": lambda book, asked: values_write.batch_clear_by_filter(
        book, asked.body.get("dataFilters") or [], asked.who
    ),
}


def _texts(body: Json) -> dict[str, Any]:
    return {name: value for name, value in body.items() if isinstance(value, str)}
