"""The best new leads of a sheet, as the mail names them: by row; by name only where that is wanted."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from google.oauth2.service_account import Credentials

from app.config import Settings
from app.jobs.best_leads import best_new_leads
from app.leads.names import name_of
from app.reports.digest import BestOfSheet
from app.store.database import Store
from app.store.journal import Entry, LoggedLead
from app.store.keeping import keep
from app.store.lead_marks import LeadMarks
from app.store.places import Places
from app.store.registered_sheets import RegisteredSheet, register
from app.tables.google.client import SheetsClient
from app.tables.google.credentials import SCOPE
from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.store.entries import FACTS

SECRET = b"0123456789abcdef" * 4
BEGIN = datetime(2026, 11, 16, tzinfo=UTC)
SAID = ["engaged", "high", "+ CEO"]
HEADER = ["Full name", "LinkedIn URL", "Job title", "Lead score", "Lead label", "Lead confidence", "Lead reasons"]


@pytest.fixture
def document(fake: FakeGoogle) -> Spreadsheet:
    rows = [
        [f"Person {at}", f"https://www.linkedin.com/in/person-{at}/", "CEO", 0.9 + at / 1000, *SAID]
        for at in range(1, 31)
    ]
    return fake.new_spreadsheet("Pipeline", sheets={"Leads": [HEADER, *rows]}, rows=40, columns=10)


@pytest.fixture
def client(fake: FakeGoogle) -> Iterator[SheetsClient]:
    account = Credentials.from_service_account_info(fake.credentials_info(), scopes=[SCOPE])  # type: ignore[no-untyped-call]
    with closing(SheetsClient(account, fake.url)) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("LEADSHEET_IDENTITY_SECRET", SECRET.decode())
    return Settings(data=tmp_path, database=url)


def sheet_of(store: Store, document: Spreadsheet) -> RegisteredSheet:
    return register(
        store, spreadsheet_id=document.id, sheet_id=document.sheet("Leads").id, document="Pipeline", tab="Leads",
        owner="", every="day", at="07:00", weekday=0, zone="UTC", wishes={}, now=BEGIN,
    )  # fmt: skip


def log(settings: Settings, numbers: range, at: datetime) -> set[bytes]:
    marks = [LeadMarks(SECRET).lead(f"in:in/person-{number}") for number in numbers]
    entry = Entry(at, "sheet", "v1", None, [LoggedLead(0.5, mark, FACTS) for mark in marks])
    keep(Places(settings.places.database_url, settings.data), [entry], 3650)
    return set(marks)


def best(
    client: SheetsClient, store: Store, settings: Settings, document: Spreadsheet, marks: set[bytes]
) -> BestOfSheet:
    return best_new_leads(client, store, settings, sheet_of(store, document), marks, BEGIN)


def test_only_those_first_seen_in_the_week(
    client: SheetsClient, store: Store, settings: Settings, document: Spreadsheet
) -> None:
    log(settings, range(1, 16), BEGIN - timedelta(days=9))
    marks = log(settings, range(10, 29), BEGIN + timedelta(days=1))
    document.sheet("Leads").colleague.sort(3, descending=True)
    found = best(client, store, settings, document, marks)
    assert (found.new, found.sentence) == (13, "")
    assert [round(lead.score * 1000) - 900 for lead in found.leads] == list(range(28, 18, -1))
    values = document.sheet("Leads").values()
    for lead in found.leads:
        assert values[lead.row - 1][3] == lead.score
        assert lead.link.endswith(f"/d/{document.id}/edit#gid={document.sheet('Leads').id}&range=A{lead.row}")
        assert (lead.label, lead.confidence, lead.reasons, lead.name) == ("engaged", "high", "+ CEO", "")


def test_names_where_they_are_wanted(
    client: SheetsClient, store: Store, settings: Settings, document: Spreadsheet
) -> None:
    marks = log(settings, range(1, 31), BEGIN + timedelta(days=1))
    found = best(client, store, replace(settings, digest_names=True), document, marks)
    assert [lead.name for lead in found.leads][:2] == ["Person 30", "Person 29"]


def test_a_sheet_out_of_reach_says_so(
    fake: FakeGoogle, client: SheetsClient, store: Store, settings: Settings, document: Spreadsheet
) -> None:
    sheet = replace(sheet_of(store, document), spreadsheet_id="1" * 44)
    found = best_new_leads(client, store, settings, sheet, set(), BEGIN)
    assert (found.document, found.leads, found.new) == ("Pipeline", (), 0)
    assert found.sentence.endswith(".")


def test_names_come_from_one_column_or_from_two() -> None:
    assert name_of(["First Name", "Last name"], ["Ana", "Lee"]) == "Ana Lee"
    assert name_of(["Prénom", "Nom"], ["Ana", "Lee"]) == "Ana Lee"
    assert name_of(["Nom complet", "x"], ["Ana Lee", ""]) == "Ana Lee"
    assert name_of(["Company"], ["Acme"]) == ""
