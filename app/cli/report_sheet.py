"""What a run over a Google Sheet shows a person, and a program."""

from typing import Any

from rich.console import Console
from rich.text import Text

from app.cli.report import counted, print_report
from app.cli.report_json import report_json
from app.cli.scoring_a_sheet import SheetRun

_LISTED = 10  # refused rows named one by one


def print_sheet_report(console: Console, done: SheetRun, top: int, *, dry_run: bool) -> None:
    """Print the whole report; for a dry run that nothing was written."""
    refused = done.not_scored
    said = _would_write(done) if dry_run else _written(done)
    print_report(console, done.run, done.table.name, said, top, len(done.table.done.refused))
    for row, why in list(refused.items())[:_LISTED]:
        console.print(Text.assemble((f"Row {row}", "bold"), f" was not scored: {why}."))
    if len(refused) > _LISTED:
        console.print(f"{len(refused) - _LISTED:,} further rows were not scored; --json names them all.")
    for note in done.table.done.notes:
        console.print(Text(note, "yellow"))
    hidden = len(done.table.shape.hidden_rows)
    if hidden:
        console.print(f"{counted(hidden, 'row')} hidden or filtered out, and scored like the others.")
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
        "rows_cleared": done.table.done.cleared,
        "not_scored": [{"row": row, "why": why} for row, why in done.not_scored.items()],
        "hidden_rows": len(done.table.shape.hidden_rows),
        "notes": done.table.done.notes,
    }


def _written(done: SheetRun) -> str:
    wrote, same, cleared = done.table.done.written, done.table.done.unchanged, done.table.done.cleared
    if not (wrote or cleared):
        return f"Nothing to write: {counted(same, 'row')} up to date." if same else "Nothing to write."
    parts = [f"{counted(wrote, 'row')} written"] if wrote else []
    parts += [f"{counted(same, 'row')} up to date"] if same else []
    parts += [f"{counted(cleared, 'row')} cleared"] if cleared else []
    return f"{done.table.name}: {', '.join(parts)}."


def _would_write(done: SheetRun) -> str:
    preview = done.table.preview(done.run.plan)
    new = [column.new_header for column in done.run.plan.new_columns if column.new_header]
    made = f" and the columns {', '.join(new)} made" if new else ""
    return f"Nothing was written (--dry-run): {counted(preview, 'row')} would be{made}."
