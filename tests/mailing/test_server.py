import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.errors import BadChoice
from app.mailing.message import build, message_id
from app.mailing.outcome import Ended, Outcome
from app.mailing.server import MailServer
from tests.fakes.mail_server import FakeMailServer
from tests.mailing.certificates import Authority, new_authority

SENDER, ANN = "Leadsheet <leadsheet@example.com>", "ann@example.com"
LOGIN = ("leadsheet@example.com", "p@ss:w/rd#é% ")
ENCODED = "leadsheet%40example.com:p%40ss%3Aw%2Frd%23%C3%A9%25%20"


def mail(text: str = "Hello\n.\n.. dots\n") -> EmailMessage:
    identity = message_id("digest", "2026-W47", ANN, "example.com")
    return build(SENDER, ANN, "Subject", text, f"<p>{text}</p>", identity, None, datetime(2026, 11, 23, tzinfo=UTC))


def plain(server: FakeMailServer, read: float = 5, total: float = 10) -> MailServer:
    return replace(MailServer.of(f"smtp://127.0.0.1:{server.port}"), read_seconds=read, total_seconds=total)


def send(server: MailServer, text: str = "Hello\n.\n.. dots\n") -> Outcome:
    return server.send(mail(text), SENDER, ANN)


def test_a_mail_arrives_as_it_was_built(smtp: FakeMailServer) -> None:
    assert send(plain(smtp)) == Outcome(Ended.SENT)
    (delivered,) = smtp.mails
    assert (delivered.sender, delivered.recipient) == ("leadsheet@example.com", ANN)
    body = delivered.message.get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == "Hello\n.\n.. dots\n"
    assert delivered.content == mail_bytes_with_boundary_of(delivered.content)


def mail_bytes_with_boundary_of(content: bytes) -> bytes:
    """What was built, but for the boundary, which is drawn anew for each message."""
    from app.mailing.message import wire

    built = wire(mail())
    drawn, got = (part.partition(b'boundary="')[2].partition(b'"')[0] for part in (built, content))
    return built.replace(drawn, got)


@pytest.mark.parametrize("tls", ["starttls", "always"])
@pytest.mark.parametrize("methods", [("PLAIN", "LOGIN"), ("PLAIN",), ("LOGIN",)])
def test_a_mail_arrives_encrypted_and_signed_in(
    tls: str, methods: tuple[str, ...], authority: Authority, tmp_path: Path
) -> None:
    with FakeMailServer(tls, authority.server(tmp_path), LOGIN, methods) as server:
        scheme = "smtps" if tls == "always" else "smtp"
        for host in ("localhost", "127.0.0.1"):
            outcome = send(MailServer.of(f"{scheme}://{ENCODED}@{host}:{server.port}?ca={authority.file}"))
            assert outcome == Outcome(Ended.SENT)
        assert [(one.encrypted, one.user) for one in server.mails] == [(True, LOGIN[0])] * 2
        assert server.sign_ins[0] == (methods[0], *LOGIN)


def test_starttls_is_used_wherever_it_is_offered(authority: Authority, tmp_path: Path) -> None:
    with FakeMailServer("starttls", authority.server(tmp_path)) as server:
        assert send(MailServer.of(f"smtp://127.0.0.1:{server.port}?ca={authority.file}")).ended is Ended.SENT
        assert server.mails[0].encrypted
        assert send(MailServer.of(f"smtp://127.0.0.1:{server.port}?tls=off")).ended is Ended.SENT
        assert not server.mails[1].encrypted


@pytest.mark.parametrize("url", ["smtp://127.0.0.1:{}?tls=required", "smtp://ann:secret@127.0.0.1:{}"])
def test_no_password_and_no_mail_goes_in_the_clear_where_tls_is_required(url: str) -> None:
    with FakeMailServer(login=("ann", "secret")) as server:
        outcome = send(MailServer.of(url.format(server.port)))
        assert (outcome.ended, outcome.others_too) == (Ended.REFUSED, True)
        assert "no encryption" in outcome.sentence
        assert not server.sign_ins
        assert not server.mails


@pytest.mark.parametrize("tls", ["starttls", "always"])
@pytest.mark.parametrize(
    ("flaw", "words"), [("expired", "expired"), ("unknown", "certificate"), ("elsewhere", "mismatch")]
)
def test_a_certificate_that_cannot_be_trusted_gets_no_mail_and_no_password(
    tls: str, flaw: str, words: str, authority: Authority, tmp_path: Path
) -> None:
    maker = new_authority(tmp_path) if flaw == "unknown" else authority
    context = maker.server(tmp_path, "mail.example.org" if flaw == "elsewhere" else "", -10 if flaw == "expired" else 5)
    with FakeMailServer(tls, context, LOGIN) as server:
        scheme = "smtps" if tls == "always" else "smtp"
        outcome = send(MailServer.of(f"{scheme}://{ENCODED}@localhost:{server.port}?ca={authority.file}"))
        assert (outcome.ended, outcome.others_too) == (Ended.REFUSED, True)
        assert "cannot be trusted" in outcome.sentence
        assert words in outcome.sentence
        assert not server.sign_ins
        assert not server.mails


def test_a_wrong_password_is_tried_once_and_never_shown(authority: Authority, tmp_path: Path) -> None:
    with FakeMailServer("starttls", authority.server(tmp_path), LOGIN) as server:
        bad = MailServer.of(f"smtp://ann:hunter2@localhost:{server.port}?ca={authority.file}")
        outcome = send(bad)
        assert (outcome.ended, outcome.others_too) == (Ended.REFUSED, True)
        assert "535" in outcome.sentence
        assert len(server.sign_ins) == 1
        for secret in ("hunter2", "AGFubgBodW50ZXIy", "aHVudGVyMg=="):
            server.faults.sign_in = f"535 5.7.8 cannot take {secret}"
            assert secret not in send(bad).sentence
        assert "hunter2" not in repr(bad)
        server.faults.sign_in = "454 4.7.0 Temporary failure"
        assert send(bad).ended is Ended.PUT_OFF
        assert server.mails == []


def test_a_server_that_knows_no_passwords_is_refused(authority: Authority, tmp_path: Path) -> None:
    with FakeMailServer("starttls", authority.server(tmp_path), LOGIN, methods=()) as server:
        outcome = send(MailServer.of(f"smtp://{ENCODED}@localhost:{server.port}?ca={authority.file}"))
        assert outcome.ended is Ended.REFUSED
        assert "no user and password" in outcome.sentence


@pytest.mark.parametrize(
    ("place", "answer", "ended", "others_too"),
    [
        ("greeting", "554 5.7.1 go away", Ended.REFUSED, True),
        ("greeting", "421 4.3.2 too busy", Ended.PUT_OFF, True),
        ("sender", "550 5.7.1 not yours", Ended.REFUSED, True),
        ("sender", "451 4.3.0 later", Ended.PUT_OFF, True),
        ("recipient", "550 5.1.1 No such user", Ended.REFUSED, False),
        ("recipient", "451 4.7.1 Greylisted", Ended.PUT_OFF, False),
        ("recipient", "252 cannot verify", Ended.SENT, False),
        ("end", "554 5.7.1 Spam", Ended.REFUSED, False),
        ("end", "452 4.3.1 Disk full", Ended.PUT_OFF, False),
        ("end", "421 4.3.2 Shutting down", Ended.PUT_OFF, False),
        ("end", "354 what?", Ended.UNKNOWN, False),
        ("end", "nonsense", Ended.UNKNOWN, False),
    ],
)
def test_an_answer_settles_it(smtp: FakeMailServer, place: str, answer: str, ended: Ended, others_too: bool) -> None:
    if place == "recipient":
        smtp.faults.recipients[ANN] = answer
    else:
        setattr(smtp.faults, place, answer)
    outcome = send(plain(smtp))
    assert (outcome.ended, outcome.others_too) == (ended, others_too)
    if ended in (Ended.REFUSED, Ended.PUT_OFF):
        assert answer in outcome.sentence
    assert "\n" not in outcome.sentence


@pytest.mark.parametrize("way", ["hang", "drop"])
@pytest.mark.parametrize(
    ("point", "ended"),
    [
        ("greeting", Ended.PUT_OFF),
        ("data", Ended.PUT_OFF),
        ("end", Ended.UNKNOWN),
        ("quit", Ended.SENT),
    ],
)
def test_a_server_that_falls_silent(smtp: FakeMailServer, way: str, point: str, ended: Ended) -> None:
    setattr(smtp.faults, way, point)
    began = time.monotonic()
    outcome = send(plain(smtp, read=0.3, total=0.6))
    assert outcome.ended is ended
    assert outcome.others_too is (point == "greeting")
    assert time.monotonic() - began < 3
    assert len(smtp.mails) == (point in ("end", "quit"))
    assert bool(outcome.sentence) is (ended is not Ended.SENT)


@pytest.mark.parametrize("way", ["hang", "drop"])
def test_the_border_is_the_last_dot(smtp: FakeMailServer, way: str) -> None:
    """A server that reads nothing after its go-ahead: a small mail is out of our hands, dot and all; a large is not."""
    setattr(smtp.faults, way, "body")
    server = plain(smtp, read=0.3, total=0.8)
    assert send(server).ended is Ended.UNKNOWN
    large = send(server, "a line of a mail that no buffer holds\n" * 400_000)
    assert large.ended is Ended.PUT_OFF
    assert not large.others_too
    assert smtp.mails == []


def test_the_whole_is_bounded_also_against_a_server_that_drips(smtp: FakeMailServer) -> None:
    smtp.faults.drip = True
    began = time.monotonic()
    outcome = send(plain(smtp, read=0.5, total=0.7))
    assert outcome.ended is Ended.PUT_OFF
    assert 0.6 < time.monotonic() - began < 2


@contextlib.contextmanager
def listening(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def run() -> None:
            connection, _ = listener.accept()
            with connection, contextlib.suppress(OSError):
                talk(connection)

        thread = threading.Thread(target=run)
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def test_a_tls_handshake_that_hangs_is_bounded(authority: Authority) -> None:
    def say_nothing(connection: socket.socket) -> None:
        connection.recv(10_000)
        time.sleep(1.0)

    with listening(say_nothing) as port:
        server = replace(MailServer.of(f"smtps://127.0.0.1:{port}"), read_seconds=5, total_seconds=0.5)
        began = time.monotonic()
        assert send(server).ended is Ended.PUT_OFF
        assert time.monotonic() - began < 2


def test_the_wrong_kind_of_port_is_told(smtp: FakeMailServer) -> None:
    outcome = send(MailServer.of(f"smtps://127.0.0.1:{smtp.port}"))
    assert (outcome.ended, outcome.others_too) == (Ended.PUT_OFF, True)
    assert "smtp:// or smtps://" in outcome.sentence


def test_a_server_that_is_not_there(smtp: FakeMailServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    outcome = send(MailServer.of(f"smtp://127.0.0.1:{port}"))
    assert (outcome.ended, outcome.others_too) == (Ended.PUT_OFF, True)
    assert "cannot be reached (Connection refused)" in outcome.sentence
    outcome = send(MailServer.of("smtp://nowhere.invalid"))
    assert outcome.ended is Ended.PUT_OFF
    assert "cannot be reached" in outcome.sentence


@pytest.mark.parametrize(
    "address", ["ann", "ann@example.com\nRCPT TO:<bob@example.com>", "ann@x> SIZE=1", "", "é@x.de"]
)
def test_an_address_that_is_none_never_reaches_a_server(smtp: FakeMailServer, address: str) -> None:
    outcome = plain(smtp).send(mail(), SENDER, address)
    assert outcome.ended is Ended.REFUSED
    assert "is no e-mail address" in outcome.sentence
    assert smtp.connections == 0


@pytest.mark.parametrize(
    ("url", "port", "tls", "user"),
    [
        ("smtp://mail.example.com", 587, "offered", ""),
        ("smtp://mail.example.com/", 587, "offered", ""),
        ("smtp://mail.example.com?tls=required", 587, "required", ""),
        ("smtp://ann:secret@mail.example.com:25", 25, "required", "ann"),
        ("smtps://ann:secret@mail.example.com", 465, "always", "ann"),
        ("SMTPS://mail.example.com:2465", 2465, "always", ""),
        ("smtp://localhost:1025?tls=off", 1025, "off", ""),
        ("smtp://ann:secret@[::1]:1025?tls=off", 1025, "off", "ann"),
    ],
)
def test_forms_of_the_url(url: str, port: int, tls: str, user: str) -> None:
    server = MailServer.of(url)
    assert (server.port, server.tls, server.user) == (port, tls, user)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example.com",
        "http://mail.example.com",
        "smtp://",
        "smtp://ann@mail.example.com",
        "smtp://:hunter2@mail.example.com",
        "smtp://ann:hunter2#@mail.example.com",
        "smtp://ann:hunter2/@mail.example.com",
        "smtp://ann:[hunter2@mail.example.com",
        "smtp://ann:hunter2@mail.example.com:hunter2",
        "smtp://ann:hunter2@mail.example.com:0",
        "smtp://ann:hunter2%00@mail.example.com",
        "smtp://ann:hunter2%ff@mail.example.com",
        "smtp://ann:hunter2\n@mail.example.com",
        "smtp://ann:hunter2@mail.exa℀mple.com",
        "smtp://ann:hunter2@mail.example.com/inbox",
        "smtp://mail.example.com?tls=off",
        "smtp://10.0.0.1?tls=off",
        "smtps://localhost?tls=off",
        "smtp://localhost?tls=maybe",
        "smtp://localhost?tls=off&tls=required",
        "smtp://localhost?verify=no",
        "smtp://localhost?ca=/no/such/file",
        "smtp://localhost?tls=off&ca=/etc/passwd",
    ],
)
def test_a_bad_url_is_a_sentence_without_the_password(url: str) -> None:
    with pytest.raises(BadChoice) as caught:
        MailServer.of(url)
    assert "SMTP_URL" in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


def test_a_file_that_holds_no_certificate_is_told(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("nothing")
    with FakeMailServer("starttls", authority.server(tmp_path)) as server:
        outcome = send(MailServer.of(f"smtp://localhost:{server.port}?ca={tmp_path / 'empty.pem'}"))
        assert outcome.ended is Ended.REFUSED
        assert "holds no certificate" in outcome.sentence
