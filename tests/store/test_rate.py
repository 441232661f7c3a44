import multiprocessing
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.errors import StoreProblem
from app.store.rate import SLOTS, RateCounter

ROOT = Path(__file__).parents[2]
NOW = 1_800_000_000.0


def test_a_window_opens_with_the_first_call_and_holds_the_limit(tmp_path: Path) -> None:
    counter = RateCounter(tmp_path / "calls", limit=3)
    takes = [counter.take(1, now=NOW + second) for second in (0, 10, 20, 30, 59.5)]
    assert [take.allowed for take in takes] == [True, True, True, False, False]
    assert [take.remaining for take in takes] == [2, 1, 0, 0, 0]
    assert [take.reset_seconds for take in takes] == [60, 50, 40, 30, 0.5]
    assert counter.take(1, now=NOW + 60) == (True, 3, 2, 60.0)


def test_keys_do_not_share_and_cost_is_all_or_nothing(tmp_path: Path) -> None:
    counter = RateCounter(tmp_path / "calls", limit=10)
    assert counter.take(1, 8, NOW).remaining == 2
    assert not counter.take(1, 3, NOW).allowed
    assert counter.take(1, 2, NOW) == (True, 10, 0, 60.0)
    assert counter.take(1 + SLOTS, 10, NOW).allowed  # falls on the same slot
    assert not counter.take(1, 1, NOW).allowed
    assert not counter.take(2, 11, NOW).allowed


def test_a_slot_freed_before_ours_does_not_give_a_second_window(tmp_path: Path) -> None:
    counter = RateCounter(tmp_path / "calls", limit=1)
    counter.take(1, now=NOW)
    assert counter.take(1 + SLOTS, now=NOW + 50).allowed
    assert not counter.take(1 + SLOTS, now=NOW + 70).allowed  # key 1's window is over, this one's is not


def test_a_clock_set_a_little_back_gives_nothing_extra(tmp_path: Path) -> None:
    counter = RateCounter(tmp_path / "calls", limit=1)
    assert counter.take(1, now=NOW).allowed
    assert not counter.take(1, now=NOW - 5).allowed
    assert counter.take(1, now=NOW - 3600).allowed


HAMMER = """
import sys
from pathlib import Path
from app.store.rate import RateCounter
counter = RateCounter(Path(sys.argv[1]), int(sys.argv[2]), period=3600)
input()
print(sum(counter.take(7).allowed for _ in range(10_000)))
"""


def test_four_processes_get_exactly_the_limit_together(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HAMMER, str(tmp_path / "calls"), "23456"]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert sum(int(process.communicate(timeout=60)[0]) for process in running) == 23456


def test_threads_and_forked_children_count_with_their_parent(tmp_path: Path) -> None:
    counter = RateCounter(tmp_path / "calls", limit=5000, period=3600)
    counter.take(7)
    allowed = multiprocessing.get_context("fork").SimpleQueue()

    def take_many() -> None:
        allowed.put(sum(counter.take(7).allowed for _ in range(2000)))

    children = [multiprocessing.get_context("fork").Process(target=take_many) for _ in range(2)]
    for child in children:
        child.start()
    threads = [threading.Thread(target=take_many) for _ in range(2)]
    for thread in threads:
        thread.start()
    for child in children:
        child.join()
    for thread in threads:
        thread.join()
    assert sum(allowed.get() for _ in range(4)) == 4999


def test_a_process_killed_while_it_counts_holds_nobody_up(tmp_path: Path) -> None:
    code = HAMMER.replace("range(10_000)", "iter(int, 1)")
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "calls"), "1000000000"], cwd=ROOT, stdin=subprocess.PIPE
    )
    assert process.stdin is not None
    process.stdin.write(b"\n")
    process.stdin.flush()
    counter = RateCounter(tmp_path / "calls", 1_000_000_000, period=3600)
    while counter.take(7).remaining > 1_000_000_000 - 1000:
        pass
    os.kill(process.pid, 9)
    process.wait()
    process.stdin.close()
    assert counter.take(7).allowed


def test_a_file_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreProblem, match="count calls"):
        RateCounter(tmp_path / "file" / "calls", 1).take(1)
