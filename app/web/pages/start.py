"""The first page: paste the link of a sheet, or drop a file; and what is wrong with a link as one types it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import BadLink
from app.tables.links import Link, parse_link
from app.web.pages import rights
from app.web.pages.site import pages


@pages.route("/")
def start() -> ResponseReturnValue:
    """One field for a link, and one for a file."""
    return _start(request.args.get("link", ""))


@pages.route("/link-check")
def link_check() -> ResponseReturnValue:
    """A sentence on a link, as far as it is typed; nothing is asked of Google."""
    return render_template("link_check.html", **_said_of(request.args.get("link", "")))


@pages.route("/sheet", methods=["GET", "POST"])
def sheet_given() -> ResponseReturnValue:
    """Take a link and lead on to the tab it means."""
    if request.method != "POST":  # after a wrong link this is the address in the browser
        return redirect(url_for("pages.start", lang=request.args.get("lang")))
    text = request.form.get("link", "")
    try:
        link = parse_link(text)
    except BadLink as problem:
        return _start(text, str(problem)), 422
    rights.prove_right(link.spreadsheet_id)
    if link.gid is None:
        return redirect(url_for("pages.tabs", spreadsheet_id=link.spreadsheet_id), 303)
    return redirect(url_for("pages.check", spreadsheet_id=link.spreadsheet_id, sheet_id=link.gid), 303)


def _start(text: str, problem: str = "") -> str:
    said = _said_of(text)
    return render_template("start.html", link=text, **(said | ({"problem": problem} if problem else {})))


def _said_of(text: str) -> dict[str, object]:
    """The sentence on a link, and what it names; nothing on an empty field."""
    found: Link | None = None
    problem = ""
    if text.strip():
        try:
            found = parse_link(text)
        except BadLink as error:
            problem = str(error)
    return {"found": found, "problem": problem}
