"""The history of runs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.store import runs
from app.store.database import Store, open_store
from app.store.registered_sheets import register
from app.store.run_list import listed_runs
from app.store.run_progress import Progress, begin
from app.store.runs import Asked, State, Told
from app.web.pages import site
from app.web.pages.people import Person
from tests.web.page_person import Visitor, local_pages

AT = datetime(2025, 3, 4, 23, 30, tzinfo=UTC)
POLL = 'hx-trigger="every 3s"'


@pytest.fixture
def application(tmp_path: Path) -> Flask:
    return local_pages(tmp_path, zone="Europe/Paris")


@pytest.fixture
def visitor(application: Flask) -> Visitor:
    return Visitor(application)


@pytest.fixture
def store(application: Flask) -> Iterator[Store]:
    store = open_store(application.extensions["leadsheet"].settings.places.database_url)
    yield store
    store.close()


def asked(store: Store, name: str, who: str = "this machine", **facts: Any) -> None:
    what = Asked(f"id-{name}", 1, facts.get("document", "Pipeline"), "Leads", who, facts.get("wishes", {}),
                 facts.get("registered"))  # fmt: skip
    assert runs.ask(store, name, what, AT) is None


def ended(store: Store, name: str, state: State, told: Told | None = None, sentence: str = "") -> None:
    begin(store, name, "w", AT + timedelta(seconds=5))
    progress = Progress(store, name, "w")
    progress.end(state, told or Told(), AT + timedelta(seconds=75), 0, "", sentence)


def test_no_run_yet(visitor: Visitor) -> None:
    page = visitor.see("/runs")
    assert "There was no run yet" in page
    assert POLL not in page


def test_an_ended_run(store: Store, visitor: Visitor) -> None:
    asked(store, "one", document="<i>Pipeline</i>")
    ended(store, "one", State.DONE, Told(leads=1500, scored=1236, unchanged=20, refused={5: "x", 9: "y"}, empty=1))
    page = visitor.see("/runs")
    assert "Wed 5 Mar 2025 00:30" in page  # by the clock of Paris
    assert "Europe/Paris" in page
    assert "&lt;i&gt;Pipeline&lt;/i&gt;" in page
    for said in ("1,236", ">20<", ">3<", "1 min 10 s", "Done", "this machine", 'href="/runs/one"'):
        assert said in page, said
    assert POLL not in page
    assert "http-equiv" not in page
    assert "style=" not in page


def test_very_many_refused_are_not_counted_to_the_end(store: Store, visitor: Visitor) -> None:
    asked(store, "one")
    ended(store, "one", State.DONE, Told(refused=dict.fromkeys(range(2, 1500), "x")))
    assert "1,000 or more" in visitor.see("/runs")


def test_a_failed_run_says_why(store: Store, visitor: Visitor) -> None:
    asked(store, "one", "schedule")
    ended(store, "one", State.FAILED, sentence="The sheet is gone: look in the bin.")
    page = visitor.see("/runs")
    assert "The sheet is gone: look in the bin." in page
    assert "by schedule" in page


def test_live_ones_come_first_and_are_asked_for_again(store: Store, visitor: Visitor) -> None:
    asked(store, "live", document="Oldest")
    begin(store, "live", "w", AT)
    Progress(store, "live", "w").reached(3400, 10_000, 1, "v")
    asked(store, "late", document="Ended")
    ended(store, "late", State.DONE)
    page = visitor.see("/runs")
    assert page.index("Oldest") < page.index("Ended")
    assert "3,400 of 10,000 rows" in page
    assert '<progress max="10000" value="3400"' in page
    assert POLL in page
    assert 'http-equiv="refresh"' in page
    part = visitor.see("/runs", headers={"HX-Request": "true"})
    assert part.lstrip().startswith('<div class="runs"')
    assert POLL in part
    Progress(store, "live", "w").end(State.CANCELLED, Told(), AT + timedelta(hours=2))
    part = visitor.see("/runs", headers={"HX-Request": "true"})
    assert POLL not in part
    assert "Cancelled" in part


def test_waiting_and_stopping_are_told(store: Store, visitor: Visitor) -> None:
    asked(store, "waits")
    assert "Waiting for a worker" in visitor.see("/runs")
    begin(store, "waits", "w", AT)
    runs.cancel(store, "waits", AT)
    assert "Stopping" in visitor.see("/runs")


def test_undoing_says_of_what(store: Store, visitor: Visitor) -> None:
    asked(store, "undo", wishes={"undo": "20260101-0700-abcdef"})
    ended(store, "undo", State.DONE)
    assert "undoes run 20260101-0700-abcdef" in visitor.see("/runs")


def test_people_see_their_own_and_those_of_their_sheets(
    store: Store, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [
        register(
            store, spreadsheet_id="x", sheet_id=at, document="d", tab="t", owner=owner, every="day", at="07:00",
            weekday=0, zone="UTC", wishes={}, now=AT,
        ).number
        for at, owner in enumerate(("Ana@example.org", "bob@example.org"))
    ]  # fmt: skip
    asked(store, "a1", "ana@example.org", document="By Ana")
    asked(store, "a2", "schedule", document="Scheduled for Ana", registered=numbers[0])
    asked(store, "b1", "bob@example.org", document="By Bob")
    asked(store, "b2", "schedule", document="Scheduled for Bob", registered=numbers[1])
    asked(store, "m", document="At the machine")
    assert len(listed_runs(store, "", 100)) == 5
    monkeypatch.setattr(site, "person_of", lambda *_: Person("ana@example.org", "Ana"))
    page = visitor.see("/runs")
    assert "By Ana" in page
    assert "Scheduled for Ana" in page
    for other in ("By Bob", "Scheduled for Bob", "At the machine"):
        assert other not in page


def test_only_the_latest_hundred(store: Store, visitor: Visitor) -> None:
    for at in range(101):
        asked(store, f"r{at}", document=f"Document {at}.")
        ended(store, f"r{at}", State.DONE)
    page = visitor.see("/runs")
    assert "Document 100." in page
    assert "Document 0." not in page
    assert "Only the latest 100 runs" in page
