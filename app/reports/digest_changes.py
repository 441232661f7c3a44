"""What moved since the usual weeks, as the mail shows it: at most three changes, and the bands of scores as bars."""

from dataclasses import dataclass

from app.reports.digest_cleaning import one_line, sentence
from app.reports.drift_words import percent
from app.reports.verdict import Finding, Overall, Verdict

MOST_CHANGES = 3


@dataclass(frozen=True)
class Change:
    """A finding: what moved, from what to what, since when, and why it matters."""

    title: str
    measure: str
    before: str
    after: str
    since: str
    why: str


@dataclass(frozen=True)
class Band:
    """A band of scores: its share now and usually, in words and as widths of bars in percent."""

    title: str
    now: str
    usual: str
    now_width: int
    usual_width: int


def changes(found: Verdict) -> tuple[Change, ...]:
    """The findings that weigh most."""
    return tuple(_change(one) for one in found.findings[:MOST_CHANGES])


def _change(finding: Finding) -> Change:
    title = one_line(finding.title, 60)
    return Change(
        title=title[:1].upper() + title[1:],
        measure=one_line(finding.measure, 80),
        before=one_line(finding.before, 40),
        after=one_line(finding.after, 40),
        since=one_line(finding.since, 80),
        why=sentence(finding.why),
    )


def change_notes(found: Verdict) -> tuple[str, ...]:
    """What stands below the changes: how many more, what is only unlike the training leads, what has no column."""
    notes = ["Nothing moved enough to matter."] if found.overall is Overall.STABLE else []
    more = len(found.findings) - MOST_CHANGES
    if more > 0:
        notes.append(f"{more:,} more changed, not shown here.")
    if found.standing:
        titles = ", ".join(dict.fromkeys(one_line(one.title, 40) for one in found.standing[:MOST_CHANGES]))
        more = len(found.standing) - MOST_CHANGES
        others = f" and {more:,} more" if more > 0 else ""
        notes.append(f"As in your usual weeks, and unlike the leads the model learned from: {titles}{others}.")
    figures = found.figures
    if figures.leads:
        usual = percent(figures.usual_blank_share)
        notes.append(f"Blank cells: {percent(figures.blank_share)}, against {usual} in {_usual(found)}.")
    if found.absent_sentence:
        notes.append(sentence(found.absent_sentence))
    return tuple(notes)


def _usual(found: Verdict) -> str:
    weeks = found.figures.usual_weeks
    return f"your {weeks} weeks before" if weeks else "the leads the model learned from"


def bands(found: Verdict) -> tuple[Band, ...]:
    """High, medium and low scores; none where no lead has a score of the reference's model."""
    if found.figures.bands is None:
        return ()
    now, usual = found.figures.bands, found.figures.usual_bands
    return (
        _band("High", now.high, usual.high),
        _band("Medium", now.medium, usual.medium),
        _band("Low", now.low, usual.low),
    )


def _band(title: str, now: float, usual: float) -> Band:
    return Band(title, percent(now), percent(usual), width(now), width(usual))


def width(share: float) -> int:
    """Of a bar, in percent; what there is some of has a bar that can be seen."""
    return 0 if share <= 0 else min(max(round(share * 100), 1), 100)


def bands_note(found: Verdict) -> str:
    """How many weeks the bars stand for, and what the usual ones are of."""
    weeks = found.figures.weeks
    span = "" if weeks == 1 else f"The last {weeks} weeks together, for one has too few leads. "
    return f"{span}Usual: {_usual(found)}."
