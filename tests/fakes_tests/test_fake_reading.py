"""What the API's reads answer, as Google documents it."""

from typing import Any

import pytest

from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.fakes.google.cells import Formula
from tests.fakes_tests.asking import Asker

CELL_C2 = {"effectiveValue": {"numberValue": 12}, "formattedValue": "12"}


def test_values_leave_out_trailing_empty_rows_and_columns(asker: Asker) -> None:
    answer = asker.get("/values/Leads!A1:F10", valueRenderOption="UNFORMATTED_VALUE")
    assert answer == {
        "range": "Leads!A1:F10",
        "majorDimension": "ROWS",
        "values": [["Name", "Company", "Size"], ["Ada", "Nova", 12], ["Bob", "Alti", 7.5], ["Cid", "", True]],
    }


def test_an_empty_range_has_no_values_key(asker: Asker) -> None:
    assert asker.get("/values/Leads!D1:F3") == {"range": "Leads!D1:F3", "majorDimension": "ROWS"}


def test_an_empty_row_between_filled_ones_is_an_empty_list(asker: Asker, document: Spreadsheet) -> None:
    document.sheet("Leads").colleague.clear("A3:C3")
    assert asker.values("Leads!A2:C4") == [["Ada", "Nova", "12"], [], ["Cid", "", "TRUE"]]


def test_columns_as_the_major_dimension(asker: Asker) -> None:
    found = asker.values("Leads!B1:C4", majorDimension="COLUMNS")
    assert found == [["Company", "Nova", "Alti"], ["Size", "12", "7.5", "TRUE"]]


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("Leads", "Leads!A1:F10"),
        ("'Leads'", "Leads!A1:F10"),
        ("Leads!B2", "Leads!B2"),
        ("Leads!B2:B2", "Leads!B2"),
        ("Leads!B:C", "Leads!B1:C10"),
        ("Leads!2:3", "Leads!A2:F3"),
        ("Leads!A5:B", "Leads!A5:B10"),
        ("Leads!C3:A1", "Leads!A1:C3"),
        ("B1:C1", "Leads!B1:C1"),
        ("Leads!$A$1:$B$2", "Leads!A1:B2"),
        ("Leads!A1:Z99", "Leads!A1:F10"),
    ],
)
def test_ranges_in_a1_notation(asker: Asker, asked: str, named: str) -> None:
    assert asker.get(f"/values/{asked}")["range"] == named


def test_a_title_that_needs_quotes(asker: Asker, document: Spreadsheet) -> None:
    document.sheet("Leads").colleague.rename_tab("L'été / 2026: a!b")
    assert asker.get("/values/%27L%27%27%C3%A9t%C3%A9%20%2F%202026%3A%20a!b%27!A1")["values"] == [["Name"]]
    assert asker.get("/values/A1")["range"] == "'L''été / 2026: a!b'!A1"


@pytest.mark.parametrize(
    "text", ["Nowhere!A1", "Leads!A1:[5", "Leads!", "Leads!1A", "'Leads!A1", "Leads!A0", "A", "A:1"]
)
def test_a_range_that_cannot_be_read(asker: Asker, text: str) -> None:
    status, answer = asker.ask("GET", "/values:batchGet", ranges=text)
    assert (status, answer["error"]["status"]) == (400, "INVALID_ARGUMENT")
    assert answer["error"]["message"] == f"Unable to parse range: {text}"


@pytest.mark.parametrize("text", ["Leads!A11", "Leads!G1", "Leads!A11:Z99"])
def test_a_range_outside_of_the_grid(asker: Asker, text: str) -> None:
    status, answer = asker.ask("GET", f"/values/{text}")
    assert status == 400
    assert answer["error"]["message"] == f"Range ({text}) exceeds grid limits. Max rows: 10, max columns: 6"


def test_batch_get_keeps_the_order_asked(asker: Asker) -> None:
    answer = asker.get("/values:batchGet", ranges=["Leads!B2", "Leads!A2"])
    assert [one["values"] for one in answer["valueRanges"]] == [[["Nova"]], [["Ada"]]]


def test_a_french_sheet_shows_french_numbers(fake: FakeGoogle) -> None:
    document = fake.new_spreadsheet("F", locale="fr_FR", sheets={"P": [[1.5, True, 45000, 0.256, 1234567.891]]})
    asker = Asker(fake, document.id)
    formats = [
        {},
        {},
        {"type": "DATE"},
        {"type": "PERCENT", "pattern": "0.0%"},
        {"type": "NUMBER", "pattern": "#,##0.00"},
    ]
    cells = [{"userEnteredFormat": {"numberFormat": one} if one else {}} for one in formats]
    asker.batch(
        {
            "updateCells": {
                "start": {"sheetId": 0, "rowIndex": 0, "columnIndex": 0},
                "rows": [{"values": cells}],
                "fields": "userEnteredFormat.numberFormat",
            }
        }
    )
    assert asker.values("P!A1:E1") == [["1,5", "VRAI", "15/03/2023", "25,6%", "1\u202f234\u202f567,89"]]
    raw = [[1.5, True, 45000, 0.256, 1234567.891]]
    assert asker.values("P!A1:E1", valueRenderOption="UNFORMATTED_VALUE") == raw
    texts = asker.values("P!A1:E1", valueRenderOption="UNFORMATTED_VALUE", dateTimeRenderOption="FORMATTED_STRING")
    assert texts == [[1.5, True, "15/03/2023", 0.256, 1234567.891]]


def test_formulas_show_results_and_errors(fake: FakeGoogle) -> None:
    rows = [[2, Formula("=A1*3"), Formula("=Z99"), Formula("=1/0"), Formula("=NOPE(1)"), Formula('="a"&A1')]]
    document = fake.new_spreadsheet("F", sheets={"P": rows}, rows=5, columns=10)
    asker = Asker(fake, document.id)
    assert asker.values("P!A1:F1") == [["2", "6", "#REF!", "#DIV/0!", "#NAME?", "a2"]]
    assert asker.values("P!B1", valueRenderOption="FORMULA") == [["=A1*3"]]
    cell = asker.get(ranges="P!C1", includeGridData="true")["sheets"][0]["data"][0]["rowData"][0]["values"][0]
    assert cell["userEnteredValue"] == {"formulaValue": "=Z99"}
    assert cell["effectiveValue"]["errorValue"]["type"] == "REF"


def test_an_arrayformula_spills_until_something_stands_in_its_way(fake: FakeGoogle) -> None:
    document = fake.new_spreadsheet("F", sheets={"P": [[1], [2], [3]]}, rows=5, columns=4)
    sheet, asker = document.sheet("P"), Asker(fake, document.id)
    sheet.colleague.set(0, 1, Formula("=ARRAYFORMULA(A1:A3*10)"))
    assert sheet.values() == [[1, 10], [2, 20], [3, 30]]
    assert sheet.cell(1, 1) == {"effectiveValue": {"numberValue": 20}, "formattedValue": "20"}
    asker.batch(
        {
            "updateCells": {
                "start": {"sheetId": 0, "rowIndex": 2, "columnIndex": 1},
                "rows": [{"values": [{"userEnteredValue": {"numberValue": 5}}]}],
                "fields": "userEnteredValue",
            }
        }
    )
    assert sheet.values() == [[1, "#REF!"], [2], [3, 5]]


def test_the_resource_of_a_spreadsheet(asker: Asker, document: Spreadsheet) -> None:
    answer = asker.get()
    assert answer["properties"]["title"] == "Pipeline"
    assert answer["properties"]["locale"] == "en_US"
    properties = answer["sheets"][0]["properties"]
    assert properties["gridProperties"] == {"rowCount": 10, "columnCount": 6}
    assert (properties["sheetId"], properties["title"], properties["index"]) == (0, "Leads", 0)
    assert "data" not in answer["sheets"][0]
    assert answer["spreadsheetId"] == document.id


def test_grid_data_of_ranges(asker: Asker, document: Spreadsheet) -> None:
    document.sheet("Leads").colleague.hide_rows(2)
    document.sheet("Leads").colleague.note(3, 1, "ask him")
    data = asker.get(ranges=["Leads!B3:C10", "Leads!A1"], includeGridData="true")["sheets"][0]["data"]
    assert (data[0]["startRow"], data[0]["startColumn"]) == (2, 1)
    assert [len(row.get("values", [])) for row in data[0]["rowData"]] == [2, 2]
    assert data[0]["rowData"][1]["values"][0] == {"note": "ask him"}
    assert data[0]["rowMetadata"][0] == {"pixelSize": 21, "hiddenByUser": True}
    assert len(data[0]["rowMetadata"]) == 8
    assert "startRow" not in data[1]
    assert data[1]["rowData"][0]["values"][0]["formattedValue"] == "Name"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("properties.title", {"properties": {"title": "Pipeline"}}),
        ("properties(title,locale)", {"properties": {"title": "Pipeline", "locale": "en_US"}}),
        ("sheets/properties/sheetId", {"sheets": [{"properties": {"sheetId": 0}}]}),
        (
            "sheets(properties(title)),sheets.properties.sheetId",
            {"sheets": [{"properties": {"title": "Leads", "sheetId": 0}}]},
        ),
        (
            "sheets.data.rowData.values(effectiveValue/numberValue,formattedValue)",
            {"sheets": [{"data": [{"rowData": [{"values": [CELL_C2]}]}]}]},
        ),
    ],
)  # fmt: skip
def test_partial_answers(asker: Asker, fields: str, found: object) -> None:
    assert asker.get(fields=fields, ranges="Leads!C2") == found


def test_a_mask_alone_says_whether_the_grid_is_shown(asker: Asker) -> None:
    assert "data" not in asker.get(fields="sheets.properties", includeGridData="true")["sheets"][0]
    assert "data" in asker.get(fields="*")["sheets"][0]


def test_a_mask_that_names_nothing_is_refused(asker: Asker) -> None:
    status, answer = asker.ask("GET", "", fields="sheets.propertys")
    assert status == 400
    assert "propertys" in answer["error"]["details"][0]["fieldViolations"][0]["description"]


def test_data_filters(asker: Asker) -> None:
    filters: list[Any] = [
        {"a1Range": "Leads!A1:B1"},
        {"gridRange": {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2}},
    ]
    status, answer = asker.ask("POST", "/values:batchGetByDataFilter", {"dataFilters": filters})
    assert status == 200
    assert [one["valueRange"]["range"] for one in answer["valueRanges"]] == ["Leads!A1:B1", "Leads!A2:F2"]
    assert answer["valueRanges"][1]["dataFilters"] == [filters[1]]
    status, answer = asker.ask("POST", ":getByDataFilter", {"dataFilters": filters, "includeGridData": True})
    assert len(answer["sheets"][0]["data"]) == 2
    status, answer = asker.ask("POST", ":getByDataFilter", {"dataFilters": [{**filters[0], **filters[1]}]})
    assert status == 400
