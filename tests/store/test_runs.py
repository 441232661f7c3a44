"""The runs that workers do: one live run a tab, one worker's word, how they end; on both databases."""

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import BadChoice
from app.store import runs
from app.store.database import Store
from app.store.run_progress import NotOurs, Progress, begin
from app.store.runs import Asked, State, Told

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
SHEET = Asked("sheet-a", 0, "Pipeline", "Leads", "ana@example.org", {"prefix": "Lead"}, 3, NOW)


def test_one_live_run_a_tab(store: Store) -> None:
    assert runs.ask(store, "first", SHEET, NOW) is None
    live = runs.ask(store, "second", SHEET, NOW)
    assert live is not None
    assert (live.name, live.asked, live.state, live.is_live) == ("first", SHEET, State.WAITING, True)
    assert runs.ask(store, "elsewhere", Asked("sheet-a", 7, "Pipeline", "Costs", "ana"), NOW) is None
    begin(store, "first", "w1", NOW)
    Progress(store, "first", "w1").end(State.DONE, Told(scored=2), NOW)
    assert runs.ask(store, "second", SHEET, NOW) is None
    assert [run.name for run in runs.latest(store)] == ["second", "elsewhere", "first"]
    assert [run.name for run in runs.latest(store, registered=3)] == ["second", "first"]


def test_a_name_is_asked_for_once_even_when_its_run_has_ended(store: Store) -> None:
    for _ in range(3):
        assert runs.ask(store, "s3-20261123-0700", SHEET, NOW) is None
    begin(store, "s3-20261123-0700", "w1", NOW)
    Progress(store, "s3-20261123-0700", "w1").end(State.FAILED, Told(), NOW, kind="quota", sentence="No.")
    assert runs.ask(store, "s3-20261123-0700", SHEET, NOW) is None
    found = runs.find(store, "s3-20261123-0700")
    assert found is not None
    assert (found.state, found.kind, found.sentence, found.ended_at) == (State.FAILED, "quota", "No.", NOW)


def test_progress_is_told_and_read(store: Store) -> None:
    runs.ask(store, "run", SHEET, NOW)
    assert begin(store, "run", "w1", NOW) == 1
    word = Progress(store, "run", "w1")
    word.phase("Reading the table", 2)
    assert not word.reached(0, 500, 1, "m1")
    run = runs.find(store, "run")
    assert run is not None
    assert (run.phase, run.calls, run.rows_total, run.rows_done, run.version) == ("Reading the table", 3, 500, 0, "m1")
    told = Told(400, 300, 90, 1, 8, {7: "keeps moving"}, ("look at B7",), {"column": "Replied", "known": 4})
    word.end(State.DONE, told, NOW + timedelta(minutes=1), calls=2)
    run = runs.find(store, "run")
    assert run is not None
    assert (run.told, run.rows_done, run.calls, run.is_live) == (told, 500, 5, False)
    assert runs.between(store, NOW, NOW + timedelta(hours=1)) == [run]
    assert runs.between(store, NOW, NOW) == []


def test_starts_without_an_achievement_are_counted(store: Store) -> None:
    runs.ask(store, "run", SHEET, NOW)
    assert [begin(store, "run", "w1", NOW) for _ in range(3)] == [1, 2, 3]
    word = Progress(store, "run", "w1")
    word.reached(0, 500, 1, "m1")
    assert begin(store, "run", "w1", NOW) == 4
    word.reached(100, 500, 1, "m1")
    assert begin(store, "run", "w1", NOW) == 1
    word.put_down()
    assert begin(store, "run", "w1", NOW) == 1


def test_only_the_worker_that_took_it_over_may_speak(store: Store) -> None:
    runs.ask(store, "run", SHEET, NOW)
    begin(store, "run", "old", NOW)
    begin(store, "run", "new", NOW)
    late = Progress(store, "run", "old")
    for word in (
        lambda: late.phase("Writing", 1),
        lambda: late.reached(1, 2, 1, "m"),
        lambda: late.end(State.DONE, Told(), NOW),
    ):
        with pytest.raises(NotOurs):
            word()
    late.put_down()
    run = runs.find(store, "run")
    assert run is not None
    assert (run.worker, run.state, run.attempts, run.calls) == ("new", State.RUNNING, 2, 0)


def test_a_run_is_cancelled_at_once_or_between_two_windows(store: Store) -> None:
    runs.ask(store, "run", SHEET, NOW)
    assert runs.cancel(store, "run", NOW) is State.CANCELLED
    with pytest.raises(NotOurs):
        begin(store, "run", "w1", NOW)
    runs.ask(store, "next", SHEET, NOW)
    begin(store, "next", "w1", NOW)
    assert runs.cancel(store, "next", NOW) is State.RUNNING
    assert Progress(store, "next", "w1").reached(1, 2, 1, "m")
    with pytest.raises(BadChoice, match="runs list"):
        runs.cancel(store, "never", NOW)


def test_old_runs_are_forgotten_live_ones_never(store: Store) -> None:
    runs.ask(store, "live", SHEET, NOW - timedelta(days=500))
    begin(store, "live", "w1", NOW)
    other = Asked("sheet-b", 0, "P", "L", "ana")
    runs.ask(store, "old", other, NOW - timedelta(days=500))
    runs.cancel(store, "old", NOW - timedelta(days=499))
    assert runs.forget_old(store, NOW - timedelta(days=365)) == ["old"]
    assert [run.name for run in runs.latest(store)] == ["live"]
