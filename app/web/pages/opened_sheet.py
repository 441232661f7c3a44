"""What the pages about one sheet share: the right to it, the look at it, what was chosen, and Google's refusals."""

import re
import threading
import time
from collections import OrderedDict
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.errors import SheetKind, SheetProblem
from app.jobs.looking import Look, Tab, look_at, tabs_of
from app.store.database import Store, open_store
from app.store.sheet_choices import choices_of
from app.tables.links import HIGHEST_GID
from app.web.pages import rights
from app.web.pages.google import google_client
from app.web.pages.site import pages, person, problem_page, service
from app.web.pages.turns import take_turn

_ID = re.compile(r"[A-Za-z0-9_-]{10,128}")
_CALLS_OF_A_LOOK = 4
_FRESH = 60.0  # seconds: who saves a choice, looks at three leads and starts the run has the sheet read once
_MOST_LOOKS = 20
_SHARING = (SheetKind.NOT_SHARED, SheetKind.NOT_FOUND, SheetKind.READ_ONLY, SheetKind.PROTECTED)
_STATUS = {SheetKind.NOT_FOUND: 404, SheetKind.QUOTA: 429, SheetKind.UNREACHABLE: 502, SheetKind.CREDENTIALS: 503}

_Key = tuple[str, str, int, str]
_looks: OrderedDict[_Key, tuple[float, Look]] = OrderedDict()  # of this process, and only for who has the right
_turning = threading.Lock()


@dataclass(frozen=True)
class Opened:
    """A tab that somebody looks at, and the wishes that hold for it (see jobs.wishes)."""

    look: Look
    wishes: dict[str, Any]

    @property
    def overrule(self) -> dict[str, str | None]:
        """The person's own word on columns: header -> field, or None to leave the column out."""
        return dict(self.wishes.get("overrule", {}))


def check_address(spreadsheet_id: str, sheet_id: int = 0) -> None:
    """Raises NotFound for what cannot be a sheet of Google's."""
    if not _ID.fullmatch(spreadsheet_id) or sheet_id > HIGHEST_GID:
        raise NotFound


def opened_store() -> "closing[Store]":
    """The database, to be closed again."""
    return closing(open_store(service().settings.places.database_url))


def open_sheet(spreadsheet_id: str, sheet_id: int, *, anew: bool = False) -> Opened:
    """Look at a tab for the person who asks, `anew` or as it was up to a minute ago.

    Raises Problem where they may not, a LeadsheetError where it cannot be read, NotFound for a wild address.
    """
    check_address(spreadsheet_id, sheet_id)
    rights.prove_right(spreadsheet_id)
    with opened_store() as store:
        wishes = choices_of(store, spreadsheet_id, sheet_id)
    ours = repr([wishes.get("prefix"), wishes.get("columns")])
    key = (service().settings.sheets_api_url, spreadsheet_id, sheet_id, ours)
    found = None if anew else _kept(key)
    if found is None:
        count_calls(_CALLS_OF_A_LOOK)
        with google_client(service().settings) as client:
            found = look_at(client, spreadsheet_id, sheet_id, wishes)
        _keep(key, found)
    return Opened(found, wishes)


def open_tabs(spreadsheet_id: str) -> tuple[str, list[Tab]]:
    """The document's title and its tabs, for the person who asks. Raises as `open_sheet`."""
    check_address(spreadsheet_id)
    rights.prove_right(spreadsheet_id)
    count_calls(1)
    with google_client(service().settings) as client:
        return tabs_of(client, spreadsheet_id)


def count_calls(cost: int) -> None:
    """Take the turns of a person who signed in. Raises Problem 429."""
    if not person().is_local:
        take_turn(cost)


@pages.errorhandler(SheetProblem)
def refused_by_google(problem: SheetProblem) -> ResponseReturnValue:
    """What Google refused, with the address to share the sheet with where that helps."""
    status = _STATUS.get(problem.kind, 422)
    if request.headers.get("HX-Request") == "true":
        return problem_page(str(problem), status), status
    place = request.view_args or {}
    again = request.full_path.rstrip("?") if request.method == "GET" else url_for("pages.start")
    if {"spreadsheet_id", "sheet_id"} <= place.keys():
        again = url_for("pages.check", spreadsheet_id=place["spreadsheet_id"], sheet_id=place["sheet_id"])
    address = _address() if problem.kind in _SHARING else ""
    return render_template("sheet_problem.html", sentence=str(problem), address=address, again=again), status


def _address() -> str:
    try:
        with google_client(service().settings) as client:
            return client.address
    except SheetProblem:
        return ""


def _kept(key: _Key) -> Look | None:
    with _turning:
        until, look = _looks.get(key, (0.0, None))
        return look if until > time.monotonic() else None


def _keep(key: _Key, look: Look) -> None:
    with _turning:
        now = time.monotonic()
        for old in [one for one, (until, _) in _looks.items() if until <= now]:
            del _looks[old]
        _looks[key] = (now + _FRESH, look)
        _looks.move_to_end(key)
        while len(_looks) > _MOST_LOOKS:
            _looks.popitem(last=False)
