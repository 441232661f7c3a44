"""Whether all that belongs to the service is well: each part in a word and a sentence."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import format_datetime

from app import clock
from app.errors import StoreProblem
from app.processes import born, machine
from app.store.database import Store
from app.store.mails import Mail, shown
from app.store.prediction_log import LogStatus
from app.store.registered_sheets import RegisteredSheet, registered
from app.store.workers import Worker, at_work
from app.web.pages.figures import bytes_words, count
from app.web.pages.typed_gettext import gettext as _
from app.web.service import Service

BEGAN = clock.now()  # a web process loads the pages when it begins
_MOST = 200  # mails looked at
_LARGE_BACKLOG = 10_000_000  # bytes; the database takes a few seconds for so many


@dataclass(frozen=True)
class Part:
    """A part of the service: its name, a badge's look (good, look, act, or "" for neither) and word, a sentence."""

    title: str
    look: str
    word: str
    sentence: str


def parts(service: Service, store: Store) -> list[Part]:
    """Every part, the model first. A database that is away is one of them, and hides none of the others."""
    zone = ZoneInfo(service.settings.zone)
    try:
        told = [workers_part(at_work(store), zone), mails_part(shown(store, _MOST)), sheets_part(registered(store))]
        away = ""
    except StoreProblem as problem:
        told, away = [], str(problem)
    log = log_part(service.remembering.log.status() if service.remembering else None)
    process = Part(_("This web process"), "", _("running"), _("Since %(moment)s.", moment=moment_words(BEGAN, zone)))
    return [model_part(service.version, service.problem), database_part(store.kind, away), log, *told, process]


def model_part(version: str, problem: str) -> Part:
    """The model that serves, or why there is none."""
    title = _("Model")
    if not version:
        return Part(title, "act", _("missing"), problem)
    said = _("Version %(version)s is loaded.", version=version)
    return Part(title, "look", _("look"), f"{said} {problem}") if problem else Part(title, "good", _("loaded"), said)


def database_part(kind: str, away: str) -> Part:
    """Whether the database answers; `away` is a sentence where it does not, else ""."""
    title = _("Database")
    if away:
        return Part(title, "act", _("away"), away)
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[kind]
    return Part(title, "good", _("answers"), _("%(database)s answers.", database=name))


def log_part(status: LogStatus | None) -> Part:
    """How the prediction log of this process stands."""
    title = _("Prediction log")
    if status is None or not status.enabled:
        said = _(
            "LOG_PREDICTIONS is off: nothing is kept, so there is no volume, no spread and no drift verdict to come."
        )
        return Part(title, "look", _("off"), said)
    waiting = (
        _("%(size)s wait to be moved into the database.", size=bytes_words(status.backlog_bytes))
        if status.backlog_bytes
        else _("Nothing waits: all that was scored is in the database.")
    )
    if status.lost_leads:
        lost = _("%(count)s leads were answered and not kept.", count=count(status.lost_leads))
        return Part(title, "act", _("losing"), f"{lost} {status.problem or ''} {waiting}".strip())
    if status.problem:
        return Part(title, "act", _("held up"), f"{status.problem} {waiting}")
    if status.backlog_bytes > _LARGE_BACKLOG:
        return Part(title, "look", _("behind"), waiting)
    return Part(title, "good", _("keeping up"), waiting)


def workers_part(workers: list[Worker], zone: ZoneInfo) -> Part:
    """The workers that have not left. Of one on another machine only the database can tell whether it lives."""
    title = _("Workers")
    gone = [one for one in workers if one.machine == machine() and born(one.process) != one.born]
    living = len(workers) - len(gone)
    if not living:
        said = _(
            "No worker is at work: sheets are not scored by themselves, and no mail is sent. Start one with "
            "`python -m app worker`, or serve with `--with-worker`."
        )
        return Part(title, "look", _("none"), said)
    since = min(one.began_at for one in workers if one not in gone)
    said = _("%(count)s at work, since %(moment)s.", count=living, moment=moment_words(since, zone))
    if gone:
        return Part(title, "look", _("look"), said + " " + _("%(count)s ended without a word.", count=len(gone)))
    return Part(title, "good", _("at work"), said)


def mails_part(mails: list[Mail]) -> Part:
    """Mails that a person should see; addresses are not shown here."""
    title = _("Mails")
    counts = {state: sum(one.state == state for one in mails) for state in ("stuck", "refused", "waiting")}
    if not mails:
        return Part(title, "good", _("none held up"), _("No mail is stuck, refused or put off."))
    said = _("%(stuck)s stuck, %(refused)s refused, %(waiting)s put off.", **counts)
    why = f"{said} {mails[0].sentence} " + _("`python -m app mails list` shows them.")
    wrong = counts["stuck"] + counts["refused"]
    return Part(title, "act" if wrong else "look", _("held up") if wrong else _("put off"), why)


def sheets_part(sheets: list[RegisteredSheet]) -> Part:
    """Sheets that are scored by themselves, and those that are paused."""
    title = _("Sheets")
    paused = [one for one in sheets if one.paused_at is not None]
    if not sheets:
        return Part(title, "", _("none"), _("No sheet is scored by a schedule."))
    if not paused:
        return Part(title, "good", _("on schedule"), _("%(count)s on schedule, none paused.", count=len(sheets)))
    said = _("%(paused)s of %(count)s paused.", paused=len(paused), count=len(sheets))
    return Part(title, "look", _("paused"), f"{said} {paused[0].name}: {paused[0].paused_why}")


def moment_words(moment: datetime, zone: ZoneInfo) -> str:
    """`20 November 2026, 06:00`, in the team's zone."""
    return str(format_datetime(moment.astimezone(zone), "d MMMM y, HH:mm", rebase=False))
