"""The history of runs: those under way first, then the latest."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.jobs.scheduling import SCHEDULE
from app.store.database import open_store
from app.store.run_list import ListedRun, listed_runs
from app.store.run_progress import MOST_REFUSED
from app.store.runs import State
from app.web.pages.moments import shown
from app.web.pages.run_words import words_of
from app.web.pages.sheet_view import link_to
from app.web.pages.site import pages, person, service

MOST = 100


@dataclass(frozen=True)
class RunLine:
    """One run in words."""

    run: ListedRun
    when: str
    who: str
    state: str
    tone: str
    took: str
    refused: str
    link: str


@pages.route("/runs")
def runs() -> ResponseReturnValue:
    """The list; while something is under way the browser asks for it again and again."""
    now, zone = clock.now(), ZoneInfo(service().settings.zone)
    with closing(open_store(service().settings.places.database_url)) as store:
        found = listed_runs(store, person().email, MOST)
    lines = [_line(run, zone, now) for run in found]
    template = "runs_list.html" if request.headers.get("HX-Request") == "true" else "runs.html"
    return render_template(
        template,
        live=[line for line in lines if line.run.is_live],
        ended=[line for line in lines if not line.run.is_live],
        zone=zone.key,
        full=len(lines) == MOST,
    )


def _line(run: ListedRun, zone: ZoneInfo, now: datetime) -> RunLine:
    state, tone = _state(run)
    begin = run.began_at or run.asked_at
    took = "" if run.began_at is None else words_of((run.ended_at or now) - begin)
    most = run.refused >= MOST_REFUSED
    refused = _("%(count)s or more", count=f"{run.refused:,}") if most else f"{run.refused:,}"
    return RunLine(
        run,
        shown(run.asked_at, zone, now),
        _who(run.who),
        state,
        tone,
        took,
        refused,
        link_to("pages.run", name=run.name),
    )


def _who(who: str) -> str:
    if who == SCHEDULE:
        return str(_("by schedule"))
    return str(_("this machine")) if who == "this machine" else who


def _state(run: ListedRun) -> tuple[str, str]:
    """The state in a word, and how it is coloured."""
    if run.is_live and run.cancel_at is not None:
        return _("Stopping"), "look"
    return {
        State.RUNNING: (_("Running"), "look"),
        State.DONE: (_("Done"), "good"),
        State.FAILED: (_("Failed"), "act"),
        State.CANCELLED: (_("Cancelled"), ""),
    }.get(run.state, (_("Waiting"), ""))
