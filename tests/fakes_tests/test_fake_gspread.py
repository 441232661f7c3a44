"""The real client library against the fake: gspread with google-auth, only the host replaced."""

from collections.abc import Iterator
from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError, SpreadsheetNotFound, WorksheetNotFound
from gspread.http_client import HTTPClient
from gspread.utils import ValueInputOption, ValueRenderOption

from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.fakes_tests.asking import SCOPE, LocalCredentials

Client = gspread.Client


@pytest.fixture
def client(fake: FakeGoogle) -> Iterator[Client]:
    class Redirected(HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Any:
            return super().request(method, endpoint.replace("https://sheets.googleapis.com", fake.url), *args, **kwargs)

    info = fake.credentials_info()
    credentials = LocalCredentials.from_service_account_info(info, scopes=[SCOPE])  # type: ignore[no-untyped-call]
    made = Client(credentials, http_client=Redirected)
    made.set_timeout((5, 10))
    yield made
    made.http_client.session.close()


def test_reading_and_writing(client: Client, document: Spreadsheet) -> None:
    sheet = client.open_by_key(document.id).worksheet("Leads")
    assert sheet.get_all_values()[1] == ["Ada", "Nova", "12"]
    assert sheet.get_all_values(value_render_option=ValueRenderOption.unformatted)[2] == ["Bob", "Alti", 7.5]
    assert sheet.get_all_records()[0] == {"Name": "Ada", "Company": "Nova", "Size": 12}
    sheet.update([["Score"], [99.5]], "D1", raw=True)
    sheet.batch_update([{"range": "E1:E2", "values": [["Label"], ["=1+1"]]}], value_input_option=ValueInputOption.raw)
    assert sheet.acell("E2").value == "=1+1"
    assert document.sheet("Leads").values()[1][3:] == [99.5, "=1+1"]
    found = sheet.find("Bob")
    assert found is not None
    assert (found.row, found.col) == (3, 1)


def test_growing_sorting_and_deleting(client: Client, document: Spreadsheet) -> None:
    sheet = client.open_by_key(document.id).get_worksheet_by_id(0)
    sheet.add_cols(2)
    assert document.sheet("Leads").column_count == 8
    sheet.sort((1, "des"), range="A2:F4")
    assert [row[0] for row in document.sheet("Leads").values()] == ["Name", "Cid", "Bob", "Ada"]
    sheet.delete_rows(2)
    sheet.insert_row(["Eve", "Kalo", 3], 2)
    sheet.append_row(["Fay"])
    assert [row[0] for row in document.sheet("Leads").values()] == ["Name", "Eve", "Bob", "Ada", "Fay"]
    sheet.freeze(rows=1)
    sheet.format("A1:F1", {"textFormat": {"bold": True}})
    sheet.merge_cells("D1:E1")
    sheet.update_note("A2", "met her")
    shown = document.sheet("Leads").snapshot()
    assert shown["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert len(shown["merges"]) == 1
    assert document.sheet("Leads").cell(1, 0)["note"] == "met her"
    sheet.clear()
    assert document.sheet("Leads").values() == []


def test_tabs(client: Client, document: Spreadsheet) -> None:
    spreadsheet = client.open_by_key(document.id)
    made = spreadsheet.add_worksheet("Other", rows=5, cols=3)
    made.update_title("Renamed")
    assert [sheet.title for sheet in document.sheets()] == ["Leads", "Renamed"]
    assert [sheet.title for sheet in spreadsheet.worksheets()] == ["Leads", "Renamed"]
    spreadsheet.del_worksheet(made)
    with pytest.raises(WorksheetNotFound):
        spreadsheet.worksheet("Renamed")


def test_protection_and_conditional_formats(client: Client, document: Spreadsheet) -> None:
    sheet = client.open_by_key(document.id).sheet1
    sheet.add_protected_range("A1:B2", description="mine")
    protected = document.sheet("Leads").snapshot()["protectedRanges"]
    assert protected[0]["description"] == "mine"
    sheet.delete_protected_range(protected[0]["protectedRangeId"])
    assert "protectedRanges" not in document.sheet("Leads").snapshot()
    sheet.set_basic_filter("A1:C4")
    assert document.sheet("Leads").snapshot()["basicFilter"]["range"]["endRowIndex"] == 4


def test_its_errors(client: Client, fake: FakeGoogle, document: Spreadsheet) -> None:
    with pytest.raises(SpreadsheetNotFound):
        client.open_by_key("1nothing")
    sheet = client.open_by_key(document.id).sheet1
    with pytest.raises(APIError, match="exceeds grid limits"):
        sheet.update([[1]], "A11")
    fake.faults.answer(503)
    with pytest.raises(APIError, match="currently unavailable"):
        sheet.get_all_values()
    document.share(False)
    with pytest.raises(PermissionError):
        client.open_by_key(document.id)
