"""Two runs on one sheet at once: whatever either of them does meanwhile, no harm is done."""

import functools
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.tables.google.another_run import PATIENCE, Sleeping, Thread
from tests.tables.google.leads_sheet import (
    OURS,
    CallsOf,
    Kept,
    client_of,
    column,
    differences,
    headers,
    marks,
    new_sheet,
    score,
    state,
)

LAST_CALL = 40  # more than any run here makes
_NOTES = ("[0][0].developerMetadata", "[1]")  # where a state holds the leases


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


def test_two_at_once(fake: FakeGoogle, kept: Kept, expected: Any) -> None:
    """Both live: one waits for the other, and what it writes then is nothing."""
    for _ in range(4):
        document = kept.again()
        assert _together(fake, document) == [[], []]
        assert not differences(state(document), expected)


def _together(fake: FakeGoogle, document: Spreadsheet) -> list[list[BaseException]]:
    """Two runs that begin in the same moment, and wait for each other fifty times faster; what they raised."""
    start = threading.Barrier(2)

    def run(name: str) -> None:
        start.wait(PATIENCE)
        score(client_of(fake), document, name, sleep=lambda seconds: time.sleep(seconds / 50))

    threads = [Thread(functools.partial(run, name)) for name in ("one", "other")]
    for thread in threads:
        thread.end()
    return [thread.wrong for thread in threads]


def test_one_read_before_the_other_wrote(fake: FakeGoogle, document: Spreadsheet, expected: Any) -> None:
    """The other was done before the one asked whether it may: nothing tells it to wait, and its reading is old."""
    fake.before(CallsOf(document, 3), lambda: score(client_of(fake), document, "other"))
    score(client_of(fake), document, "one", sleep=Sleeping())
    assert not differences(state(document), expected)


def test_one_that_fell_silent_wakes_up(fake: FakeGoogle, kept: Kept, expected: Any) -> None:
    """Whenever it fell silent, and whatever the other did meanwhile: the sheet is right, with one set of columns."""
    wrong: dict[int, list[str]] = {}
    for number in range(1, LAST_CALL):
        texts = _woken(fake, kept.again(), number, expected)
        if texts is None:
            break
        if texts:
            wrong[number] = texts
    assert 9 < number < LAST_CALL - 1
    assert not wrong


def _woken(fake: FakeGoogle, document: Spreadsheet, number: int, expected: Any) -> list[str] | None:
    """What is wrong after a run slept before this call while another took over; None where it made no such call."""
    silent, wake = threading.Event(), threading.Event()

    def pause() -> None:
        silent.set()
        assert wake.wait(PATIENCE)

    fake.before(CallsOf(document, number), pause)
    first = Thread(lambda: score(client_of(fake), document, "first", sleep=Sleeping()))
    while not silent.wait(0.01) and first.is_alive():
        pass
    if not silent.is_set():
        return None
    score(client_of(fake), document, "second", sleep=Sleeping())
    # the lease may stay with the first, which lives, where the second found nothing to write
    between = [text for text in differences(state(document), expected) if not text.startswith(_NOTES)]
    wrong = [f"after the second: {text}" for text in between]
    wake.set()
    first.end()
    wrong += [f"the first ended by {error!r}" for error in first.wrong]
    return [*wrong, *(text[:200] for text in differences(state(document), expected))]


def test_scores_are_whose_they_are_whatever_two_runs_do(fake: FakeGoogle, document: Spreadsheet) -> None:
    """A sheet that is sorted while one waits for the other."""
    sheet = document.sheet("Leads")
    fake.before(CallsOf(document, 4), lambda: sheet.colleague.sort(0, descending=True))
    fake.before(CallsOf(document, 9), lambda: sheet.colleague.sort(3))

    assert _together(fake, document) == [[], []]
    jobs, reasons = column(sheet, "Job title"), column(sheet, "Lead reasons")
    assert reasons == [f"+ job title {job}" if job else "" for job in jobs]
    assert sum(text in OURS for text in headers(sheet)) == len(OURS)
    assert {*marks(document)} == {"leadsheet-column"}
