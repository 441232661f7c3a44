"""What the weekly mail says of the week as a whole: subject, verdict, dates, and the figures at its top."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.reports.digest import Digest, Volume
from app.reports.digest_cleaning import one_line, sentence
from app.reports.drift_words import percent
from app.reports.verdict import Finding, Overall
from app.scoring.wording import counted

LONGEST_SUBJECT = 90  # characters
NOTHING = "nothing scored"
NO_VERDICT = "no verdict"

_MONTHS = tuple("January February March April May June July August September October November December".split())
_DAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())


class Tone(StrEnum):
    """How a verdict looks; its word and its mark say the same without colour."""

    GOOD = "good"
    LOOK = "look"
    ACT = "act"
    QUIET = "quiet"


@dataclass(frozen=True)
class Status:
    """The verdict in a word, the mark beside it, and how it looks."""

    word: str
    mark: str
    tone: Tone


@dataclass(frozen=True)
class Tile:
    """A figure: what it is, the figure, and what it is usually or of what."""

    label: str
    value: str
    note: str


_STATUS = {
    Overall.STABLE: Status("Stable", "✓", Tone.GOOD),
    Overall.LOOK: Status("Look", "◆", Tone.LOOK),
    Overall.ACT: Status("Act", "▲", Tone.ACT),
    Overall.TOO_FEW: Status("Too few to judge", "○", Tone.QUIET),
}


def status(digest: Digest) -> Status:
    """The verdict, or why there is none, in a word."""
    if not digest.volume.leads:
        return Status("Nothing scored", "○", Tone.QUIET)
    if digest.verdict is None:
        return Status("No verdict", "○", Tone.QUIET)
    return _STATUS[digest.verdict.overall]


def headline(digest: Digest) -> str:
    """The sentence beside the status, which does not say the status again."""
    volume = digest.volume
    if not volume.leads:
        return _nothing(volume)
    if digest.verdict is None:
        return sentence(digest.no_verdict) or f"{counted(volume.leads, 'lead')} scored."
    said = sentence(digest.verdict.sentence)
    rest = re.sub(r"^(Act|Look|Stable|Too few to judge): ", "", said)
    return rest[:1].upper() + rest[1:]


def _nothing(volume: Volume) -> str:
    if volume.failures and volume.failures >= volume.runs:
        return "No lead was scored: every run failed."
    if not volume.runs:
        return "No lead was scored: no run took place."
    if not volume.looked_at:
        return f"No lead was scored: {counted(volume.runs, 'run')} found no lead to score."
    looked = f"{counted(volume.runs, 'run')} looked at {counted(volume.looked_at, 'lead')}"
    return f"No lead was scored: {looked}, and had nothing new to score."


def subject(digest: Digest) -> str:
    """`Lead scoring, week 47: stable - 84 leads`: one line of at most 90 characters, whatever the values."""
    start = f"Lead scoring, {week_words(digest.period)}: "
    found = digest.verdict
    if digest.volume.leads and found and found.findings and found.overall in {Overall.ACT, Overall.LOOK}:
        start += "check " if found.overall is Overall.ACT else "look at "
        said = _moved(found.findings[0], LONGEST_SUBJECT - len(start))
    else:
        said = _verdict_words(digest)
    return one_line(start + said, LONGEST_SUBJECT)


def _verdict_words(digest: Digest) -> str:
    volume, found = digest.volume, digest.verdict
    troubles = ", ".join(_troubles(digest))
    if not volume.leads:
        return f"{NOTHING} - {troubles}" if troubles else NOTHING
    said = NO_VERDICT if found is None else found.overall
    return f"{said} - {', '.join(filter(None, [counted(volume.leads, 'lead'), troubles]))}"


def _moved(finding: Finding, most: int) -> str:
    """What moved, as much of it as there is room for: the figures rather than what they are of."""
    title = one_line(finding.title, 30)
    figures = f"{one_line(finding.before, 12)} -> {one_line(finding.after, 12)}"
    measure = one_line(finding.measure)
    tries = (f"{title} - {said} {figures}" for said in (measure, re.sub(r" \(.*\)", "", measure)))
    return next((said for said in tries if len(said) <= most), f"{title} - {figures}").replace("  ", " ")


def _troubles(digest: Digest) -> list[str]:
    """What stands still, short enough for a subject."""
    paused = [f"{counted(len(digest.paused), 'sheet')} paused"] if digest.paused else []
    failed = [f"{counted(digest.volume.failures, 'failed run')}"] if digest.volume.failed else []
    return [*paused, *failed]


def week_words(period: str) -> str:
    """`week 47`; a period that is no ISO week is shown as it is."""
    week = re.fullmatch(r"\d{4}-W(\d{2})", period)
    return f"week {int(week[1])}" if week else one_line(period, 30) or "this week"


def dates(begin: datetime, end: datetime) -> str:
    """`16 to 22 November 2026`: the first and the last day of the time from `begin` up to but not at `end`."""
    last = max(end - timedelta(microseconds=1), begin)
    until = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    if begin.date() == last.date():
        return until
    parts = [str(begin.day)]
    if (begin.year, begin.month) != (last.year, last.month):
        parts.append(_MONTHS[begin.month - 1])
    if begin.year != last.year:
        parts.append(str(begin.year))
    return f"{' '.join(parts)} to {until}"


def moment(at: datetime) -> str:
    """`Friday 20 November at 06:00`, in the moment's own zone."""
    return f"{_DAYS[at.weekday()]} {at.day} {_MONTHS[at.month - 1]} at {at:%H:%M}"


def tiles(volume: Volume) -> tuple[Tile, ...]:
    """The four figures at the top: leads scored, the share of those looked at, refusals, failed runs."""
    usual = "no median yet" if volume.usual_leads is None else f"4-week median {volume.usual_leads:,.0f}"
    share = volume.share_scored
    looked = "none looked at" if share is None else f"of {volume.looked_at:,} looked at"
    return (
        Tile("Leads scored", f"{volume.leads:,}", usual),
        Tile("Share scored", "-" if share is None else percent(share), looked),
        Tile(
            "Not scored",
            f"{volume.unscored + volume.refused:,}",
            f"{volume.refused:,} refused, {volume.unscored:,} empty",
        ),
        Tile("Failed runs", f"{volume.failures:,}", f"of {counted(volume.runs, 'run')}"),
    )
