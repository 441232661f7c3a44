"""Makes a week: the verdict, Evidently's page, and the mail to everybody who gets it. Each part is made once."""

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from app.config import Settings
from app.errors import LeadsheetError
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
from app.reports.stored_verdict import verdict_facts
from app.reports.verdict import Verdict
from app.reports.window import Window
from app.scoring.stored import stored_reference
from app.store import mails, runs
from app.store.database import Store
from app.store.registered_sheets import RegisteredSheet, registered
from app.store.runs import Run, State
from app.store.weeks import keep_week, report_page, weeks

WEEKS_BACK = 12  # the verdict looks at no more
_USUAL_WEEKS = 4
_NO_REFERENCE = "The model was stored without a reference: train it anew to have its leads watched for drift."


def make_week(store: Store, settings: Settings, period: str, now: datetime) -> Verdict | None:
    """Judge a week and archive it with its full report; the verdict, None where the model has no reference."""
    windows = _windows(store, settings, period)
    reference = stored_reference(settings.model)
    if reference is None:
        keep_week(store, period, now, "no reference", {"leads": len(windows[0].leads)}, None, _NO_REFERENCE)
        return None
    judged = verdict(reference, windows[0], windows[1:])
    facts = verdict_facts(judged)
    if report_page(store, period) is None:
        page, note = make_report(windows[0], reference, judged.sentence, period)
        keep_week(store, period, now, str(judged.overall), facts, page, note)
    return judged


def ask_for_mails(store: Store, settings: Settings, digest: Digest, now: datetime) -> int:
    """Have everybody in DIGEST_RECIPIENTS sent the digest; how many mails are new."""
    domain = sender_of(settings).domain
    return ask(store, DIGEST, digest.period, settings.digest_recipients, digest_facts(digest), domain, now)


def make_digest(store: Store, settings: Settings, period: str, now: datetime, opening: Opening | None) -> Digest:
    """What the mail about a week says. Without an `opening` no sheet is read, and the best leads are left out."""
    week, windows = week_of(period, ZoneInfo(settings.zone)), _windows(store, settings, period)
    reference = stored_reference(settings.model)
    judged = None if reference is None else verdict(reference, windows[0], windows[1:])
    done = runs.between(store, week.begin, week.end)
    sheets = registered(store)
    kept = {one.period: one for one in weeks(store, WEEKS_BACK)}
    note = kept[period].note if period in kept else "There is no full report of this week."
    has_report = period in kept and kept[period].has_report
    return Digest(
        period,
        week.begin,
        week.end,
        judged,
        "" if judged is not None else _NO_REFERENCE,
        _volume(windows, done),
        _best(store, settings, sheets, windows[0], week, opening) if opening is not None else (),
        _outcomes(done),
        tuple(PausedSheet(one.document, one.tab, one.paused_why) for one in sheets if one.paused_at is not None),
        tuple(
            StuckMail(one.report, one.period, one.recipient) for one in mails.shown(store, 20) if one.state == "stuck"
        ),
        _late(period, list(kept), week, now),
        f"{settings.url}/reports/{period}" if settings.url and has_report else "",
        "" if has_report else note,
        "",
    )


def has_anything(store: Store, week: Week) -> bool:
    """Whether anything was scored or run in a week or before it: a new installation has no week to tell of."""
    return bool(runs.latest(store, 1)) or any(window.leads for window in week_windows(store, [(week.begin, week.end)]))


def _windows(store: Store, settings: Settings, period: str) -> list[Window]:
    """The week and the twelve before it, the latest first."""
    zone = ZoneInfo(settings.zone)
    week = week_of(period, zone)
    spans = [(week.begin, week.end)]
    for back in range(1, WEEKS_BACK + 1):
        year, number, _ = (week.monday - timedelta(weeks=back)).isocalendar()
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
    week: Week,
    opening: Opening,
) -> tuple[BestOfSheet, ...]:
    marks = {lead.mark for lead in window.leads if lead.mark is not None}
    found = []
    for sheet in sheets:
        if sheet.paused_at is not None:
            continue
        try:
            with closing(opening.client()) as client:
                found.append(best_new_leads(client, store, settings, sheet, marks, week.begin))
        except LeadsheetError as problem:
            found.append(BestOfSheet(sheet.document, sheet.tab, 0, (), str(problem)))
    return tuple(found)


def _late(period: str, kept: Sequence[str], week: Week, now: datetime) -> str:
    earlier = max((one for one in kept if one < period), default=None)
    return late_sentence(weeks_between(earlier, week), week, now) if earlier is not None else ""
