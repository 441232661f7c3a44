"""Who is at work, and Google's quota over all of them; on both databases, with real processes."""

import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.store import workers
from app.store.database import Store, open_store
from app.store.google_calls import PERIOD, Quota
from app.store.migrating import migrate
from app.store.workers import at_work, beat, burying, enter, leave

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


def test_a_worker_whose_process_ended_is_struck_out(store: Store) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        enter(store, "w1", process.pid, NOW)
        with burying(store) as living:
            assert living == {"w1"}
        process.kill()
        process.wait()
    with burying(store) as living:
        assert living == set()
    assert at_work(store) == []
    assert not beat(store, "w1")


def test_a_worker_that_says_nothing_is_struck_out(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        enter(store, "w1", process.pid, NOW)
        monkeypatch.setattr(workers, "QUIET", 0.2)
        time.sleep(0.15)
        assert beat(store, "w1")
        time.sleep(0.15)
        with burying(store) as living:
            assert living == {"w1"}
        time.sleep(0.25)
        with burying(store) as living:
            assert living == set()
        process.kill()


def test_a_worker_of_another_machine_lives_while_it_is_heard_of(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "machine", lambda: "elsewhere 1234")
    enter(store, "w1", 4, NOW)
    monkeypatch.undo()
    with burying(store) as living:
        assert living == ({"w1"} if store.kind == "postgresql" else set())
    leave(store, "w1")
    assert at_work(store) == []


def test_no_more_calls_than_the_quota_in_any_minute(store: Store) -> None:
    quota = Quota(store, 3, 2)
    assert [quota.take("read") for _ in range(3)] == [0, 0, 0]
    assert [quota.take("write") for _ in range(2)] == [0, 0]
    assert PERIOD - 5 < quota.take("read") <= PERIOD
    assert PERIOD - 5 < quota.take("write") <= PERIOD


def test_the_window_slides(tmp_path: Path) -> None:
    """With a clock of our own, which only SQLite takes: what PostgreSQL takes is the database's."""
    url = f"sqlite:///{tmp_path / 'leadsheet.db'}"
    migrate(url)
    now, made = 1000.0, list[float]()
    quota = Quota(open_store(url), 5, 5, clock=lambda: now)
    for _ in range(400):
        waits = quota.take("read")
        if waits:
            now += waits
        else:
            made.append(now)
            now += 3.7
    assert all(later - earlier >= PERIOD for earlier, later in zip(made, made[5:], strict=False))
    assert made[-1] - made[0] < len(made) / 5 * PERIOD + PERIOD
    now -= 7200  # set back: nothing of the future bars calls
    assert quota.take("read") == 0


CALLS = """
import sys, time
from app.store.database import open_store
from app.store.google_calls import Quota
quota, taken, refused = Quota(open_store(sys.argv[1]), 40, 40), 0, 0
while refused < 50:
    if quota.take("read"):
        refused += 1
        time.sleep(0.01)
    else:
        taken += 1
print(taken)
"""


def test_eight_processes_together_keep_the_quota(url: str) -> None:
    started = [
        subprocess.Popen([sys.executable, "-c", CALLS, url], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(8)
    ]
    taken = [int(process.communicate(timeout=60)[0]) for process in started]
    assert sum(taken) == 40
