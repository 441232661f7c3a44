"""Bodies and queries that do not have the API's shape are refused as Google refuses them."""

from typing import Any

import pytest

from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.fakes.google.discovery import check_answer, document, methods
from tests.fakes_tests.asking import Asker

START = {"sheetId": 0, "rowIndex": 0, "columnIndex": 0}


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"updateCellz": {}},
            "Invalid JSON payload received. Unknown name \"updateCellz\" at 'requests[0]': Cannot find field.",
        ),
        (
            {"updateCells": {"start": {**START, "row": 1}}},
            "Invalid JSON payload received. "
            "Unknown name \"row\" at 'requests[0].update_cells.start': Cannot find field.",
        ),
        (
            {"updateCells": {"start": {**START, "sheetId": "zero"}}},
            "Invalid value at 'requests[0].update_cells.start.sheet_id' (TYPE_INT32), \"zero\"",
        ),
        (
            {"updateCells": {"start": {**START, "rowIndex": 2**31}}},
            "Invalid value at 'requests[0].update_cells.start.row_index' (TYPE_INT32), 2147483648",
        ),
        (
            {"appendDimension": {"dimension": "ROW"}},
            "Invalid value at 'requests[0].append_dimension.dimension' (TYPE_ENUM), \"ROW\"",
        ),
        (
            {"updateCells": {"rows": {"values": []}}},
            "Invalid value at 'requests[0].update_cells.rows': Proto field is repeating, expected a list.",
        ),
        (
            {"updateCells": {"rows": [{"values": [{"note": 5}]}]}},
            "Invalid value at 'requests[0].update_cells.rows[0].values[0].note' (TYPE_STRING), 5",
        ),
        (
            {"updateCells": {"rows": [{"values": [{"userEnteredValue": 5}]}]}},
            "Invalid value at 'requests[0].update_cells.rows[0].values[0].user_entered_value' (a message), 5",
        ),
        ({}, "Invalid requests[0]: No request set."),
        (
            {"deleteSheet": {"sheetId": 0}, "addSheet": {}},
            "Invalid value at 'requests[0]' (oneof), oneof field 'kind' is already set.",
        ),
    ],
)
def test_a_misspelt_or_mistyped_request(asker: Asker, request_: Any, message: str) -> None:
    assert asker.refused(request_) == message


def test_a_fault_deep_in_a_large_body_is_found(asker: Asker) -> None:
    rows: list[Any] = [{"values": [{"userEnteredValue": {"numberValue": at}}] * 4} for at in range(3000)]
    rows[2999] = {"values": [{"userEnteredValue": {"numberValue": "12"}}]}
    message = asker.refused({"updateCells": {"start": START, "rows": rows, "fields": "*"}})
    assert "rows[2999].values[0].user_entered_value.number_value' (TYPE_DOUBLE)" in message


def test_the_details_name_the_field(asker: Asker) -> None:
    answer = asker.ask("POST", ":batchUpdate", {"request": []})[1]
    assert answer["error"]["status"] == "INVALID_ARGUMENT"
    assert answer["error"]["details"][0]["@type"] == "type.googleapis.com/google.rpc.BadRequest"
    assert "Unknown name" in answer["error"]["details"][0]["fieldViolations"][0]["description"]


def test_nulls_count_as_absent(asker: Asker, document: Spreadsheet) -> None:
    cell = {"userEnteredValue": {"numberValue": None, "stringValue": "x"}, "note": None}
    update = {"start": START, "range": None, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
    asker.batch({"updateCells": update, "sortRange": None}, includeSpreadsheetInResponse=None)
    assert document.sheet("Leads").values()[0][0] == "x"


def test_nulls_inside_what_is_kept_are_not_shown_again(asker: Asker) -> None:
    condition = {"type": "NOT_BLANK", "values": None}
    rule = {
        "ranges": [{"sheetId": 0, "endRowIndex": 2, "startRowIndex": None}],
        "booleanRule": {"condition": condition},
    }
    asker.batch({"addConditionalFormatRule": {"rule": rule, "index": None}})
    shown = asker.get()["sheets"][0]["conditionalFormats"][0]
    expected = {"ranges": [{"sheetId": 0, "endRowIndex": 2}], "booleanRule": {"condition": {"type": "NOT_BLANK"}}}
    assert shown == expected


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"range": "A1"}, "Unknown name \"range\": Cannot bind query parameter. Field 'range' could not be found"),
        ({"includeGridData": "yes"}, "Invalid value at 'include_grid_data' (TYPE_BOOL), \"yes\""),
        ({"alt": "xml"}, "Invalid value at 'alt' (TYPE_ENUM), \"xml\""),
        ({"includeGridData": ["true", "true"]}, "not repeated"),
    ],
)
def test_queries(asker: Asker, query: Any, message: str) -> None:
    status, answer = asker.ask("GET", "", **query)
    assert status == 400
    assert message in answer["error"]["message"]


def test_a_body_that_is_no_json(asker: Asker) -> None:
    answer = asker.session.post(f"{asker.root}:batchUpdate", data=b'{"requests": [', timeout=10)
    assert answer.status_code == 400
    assert answer.json()["error"]["message"].startswith("Invalid JSON payload received.")


@pytest.mark.parametrize(
    "path", ["", "/v4", "/v4/spreadsheets", "/v3/spreadsheets/x", "/v4/spreadsheets/x/y", "/fake/colleague"]
)
def test_what_is_no_method_is_not_found(asker: Asker, fake: FakeGoogle, path: str) -> None:
    answer = asker.session.put(fake.url + path, timeout=10)
    assert answer.status_code == 404
    assert fake.calls == []


def test_a_batch_needs_a_request(asker: Asker) -> None:
    assert asker.refused() == "Must specify at least one request."


def test_a_request_google_knows_and_the_fake_does_not(asker: Asker) -> None:
    status, answer = asker.ask("POST", ":batchUpdate", {"requests": [{"addChart": {}}]})
    assert (status, answer["error"]["status"]) == (501, "UNIMPLEMENTED")


def test_an_answer_google_could_not_give_is_caught() -> None:
    check_answer("values.get", {"range": "A1", "values": [[1]]})
    with pytest.raises(ValueError, match="valuez"):
        check_answer("values.get", {"valuez": [[1]]})


def test_every_method_served_is_in_googles_description() -> None:
    assert document()["rootUrl"] == "https://sheets.googleapis.com/"
    assert {"get", "batchUpdate", "values.batchGet", "developerMetadata.search"} <= set(methods())
