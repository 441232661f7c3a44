"""Colleagues' edits around calls, faults, lost answers, and the record of calls."""

import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import requests

from tests.fakes.google import Call, FakeGoogle, Spreadsheet
from tests.fakes_tests.asking import Asker


def insert_one(asker: Asker) -> None:
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    asker.batch({"insertDimension": {"range": span}})


def test_a_colleague_edits_before_and_after_a_call(fake: FakeGoogle, asker: Asker, document: Spreadsheet) -> None:
    sheet = document.sheet("Leads")
    fake.before(2, lambda: sheet.colleague.set(1, 0, "before"))
    fake.after("values.get", lambda: sheet.colleague.set(1, 0, "after"))
    assert asker.values("Leads!A2") == [["Ada"]]
    assert sheet.values()[1][0] == "after"
    assert asker.values("Leads!A2") == [["before"]]
    assert asker.values("Leads!A2") == [["before"]]


def test_hooks_by_predicate_and_as_often_as_told(fake: FakeGoogle, asker: Asker, document: Spreadsheet) -> None:
    met: list[tuple[int, str]] = []
    fake.before(lambda call: call.is_write, lambda call: met.append((call.number, call.kind)), times=None)
    fake.before("read", lambda: met.append((0, "read")), times=2)
    for _ in range(3):
        asker.get()
        insert_one(asker)
    writes = [(2, "batchUpdate"), (4, "batchUpdate"), (6, "batchUpdate")]
    assert sorted(met) == [(0, "read"), (0, "read"), *writes]


def test_a_fault_in_a_hook_is_raised_when_the_fake_closes(document: Spreadsheet) -> None:
    fake = FakeGoogle().open()
    fake.before(1, lambda: document.sheet("Nowhere"))
    asker = Asker(fake, fake.new_spreadsheet().id)
    with pytest.raises(requests.RequestException):
        asker.get().json()
    with pytest.raises(KeyError, match="Nowhere"):
        fake.close()


def test_an_error_is_answered_and_nothing_applied(fake: FakeGoogle, asker: Asker, document: Spreadsheet) -> None:
    fake.faults.answer(503, on="write", times=2, retry_after=7)
    before = document.sheet("Leads").snapshot()
    for _ in range(2):
        answer = asker.session.post(f"{asker.root}/values/Leads!A1:clear", json={}, timeout=10)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
        assert answer.json()["error"]["status"] == "UNAVAILABLE"
    assert document.sheet("Leads").snapshot() == before
    assert asker.ask("POST", "/values/Leads!A1:clear", {})[0] == 200


def test_retry_after_as_a_date(fake: FakeGoogle, asker: Asker) -> None:
    moment = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=90)
    fake.faults.answer(429, retry_after=moment)
    answer = asker.session.get(asker.root, timeout=10)
    assert parsedate_to_datetime(answer.headers["Retry-After"]) == moment
    assert answer.json()["error"]["status"] == "RESOURCE_EXHAUSTED"


def test_a_lost_answer_was_applied_and_a_cut_was_not(fake: FakeGoogle, asker: Asker, document: Spreadsheet) -> None:
    fake.faults.lose_answer(on="batchUpdate")
    asker.get()
    with pytest.raises(requests.ConnectionError):
        insert_one(asker)
    assert document.sheet("Leads").row_count == 11
    fake.faults.cut(on="batchUpdate")
    with pytest.raises(requests.ConnectionError):
        insert_one(asker)
    assert document.sheet("Leads").row_count == 11
    assert [call.status for call in fake.calls] == [200, 0, 0]


def test_a_token_request_can_fail_too(fake: FakeGoogle, asker: Asker) -> None:
    fake.faults.cut()
    fake.faults.answer(503, on="token")
    with pytest.raises(requests.ConnectionError):
        asker.get()
    assert [call.status for call in fake.token_calls] == [503, 200]


def test_a_delay_holds_only_its_own_call(fake: FakeGoogle, asker: Asker) -> None:
    asker.get()
    fake.faults.delay(0.4, on=2)
    took: list[float] = []

    def slow() -> None:
        began = time.monotonic()
        asker.session.get(asker.root, timeout=10)
        took.append(time.monotonic() - began)

    thread = threading.Thread(target=slow)
    thread.start()
    while len(fake.calls) < 2:
        time.sleep(0.01)
    asker.get()
    assert took == []
    thread.join()
    assert took[0] >= 0.4


def test_calls_are_recorded(fake: FakeGoogle, asker: Asker) -> None:
    asker.get("/values/Leads!A1", majorDimension="ROWS")
    insert_one(asker)
    read, write = fake.calls
    assert (read.number, read.method, read.kind, read.is_write, read.body) == (1, "GET", "values.get", False, {})
    assert read.query == {"majorDimension": ["ROWS"]}
    assert (write.number, write.kind, write.is_write) == (2, "batchUpdate", True)
    assert next(iter(write.body["requests"][0])) == "insertDimension"
    assert write.body_bytes == fake.largest_body() > 50
    assert read.answer_bytes > 50
    assert fake.over_advice() == []
    asker.ask("POST", ":batchUpdate", {"requests": [], "responseRanges": ["x" * 2_000_000]})
    assert [call.number for call in fake.over_advice()] == [3]
    del fake.calls[2]
    assert (fake.count(), fake.count("read"), fake.count("write"), fake.count("values.get")) == (2, 1, 1, 1)
    assert fake.per_minute() == {0: 2}
    assert [call.kind for call in fake.token_calls] == ["token"]


def test_writes_at_the_same_time_are_all_kept(fake: FakeGoogle, asker: Asker, document: Spreadsheet) -> None:
    asker.get()
    threads = [threading.Thread(target=insert_one, args=(asker,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(20):
        document.sheet("Leads").colleague.insert_rows(1)
    for thread in threads:
        thread.join()
    assert document.sheet("Leads").row_count == 10 + 8 + 20
    assert sorted(call.number for call in fake.calls) == list(range(1, 10))


def test_a_call_reads_as_a_line() -> None:
    call = Call(3, "GET", "/", "values.get", 0.0, body_bytes=10, answer_bytes=2000, status=200)
    assert str(call).split() == ["3", "200", "values.get", "10", "B", "in", "2,000", "B", "out"]
