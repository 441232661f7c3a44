"""`undo RUN`: put back what a run wrote into a Google Sheet, where nobody has changed it since."""

import json
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from app.cli.undoing_a_sheet import Undone, undo_run
from app.config import read_settings
from app.errors import BadChoice

if TYPE_CHECKING:
    from app.store.noted_runs import NotedRun


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
    with Console(stderr=True).status("Opening the sheet") as status:
        undone = undo_run(settings, noted, status.update, dry_run=dry_run)
    if as_json:
        typer.echo(json.dumps(undone_json(noted, undone, dry_run=dry_run), ensure_ascii=False, indent=1))
    else:
        typer.echo(" ".join([*sentences(undone, dry_run=dry_run), *undone.notes]))


def sentences(undone: Undone, *, dry_run: bool) -> list[str]:
    """What was put back, what was left and why, and what to do next."""
    back, would = undone.back, "would be " if dry_run else ""
    if back:
        cells = _count(sum(back.values()), "cell")
        told = [f"{cells} beside {_count(len(back), 'lead')} in {undone.name} {_was(cells, would)}put back."]
    else:
        told = [f"Nothing {would or 'was '}put back in {undone.name}."]
    left = []
    if undone.changed:
        cells = _count(sum(undone.changed.values()), "cell")
        left.append(f"{cells} of {_count(len(undone.changed), 'lead')}, changed since the run")
    if undone.as_before:
        left.append(f"{_count(undone.as_before, 'lead')} as before the run already")
    if undone.gone:
        left.append(f"{_count(undone.gone, 'lead')} that cannot be found any more (deleted, or of another address)")
    if left:
        told.append(f"Left: {'; '.join(left)}.")
    if undone.bare:
        names = ", ".join(f"“{name}”" for name in undone.bare)
        told.append(f"The columns {names} {would or 'are '}empty and stay: delete them if you want them gone.")
    if not (undone.settled or dry_run):
        which = f" ({_count(undone.restless, 'row')})" if undone.restless else ""
        told.append(f"Colleagues moved rows again and again meanwhile{which}: undo the run once more.")
    return told


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


def _count(number: int, what: str) -> str:
    return f"1 {what}" if number == 1 else f"{number:,} {what}s"


def _was(counted: str, would: str) -> str:
    return would or ("was " if counted.startswith("1 ") else "were ")
