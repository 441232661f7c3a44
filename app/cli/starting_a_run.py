"""`runs start`: look whether the sheet can be opened, and ask for a run over it in the background."""

import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.cli.registering_a_sheet import look_at
from app.cli.scoring_a_sheet import Step
from app.config import Settings
from app.errors import BadChoice

if TYPE_CHECKING:
    from app.store.database import Store
    from app.store.registered_sheets import RegisteredSheet
    from app.store.runs import Run
    from app.tables.google.shape import Shape

_LONGEST_NUMBER = 9  # digits of a sheet's number; an id of Google's is longer


@dataclass(frozen=True)
class Started:
    """The tab, the registered sheet that it is, the wishes of the run, and its name.

    `live` is the run that is on the tab already; then none was asked for.
    """

    shape: "Shape"
    registered: "RegisteredSheet | None"
    wishes: Mapping[str, Any]
    name: str
    live: "Run | None"


def start_run(
    store: "Store",
    settings: Settings,
    which: str,
    tab: str | None,
    wishes: Mapping[str, Any],
    now: datetime,
    step: Step,
) -> Started:
    """Ask for a run over the tab of a link, or over the registered sheet of a number.

    One call to Google tells whether it can be opened, and what it is called now. A registered sheet's own wishes hold
    where none are given. Raises BadLink, SheetProblem, BadChoice or StoreProblem.
    """
    from app.store.runs import Asked, ask
    from app.store.sheet_runs import new_run_id

    shape = look_at(settings, _link(store, which.strip(), tab), tab, step)
    sheet = _registered(store, shape)
    heeded = {**(sheet.wishes if sheet else {}), **wishes}
    asked = Asked(
        shape.spreadsheet_id,
        shape.sheet_id,
        shape.document,
        shape.tab,
        _who(),
        heeded,
        sheet.number if sheet else None,
    )
    name = new_run_id()
    return Started(shape, sheet, heeded, name, ask(store, name, asked, now))


def _link(store: "Store", which: str, tab: str | None) -> str:
    """The link that a person gave, or that of the registered sheet whose number it is. Raises BadChoice."""
    from app.jobs.after_run import sheet_url
    from app.store.registered_sheets import find

    if not which:
        raise BadChoice(
            "Which sheet to score is not said: give its link, or its number in `python -m app sheets list`."
        )
    if not (which.isdecimal() and len(which) <= _LONGEST_NUMBER):
        return which
    if tab is not None:
        raise BadChoice(f"Sheet {int(which)} is one tab already: leave out --tab, or give the link of the document.")
    sheet = find(store, int(which))
    if sheet is None:
        raise BadChoice(
            f"There is no sheet {int(which)} among those scored by a schedule: `python -m app sheets list` shows them."
        )
    return sheet_url(sheet.spreadsheet_id, sheet.sheet_id)


def _registered(store: "Store", shape: "Shape") -> "RegisteredSheet | None":
    from app.store.registered_sheets import find_tabs

    return next((one for one in find_tabs(store, shape.spreadsheet_id) if one.sheet_id == shape.sheet_id), None)


def _who() -> str:
    """The person at the machine."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # in a container nobody may have a name
        return "command line"
