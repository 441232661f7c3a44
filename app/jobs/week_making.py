"""Makes a week: the verdict and Evidently's page, kept in the database, and what the mail about it says."""

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from app.config import Settings
from app.errors import LeadsheetError, place_of
from app.jobs.best_leads import best_new_leads
from app.jobs.full_report import make_report
from app.jobs.log_windows import week_windows
from app.jobs.opening import Opening
from app.jobs.post_office import DIGEST, sender_of
from app.jobs.posting import ask
from app.jobs.weeks import Week, late_sentence, week_of, weeks_between
from app.reports.digest import BestOfSheet, Digest, FailedRun, Outcomes, PausedSheet, StuckMail, Volume
from app.reports.drift import verdict
from app.reports.stored_digest import digest_facts
from app.reports.stored_verdict import verdict_facts, verdict_of
from app.reports.verdict import Verdict
from app.reports.window import Window
from app.scoring.stored import stored_reference
from app.store import mails, runs
from app.store.database import Store
from app.store.registered_sheets import RegisteredSheet, registered
from app.store.runs import Run, State
from app.store.weeks import StoredWeek, keep_week, week, weeks

WEEKS_BACK = 12  # the verdict looks at no more
_USUAL_WEEKS = 4
_MOST_STUCK, _MOST_WEEKS = 20, 60
_NO_REFERENCE = "The model was stored without a reference: train it anew to have its leads watched for drift."


def make_week(store: Store, settings: Settings, period: str, now: datetime) -> None:
    """Judge a week and keep it with its full report; one that is kept stays as it is."""
    if week(store, period) is not None:
        return
    windows, reference = windows_of(store, settings, period), stored_reference(settings.model)
    if reference is None:
        keep_week(store, period, now, "no verdict", {"no_verdict": _NO_REFERENCE}, None, _NO_REFERENCE)
        return
    judged = verdict(reference, windows[0], windows[1:])
    page, note = make_report(windows[0], reference, judged.sentence, period)
    keep_week(store, period, now, str(judged.overall), verdict_facts(judged), page, note)


def keep_unjudged(store: Store, period: str, now: datetime, defect: Exception) -> None:
    """Keep that a week could not be judged."""
    why = f"The verdict could not be made, by a defect of Leadsheet ({place_of(defect)}): please report these words."
    keep_week(store, period, now, "no verdict", {"no_verdict": why}, None, why)


def ask_for_digest(store: Store, settings: Settings, digest: Digest, now: datetime) -> int:
    """Have everybody in DIGEST_RECIPIENTS sent the digest; how many mails are new."""
    domain = sender_of(settings).domain
    return ask(store, DIGEST, digest.period, settings.digest_recipients, digest_facts(digest), domain, now)


def make_digest(store: Store, settings: Settings, period: str, now: datetime, opening: Opening | None) -> Digest:
    """What the mail about a week says: of a week that is kept, the verdict that is kept.

    Without an `opening` no sheet is read, and the best leads are left out.
    """
    span, kept = week_of(period, ZoneInfo(settings.zone)), week(store, period)
    # a verdict that is kept needs no further look at the weeks it was made from
    windows = windows_of(store, settings, period, WEEKS_BACK if kept is None else _USUAL_WEEKS)
    judged, why = _verdict(settings, windows, kept)
    done, sheets = runs.between(store, span.begin, span.end), registered(store)
    has_report = kept is not None and kept.has_report
    stuck = [one for one in mails.shown(store, _MOST_STUCK) if one.state == "stuck"]
    return Digest(
        period,
        span.begin,
        span.end,
        judged,
        why,
        _volume(windows, done),
        _best(store, settings, sheets, windows[0], span, opening) if opening is not None else (),
        _outcomes(done),
        tuple(PausedSheet(one.document, one.tab, one.paused_why) for one in sheets if one.paused_at is not None),
        tuple(StuckMail(one.report, one.period, one.recipient) for one in stuck),
        _late(store, period, span, now),
        f"{settings.url}/reports/{period}" if settings.url and has_report else "",
        "" if has_report else (kept.note if kept is not None else "There is no full report of this week yet."),
        "",
    )


def bare_digest(settings: Settings, period: str, defect: Exception) -> Digest:
    """The mail about a week of which nothing could be gathered: it is sent all the same, and says so."""
    span = week_of(period, ZoneInfo(settings.zone))
    why = f"The figures of this week could not be gathered ({place_of(defect)}): please report these words."
    nothing = Volume(0, None, 0, 0, 0, 0, ())
    return Digest(period, span.begin, span.end, None, why, nothing, (), (), (), (), "", "", why, "")


def _verdict(settings: Settings, windows: Sequence[Window], kept: StoredWeek | None) -> tuple[Verdict | None, str]:
    """The verdict, or why there is none."""
    if kept is not None:
        why = str(kept.facts.get("no_verdict", ""))
        return (None, why) if why else (verdict_of(kept.facts), "")
    reference = stored_reference(settings.model)
    return (None, _NO_REFERENCE) if reference is None else (verdict(reference, windows[0], windows[1:]), "")


def windows_of(store: Store, settings: Settings, period: str, weeks_back: int = WEEKS_BACK) -> list[Window]:
    """The week and so many before it, the latest first."""
    zone = ZoneInfo(settings.zone)
    span = week_of(period, zone)
    spans = [(span.begin, span.end)]
    for back in range(1, weeks_back + 1):
        year, number, _ = (span.monday - timedelta(weeks=back)).isocalendar()
        earlier = week_of(f"{year}-W{number:02}", zone)
        spans.append((earlier.begin, earlier.end))
    return sorted(week_windows(store, spans), key=lambda window: window.begin, reverse=True)


def _volume(windows: Sequence[Window], done: Sequence[Run]) -> Volume:
    before = [len(window.leads) for window in windows[1 : _USUAL_WEEKS + 1]]
    usual = float(median(before)) if any(before) and len(before) == _USUAL_WEEKS else None
    last = {run.asked.live: run for run in done if run.state is State.DONE}  # of each tab the latest
    told = [run.told for run in last.values()]
    failed: dict[tuple[str, str], list[Run]] = {}
    for run in done:
        if run.state is State.FAILED:
            failed.setdefault((run.asked.live, run.sentence), []).append(run)
    return Volume(
        len(windows[0].leads),
        usual,
        sum(one.leads for one in told),
        sum(one.empty for one in told),
        sum(len(one.refused) for one in told),
        len(done),
        tuple(
            FailedRun(
                some[-1].asked.document, some[-1].asked.tab, len(some), some[-1].ended_at or some[-1].asked_at, why
            )
            for (_, why), some in failed.items()
        ),
    )


def _outcomes(done: Sequence[Run]) -> tuple[Outcomes, ...]:
    last = {run.asked.live: run for run in done if run.state is State.DONE and run.told.outcomes}
    found = []
    for run in last.values():
        told = run.told.outcomes or {}
        found.append(
            Outcomes(run.asked.document, run.asked.tab, told["column"], told["top"], told["known"], told["positive"])
        )
    return tuple(found)


def _best(
    store: Store,
    settings: Settings,
    sheets: Sequence[RegisteredSheet],
    window: Window,
    span: Week,
    opening: Opening,
) -> tuple[BestOfSheet, ...]:
    marks = {lead.mark for lead in window.leads if lead.mark is not None}
    found = []
    for sheet in sheets:
        if sheet.paused_at is not None:
            continue
        try:
            with closing(opening.client()) as client:
                found.append(best_new_leads(client, store, settings, sheet, marks, span.begin))
        except LeadsheetError as problem:
            found.append(BestOfSheet(sheet.document, sheet.tab, 0, (), str(problem)))
    return tuple(found)


def _late(store: Store, period: str, span: Week, now: datetime) -> str:
    earlier = max((one.period for one in weeks(store, _MOST_WEEKS) if one.period < period), default=None)
    return late_sentence(weeks_between(earlier, span), span, now) if earlier is not None else ""
