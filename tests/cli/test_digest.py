"""`digest` as a person meets it: on the screen, as a page, sent; over an empty store and over registered sheets."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from app.config import read_settings
from app.jobs.weeks import Week, week_before, week_of
from app.store import mails, workers
from app.store.database import Store, open_store
from app.store.unsubscribing import unsubscribe
from app.store.weeks import week
from tests.cli.conftest import Told
from tests.cli.shared_sheet import pipeline, set_account
from tests.fakes.google import FakeGoogle

Run = Callable[..., Told]
NOW = datetime.now(UTC)
LAST = week_before(NOW, ZoneInfo("UTC"))
THIS = week_before(NOW + timedelta(weeks=1), ZoneInfo("UTC"))
NEXT = week_before(NOW + timedelta(weeks=2), ZoneInfo("UTC"))
SETTINGS = (
    "DATABASE_URL",
    "LEADSHEET_TZ",
    "LEADSHEET_URL",
    "SMTP_URL",
    "MAIL_FROM",
    "DIGEST_RECIPIENTS",
    "DIGEST_NAMES",
)


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder that is not there yet, and no account."""
    for name in (*SETTINGS, "GOOGLE_APPLICATION_CREDENTIALS", "LEADSHEET_GOOGLE_CREDENTIALS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LEADSHEET_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_RECIPIENTS", "ana@example.org, Bob@example.org")


def opened() -> "closing[Store]":
    return closing(open_store(read_settings().places.database_url))


def fails(told: Told, code: int, *words: str) -> None:
    assert (told.code, told.out) == (code, ""), told
    text = " ".join(told.err.split())
    assert text.endswith(".")
    assert all(word in text for word in words), text


def test_a_missing_database_makes_a_quiet_digest(run: Run) -> None:
    told = run("digest")
    assert (told.code, told.err) == (0, "")
    number = LAST.period.rpartition("W")[2].lstrip("0")
    assert told.out.startswith(f"Subject: Lead scoring, week {number}: nothing scored\n\nLEAD SCORING, WEEK {number}\n")
    assert max(len(line) for line in told.out.splitlines()) <= 80
    with opened() as store:
        assert week(store, LAST.period) is None  # looking keeps nothing


def test_another_week_in_the_teams_zone(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADSHEET_TZ", "Asia/Tokyo")
    out = run("digest", "--week", " 2026-w03 ").out
    assert "LEAD SCORING, WEEK 3\n12 to 18 January 2026\n" in out
    assert run("digest", "--week", THIS.period).code == 0  # of a week that goes on one may look


@pytest.mark.parametrize(
    ("asked", "words"),
    [("47", "“47” is no week"), ("2026-W54", "There is no week 2026-W54"), (NEXT.period, f"over is {LAST.period}")],
)
def test_weeks_that_are_none(run: Run, data: Path, asked: str, words: str) -> None:
    fails(run("digest", "--week", asked), 2, words)
    assert not data.exists()


def test_a_preview_is_a_page(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "out.html"
    told = run("digest", "--preview", file)
    assert told.out == f"The mail about week {LAST.period} is written to {file}: open it in a browser.\n"
    page = file.read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html")
    assert "No lead was scored" in page
    assert sorted(one.name for one in tmp_path.iterdir()) == ["data", "out.html"]


def test_a_preview_never_replaces_something_else(run: Run, tmp_path: Path, leads: Path) -> None:
    before = leads.read_bytes()
    fails(run("digest", "--preview", leads), 2, "ends with .html")
    assert leads.read_bytes() == before
    fails(run("digest", "--preview", tmp_path / "none" / "out.html"), 3, "cannot be written (No such file")


def test_nobody_to_send_to(run: Run, data: Path) -> None:
    fails(run("digest", "--send"), 2, "set DIGEST_RECIPIENTS")
    assert not data.exists()


@pytest.mark.usefixtures("two")
def test_what_cannot_be_sent(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails(run("digest", "--send", "--week", THIS.period), 2, "is not over")
    monkeypatch.setenv("SMTP_URL", "smtp://mail.example.org")
    fails(run("digest", "--send"), 2, "MAIL_FROM")
    monkeypatch.setenv("MAIL_FROM", "ana@example.org")
    monkeypatch.setenv("SMTP_URL", "https://mail.example.org")
    fails(run("digest", "--send"), 2, "SMTP_URL")
    assert not data.exists()


@pytest.mark.usefixtures("two")
def test_it_is_sent_once_to_each(run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run("digest", "--send")
    assert (told.code, told.err) == (0, "")
    assert told.out == (
        f"2 new mails about week {LAST.period}. A worker writes them into {data / 'outbox'} (SMTP_URL is not set). "
        "No worker is at work: start one with `python -m app worker`.\n"
    )
    with opened() as store:
        assert week(store, LAST.period) is not None
        workers.enter(store, "one", os.getpid(), NOW)
        unsubscribe(store, "cy@example.org", NOW)
    told = run("digest", "--send")
    assert told.out == (
        f"No new mail about week {LAST.period}: each of the 2 addresses in DIGEST_RECIPIENTS had it or unsubscribed.\n"
    )
    monkeypatch.setenv("DIGEST_RECIPIENTS", "ana@example.org, bob@example.org, cy@example.org, di@example.org")
    file = tmp_path / "out.html"
    told = run("digest", "--send", "--week", LAST.period, "--preview", file)
    assert told.out.startswith(f"The mail about week {LAST.period} is written to {file}")
    assert "1 new mail about" in told.out
    assert "3 other addresses in DIGEST_RECIPIENTS had it or unsubscribed. " in told.out
    assert told.out.endswith("within seconds.\n")
    with opened() as store:
        asked = [mails.claim(store, datetime.now(UTC)) for _ in range(4)]
    assert [one.recipient for one in asked if one] == ["ana@example.org", "bob@example.org", "di@example.org"]


@pytest.mark.usefixtures("two")
def test_a_late_week_says_so_until_it_was_told_of(run: Run) -> None:
    before: Week = week_of("2026-W03", ZoneInfo("UTC"))
    run("digest", "--send", "--week", before.period)
    late = "no worker was running"
    assert late in run("digest", "--week", "2026-W05").out.replace("\n", " ")
    assert late not in run("digest", "--week", "2026-W03").out.replace("\n", " ")


def test_sheets_are_read_only_with_an_account(
    run: Run, fake: FakeGoogle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_account(fake, tmp_path, monkeypatch)
    document = pipeline(fake)
    assert run("sheets", "add", document.url).code == 0
    fake.calls.clear()
    assert "Pipeline" in run("digest").out
    assert fake.count("write") == 0
    assert fake.count() > 0
    document.share(False)
    assert "not shared" in " ".join(run("digest").out.split())  # in the digest, not instead of it
    fake.calls.clear()
    monkeypatch.delenv("GOOGLE_APPLICATION_CREDENTIALS")
    assert run("digest").code == 0
    assert fake.count() == 0
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "gone.json"))
    assert "names a file that does not exist" in " ".join(run("digest").out.split())
