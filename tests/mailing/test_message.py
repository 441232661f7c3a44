import re
from datetime import UTC, datetime, timedelta, timezone
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadChoice
from app.mailing.addresses import mailbox
from app.mailing.message import build, message_id, wire

DATE = datetime(2026, 11, 23, 7, 0, tzinfo=timezone(timedelta(hours=1)))
URL = "https://leads.example.com/unsubscribe?token=" + "a" * 400
NAMES = [
    *("From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post"),
    *("Auto-Submitted", "MIME-Version", "Content-Type"),
]
ID = message_id("digest", "2026-W47", "ann@example.com", "example.com")


def built(
    sender: str = "Leadsheet <leadsheet@example.com>",
    recipient: str = "ann@example.com",
    subject: str = "Stable: leads of week 47",
    text: str = "Hello",
    html: str = "<p>Hello</p>",
    identity: str = ID,
    url: str | None = URL,
) -> EmailMessage:
    return build(sender, recipient, subject, text, html, identity, url, DATE)


def read(message: EmailMessage) -> EmailMessage:
    content = wire(message)
    assert content.isascii()
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    return message_from_bytes(content, policy=SMTP)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n").removesuffix("\n")


def test_a_mail_has_its_headers_and_both_bodies() -> None:
    mail = read(built(subject="Act: société — 12 % of leads", text="Grüße\n", html="<p>Grüße 🎉</p>"))
    assert mail.keys() == NAMES
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert mail["From"] == "Leadsheet <leadsheet@example.com>"
    assert mail["To"] == "ann@example.com"
    assert mail["Subject"] == "Act: société — 12 % of leads"
    assert mail["Date"] == "Mon, 23 Nov 2026 06:00:00 +0000"
    assert mail["Message-ID"] == ID
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert (body(mail, "plain"), body(mail, "html")) == ("Grüße", "<p>Grüße 🎉</p>")


def test_a_long_link_stays_whole_on_its_line() -> None:
    assert f"\r\nList-Unsubscribe: <{URL}>\r\n".encode() in wire(built())


def test_one_click_needs_https_and_no_link_needs_neither() -> None:
    assert "List-Unsubscribe-Post" not in built(url="http://127.0.0.1:8000/unsubscribe?token=a")
    assert "List-Unsubscribe" not in built(url=None)


@pytest.mark.parametrize(
    "url", ["", "ftp://a/b", "https://a/b c", "https://a/\r\nBcc: x@y.z", "https://a/>", "https://" + "a" * 900]
)
def test_a_link_that_cannot_stand_in_a_header_is_refused(url: str) -> None:
    with pytest.raises(BadChoice, match="no web address"):
        built(url=url)


def test_long_lines_and_wild_signs_are_wrapped() -> None:
    for text in ("x" * 5000, "é" * 5000, "日本" * 3000, "\udc80 lone \x00\x08", "From here\n.\n..\n"):
        mail = read(built(text=text, html=text))
        for line in wire(mail).split(b"\r\n"):
            assert len(line) <= 78 or line.startswith((b"List-Unsubscribe", b"Content-Type", b" boundary"))
        if "\x00" not in text:
            assert body(mail, "plain") == text.rstrip("\n")


@pytest.mark.parametrize(
    "evil",
    [
        "Hi\r\nBcc: evil@example.com",
        "Hi\nBcc: evil@example.com",
        "Hi\rBcc: evil@example.com",
        "Hi\u2028Bcc: evil@example.com",
        "Hi\x85Bcc: evil@example.com",
        "=?utf-8?q?Hi=0ABcc:_evil=40example.com?=",
        "=?utf-8?b?SGkNCkJjYzogZXZpbEBleGFtcGxlLmNvbQ==?= =?utf-8?q?=0D=0A=0D=0Abody?=",
        "Hi\r\n\r\n<p>body</p>",
    ],
)
def test_nothing_can_be_slipped_into_the_headers(evil: str) -> None:
    mail = read(built(subject=evil, identity=f"<{evil}@example.com>"))
    assert mail.keys() == NAMES
    assert b"\r\nBcc" not in wire(mail).replace(b"\r\n ", b"")
    assert body(mail, "plain") == "Hello"
    if evil.startswith("=?"):
        assert wire(built(subject=evil)).count(b"=?utf-8?q?Hi=0A") == 0
    for sender in (f"{evil} <a@example.com>", f"a@example.com{evil}"):
        try:
            assert read(built(sender=sender)).keys() == NAMES
        except BadChoice:
            continue


@given(
    st.text(max_size=300),
    st.text(max_size=60),
    st.text(max_size=300),
    st.text(st.characters(exclude_categories=()), max_size=300),
)
def test_whatever_the_values_the_mail_has_these_headers_and_bodies(
    subject: str, name: str, text: str, html: str
) -> None:
    try:
        mail = read(built(sender=f"{name} <a@example.com>", subject=subject, text=text, html=html))
    except BadChoice:
        assert set(name) & set("<>@,;\r\n")
        return
    assert mail.keys() == NAMES
    assert mail.defects == []
    assert mailbox(str(mail["From"]).replace(",", "")).address == "a@example.com" or name
    assert [one.addr_spec for one in mail["From"].addresses] == ["a@example.com"]
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


@given(st.text(max_size=250))
def test_a_subject_is_read_as_it_was_meant(subject: str) -> None:
    mail = message_from_bytes(wire(built(subject=subject)), policy=default)
    meant = str(built(subject=subject)["Subject"])
    assert str(mail["Subject"]).split() == meant.split()


def test_names_beside_the_sender() -> None:
    for name in ("Zoë Müller", "Leads, daily", 'The "leads"', "=?utf-8?q?x?=", "日本" * 40):
        sender = f"{name} <a@example.com>"
        if "," in name:
            with pytest.raises(BadChoice):
                built(sender=sender)
            continue
        (one,) = read(built(sender=sender))["From"].addresses
        assert one.addr_spec == "a@example.com"
        assert one.display_name.replace(" ", "") == mailbox(sender).name[:60].replace(" ", "")


def test_a_message_id_tells_apart_what_is_different_and_names_nobody() -> None:
    ids = {
        message_id(*about, "example.com")
        for about in [
            ("digest", "2026-W47", "ann@example.com"),
            ("digest", "2026-W48", "ann@example.com"),
            ("paused", "2026-W47", "ann@example.com"),
            ("digest", "2026-W47", "bob@example.com"),
            ("digest", "2026 W47", "ann@example.com"),
            ("digest", "2026_W47", "ann@example.com"),
        ]
    }
    assert len(ids) == 6
    assert message_id("digest", "2026-W47", "ANN@example.com", "example.com") in ids
    assert not any("ann" in one for one in ids)
    assert all(re.fullmatch(r"<[A-Za-z0-9.-]+@example\.com>", one) for one in ids)


@given(st.text(max_size=20), st.text(max_size=80), st.text(max_size=320), st.text(max_size=300))
def test_a_message_id_fits_its_column_and_a_header(report: str, period: str, recipient: str, domain: str) -> None:
    identity = message_id(report, period, recipient, domain)
    assert len(identity) <= 200
    assert re.fullmatch(r"<[A-Za-z0-9.-]+@[A-Za-z0-9.-]+>", identity)
    assert message_id(report, period, recipient, domain) == identity


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("ann@example.com", "", "ann@example.com"),
        (" ann.b+c@Example.com ", "", "ann.b+c@Example.com"),
        ("Ann <ann@example.com>", "Ann", "ann@example.com"),
        ('"Ann B" <ann@example.com>', "Ann B", "ann@example.com"),
        ("<ann@example.com>", "", "ann@example.com"),
        ("ann@bücher.example", "", "ann@xn--bcher-kva.example"),
        ("root@localhost", "", "root@localhost"),
    ],
)
def test_addresses(text: str, name: str, address: str) -> None:
    assert mailbox(text) == (name, address)
    assert mailbox(text).domain == address.partition("@")[2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ann",
        "@x.de",
        "a@",
        "a@b@c",
        "a b@c.de",
        "a@c..de",
        "a@-c.de",
        "a@c.de, b@c.de",
        "<a@c.de> x",
        "a@c.de\nx",
        "é@c.de",
        "a" * 65 + "@c.de",
        "a@" + "ü" * 64 + ".de",
        "a@[127.0.0.1]",
        "a..b@c.de",
        "b@c.de <a@c.de>",
    ],
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(BadChoice, match="is no e-mail address"):
        mailbox(text)


def test_a_date_is_written_in_utc() -> None:
    assert str(built()["Date"]) == DATE.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
