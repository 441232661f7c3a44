"""`python -m app score LINK` in a process of its own, killed between two calls; the next run puts everything right."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Told
from tests.cli.shared_sheet import JOBS, pipeline, set_account
from tests.fakes.google import Call, FakeGoogle, Spreadsheet

Run = Callable[..., Told]
ROOT = Path(__file__).parents[2]
PATIENCE = 90.0  # seconds until a test says that a process hangs
COLUMNS = 6
# the 5th call makes the columns, the 7th writes the scores, the 8th gives the sheet back
GET, WRITE = "spreadsheets.get", "batchUpdate"
CALLS = [GET, "values.batchGet", GET, WRITE, WRITE, GET, WRITE]


@pytest.fixture
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture
def document(fake: FakeGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Spreadsheet:
    set_account(fake, tmp_path, monkeypatch)
    return pipeline(fake)


@pytest.mark.parametrize(("number", "lands"), [(5, False), (5, True), (7, False), (7, True), (8, False), (8, True)])
def test_killed(run: Run, fake: FakeGoogle, document: Spreadsheet, number: int, lands: bool) -> None:
    _run_and_kill(fake, document, number, lands=lands)
    assert [call.kind for call in fake.calls][:7] == (CALLS * 2)[: min(number, 7)]
    killed = len(fake.calls)
    told = run("score", document.url, "--json")
    assert told.code == 0, told.err
    result = json.loads(told.out)
    values = document.sheet("Leads").values()
    assert [name for name in values[0] if str(name).startswith("Lead ")] == values[0][5:]
    assert len(values[0]) == 5 + COLUMNS
    shown = {at: row[5] for at, row in enumerate(values[1:], start=2) if len(row) > 5}
    assert {row["row"]: row["score"] for row in result["scores"]} == shown
    assert len(shown) == sum(map(bool, JOBS))
    assert result["rows_written"] == (0 if number == 8 or (number == 7 and lands) else len(shown))
    assert {one["metadataKey"] for one in document.metadata()} == {"leadsheet-column"}
    assert len(document.metadata()) == COLUMNS
    assert fake.calls[-1].at - fake.calls[killed].at < 5  # seconds: nobody waited for the dead


def _run_and_kill(fake: FakeGoogle, document: Spreadsheet, number: int, *, lands: bool) -> None:
    """Start the command, and kill it before the answer to its call of this number; it `lands`, or never arrives."""
    there, gone = threading.Event(), threading.Event()
    process: list[subprocess.Popen[bytes]] = []

    def kill() -> None:
        assert there.wait(PATIENCE)
        os.kill(process[0].pid, signal.SIGKILL)
        assert gone.wait(PATIENCE)

    handled = threading.Event()

    def cut(call: Call) -> bool:
        if call.number == number:
            handled.set()
        return call.number == number

    fake.before(number, kill)
    if lands:
        fake.after(number, handled.set)
    else:
        fake.faults.cut(cut)
    command = [sys.executable, "-m", "app", "score", document.url, "--json"]
    process.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
    there.set()
    assert process[0].wait(PATIENCE) == -signal.SIGKILL
    gone.set()
    assert handled.wait(PATIENCE)
    fake.faults.clear()
