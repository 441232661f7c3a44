"""`undo RUN`: put back what a run wrote into a Google Sheet, where nobody has changed it since."""

import json
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.config import Settings, read_settings
from app.errors import BadChoice
from app.jobs.undoing import Undone, sentences, undo_run

if TYPE_CHECKING:
    from app.store.noted_runs import NotedRun
    from app.tables.google.client import SheetsClient


def undo(
    run: Annotated[str, typer.Argument(help="The run, as `score` printed it.", metavar="RUN", show_default=False)] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be put back, write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the latest runs that wrote into Google Sheets.")] = False,
) -> None:
    """Undo a run over a Google Sheet: what stood beside the leads before it stands there again."""
    from rich.console import Console

    if list_:
        _list(as_json)
        return
    settings, noted = read_settings(), _find(run)
    with (
        Console(stderr=True).status("Opening the sheet") as status,
        closing(_client(settings, status.update)) as client,
    ):
        undone = undo_run(settings, noted, client, status.update, dry_run=dry_run)
    if as_json:
        typer.echo(json.dumps(undone_json(noted, undone, dry_run=dry_run), ensure_ascii=False, indent=1))
    else:
        typer.echo(" ".join([*sentences(undone, dry_run=dry_run), *undone.notes]))


def undone_json(run: "NotedRun", undone: Undone, *, dry_run: bool) -> dict[str, Any]:
    """The result for a program."""
    return {
        "run": run.name,
        "sheet": undone.name,
        "spreadsheet_id": run.spreadsheet_id,
        "sheet_id": run.sheet_id,
        "dry_run": dry_run,
        "put_back": {"leads": len(undone.back), "cells": sum(undone.back.values())},
        "left_changed": {"leads": len(undone.changed), "cells": sum(undone.changed.values())},
        "left_as_before": undone.as_before,
        "not_found": undone.gone,
        "empty_columns": list(undone.bare),
        "settled": undone.settled,
        "notes": undone.notes,
    }


def _client(settings: Settings, step: Callable[[str], None]) -> "SheetsClient":
    from app.cli.scoring_a_sheet import open_client

    return open_client(settings, step)


def _find(name: str) -> "NotedRun":
    from app.store.database import open_store
    from app.store.migrating import migrate
    from app.store.noted_runs import find_run
    from app.store.sheet_runs import UNDO_DAYS

    if not name.strip():
        raise BadChoice("Which run to undo is not said: give its name, or --list to see the latest.")
    url = read_settings().places.database_url
    migrate(url)
    with closing(open_store(url)) as store:
        found = find_run(store, name.strip().lower())
    if found is None:
        raise BadChoice(
            f"There is no run “{name.strip()}” to undo (runs are kept for {UNDO_DAYS} days): "
            "`python -m app undo --list` shows the latest."
        )
    return found


def _list(as_json: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    from app.store.database import open_store
    from app.store.migrating import migrate
    from app.store.noted_runs import latest_runs

    url = read_settings().places.database_url
    migrate(url)
    with closing(open_store(url)) as store:
        runs = latest_runs(store)
    if as_json:
        typer.echo(json.dumps([_run_json(run) for run in runs], ensure_ascii=False, indent=1))
        return
    if not runs:
        typer.echo("No run has written into a Google Sheet in the last 30 days.")
        return
    table = Table("Run", "When (UTC)", "Sheet", "Leads", "", box=None, pad_edge=False, header_style="bold")
    for run in runs:
        undone = f"undone {run.undone:%Y-%m-%d %H:%M}" if run.undone else ""
        table.add_row(
            run.name, f"{run.at:%Y-%m-%d %H:%M}", f"“{run.document}”, tab “{run.tab}”", f"{run.leads:,}", undone
        )
    Console(highlight=False, markup=False).print(table)


def _run_json(run: "NotedRun") -> dict[str, Any]:
    return {
        "run": run.name,
        "at": run.at.isoformat(),
        "spreadsheet_id": run.spreadsheet_id,
        "sheet_id": run.sheet_id,
        "document": run.document,
        "tab": run.tab,
        "leads": run.leads,
        "undone_at": run.undone.isoformat() if run.undone else None,
    }
