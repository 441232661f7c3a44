"""A registered sheet as its page says it: the schedule in words, the last run, the next one, and why it is paused."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from flask import current_app, url_for
from flask_babel import gettext as _
from werkzeug.routing import BuildError

from app.errors import BadChoice
from app.jobs.slots import Schedule, latest_slot, next_slot, schedule_of
from app.store.registered_sheets import LatestRun, RegisteredSheet
from app.store.runs import LIVE
from app.web.pages.moments import shown
from app.web.pages.schedule_form import schedule_words

_PATIENCE = timedelta(minutes=5)  # a worker that runs has taken up what is due by then


@dataclass(frozen=True)
class SheetView:
    """What is said of one sheet. `trouble` is a sentence, "" where all is well; a link is "" where there is none."""

    sheet: RegisteredSheet
    schedule: str
    state: str
    tone: str
    next: str
    last: LatestRun | None
    last_when: str
    last_state: str
    last_tone: str
    trouble: str
    google: str
    check: str
    run: str

    @property
    def is_paused(self) -> bool:
        """Whether it waits to be resumed."""
        return self.sheet.paused_at is not None


def view_of(sheet: RegisteredSheet, run: LatestRun | None, now: datetime) -> SheetView:
    """A sheet in words."""
    try:
        schedule: Schedule | None = schedule_of(sheet.every, sheet.at, sheet.weekday, sheet.zone)
        unread = ""
    except BadChoice as problem:
        schedule, unread = None, str(problem)
    zone: tzinfo = UTC if schedule is None else schedule.zone
    due = None if schedule is None or sheet.paused_at is not None else _due(sheet, schedule, run, now)
    state, tone = _state(sheet, unread, due, now)
    word, run_tone = _run_state(run)
    return SheetView(
        sheet,
        _("unknown") if schedule is None else schedule_words(schedule),
        state,
        tone,
        _next(sheet, schedule, due, now),
        run,
        "" if run is None else shown(run.at, zone, now),
        word,
        run_tone,
        unread or _trouble(sheet, due, zone, now),
        f"https://docs.google.com/spreadsheets/d/{sheet.spreadsheet_id}/edit#gid={sheet.sheet_id}",
        link_to("pages.check", spreadsheet_id=sheet.spreadsheet_id, sheet_id=sheet.sheet_id),
        "" if run is None else link_to("pages.run", name=run.name),
    )


def link_to(endpoint: str, **values: object) -> str:
    """The address of a page; "" where this installation has none."""
    if endpoint not in current_app.view_functions:
        return ""
    try:
        return url_for(endpoint, **values)  # type: ignore[arg-type]
    except BuildError:
        return ""


def _due(sheet: RegisteredSheet, schedule: Schedule, run: LatestRun | None, now: datetime) -> datetime | None:
    """A slot that no run was made for yet."""
    latest = latest_slot(schedule, now, sheet.since)
    made = run is not None and latest is not None and (run.slot or run.at) >= latest
    return None if made else latest


def _state(sheet: RegisteredSheet, unread: str, due: datetime | None, now: datetime) -> tuple[str, str]:
    if sheet.paused_at is not None:
        return _("Paused"), "look"
    if unread:
        return _("No schedule"), "act"
    if due is not None:
        return _("Due"), "look" if now - due > _PATIENCE else ""
    return _("On"), "good"


def _next(sheet: RegisteredSheet, schedule: Schedule | None, due: datetime | None, now: datetime) -> str:
    if schedule is None:
        return ""
    if sheet.paused_at is not None:
        return str(_("none while it is paused"))
    if due is not None:
        return str(_("due since %(time)s", time=shown(due, schedule.zone, now)))
    return shown(next_slot(schedule, now), schedule.zone, now)


def _trouble(sheet: RegisteredSheet, due: datetime | None, zone: tzinfo, now: datetime) -> str:
    if sheet.paused_at is not None:
        since = shown(sheet.paused_at, zone, now)
        return str(_("Paused since %(time)s. %(why)s", time=since, why=sheet.paused_why))
    if due is not None and now - due > _PATIENCE:
        return str(_("Nobody took the due run up: start a worker with “python -m app worker”."))
    return ""


def _run_state(run: LatestRun | None) -> tuple[str, str]:
    if run is None:
        return "", ""
    if run.state in LIVE:
        return (_("Running"), "look") if run.state == "running" else (_("Waiting"), "")
    return {"done": (_("Done"), "good"), "failed": (_("Failed"), "act")}.get(run.state, (_("Cancelled"), ""))
