"""`mails list`, `send-again`, `subscribe`, `unsubscribe` as a person meets them, on a store of its own."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.config import read_settings
from app.store import mails, workers
from app.store.database import Store, open_store
from app.store.migrating import migrate
from app.store.unsubscribing import is_unsubscribed
from tests.cli.conftest import Told

Run = Callable[..., Told]
NOW = datetime.now(UTC)
AGO = NOW - timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("LEADSHEET_DATA", str(tmp_path / "data"))
    for name in ("DATABASE_URL", "LEADSHEET_TZ", "SMTP_URL", "MAIL_FROM", "DIGEST_RECIPIENTS"):
        monkeypatch.delenv(name, raising=False)
    url = read_settings().places.database_url
    migrate(url)
    with closing(open_store(url)) as opened:
        yield opened


def ended(store: Store, recipient: str, end: Callable[..., bool], sentence: str, report: str = "digest") -> None:
    mails.ask(store, report, "2026-W47", [recipient], {"secret": "Ana"}, lambda to: f"<{to}>", AGO)
    mail = mails.claim(store, AGO)
    assert mail is not None
    end(store, mail, AGO, sentence)


@pytest.fixture
def three(store: Store) -> Store:
    """A mail put off, one refused, one stuck; and one that was sent."""
    ended(store, "late@example.org", mails.put_off, "The server is away.")
    ended(store, "no@example.org", mails.refuse, "No such user.", "paused")
    ended(store, "stuck@example.org", mails.unknown, "The server\x1b[2J went silent.")
    mails.ask(store, "digest", "2026-W47", ["had@example.org"], {}, lambda to: f"<{to}>", AGO)
    mail = mails.claim(store, AGO)
    assert mail is not None
    assert mails.sent(store, mail, AGO)
    return store


def listed(run: Run) -> Any:
    told = run("mails", "list", "--json")
    assert (told.code, told.err) == (0, "")
    return json.loads(told.out)


def fails(told: Told, *words: str) -> None:
    assert (told.code, told.out) == (2, ""), told
    assert all(word in " ".join(told.err.split()) for word in words), told.err


def test_no_mail_needs_anybody(run: Run, store: Store) -> None:
    told = run("mails", "list")
    assert (told.code, told.out, told.err) == (0, "No mail is stuck, refused or put off.\n", "")
    assert listed(run) == []


def test_mails_are_listed_with_why(run: Run, three: Store) -> None:
    out = run("mails", "list").out
    lines = [line.rstrip() for line in out.splitlines()]
    assert lines[0].split() == ["No.", "State", "Mail", "To"]
    assert lines[1].split() == ["3", "stuck", "weekly", "mail", "2026-W47", "stuck@example.org"]
    assert lines[2].strip() == f"Since {AGO:%a %d %b %H:%M}, after 1 attempt. The server [2J went silent."
    assert lines[3].split() == ["2", "refused", "sheet", "paused", "no@example.org"]
    assert lines[5].split()[1:3] == ["put", "off"]
    assert "to be tried again" in lines[6]
    assert "had@example.org" not in out
    assert "\x1b" not in out
    assert "Of a stuck mail nobody knows whether it was sent" in out
    assert "mails send-again N`" in out
    assert lines[-1] == "No worker is at work: start one with `python -m app worker`."


def test_the_list_for_a_program_says_nothing_of_what_is_in_a_mail(run: Run, three: Store) -> None:
    found = listed(run)
    assert [(one["number"], one["state"]) for one in found] == [(3, "stuck"), (2, "refused"), (1, "put off")]
    assert found[0]["next_at"] is None
    assert found[2]["next_at"].endswith("+00:00")
    assert "Ana" not in json.dumps(found)


def test_a_narrow_screen_shows_whole_addresses(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    address = f"{'a' * 60}@{'b' * 40}.example.com"
    ended(store, address, mails.refuse, "The server will not have it. " * 6)
    out = run("mails", "list").out
    assert max(len(line) for line in out.splitlines()) <= 80
    assert address in "".join(out.split())


def test_a_mail_is_sent_again(run: Run, three: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run("mails", "send-again", 3)
    assert (told.code, told.err) == (0, "")
    folder = read_settings().places.folder / "outbox"
    assert told.out == (
        f"Mail 3 is to be sent again. A worker writes it into {folder} (SMTP_URL is not set). "
        "No worker is at work: start one with `python -m app worker`.\n"
    )
    assert [one["number"] for one in listed(run)] == [2, 1]
    claimed = [mails.claim(three, datetime.now(UTC)) for _ in range(3)]
    assert [one.recipient for one in claimed if one] == ["late@example.org", "stuck@example.org"]
    workers.enter(three, "one", os.getpid(), NOW)
    monkeypatch.setenv("SMTP_URL", "smtp://mail.example.org")
    assert "A worker sends it within seconds.\n" in run("mails", "send-again", 2).out
    assert "No worker" not in run("mails", "list").out


def test_what_cannot_be_sent_again(run: Run, three: Store) -> None:
    fails(run("mails", "send-again", 9), "There is no mail 9")
    fails(run("mails", "send-again", 4), "Mail 4 was sent already")
    run("mails", "unsubscribe", "no@example.org")
    fails(run("mails", "send-again", 2), "has unsubscribed")


def test_who_wants_none_and_wants_some_again(run: Run, three: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    told = run("mails", "unsubscribe", " Late@Example.ORG ")
    assert (
        told.out
        == "late@example.org gets no mail any more: `python -m app mails subscribe late@example.org` takes that back.\n"
    )
    assert is_unsubscribed(three, "late@example.org")
    assert [one["number"] for one in listed(run)] == [3, 2]  # what waited is dropped
    assert "had unsubscribed already" in run("mails", "unsubscribe", "late@example.org").out
    told = run("mails", "subscribe", "LATE@example.org")
    assert told.out.startswith("late@example.org gets mails again, from the next report on. ")
    assert "DIGEST_RECIPIENTS" in told.out
    assert not is_unsubscribed(three, "late@example.org")
    monkeypatch.setenv("DIGEST_RECIPIENTS", "late@example.org")
    told = run("mails", "subscribe", "late@example.org")
    assert told.out == "late@example.org had not unsubscribed: nothing is changed.\n"


@pytest.mark.parametrize("command", ["subscribe", "unsubscribe"])
def test_what_is_no_address(run: Run, store: Store, command: str) -> None:
    fails(run("mails", command, "ana"), "“ana” is no e-mail address")
