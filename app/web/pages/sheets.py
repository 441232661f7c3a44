"""The sheets that are scored by themselves: the list, their schedules, pausing, resuming, removing, adding one."""

import re
from contextlib import closing

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.jobs.slots import Schedule
from app.store import registered_sheets
from app.store.database import Store, open_store
from app.store.registered_sheets import RegisteredSheet, find_tabs, latest_runs, register, registered
from app.store.sheet_choices import choices_of
from app.web.pages.rights import prove_right
from app.web.pages.schedule_form import ScheduleForm, choices, form_of, read_form
from app.web.pages.sheet_view import view_of
from app.web.pages.site import pages, person, service
from app.web.problems import Problem

_BY_HAND = "It was paused by hand."
_ID = re.compile(r"[A-Za-z0-9_-]{5,128}")
_LONGEST = 300  # characters of a name


@pages.route("/sheets")
def sheets() -> ResponseReturnValue:
    """The list."""
    now = clock.now()
    with closing(_store()) as store:
        runs = latest_runs(store)
        views = [view_of(one, runs.get(one.number), now) for one in registered(store) if _is_theirs(one)]
    return render_template("sheets.html", views=views)


@pages.route("/sheets/<int:number>")
def sheet(number: int) -> ResponseReturnValue:
    """One sheet: its schedule, to be changed, and how to remove it."""
    with closing(_store()) as store:
        found = _find(store, number)
        return _sheet_page(store, found, form_of(found))


@pages.route("/sheets/<int:number>/schedule", methods=["POST"])
def sheet_schedule(number: int) -> ResponseReturnValue:
    """Change the schedule; a paused sheet is taken up again."""
    form = read_form(request.form, service().settings.zone)
    with closing(_store()) as store:
        found = _find(store, number)
        if form.schedule is None:
            return _sheet_page(store, found, form), 422
        _register(store, found.spreadsheet_id, found.sheet_id, found.document, found.tab, found.owner, form.schedule)
    return _back(number)


@pages.route("/sheets/<int:number>/pause", methods=["POST"])
def sheet_pause(number: int) -> ResponseReturnValue:
    """Stop its runs."""
    with closing(_store()) as store:
        registered_sheets.pause(store, _find(store, number).number, _BY_HAND, clock.now())
    return _back(number)


@pages.route("/sheets/<int:number>/resume", methods=["POST"])
def sheet_resume(number: int) -> ResponseReturnValue:
    """Have its runs go on."""
    with closing(_store()) as store:
        registered_sheets.take_up(store, _find(store, number).number, clock.now())
    return _back(number)


@pages.route("/sheets/<int:number>/remove", methods=["POST"])
def sheet_remove(number: int) -> ResponseReturnValue:
    """Forget its schedule; asked for a second time on the sheet's page."""
    with closing(_store()) as store:
        registered_sheets.remove(store, _find(store, number).number)
    return redirect(url_for("pages.sheets"), 303)


@pages.route("/sheets/add", methods=["POST"])
def sheet_kept() -> ResponseReturnValue:
    """Have a tab scored by itself from now on."""
    spreadsheet_id, sheet_id = _tab_of(request.form.get("spreadsheet_id", ""), request.form.get("sheet_id", ""))
    names = {name: " ".join(request.form.get(name, "").split())[:_LONGEST] for name in ("document", "tab")}
    prove_right(spreadsheet_id)
    form = read_form(request.form, service().settings.zone)
    with closing(_store()) as store:
        known = [one for one in find_tabs(store, spreadsheet_id) if one.sheet_id == sheet_id]
        if known and not _is_theirs(known[0]):
            raise Problem(409, _taken(known[0]))
        if form.schedule is None:
            tab = {"spreadsheet_id": spreadsheet_id, "sheet_id": sheet_id, **names}
            return render_template("sheets_add.html", tab=tab, form=form, **choices()), 422
        owner = person().email or (known[0].owner if known else "")
        made = _register(store, spreadsheet_id, sheet_id, names["document"], names["tab"], owner, form.schedule)
    return _back(made.number)


def _register(
    store: Store, spreadsheet_id: str, sheet_id: int, document: str, tab: str, owner: str, schedule: Schedule
) -> RegisteredSheet:
    """Keep the schedule with what was chosen for the tab."""
    return register(
        store,
        spreadsheet_id=spreadsheet_id,
        sheet_id=sheet_id,
        document=document,
        tab=tab,
        owner=owner,
        every=schedule.every.value,
        at=f"{schedule.at:%H:%M}",
        weekday=schedule.weekday,
        zone=schedule.zone.key,
        wishes=choices_of(store, spreadsheet_id, sheet_id),
        now=clock.now(),
    )


def _sheet_page(store: Store, found: RegisteredSheet, form: ScheduleForm) -> str:
    view = view_of(found, latest_runs(store).get(found.number), clock.now())
    return render_template("sheets_one.html", view=view, form=form, **choices())


def _tab_of(spreadsheet_id: str, sheet_id: str) -> tuple[str, int]:
    """Which tab a form means. Raises Problem 422 for one that no page of ours sends."""
    if not _ID.fullmatch(spreadsheet_id) or not re.fullmatch(r"[0-9]{1,15}", sheet_id):
        raise Problem(422, _("Which sheet is meant is not said: open the page of its run and try again from there."))
    return spreadsheet_id, int(sheet_id)


def _taken(sheet: RegisteredSheet) -> str:
    if sheet.owner:
        return str(_("%(owner)s has set this tab up already: ask them to change it.", owner=sheet.owner))
    return str(_("Whoever runs Leadsheet has set this tab up already: ask them to change it."))


def _is_theirs(sheet: RegisteredSheet) -> bool:
    """Whether the person may see and change it."""
    return person().is_local or sheet.owner.casefold() == person().email.casefold()


def _find(store: Store, number: int) -> RegisteredSheet:
    found = registered_sheets.find(store, number) if number < 2**31 else None
    if found is None or not _is_theirs(found):
        raise Problem(404, _("There is no such sheet among yours: look at the list."))
    return found


def _back(number: int) -> ResponseReturnValue:
    return redirect(url_for("pages.sheets", _anchor=f"sheet-{number}"), 303)


def _store() -> Store:
    return open_store(service().settings.places.database_url)
