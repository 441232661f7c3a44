"""A tab before it is scored: which column feeds what, a person's word on it, three leads to see, and the run."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.jobs.after_run import sheet_url
from app.leads.fields import FIELD, FIELDS
from app.leads.likely_columns import likely_columns, shortened
from app.store import runs
from app.store.registered_sheets import find_tabs
from app.store.runs import Asked
from app.store.sheet_choices import choices_of, choose
from app.store.sheet_runs import new_run_id
from app.store.workers import at_work
from app.tables.columns import ALWAYS, DEFAULT_PREFIX, OurColumn, title
from app.tables.google.a1 import column_letters
from app.web.pages.column_rows import Reading, chosen_fields, read_columns
from app.web.pages.opened_sheet import Opened, open_sheet, opened_store
from app.web.pages.preview import FIRST, first_leads
from app.web.pages.run import may_see
from app.web.pages.site import pages, person
from app.web.pages.turns import take_run
from app.web.problems import Problem


@pages.route("/check/<spreadsheet_id>/<int:sheet_id>")
def check(spreadsheet_id: str, sheet_id: int) -> ResponseReturnValue:
    """What we make of the tab."""
    saved = "saved" in request.args
    opened = open_sheet(spreadsheet_id, sheet_id, anew=not saved)
    return render_template("check.html", saved=saved, **_facts(opened))


@pages.route("/check/<spreadsheet_id>/<int:sheet_id>", methods=["POST"])
def check_saved(spreadsheet_id: str, sheet_id: int) -> ResponseReturnValue:
    """Keep what the person says of the columns, and show what follows from it."""
    _save(open_sheet(spreadsheet_id, sheet_id))
    return redirect(url_for("pages.check", spreadsheet_id=spreadsheet_id, sheet_id=sheet_id, saved=1), 303)


@pages.route("/check/<spreadsheet_id>/<int:sheet_id>/preview", methods=["GET", "POST"])
def preview(spreadsheet_id: str, sheet_id: int) -> ResponseReturnValue:
    """What would be written beside the first leads; nothing is. Sent with a form, its choices are kept first."""
    opened = open_sheet(spreadsheet_id, sheet_id)
    part = request.headers.get("HX-Request") == "true"
    if request.method == "POST":
        opened = _save(opened)
        if not part:
            return redirect(url_for("pages.preview", spreadsheet_id=spreadsheet_id, sheet_id=sheet_id), 303)
    reading = read_columns(opened.look, opened.overrule)
    _refuse(opened, reading, writing=False)
    template = "preview_part.html" if part else "preview.html"
    return render_template(template, leads=first_leads(opened.look, reading.headers), **_facts(opened))


@pages.route("/check/<spreadsheet_id>/<int:sheet_id>/run", methods=["POST"])
def run_asked(spreadsheet_id: str, sheet_id: int) -> ResponseReturnValue:
    """Ask for a run over the whole tab, or lead to the one that is on it already."""
    opened = _save(open_sheet(spreadsheet_id, sheet_id))
    _refuse(opened, read_columns(opened.look, opened.overrule), writing=True)
    if not person().is_local:
        take_run()
    shape, name = opened.look.shape, new_run_id()
    with opened_store() as store:
        number = next((one.number for one in find_tabs(store, spreadsheet_id) if one.sheet_id == sheet_id), None)
        wishes = opened.wishes
        asked = Asked(spreadsheet_id, sheet_id, shape.document, shape.tab, person().who, wishes, number)
        live = runs.ask(store, name, asked, clock.now())
        if live is not None and not may_see(store, live):
            raise Problem(409, _("Somebody else's run is on this tab just now: wait until it has ended and try again."))
    return redirect(url_for("pages.run", name=name if live is None else live.name), 303)


def _save(opened: Opened) -> Opened:
    """Keep the choices of the form that was sent. Raises Problem where they do not fit the sheet (any more)."""
    headers, choices = request.form.getlist("column"), request.form.getlist("use")
    if len(headers) != len(choices):
        raise Problem(400, _("The form did not come whole: go back, reload and try again."))
    reading = read_columns(opened.look, opened.overrule)
    try:
        overrule = chosen_fields(reading, dict(zip(headers, choices, strict=True)), opened.overrule)
    except KeyError as unfit:
        raise Problem(
            422,
            _(
                "What was chosen for the column “%(column)s” does not fit the sheet as it is now: "
                "reload the page and choose again.",
                column=str(unfit.args[0])[:80],
            ),
        ) from unfit
    if overrule == opened.overrule:
        return opened
    shape = opened.look.shape
    with opened_store() as store:
        # Read again: the other wishes may have been changed since, and are not this form's.
        wishes = choices_of(store, shape.spreadsheet_id, shape.sheet_id) | {"overrule": overrule}
        kept = {name: wish for name, wish in wishes.items() if wish or name != "overrule"}
        choose(store, shape.spreadsheet_id, shape.sheet_id, kept, person().who, clock.now())
    return Opened(opened.look, kept)


def _refuse(opened: Opened, reading: Reading, *, writing: bool) -> None:
    """Raises Problem 422 where nothing can be scored, or, for `writing`, where our columns cannot be written."""
    if not opened.look.leads:
        raise Problem(422, _("There are no leads below the header: add rows and try again."))
    if not reading.headers.fields:
        sentence = _("No column feeds a score yet: choose for one column at least what it says of the leads.")
        raise Problem(422, f"{sentence} {_likeliest(reading)}".strip())
    if writing and opened.look.obstacle:
        raise Problem(422, opened.look.obstacle)


def _likeliest(reading: Reading) -> str:
    """The column a person most likely means, as a sentence; "" where a column feeds a field, or none is likely."""
    likely = None if reading.headers.fields else next(iter(likely_columns(reading.headers)), None)
    if likely is None:
        return ""
    return str(
        _(
            "“%(column)s” may be this: %(field)s.",
            column=shortened(likely.header),
            field=FIELD[likely.field].title,
        )
    )


def _facts(opened: Opened) -> dict[str, Any]:
    """What the templates show."""
    look, shape = opened.look, opened.look.shape
    reading = read_columns(look, opened.overrule)
    with opened_store() as store:
        registered = next(
            (one for one in find_tabs(store, shape.spreadsheet_id) if one.sheet_id == shape.sheet_id), None
        )
        worked = bool(at_work(store))
    prefix = str(opened.wishes.get("prefix", DEFAULT_PREFIX))
    named = opened.wishes.get("columns", list(OurColumn))
    identity = reading.headers.identity
    return {
        "here": "start",
        "shape": shape,
        "look": look,
        "reading": reading,
        "likeliest": _likeliest(reading),
        "identity": None
        if identity is None
        else {
            "letters": column_letters(identity.index),
            "header": look.grid.header[identity.index],
            "kind": identity.kind.value,
        },
        "link": sheet_url(shape.spreadsheet_id, shape.sheet_id),
        "place": {"spreadsheet_id": shape.spreadsheet_id, "sheet_id": shape.sheet_id},
        "fields": FIELDS,
        "registered": registered,
        "worked": worked,
        "ready": bool(look.leads and reading.headers.fields),
        "prefix": prefix,
        "writes": [title(kind, prefix) for kind in OurColumn if kind in ALWAYS or kind in named],
        "few": min(FIRST, len(look.leads)),
    }
