import logging
import stat
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.mailing.message import build, message_id, wire
from app.mailing.outbox import Outbox
from app.mailing.outcome import Ended, Outcome

ANN = "ann@example.com"


def mail(recipient: str = ANN, period: str = "2026-W47", text: str = "Hello") -> EmailMessage:
    identity = message_id("digest", period, recipient, "example.com")
    now = datetime(2026, 11, 23, tzinfo=UTC)
    return build("leadsheet@example.com", recipient, "Subject", text, "<p>Hello</p>", identity, None, now)


def test_a_mail_is_a_file_that_only_its_owner_reads(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    message = mail()
    assert Outbox(folder).send(message, "leadsheet@example.com", ANN) == Outcome(Ended.SENT)
    (file,) = folder.iterdir()
    assert file.name.startswith("20261123-digest-2026-W47-")
    assert file.name.endswith(".eml")
    assert len(file.name) == len("20261123-digest-2026-W47-.eml") + 12
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_bytes() == wire(message)
    assert message_from_bytes(file.read_bytes())["To"] == ANN
    assert file.name in caplog.text
    assert "outbox" in caplog.text
    assert "ann" not in caplog.text


def test_only_the_same_mail_is_overwritten(folder: Path) -> None:
    for message in (mail(), mail(text="Hello again"), mail("bob@example.com"), mail(period="2026_W47")):
        assert Outbox(folder).send(message, "leadsheet@example.com", ANN).ended is Ended.SENT
    assert len(list(folder.iterdir())) == 3
    assert sum(b"Hello again" in file.read_bytes() for file in folder.iterdir()) == 1


def test_a_period_cannot_lead_out_of_the_folder(folder: Path) -> None:
    outcome = Outbox(folder).send(mail(period="../../etc/passwd"), "leadsheet@example.com", ANN)
    assert outcome.ended is Ended.SENT
    assert [file.parent for file in folder.parent.rglob("*.eml")] == [folder]


def test_a_folder_that_cannot_be_written_puts_the_mail_off(folder: Path) -> None:
    folder.write_text("a file")
    outcome = Outbox(folder).send(mail(), "leadsheet@example.com", ANN)
    assert (outcome.ended, outcome.others_too) == (Ended.PUT_OFF, True)
    assert "cannot be written" in outcome.sentence
