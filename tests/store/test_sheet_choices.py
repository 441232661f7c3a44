from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.errors import StoreProblem
from app.store.database import Store, open_store
from app.store.registered_sheets import find, note_refusal, pause, register
from app.store.sheet_choices import choices_of, choose

NOW = datetime(2026, 11, 23, 6, 0, 0, 250, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


def test_nothing_was_chosen(store: Store) -> None:
    assert choices_of(store, "1abc", 0) == {}


def test_what_was_chosen_is_read_back_tab_by_tab(store: Store) -> None:
    choose(
        store, "1abc", 0, {"overrule": {"Rôle “x”": "jobtitle", "مسمى": None, "": "summary"}}, "ana@example.org", NOW
    )
    choose(store, "1abc", 2**31 - 1, {"prefix": ""}, "this machine", NOW)
    assert choices_of(store, "1abc", 0) == {"overrule": {"Rôle “x”": "jobtitle", "مسمى": None, "": "summary"}}
    assert choices_of(store, "1abc", 2**31 - 1) == {"prefix": ""}
    assert choices_of(store, "2xyz", 0) == {}
    choose(store, "1abc", 0, {}, "bob@example.org", LATER)
    assert choices_of(store, "1abc", 0) == {}


def test_a_registered_tab_has_one_set_of_wishes_and_keeps_its_schedule(store: Store) -> None:
    choose(store, "1abc", 7, {"prefix": "AI"}, "ana@example.org", NOW)
    schedule: dict[str, Any] = {"owner": "ana@example.org", "every": "day", "at": "07:00", "weekday": 0, "zone": "UTC"}
    sheet, other = (
        register(
            store, spreadsheet_id="1abc", sheet_id=at, document="Pipeline", tab="Leads", wishes=wishes, now=NOW,
            **schedule,
        )
        for at, wishes in ((7, {"overrule": {"Role": None}}), (8, {"prefix": "B"}))
    )  # fmt: skip
    assert choices_of(store, "1abc", 7) == {"overrule": {"Role": None}}  # the schedule's hold, whatever was before
    note_refusal(store, sheet.number)
    pause(store, sheet.number, "Not shared.", NOW)
    before = find(store, sheet.number)
    choose(store, "1abc", 7, {"overrule": {"Role": "jobtitle"}}, "bob@example.org", LATER)
    after = find(store, sheet.number)
    assert before is not None
    assert after is not None
    assert after.wishes == choices_of(store, "1abc", 7) == {"overrule": {"Role": "jobtitle"}}
    same = ("paused_at", "paused_why", "since", "refusals", "every", "owner", "added_at")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    unmoved = find(store, other.number)
    assert unmoved is not None
    assert unmoved.wishes == {"prefix": "B"}


def test_a_database_that_is_not_there() -> None:
    nowhere = open_store("sqlite:////nowhere/leadsheet.db")
    with pytest.raises(StoreProblem):
        choices_of(nowhere, "1abc", 0)
    with pytest.raises(StoreProblem):
        choose(nowhere, "1abc", 0, {}, "", NOW)
