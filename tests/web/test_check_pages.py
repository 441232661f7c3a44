"""From the link of a sheet to a run, as a browser without script meets it, over the fake Google."""

import html
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.config import Settings
from app.jobs import counting_leads
from app.leads.fields import FIELD_NAMES
from app.store import runs
from app.store.database import Store, open_store
from app.store.registered_sheets import find_tabs, pause, register
from app.store.sheet_choices import choices_of, choose
from app.store.workers import enter, leave
from app.web.pages import check as check_module
from app.web.pages import opened_sheet, rights
from app.web.pages.people import Person
from app.web.problems import Problem
from tests.fakes.google import FakeGoogle, Formula, Spreadsheet
from tests.tables.link_forms import FORMS, ID, REFUSED

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
HEADER = ["Name", "LinkedIn URL", "Job title", "Company size", "Level", "Replied", "Notes"]
LEADS = [
    ["Ana", "https://www.linkedin.com/in/ana/", "CEO", "11-50", 3, "yes", "met in Lyon"],
    ["Bo", "https://www.linkedin.com/in/bo/", "Intern", "51-200", 5, "no", ""],
    ["Cy", "https://www.linkedin.com/in/cy/", "Sales Director", "201-500", 2, "no", ""],
    ["Di", "https://www.linkedin.com/in/di/", "Avocate", "51-200", 4, "", ""],
]


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as started:
        yield started


@pytest.fixture(scope="module")
def application(fake: FakeGoogle, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(
        Settings(
            data=tmp_path_factory.mktemp("data"),
            google_key=json.dumps(fake.credentials_info()),
            sheets_api_url=fake.url,
            google_reads=6000,
            google_writes=6000,
        )
    )


@pytest.fixture
def client(application: Flask) -> FlaskClient:
    return application.test_client()


@pytest.fixture
def store(application: Flask) -> Iterator[Store]:
    service = application.extensions["leadsheet"]
    with closing(open_store(service.settings.places.database_url)) as opened:
        yield opened


@pytest.fixture
def sheet(fake: FakeGoogle) -> Spreadsheet:
    return fake.new_spreadsheet("Pipeline", sheets={"Leads": [HEADER, *LEADS]}, rows=60, columns=14)


class Page(HTMLParser):
    """What a person finds on a page: its words, its forms' fields, and the choice of each column."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words, self.tags = "", list[str]()
        self.columns: list[str] = []
        self.choices: dict[str, str] = {}
        self.token = ""
        self.feed(text)
        self.words = " ".join(self.words.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.words += " "
        self.tags.append(tag)
        if given.get("name") == "csrf_token":
            self.token = given["value"] or ""
        if given.get("name") == "column":
            self.columns.append(given["value"] or "")
        if tag == "option" and "selected" in given:
            self.choices[self.columns[-1]] = given["value"] or ""

    def handle_endtag(self, tag: str) -> None:
        self.words += " "

    def handle_data(self, data: str) -> None:
        self.words += data


def place(document: Spreadsheet, tab: str = "Leads", then: str = "") -> str:
    return f"/check/{document.id}/{document.sheet(tab).id}{then}"


def look(client: FlaskClient, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return Page(answer.text)


def send(client: FlaskClient, address: str, page: Page, **headers: str) -> TestResponse:
    """Send the form of a page as it stands."""
    data = {"csrf_token": page.token, "column": page.columns, "use": [page.choices[one] for one in page.columns]}
    return client.post(address, data=data, headers=headers, follow_redirects=address.endswith("/preview"))


def said(answer: TestResponse) -> str:
    return Page(answer.text).words


def calls(fake: FakeGoogle) -> int:
    return len(fake.calls)


# The link


@pytest.mark.parametrize(
    ("text", "words"), [(text, words) for _, text, words in REFUSED], ids=[one[0] for one in REFUSED]
)
def test_a_wrong_link_explains_itself(client: FlaskClient, fake: FakeGoogle, text: str, words: str) -> None:
    before = calls(fake)
    typed = client.get("/link-check", query_string={"link": text})
    assert typed.status_code == 200
    assert (words in said(typed)) == bool(text.strip())  # an empty field needs no sentence while one looks at it
    answer = client.post("/sheet", data={"csrf_token": look(client, "/").token, "link": text})
    assert answer.status_code == 422
    assert words in said(answer)
    assert 'aria-invalid="true"' in answer.text
    assert html.escape(text.strip(), quote=False)[:50] in answer.text.replace("&#34;", '"').replace("&#39;", "'")
    assert calls(fake) == before


@pytest.mark.parametrize(("text", "gid"), [(text, gid) for _, text, gid in FORMS], ids=[one[0] for one in FORMS])
def test_every_form_of_a_link_leads_on_without_a_call(
    client: FlaskClient, fake: FakeGoogle, text: str, gid: int | None
) -> None:
    before = calls(fake)
    assert "This is the link of" in said(client.get("/link-check", query_string={"link": text}))
    answer = client.post("/sheet", data={"csrf_token": look(client, "/").token, "link": text})
    assert answer.status_code == 303
    assert re.fullmatch(r"/tabs/[\w-]+" if gid is None else rf"/check/[\w-]+/{gid}", answer.location)
    assert calls(fake) == before


def test_a_link_in_the_address_is_in_the_field(client: FlaskClient) -> None:
    page = client.get("/", query_string={"link": '"><script>alert(1)</script>'})
    assert "<script>alert" not in page.text
    assert 'value="&#34;&gt;&lt;script&gt;' in page.text


def test_the_page_of_a_wrong_link_can_be_had_in_the_other_language(client: FlaskClient) -> None:
    assert client.get("/sheet?lang=fr").location == "/?lang=fr"


def test_a_form_without_its_token_changes_nothing(client: FlaskClient, sheet: Spreadsheet, store: Store) -> None:
    assert client.post("/sheet", data={"link": ID}).status_code == 400
    for then in ("", "/preview", "/run"):
        assert client.post(place(sheet, then=then)).status_code == 400
    assert not [run for run in runs.latest(store) if run.asked.spreadsheet_id == sheet.id]


# The tab


def test_one_tab_needs_no_choice_and_of_several_the_person_chooses(client: FlaskClient, fake: FakeGoogle) -> None:
    one = fake.new_spreadsheet("One", sheets={"Leads": [HEADER, *LEADS]})
    assert client.get(f"/tabs/{one.id}").location == place(one)
    several = fake.new_spreadsheet("Se<b>veral", sheets={"Leads": [HEADER, *LEADS], "<i>'Old'": [HEADER], "Secret": []})
    several.apply(
        [
            {
                "updateSheetProperties": {
                    "properties": {"sheetId": several.sheet("Secret").id, "hidden": True},
                    "fields": "hidden",
                }
            }
        ]
    )
    before = calls(fake)
    answer = client.get(f"/tabs/{several.id}")
    assert calls(fake) == before + 1
    page = Page(answer.text)
    assert "Se<b>veral" in page.words
    assert "<i>'Old'" in page.words
    assert "Secret" not in page.words
    assert {"b", "i"}.isdisjoint(page.tags)
    assert f'href="{place(several)}"' in answer.text


def test_wild_addresses_are_no_pages(client: FlaskClient, fake: FakeGoogle) -> None:
    before = calls(fake)
    for address in (
        "/tabs/short",
        "/tabs/a.b.c.d.e.f.g.h",
        f"/check/{ID}/9999999999",
        f"/check/{ID}/x",
        f"/check/{ID}%20/0",
    ):
        assert client.get(address).status_code == 404
    assert calls(fake) == before


# What the page says


def test_what_each_column_is_read_as(client: FlaskClient, sheet: Spreadsheet) -> None:
    page = look(client, place(sheet))
    assert "Pipeline" in page.words
    assert "Tab “Leads”" in page.words
    assert "Leads 4 Columns used 2 of 7" in page.words
    assert "LinkedIn URL column B" in page.words
    assert "Job title CEO · Intern · Sales Director" in page.words
    assert "certain" in page.words
    assert "unclear Perhaps seniority: its name says seniority, its values do not" in page.words
    assert "F Replied yes · no tells what became of the lead" in page.words
    assert "These never feed a score" in page.words
    assert "Score all 4 leads" in page.words
    assert "Score 3 rows first" in page.words
    assert set(page.columns) == {"Name", "LinkedIn URL", "Job title", "Company size", "Level", "Notes"}  # not Replied
    assert set(page.choices.values()) == {"auto"}


def test_hostile_cells_are_text(client: FlaskClient, fake: FakeGoogle) -> None:
    evil = "<img src=x onerror=alert(1)>"
    document = fake.new_spreadsheet(
        f"{evil} %(x)s {{{{ 7*7 }}}}",
        sheets={
            f"{evil}%d": [
                ["Name", "Job title", f"Industry {evil}", "Notes %(a)s", "H" * 3000, "ملاحظات"],
                [evil, f"CEO {evil}", "w" * 40_000, Formula("=1/0"), "\u202eabc\u202c%s", "مرحبا <b>بكم</b>"],
                ["%(num)s", "'; DROP TABLE runs; --", "=HYPERLINK(1)", Formula('="<i>x</i>"'), True, 0.5],
            ]
        },
        columns=20,
    )
    address = f"/check/{document.id}/{document.sheets()[0].id}"
    answer = client.get(address)
    assert answer.status_code == 200
    page = Page(answer.text)
    assert {"img", "b", "i"}.isdisjoint(page.tags)
    assert evil in page.words
    assert "49" not in page.words
    assert "مرحبا <b>بكم</b>" in page.words
    assert "=HYPERLINK(1)" in page.words
    assert "w" * 61 not in answer.text
    for headers in ({}, {"HX-Request": "true"}):
        first = send(client, f"{address}/preview", page, **headers)
        assert first.status_code == 200
        assert {"img", "b", "i"}.isdisjoint(Page(first.text).tags)
        assert evil in said(first)
    assert send(client, address, page).status_code == 303


def test_duplicate_and_empty_headers(client: FlaskClient, fake: FakeGoogle, store: Store) -> None:
    document = fake.new_spreadsheet(
        "Twice",
        sheets={
            "Leads": [
                ["Title", "title ", "", "", "Company size"],
                ["CEO", "VP", "English, French", "x1", "11-50"],
                ["CTO", "", "German", "x2", "51-200"],
            ]
        },
    )
    page = look(client, place(document))
    assert page.columns.count("") == 1
    assert sorted(page.columns) == ["", "Company size", "Title"]
    assert "the name of column A, and so the same choice" in page.words
    assert "no name" in page.words
    page.choices |= {"": "none", "Title": "summary"}
    assert send(client, place(document), page).status_code == 303
    assert choices_of(store, document.id, document.sheet("Leads").id) == {"overrule": {"": None, "Title": "summary"}}
    again = look(client, place(document))
    assert {name: again.choices[name] for name in ("", "Title")} == {"": "none", "Title": "summary"}
    assert "you left it out" in again.words


def test_a_header_below_a_preamble(client: FlaskClient, fake: FakeGoogle) -> None:
    document = fake.new_spreadsheet("Export", sheets={"Leads": [["Exported on 3 May"], [], HEADER, *LEADS]})
    page = look(client, place(document))
    assert "Leads 4 Columns used 2 of 7" in page.words
    assert "Ana row 4" in said(send(client, place(document, then="/preview"), page))


def test_a_sheet_without_leads(client: FlaskClient, fake: FakeGoogle, store: Store) -> None:
    document = fake.new_spreadsheet("Empty", sheets={"Leads": [HEADER], "Nothing": []})
    page = look(client, place(document))
    assert "There are no leads below the header in row 1" in page.words
    assert "Score" not in page.words.partition("Leads 0")[2]
    for then in ("/preview", "/run"):
        answer = send(client, place(document, then=then), page)
        assert answer.status_code == 422
        assert "no leads below the header" in said(answer)
    answer = client.get(place(document, "Nothing"))
    assert answer.status_code == 422
    assert "has no header row" in said(answer)


def test_the_column_that_may_say_something_is_named(client: FlaskClient, fake: FakeGoogle) -> None:
    long = "Positon " + "x" * 200
    rows = [["Name", "Industy", long], ["Ana", "zz", "a"], ["Bo", "yy", "b"]]
    document = fake.new_spreadsheet("Almost", sheets={"Leads": rows})
    page = look(client, place(document))
    assert "what it says of the leads. “Industy” may be this: industry." in page.words
    answer = said(send(client, place(document, then="/run"), page))
    assert "what it says of the leads. “Industy” may be this: industry." in answer


def test_a_header_below_title_rows(client: FlaskClient, fake: FakeGoogle) -> None:
    titles = [["Prospects autumn", "", "", "Batch 01"], ["Animal clinics"]]
    document = fake.new_spreadsheet("Export", sheets={"Leads": [*titles, HEADER, *LEADS]})
    page = look(client, place(document))
    assert "Leads 4 Columns used 2 of 7" in page.words
    assert "Ana row 4" in said(send(client, place(document, then="/preview"), page))


def test_a_sheet_that_says_nothing_of_its_leads(client: FlaskClient, fake: FakeGoogle) -> None:
    document = fake.new_spreadsheet("Names", sheets={"Leads": [["Name", "Foo"], ["Ana", "zz"], ["Bo", "yy"]]})
    page = look(client, place(document))
    assert "No column feeds a score yet" in page.words
    assert "No column feeds a score yet" in said(send(client, place(document, then="/run"), page))
    page.choices["Foo"] = "industry"
    assert send(client, place(document), page).status_code == 303
    assert "Score all 2 leads" in look(client, place(document)).words


def test_dates_are_shown_and_read_as_such(client: FlaskClient, fake: FakeGoogle) -> None:
    """Sheets takes a company size of 11-50 for a day in November 1950: its number says nothing, its format does."""
    sizes = [["Ana", 18_578, 18_578], ["Bo", "51-200", 5]]
    document = fake.new_spreadsheet("Dates", sheets={"Leads": [["Name", "Company size", "Likes"], *sizes]})
    document.sheet("Leads").colleague.number_format("B2:B3", "DATE")
    before = calls(fake)
    page = look(client, place(document))
    assert "1950-11-11 51-200" in page.words.replace(" · ", " ")
    assert "18578" in page.words
    assert calls(fake) == before + 4


# What the person says


def test_choices_are_kept_and_shown(client: FlaskClient, sheet: Spreadsheet, store: Store, fake: FakeGoogle) -> None:
    page, gid = look(client, place(sheet)), sheet.sheet("Leads").id
    page.choices |= {"Level": "llm_seniority", "Notes": "jobtitle", "Company size": "none"}
    before = calls(fake)
    answer = send(client, place(sheet), page)
    assert answer.status_code == 303
    shown = look(client, answer.location)
    assert calls(fake) == before  # the look of a moment ago is enough
    assert "Saved." in shown.words
    assert {name: shown.choices[name] for name in ("Level", "Notes", "Company size", "Job title")} == {
        "Level": "llm_seniority", "Notes": "jobtitle", "Company size": "none", "Job title": "auto",
    }  # fmt: skip
    assert "you gave another column for job title" in shown.words
    assert choices_of(store, sheet.id, gid) == {
        "overrule": {"Company size": None, "Level": "llm_seniority", "Notes": "jobtitle"}
    }
    assert look(client, place(sheet)).choices == shown.choices
    back = dict.fromkeys(shown.columns, "auto")
    shown.choices = back
    send(client, place(sheet), shown)
    assert choices_of(store, sheet.id, gid) == {}
    assert look(client, place(sheet)).choices == page.choices | back


def test_an_outcome_cannot_be_chosen_nor_what_is_not_there(
    client: FlaskClient, sheet: Spreadsheet, store: Store
) -> None:
    page = look(client, place(sheet))
    for header, use in (("Replied", "jobtitle"), ("Gone", "none"), ("Name", "score"), ("Name", "")):
        data = {"csrf_token": page.token, "column": [header], "use": [use]}
        answer = client.post(place(sheet), data=data)
        assert answer.status_code == 422
        assert "does not fit the sheet as it is now" in said(answer)
    assert client.post(place(sheet), data={"csrf_token": page.token, "column": ["Name"]}).status_code == 400
    assert choices_of(store, sheet.id, sheet.sheet("Leads").id) == {}


def test_a_chosen_column_that_went_away(client: FlaskClient, sheet: Spreadsheet, store: Store) -> None:
    gid = sheet.sheet("Leads").id
    choose(store, sheet.id, gid, {"prefix": "AI", "overrule": {"Gone <b>": "summary", "notes ": None}}, "ana", NOW)
    page = look(client, place(sheet))
    assert "columns that are not there any more: Gone <b>" in page.words
    assert page.choices["Notes"] == "none"
    assert "AI score" in page.words
    send(client, place(sheet), page)
    assert choices_of(store, sheet.id, gid) == {"prefix": "AI", "overrule": {"Notes": None}}


def test_a_registered_tab_starts_from_its_wishes_and_gets_the_new_ones(
    client: FlaskClient, sheet: Spreadsheet, store: Store
) -> None:
    gid = sheet.sheet("Leads").id
    choose(store, sheet.id, gid, {"overrule": {"Name": "summary"}}, "somebody", NOW)
    registered = register(
        store, spreadsheet_id=sheet.id, sheet_id=gid, document="Pipeline", tab="Leads", owner="", every="day",
        at="07:00", weekday=0, zone="UTC", now=NOW,
        wishes={"overrule": {"Level": "llm_seniority"}, "columns": ["score"]},
    )  # fmt: skip
    pause(store, registered.number, "Not shared.", NOW)
    page = look(client, place(sheet))
    assert (page.choices["Level"], page.choices["Name"]) == ("llm_seniority", "auto")
    assert "This tab has a schedule, which is paused" in page.words
    assert "Lead score, Lead label, Lead confidence. Nothing else" in page.words
    page.choices["Notes"] = "summary"
    send(client, place(sheet), page)
    wishes = {"overrule": {"Level": "llm_seniority", "Notes": "summary"}, "columns": ["score"]}
    after = find_tabs(store, sheet.id)[0]
    assert after.wishes == choices_of(store, sheet.id, gid) == wishes
    assert (after.paused_why, after.since) == ("Not shared.", NOW)
    answer = send(client, place(sheet, then="/run"), page)
    run = runs.find(store, answer.location.rpartition("/")[2])
    assert run is not None
    assert (run.asked.registered, run.asked.wishes) == (registered.number, wishes)


# Three leads, and the run


def test_the_first_three_are_scored_and_nothing_is_written(
    client: FlaskClient, application: Flask, sheet: Spreadsheet, fake: FakeGoogle
) -> None:
    page, before = look(client, place(sheet)), sheet.sheet("Leads").snapshot()
    page.choices["Level"] = "none"
    whole = send(client, place(sheet, then="/preview"), page)
    assert [one.status_code for one in whole.history] == [303]  # so that the page can be loaded again
    part = send(client, place(sheet, then="/preview"), page, **{"HX-Request": "true"})
    assert "<html" in whole.text
    assert "<html" not in part.text
    table = application.test_client().post(
        "/table/score", json={"headers": HEADER, "rows": LEADS, "mapping": {"Level": None}}
    )
    for lead, row, name in zip(
        json.loads(table.data)["rows"][:3], LEADS, ("Ana row 2", "Bo row 3", "Cy row 4"), strict=False
    ):
        percent = f"{lead['score']:.0%}".replace("%", " %")
        label, reasons = lead["label"].replace("_", " "), lead["reasons"].split("; ")
        words = f"{percent} {name} {label} {lead['confidence']} confidence "
        up, down = (" · ".join(one[2:] for one in reasons if one.startswith(sign)) for sign in "+-")
        for answer in (whole, part):
            assert words in said(answer), row
            assert not up or f"+ Speaks for it: {up}" in said(answer)
            assert not down or f"− Speaks against it: {down}" in said(answer)
            assert "not_engaged" not in answer.text
    assert "Di" not in said(part).split()
    assert "Nothing has been written" in said(part)
    assert sheet.sheet("Leads").snapshot() == before
    assert fake.count("write") == 0


def test_a_run_is_asked_for_with_what_the_form_says(client: FlaskClient, sheet: Spreadsheet, store: Store) -> None:
    page = look(client, place(sheet))
    page.choices["Level"] = "llm_seniority"
    answer = send(client, place(sheet, then="/run"), page)
    assert answer.status_code == 303
    run = runs.find(store, answer.location.rpartition("/")[2])
    assert run is not None
    asked = run.asked
    assert (asked.spreadsheet_id, asked.sheet_id) == (sheet.id, sheet.sheet("Leads").id)
    assert (asked.document, asked.tab, asked.who) == ("Pipeline", "Leads", "this machine")
    assert asked.wishes == {"overrule": {"Level": "llm_seniority"}}
    assert asked.registered is None
    other = send(client, place(sheet, then="/run"), page)
    assert other.location == answer.location  # it is live on the tab


def test_what_would_stop_the_run_is_said_before(client: FlaskClient, fake: FakeGoogle, store: Store) -> None:
    taken = fake.new_spreadsheet(
        "Taken", sheets={"Leads": [[*HEADER, "Lead score"], *[[*lead, "A+"] for lead in LEADS]]}
    )
    page = look(client, place(taken))
    assert 'a column "Lead score" of its own' in page.words
    answer = send(client, place(taken, then="/run"), page)
    assert answer.status_code == 422
    assert "of its own" in said(answer)
    assert send(client, place(taken, then="/preview"), page).status_code == 200
    assert not [run for run in runs.latest(store) if run.asked.spreadsheet_id == taken.id]


def test_a_protected_place_for_our_columns_is_said_before(client: FlaskClient, fake: FakeGoogle) -> None:
    document = fake.new_spreadsheet("Locked", sheets={"Leads": [HEADER, *LEADS]})
    document.sheet("Leads").colleague.protect("")
    page = look(client, place(document))
    assert "The scores could not be written yet." in page.words
    assert "is protected: under Data > Protected sheets" in page.words
    assert "is protected" in said(send(client, place(document, then="/run"), page))


def test_what_an_earlier_run_wrote_is_neither_a_lead_nor_asked_about(client: FlaskClient, fake: FakeGoogle) -> None:
    ours = ["Lead score", "Lead label", "Lead confidence"]
    rows = [[*lead, 0.7, "engaged", "medium"] for lead in LEADS] + [[""] * 7 + [0.2, "not_engaged", "low"]]
    page = look(client, place(fake.new_spreadsheet("Again", sheets={"Leads": [[*HEADER, *ours], *rows]})))
    assert "Leads 4 Columns used 2 of 7" in page.words
    assert "Written by an earlier run: Lead score, Lead label, Lead confidence." in page.words
    assert not {*ours} & {*page.columns}


def test_without_a_worker_the_page_says_how_to_start_one(client: FlaskClient, sheet: Spreadsheet, store: Store) -> None:
    assert "python -m app worker" in look(client, place(sheet)).words
    enter(store, "here", 1, NOW)
    assert "python -m app worker" not in look(client, place(sheet)).words
    leave(store, "here")


# Google refuses


def test_refusals_say_what_to_do_with_the_address_to_share_with(client: FlaskClient, fake: FakeGoogle) -> None:
    document = fake.new_spreadsheet("Private", sheets={"Leads": [HEADER]}, share_with_service_account=False)
    for address in (place(document), f"/tabs/{document.id}"):
        answer = client.get(address)
        assert answer.status_code == 422
        assert "not shared with Leadsheet's account" in said(answer)
        assert f'data-copy="{fake.credentials_info()["client_email"]}"' in answer.text
        assert f'href="{address}"' in answer.text
    answer = client.get(f"/check/{'x' * 44}/0")
    assert answer.status_code == 404
    assert "Google knows no sheet at this link" in said(answer)
    assert "data-copy" in answer.text
    document.share("writer")
    document.excel_file = True
    answer = client.get(place(document))
    assert "choose File > Save as Google Sheets" in said(answer)
    assert "data-copy" not in answer.text


def test_a_tab_that_is_gone_and_a_part_of_a_page(client: FlaskClient, sheet: Spreadsheet) -> None:
    page = look(client, place(sheet))
    answer = client.get(f"/check/{sheet.id}/77")
    assert answer.status_code == 422
    assert "is not in this spreadsheet any more" in said(answer)
    sheet.share(False)
    opened_sheet._looks.clear()
    answer = send(client, place(sheet, then="/preview"), page, **{"HX-Request": "true"})
    assert answer.status_code == 422
    assert "<html" not in answer.text
    assert "not shared" in said(answer)
    answer = send(client, place(sheet, then="/preview"), page)
    assert f'href="{place(sheet)}"' in answer.text  # to try again is to look again


def test_without_an_account_the_page_says_so(tmp_path: Any) -> None:
    client = create_app(Settings(data=tmp_path)).test_client()
    answer = client.get(f"/check/{ID}/0")
    assert answer.status_code == 503
    assert "No service account is set" in said(answer)


def test_the_quota_of_all_is_kept(tmp_path: Any, fake: FakeGoogle, sheet: Spreadsheet, monkeypatch: Any) -> None:
    monkeypatch.setattr("app.web.pages.google.PATIENCE", 0.2)
    settings = Settings(
        data=tmp_path, google_key=json.dumps(fake.credentials_info()), sheets_api_url=fake.url, google_reads=3
    )
    client = create_app(settings).test_client()
    assert client.get(place(sheet)).status_code == 200
    answer = client.get(place(sheet))
    assert answer.status_code == 429
    assert re.search(r"used up: try again in \d+ s", said(answer))


# Whose sheet it is


def test_the_right_is_proved_before_any_call(
    client: FlaskClient, fake: FakeGoogle, sheet: Spreadsheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, asked = look(client, place(sheet)), list[str]()

    def refuse(spreadsheet_id: str) -> None:
        asked.append(spreadsheet_id)
        raise Problem(403, "Not yours.")

    monkeypatch.setattr(rights, "prove_right", refuse)
    before = calls(fake)
    answers = [
        client.post("/sheet", data={"csrf_token": page.token, "link": sheet.url}),
        client.get(f"/tabs/{sheet.id}"),
        client.get(place(sheet)),
        client.get(place(sheet, then="?saved=1")),
        *(send(client, place(sheet, then=then), page) for then in ("", "/preview", "/run")),
    ]
    assert [answer.status_code for answer in answers] == [403] * 7
    assert asked == [sheet.id] * 7
    assert calls(fake) == before


def test_somebody_who_signed_in_takes_turns(
    client: FlaskClient, fake: FakeGoogle, sheet: Spreadsheet, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[int] = []
    monkeypatch.setattr("app.web.pages.site.person_of", lambda settings, asked: Person("ana@example.org", "Ana"))
    monkeypatch.setattr(rights, "prove_right", lambda spreadsheet_id: None)
    monkeypatch.setattr(opened_sheet, "take_turn", lambda cost=1: taken.append(cost))
    monkeypatch.setattr(check_module, "take_run", lambda: taken.append(100))
    page = look(client, place(sheet))
    client.get(f"/tabs/{sheet.id}")
    answer = send(client, place(sheet, then="/run"), page)
    assert taken == [4, 1, 100]
    run = runs.find(store, answer.location.rpartition("/")[2])
    assert run is not None
    assert run.asked.who == "ana@example.org"
    monkeypatch.setattr("app.web.pages.site.person_of", lambda settings, asked: Person("bo@example.org", "Bo"))
    answer = send(client, place(sheet, then="/run"), page)
    assert answer.status_code == 409
    assert "Somebody else's run is on this tab" in said(answer)


# How little is read


def test_a_look_at_a_large_sheet_is_small(client: FlaskClient, fake: FakeGoogle, capsys: Any) -> None:
    rows = [
        [f"Person {at}", f"https://www.linkedin.com/in/person-{at}/", "CEO", "11-50", 2, "no", f"note {at} " * 8]
        for at in range(50_000)
    ]
    rows[20_000] = [""] * 7
    document = fake.new_spreadsheet("Large", sheets={"Leads": [HEADER, *rows]}, rows=50_100)
    before = calls(fake)
    began = time.perf_counter()
    page = look(client, place(document))
    seconds = time.perf_counter() - began
    made = fake.calls[before:]
    with capsys.disabled():
        print(f"\n50,000 rows: {len(made)} calls, {sum(one.answer_bytes for one in made):,} bytes, {seconds:.2f} s")
    assert "Leads 49,999 " in page.words
    assert [one.kind for one in made] == ["spreadsheets.get", "values.batchGet", "values.batchGet"]
    assert sum(one.answer_bytes for one in made) < 1_000_000


def test_a_lead_that_no_column_read_for_counting_tells_of_makes_the_count_about(
    client: FlaskClient, fake: FakeGoogle
) -> None:
    rows = [["x" if at % 5 == column else "" for column in range(5)] for at in range(700)]
    document = fake.new_spreadsheet("Sparse", sheets={"Leads": [["Job title", "A", "B", "C", "D"], *rows]}, rows=800)
    assert re.search(r"Leads about \d+ Columns", look(client, place(document)).words)


def test_the_pages_need_nothing_heavy() -> None:
    program = (
        "import sys, app.web.pages.check, app.web.pages.choosing_a_tab, app.web.pages.start; "
        "import app.tables.google.client; "
        "print([name for name in ('pandas', 'sklearn', 'xgboost', 'sqlalchemy') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=60)
    assert told.stdout.strip() == "[]", told.stderr


def test_rows_are_counted_by_the_fewest_and_shortest_columns(client: FlaskClient, fake: FakeGoogle) -> None:
    rows = [["", f"long {at} " * 9, ""] if at % 2 else ["ab", "", "x"] for at in range(700)]
    rows[650] = ["", "", ""]
    document = fake.new_spreadsheet("Gaps", sheets={"Leads": [["Job title", "Notes", "Industry"], *rows]}, rows=1000)
    before = calls(fake)
    assert "Leads 699 " in look(client, place(document)).words
    assert [len(one.query["ranges"]) for one in fake.calls[before:] if "batchGet" in one.kind] == [1, 2]
    assert counting_leads._MOST_COLUMNS == 3


def test_fields_are_all_offered(client: FlaskClient, sheet: Spreadsheet) -> None:
    answer = client.get(place(sheet)).text
    assert all(f'value="{name}"' in answer for name in FIELD_NAMES)
