"""`runs list`, `start`, `show`, `watch`, `cancel` as a person meets them, against a fake Google and a real worker."""

import contextlib
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from app.cli import watching_a_run
from app.cli.words_of_runs import counts_words, duration, sheet_name, state_words
from app.config import read_settings
from app.store import runs, workers
from app.store.database import Store, open_store
from app.store.migrating import migrate
from app.store.run_progress import MOST_REFUSED, Progress, begin
from app.store.runs import Asked, State, Told
from tests.cli.conftest import Told as Said
from tests.cli.shared_sheet import pipeline, refused, set_account
from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.jobs.workplace import ROOT, Workplace, wait_until

Run = Callable[..., Said]
NOW = datetime.now(UTC)
START = "python -m app worker"


@pytest.fixture(scope="module")
def running() -> Iterator[FakeGoogle]:
    with FakeGoogle() as fake:
        yield fake


@pytest.fixture
def fake(running: FakeGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeGoogle:
    """A fake whose calls are counted from here on, and an empty store."""
    set_account(running, tmp_path, monkeypatch)
    monkeypatch.delenv("LEADSHEET_TZ", raising=False)
    running.calls.clear()
    return running


@pytest.fixture
def document(fake: FakeGoogle) -> Spreadsheet:
    return pipeline(fake)


@pytest.fixture
def store(fake: FakeGoogle) -> Iterator[Store]:
    url = read_settings().places.database_url
    migrate(url)
    with closing(open_store(url)) as opened:
        yield opened


def ask(
    store: Store,
    name: str,
    *,
    tab: str = "Leads",
    registered: int | None = None,
    wishes: Mapping[str, Any] | None = None,
    at: datetime = NOW,
) -> str:
    """A run over a tab of its own, asked for by ana."""
    asked = Asked(f"1{name:x>30}", 7, "Pipeline", tab, "ana@example.org", wishes or {}, registered)
    assert runs.ask(store, name, asked, at) is None
    return name


def taken_up(store: Store, name: str) -> Progress:
    begin(store, name, "one", NOW)
    return Progress(store, name, "one")


def done(store: Store, name: str, told: Told, *, seconds: int = 130, rows: int = 1260) -> None:
    progress = taken_up(store, name)
    progress.reached(rows, rows, 12, "2026.11.22-abcdef01")
    progress.end(State.DONE, told, NOW + timedelta(seconds=seconds))


def failed(store: Store, name: str, sentence: str) -> None:
    taken_up(store, name).end(State.FAILED, Told(), NOW + timedelta(seconds=3), 2, "not_shared", sentence)


def a_worker(store: Store) -> None:
    workers.enter(store, "one", os.getpid(), NOW)


def shown(run: Run, *arguments: object) -> Any:
    said = run("runs", *arguments, "--json")
    assert (said.code, said.err) == (0, ""), said
    return json.loads(said.out)


def test_an_empty_list_says_how_to_ask(run: Run, fake: FakeGoogle) -> None:
    said = run("runs", "list")
    assert (said.code, said.err) == (0, "")
    assert said.out == "No run was asked for yet: `python -m app runs start LINK` asks for one.\n"
    assert shown(run, "list") == []
    refused(fake, run("runs", "list", "--sheet", 3), 2, "There is no sheet 3", "sheets list")


def test_runs_are_listed_with_what_came_of_them(run: Run, store: Store) -> None:
    done(store, ask(store, "one", tab="A"), Told(1255, 1240, 12, refused={17: "it moved", 18: "it moved"}))
    failed(store, ask(store, "two", tab="B"), "The sheet is not shared.")
    ask(store, "three", tab="C")
    progress = taken_up(store, ask(store, "four", tab="D"))
    progress.reached(1200, 3000, 40, "2026.11.22-abcdef01")
    progress.phase("Writing, row 1,200", 1)
    runs.cancel(store, ask(store, "five", tab="E"), NOW)
    lines = [line.rstrip() for line in run("runs", "list").out.splitlines()]
    moment = f"{NOW:%a %d %b %H:%M}"
    assert re.fullmatch(r"Run +Asked \(UTC\) +By +Sheet", lines[0])
    assert re.fullmatch(rf"five +{moment}  ana@example\.org  Pipeline / E", lines[1])
    assert lines[2] == "  cancelled before it began"
    assert re.fullmatch(r"  writing, 1,200 of 3,000 rows, for [0-9minsh ]+  model 2026.11.22-abcdef01", lines[4])
    assert lines[6] == "  waiting"
    assert lines[8:10] == ["  failed after 3 s", "  The sheet is not shared."]
    assert lines[11].startswith("  done in 2 min 10 s: 1,240 scored, 12 up to date, 2 refused  model")
    assert lines[12:] == ["", f"No worker is at work: start one with `{START}`."]
    a_worker(store)
    assert "No worker" not in run("runs", "list").out


def test_on_a_narrow_screen_nothing_is_wider(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    long = "Contacts to call first, before anybody else is called"
    failed(store, ask(store, "s2-20261123-0700", tab=long), "The sheet is not shared. " * 8)
    done(store, ask(store, "20261123-0700-abcdef"), Told(1, 1))
    out = run("runs", "list").out
    assert max(len(line) for line in out.splitlines()) <= 80
    assert "…" in out
    assert "model" not in out
    assert out.count("shared.") == 8  # a sentence is never cut


def test_the_list_of_one_sheet_and_of_the_latest(run: Run, store: Store, document: Spreadsheet) -> None:
    run("sheets", "add", document.url)
    ask(store, "one", registered=1)
    ask(store, "two")
    ask(store, "three")
    assert [one["run"] for one in shown(run, "list", "--sheet", 1)] == ["one"]
    assert [one["run"] for one in shown(run, "list", "--most", 2)] == ["three", "two"]
    run("sheets", "add", document.url, "--tab", "Costs [2026]")
    assert "runs start 2`" in run("runs", "list", "--sheet", 2).out
    run("sheets", "remove", 1)
    assert [one["run"] for one in shown(run, "list", "--sheet", 1)] == ["one"]  # they stay known


def test_times_are_by_the_teams_clock_and_in_json_in_utc(
    run: Run, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADSHEET_TZ", "Asia/Tokyo")
    ask(store, "one", at=datetime(2026, 1, 5, 22, 30, tzinfo=UTC))
    out = run("runs", "list").out
    assert "Asked (JST)" in out
    assert "Tue 06 Jan 07:30" in out or "Tue 06 Jan 2026 07:30" in out
    assert shown(run, "list")[0]["asked_at"] == "2026-01-05T22:30:00+00:00"


def test_a_run_is_asked_for_in_one_call(run: Run, fake: FakeGoogle, store: Store, document: Spreadsheet) -> None:
    said = run("runs", "start", document.url, "--map", "Newsletter=", "--prefix", "Our")
    assert (said.code, said.err) == (0, ""), said
    assert [call.kind for call in fake.calls] == ["spreadsheets.get"]
    (one,) = runs.latest(store)
    assert re.fullmatch(r"\d{8}-\d{4}-[a-z0-9]{6}", one.name)
    assert said.out.splitlines() == [
        f"Run {one.name} over “Pipeline”, tab “Leads” is asked for.",
        "In it “Newsletter” is left out; our columns' names begin with “Our”.",
        f"No worker is at work: start one with `{START}`.",
        f"To follow it: python -m app runs watch {one.name}",
    ]
    assert (one.state, one.asked.spreadsheet_id, one.asked.sheet_id) == (State.WAITING, document.id, 0)
    assert one.asked.wishes == {"overrule": {"Newsletter": None}, "prefix": "Our"}
    assert (one.asked.registered, bool(one.asked.who)) == (None, True)


def test_a_registered_sheet_is_scored_as_it_wishes(run: Run, store: Store, document: Spreadsheet) -> None:
    run("sheets", "add", document.url, "--prefix", "Our", "--columns", "reasons")
    document.sheet("Leads").colleague.rename_tab("Prospects")
    a_worker(store)
    said = run("runs", "start", "1", "--prefix", "My")
    assert "tab “Prospects” is asked for." in said.out
    assert "No worker" not in said.out
    (one,) = runs.latest(store)
    assert (one.asked.registered, one.asked.slot, one.asked.tab) == (1, None, "Prospects")
    assert one.asked.wishes == {"prefix": "My", "columns": ["score", "label", "confidence", "reasons"]}
    runs.cancel(store, one.name, NOW)
    run("runs", "start", document.url)  # by its link it is the same sheet
    asked = runs.latest(store)[0].asked
    assert (asked.registered, asked.wishes["prefix"]) == (1, "Our")


def test_a_second_run_over_a_tab_names_the_first(run: Run, store: Store, document: Spreadsheet) -> None:
    run("runs", "start", document.url)
    (first,) = runs.latest(store)
    said = run("runs", "start", document.url)
    assert said.code == 0
    assert f"has a run already, which goes on: {first.name} (waiting). No other was begun." in said.out
    assert f"runs watch {first.name}" in said.out
    assert len(runs.latest(store)) == 1
    assert "is asked for" in run("runs", "start", document.url, "--tab", "Costs [2026]").out


def test_what_cannot_be_started(run: Run, fake: FakeGoogle, store: Store, document: Spreadsheet) -> None:
    refused(fake, run("runs", "start", "7"), 2, "There is no sheet 7 among those", "sheets list")
    refused(fake, run("runs", "start", " "), 2, "is not said")
    refused(fake, run("runs", "start", "1", "--tab", "Leads"), 2, "leave out --tab")
    refused(fake, run("runs", "start", document.url, "--map", "Job title=role"), 2, "no field “role”")
    refused(fake, run("runs", "start", document.url, "--columns", "reason"), 2, "There is no column “reason”")
    refused(fake, run("runs", "start", "leads.xlsx"), 8, "is not Google Sheets")
    assert fake.count() == 0
    refused(fake, run("runs", "start", document.id), 2, "does not say which tab is meant")
    document.share(False)
    refused(fake, run("runs", "start", document.url), 9, "not shared with Leadsheet's account")
    assert runs.latest(store) == []


def test_a_run_is_shown_whole(run: Run, store: Store) -> None:
    why = dict.fromkeys(range(17, 30), "its row moved again and again") | {99: "it \x1b[31m is\nmerged."}
    told = Told(
        1255, 1240, 12, 1, 2, why, ("“Lead score” is protected.",),
        {"column": "Replied", "top": 20, "known": 12, "positive": 8},
    )  # fmt: skip
    done(store, ask(store, "one", wishes={"prefix": "Our"}), told)
    said = run("runs", "show", " ONE ")
    assert (said.code, said.err) == (0, "")
    for words in (
        "done in 2 min 10 s: 1,240 scored, 12 up to date, 1 cleared, 2 without any field, 14 refused",
        "1,255 in 1,260 rows",
        "of the 20 best leads 12 have a known outcome, 8 of them a positive one (column “Replied”)",
        "our columns' names begin with “Our”",
        "Rows 17, 18, 19, 20, 21, 22, 23, 24, 25, 26 and 3 more were not scored: its row moved again and again.",
        "Row 99 was not scored: it [31m is merged.",
        "runs show one --json` names every row.",
        "“Lead score” is protected.",
        "12 calls",
        "#gid=7",
    ):
        assert words in said.out, words
    assert "\x1b" not in said.out
    assert "undo" not in said.out  # it wrote nothing that is known
    known = shown(run, "show", "one")
    assert len(known["refused"]) == 14
    assert known["refused"][0] == {"row": 17, "why": "its row moved again and again"}
    assert (known["state"], known["can_be_undone"], known["up_to_date"]) == ("done", False, 12)


def test_a_live_run_says_how_to_follow_it(run: Run, store: Store) -> None:
    ask(store, "one")
    out = run("runs", "show", "one").out
    assert "runs watch one" in out
    assert "runs cancel one" in out
    assert START in out


@pytest.mark.parametrize("command", ["show", "watch", "cancel"])
def test_a_run_that_is_not_there(run: Run, fake: FakeGoogle, store: Store, document: Spreadsheet, command: str) -> None:
    refused(fake, run("runs", command, "nine"), 2, "There is no run “nine”", "runs list")
    name = json.loads(run("score", document.url, "--json").out)["run"]
    said = run("runs", command, name)
    assert said.code == 2
    assert f"was a run of `score`, not of a worker: `python -m app undo {name}`" in " ".join(said.err.split())


def test_cancelling(run: Run, store: Store) -> None:
    ask(store, "one")
    assert run("runs", "cancel", "ONE").out == "Run one is cancelled before it wrote anything.\n"
    assert "has ended already (cancelled): there is nothing to cancel" in run("runs", "cancel", "one").out
    taken_up(store, ask(store, "two", tab="B"))
    said = run("runs", "cancel", "two").out
    assert "Run two stops after the rows in hand" in said
    assert "undo two" in said
    found = runs.find(store, "two")
    assert found is not None
    assert (found.state, found.cancel_at is not None) == (State.RUNNING, True)
    assert "  stopping, for" in run("runs", "list").out


def test_watching_ends_with_the_run(run: Run, store: Store) -> None:
    ask(store, "one")

    def work() -> None:
        with closing(open_store(read_settings().places.database_url)) as own:
            done(own, "one", Told(3, 3))

    timer = threading.Timer(0.7, work)
    timer.start()
    said = run("runs", "watch", "one")
    timer.join()
    assert (said.code, said.err) == (0, "")
    assert said.out == "Run one is done in 2 min 10 s: 3 scored\n"


def test_watching_a_run_that_fails_or_is_cancelled(run: Run, store: Store) -> None:
    failed(store, ask(store, "one"), "The sheet is not shared.")
    said = run("runs", "watch", "one")
    assert (said.code, said.err) == (9, "")
    assert said.out.startswith("Run one failed after 3 s\nThe sheet is not shared.\n")
    runs.cancel(store, ask(store, "two", tab="B"), NOW)
    said = run("runs", "watch", "two")
    assert (said.code, said.out) == (1, "Run two was cancelled before it began\n")


def test_the_bar_follows_the_run_and_says_that_nobody_works(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching_a_run, "_PATIENCE", timedelta())
    ask(store, "one")
    looks = iter(range(4))

    def look() -> runs.Run:
        found = runs.find(store, "one")
        assert found is not None
        return found

    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=80)

    def step(_: float) -> None:
        look_number, progress = next(looks), Progress(store, "one", "one")
        if look_number == 1:
            taken_up(store, "one").reached(0, 3000, 1, "")
        elif look_number == 2:
            progress.reached(1200, 3000, 1, "")
            progress.phase("Writing, row 1,200", 1)
        elif look_number == 3:
            progress.end(State.DONE, Told(3000, 3000), NOW)

    assert watching_a_run.watch(store, look, console, sleep=step).state is State.DONE
    text = screen.getvalue()
    assert text.count("No worker is at work, so nothing happens") == 1
    assert "writing" in text
    assert "1,200 of 3,000 rows" in text


def test_ctrl_c_leaves_the_run_alone(store: Store) -> None:
    ask(store, "one")
    screen, ours = pty.openpty()  # a terminal, on which a bar says that it watches
    watching = subprocess.Popen(
        [sys.executable, "-m", "app", "runs", "watch", "one"], cwd=ROOT, stdout=ours, stderr=ours, stdin=ours
    )
    os.close(ours)
    shown = b""
    while b"waiting" not in shown:
        shown += os.read(screen, 4096)
    watching.send_signal(signal.SIGINT)
    with contextlib.suppress(OSError):  # its end of the terminal is closed
        while more := os.read(screen, 4096):
            shown += more
    os.close(screen)
    assert watching.wait(60) == 130
    said = " ".join(shown.decode().split())
    assert "The run goes on: `python -m app runs watch one` follows it again." in said
    assert "Stopped" not in said
    found = runs.find(store, "one")
    assert found is not None
    assert (found.state, found.cancel_at) == (State.WAITING, None)


def test_a_real_worker_does_what_was_asked_for(
    run: Run, fake: FakeGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'leadsheet.db'}"
    with Workplace(fake, url, tmp_path) as place:
        monkeypatch.setenv("LEADSHEET_IDENTITY_SECRET", place.environment["LEADSHEET_IDENTITY_SECRET"])
        document = place.sheet(40)
        link = f"{document.url.partition('#')[0]}#gid={document.sheet('Leads').id}"
        name = run("runs", "start", link).out.splitlines()[0].split()[1]
        place.start()
        said = run("runs", "watch", name)
        assert said.code == 0, (said, place.log())
        assert f"Run {name} is done in " in said.out
        assert ": 40 scored\n" in said.out
        assert f"To take it back: python -m app undo {name}\n" in said.out
        wait_until(lambda: shown(run, "show", name)["can_be_undone"])
        assert "put back" in run("undo", name).out
        assert "It was undone on " in run("runs", "show", name).out
        assert shown(run, "show", name)["can_be_undone"] is False


def test_a_database_that_is_none_is_told(run: Run, fake: FakeGoogle, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "leadsheet.db").write_bytes(b"no database at all, but a text" * 100)
    refused(fake, run("runs", "list"), 7, "leadsheet.db is no SQLite database")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-1, "0 s"),
        (59.4, "59 s"),
        (59.6, "1 min"),
        (61, "1 min 1 s"),
        (719, "11 min"),
        (3600, "1 h"),
        (7500, "2 h 5 min"),
    ],
)
def test_durations(seconds: float, words: str) -> None:
    assert duration(timedelta(seconds=seconds)) == words


def test_words_of_hostile_names_and_of_many_refused(store: Store) -> None:
    asked = Asked("1", 0, "A\x1b]0;x\x07\nB", "T" * 50, "ana")
    assert sheet_name(asked, 80) == f"A ]0;x B / {'T' * 50}"
    assert sheet_name(asked, 20) == "A ]0;x B / TTTTTTTT…"
    assert sheet_name(Asked("1", 0, "D" * 50, "T" * 50, "ana"), 23) == "DDDDDDDDD… / TTTTTTTTT…"
    done(store, ask(store, "one"), Told(5000, 1, refused=dict.fromkeys(range(2, 3000), "it moved")), rows=5000)
    found = runs.find(store, "one")
    assert found is not None
    assert len(found.told.refused) == MOST_REFUSED
    assert counts_words(found) == "1 scored, 1,000 or more refused"
    assert state_words(found, NOW) == "done in 2 min 10 s"
