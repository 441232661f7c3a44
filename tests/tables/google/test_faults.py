"""Answers that are lost, calls that fail and quotas that are used up: the sheet ends as if nothing had happened."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.fakes.google.calls import On
from tests.tables.google.leads_sheet import (
    HEADER,
    JOB,
    NOTES,
    OURS,
    CallsOf,
    Kept,
    client_of,
    column,
    differences,
    headers,
    lead,
    leads,
    marks,
    new_sheet,
    score,
    state,
)
from tests.tables.google.scoring_by_hand import score_of

LAST_CALL = 40  # more than any run here makes
Scenario = Callable[[FakeGoogle], Spreadsheet]
Strike = Callable[[FakeGoogle, On], None]


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


def never_scored(fake: FakeGoogle) -> Spreadsheet:
    return new_sheet(fake)


def scored_and_changed(fake: FakeGoogle) -> Spreadsheet:
    """Scored once; then jobs changed, a lead came and one was emptied, a column of ours was renamed and one deleted."""
    document = new_sheet(fake)
    score(client_of(fake), document, "first")
    sheet = document.sheet("Leads")
    sheet.colleague.set(1, HEADER.index(JOB), "Chief of 1")
    sheet.colleague.set(4, HEADER.index(JOB), "")
    for at in range(len(HEADER)):
        sheet.colleague.set(7, at, None)
    sheet.colleague.append_row(lead(9, url=False, email=False))
    sheet.colleague.rename_header(headers(sheet).index("Lead score"), "How likely")
    sheet.colleague.delete_columns(headers(sheet).index("Lead label"))
    return document


SCENARIOS = pytest.mark.parametrize("scenario", [never_scored, scored_and_changed])


def lose(fake: FakeGoogle, on: On) -> None:
    fake.faults.lose_answer(on)


def cut(fake: FakeGoogle, on: On) -> None:
    fake.faults.cut(on)


def unavailable(fake: FakeGoogle, on: On) -> None:
    fake.faults.answer(503, on)


def storm_in_seconds(fake: FakeGoogle, on: On) -> None:
    fake.faults.answer(429, on, times=None, retry_after=7)


def storm_by_date(fake: FakeGoogle, on: On) -> None:
    fake.faults.answer(429, on, times=None, retry_after=datetime.now(UTC) + timedelta(seconds=9))


def undisturbed(fake: FakeGoogle, scenario: Scenario) -> tuple[Kept, Any]:
    """Where a run begins, and the end that it comes to when nothing goes wrong."""
    kept = Kept(fake, scenario(fake))
    score(client_of(fake), kept.document)
    return kept, state(kept.document)


def test_the_undisturbed_runs_are_right(fake: FakeGoogle) -> None:
    """What all others are compared with; without it, all could be wrong alike."""
    first, changed = never_scored(fake), scored_and_changed(fake)
    for document in (first, changed):
        score(client_of(fake), document)
    sheet, again = first.sheet("Leads"), changed.sheet("Leads")
    jobs = [row[HEADER.index(JOB)] for row in leads()]
    assert headers(sheet) == [*HEADER, *OURS, "Lead ID"]
    assert column(sheet, "Lead score") == [score_of(job) if job else "" for job in jobs]
    assert [bool(text) for text in column(sheet, "Lead ID")] == [number in (4, 7) for number in range(1, 9)]
    now = ["Chief of 1", "Head of 2", "Head of 3", "", "Head of 5", "", "", "Head of 8", "Head of 9"]
    assert column(again, "How likely") == [score_of(job) if job else "" for job in now]
    assert sorted(headers(again)) == sorted([*HEADER, *OURS[1:], "How likely", "Lead ID"])
    assert [bool(text) for text in column(again, "Lead ID")] == [number in (4, 9) for number in range(1, 10)]
    for document in (first, changed):
        assert marks(document) == ["leadsheet-column"] * (len(OURS) + 1)
        assert column(document.sheet("Leads"), NOTES)[0] == "note 1"


@SCENARIOS
@pytest.mark.parametrize("strike", [lose, cut, unavailable])
def test_one_call_fails(fake: FakeGoogle, scenario: Scenario, strike: Strike) -> None:
    (kept, expected), calls = undisturbed(fake, scenario), 0
    for number in range(1, LAST_CALL):
        document = kept.again()
        on = CallsOf(document, number)
        strike(fake, on)
        client = client_of(fake)
        score(client, document)
        fake.faults.clear()
        if not on.hit:
            break
        calls = number
        assert client.calls.retries == 1
        assert not differences(state(document), expected), f"call {number} failed by {strike.__name__}"
    assert 9 < calls < LAST_CALL - 1


@SCENARIOS
@pytest.mark.parametrize("strike", [storm_in_seconds, storm_by_date])
def test_a_quota_is_used_up(fake: FakeGoogle, scenario: Scenario, strike: Strike) -> None:
    (kept, expected), calls = undisturbed(fake, scenario), 0
    for number in range(1, LAST_CALL):
        document, waits = kept.again(), list[float]()
        on = CallsOf(document, number, count=4)
        strike(fake, on)
        score(client_of(fake, waits.append), document)
        fake.faults.clear()
        if not on.hit:
            break
        calls = number
        assert len(waits) == 4
        assert min(waits) >= 7
        assert not differences(state(document), expected), f"calls from {number} on"
    assert 9 < calls < LAST_CALL - 1


@SCENARIOS
@pytest.mark.parametrize("what", ["lose", "cut", "503"])
def test_every_other_call_fails(fake: FakeGoogle, scenario: Scenario, what: str) -> None:
    kept, expected = undisturbed(fake, scenario)
    document = kept.again()
    turn = iter(range(10**6))

    def every_other(call: Any) -> bool:
        return call.spreadsheet_id == document.id and next(turn) % 2 == 0

    {
        "lose": lambda: fake.faults.lose_answer(every_other, times=None),
        "cut": lambda: fake.faults.cut(every_other, times=None),
        "503": lambda: fake.faults.answer(503, every_other, times=None),
    }[what]()
    client = client_of(fake)
    score(client, document)
    fake.faults.clear()
    assert client.calls.retries > 9
    assert not differences(state(document), expected)


@pytest.mark.parametrize("strike", [lose, cut, unavailable, storm_in_seconds])
def test_the_token_fails(fake: FakeGoogle, strike: Strike) -> None:
    kept, expected = undisturbed(fake, never_scored)
    document, tokens = kept.again(), iter(range(10**6))
    strike(fake, lambda call: call.kind == "token" and next(tokens) < 2)
    client = client_of(fake)
    score(client, document)
    fake.faults.clear()
    assert client.calls.retries > 0
    assert not differences(state(document), expected)


def test_the_token_ends_within_the_run(fake: FakeGoogle) -> None:
    kept, expected = undisturbed(fake, scored_and_changed)
    document = kept.again()
    mine = iter(range(10**6))
    fake.before(lambda call: call.spreadsheet_id == document.id and next(mine) == 4, lambda: fake.clock.advance(4000))
    tokens = len(fake.token_calls)
    score(client_of(fake), document)
    assert len(fake.token_calls) == tokens + 2
    assert not differences(state(document), expected)


def test_two_calls_a_minute() -> None:
    """Each call must wait for a minute of its own, and none is given up."""
    with FakeGoogle() as fake:
        kept, expected = undisturbed(fake, never_scored)
        document = kept.again()
        fake.quota.switch_on(per_user=2)
        fake.clock.advance(60)
        start = fake.clock.now()
        client = client_of(fake, fake.clock.advance)
        score(client, document)
        assert client.calls.retries > 2
        assert fake.clock.now() - start > 60
        assert not differences(state(document), expected)


def test_many_sheets_within_googles_quota() -> None:
    with FakeGoogle() as fake:
        _, expected = undisturbed(fake, never_scored)
        documents = [never_scored(fake) for _ in range(15)]
        fake.clock.advance(60)
        fake.quota.switch_on(per_user=60, per_project=60)
        client = client_of(fake, fake.clock.advance)
        for document in documents:
            score(client, document)
        assert {429} < {call.status for call in fake.calls}
        assert client.calls.seconds_waited > 5
        assert [state(document) == expected for document in documents] == [True] * 15
