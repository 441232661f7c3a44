"""Conditional formats, filters, protections, merges, sheets: what lies over and around the cells."""

from typing import Any

import pytest

from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.fakes_tests.asking import Asker

AREA = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}


def rule(name: str) -> dict[str, Any]:
    condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": name}]}
    return {"ranges": [AREA], "booleanRule": {"condition": condition, "format": {"textFormat": {"bold": True}}}}


def write(row: int, column: int) -> dict[str, Any]:
    start = {"sheetId": 0, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": [{"values": [{}]}], "fields": "userEnteredValue"}}


def rules(document: Spreadsheet) -> list[str]:
    shown = document.sheet("Leads").snapshot().get("conditionalFormats", [])
    return [one["booleanRule"]["condition"]["values"][0]["userEnteredValue"] for one in shown]


def test_conditional_formats_in_their_order(asker: Asker, document: Spreadsheet) -> None:
    for name in ("a", "b", "c"):
        asker.batch({"addConditionalFormatRule": {"rule": rule(name), "index": 0}})
    assert rules(document) == ["c", "b", "a"]
    reply = asker.batch({"updateConditionalFormatRule": {"index": 1, "rule": rule("x")}})["replies"][0]
    assert reply["updateConditionalFormatRule"]["oldRule"] == rule("b")
    asker.batch({"updateConditionalFormatRule": {"sheetId": 0, "index": 2, "newIndex": 0}})
    assert rules(document) == ["a", "c", "x"]
    reply = asker.batch({"deleteConditionalFormatRule": {"sheetId": 0, "index": 1}})["replies"][0]
    assert reply["deleteConditionalFormatRule"]["rule"] == rule("c")
    message = asker.refused({"deleteConditionalFormatRule": {"sheetId": 0, "index": 2}})
    assert message.endswith("No conditional format on sheet: 0 at index: 2")


def test_a_protected_range_refuses_this_account_only(asker: Asker, fake: FakeGoogle, document: Spreadsheet) -> None:
    colleague = document.sheet("Leads").colleague
    made = colleague.protect("B2:B9")
    protected = asker.get()["sheets"][0]["protectedRanges"][0]
    assert "requestingUserCanEdit" not in protected
    assert "editors" not in protected
    message = asker.refused(write(1, 1))
    assert message.startswith("Invalid requests[0].updateCells: You are trying to edit a protected cell or object.")
    asker.batch(write(1, 0))
    colleague.set(1, 1, "still mine")
    assert "do not have permission" in asker.refused({"deleteProtectedRange": {"protectedRangeId": made}})
    sort = {"sortRange": {"range": {"sheetId": 0}, "sortSpecs": [{"dimensionIndex": 0}]}}
    assert "protected cell" in asker.refused(sort)
    body = {"values": [["x"]]}
    status, answer = asker.ask("PUT", "/values/Leads!B2", body, valueInputOption="RAW")
    assert (status, "protected cell" in answer["error"]["message"]) == (400, True)


def test_an_editor_of_a_protected_range_may_write(asker: Asker, fake: FakeGoogle, document: Spreadsheet) -> None:
    document.sheet("Leads").colleague.protect("", [fake.account])
    protected = asker.get()["sheets"][0]["protectedRanges"][0]
    assert protected["requestingUserCanEdit"] is True
    assert fake.account in protected["editors"]["users"]
    asker.batch(write(1, 1))


def test_an_unprotected_part_and_a_warning_do_not_refuse(asker: Asker, document: Spreadsheet) -> None:
    warning = {"range": {**AREA, "startColumnIndex": 4, "endColumnIndex": 5}, "warningOnly": True}
    document.apply(
        [
            {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}, "unprotectedRanges": [AREA]}}},
            {"addProtectedRange": {"protectedRange": warning}},
        ]
    )
    asker.batch(write(1, 1))
    assert "protected cell" in asker.refused(write(1, 2))
    assert asker.get()["sheets"][0]["protectedRanges"][1]["requestingUserCanEdit"] is True


def test_a_merge_keeps_its_first_value(asker: Asker, document: Spreadsheet) -> None:
    asker.batch({"mergeCells": {"range": AREA, "mergeType": "MERGE_ALL"}})
    sheet = document.sheet("Leads")
    assert sheet.values()[1:3] == [["Ada", "", 12], ["", "", 7.5]]
    assert sheet.snapshot()["merges"] == [AREA]
    sort = {"sortRange": {"range": {"sheetId": 0, "startRowIndex": 1}, "sortSpecs": [{"dimensionIndex": 0}]}}
    assert "merged cells" in asker.refused(sort)
    part = {**AREA, "endRowIndex": 2}
    assert "must select all cells in a merged range" in asker.refused({"unmergeCells": {"range": part}})
    asker.batch({"unmergeCells": {"range": AREA}})
    asker.batch({"mergeCells": {"range": AREA, "mergeType": "MERGE_ROWS"}})
    assert [one["startRowIndex"] for one in sheet.snapshot()["merges"]] == [1, 2]


def test_filters_tables_and_validation_are_kept_as_given(asker: Asker, document: Spreadsheet) -> None:
    validation = {"condition": {"type": "BOOLEAN"}, "strict": True}
    asker.batch(
        {"setBasicFilter": {"filter": {"range": AREA}}},
        {"setDataValidation": {"range": AREA, "rule": validation}},
        {"addTable": {"table": {"name": "People", "range": {**AREA, "startRowIndex": 0}}}},
    )
    shown = asker.get(includeGridData="true")["sheets"][0]
    assert shown["basicFilter"]["range"] == AREA
    assert shown["tables"][0]["name"] == "People"
    assert shown["data"][0]["rowData"][1]["values"][0]["dataValidation"] == validation
    asker.batch({"clearBasicFilter": {"sheetId": 0}}, {"setDataValidation": {"range": AREA}})
    shown = asker.get(includeGridData="true")["sheets"][0]
    assert "basicFilter" not in shown
    assert "dataValidation" not in shown["data"][0]["rowData"][1]["values"][0]


def test_a_filter_hides_rows_and_reads_still_hold_them(asker: Asker, document: Spreadsheet) -> None:
    document.sheet("Leads").colleague.filter("A1:C4", 1, ["Nova"])
    rows = asker.get(includeGridData="true")["sheets"][0]["data"][0]["rowMetadata"]
    assert [bool(row.get("hiddenByFilter")) for row in rows[:4]] == [False, True, False, False]
    assert asker.values("Leads!A2") == [["Ada"]]
    asker.batch({"clearBasicFilter": {"sheetId": 0}})
    rows = asker.get(includeGridData="true")["sheets"][0]["data"][0]["rowMetadata"]
    assert not any("hiddenByFilter" in row for row in rows)


def test_a_number_may_look_like_a_company_size(asker: Asker, document: Spreadsheet) -> None:
    document.sheet("Leads").colleague.set(1, 2, 18568)
    document.sheet("Leads").colleague.number_format("C2:C3", "DATE", "m-yy")
    assert asker.values("Leads!C2:C3") == [["11-50"], ["1-00"]]
    assert asker.values("Leads!C2", valueRenderOption="UNFORMATTED_VALUE") == [[18568]]


def test_sheets_are_added_changed_moved_and_deleted(asker: Asker, document: Spreadsheet) -> None:
    reply = asker.batch({"addSheet": {"properties": {"title": "New", "gridProperties": {"rowCount": 3}}}})
    made = reply["replies"][0]["addSheet"]["properties"]
    assert (made["title"], made["index"], made["gridProperties"]) == ("New", 1, {"rowCount": 3, "columnCount": 26})
    properties = {"sheetId": made["sheetId"], "index": 0, "gridProperties": {"frozenRowCount": 1}}
    fields = "index,gridProperties.frozenRowCount"
    asker.batch({"updateSheetProperties": {"properties": properties, "fields": fields}})
    assert [sheet.title for sheet in document.sheets()] == ["New", "Leads"]
    assert asker.get()["sheets"][0]["properties"]["gridProperties"]["frozenRowCount"] == 1
    again = {"addSheet": {"properties": {"title": "leads"}}}
    assert 'A sheet with the name "leads" already exists.' in asker.refused(again)
    asker.batch({"deleteSheet": {"sheetId": made["sheetId"]}})
    assert "can't remove all the visible sheets" in asker.refused({"deleteSheet": {"sheetId": 0}})


def test_a_smaller_grid_loses_what_lay_outside(asker: Asker, document: Spreadsheet) -> None:
    grid = {"rowCount": 3, "columnCount": 2}
    change = {"properties": {"sheetId": 0, "gridProperties": grid}, "fields": "gridProperties(rowCount,columnCount)"}
    asker.batch({"updateSheetProperties": change})
    assert document.sheet("Leads").values() == [["Name", "Company"], ["Ada", "Nova"], ["Bob", "Alti"]]
    assert asker.get()["sheets"][0]["properties"]["gridProperties"] == grid


@pytest.mark.parametrize(
    "request_",
    [
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": ""}, "fields": "title"}},
        {"updateSheetProperties": {"properties": {"sheetId": 0}, "fields": "sheetId"}},
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "x"}}},
        {"addSheet": {"properties": {"sheetId": 0}}},
        {"addConditionalFormatRule": {"rule": {"ranges": []}}},
        {"addNamedRange": {"namedRange": {"name": "two words", "range": AREA}}},
        {"deleteNamedRange": {"namedRangeId": "none"}},
        {"deleteProtectedRange": {"protectedRangeId": 1}},
    ],
)
def test_refusals(asker: Asker, request_: Any) -> None:
    kind = next(iter(request_))
    assert asker.refused(request_).startswith(f"Invalid requests[0].{kind}: ")


def test_a_named_range_reads_like_a_range(asker: Asker, document: Spreadsheet) -> None:
    asker.batch({"addNamedRange": {"namedRange": {"name": "people", "range": AREA}}})
    document.sheet("Leads").colleague.insert_rows(0)
    assert asker.get("/values/people") == {
        "range": "Leads!A3:B4",
        "majorDimension": "ROWS",
        "values": [["Ada", "Nova"], ["Bob", "Alti"]],
    }
