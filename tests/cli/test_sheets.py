"""`sheets add`, `list`, `pause`, `resume`, `remove` as a person meets them, against a fake Google."""

import io
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from app.cli.listed_sheets import listed
from app.config import read_settings
from app.store.database import open_store
from app.store.registered_sheets import LatestRun, RegisteredSheet, note_refusal, pause, registered
from app.store.tables import registered_sheets, runs
from tests.cli.conftest import Told
from tests.cli.shared_sheet import pipeline, refused, set_account
from tests.fakes.google import FakeGoogle, Spreadsheet

Run = Callable[..., Told]
LINK = "https://docs.google.com/spreadsheets/d/1abcdefghijklmnopqrstuvwxyz0123456789/edit"
MOMENT = r"\w{3} \d\d \w{3} (\d{4} )?07:00"


@pytest.fixture(scope="module")
def running() -> Iterator[FakeGoogle]:
    with FakeGoogle() as fake:
        yield fake


@pytest.fixture
def fake(running: FakeGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeGoogle:
    """A fake whose calls are counted from here on, and a store without sheets."""
    set_account(running, tmp_path, monkeypatch)
    monkeypatch.delenv("LEADSHEET_TZ", raising=False)
    running.calls.clear()
    return running


@pytest.fixture
def document(fake: FakeGoogle) -> Spreadsheet:
    return pipeline(fake)


def kept() -> list[RegisteredSheet]:
    store = open_store(read_settings().places.database_url)
    found = registered(store)
    store.close()
    return found


def add(run: Run, document: Spreadsheet, *options: str) -> str:
    told = run("sheets", "add", document.url, *options)
    assert (told.code, told.err) == (0, ""), told
    return told.out


def shown(run: Run) -> Any:
    told = run("sheets", "list", "--json")
    assert told.code == 0, told
    return json.loads(told.out)


def change(table: sqlalchemy.Table, **facts: Any) -> None:
    """Add a row of runs, with nothing in the columns of which nothing is said, or change the sheet."""
    blank: dict[type, Any] = {str: "", int: 0, object: {}, datetime: datetime.now(UTC)}
    every = {one.name: blank[one.type.python_type] for one in table.columns if not (one.nullable or one.primary_key)}
    engine = sqlalchemy.create_engine(open_store(read_settings().places.database_url).engine_url)
    with engine.begin() as connection:
        change = table.insert().values(every | facts) if table is runs else table.update().values(facts)
        connection.execute(change)
    engine.dispose()


def test_a_sheet_is_registered(run: Run, fake: FakeGoogle, document: Spreadsheet) -> None:
    options = ("--every", "weekday", "--at", "07:00", "--tz", "Europe/Paris", "--owner", "Ana <ana@example.org>")
    out = add(run, document, *options)
    said = f"“Pipeline”, tab “Leads” is sheet 1: scored every weekday at 07:00 Europe/Paris, next on {MOMENT}\\.\n"
    assert re.fullmatch(f"{said}ana@example.org hears of trouble.\n", out)
    assert [call.kind for call in fake.calls] == ["spreadsheets.get"]
    assert fake.calls[0].answer_bytes < 1_000
    (sheet,) = kept()
    assert (sheet.spreadsheet_id, sheet.sheet_id, sheet.name) == (document.id, 0, "“Pipeline”, tab “Leads”")
    assert (sheet.every, sheet.at, sheet.zone, sheet.owner) == ("weekday", "07:00", "Europe/Paris", "ana@example.org")
    assert sheet.wishes == {}
    assert abs(sheet.since - datetime.now(UTC)) < timedelta(minutes=1)


def test_what_is_not_said_is_every_day_at_seven(
    run: Run, document: Spreadsheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "scored every day at 07:00 UTC" in add(run, document)
    monkeypatch.setenv("LEADSHEET_TZ", "Asia/Tokyo")
    assert "scored every day at 07:00 Asia/Tokyo" in add(run, document, "--tab", "Costs [2026]")
    assert [(sheet.number, sheet.tab) for sheet in kept()] == [(1, "Leads"), (2, "Costs [2026]")]
    assert kept()[1].sheet_id == document.sheet("Costs [2026]").id


def test_adding_again_changes_what_is_said_and_keeps_the_rest(run: Run, document: Spreadsheet) -> None:
    add(run, document, "--on", "fri", "--at", "18:30", "--tz", "Asia/Tokyo", "--owner", "a@b.org", "--map", "Name=")
    run("sheets", "pause", "1")
    out = add(run, document, "--at", "9", "--prefix", "Our")
    assert "is sheet 1, changed: scored every Friday at 09:00 Asia/Tokyo" in out
    (sheet,) = kept()
    assert (sheet.paused_at, sheet.owner, sheet.weekday) == (None, "a@b.org", 4)
    assert sheet.wishes == {"overrule": {"Name": None}, "prefix": "Our"}
    assert "every day at 09:00 Asia/Tokyo" in add(
        run, document, "--every", "daily", "--owner", "", "--map", "Job=jobtitle"
    )
    assert (kept()[0].owner, kept()[0].wishes["overrule"]) == ("", {"Job": "jobtitle"})


def test_only_wishes_that_were_given_are_kept_and_told(run: Run, document: Spreadsheet) -> None:
    out = add(run, document, "--map", "Rôle=jobtitle", "--map", "A=b=", "--columns", "reasons")
    assert "In its runs “Rôle” feeds jobtitle; “A=b” is left out; written are score, label, confidence, reasons." in out
    columns = ["score", "label", "confidence", "reasons"]
    assert kept()[0].wishes == {"overrule": {"Rôle": "jobtitle", "A=b": None}, "columns": columns}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--every", "month"), "“month” is no interval: choose hour, day"),
        (("--at", "7pm"), "“7pm” is no time of day"),
        (("--tz", "Paris"), "did you mean Europe/Paris?"),
        (("--on", "0"), "“0” is no weekday"),
        (("--on", "mon", "--every", "day"), "--on is the weekday of a weekly run"),
        (("--owner", "ana"), "“ana” is no e-mail address"),
        (("--map", "Job title"), "has no equals sign"),
        (("--map", "Job title=role"), "There is no field “role” to feed"),
        (("--columns", "reason"), "There is no column “reason”"),
    ],
)
def test_choices_that_do_not_exist_are_told_before_google_is_asked(
    run: Run, fake: FakeGoogle, document: Spreadsheet, options: tuple[str, ...], words: str
) -> None:
    refused(fake, run("sheets", "add", document.url, *options), 2, words)
    assert fake.count() == 0


def test_a_sheet_that_cannot_be_opened_is_not_registered(run: Run, fake: FakeGoogle, document: Spreadsheet) -> None:
    refused(fake, run("sheets", "add", LINK), 9, "Google knows no sheet at this link", fake.account)
    refused(fake, run("sheets", "add", document.id), 2, "does not say which tab is meant", "“Costs [2026]”")
    refused(fake, run("sheets", "add", document.url, "--tab", "Lead"), 2, "There is no tab “Lead”")
    refused(fake, run("sheets", "add", "leads.xlsx"), 8, "is not Google Sheets")
    document.share(False)
    refused(fake, run("sheets", "add", document.url), 9, "not shared with Leadsheet's account", fake.account)
    assert shown(run) == []


def test_an_empty_list_says_how_to_add_one(run: Run, fake: FakeGoogle) -> None:
    told = run("sheets", "list")
    assert (told.code, told.err) == (0, "")
    assert "No sheet is scored by a schedule yet: `python -m app sheets add LINK" in told.out
    assert shown(run) == []
    assert fake.count() == 0


def test_sheets_are_listed(run: Run, document: Spreadsheet) -> None:
    add(run, document, "--every", "weekday", "--tz", "Europe/Paris")
    add(run, document, "--tab", "Costs [2026]", "--every", "hour", "--at", "0:15")
    lines = run("sheets", "list").out.splitlines()
    assert re.fullmatch(r"No\.  Sheet +Scored +Last run +Next run *", lines[0])
    first = rf"  1  “Pipeline”, tab “Leads” +every weekday at 07:00 Europe/Paris  none yet  {MOMENT} *"
    assert re.fullmatch(first, lines[1])
    assert "“Costs [2026]”" in lines[2]
    assert "every hour at minute 15 UTC" in lines[2]
    assert len(lines) == 3


def test_the_list_for_a_program(run: Run, document: Spreadsheet) -> None:
    add(run, document, "--on", "tue", "--tz", "Asia/Kathmandu", "--map", "Name=")
    (one,) = shown(run)
    assert one["added_at"].endswith("+00:00")
    following = datetime.fromisoformat(one["next_run"])
    assert (following.weekday(), following.hour, following.minute) == (1, 1, 15)
    assert one | {"added_at": "", "next_run": ""} == {
        "number": 1,
        "spreadsheet_id": document.id,
        "sheet_id": 0,
        "document": "Pipeline",
        "tab": "Leads",
        "owner": "",
        "every": "week",
        "at": "07:00",
        "weekday": "tuesday",
        "zone": "Asia/Kathmandu",
        "wishes": {"overrule": {"Name": None}},
        "added_at": "",
        "state": "on",
        "paused_at": None,
        "paused_why": "",
        "refusals": 0,
        "due_since": None,
        "next_run": "",
        "last_run": None,
    }


def test_the_last_run_and_what_became_of_it(run: Run, document: Spreadsheet) -> None:
    add(run, document)
    slot = datetime.now(UTC) - timedelta(days=1)
    change(runs, name="s1-one", registered_id=1, state="done", leads=1240, ended_at=slot, slot=slot)
    # the year is said where it is not this one
    assert re.search(rf"{slot:%a %d %b}( {slot:%Y})? {slot:%H:%M} done, 1,240 leads", run("sheets", "list").out)
    change(runs, name="s1-two", registered_id=1, state="failed", sentence="The sheet is gone.", slot=slot)
    out = run("sheets", "list").out
    assert " failed " in out
    assert "\nSheet 1, run s1-two failed: The sheet is gone.\n" in out
    last = shown(run)[0]["last_run"]
    assert (last["run"], last["state"], last["sentence"]) == ("s1-two", "failed", "The sheet is gone.")


def test_a_run_that_nobody_took_up(run: Run, document: Spreadsheet) -> None:
    add(run, document)
    change(registered_sheets, since=datetime.now(UTC) - timedelta(days=3))
    out = run("sheets", "list").out
    assert re.search(rf"due since {MOMENT}", out)
    assert shown(run)[0]["state"] == "due"
    due = datetime.fromisoformat(shown(run)[0]["due_since"])
    change(runs, name="s1-one", registered_id=1, state="running", slot=due)
    assert (shown(run)[0]["state"], shown(run)[0]["due_since"]) == ("on", None)


@pytest.mark.parametrize(("minutes", "told"), [(4, False), (6, True)])
def test_after_five_minutes_a_person_is_told_to_start_a_worker(minutes: int, told: bool) -> None:
    from rich.console import Console

    from app.cli.listed_sheets import print_sheets

    since, slot = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 23, 7, tzinfo=UTC)
    now = slot + timedelta(minutes=minutes)
    sheet = RegisteredSheet(1, "1", 0, "P", "T", "", "day", "07:00", 0, "UTC", {}, since, since, None, "", 0)
    before = LatestRun("s1-20261122-0700", "done", slot - timedelta(days=1), slot - timedelta(days=1), 1, 1, "")
    screen = io.StringIO()
    console = Console(file=screen, width=120)
    print_sheets(console, [listed(sheet, before, now)], now)
    text = screen.getvalue()
    assert "Sun 22 Nov 07:00 done, 1 lead " in text
    assert ("Sheet 1 was due on Mon 23 Nov 07:00 and nobody took it up: start `python -m app worker`." in text) is told


def test_pausing_and_resuming(run: Run, document: Spreadsheet) -> None:
    add(run, document)
    change(registered_sheets, since=datetime.now(UTC) - timedelta(days=3))
    out = run("sheets", "pause", "1").out
    assert out == "Sheet 1, “Pipeline”, tab “Leads”, is paused: `python -m app sheets resume 1` takes it up again.\n"
    assert "was paused already" in run("sheets", "pause", document.url).out
    out = run("sheets", "list").out
    assert re.search(r"none yet  paused", out)
    assert re.search(r"\nSheet 1 is paused since .*\. It was paused by hand\. `python -m app sheets resume 1`", out)
    (one,) = shown(run)
    assert (one["state"], one["next_run"], one["due_since"]) == ("paused", None, None)
    told = run("sheets", "resume", document.url)
    assert "is taken up again: scored every day at 07:00 UTC, next on" in told.out
    assert shown(run)[0]["state"] == "on"  # what was missed is not made up for
    assert "was not paused" in run("sheets", "resume", "1").out


def test_one_that_was_paused_for_refusals_starts_anew(run: Run, document: Spreadsheet) -> None:
    add(run, document)
    store = open_store(read_settings().places.database_url)
    note_refusal(store, 1)
    pause(store, 1, "The sheet is not shared.", datetime.now(UTC))
    store.close()
    assert "The sheet is not shared. `python -m app sheets resume 1`" in run("sheets", "list").out
    run("sheets", "resume", "1")
    assert (kept()[0].refusals, kept()[0].paused_why) == (0, "")


def test_removing_keeps_the_runs(run: Run, document: Spreadsheet) -> None:
    add(run, document)
    change(runs, name="s1-one", registered_id=1, state="done")
    told = run("sheets", "remove", "1")
    assert told.out == "Sheet 1, “Pipeline”, tab “Leads”, is scored by itself no more; the scores in it stay.\n"
    assert shown(run) == []
    refused_again = run("sheets", "remove", "1")
    assert (refused_again.code, refused_again.out) == (2, "")
    add(run, document)
    (one,) = shown(run)
    assert (one["number"], one["last_run"]) == (2, None)


@pytest.mark.parametrize("command", ["pause", "resume", "remove"])
def test_a_sheet_that_is_not_registered(run: Run, fake: FakeGoogle, document: Spreadsheet, command: str) -> None:
    refused(fake, run("sheets", command, document.url), 2, "No tab of this spreadsheet is scored", "sheets list")
    add(run, document, "--tab", "Costs [2026]")
    refused(
        fake, run("sheets", command, document.url), 2, "This tab is not", "give the number of one of 1 (“Costs [2026]”)"
    )
    add(run, document)
    refused(fake, run("sheets", command, document.id), 2, "Several tabs", "1 (“Costs [2026]”), 2 (“Leads”)")
    refused(fake, run("sheets", command, "7"), 2, "There is no sheet 7", "sheets list")
    refused(fake, run("sheets", command, "leads.xlsx"), 8, "is not Google Sheets")
    assert [one["state"] for one in shown(run)] == ["on", "on"]


def test_a_zone_this_machine_does_not_know_is_told_and_mended(run: Run, document: Spreadsheet) -> None:
    add(run, document)
    add(run, document, "--tab", "Costs [2026]")
    change(registered_sheets, zone="Mars/Base")
    add(run, document, "--tab", "Costs [2026]", "--tz", "UTC")
    told = run("sheets", "list")
    assert (told.code, told.err) == (0, "")
    assert re.search(r"every day Mars/Base +none yet  unreadable", told.out)
    assert re.search(rf"every day at 07:00 UTC +none yet  {MOMENT}", told.out)
    assert "The schedule of sheet 1 cannot be read. There is no time zone “Mars/Base”" in told.out
    assert [one["state"] for one in shown(run)] == ["unreadable", "on"]
    assert run("sheets", "add", document.url).code == 2
