import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from app.store import moving
from app.store.database import Store, open_store
from app.store.journal import Entry, Fact, LoggedLead, encode
from app.store.journal_files import journals_in
from app.store.migrating import migrate
from app.store.moving import move_journal
from app.store.prediction_log import PredictionLog
from tests.store.entries import FACTS, entry, in_first_form, kept

ROOT = Path(__file__).parents[2]
NEVER = 3600.0


def wait_for(true: Callable[[], bool], seconds: float = 15) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


def killed_while_appending(url: str, folder: Path, name: str, leads: int, interval: float, count: int) -> list[str]:
    """Start a process that appends, kill -9 it after `count` acknowledged entries; returns all it acknowledged."""
    command = [sys.executable, "-m", "tests.store.appending", url, str(folder), name, str(leads), str(interval)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(count)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.readlines()
    assert process.returncode == -signal.SIGKILL
    return [line.strip() for line in said if line.endswith("\n")]


@pytest.mark.parametrize(("leads", "interval", "count"), [(3, NEVER, 200), (40, 0.01, 1500), (2000, 0.01, 60)])
def test_kill_9_loses_nothing_acknowledged_and_doubles_nothing(
    url: str, store: Store, tmp_path: Path, leads: int, interval: float, count: int
) -> None:
    folder = tmp_path / "journals"
    acknowledged = killed_while_appending(url, folder, "a", leads, interval, count)
    acknowledged += killed_while_appending(url, folder, "b", leads, interval, count)
    PredictionLog(folder, store).move_now()
    found = kept(store)
    assert len(acknowledged) >= 2 * count
    assert found.keys() >= set(acknowledged)
    assert set(found.values()) == {leads}
    assert len(found) <= len(acknowledged) + 2  # kept, and killed before it could say so
    assert list(folder.iterdir()) == []


def test_several_movers_at_once_move_each_record_once(url: str, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "journals"
    acknowledged = killed_while_appending(url, folder, "a", 5, NEVER, 3000)
    code = (
        "import sys; from pathlib import Path; from app.store.database import open_store;"
        "from app.store.prediction_log import PredictionLog;"
        "print(PredictionLog(Path(sys.argv[2]), open_store(sys.argv[1])).move_now())"
    )
    command = [sys.executable, "-c", code, url, str(folder)]
    movers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    moved = [int(mover.communicate(timeout=30)[0]) for mover in movers]
    found = kept(store)
    assert 0 < sum(moved) <= sum(found.values())  # the killed process may have moved some itself
    assert found.keys() >= set(acknowledged)
    assert set(found.values()) == {5}


def test_a_killed_process_whose_last_commit_lands_after_we_looked(
    url: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.00000001.v1.journal"
    half = b"".join(encode(entry(f"r{number}", 3)) for number in range(5))
    path.write_bytes(half)
    own = open_store(url)
    entries, _broken, end = next(iter(moving._chunks(half, 0)))
    assert moving._commit(own, path, None, end, entries)
    path.write_bytes(half + b"".join(encode(entry(f"r{number}", 3)) for number in range(5, 10)))
    looked: Iterator[int | None] = iter([None])  # the first look is from before that commit
    real = moving._position
    monkeypatch.setattr(moving, "_position", lambda store, name: next(looked, real(store, name)))
    assert move_journal(own, path).leads == 15
    assert set(kept(store).values()) == {3}
    assert len(kept(store)) == 10
    assert not path.exists()
    own.close()


def test_one_file_moved_by_many_at_once_without_any_lock(
    url: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.moving.CHUNK", 10)
    path = tmp_path / "a.00000001.v1.journal"
    content = b"".join(encode(entry(f"r{number}", 3)) for number in range(100))
    path.write_bytes(content)
    moved: list[int] = []

    def move() -> None:
        own = open_store(url)
        for _ in range(30):
            moved.append(move_journal(own, path).leads)
        own.close()

    threads = [threading.Thread(target=move) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not path.exists()
    assert sum(moved) == 300
    assert kept(store) == {f"r{number}": 3 for number in range(100)}


def test_a_living_process_moves_its_own_and_those_of_the_dead(url: str, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "journals"
    acknowledged = killed_while_appending(url, folder, "dead", 1, NEVER, 10)
    log = PredictionLog(folder, open_store(url), interval_seconds=0.02)
    assert log.append(entry("alive"))
    wait_for(lambda: kept(store).keys() >= {"alive", *acknowledged})
    wait_for(lambda: log.status().backlog_bytes == 0)
    status = log.status()
    assert status.problem is None
    assert status.last_moved_at is not None
    assert status.moved_leads == len(kept(store))
    log.close()
    assert list(folder.iterdir()) == []


def test_a_started_process_takes_over_before_it_appends(url: str, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "journals"
    acknowledged = killed_while_appending(url, folder, "dead", 1, NEVER, 10)
    log = PredictionLog(folder, open_store(url), interval_seconds=NEVER)
    log.start()
    wait_for(lambda: kept(store).keys() >= set(acknowledged))
    log.close()
    assert list(folder.iterdir()) == []


def test_no_text_holds_up_the_others(store: Store, tmp_path: Path) -> None:
    hostile = ["a\0b", "\udc80", "\\u0000", '"', "\t\n\r", "\N{PILE OF POO}" * 300, "\\N", ""]
    log = PredictionLog(tmp_path / "journals", store)
    for text in hostile:
        facts: tuple[Fact, ...] = (text, float("nan"), float("inf"), None)
        leads = [LoggedLead(0.5, b"\0\\" * 8, facts), LoggedLead(float("nan"), None, facts)]
        log.append(Entry(datetime(2026, 1, 1), text, text, text, leads))  # no zone either
    assert log.move_now() >= len(hostile)
    log.close()
    assert sum(kept(store).values()) == len(hostile)  # a score that is no number is no prediction


def test_the_journal_of_a_living_process_is_left_to_it(url: str, store: Store, tmp_path: Path) -> None:
    log = PredictionLog(tmp_path, open_store(url), interval_seconds=NEVER)
    log.append(entry("first"))
    wait_for(lambda: kept(store) == {"first": 1})
    log.append(entry("second"))
    assert PredictionLog(tmp_path, store).move_now() == 0
    log.close()
    assert kept(store) == {"first": 1, "second": 1}


def test_a_row_holds_what_was_given(store: Store, tmp_path: Path) -> None:
    log = PredictionLog(tmp_path, store)
    log.append(entry("r\0" + "x" * 200, 2, mark=b"m" * 16))
    log.close()
    with store.reading() as transaction:
        rows = transaction.rows(
            "SELECT source, model_version, score, identity_hash, facts, request_id FROM predictions"
        )
    assert [row[:3] for row in rows] == [("api", "v1", 0.0), ("api", "v1", 0.5)]
    assert {bytes(row[3]) for row in rows} == {b"m" * 16}
    assert rows[0][5] == "r�" + "x" * 126
    facts = json.loads(rows[0][4]) if isinstance(rows[0][4], str) else rows[0][4]
    assert tuple(facts) == FACTS


def test_a_journal_of_the_first_form_is_stored_as_a_newer_one(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "journals"
    folder.mkdir()
    old, new = entry("old", 2, mark=b"m" * 16), entry("new", 2, mark=b"m" * 16)
    (folder / "dead.00000001.v1.journal").write_bytes(in_first_form(old) + encode(new))
    assert PredictionLog(folder, store).move_now() == 4
    with store.reading() as transaction:
        rows = transaction.rows(
            "SELECT source, model_version, score, identity_hash, layout, CAST(facts AS TEXT) FROM predictions"
            " ORDER BY request_id, score"
        )
    assert rows[:2] == rows[2:]
    assert tuple(json.loads(rows[0][5])) == FACTS


def test_damage_is_counted_and_the_rest_is_kept(store: Store, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    good, bad, torn = encode(entry("good")), bytearray(encode(entry("bad"))), encode(entry("torn"))[:-3]
    bad[-1] ^= 255
    (tmp_path / "dead.00000001.v1.journal").write_bytes(good + bytes(bad) + encode(entry("fine")) + torn)
    log = PredictionLog(tmp_path, store)
    with caplog.at_level(logging.DEBUG):
        assert log.move_now() == 2
    assert kept(store) == {"good": 1, "fine": 1}
    assert log.status().damaged == 2
    assert "fact" not in caplog.text


def test_without_a_database_the_journal_grows_to_its_limit_and_moves_later(empty_url: str, tmp_path: Path) -> None:
    store = open_store(empty_url)  # has no tables yet
    size = len(encode(entry("1")))
    log = PredictionLog(tmp_path / "journals", store, interval_seconds=0.05, largest_backlog=2 * size)
    assert [log.append(entry(name)) for name in "123"] == [True, True, False]
    assert log.status().lost_leads == 1
    assert "not kept" in str(log.status().problem)
    migrate(empty_url)
    wait_for(lambda: log.status().moved_leads == 2)
    assert log.append(entry("4"))
    log.close()
    assert kept(store) == {"1": 1, "2": 1, "4": 1}
    store.close()


def test_a_folder_that_cannot_be_written_never_stops_an_answer(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    log = PredictionLog(tmp_path / "file" / "journals", store)
    assert not log.append(entry("a", 5))
    assert log.status().lost_leads == 5


def test_a_child_forked_from_an_open_log_has_a_journal_of_its_own(url: str, store: Store, tmp_path: Path) -> None:
    log = PredictionLog(tmp_path, open_store(url), interval_seconds=NEVER)
    log.append(entry("parent"))
    child = os.fork()
    if child == 0:
        done = log.append(entry("child"))
        os._exit(0 if done else 1)
    assert os.waitpid(child, 0)[1] == 0
    log.append(entry("parent again"))
    owners = {path.name.partition(".")[0] for path in journals_in(tmp_path)}
    assert len(owners) == 2
    log.move_now()
    assert kept(store) == {"parent": 1, "child": 1, "parent again": 1}
    log.close()


def test_switched_off_nothing_is_written(store: Store, tmp_path: Path) -> None:
    log = PredictionLog(tmp_path / "journals", store, enabled=False)
    assert log.append(entry("a"))
    log.close()
    assert log.move_now() == 0
    assert not (tmp_path / "journals").exists()
    assert not log.status().enabled
