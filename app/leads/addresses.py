"""A person's address in its one spelling: whoever writes it differently means the same person. Pure."""

import re
import unicodedata
from urllib.parse import unquote

# How nearly all exports write a profile: nothing to decode, fold or cut off.
_USUAL = re.compile(r"https?://(?:www\.)?linkedin\.com/in/([a-z0-9-]+)/?")


def plain_email(value: str) -> str | None:
    """An e-mail address in its one spelling: trimmed, without `mailto:`, lower case; None when it is none."""
    address = unicodedata.normalize("NFC", value).strip().lower().removeprefix("mailto:")
    name, at, host = address.rpartition("@")
    return address if at and name and host and not any(letter.isspace() for letter in address) else None


def plain_linkedin(value: str) -> str | None:
    """A public profile in its one spelling, `in/jane-doe`; None when the value is none.

    The same for any scheme, country or mobile host, case, percent-encoding, trailing slash, query and language ending.
    """
    usual = _USUAL.fullmatch(value)
    if usual is not None:
        return f"in/{usual[1]}"
    address = value.strip().partition("#")[0].partition("?")[0]
    host, _, path = address.partition("://")[2].partition("/") if "://" in address else address.partition("/")
    host = host.lower().rpartition("@")[2].partition(":")[0].rstrip(".")
    if host != "linkedin.com" and not host.endswith(".linkedin.com"):
        return None
    parts = [unicodedata.normalize("NFC", unquote(part)).strip().lower() for part in path.split("/")]
    parts = [unicodedata.normalize("NFC", part) for part in parts if part]
    if parts[:1] == ["mwlite"]:
        del parts[0]
    if len(parts) < 2 or parts[0] not in ("in", "pub"):
        return None
    # /in/NAME/fr is a language of the same page; an old /pub/NAME/12/34/567 is told apart by its numbers
    return "/".join(parts[:2] if parts[0] == "in" else parts)
