"""What people write as an e-mail address -> what a mail server takes."""

import re
import unicodedata
from typing import NamedTuple

from app.errors import BadChoice

_NAMED = re.compile(r"(?P<name>[^<>@,;\r\n]*)<(?P<address>[^<>]*)>")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")  # RFC 5321 Dot-string
_DOMAIN = re.compile(
    r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"
)
_LONGEST_LOCAL = 64  # RFC 5321, 4.5.3.1.1
_BREAKS = frozenset(("Cc", "Cs", "Zl", "Zp"))  # control characters, halves of a pair, separators of lines


class Mailbox(NamedTuple):
    """An address and the name beside it, which may be empty; the address is ASCII and safe in a command."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """What follows the @."""
        return self.address.rpartition("@")[2]


def mailbox(text: str) -> Mailbox:
    """`ann@example.com` or `Ann <ann@example.com>`, an international domain in its ASCII form.

    Raises BadChoice for anything else: several addresses, quoted names before the @, letters no mail server takes.
    """
    named = _NAMED.fullmatch(text.strip())
    name, address = (named["name"], named["address"]) if named else ("", text)
    local, _, domain = address.strip().rpartition("@")
    ascii_domain = _ascii(domain)
    if len(local) > _LONGEST_LOCAL or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(ascii_domain):
        raise BadChoice(f"“{one_line(text)[:80]}” is no e-mail address: write it like ann@example.com.")
    return Mailbox(one_line(name).strip('" '), f"{local}@{ascii_domain}")


def one_line(text: str) -> str:
    """The text on one line: whatever could end a line, or be no text at all, becomes a space."""
    return " ".join("".join(" " if unicodedata.category(sign) in _BREAKS else sign for sign in text).split())


def _ascii(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
