"""The drift verdict: are this week's leads still those the model knows? Pure; docs/monitoring.md has the rule.

It compares raw fields as a log keeps them with the model's reference, and blanks with the team's own weeks as soon as
there are four of them.
"""

from collections.abc import Sequence
from itertools import accumulate
from statistics import median

from app.leads.fields import FIELD
from app.reports.departures import (
    Baseline,
    Departure,
    Samples,
    What,
    absent_fields,
    departures,
    samples,
)
from app.reports.drift_words import absent_sentence, baseline_words, blank_share, change_of, why_of
from app.reports.tally import Scored, Tally, tally
from app.reports.verdict import Bands, Figures, Finding, Overall, Verdict
from app.reports.window import Window, pooled
from app.scoring.reference import Reference

FEWEST_LEADS = 40
MOST_POOLED = 4  # weeks
USUAL_WEEKS = 4
FEWEST_USUAL = 100  # leads; fewer tell a usual share no better than within ten points
OLDEST_USUAL = 8  # weeks
ACT_FROM = 0.02  # weight: a fifth of the leads moved, in a field that is a tenth of what moves scores

_FEWEST_FOR_VOLUME = 10  # leads a week: half of fewer is no news


def verdict(reference: Reference, window: Window, recent_weeks: Sequence[Window]) -> Verdict:
    """Judge a week by the reference and the weeks before it.

    `recent_weeks` in any order, empty ones too; twelve are enough, more are not looked at. Neither the order of rows
    nor that of weeks changes anything.
    """
    earlier = sorted((week for week in recent_weeks if week.begin < window.begin), key=lambda week: week.begin)[::-1]
    sizes = [len(week.leads) for week in (window, *earlier)]
    judged = _together((window, *earlier), chosen(sizes)[0])
    usual = usual_weeks(sizes[judged:])
    before = earlier[judged - 1 :]
    return judge(
        reference,
        tally(reference, pooled((window, *earlier[: judged - 1]))),
        tally(reference, pooled(before[:usual])) if usual else None,
        tally(reference, pooled(before)) if before and not usual else None,
        weeks=judged,
        own_weeks=usual,
        week_leads=len(window.leads),
        earlier_leads=sizes[1:],
    )


def _together(weeks: Sequence[Window], at_least: int) -> int:
    """How many weeks to judge together: leads scored in several of them count once, so that it may take more."""
    most = min(len(weeks), MOST_POOLED)
    enough = (some for some in range(at_least, most) if len(pooled(weeks[:some]).leads) >= FEWEST_LEADS)
    return next(enough, most)


def chosen(leads: Sequence[int]) -> tuple[int, int]:
    """How many weeks to judge together, and how many of those before them are the team's usual ones (0: too few).

    `leads` by week, all different ones, of the week to judge first and then back in time.
    """
    enough = (at for at, total in enumerate(accumulate(leads[:MOST_POOLED]), 1) if total >= FEWEST_LEADS)
    judged = next(enough, min(len(leads), MOST_POOLED))
    return judged, usual_weeks(leads[judged:])


def usual_weeks(before: Sequence[int]) -> int:
    """How many of the weeks before are the team's usual ones, 0 while they are too few."""
    for weeks in range(USUAL_WEEKS, min(len(before), OLDEST_USUAL) + 1):
        known = before[:weeks]
        if sum(known) >= FEWEST_USUAL and sum(map(bool, known)) >= USUAL_WEEKS:
            return weeks
    return 0


def judge(
    reference: Reference,
    this: Tally,
    usual: Tally | None,
    earlier: Tally | None,
    *,
    weeks: int,
    own_weeks: int,
    week_leads: int,
    earlier_leads: Sequence[int],
) -> Verdict:
    """The verdict on leads already counted; `earlier` are all weeks before them where they are too few to be usual."""
    given = samples(reference, this, usual)
    absent = absent_fields(this, usual or earlier)
    enough = this.leads >= FEWEST_LEADS
    found = departures(given, absent) if enough else []
    told = sorted((_finding(one, given, own_weeks) for one in found), key=_order)
    standing = {(one.subject.field, one.subject.what) for one in found if one.standing}
    usual_leads = float(median(earlier_leads[:USUAL_WEEKS])) if len(earlier_leads) >= USUAL_WEEKS else None
    news = [*(one for one in told if (one.name, one.what) not in standing), *_volume(week_leads, usual_leads)]
    overall = _overall(news, enough)
    known = usual or given.training
    return Verdict(
        overall=overall,
        sentence=_sentence(overall, news, this.leads, weeks),
        findings=tuple(news),
        standing=tuple(one for one in told if (one.name, one.what) in standing),
        absent=absent if enough else (),
        absent_sentence=_absent(reference, absent) if enough else "",
        figures=Figures(
            leads=this.leads,
            weeks=weeks,
            week_leads=week_leads,
            usual_leads=usual_leads,
            usual_weeks=own_weeks,
            blank_share=blank_share(this, absent),
            usual_blank_share=blank_share(known, absent),
            bands=_bands(this.scored),
            usual_bands=_bands(known.scored) or Bands(*reference.scores.bands),
        ),
    )


def _finding(departure: Departure, given: Samples, own_weeks: int) -> Finding:
    name = departure.subject.field
    # Scores are what all fields make together.
    importance = 1.0 if name is None else given.reference.fields[name].importance
    measure, before, after = change_of(departure, given)
    return Finding(
        name=name,
        title="scores" if name is None else FIELD[name].title,
        what=departure.subject.what,
        measure=measure,
        before=before,
        after=after,
        baseline=departure.baseline,
        since=baseline_words(departure.baseline, own_weeks),
        p=departure.shift.p,
        q=departure.q,
        effect=departure.shift.effect,
        importance=importance,
        weight=departure.shift.effect * importance,
        why=why_of(departure, importance),
    )


def _order(finding: Finding) -> tuple[float, float, str, str]:
    return -finding.weight, -finding.effect, finding.name or "", finding.what


def _volume(leads: int, usual: float | None) -> list[Finding]:
    """A finding if there were under half or over twice as many leads as usual; it weighs nothing in the model."""
    if usual is None or usual < _FEWEST_FOR_VOLUME or usual / 2 <= leads <= usual * 2:
        return []
    fewer = "A list may not have been scored, or a source may be cut off."
    more = "A new list or source may have come in, or one list was scored twice under new names."
    return [
        Finding(
            name=None,
            title="leads scored",
            what=What.VOLUME,
            measure="",
            before=f"{usual:,.0f}",
            after=f"{leads:,}",
            baseline=Baseline.USUAL,
            since="the median of your four weeks before",
            p=None,
            q=None,
            effect=abs(leads - usual) / max(leads, usual),
            importance=0.0,
            weight=0.0,
            why=fewer if leads < usual else more,
        )
    ]


def _overall(news: Sequence[Finding], enough: bool) -> Overall:
    if not enough:
        return Overall.TOO_FEW
    if any(one.weight >= ACT_FROM for one in news):
        return Overall.ACT
    return Overall.LOOK if news else Overall.STABLE


def _sentence(overall: Overall, news: Sequence[Finding], leads: int, weeks: int) -> str:
    span = "this week" if weeks == 1 else f"in {weeks} weeks"
    if overall is Overall.TOO_FEW:
        return f"Too few to judge: {leads:,} leads {span}, and at least {FEWEST_LEADS} are needed."
    if overall is Overall.STABLE:
        return f"Stable: the {leads:,} leads {span} are like those the model knows."
    more = f" and {len(news) - 1} more" if len(news) > 1 else ""
    word = "Act" if overall is Overall.ACT else "Look"
    return f"{word}: {news[0].title}, {news[0].change}{more}, among {leads:,} leads {span}."


def _absent(reference: Reference, absent: tuple[str, ...]) -> str:
    return absent_sentence(absent, sum(reference.fields[name].importance for name in absent))


def _bands(scored: Scored) -> Bands | None:
    return Bands(*(count / scored.leads for count in scored.bands)) if scored.leads else None
