from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy

from app.errors import StoreProblem
from app.store.database import Store, open_store
from app.store.registered_sheets import (
    RegisteredSheet,
    find,
    find_tabs,
    latest_runs,
    note_access,
    note_refusal,
    pause,
    register,
    registered,
    remove,
    renamed,
    take_up,
)
from app.store.tables import runs

NOW = datetime(2026, 11, 23, 6, 0, 0, 250, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


def add(store: Store, document: str = "1abc", sheet_id: int = 0, now: datetime = NOW, **other: Any) -> RegisteredSheet:
    facts: dict[str, Any] = {
        "document": "Pipeline", "tab": "Leads", "owner": "ana@example.org", "every": "weekday", "at": "07:00",
        "weekday": 0, "zone": "Europe/Paris", "wishes": {"overrule": {"Rôle": "jobtitle", "“x”": None}},
    }  # fmt: skip
    return register(store, spreadsheet_id=document, sheet_id=sheet_id, now=now, **(facts | other))


def run(store: Store, number: int | None, name: str, state: str = "done", **moments: datetime) -> None:
    """A run's row, with nothing in the columns that tell us nothing."""
    blank: dict[type, Any] = {str: "", int: 0, object: {}, datetime: NOW}  # JSON says of itself that it is an object
    facts = {one.name: blank[one.type.python_type] for one in runs.columns if not (one.nullable or one.primary_key)}
    told = {"name": name, "registered_id": number, "state": state, "leads": 140, "scored": 12, "sentence": f"{name}."}
    engine = sqlalchemy.create_engine(store.engine_url)
    with engine.begin() as connection:
        connection.execute(runs.insert().values(facts | told | moments))
    engine.dispose()


def test_what_was_registered_is_read_back(store: Store) -> None:
    sheet = add(store)
    assert sheet == RegisteredSheet(
        1, "1abc", 0, "Pipeline", "Leads", "ana@example.org", "weekday", "07:00", 0, "Europe/Paris",
        {"overrule": {"Rôle": "jobtitle", "“x”": None}}, NOW, NOW, None, "", 0,
    )  # fmt: skip
    assert registered(store) == [sheet]
    assert find(store, 1) == sheet
    assert find(store, 2) is None
    assert sheet.name == "“Pipeline”, tab “Leads”"


def test_tabs_of_one_document(store: Store) -> None:
    first, other, second = add(store, sheet_id=2**31 - 1), add(store, "2xyz"), add(store, sheet_id=7)
    assert [sheet.number for sheet in registered(store)] == [1, 2, 3]
    assert find_tabs(store, "1abc") == [first, second]
    assert find_tabs(store, "2xyz") == [other]
    assert find_tabs(store, "3") == []


def test_registering_again_changes_the_schedule_and_takes_it_up(store: Store) -> None:
    first = add(store)
    note_refusal(store, first.number)
    pause(store, first.number, "Not shared.", NOW)
    again = add(store, now=LATER, every="week", at="18:30", weekday=4, zone="UTC", tab="People", owner="", wishes={})
    assert again == RegisteredSheet(
        1, "1abc", 0, "Pipeline", "People", "", "week", "18:30", 4, "UTC", {}, NOW, LATER, None, "", 0
    )
    assert registered(store) == [again]


def test_pausing_and_taking_up(store: Store) -> None:
    number = add(store).number
    assert not take_up(store, number, LATER)
    assert registered(store)[0].since == NOW  # no slot of one that runs is lost
    note_refusal(store, number)
    assert pause(store, number, "Not shared.", LATER)
    assert not pause(store, number, "By hand.", LATER + timedelta(hours=1))
    paused = registered(store)[0]
    assert (paused.paused_at, paused.paused_why, paused.refusals) == (LATER, "Not shared.", 1)
    assert take_up(store, number, LATER)
    taken = registered(store)[0]
    assert (taken.paused_at, taken.paused_why, taken.refusals, taken.since) == (None, "", 0, LATER)
    assert not pause(store, 99, "", NOW)
    assert not take_up(store, 99, NOW)


def test_refusals_in_a_row(store: Store) -> None:
    one, other = add(store), add(store, "2xyz")
    assert [note_refusal(store, one.number) for _ in range(3)] == [1, 2, 3]
    assert note_refusal(store, other.number) == 1
    note_access(store, one.number)
    assert [sheet.refusals for sheet in registered(store)] == [0, 1]
    assert note_refusal(store, one.number) == 1
    assert note_refusal(store, 99) == 0


def test_refusals_of_several_workers_at_once_all_count(url: str, store: Store) -> None:
    number = add(store).number

    def worker(_: int) -> list[int]:
        own = open_store(url)
        counted = [note_refusal(own, number) for _ in range(10)]
        own.close()
        return counted

    with ThreadPoolExecutor(4) as pool:
        counted = [count for counts in pool.map(worker, range(4)) for count in counts]
    assert sorted(counted) == list(range(1, 41))


def test_several_who_register_at_once_get_a_number_each(url: str, store: Store) -> None:
    def person(at: int) -> int:
        own = open_store(url)
        number = add(own, f"document-{at % 6}").number
        own.close()
        return number

    with ThreadPoolExecutor(4) as pool:
        numbers = list(pool.map(person, range(12)))
    assert numbers[:6] == numbers[6:]
    assert sorted(set(numbers)) == [1, 2, 3, 4, 5, 6] == [sheet.number for sheet in registered(store)]


def test_a_new_name(store: Store) -> None:
    number = add(store).number
    renamed(store, number, "Pipeline 2027", "Prospects")
    assert registered(store)[0].name == "“Pipeline 2027”, tab “Prospects”"


def test_removing_keeps_the_runs_and_no_other_sheet_gets_them(store: Store) -> None:
    add(store)
    number = add(store, "2xyz").number
    run(store, number, "s2-20261123-0700")
    assert remove(store, number)
    assert not remove(store, number)
    assert [sheet.number for sheet in registered(store)] == [1]
    assert add(store, "3new").number == 3
    assert set(latest_runs(store)) == {2}


def test_the_latest_run_of_each_sheet(store: Store) -> None:
    run(store, 1, "first", ended_at=LATER)
    run(store, None, "asked-by-a-person", ended_at=LATER)
    run(store, 2, "other", "waiting", slot=NOW)
    run(store, 1, "second", "failed", slot=NOW, began_at=NOW, ended_at=LATER)
    found = latest_runs(store)
    assert set(found) == {1, 2}
    second, other = found[1], found[2]
    assert (second.name, second.state, second.slot, second.at, second.sentence) == (
        "second",
        "failed",
        NOW,
        LATER,
        "second.",
    )
    assert (second.leads, second.scored) == (140, 12)
    assert (other.state, other.slot, other.at) == ("waiting", NOW, NOW)


def test_a_database_without_tables(empty_url: str) -> None:
    with pytest.raises(StoreProblem, match="has not been set up"):
        registered(open_store(empty_url))
