"""Another run holds the sheet: it is waited for, taken over from once it is gone, or named in a refusal."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from app.errors import SheetKind, SheetProblem
from app.processes import born
from app.tables.google import lease
from app.tables.google.leasing import PATIENCE_SECONDS
from app.tables.google.shape import Note
from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.tables.google.another_run import ELSEWHERE, Sleeping, let_go, renew_as, take_as, text_of
from tests.tables.google.leads_sheet import CallsOf, Kept, client_of, differences, marks, new_sheet, score, state


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture
def kept(fake: FakeGoogle) -> Kept:
    """A sheet that was never scored."""
    return Kept(fake, new_sheet(fake))


@pytest.fixture(scope="module")
def expected(fake: FakeGoogle) -> Any:
    """The end that one run alone comes to."""
    document = new_sheet(fake)
    score(client_of(fake), document)
    return state(document)


@pytest.fixture
def document(kept: Kept) -> Spreadsheet:
    return kept.document


def writes_to(fake: FakeGoogle, document: Spreadsheet) -> int:
    return sum(call.is_write and call.spreadsheet_id == document.id for call in fake.calls)


def test_a_living_run_elsewhere_is_named(fake: FakeGoogle, document: Spreadsheet) -> None:
    take_as(document, text_of(ELSEWHERE))
    before, writes = state(document), writes_to(fake, document)
    sleeping = Sleeping(lambda times: renew_as(document, times) if times % 4 == 0 else None)
    with pytest.raises(SheetProblem) as refused:
        score(client_of(fake), document, sleep=sleeping)
    assert str(refused.value) == (
        "Another run is writing to this sheet (ben@example.org, since 2026-11-22 08:59 UTC): wait until it has ended "
        "and run again."
    )
    assert refused.value.kind is SheetKind.REFUSED
    assert sleeping.seconds == PATIENCE_SECONDS
    assert writes_to(fake, document) == writes
    renew_as(document, 0)
    assert not differences(state(document), before)


def test_a_run_elsewhere_ends_while_we_wait(fake: FakeGoogle, document: Spreadsheet, expected: Any) -> None:
    take_as(document, text_of(ELSEWHERE))
    sleeping = Sleeping(lambda times: let_go(document) if times == 3 else None)
    score(client_of(fake), document, sleep=sleeping)
    assert sleeping.times == 3
    assert not differences(state(document), expected)


def test_a_run_elsewhere_falls_silent(fake: FakeGoogle, document: Spreadsheet, expected: Any) -> None:
    take_as(document, text_of(ELSEWHERE))
    sleeping = Sleeping(lambda times: renew_as(document, times) if times == 2 else None)
    score(client_of(fake), document, sleep=sleeping)
    assert sleeping.seconds == pytest.approx(lease.QUIET_SECONDS + 10, abs=5)
    assert not differences(state(document), expected)


def test_a_lease_nobody_can_read_is_taken_over(fake: FakeGoogle, document: Spreadsheet, expected: Any) -> None:
    take_as(document, "?")
    sleeping = Sleeping()
    score(client_of(fake), document, sleep=sleeping)
    assert not sleeping.times
    assert not differences(state(document), expected)


def test_a_dead_process_of_this_machine_is_not_waited_for(
    fake: FakeGoogle, document: Spreadsheet, expected: Any
) -> None:
    ours = lease.this_process("r", "ana@example.org", "2026-11-22 08:00 UTC")
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        dead = msgspec.structs.replace(ours, process=process.pid, born=born(process.pid))
        take_as(document, text_of(dead))
        sleeping = Sleeping(lambda times: renew_as(document, times))
        with pytest.raises(SheetProblem):  # it lives yet
            score(client_of(fake), document, sleep=sleeping)
        assert sleeping.times
        let_go(document)
        take_as(document, text_of(dead))
    sleeping = Sleeping()
    score(client_of(fake), document, sleep=sleeping)
    assert not sleeping.times
    assert not differences(state(document), expected)


def test_a_process_that_got_a_dead_ones_number_is_not_waited_for(
    fake: FakeGoogle, document: Spreadsheet, expected: Any
) -> None:
    ours = lease.this_process("r", "ana@example.org", "2026-11-22 08:00 UTC")
    take_as(document, text_of(msgspec.structs.replace(ours, born="1")))
    sleeping = Sleeping()
    score(client_of(fake), document, sleep=sleeping)
    assert not sleeping.times
    assert not differences(state(document), expected)


def test_another_takes_over_in_the_same_instant(fake: FakeGoogle, document: Spreadsheet, expected: Any) -> None:
    """Of two that find the same dead run, one takes its lease; the other waits for that one."""
    take_as(document, "?")
    moment = CallsOf(document, 3)
    fake.before(moment, lambda: renew_as(document, 1))
    sleeping = Sleeping(lambda times: let_go(document) if times == 2 else None)
    score(client_of(fake), document, sleep=sleeping)
    assert moment.hit
    assert sleeping.times == 2
    assert not differences(state(document), expected)


def test_the_lease_names_us(fake: FakeGoogle, document: Spreadsheet) -> None:
    seen = list[lease.Held | None]()

    def look() -> None:
        notes = [Note(one["metadataId"], one["metadataKey"], one["metadataValue"]) for one in document.metadata()]
        seen.append(lease.held(tuple(notes), document.sheet("Leads").id))

    fake.before(CallsOf(document, 5), look)
    score(client_of(fake), document, "20261122-0900-efgh", who="ana@example.org")
    assert seen[0] is not None
    holder = seen[0].holder
    assert holder is not None
    assert (holder.run, holder.who, holder.since) == ("20261122-0900-efgh", "ana@example.org", "2026-11-22 09:00 UTC")
    assert not lease.is_gone(seen[0])


@pytest.mark.parametrize("loses", [False, True])
def test_nobody_elses_lease_is_given_back(fake: FakeGoogle, document: Spreadsheet, loses: bool) -> None:
    """The next run takes the lease between our last call and its repeat, or has taken it over from us before."""
    calls = 12
    if loses:
        fake.faults.lose_answer(CallsOf(document, calls))
        fake.after(CallsOf(document, calls), lambda: take_as(document, text_of(ELSEWHERE)))
    else:
        fake.before(CallsOf(document, calls), lambda: renew_as(document, 7))
    score(client_of(fake), document)
    fake.faults.clear()
    held = [one["metadataValue"] for one in document.metadata() if one["metadataKey"] == lease.KEY]
    assert held == [text_of(msgspec.structs.replace(ELSEWHERE, beat=0 if loses else 7))]
    let_go(document)
    assert {*marks(document)} == {"leadsheet-column"}
