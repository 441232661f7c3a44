"""What a run over a Google Sheet shows a person, and a program."""

from typing import Any

from rich.console import Console
from rich.text import Text

from app.cli.report import print_report
from app.cli.report_json import report_json
from app.cli.scoring_a_sheet import SheetRun

_LISTED = 10  # refused rows named one by one


def print_sheet_report(console: Console, done: SheetRun, top: int, *, dry_run: bool) -> None:
    """Print the whole report; for a dry run that nothing was written."""
    print_report(console, done.run, done.table.name, None if dry_run else _written(done), top)
    refused = not_scored(done)
    for row, why in list(refused.items())[:_LISTED]:
        console.print(Text.assemble((f"Row {row}", "bold"), f" was not scored: {why}."))
    if len(refused) > _LISTED:
        console.print(f"{len(refused) - _LISTED:,} further rows were not scored; --json names them all.")
    for note in done.table.done.notes:
        console.print(Text(note, "yellow"))
    hidden = len(done.table.shape.hidden_rows)
    if hidden:
        console.print(f"{hidden:,} rows are hidden or filtered out; they are scored like the others.")
    if done.run_id:
        console.print(Text.assemble("To take it back: ", (f"python -m app undo {done.run_id}", "bold")))


def sheet_report_json(done: SheetRun, *, dry_run: bool) -> dict[str, Any]:
    """The report as JSON."""
    written = None if dry_run else done.table.name
    return {
        **report_json(done.run, done.table.name, written, done.version),
        "run": done.run_id or None,
        "rows_written": done.table.done.written,
        "rows_unchanged": done.table.done.unchanged,
        "not_scored": [{"row": row, "why": why} for row, why in not_scored(done).items()],
        "hidden_rows": len(done.table.shape.hidden_rows),
        "notes": done.table.done.notes,
    }


def not_scored(done: SheetRun) -> dict[int, str]:
    """The rows, as people count them, that hold a lead and have no score, and why."""
    run = done.run
    found = dict.fromkeys(run.empty_rows, "no field that a score is made from is filled")
    found |= done.table.done.refused
    return {run.grid.seen_row(row): why for row, why in sorted(found.items())}


def _written(done: SheetRun) -> str:
    wrote, same = done.table.done.written, done.table.done.unchanged
    if not wrote:
        return f"{done.table.name}: nothing, for {same:,} rows said it already" if same else done.table.name
    rows = "1 row" if wrote == 1 else f"{wrote:,} rows"
    return f"{done.table.name}: {rows}" + (f"; {same:,} said it already" if same else "")
