"""The registered sheets as a person sees them on the screen, and as a program gets them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from app.errors import BadChoice
from app.jobs.slots import WEEKDAYS, Every, Schedule, latest_slot, next_slot, schedule_of

if TYPE_CHECKING:
    from rich.console import Console

    from app.store.registered_sheets import LatestRun, RegisteredSheet

_PATIENCE = timedelta(minutes=5)  # a worker that runs has taken up what is due by then


@dataclass(frozen=True)
class Listed:
    """A sheet and what is known of its runs; `due` is a slot that no run was made for yet.

    `schedule` is None where it cannot be read on this machine, and `trouble` says why.
    """

    sheet: "RegisteredSheet"
    run: "LatestRun | None"
    schedule: Schedule | None
    trouble: str = ""
    next_run: datetime | None = None
    due: datetime | None = None

    @property
    def state(self) -> str:
        """For programs: paused, unreadable, due or on."""
        if self.sheet.paused_at is not None:
            return "paused"
        return "unreadable" if self.schedule is None else "due" if self.due else "on"

    @property
    def zone(self) -> tzinfo:
        """By whose clock its moments are shown."""
        return self.schedule.zone if self.schedule else UTC


def listed(sheet: "RegisteredSheet", run: "LatestRun | None", now: datetime) -> Listed:
    """A sheet with the next run that its schedule gives."""
    try:
        schedule = schedule_of(sheet.every, sheet.at, sheet.weekday, sheet.zone)
    except BadChoice as problem:
        return Listed(sheet, run, None, str(problem))
    if sheet.paused_at is not None:
        return Listed(sheet, run, schedule)
    latest = latest_slot(schedule, now, sheet.since)
    made = run is not None and latest is not None and (run.slot or run.at) >= latest
    return Listed(sheet, run, schedule, "", next_slot(schedule, now), None if made else latest)


def print_sheets(console: "Console", sheets: Sequence[Listed], now: datetime) -> None:
    """Print the table, and below it what a person should look at."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("No.", justify="right")
    for title in ("Sheet", "Scored", "Last run", "Next run"):
        table.add_column(title)
    for one in sheets:
        words = one.schedule.words if one.schedule else f"every {one.sheet.every} {one.sheet.zone}"
        cells = (one.sheet.name, words, _last(one, now), _next(one, now))
        table.add_row(str(one.sheet.number), *cells)
    console.print(table)
    said = [sentence for one in sheets for sentence in _sentences(one, now)]
    if said:
        console.print("", *said, sep="\n", soft_wrap=True)


def sheet_json(one: Listed) -> dict[str, Any]:
    """A sheet for a program; moments in UTC."""
    sheet, run = one.sheet, one.run
    return {
        "number": sheet.number,
        "spreadsheet_id": sheet.spreadsheet_id,
        "sheet_id": sheet.sheet_id,
        "document": sheet.document,
        "tab": sheet.tab,
        "owner": sheet.owner,
        "every": sheet.every,
        "at": sheet.at,
        "weekday": WEEKDAYS[sheet.weekday].lower() if sheet.every == Every.WEEK else None,
        "zone": sheet.zone,
        "wishes": sheet.wishes,
        "added_at": sheet.added_at.isoformat(),
        "state": one.state,
        "paused_at": _iso(sheet.paused_at),
        "paused_why": sheet.paused_why,
        "refusals": sheet.refusals,
        "due_since": _iso(one.due),
        "next_run": _iso(one.next_run),
        "last_run": run
        and {
            "run": run.name,
            "state": run.state,
            "slot": _iso(run.slot),
            "at": run.at.isoformat(),
            "leads": run.leads,
            "scored": run.scored,
            "sentence": run.sentence,
        },
    }


def wishes_sentence(wishes: Mapping[str, Any]) -> str:
    """What a sheet's runs shall heed; "" where nothing was asked."""
    told = [
        f"“{column}” feeds {name}" if name else f"“{column}” is left out"
        for column, name in wishes.get("overrule", {}).items()
    ]
    if "prefix" in wishes:
        told.append(f"our columns' names begin with “{wishes['prefix']}”")
    if "columns" in wishes:
        told.append(f"written are {', '.join(wishes['columns'])}")
    return f"In its runs {'; '.join(told)}." if told else ""


def shown(moment: datetime, zone: tzinfo, now: datetime) -> str:
    """A moment by a zone's clock: "Mon 23 Nov 07:00", with the year where it is another than now."""
    local = moment.astimezone(zone)
    return f"{local:%a %d %b %H:%M}" if local.year == now.astimezone(zone).year else f"{local:%a %d %b %Y %H:%M}"


def _last(one: Listed, now: datetime) -> str:
    run = one.run
    if run is None:
        return "none yet"
    leads = f", {run.leads:,} lead{'' if run.leads == 1 else 's'}" if run.state == "done" else ""
    return f"{shown(run.at, one.zone, now)} {run.state}{leads}"


def _next(one: Listed, now: datetime) -> str:
    if one.next_run is None:
        return one.state
    if one.due is not None:
        return f"due since {shown(one.due, one.zone, now)}"
    return shown(one.next_run, one.zone, now)


def _sentences(one: Listed, now: datetime) -> list[str]:
    """What a person should look at, and what to do next."""
    said = []
    if one.trouble:
        said.append(f"The schedule of sheet {one.sheet.number} cannot be read. {one.trouble}")
    if one.run is not None and one.run.state == "failed":
        said.append(f"Sheet {one.sheet.number}, run {one.run.name} failed: {one.run.sentence}")
    if one.due is not None and now - one.due > _PATIENCE:
        due = shown(one.due, one.zone, now)
        said.append(f"Sheet {one.sheet.number} was due on {due} and nobody took it up: start `python -m app worker`.")
    if one.sheet.paused_at is not None:
        since = shown(one.sheet.paused_at, one.zone, now)
        said.append(
            f"Sheet {one.sheet.number} is paused since {since}. {one.sheet.paused_why} "
            f"`python -m app sheets resume {one.sheet.number}` takes it up again."
        )
    return said


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
