"""The sheets that are scored by themselves: seen, paused, resumed, changed, removed, added."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from app.jobs.slots import schedule_of
from app.store import registered_sheets, runs
from app.store.database import Store, open_store
from app.store.registered_sheets import RegisteredSheet, find, register, registered
from app.store.run_progress import Progress, begin
from app.store.runs import Asked, State, Told
from app.store.sheet_choices import choose
from app.web.pages import sheets, site
from app.web.pages.people import Person
from app.web.pages.schedule_form import read_form, schedule_words
from app.web.problems import Problem
from tests.web.page_person import Visitor, local_pages

ID = "1AbCdEfGhIjKlMnOp"
ANA = Person("ana@example.org", "Ana")
ADDED = {"spreadsheet_id": ID, "sheet_id": "7", "document": "Pipeline", "tab": "Leads", "every": "weekday"}


@pytest.fixture
def application(tmp_path: Path) -> Flask:
    return local_pages(tmp_path)


@pytest.fixture
def visitor(application: Flask) -> Visitor:
    return Visitor(application)


@pytest.fixture
def store(application: Flask) -> Iterator[Store]:
    store = open_store(application.extensions["leadsheet"].settings.places.database_url)
    yield store
    store.close()


def kept(store: Store, sheet_id: int = 1, owner: str = "", **changed: str) -> RegisteredSheet:
    facts = {"document": "Pipeline", "tab": "Leads", "every": "day", "at": "07:00", "zone": "Europe/Paris"}
    since = datetime.now(UTC) - timedelta(minutes=1)
    facts |= changed
    return register(
        store, spreadsheet_id=ID, sheet_id=sheet_id, owner=owner, weekday=0, wishes={"prefix": "AI"}, now=since,
        document=facts["document"], tab=facts["tab"], every=facts["every"], at=facts["at"], zone=facts["zone"],
    )  # fmt: skip


def ran(store: Store, sheet: RegisteredSheet, name: str, state: State, told: Told, sentence: str = "") -> None:
    now = datetime.now(UTC)
    asked = Asked(ID, sheet.sheet_id, sheet.document, sheet.tab, "schedule", {}, sheet.number, now)
    assert runs.ask(store, name, asked, now) is None
    begin(store, name, "w", now)
    Progress(store, name, "w").end(state, told, now, 0, "", sentence)


def sign_in(monkeypatch: pytest.MonkeyPatch, person: Person = ANA) -> None:
    monkeypatch.setattr(site, "person_of", lambda *_: person)


def test_an_empty_list_says_how_to_add_one(visitor: Visitor) -> None:
    assert "choose “Keep it fresh” on the page of its result" in visitor.see("/sheets")


def test_the_list_says_what_is_known(store: Store, visitor: Visitor) -> None:
    sheet = kept(store, document="<b>Pipeline</b>")
    ran(store, sheet, "s1-a", State.DONE, Told(leads=1240, scored=12))
    page = visitor.see("/sheets")
    assert "&lt;b&gt;Pipeline&lt;/b&gt;" in page
    assert "Every day at 07:00, Europe/Paris" in page
    assert "1,240 leads, 12 written" in page
    assert f"https://docs.google.com/spreadsheets/d/{ID}/edit#gid=1" in page
    assert "07:00" in page.partition("Next run")[2]
    assert "style=" not in page


def test_a_failed_run_and_a_pause_say_why(store: Store, visitor: Visitor) -> None:
    sheet = kept(store)
    ran(store, sheet, "s1-a", State.FAILED, Told(), "The sheet is gone: look in the bin.")
    assert visitor.see("/sheets").count("The sheet is gone: look in the bin.") == 1
    registered_sheets.pause(store, sheet.number, "The sheet is gone: look in the bin.", datetime.now(UTC))
    page = visitor.see("/sheets")
    assert "Paused since" in page
    assert page.count("The sheet is gone: look in the bin.") == 1
    assert "none while it is paused" in page


def test_a_due_run_that_nobody_takes_up_is_told(store: Store, visitor: Visitor) -> None:
    kept(store)
    with store.writing() as transaction:
        transaction.run("UPDATE registered_sheets SET since = '2026-01-01 00:00:00.000000'")
    page = visitor.see("/sheets")
    assert "due since" in page
    assert "start a worker" in page


def test_an_unknown_zone_is_told(store: Store, visitor: Visitor) -> None:
    kept(store)
    with store.writing() as transaction:
        transaction.run("UPDATE registered_sheets SET zone = 'Mars/Olympus'")
    page = visitor.see("/sheets")
    assert "There is no time zone “Mars/Olympus”" in page
    assert "Mars/Olympus" in visitor.see("/sheets/1")


def test_pausing_and_resuming(store: Store, visitor: Visitor) -> None:
    number = kept(store).number
    answer = visitor.send(f"/sheets/{number}/pause")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/sheets#sheet-{number}")
    sheet = find(store, number)
    assert sheet is not None
    assert sheet.paused_why == "It was paused by hand."
    assert "Resume" in visitor.see("/sheets")
    visitor.send(f"/sheets/{number}/resume")
    sheet = find(store, number)
    assert sheet is not None
    assert sheet.paused_at is None


def test_removing_is_asked_for_twice(store: Store, visitor: Visitor) -> None:
    number = kept(store).number
    assert "/remove" not in visitor.see("/sheets")
    assert "Yes, remove it" in visitor.see(f"/sheets/{number}")
    assert visitor.client.get(f"/sheets/{number}/remove").status_code == 405
    assert find(store, number) is not None
    assert visitor.send(f"/sheets/{number}/remove").status_code == 303
    assert find(store, number) is None


def test_changing_the_schedule_keeps_the_rest(store: Store, visitor: Visitor) -> None:
    number = kept(store, owner="bob@example.org").number
    answer = visitor.send(f"/sheets/{number}/schedule", every="week", at="18:30", on="thu", zone="america/new_york")
    assert answer.status_code == 303
    sheet = find(store, number)
    assert sheet is not None
    assert (sheet.every, sheet.at, sheet.weekday, sheet.zone) == ("week", "18:30", 3, "America/New_York")
    assert (sheet.owner, sheet.document, sheet.wishes) == ("bob@example.org", "Pipeline", {"prefix": "AI"})
    assert "Every Thursday at 18:30, America/New_York" in visitor.see("/sheets")


def test_errors_stand_beside_their_fields(store: Store, visitor: Visitor) -> None:
    number = kept(store).number
    answer = visitor.send(f"/sheets/{number}/schedule", every="week", at="25:00", on="someday", zone="Pariss")
    assert answer.status_code == 422
    for field, sentence in (("at", "no time of day"), ("on", "no weekday"), ("zone", "did you mean Europe/Paris")):
        assert sentence in answer.text.partition(f'id="{field}-error"')[2].partition("</p>")[0]
        assert f'aria-describedby="{field}-error"' in answer.text
    assert 'id="every-error"' not in answer.text
    assert 'value="25:00"' in answer.text
    sheet = find(store, number)
    assert sheet is not None
    assert sheet.at == "07:00"


def test_a_sheet_is_kept_from_a_runs_page(store: Store, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    proved: list[str] = []
    monkeypatch.setattr(sheets, "prove_right", proved.append)
    sign_in(monkeypatch)
    choose(store, ID, 7, {"prefix": "Our"}, "ana@example.org", datetime.now(UTC))
    answer = visitor.send("/sheets/add", **ADDED, at="08:15", on="mon", zone="Europe/Paris")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sheets#sheet-1")
    assert proved == [ID]
    (sheet,) = registered(store)
    assert (sheet.owner, sheet.every, sheet.at, sheet.sheet_id) == ("ana@example.org", "weekday", "08:15", 7)
    assert sheet.wishes == {"prefix": "Our"}


def test_nothing_is_kept_without_the_right(store: Store, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(spreadsheet_id: str) -> None:
        raise Problem(403, "You may not edit this sheet: ask its owner.")

    monkeypatch.setattr(sheets, "prove_right", refuse)
    answer = visitor.send("/sheets/add", **ADDED)
    assert answer.status_code == 403
    assert not registered(store)


def test_a_wrong_field_is_asked_for_again(store: Store, visitor: Visitor) -> None:
    answer = visitor.send("/sheets/add", **{**ADDED, "document": '"><b>'}, at="noon")
    assert answer.status_code == 422
    assert "“noon” is no time of day" in answer.text
    assert 'name="document" value="&#34;&gt;&lt;b&gt;"' in answer.text
    assert not registered(store)
    assert visitor.send("/sheets/add", **ADDED, at="12:00").status_code == 303
    (sheet,) = registered(store)
    assert (sheet.owner, sheet.zone) == ("", "UTC")


@pytest.mark.parametrize("changed", [{"spreadsheet_id": "../x"}, {"sheet_id": "-1"}, {"sheet_id": ""}])
def test_a_form_that_is_not_ours(store: Store, visitor: Visitor, changed: dict[str, str]) -> None:
    assert visitor.send("/sheets/add", **{**ADDED, **changed}).status_code == 422
    assert not registered(store)


def test_only_the_owner_sees_and_changes(store: Store, visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = kept(store, 1, "Ana@Example.org", document="Mine")
    others = kept(store, 2, "bob@example.org", document="Others")
    nobodys = kept(store, 3, "", document="Nobodys")
    assert all(name in visitor.see("/sheets") for name in ("Mine", "Others", "Nobodys"))
    sign_in(monkeypatch)
    page = visitor.see("/sheets")
    assert "Mine" in page
    assert "Others" not in page
    assert "Nobodys" not in page
    visitor.see(f"/sheets/{theirs.number}")
    for sheet in (others, nobodys):
        visitor.see(f"/sheets/{sheet.number}", 404)
        for step in ("pause", "resume", "remove", "schedule"):
            assert visitor.send(f"/sheets/{sheet.number}/{step}").status_code == 404
    visitor.see("/sheets/99999999999999999999", 404)
    assert len(registered(store)) == 3


def test_what_another_person_set_up_is_not_taken_over(
    store: Store, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(store, 7, "bob@example.org")
    monkeypatch.setattr(sheets, "prove_right", lambda _: None)
    sign_in(monkeypatch)
    answer = visitor.send("/sheets/add", **ADDED)
    assert answer.status_code == 409
    assert "bob@example.org has set this tab up already" in answer.text
    monkeypatch.setattr(site, "person_of", lambda *_: Person("", ""))
    assert visitor.send("/sheets/add", **ADDED).status_code == 303
    (sheet,) = registered(store)
    assert (sheet.owner, sheet.every) == ("bob@example.org", "weekday")


def test_forms_need_their_token(store: Store, visitor: Visitor) -> None:
    number = kept(store).number
    assert visitor.client.post(f"/sheets/{number}/remove").status_code == 400
    assert visitor.client.post("/sheets/add", data=ADDED).status_code == 400
    assert find(store, number) is not None


def test_the_weekday_counts_for_weekly_runs_alone() -> None:
    form = read_form({"every": "day", "at": "7h30", "on": "nonsense"}, "Europe/Paris")
    assert not form.errors
    assert form.schedule is not None
    assert form.schedule.zone.key == "Europe/Paris"
    assert read_form({"every": "fortnight"}, "UTC").errors.keys() == {"every"}


def test_schedules_in_words(application: Flask) -> None:
    with application.test_request_context():
        assert schedule_words(schedule_of("hour", "00:05", 0, "UTC")) == "Every hour at minute 05, UTC"
        assert schedule_words(schedule_of("weekday", "07:00", 0, "UTC")) == "Monday to Friday at 07:00, UTC"
