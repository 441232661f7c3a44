"""spreadsheets.batchUpdate: all the requests on a fork of the spreadsheet, which is kept only if each is valid."""

from collections.abc import Callable

from tests.fakes.google import dimensions, metadata, overlays, sorting, tabs, writing
from tests.fakes.google.book import Book, Who
from tests.fakes.google.errors import ApiError, Json, invalid
from tests.fakes.google.formulas import recompute

Plainly = Callable[[Book, Json], Json | None]
ByWho = Callable[[Book, Json, Who], Json | None]

# Those that ask whether the account may edit the cells or see the metadata, and those that do not.
BY_WHO: dict[str, ByWho] = {
    "updateCells": writing.update_cells,
    "repeatCell": writing.repeat_cell,
    "appendCells": writing.append_cells,
    "setDataValidation": writing.set_data_validation,
    "deleteDimension": dimensions.delete,
    "moveDimension": dimensions.move,
    "sortRange": sorting.sort_range,
    "createDeveloperMetadata": metadata.create,
    "updateDeveloperMetadata": metadata.update,
    "deleteDeveloperMetadata": metadata.delete,
    "deleteSheet": tabs.delete,
    "addProtectedRange": overlays.protect,
    "deleteProtectedRange": overlays.unprotect,
    "mergeCells": overlays.merge,
    "unmergeCells": overlays.unmerge,
    "deleteTable": overlays.delete_table,
}
PLAINLY: dict[str, Plainly] = {
    "appendDimension": dimensions.append,
    "insertDimension": dimensions.insert,
    "updateDimensionProperties": tabs.update_dimensions,
    "updateSheetProperties": tabs.update,
    "updateSpreadsheetProperties": tabs.update_spreadsheet,
    "addSheet": tabs.add,
    "addConditionalFormatRule": overlays.add_rule,
    "updateConditionalFormatRule": overlays.update_rule,
    "deleteConditionalFormatRule": overlays.delete_rule,
    "setBasicFilter": overlays.set_filter,
    "clearBasicFilter": overlays.clear_filter,
    "addNamedRange": overlays.add_named_range,
    "deleteNamedRange": overlays.delete_named_range,
    "addTable": overlays.add_table,
}


def apply(book: Book, requests: list[Json], who: Who) -> tuple[Book, list[Json]]:
    """The spreadsheet after the requests, and a reply to each; ApiError says which one is invalid, and why."""
    if not requests:
        raise invalid("Must specify at least one request.")
    changed = book.fork()
    replies = []
    for number, request in enumerate(requests):
        kinds = [kind for kind, value in request.items() if value is not None]
        if not kinds:
            raise invalid(f"Invalid requests[{number}]: No request set.")
        if len(kinds) > 1:
            raise invalid(f"Invalid value at 'requests[{number}]' (oneof), oneof field 'kind' is already set.")
        try:
            replies.append(_apply_one(changed, kinds[0], request[kinds[0]], who) or {})
        except ApiError as refused:
            text = f"Invalid requests[{number}].{kinds[0]}: {refused.message}"
            raise ApiError(refused.code, text, refused.status) from refused
    recompute(changed)
    return changed, replies


def _apply_one(book: Book, kind: str, request: Json, who: Who) -> Json | None:
    # Google reads a null as a field that is not there; gspread sends some.
    given = {name: value for name, value in request.items() if value is not None}
    if kind in BY_WHO:
        return BY_WHO[kind](book, given, who)
    if kind in PLAINLY:
        return PLAINLY[kind](book, given)
    raise ApiError(501, "The fake does not know this kind of request (Google does).", "UNIMPLEMENTED")
