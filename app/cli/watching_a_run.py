"""`runs watch`: follow a run until it ends, from the database alone."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from app import clock
from app.cli.words_of_runs import phase_words
from app.errors import LeadsheetError

if TYPE_CHECKING:
    from app.store.database import Store
    from app.store.runs import Run

_EVERY = 0.5  # seconds between two looks
_PATIENCE = timedelta(seconds=20)  # after that a person is told that nobody takes the run up


class LeftAlone(LeadsheetError):
    """Somebody stopped watching; the run goes on."""

    exit_code = 130


def watch(
    store: "Store", look: "Callable[[], Run]", console: Console, sleep: Callable[[float], None] = time.sleep
) -> "Run":
    """The run when it has ended; a bar on `console` until then. Raises LeftAlone on Ctrl-C, and what `look` raises."""
    bar = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TextColumn("{task.fields[rows]}"),
        TimeElapsedColumn(),
    )
    progress = Progress(*bar, console=console, transient=True, disable=not console.is_terminal)
    run, since, told = look(), clock.now(), False
    task = progress.add_task("waiting", total=None, rows="")
    try:
        with progress:
            while run.is_live:
                _show(progress, task, run)
                if not told and clock.now() - since > _PATIENCE and _is_idle(store):
                    told = True
                    console.print("No worker is at work, so nothing happens: start one with `python -m app worker`.")
                sleep(_EVERY)
                run = look()
    except KeyboardInterrupt:
        raise LeftAlone(f"The run goes on: `python -m app runs watch {run.name}` follows it again.") from None
    return run


def _show(progress: Progress, task: TaskID, run: "Run") -> None:
    rows = f"{run.rows_done:,} of {run.rows_total:,} rows" if run.rows_total else ""
    progress.update(
        task, description=phase_words(run), completed=run.rows_done, total=run.rows_total or None, rows=rows
    )


def _is_idle(store: "Store") -> bool:
    from app.store.workers import at_work

    return not at_work(store)
