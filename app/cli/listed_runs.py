"""The runs of workers as a person sees them in a list, and as a program gets them."""

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from app.cli.listed_sheets import shown
from app.cli.words_of_runs import counts_words, sheet_name, state_words
from app.mailing.addresses import one_line
from app.store.runs import Run, State

if TYPE_CHECKING:
    from rich.console import Console

_NARROWEST = 16  # columns for the names of document and tab
_WIDE = 110  # columns from which the model's version has room
_STYLES = {
    State.WAITING: "yellow",
    State.QUEUED: "yellow",
    State.RUNNING: "cyan",
    State.DONE: "green",
    State.FAILED: "red",
    State.CANCELLED: "dim",
}


def style_of(state: State) -> str:
    """The colour of a state; its word says the same."""
    return _STYLES[state]


def print_runs(console: "Console", runs: Sequence[Run], zone: tzinfo, now: datetime) -> None:
    """Print the list: of each run who asked for what and when, then how it stands, then what went wrong."""
    clock = now.astimezone(zone).strftime("%Z")
    titles = ("Run", f"Asked ({clock})", "By")
    rows = [(run.name, shown(run.asked_at, zone, now), one_line(run.asked.who)) for run in runs]
    widths = [max(len(title), *(len(row[at]) for row in rows)) for at, title in enumerate(titles)]
    widths[2] = min(widths[2], max(console.width // 5, 8))
    widths.append(max(console.width - sum(widths) - 6, _NARROWEST))
    console.print(_line((*titles, "Sheet"), widths, "bold"))
    for run, cells in zip(runs, rows, strict=True):
        console.print(_line((*cells, sheet_name(run.asked, widths[-1])), widths))
        console.print(Padding(_standing(run, now, console.width), (0, 0, 0, 2), expand=False))
        if run.sentence:
            console.print(Padding(Text(one_line(run.sentence)), (0, 0, 0, 2), expand=False))


def run_json(run: Run) -> dict[str, Any]:
    """A run for a program; moments in UTC, refused leads by the row of the sheet."""
    asked, told = run.asked, run.told
    return {
        "run": run.name,
        "spreadsheet_id": asked.spreadsheet_id,
        "sheet_id": asked.sheet_id,
        "document": asked.document,
        "tab": asked.tab,
        "who": asked.who,
        "registered": asked.registered,
        "slot": _iso(asked.slot),
        "wishes": dict(asked.wishes),
        "state": "waiting" if run.state is State.QUEUED else str(run.state),
        "phase": run.phase,
        "rows_total": run.rows_total,
        "rows_done": run.rows_done,
        "asked_at": _iso(run.asked_at),
        "began_at": _iso(run.began_at),
        "ended_at": _iso(run.ended_at),
        "cancel_asked_at": _iso(run.cancel_at),
        "leads": told.leads,
        "scored": told.scored,
        "up_to_date": told.unchanged,
        "cleared": told.cleared,
        "without_any_field": told.empty,
        "refused": [{"row": row, "why": why} for row, why in told.refused.items()],
        "notes": list(told.notes),
        "outcomes": told.outcomes,
        "model": run.version,
        "calls": run.calls,
        "worker": run.worker,
        "kind": run.kind,
        "sentence": run.sentence,
    }


def _line(cells: Sequence[str], widths: Sequence[int], style: str = "") -> Table:
    """One line of the list; a name that is too long is cut, and so is nothing else."""
    line = Table.grid(padding=(0, 2, 0, 0))
    for width in widths:
        line.add_column(width=width, no_wrap=True, overflow="ellipsis")
    line.add_row(*(Text(cell) for cell in cells), style=style)
    return line


def _standing(run: Run, now: datetime, width: int) -> Text:
    counts = counts_words(run)
    model = f"  model {run.version}" if run.version and width >= _WIDE else ""
    return Text.assemble(
        (state_words(run, now), style_of(run.state)), f": {counts}" if counts else "", (model, "dim"), overflow="fold"
    )


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()
