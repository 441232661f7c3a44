"""spreadsheets.values: what is written, how texts are taken, what the answers say."""

from typing import Any

import pytest

from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.fakes.google.typed import typed
from tests.fakes_tests.asking import Asker


def entered(document: Spreadsheet, row: int, column: int) -> Any:
    return document.sheet("Leads").cell(row, column).get("userEnteredValue", {})


def test_raw_keeps_every_text_and_user_entered_runs_formulas(asker: Asker, document: Spreadsheet) -> None:
    texts = ["=1+1", "12", "TRUE", "2026-01-02", "'x"]
    assert asker.ask("PUT", "/values/Leads!A6:E6", {"values": [texts]}, valueInputOption="RAW")[0] == 200
    assert [entered(document, 5, column) for column in range(5)] == [{"stringValue": text} for text in texts]
    asker.ask("PUT", "/values/Leads!A7:E7", {"values": [texts]}, valueInputOption="USER_ENTERED")
    assert [entered(document, 6, column) for column in range(5)] == [
        {"formulaValue": "=1+1"},
        {"numberValue": 12},
        {"boolValue": True},
        {"numberValue": 46024},
        {"stringValue": "x"},
    ]
    assert asker.values("Leads!A7:D7") == [["2", "12", "TRUE", "2026-01-02"]]


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("12,5", "fr_FR", 12.5),
        ("12,5", "en_US", "12,5"),
        ("1,234.5", "en_US", 1234.5),
        ("1 234,5", "fr_FR", 1234.5),
        ("12%", "en_US", 0.12),
        ("-3", "en_US", -3),
        ("1e3", "en_US", 1000),
        ("11-50", "en_US", 18568),
        ("007", "en_US", 7),
        ("VRAI", "fr_FR", True),
        ("1/2/2026", "en_US", 46024),
        ("2/1/2026", "fr_FR", 46024),
        ("12:00", "en_US", 0.5),
        ("51-200", "en_US", "51-200"),
        ("nan", "en_US", "nan"),
        ("", "en_US", None),
        ("=", "en_US", "="),
    ],
)
def test_what_a_typed_text_becomes(text: str, locale: str, value: Any) -> None:
    found = typed(text, locale)[0]
    assert (found, type(found)) == (value, type(value))


def test_null_skips_a_cell_and_an_empty_text_empties_it(asker: Asker, document: Spreadsheet) -> None:
    status, answer = asker.ask("PUT", "/values/Leads!A2", {"values": [[None, ""], ["Bea"]]}, valueInputOption="RAW")
    assert status == 200
    assert document.sheet("Leads").values()[1:3] == [["Ada", "", 12], ["Bea", "Alti", 7.5]]
    expected = {"updatedRange": "Leads!A2:B3", "updatedRows": 2, "updatedColumns": 2, "updatedCells": 2}
    assert answer == {"spreadsheetId": document.id, **expected}


@pytest.mark.parametrize(
    ("text", "values", "message"),
    [
        ("Leads!A1:B1", [[1, 2, 3]], "Requested writing within range [Leads!A1:B1], but tried writing to column [C]"),
        ("Leads!A1:B1", [[1], [2]], "Requested writing within range [Leads!A1:B1], but tried writing to row [2]"),
        ("Leads!A10", [[1], [2]], "Range (Leads!A10:A11) exceeds grid limits. Max rows: 10, max columns: 6"),
        ("Leads!A11", [[1]], "Range (Leads!A11) exceeds grid limits. Max rows: 10, max columns: 6"),
        ("Leads!A1:Z1", [[1]], "Range (Leads!A1:Z1) exceeds grid limits. Max rows: 10, max columns: 6"),
        ("Leads!A1", [[{"a": 1}]], "Invalid values[0][0]: struct_value"),
        ("Leads!A1", [[[1]]], "Invalid values[0][0]: list_value"),
        ("Leads!A1", [["x" * 50_001]], "Your input contains more than the maximum of 50000 characters"),
    ],
)
def test_writes_that_are_refused(asker: Asker, document: Spreadsheet, text: str, values: Any, message: str) -> None:
    before = document.sheet("Leads").values()
    status, answer = asker.ask("PUT", f"/values/{text}", {"values": values}, valueInputOption="RAW")
    assert status == 400
    assert answer["error"]["message"].startswith(message)
    assert document.sheet("Leads").values() == before


def test_an_input_option_is_required(asker: Asker) -> None:
    status, answer = asker.ask("PUT", "/values/Leads!A1", {"values": [[1]]})
    assert (status, answer["error"]["message"]) == (400, "'valueInputOption' is required but not specified")


def test_batch_update_is_all_or_nothing(asker: Asker, document: Spreadsheet) -> None:
    data = [{"range": "Leads!D2", "values": [[1]]}, {"range": "Nowhere!D3", "values": [[2]]}]
    status, answer = asker.ask("POST", "/values:batchUpdate", {"valueInputOption": "RAW", "data": data})
    assert (status, answer["error"]["message"]) == (400, "Invalid data[1]: Unable to parse range: Nowhere!D3")
    assert entered(document, 1, 3) == {}
    data[1]["range"] = "Leads!D3"
    body = {"valueInputOption": "RAW", "data": data, "includeValuesInResponse": True}
    status, answer = asker.ask("POST", "/values:batchUpdate", body)
    totals = {name: value for name, value in answer.items() if name.startswith("total")}
    assert totals == {
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 2,
        "totalUpdatedCells": 2,
        "totalUpdatedSheets": 1,
    }
    assert answer["responses"][1]["updatedData"]["values"] == [["2"]]


def test_columns_as_the_major_dimension_of_a_write(asker: Asker, document: Spreadsheet) -> None:
    body = {"values": [["a", "b"], ["c"]], "majorDimension": "COLUMNS"}
    asker.ask("PUT", "/values/Leads!D1:E2", body, valueInputOption="RAW")
    assert [row[3:] for row in document.sheet("Leads").values()[:2]] == [["a", "c"], ["b"]]


def test_append_finds_the_table_and_its_first_column(asker: Asker, document: Spreadsheet) -> None:
    document.sheet("Leads").colleague.set(8, 4, "elsewhere")
    query = {"valueInputOption": "RAW"}
    status, answer = asker.ask("POST", "/values/Leads!A1:C3:append", {"values": [["Dee", "Kalo"]]}, **query)
    assert status == 200
    assert answer["tableRange"] == "Leads!A1:C4"
    assert answer["updates"]["updatedRange"] == "Leads!A5:B5"
    rows = {"values": [[at] for at in range(7)]}
    status, answer = asker.ask("POST", "/values/Leads!A1:append", rows, insertDataOption="INSERT_ROWS", **query)
    assert answer["updates"]["updatedRange"] == "Leads!A6:A12"
    assert document.sheet("Leads").row_count == 17
    assert document.sheet("Leads").values()[15][4] == "elsewhere"


def test_append_to_an_empty_sheet_starts_at_the_range(asker: Asker, document: Spreadsheet) -> None:
    document.apply([{"addSheet": {"properties": {"title": "New", "gridProperties": {"rowCount": 2}}}}])
    rows = {"values": [[1], [2], [3]]}
    answer = asker.ask("POST", "/values/New!B1:append", rows, valueInputOption="RAW")[1]
    assert "tableRange" not in answer
    assert document.sheet("New").values() == [["", 1], ["", 2], ["", 3]]


def test_clearing_keeps_notes(asker: Asker, document: Spreadsheet) -> None:
    document.sheet("Leads").colleague.note(1, 0, "keep")
    status, answer = asker.ask("POST", "/values/Leads!A2:B:clear", {})
    assert (status, answer["clearedRange"]) == (200, "Leads!A2:B10")
    assert document.sheet("Leads").values()[1] == ["", "", 12]
    assert document.sheet("Leads").cell(1, 0) == {"note": "keep"}
    status, answer = asker.ask("POST", "/values:batchClear", {"ranges": ["Leads!C1", "Leads!C2"]})
    assert answer["clearedRanges"] == ["Leads!C1", "Leads!C2"]
    status, answer = asker.ask("POST", "/values:batchClearByDataFilter", {"dataFilters": [{"a1Range": "Leads!C3"}]})
    assert answer["clearedRanges"] == ["Leads!C3"]
    assert document.sheet("Leads").values() == [["Name", "Company"], [], [], ["", "", True]]


def test_writing_by_data_filter(asker: Asker, fake: FakeGoogle, document: Spreadsheet) -> None:
    place = {"dimensionRange": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 3, "endIndex": 4}}
    entry = {"metadataKey": "score", "visibility": "DOCUMENT", "location": place}
    asker.batch({"createDeveloperMetadata": {"developerMetadata": entry}})
    document.sheet("Leads").colleague.move_columns(3, 1, 0)
    one = {"dataFilter": {"developerMetadataLookup": {"metadataKey": "score"}}, "values": [["Score"], [1]]}
    body = {"valueInputOption": "RAW", "data": [one]}
    status, answer = asker.ask("POST", "/values:batchUpdateByDataFilter", body)
    assert (status, answer["totalUpdatedCells"]) == (200, 2)
    assert [row[0] for row in document.sheet("Leads").values()[:2]] == ["Score", 1]
    body["data"] = [{**one, "values": [[1, 2]]}]
    assert asker.ask("POST", "/values:batchUpdateByDataFilter", body)[0] == 400
