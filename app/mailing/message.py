"""A mail as it goes on the wire: headers that nothing can be slipped into, plain text and HTML as alternatives.

Python's own header objects decode whatever looks like an encoded word in a value and write it out again, with a line
end that was hidden in it (CVE-2024-6923). So headers that hold a value of ours are written by the classes below.
"""

import hashlib
import re
from datetime import UTC, datetime
from email.header import Header
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from typing import Any, cast

from app.errors import BadChoice
from app.mailing.addresses import mailbox, one_line

_LONGEST_SUBJECT = 200  # characters; with no blank in them still far below the 998 of a line
_LONGEST_NAME = 60
_URL = re.compile(r"https?://[!-;=?-~]{1,880}")  # ASCII without blanks and <>: it stays on one line of 998
_LONGEST_DOMAIN = 90  # of a Message-ID, which is stored in 200 characters


class _AsIs:
    """A header written as its value stands, never folded: encoders break a long URL or Message-ID in two."""

    max_count = 1
    name: str

    @classmethod
    def parse(cls, value: str, parsed: dict[str, Any]) -> None:
        """Take the value as it is (the registry's protocol)."""
        parsed.update(decoded=str(value), parse_tree=None)

    def fold(self, *, policy: EmailPolicy) -> str:
        """The header's lines (the registry's protocol)."""
        return f"{self.name}: {self.wire(policy.linesep)}{policy.linesep}"

    def wire(self, line_end: str) -> str:
        """The value for the wire."""
        return str(self)


class _Words(_AsIs):
    """A header of free text: encoded where it is not plain, or could be taken for encoded."""

    def wire(self, line_end: str) -> str:
        """The value for the wire."""
        return _encoded(str(self), self.name, line_end)


class _Person(_AsIs):
    """An address with a name before it."""

    def wire(self, line_end: str) -> str:
        """The value for the wire."""
        name, _, address = str(self).rpartition(" <")
        if not name or re.fullmatch(r"[A-Za-z0-9 ]+", name):
            return str(self)
        return f"{_encoded(name, self.name, line_end, plain=False)}{line_end} <{address}"


def _encoded(text: str, header: str, line_end: str, *, plain: bool = True) -> str:
    charset = "us-ascii" if plain and text.isascii() and "=?" not in text else "utf-8"
    return Header(text, charset, maxlinelen=76, header_name=header).encode(linesep=line_end)


def _policy() -> "EmailPolicy[EmailMessage]":
    registry = HeaderRegistry()
    for name in ("message-id", "date", "list-unsubscribe"):
        registry.map_to_type(name, cast("Any", _AsIs))
    registry.map_to_type("subject", cast("Any", _Words))
    for name in ("from", "to"):
        registry.map_to_type(name, cast("Any", _Person))
    # 7bit: every server takes it; 76: the longest line of quoted-printable (RFC 2045)
    return SMTP.clone(header_factory=registry, cte_type="7bit", max_line_length=76)


def build(
    sender: str,
    recipient: str,
    subject: str,
    text: str,
    html: str,
    message_id: str,
    unsubscribe_url: str | None,
    date: datetime,
) -> EmailMessage:
    """The mail; `sender` is an address or `Name <address>`, `date` an aware moment, `message_id` from message_id().

    The unsubscribe link works with one click where it is https (RFC 8058). Raises BadChoice for a sender, recipient or
    link that cannot stand in a mail; line ends in any other value become blanks.
    """
    writer, reader = mailbox(sender), mailbox(recipient)
    name = writer.name[:_LONGEST_NAME].strip()
    message = EmailMessage(policy=_policy())
    message["From"] = f"{name} <{writer.address}>" if name else writer.address
    message["To"] = reader.address
    message["Subject"] = one_line(subject)[:_LONGEST_SUBJECT]
    message["Date"] = format_datetime(date.astimezone(UTC))
    message["Message-ID"] = re.sub(r"[^!-~]", "", message_id)
    if unsubscribe_url is not None:
        if not _URL.fullmatch(unsubscribe_url):
            raise BadChoice("The link to unsubscribe is no web address: correct the public address of this service.")
        message["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        if unsubscribe_url.startswith("https:"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_body(text))
    message.add_alternative(_body(html), subtype="html")
    return message


def wire(message: EmailMessage) -> bytes:
    """The mail's bytes: ASCII, every line ended by CRLF and at most 998 long."""
    return re.sub(rb"\r\n|\r|\n", b"\r\n", message.as_bytes())


def message_id(report: str, period: str, recipient: str, domain: str) -> str:
    """The Message-ID of a report's mail to a recipient: always the same one, without the address in it.

    Receivers that know it already drop the mail, so one that is sent again by hand mostly arrives once.
    """
    exact = "\0".join((report, period, recipient.lower())).encode("utf-8", "replace")
    mark = hashlib.sha256(exact).hexdigest()[:24]
    about = ".".join(re.sub(r"[^A-Za-z0-9-]+", "-", part).strip("-")[:40] or "mail" for part in (report, period))
    place = re.sub(r"[^A-Za-z0-9.-]", "", domain)[-_LONGEST_DOMAIN:].strip(".-") or "leadsheet.invalid"
    return f"<{about}.{mark}@{place}>"


def _body(text: str) -> str:
    """Text that can be encoded, without control characters but tabs and line ends."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", " ", text.encode("utf-8", "replace").decode("utf-8"))
