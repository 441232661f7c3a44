"""The mail server of SMTP_URL. Cheap to import: smtplib and ssl are, when a mail is sent."""

import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from app.errors import BadChoice
from app.mailing.outcome import Outcome

Tls = Literal["always", "required", "offered", "off"]
_PORTS = {"smtp": 587, "smtps": 465}
_FORM = "write it like smtps://user:password@mail.example.com, with signs such as @ : / # % in the password encoded"


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed over, and how. `tls`: from the first byte, by STARTTLS or not, only if offered, never."""

    host: str
    port: int
    tls: Tls
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    ca: Path | None = None  # a file of further authorities, for a private server
    read_seconds: float = 30  # the longest wait for a connection or an answer
    total_seconds: float = 60  # the longest a mail may take

    @classmethod
    def of(cls, url: str) -> "MailServer":
        """The server of `smtp://[user:password@]host[:port]` or `smtps://...`, with ?tls=required, ?tls=off, ?ca=FILE.

        Raises BadChoice with a sentence that shows nothing of the URL, for a password is in it.
        """
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise BadChoice(f"SMTP_URL cannot be read: {_FORM}.") from None
        whole = parts.path in ("", "/") and not parts.fragment and not re.search(r"[\s\x00-\x1f]", url)
        if parts.scheme not in _PORTS or not parts.hostname or port == 0 or not whole:
            raise BadChoice(f"SMTP_URL is no address of a mail server: {_FORM}.")
        user, password = _credentials(parts)
        options = _options(parts.query)
        tls = _tls(parts, options.get("tls"), bool(password))
        return cls(parts.hostname, port or _PORTS[parts.scheme], tls, user, password, _ca(options.get("ca"), tls))

    def send(self, message: EmailMessage, sender: str, recipient: str) -> Outcome:
        """Hand the mail over, once. Never raises for what a server or the net does: the outcome tells."""
        from app.mailing.delivery import deliver

        return deliver(self, message, sender, recipient)


def _credentials(parts: SplitResult) -> tuple[str, str]:
    if parts.username is None:
        return "", ""
    try:
        user, password = (unquote(part or "", errors="strict") for part in (parts.username, parts.password))
    except UnicodeDecodeError:
        raise BadChoice("SMTP_URL has a user or password that is not UTF-8: encode them anew.") from None
    if not user or not password or re.search(r"[\x00-\x1f]", user + password):
        raise BadChoice(f"SMTP_URL needs a user and a password, or neither: {_FORM}.")
    return user, password


def _options(query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    if len({name for name, _ in pairs}) < len(pairs) or any(name not in ("tls", "ca") for name, _ in pairs):
        raise BadChoice("SMTP_URL takes only ?tls=required, ?tls=off and ?ca=FILE after the host, each once.")
    return dict(pairs)


def _tls(parts: SplitResult, wish: str | None, password: bool) -> Tls:
    if wish not in (None, "required", "off"):
        raise BadChoice("SMTP_URL has a tls= that is neither required nor off: correct it, or leave it out.")
    if wish == "off":
        if parts.scheme == "smtps":
            raise BadChoice("SMTP_URL says both smtps:// and tls=off: decide for one of them.")
        if not _is_loopback(parts.hostname or ""):
            raise BadChoice("SMTP_URL says tls=off, but only a server on this machine may go without: leave it out.")
        return "off"
    if parts.scheme == "smtps":
        return "always"
    return "required" if password or wish == "required" else "offered"


def _ca(path: str | None, tls: Tls) -> Path | None:
    if path is None:
        return None
    if tls == "off":
        raise BadChoice("SMTP_URL says both tls=off and ca=: a certificate is only looked at with TLS.")
    file = Path(path).expanduser()
    if not file.is_file():
        raise BadChoice(f"SMTP_URL names {file} as file of a certificate authority, but there is none: correct ca=.")
    return file


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
