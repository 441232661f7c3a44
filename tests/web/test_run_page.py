"""A run's page: while it goes, when it has ended, and what can be done about it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import Babel

from app import create_app
from app.config import Settings
from app.store import runs
from app.store.database import Store, open_store
from app.store.registered_sheets import register
from app.store.run_progress import Progress, begin
from app.store.runs import Asked, State, Told
from app.store.sheet_runs import SheetRuns
from app.web.pages.people import Person
from app.web.pages.run_words import time_left, words_of
from tests.fakes.google import FakeGoogle
from tests.jobs.workplace import Workplace

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


@pytest.fixture
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture
def place(fake: FakeGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workplace]:
    monkeypatch.setenv("LEADSHEET_IDENTITY_SECRET", "0123456789abcdef" * 4)
    with Workplace(fake, f"sqlite:///{tmp_path / 'data' / 'leadsheet.db'}", tmp_path) as workplace:
        yield workplace


@pytest.fixture
def client(place: Workplace) -> FlaskClient:
    settings = Settings(
        data=place.folder / "data",
        database=place.url,
        sheets_api_url=place.fake.url,
        google_key_file=place.folder / "key.json",
    )
    return create_app(settings).test_client()


def page(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return " ".join(answer.text.split())


def token(text: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', text)
    assert found is not None
    return found[1]


def test_while_it_waits_and_runs(client: FlaskClient, place: Workplace) -> None:
    place.ask("first", place.sheet(3))
    said = page(client, "/runs/first")
    assert "No worker is at work" in said
    assert 'http-equiv="refresh"' in said  # where there is no script
    begin(place.store, "first", "w1", NOW)
    word = Progress(place.store, "first", "w1")
    word.reached(0, 3000, 1, "m1")
    word.reached(1200, 3000, 1, "m1")
    word.phase("Writing, row 1,201", 1)
    live = page(client, "/runs/first/live")
    assert "Writing, row 1,201" in live
    assert '<progress max="3000" value="1200"' in live
    assert "of 3,000 rows" in live
    assert "<html" not in live
    word.end(State.DONE, Told(3000, 2990), NOW)
    ended = client.get("/runs/first/live")
    assert ended.headers["HX-Refresh"] == "true"


def test_what_came_of_it(client: FlaskClient, place: Workplace) -> None:
    place.ask("first", place.sheet(3))
    begin(place.store, "first", "w1", NOW)
    spread = {"bins": [0] * 10 + [7, 3] + [0] * 8, "labels": {"engaged": 10}, "confidence": {"high": 4, "low": 6}}
    told = Told(15, 10, 2, 0, 1, {7: "its row kept <moving>", 9: "no"}, ("Look at <b>B7</b>.",), None, spread)
    Progress(place.store, "first", "w1").end(State.DONE, told, NOW + timedelta(seconds=75))
    said = page(client, "/runs/first")
    assert "1 min 15 s" in said
    assert "50 to 55 %" in said
    assert "engaged: 10" in said
    assert "high confidence: 4" in said
    assert "its row kept &lt;moving&gt;" in said
    assert "Look at &lt;b&gt;B7" in said
    assert "range=A7" in said
    assert "/runs/first/undo" not in said  # it wrote nothing that is noted
    assert "What became of the best leads" not in said


def test_what_became_of_the_best_leads(client: FlaskClient, place: Workplace) -> None:
    place.ask("first", place.sheet(3))
    begin(place.store, "first", "w1", NOW)
    outcomes = {"column": "Won <b>", "top": 20, "known": 6, "positive": 3, "all_known": 40, "all_positive": 8}
    Progress(place.store, "first", "w1").end(State.DONE, Told(60, 60, outcomes=outcomes), NOW)
    said = page(client, "/runs/first")
    assert "Of the 20 best leads, 6 have a known outcome in “Won &lt;b&gt;”." in said
    assert "3 of those are good (50 %)." in said
    assert "Of all 40 leads with a known outcome, 20 % are good." in said
    assert "So few say little" in said


def test_a_failure_names_the_address_to_share_with(client: FlaskClient, place: Workplace, fake: FakeGoogle) -> None:
    place.ask("first", place.sheet(3))
    begin(place.store, "first", "w1", NOW)
    Progress(place.store, "first", "w1").end(State.FAILED, Told(), NOW, kind="not_shared", sentence="Not shared: do.")
    said = page(client, "/runs/first")
    assert "Not shared: do." in said
    assert f'data-copy="{fake.account}"' in said


def test_cancelling_wants_our_form(client: FlaskClient, place: Workplace) -> None:
    place.ask("first", place.sheet(3))
    assert client.post("/runs/first/cancel").status_code == 400
    assert place.run("first").state is State.WAITING
    word = token(page(client, "/runs/first"))
    cross = client.post("/runs/first/cancel", data={"csrf_token": word}, headers={"Sec-Fetch-Site": "cross-site"})
    assert cross.status_code == 403
    assert client.get("/runs/first/cancel").status_code == 405
    assert client.post("/runs/first/cancel", data={"csrf_token": word}).status_code == 303
    assert place.run("first").state is State.CANCELLED


def test_undoing_asks_for_a_run_of_its_own(client: FlaskClient, place: Workplace) -> None:
    document = place.sheet(3)
    place.ask("first", document)
    begin(place.store, "first", "w1", NOW)
    Progress(place.store, "first", "w1").end(State.DONE, Told(3, 3), NOW)
    note_a_write(place)
    answer = client.post("/runs/first/undo", data={"csrf_token": token(page(client, "/runs/first"))})
    assert answer.status_code == 303
    (new,) = [run for run in runs.latest(place.store) if run.name != "first"]
    assert answer.headers["Location"] == f"/runs/{new.name}"
    assert new.asked.wishes == {"undo": "first"}
    assert "Undoing the run first" in page(client, f"/runs/{new.name}")


def note_a_write(place: Workplace) -> None:
    class Sheet:
        spreadsheet_id, sheet_id, tab, document = place.run("first").asked.spreadsheet_id, 0, "Leads", "Pipeline"

    class Write:
        key, cells, before = "in:in/person-1", (0.5,), (None,)

    from app.store.places import Places

    kept = SheetRuns(Places(place.url, place.folder / "data"), "first", datetime.now(UTC))
    kept.remember(Sheet(), ["score"], [Write()])
    kept.close()


def test_the_best_leads_are_read_from_the_sheet(client: FlaskClient, place: Workplace, fake: FakeGoogle) -> None:
    document = place.sheet(30)
    place.start()
    place.ask("first", document)
    place.ended("first")
    before = len(fake.calls)
    said = page(client, "/runs/first/top")
    assert len(fake.calls) - before == 3
    values = document.sheet("Leads").values()
    at = values[0].index("Lead score")
    best = max(values[1:31], key=lambda row: float(str(row[at])))
    assert f">{best[0]}</a>" in said
    assert said.count("<tr>") == 21
    assert "bins" in (place.run("first").told.spread or {})


def test_there_is_no_run_of_that_name(client: FlaskClient) -> None:
    answer = client.get("/runs/never")
    assert answer.status_code == 404
    assert "There is no run of that name" in answer.text


def test_times() -> None:
    app = Flask("words")
    Babel(app)
    with app.test_request_context():
        assert words_of(timedelta(seconds=59)) == "59 s"
        assert words_of(timedelta(hours=2, minutes=3)) == "2 h 3 min"


def test_time_left_is_said_once_it_can_be_told(place: Workplace) -> None:
    store: Store = open_store(place.url)
    place.ask("first", place.sheet(3))
    run = runs.find(store, "first")
    assert run is not None
    assert time_left(run, NOW) == ""


def test_a_run_is_nobody_elses_business(client: FlaskClient, place: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    document = place.sheet(3)
    place.ask("first", document)
    sheet = register(
        place.store, spreadsheet_id=document.id, sheet_id=0, document="Pipeline", tab="Leads", owner="bo@example.org",
        every="day", at="07:00", weekday=0, zone="UTC", wishes={}, now=NOW,
    )  # fmt: skip
    runs.ask(place.store, "s1", Asked(document.id, 7, "Pipeline", "x", "schedule", {}, sheet.number, NOW), NOW)
    for email, seen in (("ana@example.org", {"first"}), ("bo@example.org", {"s1"}), ("eve@example.org", set())):
        monkeypatch.setattr("app.web.pages.run.person", lambda email=email: Person(email, ""))
        for name in ("first", "s1"):
            assert client.get(f"/runs/{name}").status_code == (200 if name in seen else 404)
            assert client.get(f"/runs/{name}/live").status_code == (200 if name in seen else 404)
