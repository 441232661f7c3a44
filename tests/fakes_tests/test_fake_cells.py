"""Writing cells by batchUpdate: field masks, the grid's edges, atomicity, limits."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.fakes.google.errors import ApiError
from tests.fakes.google.masks import copy_fields, parse
from tests.fakes_tests.asking import ROWS, Asker

START = {"sheetId": 0, "rowIndex": 1, "columnIndex": 3}


def update(rows: list[list[dict[str, Any]]], fields: str = "userEnteredValue", **where: Any) -> dict[str, Any]:
    given = {"rows": [{"values": row} for row in rows], "fields": fields, **(where or {"start": START})}
    return {"updateCells": given}


def number(value: float) -> dict[str, Any]:
    return {"userEnteredValue": {"numberValue": value}}


def test_a_field_in_the_mask_that_is_not_given_is_cleared(asker: Asker, document: Spreadsheet) -> None:
    sheet = document.sheet("Leads")
    asker.batch(update([[{**number(1), "note": "why", "userEnteredFormat": {"textFormat": {"bold": True}}}]], "*"))
    assert sheet.cell(1, 3)["note"] == "why"
    asker.batch(update([[number(2)]], "userEnteredValue"))
    assert (sheet.cell(1, 3)["note"], sheet.values()[1][3]) == ("why", 2)
    asker.batch(update([[{"note": "then"}]], "userEnteredValue,note"))
    assert sheet.cell(1, 3)["note"] == "then"
    assert "userEnteredValue" not in sheet.cell(1, 3)
    assert sheet.cell(1, 3)["userEnteredFormat"] == {"textFormat": {"bold": True}}
    asker.batch(update([[{}]], "*"))
    assert sheet.cell(1, 3) == {}


def test_a_mask_inside_a_format_keeps_the_rest(asker: Asker, document: Spreadsheet) -> None:
    asker.batch(update([[{"userEnteredFormat": {"textFormat": {"bold": True, "fontSize": 9}}}]], "userEnteredFormat"))
    pattern = {"numberFormat": {"type": "NUMBER", "pattern": "0.00"}}
    asker.batch(update([[{"userEnteredFormat": pattern}]], "userEnteredFormat(numberFormat,textFormat.bold)"))
    expected = {"textFormat": {"fontSize": 9}, **pattern}
    assert document.sheet("Leads").cell(1, 3)["userEnteredFormat"] == expected


def test_a_range_that_the_rows_do_not_cover_is_cleared(asker: Asker, document: Spreadsheet) -> None:
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 2}
    asker.batch(update([[{"userEnteredValue": {"stringValue": "x"}}]], range=area))
    assert document.sheet("Leads").values()[1:] == [["x", "", 12], ["", "", 7.5], ["", "", True]]


def test_from_a_start_only_the_cells_given_are_written(asker: Asker, document: Spreadsheet) -> None:
    start = {"sheetId": 0, "rowIndex": 1, "columnIndex": 0}
    asker.batch(update([[number(1)], [], [number(3), {}]], start=start))
    expected = [[1, "Nova", 12], ["Bob", "Alti", 7.5], [3, "", True]]
    assert document.sheet("Leads").values()[1:] == expected


@pytest.mark.parametrize(
    ("where", "rows", "message"),
    [
        ({"start": {"rowIndex": 10}}, [[{}]], "GridCoordinate.rowIndex[10] is after last row in grid[10]"),
        ({"start": {"columnIndex": 6}}, [[{}]], "GridCoordinate.columnIndex[6] is after last column in grid[6]"),
        ({"start": {"rowIndex": 9}}, [[{}], [{}]], "Attempting to write row: 10, beyond the last"),
        ({"start": {"columnIndex": 5}}, [[{}, {}]], "Attempting to write column: 6, beyond the last"),
        ({"range": {"endRowIndex": 1}}, [[{}], [{}]], "Attempting to write row: 1, beyond the last"),
        ({"range": {"endRowIndex": 11, "endColumnIndex": 2}}, [[{}]], "Range (Leads!A1:B11) exceeds grid limits."),
        ({"start": {"sheetId": 7}}, [[{}]], "No grid with id: 7"),
        ({"start": {}, "range": {}}, [[{}]], "Exactly one of 'start' and 'range' must be set."),
    ],
)  # fmt: skip
def test_outside_of_the_grid(asker: Asker, where: Any, rows: Any, message: str) -> None:
    assert asker.refused(update(rows, **where)).startswith(f"Invalid requests[0].updateCells: {message}")


@pytest.mark.parametrize(
    ("fields", "message"), [("", "At least one field must be listed"), ("notes", "Invalid field: notes")]
)
def test_masks_that_are_refused(asker: Asker, fields: str, message: str) -> None:
    assert message in asker.refused(update([[{}]], fields))


def test_one_bad_request_undoes_the_whole_batch(asker: Asker, document: Spreadsheet) -> None:
    sheet = document.sheet("Leads")
    before = sheet.snapshot()
    message = asker.refused(
        update([[number(1)]]),
        {"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 0, "endIndex": 3}}},
        {"addSheet": {"properties": {"title": "More"}}},
        {"sortRange": {"range": {"sheetId": 0}, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}},
        {"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 100, "endIndex": 101}}},
    )
    assert message.startswith("Invalid requests[4].deleteDimension: Cannot delete a row that doesn't exist.")
    assert sheet.snapshot() == before
    assert len(document.sheets()) == 1


GOOD: list[Any] = [
    update([[number(1)]]),
    {"insertDimension": {"range": {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 3}}},
    {"deleteDimension": {"range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}},
    {"moveDimension": {"source": {"dimension": "ROWS", "startIndex": 0, "endIndex": 1}, "destinationIndex": 3}},
    {"sortRange": {"range": {"sheetId": 0}, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}},
    {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 2}},
    {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "Other"}, "fields": "title"}},
    {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}}}},
    {"setBasicFilter": {"filter": {"range": {"sheetId": 0}}}},
    {"repeatCell": {"range": {"sheetId": 0}, "cell": {"note": "n"}, "fields": "note,userEnteredFormat"}},
    {"updateDimensionProperties": {"range": {"dimension": "ROWS"}, "properties": {}, "fields": "pixelSize"}},
]
TALL: dict[str, Any] = {"properties": {"pixelSize": 50}, "fields": "pixelSize"}
BAD: list[Any] = [
    update([[number(1)]], start={"rowIndex": 10_000}),
    {"deleteSheet": {"sheetId": 9}},
    {"deleteConditionalFormatRule": {"sheetId": 0, "index": 0}},
    {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 10_000_000}},
]


@pytest.mark.parametrize("request_", GOOD, ids=lambda request: next(iter(request)))
def test_each_good_request_changes_something_alone(document: Spreadsheet, request_: Any) -> None:
    sheet = document.sheet("Leads")
    sheet.colleague.note(1, 1, "before")
    sheet.colleague.set(8, 0, "Zoe")
    document.apply([{"updateDimensionProperties": {"range": {"dimension": "ROWS"}, **TALL}}])
    before = sheet.snapshot()
    document.apply([request_])
    assert sheet.snapshot() != before


@given(st.lists(st.sampled_from(GOOD), min_size=1, max_size=6), st.sampled_from(BAD), st.integers(0, 6))
def test_any_batch_with_one_bad_request_changes_nothing(good: list[Any], bad: Any, at: int) -> None:
    document = FakeGoogle().new_spreadsheet("P", sheets={"Leads": ROWS}, rows=10, columns=6)
    sheet = document.sheets()[0]
    sheet.colleague.note(1, 1, "before")
    before = sheet.snapshot()
    with pytest.raises(ApiError, match=r"Invalid requests\[\d\]\."):
        document.apply([*good[:at], bad, *good[at:]])
    assert sheet.snapshot() == before
    assert document.metadata() == []


def test_the_reply_is_the_sheet_after_the_write(asker: Asker, document: Spreadsheet) -> None:
    answer = asker.batch(
        update([[number(0.5)]]),
        {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 1}},
        {"addSheet": {"properties": {"title": "More"}}},
        includeSpreadsheetInResponse=True,
        responseIncludeGridData=True,
        responseRanges=["Leads!D1:D3"],
    )
    assert [list(reply) for reply in answer["replies"]] == [[], [], ["addSheet"]]
    sheets = answer["updatedSpreadsheet"]["sheets"]
    assert [sheet["properties"]["gridProperties"]["columnCount"] for sheet in sheets] == [7]
    assert sheets[0]["data"][0]["rowData"][1]["values"][0]["effectiveValue"] == {"numberValue": 0.5}


def test_repeat_cell_moves_relative_references(asker: Asker, document: Spreadsheet) -> None:
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 3, "endColumnIndex": 4}
    cell = {"userEnteredValue": {"formulaValue": "=C2+$C$2"}}
    asker.batch({"repeatCell": {"range": area, "cell": cell, "fields": "userEnteredValue"}})
    assert [row[3] for row in document.sheet("Leads").values()[1:3]] == [24, 19.5]


def test_append_cells_adds_rows_where_they_are_needed(asker: Asker, document: Spreadsheet) -> None:
    rows = [{"values": [{"userEnteredValue": {"stringValue": f"n{at}"}}]} for at in range(8)]
    asker.batch({"appendCells": {"sheetId": 0, "rows": rows, "fields": "userEnteredValue"}})
    sheet = document.sheet("Leads")
    assert [row[0] for row in sheet.values()[4:]] == [f"n{at}" for at in range(8)]
    assert sheet.row_count == 12


def test_limits(asker: Asker, fake: FakeGoogle) -> None:
    long = {"userEnteredValue": {"stringValue": "x" * 50_000}}
    asker.batch(update([[long]]))
    longer = {"userEnteredValue": {"stringValue": "x" * 50_001}}
    assert "maximum of 50000 characters in a single cell" in asker.refused(update([[longer]]))
    rows = {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1_700_000}}
    assert "above the limit of 10000000 cells" in asker.refused(rows)
    columns = {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 18_273}}
    assert "above the limit of 18278 columns" in asker.refused(columns)


def test_a_body_that_is_too_large(asker: Asker, fake: FakeGoogle) -> None:
    status, answer = asker.ask("POST", ":batchUpdate", {"requests": [], "responseRanges": ["x" * 10_500_000]})
    assert status == 400
    assert answer["error"]["message"] == "Request payload size exceeds the limit: 10485760 bytes."
    assert fake.largest_body() > 10_500_000


FORMATS = st.recursive(
    st.integers(0, 3),
    lambda inner: st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3),
    max_leaves=8,
).filter(lambda value: isinstance(value, dict))


@given(FORMATS, FORMATS)
def test_the_whole_mask_takes_the_new_message(old: Any, new: Any) -> None:
    assert copy_fields(old, new, parse("*")) == new


@given(FORMATS, FORMATS, st.sets(st.sampled_from(["a", "b", "c"]), min_size=1))
def test_a_mask_changes_what_it_names_and_nothing_else(old: Any, new: Any, names: set[str]) -> None:
    made = copy_fields(old, new, parse(",".join(sorted(names))))
    for name in "abc":
        source = new if name in names else old
        assert made.get(name) == source.get(name)
