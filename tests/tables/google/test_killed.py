"""Runs that are killed between any two calls: the next run, at once, leaves the sheet as an undisturbed one does."""

import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess

import pytest

from tests.fakes.google import Call, FakeGoogle, Spreadsheet
from tests.tables.google import scoring_process
from tests.tables.google.leads_sheet import (
    HEADER,
    JOB,
    CallsOf,
    Kept,
    client_of,
    differences,
    headers,
    lead,
    marks,
    new_sheet,
    score,
    state,
)

LAST_CALL = 40  # more than any run here makes
PATIENCE = 60.0  # seconds until a test says that a process hangs
Start = Callable[[Spreadsheet, str], BaseProcess]


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture(scope="module")
def start(fake: FakeGoogle, tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Starts a run over a document in a process of its own, forked off one that has all modules loaded."""
    key = tmp_path_factory.mktemp("account") / "key.json"
    key.write_text(json.dumps(fake.credentials_info()))
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pytest", scoring_process.__name__])

    def started(document: Spreadsheet, name: str) -> BaseProcess:
        process = context.Process(
            target=scoring_process.run_over, args=(document.url, str(key), fake.url, name), daemon=True
        )
        process.start()
        return process

    return started


def never_scored(fake: FakeGoogle) -> Spreadsheet:
    return new_sheet(fake)


def scored_and_changed(fake: FakeGoogle) -> Spreadsheet:
    """Scored once; then jobs changed, a lead came, one was emptied and a column of ours was deleted."""
    document = new_sheet(fake)
    score(client_of(fake), document, "long ago")
    sheet = document.sheet("Leads")
    sheet.colleague.set(1, HEADER.index(JOB), "Chief of 1")
    sheet.colleague.set(4, HEADER.index(JOB), "")
    for at in range(len(HEADER)):
        sheet.colleague.set(7, at, None)
    sheet.colleague.append_row(lead(9, url=False, email=False))
    sheet.colleague.delete_columns(headers(sheet).index("Lead label"))
    return document


def never(seconds: float) -> None:
    raise AssertionError(f"waited {seconds} s for a run that is dead")


@pytest.mark.parametrize("scenario", [never_scored, scored_and_changed])
@pytest.mark.parametrize("lands", [False, True])
def test_killed_at_any_call(
    fake: FakeGoogle, start: Start, scenario: Callable[[FakeGoogle], Spreadsheet], lands: bool
) -> None:
    kept = Kept(fake, scenario(fake))
    score(client_of(fake), kept.document)
    expected = state(kept.document, when=False)
    left: set[str] = set()
    wrong: dict[int, list[str]] = {}
    for number in range(1, LAST_CALL):
        document = kept.again()
        killed = _killed(fake, start, document, number, lands=lands)
        if not killed:
            break
        left |= {*marks(document)}
        score(client_of(fake, never), document, "next", sleep=never)
        wrong[number] = differences(state(document, when=False), expected)
        if {*marks(document)} != {"leadsheet-column"}:
            wrong[number].append(f"left behind: {marks(document)}")
    assert not {number: texts for number, texts in wrong.items() if texts}
    assert 9 < number < LAST_CALL - 1
    assert left == {"leadsheet-column", "leadsheet-fence", "leadsheet-run"}  # there was something to clear away


def _killed(fake: FakeGoogle, start: Start, document: Spreadsheet, number: int, *, lands: bool) -> bool:
    """Kills a run while it waits for the answer to a call; whether it came to make that call."""
    running: list[BaseProcess] = []
    there, gone, answered = (threading.Event() for _ in range(3))

    def kill() -> None:
        assert there.wait(PATIENCE)
        process = running[0]
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        assert gone.wait(PATIENCE)

    moment, to_cut = CallsOf(document, number), CallsOf(document, number)

    def cut(call: Call) -> bool:
        meant = to_cut(call)
        if meant:
            answered.set()
        return meant

    fake.before(moment, kill)
    if lands:
        fake.after(CallsOf(document, number), answered.set)
    else:
        fake.faults.cut(cut)
    running.append(start(document, f"killed {number}"))
    there.set()
    running[0].join(PATIENCE)
    gone.set()
    assert not moment.hit or answered.wait(PATIENCE)
    fake.faults.clear()
    assert running[0].exitcode == (-signal.SIGKILL if moment.hit else 0)
    return bool(moment.hit)
