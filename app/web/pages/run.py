"""A run: how far it is while it goes, and what came of it; cancelling, undoing, keeping the sheet fresh."""

from contextlib import closing
from dataclasses import asdict
from datetime import datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.errors import SheetKind, SheetProblem
from app.jobs.after_run import sheet_url
from app.jobs.sheet_undoing import UNDO, undoing_of
from app.jobs.top_leads import TopLead, top_leads
from app.store import runs
from app.store.database import Store, open_store
from app.store.noted_runs import NotedRun, find_run
from app.store.registered_sheets import find_tabs
from app.store.runs import Run, State
from app.store.sheet_runs import new_run_id
from app.store.workers import at_work
from app.web.pages.google import google_client
from app.web.pages.outcome_words import outcome_words
from app.web.pages.rights import prove_right
from app.web.pages.run_words import Shown, shown
from app.web.pages.site import pages, person, service
from app.web.pages.told_reasons import told_reasons
from app.web.pages.turns import take_run, take_turn
from app.web.pages.typed_gettext import gettext as _
from app.web.problems import Problem


@pages.route("/runs/<name>")
def run(name: str) -> ResponseReturnValue:
    """The whole page."""
    with closing(_store()) as store:
        found = _find(store, name)
        return render_template("run.html", **_facts(store, found))


@pages.route("/runs/<name>/live")
def run_live(name: str) -> ResponseReturnValue:
    """What changes while it goes; at its end the browser is told to load the page anew."""
    with closing(_store()) as store:
        found = _find(store, name)
        if not found.is_live:
            return "", 200, {"HX-Refresh": "true"}
        return render_template("run_live.html", **_facts(store, found))


@pages.route("/runs/<name>/top")
def run_top(name: str) -> ResponseReturnValue:
    """The best leads, as the sheet says now: read when somebody looks, kept nowhere."""
    with closing(_store()) as store:
        asked = _find(store, name).asked
    prove_right(asked.spreadsheet_id)
    take_turn()
    try:
        with google_client(service().settings) as client:
            best: list[TopLead] = top_leads(client, asked.spreadsheet_id, asked.sheet_id)
    except SheetProblem as problem:
        raise Problem(422, str(problem)) from problem
    link = sheet_url(asked.spreadsheet_id, asked.sheet_id)
    leads = [{**asdict(lead), "reasons": told_reasons(lead.reasons)} for lead in best]
    return render_template("run_top.html", leads=leads, link=link)


@pages.route("/runs/<name>/cancel", methods=["POST"])
def run_cancel(name: str) -> ResponseReturnValue:
    """Stop it after the window in hand."""
    with closing(_store()) as store:
        _find(store, name)
        runs.cancel(store, name, clock.now())
    return redirect(url_for("pages.run", name=name), 303)


@pages.route("/runs/<name>/undo", methods=["POST"])
def run_undo(name: str) -> ResponseReturnValue:
    """Ask for a run that puts back what this one wrote."""
    with closing(_store()) as store:
        found = _find(store, name)
        prove_right(found.asked.spreadsheet_id)
        take_run()
        noted = find_run(store, found.name)
        if noted is None:
            raise Problem(422, _("This run wrote nothing, or was more than 30 days ago: there is nothing to undo."))
        new = new_run_id()
        other = runs.ask(store, new, undoing_of(noted, person().who), clock.now())
    return redirect(url_for("pages.run", name=new if other is None else other.name), 303)


def may_see(store: Store, run: Run) -> bool:
    """Whether the run is the person's: asked for by them, or of a sheet that they keep fresh."""
    if person().is_local or run.asked.who == person().email:
        return True
    sheets = find_tabs(store, run.asked.spreadsheet_id)
    return any(one.number == run.asked.registered and one.owner == person().email for one in sheets)


def _find(store: Store, name: str) -> Run:
    found = runs.find(store, name)
    if found is None or not may_see(store, found):
        raise Problem(404, _("There is no run of that name: look at the list of runs."))
    return found


def _facts(store: Store, run: Run) -> dict[str, object]:
    noted = find_run(store, run.name) if not run.is_live else None
    said: Shown = shown(run, clock.now())
    return {
        "run": run,
        "said": said,
        "outcomes": outcome_words(run.told.outcomes),
        "undoes": run.asked.wishes.get(UNDO),
        "link": sheet_url(run.asked.spreadsheet_id, run.asked.sheet_id),
        "can_undo": noted is not None and noted.undone is None,
        "undone": _undone(noted),
        "waits_for_worker": run.state in (State.WAITING, State.QUEUED) and not at_work(store),
        "share_with": _account() if run.kind in (SheetKind.NOT_SHARED, SheetKind.READ_ONLY) else "",
        "registered": any(one.sheet_id == run.asked.sheet_id for one in find_tabs(store, run.asked.spreadsheet_id)),
        "zone": service().settings.zone,
    }


def _undone(noted: NotedRun | None) -> datetime | None:
    return noted.undone if noted is not None else None


def _account() -> str:
    try:
        with google_client(service().settings) as client:
            return client.address
    except SheetProblem:
        return ""


def _store() -> Store:
    return open_store(service().settings.places.database_url)
