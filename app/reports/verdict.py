"""What a drift verdict says: overall, findings, and the figures a mail shows beside them."""

from dataclasses import dataclass
from enum import StrEnum

from app.reports.departures import Baseline, What


class Overall(StrEnum):
    """The verdict in a word."""

    STABLE = "stable"
    LOOK = "look"
    ACT = "act"
    TOO_FEW = "too few to judge"


@dataclass(frozen=True)
class Finding:
    """One thing that moved; `name` is None for scores and volume.

    `measure` is what `before` and `after` are of: `blanks`, `median`, `“11-50”`. `p` and `q` are None for volume, which
    is not tested. `effect` is 0 to 1 (for volume, how far it is from the usual, as a part of the larger); `weight` is
    effect x importance, by which findings are sorted; `since` says what `before` stands for.
    """

    name: str | None
    title: str
    what: What
    measure: str
    before: str
    after: str
    baseline: Baseline
    since: str
    p: float | None
    q: float | None
    effect: float
    importance: float
    weight: float
    why: str

    @property
    def change(self) -> str:
        """`blanks 4 % -> 31 %`."""
        return f"{self.measure} {self.before} -> {self.after}".strip()

    @property
    def sentence(self) -> str:
        """`Company size: blanks 4 % -> 31 %.`"""
        return f"{self.title[:1].upper()}{self.title[1:]}: {self.change}."


@dataclass(frozen=True)
class Bands:
    """Shares of low, medium and high scores; they add up to 1."""

    low: float
    medium: float
    high: float


@dataclass(frozen=True)
class Figures:
    """What a mail shows beside the findings.

    `leads` are those judged, of `weeks` weeks; `week_leads` those of the last week, `usual_leads` the median of the
    four before it (None if there were not four). Blank shares are of the cells of fields that the sheets have. The
    usual figures are of the team's own `usual_weeks`, or of the training leads where that is 0.
    """

    leads: int
    weeks: int
    week_leads: int
    usual_leads: float | None
    usual_weeks: int
    blank_share: float
    usual_blank_share: float
    bands: Bands | None
    usual_bands: Bands


@dataclass(frozen=True)
class Verdict:
    """Whether the leads are still of the kind the model knows.

    `findings` are news and make the verdict; `standing` ones differ from the training leads just as they did in the
    usual weeks. `absent` are fields the sheets have no column for, `absent_sentence` says them once.
    """

    overall: Overall
    sentence: str
    findings: tuple[Finding, ...]
    standing: tuple[Finding, ...]
    absent: tuple[str, ...]
    absent_sentence: str
    figures: Figures
