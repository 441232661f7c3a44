"""`score LINK`: score the leads of a shared Google Sheet, beside their rows wherever colleagues move them."""

import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from app.config import Settings

if TYPE_CHECKING:
    from app.tables.google.client import SheetsClient
    from app.tables.google.table import GoogleTable
    from app.tables.scoring_run import ScoringRun, Wishes

Step = Callable[[str], None]

_WORTH_A_LINE = 5.0  # seconds


@dataclass(frozen=True)
class SheetRun:
    """What was found and done; `run_id` undoes it, "" where nothing was written."""

    run: "ScoringRun"
    table: "GoogleTable"
    version: str
    run_id: str


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
    from app.scoring.artefact import load
    from app.store.sheet_runs import SheetRuns, new_run_id
    from app.tables.google.run import Run
    from app.tables.google.scoring import score_tab
    from app.tables.google.selection import Selection
    from app.tables.google.table import GoogleTable
    from app.tables.links import parse_link

    target, now = parse_link(link), datetime.now(UTC)
    client = open_client(settings, step)
    run = Run(new_run_id(), client.address, f"{now:%Y-%m-%d %H:%M} UTC")
    kept = SheetRuns(settings.places, run.name, now)
    table = GoogleTable(
        client,
        target,
        run,
        tab=tab,
        prefix=wishes.prefix,
        wanted=wishes.columns,
        remember=lambda kinds, writes: kept.remember(table.shape, kinds, writes),
        step=lambda rows: step(f"Writing, row {rows:,}"),
    )
    if selection is not None:
        wishes = replace(wishes, rows=Selection(selection, table))
    scorer = load(settings.model)
    with closing(kept):
        scored = score_tab(table, scorer, wishes, now, step, facts=settings.log_predictions, dry_run=dry_run)
    touched = table.done.written or table.done.cleared
    return SheetRun(scored, table, scorer.version, run.name if touched else "")


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
