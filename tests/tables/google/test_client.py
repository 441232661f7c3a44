"""The calls: read and written through a program that speaks Google's API, whatever becomes of an answer."""

import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
import responses

from app.errors import SheetKind, SheetProblem
from app.tables.google import fences
from app.tables.google.client import SheetsClient
from app.tables.google.credentials import account_of
from app.tables.google.sending import TIMEOUT
from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.tables.google.account import account_info

ROWS: list[list[Any]] = [["Name", "Score", "Seen"], ["Ada Lovelace", 0.5], [], ["Bob"]]
FENCE = fences.fence_of("run-1", 1)
Json = dict[str, Any]


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "requests_ca_bundle"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as google:
        yield google


@pytest.fixture
def document(fake: FakeGoogle) -> Spreadsheet:
    return fake.new_spreadsheet("Pipeline", sheets={"Leads": ROWS, "Empty": []}, share_with_service_account=True)


class Waits:
    """Sleeping that only moves the fake's clock; what was told before."""

    def __init__(self, fake: FakeGoogle | None = None) -> None:
        self.fake = fake
        self.seconds: list[float] = []
        self.reasons: list[str] = []

    def sleep(self, seconds: float) -> None:
        assert self.seconds[-1] == seconds
        if self.fake:
            self.fake.clock.advance(seconds)

    def told(self, seconds: float, reason: str) -> None:
        self.seconds.append(seconds)
        self.reasons.append(reason)


@pytest.fixture
def waits(fake: FakeGoogle) -> Waits:
    return Waits(fake)


def client_of(info: Json, api_url: str, waits: Waits) -> SheetsClient:
    account = account_of(json.dumps(info), "TEST")
    return SheetsClient(account.credentials, api_url, sleep=waits.sleep, on_wait=waits.told)


@pytest.fixture
def client(fake: FakeGoogle, waits: Waits) -> Iterator[SheetsClient]:
    client = client_of(fake.credentials_info(), fake.url, waits)
    yield client
    client.close()


@pytest.fixture
def write(client: SheetsClient, document: Spreadsheet) -> Callable[..., Json | None]:
    """Writes 0.75 as Ada's score."""

    def send(*more: Json, run: str = "run-1", **others: Any) -> Json | None:
        leads = document.sheet("Leads")
        cell = {"userEnteredValue": {"numberValue": 0.75}}
        start = {"sheetId": leads.id, "rowIndex": 1, "columnIndex": 1}
        update = {"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}}
        return client.write(document.id, [update, *more], fence=FENCE, sheet_id=leads.id, run=run, **others)

    return send


def problem(kind: SheetKind, call: Callable[[], object]) -> str:
    with pytest.raises(SheetProblem) as raised:
        call()
    assert raised.value.kind is kind, raised.value
    assert str(raised.value).endswith(".")
    return str(raised.value)


def score(document: Spreadsheet) -> object:
    return document.sheet("Leads").values()[1][1]


# Reading


def test_a_spreadsheet_is_read_through_a_mask_and_ranges(client: SheetsClient, document: Spreadsheet) -> None:
    told = client.spreadsheet(document.id, "properties.title,sheets.properties(sheetId,title)")
    assert told["properties"] == {"title": "Pipeline"}
    assert [sheet["properties"]["title"] for sheet in told["sheets"]] == ["Leads", "Empty"]
    mask = "sheets.data.rowData.values.effectiveValue"
    cells = client.spreadsheet(document.id, mask, ["Leads!A2:B2"])["sheets"][0]["data"][0]["rowData"]
    assert cells == [
        {"values": [{"effectiveValue": {"stringValue": "Ada Lovelace"}}, {"effectiveValue": {"numberValue": 0.5}}]}
    ]


def test_values_are_ragged_and_in_the_order_asked_for(client: SheetsClient, document: Spreadsheet) -> None:
    found = client.values(document.id, ["Leads!A1:C9", "Empty!A1:B2", "Leads!B2:B2"])
    assert found == [[["Name", "Score", "Seen"], ["Ada Lovelace", 0.5], [], ["Bob"]], [], [[0.5]]]
    columns = client.values(document.id, ["Leads!A1:B2"], columns_first=True)
    assert columns == [[["Name", "Ada Lovelace"], ["Score", 0.5]]]
    assert client.values(document.id, ["Leads!B2"], render="FORMATTED_VALUE") == [[["0.5"]]]
    reads = client.calls.reads
    assert client.values(document.id, []) == []
    assert client.calls.reads == reads


def test_dates_come_as_serial_numbers(fake: FakeGoogle, client: SheetsClient, document: Spreadsheet) -> None:
    leads = document.sheet("Leads")
    cell = {
        "userEnteredValue": {"numberValue": 46348},
        "userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}},
    }
    start = {"sheetId": leads.id, "rowIndex": 1, "columnIndex": 2}
    document.apply([{"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "*"}}])
    assert client.values(document.id, ["Leads!C2"]) == [[[46348]]]
    assert client.values(document.id, ["Leads!C2"], render="FORMATTED_VALUE") == [[["2026-11-22"]]]
    assert "SERIAL_NUMBER" in str(fake.calls[-1].query)  # Google's own default is not relied on


# Writing


def test_a_write_is_one_batch_behind_a_fence_and_answers_with_what_stands_there_now(
    fake: FakeGoogle, document: Spreadsheet, write: Callable[..., Json | None]
) -> None:
    mask = "updatedSpreadsheet.sheets.data.rowData.values.effectiveValue"
    answer = write(response_ranges=["Leads!B2"], fields=mask)
    assert answer is not None
    (sheet,) = answer["updatedSpreadsheet"]["sheets"]
    assert sheet["data"][0]["rowData"] == [{"values": [{"effectiveValue": {"numberValue": 0.75}}]}]
    assert fake.count("batchUpdate") == len(fake.calls) == 1
    assert list(fake.calls[0].body["requests"][0]) == ["createDeveloperMetadata"]
    (metadata,) = document.metadata()
    assert metadata["metadataId"] == FENCE
    assert (metadata["metadataKey"], metadata["metadataValue"]) == ("leadsheet-fence", "run-1")
    assert metadata["location"] == {"locationType": "SHEET", "sheetId": document.sheet("Leads").id}
    assert metadata["visibility"] == "DOCUMENT"


def test_without_a_mask_the_answer_holds_the_cells_of_the_ranges(write: Callable[..., Json | None]) -> None:
    answer = write(response_ranges=["Leads!B2"])
    assert answer is not None
    (leads, *_) = answer["updatedSpreadsheet"]["sheets"]
    assert leads["data"][0]["rowData"][0]["values"][0]["effectiveValue"] == {"numberValue": 0.75}


def test_without_ranges_the_answer_holds_no_sheet(write: Callable[..., Json | None]) -> None:
    answer = write()
    assert answer is not None
    assert "updatedSpreadsheet" not in answer


def test_a_fence_is_found_and_taken_away(
    client: SheetsClient, document: Spreadsheet, write: Callable[..., Json | None]
) -> None:
    assert client.metadata(document.id, FENCE) is None
    write()
    found = client.metadata(document.id, FENCE)
    assert found is not None
    assert found["metadataValue"] == "run-1"
    document.apply([fences.removed(FENCE)])
    assert client.metadata(document.id, FENCE) is None
    assert write() is not None


def test_a_write_whose_answer_was_lost_is_known_to_have_landed(
    fake: FakeGoogle, document: Spreadsheet, write: Callable[..., Json | None], waits: Waits
) -> None:
    fake.faults.lose_answer(on="batchUpdate")
    fake.after(1, lambda: document.sheet("Leads").colleague.set(1, 1, 0.1))  # a colleague, before we ask again
    assert write() is None
    assert score(document) == 0.1  # not written over by the repeat
    assert [call.kind for call in fake.calls] == ["batchUpdate", "batchUpdate", "developerMetadata.get"]
    assert waits.reasons == ["the connection to Google failed"]


def test_a_lost_answer_and_failures_after_it_still_write_once(
    fake: FakeGoogle, document: Spreadsheet, write: Callable[..., Json | None]
) -> None:
    fake.faults.lose_answer(on="batchUpdate")
    fake.before(2, lambda: fake.faults.answer(503, on="batchUpdate", times=2))
    fake.before("developerMetadata.get", lambda: fake.faults.answer(500, on="developerMetadata.get"))
    assert write() is None
    assert fake.count("batchUpdate") == 4
    assert fake.count("developerMetadata.get") == 2
    assert score(document) == 0.75


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_write_that_did_not_land_is_repeated(
    status: int, fake: FakeGoogle, document: Spreadsheet, write: Callable[..., Json | None]
) -> None:
    fake.faults.answer(status, on="batchUpdate", times=2)
    assert write() is not None
    assert fake.count("batchUpdate") == 3
    assert score(document) == 0.75


def test_a_wrong_write_is_refused_at_once(
    fake: FakeGoogle, document: Spreadsheet, write: Callable[..., Json | None]
) -> None:
    nowhere = {"deleteSheet": {"sheetId": 4711}}
    assert "requests[2].deleteSheet" in problem(SheetKind.OUT_OF_RANGE, lambda: write(nowhere))
    assert len(fake.calls) == 1
    assert score(document) == 0.5


def test_a_wrong_write_is_refused_after_a_repeat_as_well(
    fake: FakeGoogle, document: Spreadsheet, write: Callable[..., Json | None]
) -> None:
    fake.faults.answer(503, on="batchUpdate")
    problem(SheetKind.OUT_OF_RANGE, lambda: write({"deleteSheet": {"sheetId": 4711}}))
    assert [call.kind for call in fake.calls] == ["batchUpdate", "batchUpdate", "developerMetadata.get"]
    assert score(document) == 0.5


def test_a_fence_of_another_run_is_not_taken_for_ours(
    fake: FakeGoogle, document: Spreadsheet, write: Callable[..., Json | None]
) -> None:
    document.apply([fences.raised(FENCE, document.sheet("Leads").id, "run-0")])
    fake.faults.answer(503, on="batchUpdate")
    problem(SheetKind.REFUSED, write)
    assert score(document) == 0.5


def test_fences_are_the_same_for_the_same_write_only() -> None:
    made = [fences.fence_of(run, number) for run in ("a", "b", "a1") for number in range(300)]
    assert len(set(made)) == len(made)
    assert made[0] == fences.fence_of("a", 0)
    assert all(1 <= fence < 2**31 for fence in made)


# Tokens


def test_one_token_serves_many_calls_and_a_dead_one_is_renewed_once(
    fake: FakeGoogle, client: SheetsClient, document: Spreadsheet
) -> None:
    for _ in range(3):
        client.values(document.id, ["Leads!A1"])
    assert len(fake.token_calls) == 1
    fake.clock.advance(4000)
    assert client.values(document.id, ["Leads!A1"]) == [[["Name"]]]
    assert len(fake.token_calls) == 2
    assert client.calls.retries == 0


def test_tokens_that_never_hold_are_told(fake: FakeGoogle, client: SheetsClient, document: Spreadsheet) -> None:
    fake.token_seconds = 0
    problem(SheetKind.CREDENTIALS, lambda: client.values(document.id, ["Leads!A1"]))
    assert len(fake.token_calls) == 2
    assert client.calls.retries == 0


def test_a_revoked_account_is_told(fake: FakeGoogle, client: SheetsClient, document: Spreadsheet) -> None:
    fake.revoke()
    assert fake.account in problem(SheetKind.CREDENTIALS, lambda: client.values(document.id, ["Leads!A1"]))
    assert fake.calls == []


def test_a_token_endpoint_that_fails_for_a_while_is_waited_for(
    fake: FakeGoogle, client: SheetsClient, document: Spreadsheet, waits: Waits
) -> None:
    fake.faults.answer(503, on="token", times=2, retry_after=7)
    assert client.values(document.id, ["Leads!A1"]) == [[["Name"]]]
    assert len(waits.seconds) == 2
    assert min(waits.seconds) >= 7


# Waiting


def test_the_quota_of_a_minute_is_waited_for(
    fake: FakeGoogle, client: SheetsClient, document: Spreadsheet, waits: Waits
) -> None:
    fake.quota.switch_on(per_user=60)
    for _ in range(130):
        assert client.values(document.id, ["Leads!A1"]) == [[["Name"]]]
    assert set(waits.reasons) == {"Google's quota for this minute is used up"}
    assert client.calls.retries == len(waits.seconds) > 1
    assert client.calls.seconds_waited == pytest.approx(sum(waits.seconds))
    assert client.calls.reads == len(fake.calls)


def test_a_quota_that_stays_used_up_ends_in_a_sentence(
    fake: FakeGoogle, client: SheetsClient, document: Spreadsheet, waits: Waits
) -> None:
    fake.faults.answer(429, times=None)
    problem(SheetKind.QUOTA, lambda: client.values(document.id, ["Leads!A1"]))
    assert 60 < sum(waits.seconds) <= 180
    assert len(fake.calls) < 60


def test_failures_that_stay_end_in_a_sentence(
    fake: FakeGoogle, client: SheetsClient, document: Spreadsheet, waits: Waits
) -> None:
    fake.faults.answer(503, times=None)
    assert "status 503" in problem(SheetKind.UNREACHABLE, lambda: client.values(document.id, ["Leads!A1"]))
    assert sum(waits.seconds) <= 180


def test_retry_after_is_honoured_in_seconds_and_as_a_date(
    fake: FakeGoogle, client: SheetsClient, document: Spreadsheet, waits: Waits
) -> None:
    fake.faults.answer(429, retry_after=41)
    client.values(document.id, ["Leads!A1"])
    assert waits.seconds == [41]
    fake.faults.answer(503, retry_after=datetime.now(UTC) + timedelta(seconds=50))
    client.values(document.id, ["Leads!A1"])
    assert 47 <= waits.seconds[1] <= 51


@pytest.mark.parametrize("fault", ["cut", "lose_answer"])
def test_a_read_whose_connection_broke_is_repeated(
    fault: str, fake: FakeGoogle, client: SheetsClient, document: Spreadsheet
) -> None:
    getattr(fake.faults, fault)()
    assert client.values(document.id, ["Leads!A1"]) == [[["Name"]]]
    assert client.calls.retries == 1


@pytest.mark.parametrize("on", [None, "token"])
def test_slow_answers_are_not_waited_for_without_end(
    on: str | None, fake: FakeGoogle, client: SheetsClient, document: Spreadsheet, waits: Waits
) -> None:
    client._http.set_timeout((5.0, 0.2))
    fake.faults.delay(1.0, on=on)
    assert client.values(document.id, ["Leads!A1"]) == [[["Name"]]]
    assert waits.reasons == ["Google did not answer in time"]


def test_every_call_has_a_timeout(
    client: SheetsClient, write: Callable[..., Json | None], document: Spreadsheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeouts = []
    send = requests.Session.send

    def spy(session: requests.Session, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        timeouts.append(options["timeout"])
        return send(session, request, **options)

    monkeypatch.setattr(requests.Session, "send", spy)
    write()
    client.metadata(document.id, 1)
    client.spreadsheet(document.id, "spreadsheetId")
    client.values(document.id, ["Leads!A1"])
    assert timeouts == [TIMEOUT] * 5  # the token's call too
    assert TIMEOUT == (5.0, 60.0)


# What Google refuses


def test_a_sheet_that_is_not_shared(fake: FakeGoogle, client: SheetsClient, document: Spreadsheet) -> None:
    document.share(False)
    sentence = problem(SheetKind.NOT_SHARED, lambda: client.values(document.id, ["Leads!A1"]))
    assert f"add {fake.account} as Editor" in sentence


def test_a_sheet_that_is_shared_to_read_only(
    client: SheetsClient, document: Spreadsheet, write: Callable[..., Json | None]
) -> None:
    document.share("reader")
    problem(SheetKind.NOT_SHARED, write)
    client.values(document.id, ["Leads!A1"])
    assert "as viewer" in problem(SheetKind.READ_ONLY, write)


def test_a_sheet_that_does_not_exist(client: SheetsClient) -> None:
    problem(SheetKind.NOT_FOUND, lambda: client.spreadsheet("x" * 44, "spreadsheetId"))
    problem(SheetKind.NOT_FOUND, lambda: client.values("../../x?y#z", ["A1"]))


def test_an_excel_file(client: SheetsClient, document: Spreadsheet) -> None:
    document.excel_file = True
    problem(SheetKind.NOT_A_SHEET, lambda: client.values(document.id, ["Leads!A1"]))


def test_an_api_that_is_off(fake: FakeGoogle, client: SheetsClient, document: Spreadsheet) -> None:
    fake.api_disabled = True
    problem(SheetKind.API_OFF, lambda: client.values(document.id, ["Leads!A1"]))


def test_a_tab_that_is_gone(client: SheetsClient, document: Spreadsheet) -> None:
    problem(SheetKind.OUT_OF_RANGE, lambda: client.values(document.id, ["Gone!A1"]))


def test_a_protected_range(document: Spreadsheet, write: Callable[..., Json | None]) -> None:
    whole = {"sheetId": document.sheet("Leads").id}
    document.apply([{"addProtectedRange": {"protectedRange": {"range": whole, "editors": {"users": []}}}}])
    problem(SheetKind.PROTECTED, write)


# What stands between Google and us


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (200, SheetKind.UNREACHABLE), (302, SheetKind.UNREACHABLE), (403, SheetKind.UNREACHABLE),
        (407, SheetKind.UNREACHABLE), (413, SheetKind.TOO_LARGE),
    ],
)  # fmt: skip
def test_a_page_instead_of_an_answer_is_told_at_once(status: int, kind: SheetKind) -> None:
    waits = Waits()
    with responses.RequestsMock() as mock:
        mock.post("https://oauth2.googleapis.com/token", json={"access_token": "t", "expires_in": 3600})
        mock.get(
            "https://sheets.googleapis.com/v4/spreadsheets/x/values:batchGet",
            "<html>Log in</html>", status=status, headers={"Location": "https://evil.example/"},
        )  # fmt: skip
        client = client_of(account_info(), "https://sheets.googleapis.com", waits)
        sentence = problem(kind, lambda: client.values("x", ["A1"]))
        assert f"status {status}" in sentence
        assert len(mock.calls) == 2  # nothing was followed, nothing repeated


@pytest.mark.parametrize("body", ["<html>Log in</html>", "[]", '"token"'])
def test_a_page_instead_of_a_token_is_told_at_once(body: str) -> None:
    waits = Waits()
    with responses.RequestsMock() as mock:
        mock.post("https://oauth2.googleapis.com/token", body)
        client = client_of(account_info(), "https://sheets.googleapis.com", waits)
        problem(SheetKind.UNREACHABLE, lambda: client.values("x", ["A1"]))
    assert waits.seconds == []


def test_an_answer_with_too_few_ranges_is_not_googles() -> None:
    with responses.RequestsMock() as mock:
        mock.post("https://oauth2.googleapis.com/token", json={"access_token": "t", "expires_in": 3600})
        mock.get("https://sheets.googleapis.com/v4/spreadsheets/x/values:batchGet", json={"valueRanges": [{}]})
        client = client_of(account_info(), "https://sheets.googleapis.com", Waits())
        problem(SheetKind.UNREACHABLE, lambda: client.values("x", ["A1", "B1"]))


def test_nobody_at_the_address(fake: FakeGoogle) -> None:
    waits = Waits()
    client = client_of(fake.credentials_info(), "http://127.0.0.1:1", waits)
    assert "check this machine's connection" in problem(SheetKind.UNREACHABLE, lambda: client.values("x", ["A1"]))
    assert sum(waits.seconds) > 60
    assert client.calls.reads == len(waits.seconds) + 1


def test_of_the_environment_only_the_proxy_counts(
    fake: FakeGoogle, client: SheetsClient, document: Spreadsheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    assert client.values(document.id, ["Leads!A1"]) == [[["Name"]]]  # by our token, not by that password
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    problem(SheetKind.UNREACHABLE, lambda: client.values(document.id, ["Leads!A1"]))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert client.values(document.id, ["Leads!A1"]) == [[["Name"]]]
    assert len(fake.calls) == 2


# What is kept, and what is not said


def test_calls_are_counted_with_their_largest_bodies(
    fake: FakeGoogle, client: SheetsClient, document: Spreadsheet, write: Callable[..., Json | None]
) -> None:
    fake.faults.answer(503, on="batchUpdate")
    write()
    client.values(document.id, ["Leads!A1:C9"])
    client.metadata(document.id, FENCE)
    calls = client.calls
    assert (calls.reads, calls.writes, calls.retries) == (2, 2, 1)
    assert calls.largest_sent == fake.largest_body()
    assert calls.largest_received == max(call.answer_bytes for call in fake.calls)


def test_no_log_holds_a_key_a_token_or_a_cell(
    client: SheetsClient, document: Spreadsheet, write: Callable[..., Json | None], caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("GOOGLE_SDK_PYTHON_LOGGING_SCOPE", "google")
    threads = set(threading.enumerate())
    with caplog.at_level("DEBUG"):
        client.values(document.id, ["Leads!A1:C9"])
        write()
    assert caplog.records  # urllib3 tells addresses at least
    said = "\n".join(str(vars(record)) for record in caplog.records)
    for secret in ("ya29.", "assertion", "PRIVATE", "Ada", "0.75"):
        assert secret not in said
    # google-auth's own session would ask another service of Google in a thread.
    assert not [one for one in set(threading.enumerate()) - threads if "process_request" not in one.name]


def test_gspreads_own_writes_are_closed(client: SheetsClient, document: Spreadsheet) -> None:
    with pytest.raises(NotImplementedError, match=r"SheetsClient\.write"):
        client._http.values_update(document.id, "Leads!A1", body={"values": [["x"]]})
