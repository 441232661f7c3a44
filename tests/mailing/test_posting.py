import contextlib
import logging
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.errors import NothingToScore, StoreProblem
from app.jobs.posting import Contents, ask, post_waiting
from app.mailing.outbox import Outbox
from app.mailing.outcome import Ended, Outcome
from app.mailing.server import MailServer
from app.store import mails
from app.store.database import Store
from app.store.mails import STUCK_AFTER, Mail
from tests.fakes.mail_server import FakeMailServer
from tests.mailing.posting_worker import render

ROOT = Path(__file__).parents[2]
SENDER, ANN, BOB = "Leadsheet <leadsheet@example.com>", "ann@example.com", "bob@example.com"
EARLIER = datetime.now(UTC) - timedelta(minutes=1)


class Clock:
    """A clock that stands still until it is moved, or slept on."""

    def __init__(self) -> None:
        self.moment = datetime.now(UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += timedelta(seconds=seconds)


def wanted(store: Store, *recipients: str) -> int:
    return ask(store, "digest", "2026-W47", recipients or (ANN,), {"facts": 1}, "example.com", EARLIER)


def to(smtp: FakeMailServer) -> MailServer:
    return replace(MailServer.of(f"smtp://127.0.0.1:{smtp.port}"), read_seconds=0.4, total_seconds=0.8)


def states(store: Store) -> list[str]:
    with store.reading() as transaction:
        return [str(row[0]) for row in transaction.rows("SELECT state FROM mails ORDER BY recipient")]


def every(store: Store, period: str) -> list[str]:
    with store.reading() as transaction:
        return [str(row[0]) for row in transaction.rows("SELECT state FROM mails WHERE period = ?", period)]


@contextlib.contextmanager
def worker(url: str, smtp: FakeMailServer, *how: str) -> Iterator["subprocess.Popen[str]"]:
    """A process that posts as soon as it is given a line."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.mailing.posting_worker", url, str(smtp.port), *how],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def begin(process: "subprocess.Popen[str]") -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def test_mails_are_sent_once_and_noted(store: Store, smtp: FakeMailServer) -> None:
    assert wanted(store, ANN, BOB) == 2
    assert post_waiting(store, to(smtp), SENDER, render) == 2
    assert wanted(store, ANN, BOB) == post_waiting(store, to(smtp), SENDER, render) == 0
    assert states(store) == ["sent", "sent"]
    assert [mail.recipient for mail in smtp.mails] == [ANN, BOB]
    assert len({mail.message["Message-ID"] for mail in smtp.mails}) == 2
    assert smtp.mails[0].message["Subject"] == "digest 2026-W47"


def test_the_row_says_sending_before_the_server_is_spoken_to(store: Store) -> None:
    seen = []

    class Looking:
        def send(self, message: EmailMessage, sender: str, recipient: str) -> Outcome:
            seen.extend(states(store))
            return Outcome(Ended.SENT)

    wanted(store)
    assert post_waiting(store, Looking(), SENDER, render) == 1
    assert seen == ["sending"]


@pytest.mark.parametrize("moment", ["before its 250", "after its 250"])
def test_a_process_killed_between_the_servers_250_and_our_commit(
    store: Store, url: str, smtp: FakeMailServer, moment: str
) -> None:
    """The mail is at the server, and nobody noted it: no process sends it again until a person says so."""
    wanted(store)
    with worker(url, smtp, *(["hold"] if moment == "after its 250" else [])) as process:
        assert said(process) == "ready"
        if moment == "before its 250":
            smtp.faults.taken = process.kill  # SIGKILL, from within the server, which has queued the mail
        begin(process)
        if moment == "after its 250":
            assert said(process) == "handed over"
            process.kill()
        assert process.wait(10) == -9
    smtp.faults.taken = lambda: None
    assert (len(smtp.mails), states(store)) == (1, ["sending"])
    with worker(url, smtp) as other:
        begin(other)
        assert [said(other), said(other)] == ["ready", "0"]
    clock = Clock()
    clock.moment += STUCK_AFTER
    for _ in range(3):
        assert post_waiting(store, to(smtp), SENDER, render, now=clock.now) == 0
        clock.moment += timedelta(days=1)
    assert (len(smtp.mails), states(store)) == (1, ["stuck"])
    (shown,) = mails.shown(store, 10)
    mails.resend(store, shown.id, clock.now())
    assert post_waiting(store, to(smtp), SENDER, render, now=clock.now) == 1
    assert (len(smtp.mails), states(store)) == (2, ["sent"])
    assert smtp.mails[0].message["Message-ID"] == smtp.mails[1].message["Message-ID"]


def test_eight_processes_race_and_each_mail_is_sent_once(store: Store, url: str, smtp: FakeMailServer) -> None:
    recipients = [f"{number}@example.com" for number in range(60)]
    wanted(store, *recipients)
    with contextlib.ExitStack() as stack:
        processes = [stack.enter_context(worker(url, smtp)) for _ in range(8)]
        assert [said(process) for process in processes] == ["ready"] * 8
        for process in processes:
            begin(process)
        numbers = [int(said(process)) for process in processes]
    assert sum(numbers) == 60
    assert sum(number > 0 for number in numbers) > 1, "only one process did anything: this was no race"
    assert Counter(mail.recipient for mail in smtp.mails) == Counter(recipients)
    assert set(states(store)) == {"sent"}


FAULTS = [
    ("recipients", {ANN: "550 5.1.1 No such user"}, "refused", 0),
    ("recipients", {ANN: "451 4.7.1 Greylisted"}, "waiting", 0),
    ("hang", "greeting", "waiting", 0),
    ("drop", "data", "waiting", 0),
    ("hang", "end", "stuck", 1),
    ("drop", "end", "stuck", 1),
    ("drop", "quit", "sent", 1),
]


def test_whatever_the_server_does_there_are_never_two(store: Store) -> None:
    for number, (fault, value, after_it, at_server) in enumerate(FAULTS):
        clock = Clock()
        with FakeMailServer() as smtp:
            ask(store, "digest", f"week {number}", [ANN], {}, "example.com", clock.now())
            setattr(smtp.faults, fault, value)
            post_waiting(store, to(smtp), SENDER, render, now=clock.now)
            (mail,) = every(store, f"week {number}")
            assert (mail, len(smtp.mails)) == (after_it, at_server)
            shown = [mail.state for mail in mails.shown(store, 99) if mail.period == f"week {number}"]
            assert shown == ([] if after_it == "sent" else [after_it])
            setattr(smtp.faults, fault, {} if fault == "recipients" else "")
            clock.moment += timedelta(hours=1)
            assert post_waiting(store, to(smtp), SENDER, render, now=clock.now) == (after_it == "waiting")
            assert len(smtp.mails) == (0 if after_it == "refused" else 1)


def test_a_mail_that_cannot_be_made_hinders_no_other_and_leaks_nothing(
    store: Store, smtp: FakeMailServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "leadsheet.mail")

    def half(mail: Mail) -> Contents:
        if mail.recipient == ANN:
            raise KeyError("Ann Other's salary")
        if mail.recipient == BOB:
            raise NothingToScore("There was no lead last week: nothing to do.")
        return render(mail)

    wanted(store, ANN, BOB, "carl@example.com", "no address")
    assert post_waiting(store, to(smtp), SENDER, half) == 1
    assert states(store) == ["waiting", "waiting", "sent", "refused"]
    refused, *off = mails.shown(store, 10)
    assert "is no e-mail address" in refused.sentence
    sentences = sorted(mail.sentence for mail in off)
    assert sentences[0].startswith("It cannot be made (KeyError in test_posting.py, line ")
    assert sentences[1] == "There was no lead last week: nothing to do."
    for leak in ("salary", "example.com", "no address"):
        assert leak not in caplog.text
    assert "salary" not in "".join(sentences)


def test_a_server_that_is_away_is_spared_the_other_mails(store: Store, smtp: FakeMailServer) -> None:
    wanted(store, ANN, BOB)
    smtp.faults.drop = "greeting"
    clock = Clock()
    assert post_waiting(store, to(smtp), SENDER, render, now=clock.now) == 0
    assert smtp.connections == 1
    assert [mail.attempts for mail in mails.shown(store, 9)] == [1]
    smtp.faults.drop = ""
    clock.moment += timedelta(minutes=1)
    assert post_waiting(store, to(smtp), SENDER, render, now=clock.now) == 2


def test_a_fault_of_ours_while_sending_is_stuck(store: Store) -> None:
    class Broken:
        def send(self, message: EmailMessage, sender: str, recipient: str) -> Outcome:
            raise RuntimeError("boom")

    wanted(store)
    assert post_waiting(store, Broken(), SENDER, render) == 0
    assert states(store) == ["stuck"]


@pytest.mark.parametrize("failures", [3, 100])
def test_a_database_that_is_away_after_the_250(
    store: Store, smtp: FakeMailServer, monkeypatch: pytest.MonkeyPatch, failures: int
) -> None:
    clock = Clock()
    really, left = mails.sent, [failures]

    def away(store: Store, mail: Mail, now: datetime) -> bool:
        if left[0]:
            left[0] -= 1
            raise StoreProblem("The database is away: start it.")
        return really(store, mail, now)

    wanted(store)
    monkeypatch.setattr(mails, "sent", away)
    if failures == 3:
        assert post_waiting(store, to(smtp), SENDER, render, now=clock.now, sleep=clock.sleep) == 1
        assert clock.slept == [0.5, 1, 2]
        assert states(store) == ["sent"]
        return
    with pytest.raises(StoreProblem):
        post_waiting(store, to(smtp), SENDER, render, now=clock.now, sleep=clock.sleep)
    assert timedelta(minutes=1) < timedelta(seconds=sum(clock.slept)) < STUCK_AFTER / 2
    clock.moment += STUCK_AFTER
    assert post_waiting(store, to(smtp), SENDER, render, now=clock.now) == 0
    assert (states(store), len(smtp.mails)) == (["stuck"], 1)


def test_it_ends_between_mails_when_told_to(store: Store, smtp: FakeMailServer) -> None:
    wanted(store, ANN, BOB)
    assert post_waiting(store, to(smtp), SENDER, render, stopping=lambda: len(smtp.mails) == 1) == 1
    assert sorted(states(store)) == ["sent", "waiting"]


def test_without_a_server_mails_are_files(store: Store, folder: Path) -> None:
    wanted(store, ANN, BOB)
    assert post_waiting(store, Outbox(folder), SENDER, render) == 2
    assert len(list(folder.glob("*.eml"))) == 2
    assert states(store) == ["sent", "sent"]


def test_only_sending_loads_what_sending_needs() -> None:
    """Settings are read by every process; smtplib, ssl and SQLAlchemy are not for each."""
    code = (
        "import sys, app.mailing.server, app.mailing.outbox, app.store.mails;"
        "print([name for name in ('smtplib', 'ssl', 'sqlalchemy', 'email.headerregistry') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_server_at_fault_puts_the_mail_off_until_somebody_mends_it(store: Store, smtp: FakeMailServer) -> None:
    """A wrong password refuses every mail: none of them is to blame, and none is given up for it."""
    wanted(store, ANN, BOB)
    smtp.faults.sender = "550 5.7.1 Who are you?"
    assert post_waiting(store, to(smtp), SENDER, render) == 0
    assert states(store) == ["waiting", "waiting"]
    (shown,) = mails.shown(store, 5)  # the round ended after the first
    assert "Who are you" in shown.sentence
    smtp.faults.sender = ""
    later = Clock()
    later.moment += timedelta(minutes=2)
    assert post_waiting(store, to(smtp), SENDER, render, now=later.now) == 2
    assert states(store) == ["sent", "sent"]
