"""`python -m app sheets`: the Google Sheets that are scored by themselves, again and again."""

import contextlib
import json
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from app import clock
from app.config import Settings, read_settings
from app.errors import BadChoice

if TYPE_CHECKING:
    from app.store.database import Store
    from app.store.registered_sheets import RegisteredSheet

sheets = typer.Typer(
    name="sheets", help="Google Sheets that are scored by a schedule: add, list, pause, remove.", no_args_is_help=True
)

Which = Annotated[
    str, typer.Argument(help="The sheet's number in the list, or its link.", metavar="N|LINK", show_default=False)
]
_BY_HAND = "It was paused by hand."


@sheets.command("add")
def add(
    link: Annotated[str, typer.Argument(help="The link of the tab, as the browser shows it.", metavar="LINK")],
    tab: Annotated[
        str | None, typer.Option(help="The tab's name [default: the tab of the link].", metavar="NAME")
    ] = None,
    every: Annotated[
        str | None,
        typer.Option(help="hour, day, weekday (Monday to Friday) or week [default: day].", metavar="INTERVAL"),
    ] = None,
    at: Annotated[
        str | None, typer.Option(help="The time of day; of hourly runs its minute [default: 07:00].", metavar="HH:MM")
    ] = None,
    on: Annotated[str | None, typer.Option(help="The weekday of weekly runs [default: mon].", metavar="DAY")] = None,
    zone: Annotated[
        str | None,
        typer.Option(
            "--tz",
            help="The time zone of --at, such as Europe/Paris [default: LEADSHEET_TZ, else UTC].",
            metavar="ZONE",
        ),
    ] = None,
    owner: Annotated[
        str | None, typer.Option(help="Who hears of trouble: an e-mail address.", metavar="ADDRESS")
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
    """Has a shared sheet scored by a schedule.

    Of a sheet that is registered this changes what is given and leaves the rest; a paused one is taken up again.
    """
    from rich.console import Console

    from app.cli.listed_sheets import wishes_sentence
    from app.cli.registering_a_sheet import look_at, read_asked, register_tab

    settings, now = read_settings(), clock.now()
    asked = read_asked(
        every=every, at=at, on=on, zone=zone, owner=owner, maps=map_ or [], prefix=prefix, columns=columns
    )
    with Console(stderr=True).status("Opening the sheet") as status:
        shape = look_at(settings, link, tab, status.update)
    with _store(settings) as store:
        sheet, new = register_tab(store, shape, asked, settings.zone, now)
    typer.echo(f"{sheet.name} is sheet {sheet.number}{'' if new else ', changed'}: scored {_when(sheet, now)}")
    if heeded := wishes_sentence(sheet.wishes):
        typer.echo(heeded)
    if sheet.owner:
        typer.echo(f"{sheet.owner} hears of trouble.")


@sheets.command("list")
def list_(as_json: Annotated[bool, typer.Option("--json", help="Print the list as JSON.")] = False) -> None:
    """Lists the sheets, their last and next runs.

    Times are by the clock of each sheet's zone; in --json they are in UTC.
    """
    from rich.console import Console

    from app.cli.listed_sheets import listed, print_sheets, sheet_json
    from app.store.registered_sheets import latest_runs, registered

    now = clock.now()
    with _store(read_settings()) as store:
        runs = latest_runs(store)
        found = [listed(sheet, runs.get(sheet.number), now) for sheet in registered(store)]
    if as_json:
        typer.echo(json.dumps([sheet_json(one) for one in found], ensure_ascii=False, indent=1))
    elif not found:
        typer.echo("No sheet is scored by a schedule yet: `python -m app sheets add LINK --every day` adds one.")
    else:
        print_sheets(Console(highlight=False, markup=False), found, now)


@sheets.command("pause")
def pause(which: Which) -> None:
    """Stops a sheet's runs until it is resumed. A run that is under way goes on."""
    from app.store.registered_sheets import pause as pause_sheet

    with _store(read_settings()) as store:
        sheet = _find(store, which)
        changed = pause_sheet(store, sheet.number, _BY_HAND, clock.now())
    back = f"`python -m app sheets resume {sheet.number}` takes it up again."
    typer.echo(f"Sheet {sheet.number}, {sheet.name}, {'is paused' if changed else 'was paused already'}: {back}")


@sheets.command("resume")
def resume(which: Which) -> None:
    """Takes a paused sheet up again. Runs that were missed meanwhile are not made up for."""
    from app.store.registered_sheets import take_up

    now = clock.now()
    with _store(read_settings()) as store:
        sheet = _find(store, which)
        changed = take_up(store, sheet.number, now)
    told = "is taken up again" if changed else "was not paused"
    typer.echo(f"Sheet {sheet.number}, {sheet.name}, {told}: scored {_when(sheet, now)}")


@sheets.command("remove")
def remove(which: Which) -> None:
    """Forgets a sheet's schedule. Its scores stay in it, and its runs stay known."""
    from app.store.registered_sheets import remove as remove_sheet

    with _store(read_settings()) as store:
        sheet = _find(store, which)
        remove_sheet(store, sheet.number)
    typer.echo(f"Sheet {sheet.number}, {sheet.name}, is scored by itself no more; the scores in it stay.")


def _when(sheet: "RegisteredSheet", now: datetime) -> str:
    from app.cli.listed_sheets import shown
    from app.jobs.slots import next_slot, schedule_of

    schedule = schedule_of(sheet.every, sheet.at, sheet.weekday, sheet.zone)
    return f"{schedule.words}, next on {shown(next_slot(schedule, now), schedule.zone, now)}."


def _find(store: "Store", text: str) -> "RegisteredSheet":
    """The sheet a number or a link means. Raises BadChoice where there is none, BadLink for what is neither."""
    from app.store.registered_sheets import find, find_tabs
    from app.tables.links import parse_link

    asked, shows = text.strip(), "`python -m app sheets list` shows them"
    if asked.isdecimal() and len(asked) <= 9:
        by_number = find(store, int(asked))
        if by_number is None:
            raise BadChoice(f"There is no sheet {asked} among those scored by a schedule: {shows}.")
        return by_number
    link = parse_link(asked)
    tabs = find_tabs(store, link.spreadsheet_id)
    meant = [sheet for sheet in tabs if link.gid in {None, sheet.sheet_id}]
    if len(meant) == 1:
        return meant[0]
    if not tabs:
        raise BadChoice(f"No tab of this spreadsheet is scored by a schedule: {shows}.")
    known = ", ".join(f"{sheet.number} (“{sheet.tab}”)" for sheet in tabs)
    many = (
        "Several tabs of this spreadsheet are" if meant else "This tab is not among those of its spreadsheet that are"
    )
    raise BadChoice(f"{many} scored by a schedule: give the number of one of {known}.")


@contextlib.contextmanager
def _store(settings: Settings) -> "Iterator[Store]":
    from app.store.database import open_store
    from app.store.migrating import migrate

    url = settings.places.database_url
    migrate(url)
    with contextlib.closing(open_store(url)) as store:
        yield store
