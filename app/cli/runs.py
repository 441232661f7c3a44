"""`python -m app runs`: what workers do and did in the background; ask for more, follow it, stop it."""

import json
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from app import clock
from app.cli.database import idle_sentence, opened
from app.config import read_settings
from app.errors import BadChoice

if TYPE_CHECKING:
    from app.store.database import Store
    from app.store.runs import Run

runs = typer.Typer(
    name="runs", help="Runs that workers do in the background: list, start, follow, cancel.", no_args_is_help=True
)

Name = Annotated[
    str, typer.Argument(help="The run's name, as `runs list` shows it.", metavar="NAME", show_default=False)
]
_FAILED, _CANCELLED = 9, 1


@runs.command("list")
def list_(
    sheet: Annotated[
        int | None, typer.Option(help="Only runs of the sheet of this number in `sheets list`.", min=1, metavar="N")
    ] = None,
    most: Annotated[int, typer.Option(help="How many at most, the latest first.", min=1, max=10_000, metavar="K")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False,
) -> None:
    """Lists the runs that workers do or did, the newest first.

    What `score LINK` wrote by itself is in `undo --list`. Times are by the clock of LEADSHEET_TZ; in --json in UTC.
    """
    from rich.console import Console

    from app.cli.listed_runs import print_runs, run_json
    from app.store.registered_sheets import find as find_sheet
    from app.store.runs import latest

    settings = read_settings()
    with opened(settings) as store:
        found = latest(store, most, sheet)
        if sheet is not None and not found and find_sheet(store, sheet) is None:
            raise BadChoice(f"There is no sheet {sheet}, and no run of one: `python -m app sheets list` shows them.")
        idle = idle_sentence(store) if any(run.is_live for run in found) else ""
    if as_json:
        typer.echo(json.dumps([run_json(run) for run in found], ensure_ascii=False, indent=1))
    elif not found:
        start = sheet if sheet is not None else "LINK"
        typer.echo(f"No run was asked for yet: `python -m app runs start {start}` asks for one.")
    else:
        console = Console(highlight=False, markup=False)
        print_runs(console, found, ZoneInfo(settings.zone), clock.now())
        if idle:
            console.print(f"\n{idle}", style="yellow")


@runs.command("start")
def start(
    which: Annotated[
        str,
        typer.Argument(
            help="The link of the tab, or the sheet's number in `sheets list`.", metavar="LINK|N", show_default=False
        ),
    ],
    tab: Annotated[
        str | None, typer.Option(help="The tab's name [default: the tab of the link].", metavar="NAME")
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            help='"Column=field" feeds a field, "Column=" leaves a column out. Repeatable.',
            metavar="COLUMN=FIELD",
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            help="What to write beside score, label and confidence: all, none, or reasons,model,scored-at.",
            metavar="LIST",
        ),
    ] = None,
    prefix: Annotated[
        str | None, typer.Option(help='First word of the names of our columns: "Lead score".', metavar="WORD")
    ] = None,
) -> None:
    """Has a shared sheet scored in the background now.

    A sheet with a schedule is scored as it wishes; what is given here goes before that, in this run alone.
    """
    from rich.console import Console

    from app.cli.listed_sheets import wishes_sentence
    from app.cli.registering_a_sheet import read_asked
    from app.cli.starting_a_run import start_run
    from app.cli.words_of_runs import phase_words

    asked = read_asked(
        every=None, at=None, on=None, zone=None, owner=None, maps=map_ or [], prefix=prefix, columns=columns
    )
    settings, now = read_settings(), clock.now()
    with opened(settings) as store:
        with Console(stderr=True).status("Opening the sheet") as status:
            started = start_run(store, settings, which, tab, asked.wishes, now, status.update)
        idle = idle_sentence(store)
    name = started.live.name if started.live else started.name
    if started.live:
        doing = phase_words(started.live)
        typer.echo(f"{started.shape.name} has a run already, which goes on: {name} ({doing}). No other was begun.")
    else:
        typer.echo(f"Run {name} over {started.shape.name} is asked for.")
        if heeded := wishes_sentence(started.wishes).removeprefix("In its runs "):
            typer.echo(f"In it {heeded}")
    if idle:
        typer.echo(idle)
    typer.echo(f"To follow it: python -m app runs watch {name}")


@runs.command("show")
def show(name: Name, as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False) -> None:
    """Shows everything about one run: what was asked, how it stands, which rows were refused and why."""
    from rich.console import Console

    from app.cli.listed_runs import run_json
    from app.cli.shown_run import print_run
    from app.jobs.after_run import sheet_url
    from app.store.noted_runs import find_run

    settings = read_settings()
    with opened(settings) as store:
        run = _find(store, name)
        noted = find_run(store, run.name)
        idle = idle_sentence(store) if run.is_live else ""
    if as_json:
        undone = noted.undone.isoformat() if noted and noted.undone else None
        told = {**run_json(run), "can_be_undone": noted is not None and not undone, "undone_at": undone}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False, markup=False)
    print_run(console, run, noted, ZoneInfo(settings.zone), clock.now())
    if idle:
        console.print(idle, style="yellow")
    console.print(f"To open it:   {sheet_url(run.asked.spreadsheet_id, run.asked.sheet_id)}", soft_wrap=True)


@runs.command("watch")
def watch(name: Name) -> None:
    """Follows a run until it ends. Ctrl-C leaves the run alone.

    The exit code is 0 when it is done, 9 when it failed, 1 when it was cancelled.
    """
    from rich.console import Console
    from rich.text import Text

    from app.cli.shown_run import print_result, standing
    from app.cli.watching_a_run import watch as follow
    from app.store.noted_runs import find_run
    from app.store.runs import State

    settings = read_settings()
    with opened(settings) as store:
        known = _find(store, name).name
        run = follow(store, lambda: _find(store, known), Console(stderr=True, highlight=False))
        noted = find_run(store, run.name)
    console, now = Console(highlight=False, markup=False), clock.now()
    verb = {State.DONE: "is ", State.CANCELLED: "was "}.get(run.state, "")
    console.print(Text.assemble(f"Run {run.name} {verb}", standing(run, now)))
    print_result(console, run, noted, ZoneInfo(settings.zone), now)
    if run.state is not State.DONE:
        raise typer.Exit(_FAILED if run.state is State.FAILED else _CANCELLED)


@runs.command("cancel")
def cancel(name: Name) -> None:
    """Stops a run: one that waits at once, one that writes after the rows in hand. What was written stays."""
    from app.store.runs import State
    from app.store.runs import cancel as cancel_run

    with opened(read_settings()) as store:
        run = _find(store, name)
        state = cancel_run(store, run.name, clock.now()) if run.is_live else run.state
        idle = idle_sentence(store)
    if not run.is_live or state in (State.DONE, State.FAILED):
        typer.echo(f"Run {run.name} has ended already ({state}): there is nothing to cancel.")
    elif state is State.CANCELLED:
        typer.echo(f"Run {run.name} is cancelled before it wrote anything.")
    else:
        back = f"`python -m app undo {run.name}` takes it back"
        typer.echo(f"Run {run.name} stops after the rows in hand; what it wrote stays, and {back}. {idle}".rstrip())


def _find(store: "Store", name: str) -> "Run":
    """The run of a name, in any case. Raises BadChoice where there is none."""
    from app.store.noted_runs import find_run
    from app.store.runs import find

    asked = name.strip()
    run = find(store, asked) or find(store, asked.lower())
    if run is not None:
        return run
    if find_run(store, asked.lower()) is not None:
        raise BadChoice(
            f"{asked} was a run of `score`, not of a worker: `python -m app undo {asked.lower()}` undoes it."
        )
    raise BadChoice(f"There is no run “{asked}”: `python -m app runs list` shows the latest.")
