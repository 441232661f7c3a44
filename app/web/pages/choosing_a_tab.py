"""A link that does not say which tab is meant: the only one, or the one that the person chooses."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.errors import BadChoice
from app.web.pages.opened_sheet import open_tabs
from app.web.pages.site import pages


@pages.route("/tabs/<spreadsheet_id>")
def tabs(spreadsheet_id: str) -> ResponseReturnValue:
    """The tabs to choose from."""
    document, found = open_tabs(spreadsheet_id)
    if not found:
        raise BadChoice(_("The document has no tab with cells in it: add one, put the leads there and try again."))
    if len(found) == 1:
        return redirect(url_for("pages.check", spreadsheet_id=spreadsheet_id, sheet_id=found[0].sheet_id), 303)
    return render_template("tabs.html", document=document, tabs=found, spreadsheet_id=spreadsheet_id)
