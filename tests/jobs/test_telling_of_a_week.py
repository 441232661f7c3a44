"""Last week's mail, from real workers to a real mail server: once a recipient, with the week's own numbers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.config import Settings
from app.jobs.at_work import tell_of_due_week
from app.jobs.week_making import bare_digest
from app.jobs.weeks import Week, due_week, week_before
from app.reports.rendering import render_digest
from app.store.database import Store
from app.store.journal import Entry, LoggedLead
from app.store.keeping import keep
from app.store.lead_marks import LeadMarks
from app.store.mails import shown
from app.store.places import Places
from app.store.registered_sheets import pause, register
from app.store.weeks import keep_week, report_page, week
from tests.fakes.google import Spreadsheet
from tests.fakes.mail_server import FakeMailServer
from tests.jobs.workplace import Workplace, wait_until
from tests.reports.invented import facts_of_leads

ROOT = Path(__file__).parents[2]
SECRET = b"0123456789abcdef" * 4
TEAM = ("ana@example.org", "ben@example.org")
ZONE = ZoneInfo("Europe/Paris")


@pytest.fixture
def smtp() -> Iterator[FakeMailServer]:
    with FakeMailServer() as server:
        yield server


def last_week() -> Week:
    return due_week(datetime.now(UTC), ZONE)


def log_leads(place: Workplace, document: Spreadsheet | None, leads: int, at: datetime) -> None:
    """Leads of the document that were scored then, as the log has them."""
    marks = LeadMarks(SECRET)
    facts = facts_of_leads(leads, 3)
    logged = [
        LoggedLead(0.4, marks.lead(f"in:in/person-{number}") if document else None, facts[number - 1])
        for number in range(1, leads + 1)
    ]
    keep(Places(place.url, place.folder / "data"), [Entry(at, "sheet", "v1", None, logged)], 365)


def registered(place: Workplace, document: Spreadsheet) -> int:
    sheet = register(
        place.store,
        spreadsheet_id=document.id,
        sheet_id=document.sheet("Leads").id,
        document="Pipeline",
        tab="Leads",
        owner="",
        every="week",
        at="07:00",
        weekday=0,
        zone="Europe/Paris",
        wishes={},
        now=datetime.now(UTC),
    )
    return sheet.number


def mail_settings(smtp: FakeMailServer, **more: str) -> dict[str, str]:
    return {
        "SMTP_URL": f"smtp://127.0.0.1:{smtp.port}?tls=off",
        "MAIL_FROM": "Leadsheet <leads@example.org>",
        "DIGEST_RECIPIENTS": ", ".join(TEAM),
        "LEADSHEET_TZ": "Europe/Paris",
        **more,
    }


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


@pytest.mark.parametrize("count", [2, 8])
def test_racing_workers_send_one_mail_a_recipient(workplace: Workplace, smtp: FakeMailServer, count: int) -> None:
    document = workplace.sheet(60)
    workplace.start()
    workplace.ask("scored", document)
    workplace.ended("scored")
    workplace.kill(workplace.workers[0])
    span = last_week()
    log_leads(workplace, document, 50, span.begin + timedelta(days=2))
    registered(workplace, document)
    settings = mail_settings(smtp, LEADSHEET_URL="https://leads.example.org")
    for _ in range(count):
        workplace.start(**settings)
    wait_until(lambda: len(smtp.mails) >= 2)
    wait_until(lambda: not unsent(workplace.store))
    assert sorted(mail.recipient for mail in smtp.mails) == sorted(TEAM)
    message = smtp.mails[0].message
    number = int(span.period[-2:])
    assert re.fullmatch(
        rf"Lead scoring, week {number}: .* - 50 leads|Lead scoring, week {number}: .*", message["Subject"]
    )
    assert message["List-Unsubscribe"].startswith("<https://leads.example.org/unsubscribe?token=")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    said = " ".join(text_of(message).split())
    assert "50 leads" in said
    links = re.findall(rf"https://docs\.google\.com/spreadsheets/d/{document.id}/edit#gid=\d+&range=A(\d+)", said)
    assert len(links) == 10
    assert "Person" not in said  # no names unless they are asked for
    header, *rows = document.sheet("Leads").values()
    at = header.index("Lead score")
    scores = sorted((float(str(row[at])) for row in rows if row[1:2] and is_of(row[1], 50)), reverse=True)
    assert [float(str(rows[int(link) - 2][at])) for link in links] == scores[:10]
    assert f"https://leads.example.org/reports/{span.period}" in said
    page = report_page(workplace.store, span.period)
    assert page is not None


def is_of(url: object, most: int) -> bool:
    return int(str(url).rstrip("/").rpartition("-")[2]) <= most


def unsent(store: Store) -> list[str]:
    with store.reading() as transaction:
        return [row[0] for row in transaction.rows("SELECT state FROM mails WHERE state <> 'sent'")]


def test_after_three_weeks_without_a_worker_one_mail_says_so(workplace: Workplace, smtp: FakeMailServer) -> None:
    span = last_week()
    before = span
    for _ in range(4):
        before = week_before(before.begin, ZONE)
    keep_week(workplace.store, before.period, before.end, "stable", {"no_verdict": "None."}, None, "None.")
    document = workplace.sheet(3)
    pause(workplace.store, registered(workplace, document), "Share the sheet with us again.", datetime.now(UTC))
    workplace.start(**mail_settings(smtp, DIGEST_RECIPIENTS=TEAM[0]))
    wait_until(lambda: len(smtp.mails) >= 1)
    said = " ".join(text_of(smtp.mails[0].message).split())
    assert "no mail about" in said
    assert "no worker was running" in said
    assert "Share the sheet with us again" in said
    assert "0 leads" in said or "no lead" in said.lower() or "nothing was scored" in said.lower()
    kept = week(workplace.store, span.period)
    assert kept is not None
    assert not kept.has_report  # nothing to report on, and the mail went out all the same
    assert kept.note
    assert len(smtp.mails) == 1


def test_a_server_that_refuses_is_asked_again_and_the_mail_waits(small: Workplace, smtp: FakeMailServer) -> None:
    smtp.faults.recipients[TEAM[0]] = "451 4.7.1 Try again later"
    log_leads(small, None, 50, last_week().begin + timedelta(days=2))
    small.start(**mail_settings(smtp))
    wait_until(lambda: len(smtp.mails) >= 1)
    wait_until(lambda: bool(shown(small.store, 5)))
    assert [mail.recipient for mail in smtp.mails] == [TEAM[1]]
    (waiting,) = shown(small.store, 5)
    assert (waiting.recipient, waiting.state, waiting.attempts) == (TEAM[0], "waiting", 1)
    assert "Try again later" in waiting.sentence


def test_without_a_mail_server_the_mail_lies_in_the_outbox(small: Workplace) -> None:
    log_leads(small, None, 50, last_week().begin + timedelta(days=2))
    small.start(DIGEST_RECIPIENTS=TEAM[0], LEADSHEET_TZ="Europe/Paris")
    outbox = small.folder / "data" / "outbox"
    wait_until(lambda: bool(list(outbox.glob("*.eml"))))
    (file,) = outbox.glob("*.eml")
    assert last_week().period in file.name
    assert TEAM[0] in file.read_text()


def test_a_new_installation_tells_of_no_week_that_it_does_not_know(store: Store) -> None:
    """No engine is started: it would be asked, and fail."""
    tell_of_due_week(store, replace(Settings(), digest_recipients=TEAM))


def test_a_week_whose_figures_fail_has_a_mail_that_says_so() -> None:
    digest = bare_digest(Settings(zone="Europe/Paris"), "2026-W47", ValueError("somebody's cell"))
    mail = render_digest(digest)
    assert "could not be gathered" in " ".join(mail.text.split())
    assert "somebody" not in mail.text + mail.html
