"""A worker as a process: progress, cancelling, stopping, poison, standing still, the quota, a forgetful engine."""

import shutil
import signal
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.jobs.sheet_undoing import undoing_of
from app.store import runs
from app.store.noted_runs import find_run
from app.store.run_progress import begin
from app.store.runs import State
from app.store.workers import at_work
from tests.fakes.google import Call, Spreadsheet
from tests.jobs.workplace import Workplace, said, wait_until

LEADS = 120


def into(document: Spreadsheet, call: Call) -> bool:
    return call.is_write and document.id in call.path


class Held:
    """The document's third write (the lease and our columns come first), held back until it may `go_on`."""

    def __init__(self, workplace: Workplace, document: Spreadsheet) -> None:
        self._seen = 0
        self.arrived, self.go_on = threading.Event(), threading.Event()
        workplace.fake.before(lambda call: into(document, call), self._wait, times=None)

    def _wait(self, call: Call) -> None:
        self._seen += 1
        if self._seen == 3:
            self.arrived.set()
            self.go_on.wait(60)


def test_a_run_tells_how_far_it_is_and_what_it_did(workplace: Workplace) -> None:
    document = workplace.sheet(LEADS)
    sheet = document.sheet("Leads")
    for at in range(5):
        sheet.colleague.set(LEADS - at, 2, "")
        sheet.colleague.set(LEADS - at, 3, "")
    held = Held(workplace, document)
    workplace.start()
    workplace.ask("first", document)
    assert held.arrived.wait(60)
    run = workplace.run("first")
    assert (run.state, run.rows_total, run.rows_done) == (State.RUNNING, LEADS, 0)
    assert run.calls > 0
    assert run.began_at is not None
    held.go_on.set()
    run = workplace.ended("first")
    assert (run.state, run.rows_done, run.sentence) == (State.DONE, LEADS, "")
    assert (run.told.leads, run.told.scored, run.told.empty) == (LEADS, LEADS - 5, 5)
    assert run.version.startswith("20")
    assert run.calls >= sum(1 for call in workplace.fake.calls if document.id in call.path)
    workplace.ask("again", document)
    told = workplace.ended("again").told
    assert (told.scored, told.unchanged) == (0, LEADS - 5)


def test_a_run_is_cancelled_between_two_windows(workplace: Workplace) -> None:
    document, other = workplace.sheet(4000), workplace.sheet(1)
    held = Held(workplace, document)
    workplace.start()
    workplace.ask("first", document)
    assert held.arrived.wait(60)
    assert runs.cancel(workplace.store, "first", datetime.now(UTC)) is State.RUNNING
    held.go_on.set()
    run = workplace.ended("first")
    assert (run.state, run.sentence) == (State.CANCELLED, "")
    written = [cells for cells in said(document.sheet("Leads")).values() if cells[0] not in (None, "")]
    assert 0 < len(written) == run.told.scored < 4000
    assert {one["metadataKey"] for one in document.metadata()} == {"leadsheet-column"}  # no lease is left
    workplace.ask("other", other)
    assert workplace.ended("other").state is State.DONE


def test_sigterm_finishes_the_window_in_hand_and_the_next_worker_the_rest(workplace: Workplace) -> None:
    document = workplace.sheet(4000)
    held = Held(workplace, document)
    worker = workplace.start()
    workplace.ask("first", document)
    assert held.arrived.wait(60)
    worker.send_signal(signal.SIGTERM)
    time.sleep(0.5)
    held.go_on.set()
    assert worker.wait(30) == 0, workplace.log()
    assert at_work(workplace.store) == []
    run = workplace.run("first")
    written = [cells for cells in said(document.sheet("Leads")).values() if cells[0] not in (None, "")]
    assert (run.state, run.attempts) == (State.RUNNING, 0)
    assert 0 < len(written) == run.rows_done < 4000
    assert {one["metadataKey"] for one in document.metadata()} == {"leadsheet-column"}
    workplace.start()
    run = workplace.ended("first")
    assert (run.state, run.told.scored, run.told.unchanged) == (State.DONE, 4000, 0)


def test_a_run_that_kills_its_worker_is_given_up(workplace: Workplace) -> None:
    document = workplace.sheet(10)
    workplace.fake.before(
        lambda call: document.id in call.path, lambda: workplace.kill(workplace.workers[-1]), times=None
    )
    workplace.ask("poison", document)
    for _ in range(4):
        worker = workplace.start()
        worker.wait(60)
        assert workplace.run("poison").is_live
    workplace.start()
    run = workplace.ended("poison")
    assert (run.state, run.kind) == (State.FAILED, "poison")
    assert "4 times" in run.sentence
    assert workplace.workers[-1].poll() is None


def test_a_worker_that_stood_still_loses_its_run_and_starts_anew(workplace: Workplace) -> None:
    document = workplace.sheet(LEADS)
    worker = workplace.start()
    workplace.until_at_work()
    held = Held(workplace, document)
    workplace.ask("first", document)
    assert held.arrived.wait(60)
    worker.send_signal(signal.SIGSTOP)
    (asleep,) = at_work(workplace.store)
    with workplace.store.writing() as transaction:  # as if a minute had gone by
        transaction.run("UPDATE workers SET beat = beat - 61")
    held.go_on.set()
    second = workplace.start()
    run = workplace.ended("first")
    assert (run.state, run.told.scored) == (State.DONE, LEADS)
    assert run.worker != asleep.name
    shall = said(document.sheet("Leads"))
    worker.send_signal(signal.SIGCONT)
    wait_until(lambda: len(at_work(workplace.store)) == 2)
    assert asleep.name not in {one.name for one in at_work(workplace.store)}
    assert worker.poll() is None
    assert second.poll() is None
    assert workplace.run("first") == run
    assert said(document.sheet("Leads")) == shall


def test_what_the_engine_forgot_is_run_all_the_same(workplace: Workplace) -> None:
    document = workplace.sheet(LEADS)
    workplace.ask("first", document)
    with workplace.store.writing() as transaction:
        runs.set_state(transaction, "first", State.QUEUED, State.WAITING)
    workplace.ask("second", workplace.sheet(3))
    begin(workplace.store, "second", "somebody", datetime.now(UTC))
    shutil.rmtree(workplace.folder / "data", ignore_errors=True) if workplace.store.kind == "postgresql" else None
    workplace.start()
    assert workplace.ended("first").state is State.DONE
    assert workplace.ended("second").state is State.DONE


def test_two_workers_together_keep_googles_quota(workplace: Workplace) -> None:
    few = {"LEADSHEET_GOOGLE_READS": "7", "LEADSHEET_GOOGLE_WRITES": "50"}
    documents = [workplace.sheet(3, first=at) for at in range(4)]
    for _ in range(2):
        workplace.start(**few)
    for number, document in enumerate(documents):
        workplace.ask(f"run-{number}", document)
    wait_until(lambda: any("quota" in workplace.run(f"run-{number}").phase for number in range(4)))
    reads = [call for call in workplace.fake.calls if not call.is_write and call.path.startswith("/v4")]
    assert len(reads) == 7
    with workplace.store.writing() as transaction:  # as if a minute had gone by
        transaction.run("DELETE FROM google_calls")
    wait_until(lambda: any(not workplace.run(f"run-{number}").is_live for number in range(4)))


@pytest.mark.parametrize("count", [2, 8])
def test_racing_workers_do_each_run_once(workplace: Workplace, count: int) -> None:
    documents = [workplace.sheet(20, first=100 * at) for at in range(5)]
    for _ in range(count):
        workplace.start()
    for number, document in enumerate(documents):
        workplace.ask(f"run-{number}", document)
    for number, document in enumerate(documents):
        run = workplace.ended(f"run-{number}")
        assert (run.state, run.told.scored) == (State.DONE, 20), (run, workplace.log())
        made = [call for call in workplace.fake.calls if into(document, call)]
        assert len(made) == 4  # the lease, our columns, the scores, the lease given back: of one run
    assert len(runs.latest(workplace.store, 100)) == 5


QUICK_TO_REST = """
from app.config import read_settings
from app.jobs import worker
from app.jobs.at_work import work
worker.RESTED = 1.0
work(read_settings())
"""


def test_a_worker_that_has_scored_gives_the_memory_back(small: Workplace) -> None:
    worker = small.start("-c", QUICK_TO_REST)
    small.ask("first", small.sheet(30))
    small.ended("first")
    (before,) = at_work(small.store)
    wait_until(lambda: [one.name for one in at_work(small.store)] not in ([], [before.name]))
    assert worker.poll() is None
    time.sleep(2)
    resident = int(Path(f"/proc/{worker.pid}/status").read_text().split("VmRSS:")[1].split()[0]) / 1024
    assert resident < 150
    small.ask("second", small.sheet(30))
    assert small.ended("second").state is State.DONE


def test_a_run_is_undone_in_the_background(small: Workplace) -> None:
    document = small.sheet(40)
    before = said(document.sheet("Leads"))
    small.start()
    small.ask("first", document)
    small.ended("first")
    document.sheet("Leads").colleague.sort(0, descending=True)
    noted = find_run(small.store, "first")
    assert noted is not None
    assert runs.ask(small.store, "back", undoing_of(noted, "ana@example.org"), datetime.now(UTC)) is None
    run = small.ended("back")
    assert (run.state, run.told.cleared) == (State.DONE, 40), run
    assert "240 cells beside 40 leads" in " ".join(run.told.notes)
    assert before.keys() == said(document.sheet("Leads")).keys()
    assert {cell for cells in said(document.sheet("Leads")).values() for cell in cells} <= {None, ""}
    assert (
        runs.ask(small.store, "again", undoing_of(replace(noted, name="never"), "ana@example.org"), datetime.now(UTC))
        is None
    )
    run = small.ended("again")
    assert (run.state, run.kind) == (State.FAILED, "BadChoice")
    assert "30 days" in run.sentence
