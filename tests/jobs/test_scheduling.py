"""Which runs are asked for: one a slot, however many ask, whatever the clocks do and however long nobody asked."""

import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from app.config import Settings
from app.jobs.after_run import after_run
from app.jobs.scheduling import ask_for_due
from app.store import mails, runs
from app.store.database import Store
from app.store.registered_sheets import RegisteredSheet, find, register, take_up
from app.store.run_progress import Progress, begin
from app.store.runs import Run, State, Told

ROOT = Path(__file__).parents[2]
PARIS = ZoneInfo("Europe/Paris")
SETTINGS = Settings(digest_recipients=("team@example.org",), mail_from="leads@example.org")


def sheet_at(
    store: Store, at: str, since: datetime, every: str = "day", owner: str = "", tab: int = 0
) -> RegisteredSheet:
    return register(
        store,
        spreadsheet_id="sheet-a",
        sheet_id=tab,
        document="Pipeline",
        tab="Leads",
        owner=owner,
        every=every,
        at=at,
        weekday=0,
        zone="Europe/Paris",
        wishes={"prefix": "Our"},
        now=since,
    )


def end(store: Store, name: str, now: datetime, state: State = State.DONE, kind: str = "", sentence: str = "") -> Run:
    """Do a run in no time, and what follows from it."""
    begin(store, name, "worker", now)
    Progress(store, name, "worker").end(state, Told(), now, kind=kind, sentence=sentence)
    run = runs.find(store, name)
    assert run is not None
    after_run(store, SETTINGS, run, now)
    return run


def asked(store: Store, moments: list[datetime]) -> list[str]:
    """Ask at each moment; runs end at once. Every name, in order."""
    names = []
    for now in moments:
        for name in ask_for_due(store, now):
            names.append(name)
            end(store, name, now)
    return names


def every(minutes: int, begin: datetime, until: datetime) -> list[datetime]:
    return [begin + timedelta(minutes=minutes) * at for at in range((until - begin) // timedelta(minutes=minutes))]


def test_one_run_a_day_through_the_year_s_two_odd_sundays(store: Store) -> None:
    for year, month in ((2027, 3), (2026, 10)):
        first = datetime(year, month, 24, tzinfo=UTC)
        sheet_at(store, "02:30", first)
        names = asked(store, every(20, first, first + timedelta(days=7)))
        assert len(names) == len(set(names)) == 7
        slots = [run.asked.slot for run in runs.latest(store, 7)]
        days = Counter(slot.astimezone(PARIS).date() for slot in slots if slot is not None)
        assert set(days.values()) == {1}


def test_what_was_missed_in_three_weeks_is_one_run(store: Store) -> None:
    start = datetime(2026, 11, 2, 7, tzinfo=UTC)
    sheet_at(store, "07:00", start)
    assert len(asked(store, every(60, start, start + timedelta(days=2)))) == 2
    back = start + timedelta(days=23, hours=3)
    assert len(asked(store, every(1, back, back + timedelta(hours=2)))) == 1


def test_a_clock_two_hours_off_makes_no_second_run(store: Store) -> None:
    start = datetime(2026, 11, 2, 5, tzinfo=UTC)
    sheet_at(store, "07:00", start)
    due = datetime(2026, 11, 3, 6, 5, tzinfo=UTC)  # 07:05 in Paris
    wrong = [due - timedelta(hours=2), due, due - timedelta(hours=2), due + timedelta(hours=2), due]
    assert len(asked(store, [start + timedelta(hours=2), *wrong])) == 2
    hourly = sheet_at(store, "00:10", due, every="hour", tab=7)
    moments = [due + timedelta(minutes=at + jump) for at in range(0, 300, 5) for jump in (0, -120, 120)]
    names = [name for name in asked(store, moments) if name.startswith(f"s{hourly.number}-")]
    assert len(names) == len(set(names))


def test_a_slot_waits_while_somebody_runs_the_sheet(store: Store) -> None:
    start = datetime(2026, 11, 2, 5, tzinfo=UTC)
    sheet_at(store, "07:00", start)
    due = datetime(2026, 11, 2, 6, 1, tzinfo=UTC)
    (name,) = ask_for_due(store, due)
    later = due + timedelta(days=1)
    assert ask_for_due(store, later) == []  # the one of yesterday is still live
    end(store, name, later)
    (second,) = ask_for_due(store, later + timedelta(minutes=1))
    run = runs.find(store, second)
    assert run is not None
    assert (run.asked.wishes, run.asked.who, run.asked.tab) == ({"prefix": "Our"}, "schedule", "Leads")


RACE = """
import sys
from datetime import datetime
from app.jobs.scheduling import ask_for_due
from app.store.database import open_store
store, now = open_store(sys.argv[1]), datetime.fromisoformat(sys.argv[2])
sys.stdin.readline()
print(sum(len(ask_for_due(store, now)) for _ in range(20)))
"""


def test_eight_racing_ask_for_each_slot_once(url: str, store: Store) -> None:
    start = datetime(2026, 11, 2, 5, tzinfo=UTC)
    for tab in range(6):
        sheet_at(store, "07:00", start, tab=tab)
    now = (start + timedelta(hours=3)).isoformat()
    racing = [
        subprocess.Popen(
            [sys.executable, "-c", RACE, url, now], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(8)
    ]
    counts = [int(process.communicate("go\n", timeout=60)[0]) for process in racing]
    assert sum(counts) == 6
    assert len(runs.latest(store, 100)) == 6


def waiting(store: Store) -> list[tuple[str, str, str]]:
    found = []
    while (mail := mails.claim(store, datetime.now(UTC) + timedelta(days=400))) is not None:
        found.append((mail.report, mail.period, mail.recipient))
    return sorted(found)


def test_a_sheet_out_of_reach_is_paused_after_three_runs_and_its_owner_told(store: Store) -> None:
    now = datetime(2026, 11, 2, 5, tzinfo=UTC)
    sheet = sheet_at(store, "07:00", now, owner="ana@example.org")
    why = "The sheet is not shared with leadsheet@x: share it with that address as Editor."
    names = []
    for _ in range(5):
        now += timedelta(days=1)
        for name in ask_for_due(store, now):
            names.append(name)
            end(store, name, now, State.FAILED, "not_shared", why)
    assert len(names) == 3
    found = find(store, sheet.number)
    assert found is not None
    assert (found.paused_at is not None, found.paused_why, found.refusals) == (True, why, 3)
    told = waiting(store)
    assert [report for report, _, _ in told] == ["failed", "failed", "paused"]
    assert {recipient for _, _, recipient in told} == {"ana@example.org"}
    take_up(store, sheet.number, now)
    assert len(asked(store, [now + timedelta(days=1)])) == 1


def test_a_failure_between_two_refusals_or_a_good_run_begins_the_count_anew(store: Store) -> None:
    now = datetime(2026, 11, 2, 5, tzinfo=UTC)
    sheet = sheet_at(store, "07:00", now)
    for state, kind in [(State.FAILED, "not_found")] * 2 + [(State.DONE, "")] + [(State.FAILED, "not_found")] * 2:
        now += timedelta(days=1)
        (name,) = ask_for_due(store, now)
        end(store, name, now, state, kind, "No." if kind else "")
    found = find(store, sheet.number)
    assert found is not None
    assert (found.paused_at, found.refusals) == (None, 2)


def test_an_hourly_sheet_that_fails_all_day_is_one_mail_a_day_to_the_team(store: Store) -> None:
    now = datetime(2026, 11, 2, 0, 30, tzinfo=UTC)
    sheet_at(store, "00:00", now, every="hour")
    for _ in range(23):
        now += timedelta(hours=1)
        (name,) = ask_for_due(store, now)
        end(store, name, now, State.FAILED, "quota", "Google's quota was used up.")
    assert waiting(store) == [("failed", "sheet-1-20261102", "team@example.org")]
    assert len([run for run in runs.latest(store, 100) if run.state is State.FAILED]) == 23
