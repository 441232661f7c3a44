"""A small sheet of leads, a run over it, and what the sheet is in the end, to compare one end with another."""

import functools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from google.oauth2.service_account import Credentials

from app.scoring.scorer import Scorer
from app.tables.columns import OurColumn, title
from app.tables.google.client import SheetsClient
from app.tables.google.credentials import SCOPE
from app.tables.google.run import Run
from app.tables.google.scoring import score_tab
from app.tables.google.table import GoogleTable
from app.tables.links import parse_link
from app.tables.scoring_run import ScoringRun, Wishes
from tests.fakes.google import Call, FakeGoogle, Sheet, Spreadsheet
from tests.tables.google.scoring_by_hand import ByHand

NAME, URL, EMAIL, JOB, SIZE, NOTES = "Full name", "LinkedIn URL", "Email", "Job title", "Company size", "Notes"
HEADER = [NAME, URL, EMAIL, JOB, SIZE, NOTES]
OURS = [title(kind) for kind in OurColumn]
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

_ID = re.compile("[abcdefghjkmnpqrstuvwxyz2-9]{10}")
_WHEN = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC")


def lead(number: int, *, url: bool = True, email: bool = True, job: str | None = None) -> list[Any]:
    """One lead's row."""
    return [
        f"Person {number}",
        f"https://www.linkedin.com/in/person-{number}/" if url else "",
        f"person{number}@example.org" if email else "",
        f"Head of {number}" if job is None else job,
        "11-50 employees",
        f"note {number}",
    ]


def leads() -> list[list[Any]]:
    """Leads of all kinds: known by profile or address, by neither, and one of whom nothing can be said."""
    return [
        lead(1),
        lead(2, url=False),
        lead(3, email=False),
        lead(4, url=False, email=False),
        lead(5),
        lead(6, job=""),
        lead(7, url=False, email=False),
        lead(8),
    ]


def new_sheet(
    fake: FakeGoogle, people: Sequence[Sequence[Any]] | None = None, *, rows: int = 20, columns: int = 12
) -> Spreadsheet:
    """A shared spreadsheet whose one tab holds the header and these leads."""
    cells = [HEADER, *(leads() if people is None else people)]
    return fake.new_spreadsheet("Pipeline", sheets={"Leads": [list(row) for row in cells]}, rows=rows, columns=columns)


def client_of(fake: FakeGoogle, sleep: Callable[[float], None] = lambda seconds: None) -> SheetsClient:
    """A client of the fake's service account, with a sleep of the test's choice."""
    credentials = _credentials(fake).with_scopes([SCOPE])  # another object, without the first one's token
    return SheetsClient(credentials, fake.url, sleep=sleep)


@functools.cache
def _credentials(fake: FakeGoogle) -> Credentials:
    """Reading the key takes longer than a run."""
    return Credentials.from_service_account_info(fake.credentials_info())  # type: ignore[no-untyped-call,no-any-return]


class Kept:
    """A document as it is now, to begin from again and again."""

    def __init__(self, fake: FakeGoogle, document: Spreadsheet) -> None:
        self._fake, self.document, self._book = fake, document, document.book

    def again(self) -> Spreadsheet:
        """The document, as it was when it was kept."""
        self._fake.documents[self.document.id].book = self._book
        return self.document


@dataclass(frozen=True)
class Scored:
    """A run that came to its end."""

    run: ScoringRun
    table: GoogleTable

    @property
    def done(self) -> tuple[int, int]:
        """Rows written and rows that said it already."""
        return self.table.done.written, self.table.done.unchanged


def score(
    client: SheetsClient,
    document: Spreadsheet,
    name: str = "a run",
    *,
    wishes: Wishes | None = None,
    choose: Callable[[GoogleTable], Wishes] | None = None,
    scorer: object = None,
    now: datetime = NOW,
    who: str = "ana@example.org",
    sleep: Callable[[float], None] = lambda seconds: None,
    dry_run: bool = False,
) -> Scored:
    """Score the document's first tab by job title, as the command line does."""
    asked = wishes or Wishes()
    link, run = parse_link(document.url), Run(name, who, "2026-11-22 09:00 UTC")
    table = GoogleTable(client, link, run, prefix=asked.prefix, wanted=asked.columns, sleep=sleep)
    if choose is not None:
        asked = choose(table)
    done = score_tab(table, cast(Scorer, scorer or ByHand()), asked, now, dry_run=dry_run)
    return Scored(done, table)


def state(document: Spreadsheet, *, when: bool = True) -> Any:
    """All there is in the document, but for the numbers of metadata and the letters of our IDs; `when` leads were
    scored counts unless told."""
    sheets = [sheet.snapshot() for sheet in document.sheets()]
    return _plain([sheets, sorted(document.metadata(), key=str_of_place)], when)


def differences(one: Any, other: Any, path: str = "") -> list[str]:
    """Where two states differ, in words short enough to read; none where they are equal."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = sorted({*one, *other})
        return [text for name in names for text in differences(one.get(name), other.get(name), f"{path}.{name}")]
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = enumerate(zip(one, other, strict=True))
        return [text for at, (left, right) in pairs for text in differences(left, right, f"{path}[{at}]")]
    return [] if one == other else [f"{path}: {str(one)[:300]} | {str(other)[:300]}"]


def str_of_place(metadata: dict[str, Any]) -> str:
    """An order of metadata that does not depend on the numbers they got."""
    return f"{metadata['metadataKey']} {metadata.get('metadataValue')} {metadata['location']}"


def _plain(value: Any, when: bool) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner, when) for name, inner in value.items() if name != "metadataId"}
    if isinstance(value, list):
        return [_plain(inner, when) for inner in value]
    if isinstance(value, str):
        if _ID.fullmatch(value):
            return "<ID>"
        return value if when else _WHEN.sub("<when>", value)
    return value


def column(sheet: Sheet, header: str, top: int = 0) -> list[Any]:
    """The values below a header, "" where blank."""
    rows = sheet.values()
    at = rows[top].index(header)
    return [row[at] if at < len(row) else "" for row in rows[top + 1 :]]


def headers(sheet: Sheet, top: int = 0) -> list[Any]:
    """The header row."""
    return sheet.values()[top]


def marks(document: Spreadsheet) -> list[str]:
    """The keys of all metadata: the columns' marks, and what a run forgot to take away."""
    return sorted(one["metadataKey"] for one in document.metadata())


class CallsOf:
    """The calls to one document, told apart by their number, from 1; a predicate for faults and hooks."""

    def __init__(self, document: Spreadsheet, first: int, count: int = 1) -> None:
        self._document, self._wanted = document.id, range(first, first + count)
        self._seen = 0
        self.hit = 0

    def __call__(self, call: Call) -> bool:
        """Whether the call is among those meant."""
        if call.spreadsheet_id != self._document:
            return False
        self._seen += 1
        self.hit += self._seen in self._wanted
        return self._seen in self._wanted
