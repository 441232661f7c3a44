"""The facts of the weekly mail, as whoever reads the store gives them; digest_words.py and its neighbours say them.

Every text in here may come from outside (names of documents and tabs, reasons, errors): it is cleaned and cut where it
is shown, so that these hold it as it was found.
"""

from dataclasses import dataclass
from datetime import datetime

from app.reports.verdict import Verdict

MOST_LEADS = 10  # a sheet


@dataclass(frozen=True)
class FailedRun:
    """Scheduled runs of one sheet that failed for one reason: how often, when last (aware), and the error."""

    document: str
    tab: str
    times: int
    last: datetime
    sentence: str


@dataclass(frozen=True)
class Volume:
    """What the runs of the week did.

    `leads` were scored; `usual_leads` is the median of the four weeks before, None if there were not four. Of the
    `looked_at` leads that runs looked at, `unscored` had no field at all and `refused` were left with a reason: all
    others have a score. `runs` took place, those that failed among them.
    """

    leads: int
    usual_leads: float | None
    looked_at: int
    unscored: int
    refused: int
    runs: int
    failed: tuple[FailedRun, ...]

    @property
    def failures(self) -> int:
        """How many runs failed."""
        return sum(one.times for one in self.failed)

    @property
    def share_scored(self) -> float | None:
        """Of the leads that runs looked at, 0 to 1; None where they looked at none."""
        if self.looked_at <= 0:
            return None
        return min(max((self.looked_at - self.unscored - self.refused) / self.looked_at, 0.0), 1.0)


@dataclass(frozen=True)
class BestLead:
    """A new lead by its row. `score` 0 to 1, `reasons` as the sheet has them; `name` is "" unless names are wanted."""

    row: int
    link: str
    score: float
    label: str
    confidence: str
    reasons: str
    name: str


@dataclass(frozen=True)
class BestOfSheet:
    """The best of a sheet's `new` leads, best first, ten at most; `sentence` says why there are none, else ""."""

    document: str
    tab: str
    new: int
    leads: tuple[BestLead, ...]
    sentence: str


@dataclass(frozen=True)
class Outcomes:
    """Of a sheet's `top` best leads, how many have an outcome in `column`, and how many of those a positive one."""

    document: str
    tab: str
    column: str
    top: int
    known: int
    positive: int


@dataclass(frozen=True)
class PausedSheet:
    """A sheet whose schedule stands still until somebody mends `why`, a sentence."""

    document: str
    tab: str
    why: str


@dataclass(frozen=True)
class StuckMail:
    """A mail of which nobody knows whether it was sent; it is not sent again by itself."""

    report: str
    period: str
    recipient: str


@dataclass(frozen=True)
class Digest:
    """One week.

    `period` is an ISO week, `2026-W47`, from `begin` up to but not at `end`, both aware and in the team's zone.
    `no_verdict` says why there is no verdict, `report_note` why there is no report, `late` why this comes late; each is
    a sentence, or "" where there is nothing to say. The addresses are "" where there is no such page.
    """

    period: str
    begin: datetime
    end: datetime
    verdict: Verdict | None
    no_verdict: str
    volume: Volume
    best: tuple[BestOfSheet, ...]
    outcomes: tuple[Outcomes, ...]
    paused: tuple[PausedSheet, ...]
    stuck: tuple[StuckMail, ...]
    late: str
    report_url: str
    report_note: str
    unsubscribe_url: str
