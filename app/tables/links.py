"""What a person pastes as the link of a Google Sheet, read into the sheet's id and the tab's number."""

import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from app.errors import BadLink

MOST_CHARACTERS = 4000
HIGHEST_GID = 2**31 - 1

_ID = re.compile(r"[A-Za-z0-9_-]{10,128}")
_BARE = re.compile(r"([A-Za-z0-9_-]{25,128})(?:[?#]gid=([0-9]+))?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_ENCODED_SCHEME = re.compile(r"https?%3a%2f%2f", re.IGNORECASE)
_GID = re.compile(r"(?:^|[?&#])gid=([^?&#]*)")
_GOOGLE = frozenset(f"{name}.google.com" for name in ("docs", "spreadsheets", "sheets", "drive"))
_STARTS = ("http://", "https://", "//", *(f"{host}/" for host in sorted(_GOOGLE)))
_AROUND = " \t\r\n\f\v\xa0\u200b\ufeff<>\"'`“”„‘’«»()[]{}*"  # what a mail, a chat or a document puts around a link
_AFTER = _AROUND + ".,;:!?…|\\"

_COPY = "open the sheet in the browser and copy its address"
_OTHER_PAGES = {  # the first part of a path at Google -> what it is
    "document": "a Google Doc",
    "presentation": "Google Slides",
    "forms": "a Google Form",
    "drawings": "a Google Drawing",
    "folderview": "a folder of Google Drive",
    "drive": "the overview of Google Drive",
}
_OTHER_HOSTS = {  # the end of a host -> what its links are
    "forms.gle": "a Google Form",
    "sharepoint.com": "an Excel file on SharePoint",
    "onedrive.live.com": "an Excel file on OneDrive",
    "1drv.ms": "an Excel file on OneDrive",
    "office.com": "an Excel file on Microsoft 365",
    "officeapps.live.com": "an Excel file on Microsoft 365",
    "cloud.microsoft": "an Excel file on Microsoft 365",
    "airtable.com": "an Airtable base",
    "notion.so": "a Notion page",
    "notion.site": "a Notion page",
    "dropbox.com": "a file on Dropbox",
    "icloud.com": "a Numbers document on iCloud",
}
_FORWARDS = (  # pages that only lead on to another: their host, and the parameters that name the other
    (re.compile(r"(www\.)?google\.[a-z]{2,3}(\.[a-z]{2})?"), ("q", "url")),
    (re.compile(r"accounts\.google\.com"), ("continue", "followup")),
    (re.compile(r"([a-z0-9]+\.)?safelinks\.protection\.outlook\.com"), ("url",)),
)


@dataclass(frozen=True)
class Link:
    """One Google Sheet and, where the link names one, the tab's `gid`."""

    spreadsheet_id: str
    gid: int | None


def parse_link(text: str) -> Link:
    """The sheet a pasted link or a bare id names. Raises BadLink with a sentence for everything else."""
    if len(text) > MOST_CHARACTERS:
        raise BadLink(f"The link has more than {MOST_CHARACTERS:,} characters: {_COPY}.")
    cleaned = _cleaned(text)
    if not cleaned:
        raise BadLink(f"The link is empty: {_COPY}.")
    bare = _BARE.fullmatch(cleaned)
    if bare:
        return Link(bare[1], _number(bare[2]))
    return _link_of(_forwarded(cleaned))


def looks_like_link(text: str) -> bool:
    """Whether an argument of the command line is meant as a link or a bare id rather than as a file's path."""
    cleaned = _cleaned(text[:MOST_CHARACTERS])
    host = cleaned.lower().partition("/")[0]
    other = any(host == name or host.endswith(f".{name}") for name in _OTHER_HOSTS)
    plain = cleaned.lower().startswith(_STARTS) or (other and "/" in cleaned)
    return plain or bool(_ENCODED_SCHEME.match(cleaned)) or bool(_BARE.fullmatch(cleaned))


def _cleaned(text: str) -> str:
    """The text without what surrounds a link; a chat writes <link|name>, a web page &amp; for &."""
    start = text.lstrip(_AROUND)
    if text.strip().startswith("<"):
        start = re.split(r"[|>]", start, maxsplit=1)[0]
    return unescape(start).rstrip(_AFTER)


def _forwarded(text: str) -> SplitResult:
    """The address as its parts, after the pages that only lead on to it. Raises BadLink where there is none."""
    url = _split(text)
    for _ in range(3):
        names = [name for host, them in _FORWARDS if host.fullmatch(_host(url)) for name in them]
        inner = [value for name in names for value in parse_qs(url.query).get(name, [])]
        if not inner:
            break
        url = _split(_cleaned(inner[0]))
    # Programs encode links they do not know, some even the sign before the tab's number; no id needs encoding.
    return _split(unquote(url.geturl())) if not url.fragment and "%" in url.geturl() else url


def _split(text: str) -> SplitResult:
    """The parts of an address, with https where it has no scheme. Raises BadLink for what is no web address."""
    if _ENCODED_SCHEME.match(text):
        text = unquote(text)
    if not _SCHEME.match(text):
        text = "https://" + text.removeprefix("//")
    try:
        url = urlsplit(text)
        port, host = url.port, url.hostname
    except ValueError as error:
        raise BadLink(f"This is no link of a Google Sheet: {_COPY}.") from error
    # A name before the host makes an address look like Google's to a person and be another's to a browser.
    if url.scheme not in {"http", "https"} or not host or url.username is not None or port not in {None, 80, 443}:
        raise BadLink(f"This is no link of a Google Sheet: {_COPY}.")
    return url


def _host(url: SplitResult) -> str:
    return (url.hostname or "").rstrip(".")


def _link_of(url: SplitResult) -> Link:
    """The sheet an address names. Raises BadLink that says what the address is instead."""
    host = _host(url)
    if host not in _GOOGLE:
        ends = [what for end, what in _OTHER_HOSTS.items() if host == end or host.endswith("." + end)]
        raise BadLink(_foreign(ends[0]) if ends else f"{host[:60]} is not Google Sheets: {_COPY}.")
    parts = _without_account([part for part in url.path.split("/") if part])
    if parts[:1] == ["spreadsheets"]:
        parts = _without_account(parts[1:])
    found = _id_in(parts, url.query)
    if found is None:
        raise BadLink(f"This page of Google is no single sheet: {_COPY}.")
    if not _ID.fullmatch(found):
        raise BadLink(f"The sheet's id in this link is cut short or altered: {_COPY}.")
    gids = _GID.findall(unquote(url.fragment)) or _GID.findall(url.query)  # the fragment is where the browser is now
    return Link(found, _number(gids[-1]) if gids else None)


def _without_account(parts: list[str]) -> list[str]:
    """The parts of a path without a company's domain (a/example.com) and the number of an account (u/1)."""
    while len(parts) > 1 and parts[0] in {"a", "u"}:
        parts = parts[2:]
    return parts


def _id_in(parts: list[str], query: str) -> str | None:
    """The id a path or a query at Google names, unchecked; None without any. Raises BadLink for what is no sheet."""
    first, rest = (parts or [""])[0], parts[1:]
    if first == "d" and rest[:1] == ["e"]:
        raise BadLink(
            "This is the address of a published copy, which cannot be written: open the sheet itself in the browser "
            "and copy its address."
        )
    if "folders" in parts:
        raise BadLink(f"This is a folder of Google Drive, not a sheet: {_COPY}.")
    if first in _OTHER_PAGES:
        raise BadLink(f"This is {_OTHER_PAGES[first]}, not a sheet: {_COPY}.")
    if first == "file":  # may be an Excel file: the API tells
        rest = _without_account(rest)
        rest = rest[1:] if rest[:1] == ["d"] else []
    if first in {"d", "file"}:
        return rest[0] if rest else None
    given = parse_qs(query)
    return next((given[name][0] for name in ("key", "id") if name in given), None)


def _foreign(what: str) -> str:
    if what.startswith("an Excel"):
        return f"This is {what}, not a Google Sheet: download it and score the file, or import it into Google Sheets."
    return f"This is {what}, not a Google Sheet: {_COPY}."


def _number(text: str | None) -> int | None:
    """A tab's number; None for none. Raises BadLink for what is no number a tab can have."""
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,10}", text) or int(text) > HIGHEST_GID:
        raise BadLink(f"The tab's number after gid= in this link is no number of a tab: {_COPY}.")
    return int(text)
