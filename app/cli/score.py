"""`score FILE` or `score LINK`: score the leads of a CSV or XLSX file, or of a shared Google Sheet."""

import gc
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from app import clock
from app.cli.report import print_report
from app.cli.report_json import report_json
from app.cli.wishing import wishes_of
from app.config import read_settings
from app.errors import BadChoice, FileProblem
from app.tables.links import looks_like_link

if TYPE_CHECKING:
    from app.tables.scoring_run import Wishes

Step = Callable[[str], None]
_STEPS = 5


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles: a run makes one large table and ends, and looking through it took a seventh of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@_uncollected()
def score(
    leads: Annotated[
        str,
        typer.Argument(
            help="A .csv or .xlsx file, or the link of a shared Google Sheet.", metavar="FILE|LINK", show_default=False
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(help="Where to write the scored copy [default: NAME-scored beside the file].", show_default=False),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Write into the file itself.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over the output file where it exists.")] = False,
    sheet: Annotated[
        str | None,
        typer.Option(
            help="The worksheet or tab [default: the first; in Google the one of the link].", show_default=False
        ),
    ] = None,
    selection: Annotated[
        str | None, typer.Option(help="Only leads on these rows, such as A2:F500.", show_default=False)
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map", help='"Column=field" feeds a field, "Column=" leaves a column out. Repeatable.', show_default=False
        ),
    ] = None,
    columns: Annotated[
        str,
        typer.Option(help="What to write beside score, label and confidence: all, none, or reasons,model,scored-at."),
    ] = "all",
    prefix: Annotated[str, typer.Option(help='First word of the names of our columns: "Lead score".')] = "Lead",
    top: Annotated[int, typer.Option(help="Print the K best leads.", min=0, metavar="K")] = 0,
    only_unscored: Annotated[bool, typer.Option("--only-unscored", help="Leave rows that have a score.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show everything, write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> None:
    """Score the leads of a spreadsheet: score, label, confidence and reasons beside every row."""
    wishes = wishes_of(columns, prefix, map_ or [], only_unscored)
    if not leads.strip():
        raise BadChoice("What to score is not said: name a .csv or .xlsx file, or give the link of a Google Sheet.")
    if looks_like_link(leads) and not Path(leads).expanduser().exists():
        _refuse_for_sheets(output, in_place, force)
        _score_sheet(leads, sheet, wishes, selection, top, dry_run=dry_run, as_json=as_json)
        return
    file = Path(leads)
    target = _target(file, output, in_place, force, dry_run)
    # Imported here: the libraries behind them take a second, and a mistyped option should not.
    from app.jobs.remembering import remember
    from app.scoring.artefact import load
    from app.tables.files import check_writable, open_table
    from app.tables.scoring_run import prepare
    from app.tables.selection import rows_between

    if selection is not None:
        wishes = replace(wishes, rows=rows_between(selection))
    with _progress() as step:
        step("Reading the model")
        table = open_table(file, sheet)
        if target is not None:
            check_writable(target)
        settings, now = read_settings(), clock.now()
        kept = settings.log_predictions and target is not None
        scorer = load(settings.model)
        run = prepare(table, scorer, wishes, now, step, facts=kept)
        if target is not None:
            step("Writing")
            table.write(run.plan, target, force=force or in_place)
        step("Keeping the log")
        not_kept = remember(settings, run, scorer.version, now) if kept else ""
    written = str(target) if target is not None else None
    if as_json:
        typer.echo(json.dumps(report_json(run, table.name, written, scorer.version), ensure_ascii=False, indent=1))
    else:
        print_report(Console(highlight=False), run, table.name, f"Written to {written}." if written else None, top)
    if not_kept:
        typer.echo(not_kept, err=True)


def _score_sheet(
    link: str, tab: str | None, wishes: "Wishes", selection: str | None, top: int, *, dry_run: bool, as_json: bool
) -> None:
    from app.cli.report_sheet import print_sheet_report, sheet_report_json
    from app.cli.scoring_a_sheet import score_sheet

    with _progress(known=False) as step:
        done = score_sheet(read_settings(), link, tab, wishes, selection, step, dry_run=dry_run)
    if as_json:
        typer.echo(json.dumps(sheet_report_json(done, dry_run=dry_run), ensure_ascii=False, indent=1))
    else:
        print_sheet_report(Console(highlight=False), done, top, dry_run=dry_run)
    if done.not_kept:
        typer.echo(done.not_kept, err=True)


def _refuse_for_sheets(output: Path | None, in_place: bool, force: bool) -> None:
    """Raises BadChoice for options that mean a file."""
    if output is not None or in_place or force:
        raise BadChoice("A Google Sheet is scored where it is: leave out --output, --in-place and --force.")


def _target(file: Path, output: Path | None, in_place: bool, force: bool, dry_run: bool) -> Path | None:
    """Where to write; None for a dry run. Raises before any work is done for a file that must not be written over."""
    if in_place and output is not None:
        raise BadChoice("Choose one of --output and --in-place: the scores go into a copy or into the file itself.")
    if dry_run:
        return None
    if in_place:
        return file
    target = output or file.with_name(f"{file.stem}-scored{file.suffix}")
    if target.exists() and not force and not (file.exists() and target.samefile(file)):
        raise FileProblem(f"{target} exists already: name another file with --output, or add --force to replace it.")
    return target


class _progress:  # noqa: N801 - used as a context, like a function
    """A progress bar on standard error, gone when the work is done; nothing where nobody looks."""

    def __init__(self, known: bool = True) -> None:
        """With `known` steps the bar fills; else it only shows that work goes on."""
        console = Console(stderr=True)
        bar = (TextColumn("{task.description:<18}"), BarColumn(), TimeElapsedColumn())
        self._progress = Progress(*bar, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._progress.add_task("Starting", total=_STEPS if known else None)

    def __enter__(self) -> Step:
        self._progress.start()
        return self._step

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def _step(self, name: str) -> None:
        self._progress.update(self._task, description=name)
        self._progress.advance(self._task)
