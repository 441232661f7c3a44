"""`score LINK`: score the leads of a shared Google Sheet, beside their rows wherever colleagues move them."""

import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import clock
from app.config import Settings

if TYPE_CHECKING:
    from app.tables.google.client import SheetsClient
    from app.tables.google.table import GoogleTable
    from app.tables.scoring_run import ScoringRun, Wishes

Step = Callable[[str], None]

_WORTH_A_LINE = 5.0  # seconds


@dataclass(frozen=True)
class SheetRun:
    """What was found and done; `run_id` undoes it, "" where nothing was written.

    `not_scored` are the rows, as people count them, that hold a lead and have no score, and why; `not_kept` says why
    the log of predictions does not have the leads, "" where it does.
    """

    run: "ScoringRun"
    table: "GoogleTable"
    version: str
    run_id: str
    not_scored: Mapping[int, str]
    not_kept: str


def score_sheet(
    settings: Settings,
    link: str,
    tab: str | None,
    wishes: "Wishes",
    selection: str | None,
    step: Step,
    *,
    dry_run: bool,
) -> SheetRun:
    """Score the tab a link points to. Raises a LeadsheetError with what to do next."""
    from app.jobs.sheet_scoring import Order, SheetScoring
    from app.store.sheet_runs import new_run_id
    from app.tables.google.stepwise import at_once
    from app.tables.links import parse_link

    order = Order(parse_link(link), new_run_id(), wishes, tab, selection, dry_run)
    client = open_client(settings, step)
    with closing(SheetScoring(settings, order, client, clock.now(), step)) as scoring:
        run = at_once(scoring.steps())
        step("Keeping the log")
        not_kept = scoring.remember(run)
        done = scoring.table.done
        name = order.run if done.written or done.cleared else ""
        return SheetRun(run, scoring.table, scoring.scorer.version, name, scoring.not_scored(run), not_kept)


def open_client(settings: Settings, step: Step) -> "SheetsClient":
    """A client of the service account in the settings; a wait for Google is told as a step."""
    from app.tables.google.client import SheetsClient
    from app.tables.google.credentials import read_credentials

    account = read_credentials(settings.google_key_file, settings.google_key)
    return SheetsClient(
        account.credentials,
        settings.sheets_api_url,
        on_wait=lambda seconds, why: _tell_wait(seconds, why, step),
    )


def _tell_wait(seconds: float, why: str, step: Step) -> None:
    """In the bar, or, where nobody sees one, in a line for every wait that is worth it."""
    said = f"Waiting {seconds:.0f} s: {why}"
    step(said)
    if seconds >= _WORTH_A_LINE and not sys.stderr.isatty():
        sys.stderr.write(f"{said}\n")
