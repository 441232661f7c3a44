"""`sheets add LINK`: look whether the sheet can be read, and register it with its schedule."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.cli.scoring_a_sheet import Step, open_client
from app.config import Settings
from app.errors import BadChoice
from app.jobs.slots import Every, Schedule, read_at, read_every, read_weekday, read_zone

if TYPE_CHECKING:
    from app.store.database import Store
    from app.store.registered_sheets import RegisteredSheet
    from app.tables.google.shape import Shape

AT = time(7)  # before people begin

# One small call, no cell and no row: which tabs there are. Whether we may write shows at the first run.
_FIELDS = "spreadsheetId,properties(title,locale),sheets(properties(sheetId,title,sheetType,hidden,gridProperties))"


@dataclass(frozen=True)
class Asked:
    """What a person asks of a sheet's runs; None, or left out of the wishes, where nothing is said."""

    every: Every | None = None
    at: time | None = None
    weekday: int | None = None
    zone: ZoneInfo | None = None
    owner: str | None = None
    wishes: Mapping[str, Any] = field(default_factory=dict)


def read_asked(
    *,
    every: str | None,
    at: str | None,
    on: str | None,
    zone: str | None,
    owner: str | None,
    maps: list[str],
    prefix: str | None,
    columns: str | None,
) -> Asked:
    """What the options say, read. Raises BadChoice for the first that says nothing that is there."""
    asked = Asked(
        every=None if every is None else read_every(every),
        at=None if at is None else read_at(at),
        weekday=None if on is None else read_weekday(on),
        zone=None if zone is None else read_zone(zone),
        owner=None if owner is None else _address(owner),
        wishes=_wishes(maps, prefix, columns),
    )
    if asked.weekday is not None and asked.every not in {None, Every.WEEK}:
        raise BadChoice("--on is the weekday of a weekly run: leave it out, or choose --every week.")
    return asked


def look_at(settings: Settings, link: str, tab: str | None, step: Step) -> "Shape":
    """The tab a link means, in one call. Raises BadLink, SheetProblem or BadChoice with what to do next."""
    from contextlib import closing

    from app.tables.google.shape import shape_of
    from app.tables.links import parse_link

    target = parse_link(link)
    with closing(open_client(settings, step)) as client:
        return shape_of(client.spreadsheet(target.spreadsheet_id, _FIELDS), target.gid, tab)


def register_tab(
    store: "Store", shape: "Shape", asked: Asked, zone: str, now: datetime
) -> tuple["RegisteredSheet", bool]:
    """The tab registered as asked, and whether it is new; `zone` is that of a new one for which none was asked.

    Of one that was registered before, what is not said stays as it was.
    """
    from app.store.registered_sheets import find_tabs, register

    known = [sheet for sheet in find_tabs(store, shape.spreadsheet_id) if sheet.sheet_id == shape.sheet_id]
    before = known[0] if known else None
    schedule = _schedule(asked, before, zone)
    sheet = register(
        store,
        spreadsheet_id=shape.spreadsheet_id,
        sheet_id=shape.sheet_id,
        document=shape.document,
        tab=shape.tab,
        owner=asked.owner if asked.owner is not None else before.owner if before else "",
        every=schedule.every.value,
        at=f"{schedule.at:%H:%M}",
        weekday=schedule.weekday,
        zone=schedule.zone.key,
        wishes={**(before.wishes if before else {}), **asked.wishes},
        now=now,
    )
    return sheet, before is None


def _schedule(asked: Asked, before: "RegisteredSheet | None", zone: str) -> Schedule:
    """What was asked; else what it was before; else every day at seven."""
    every, at, weekday = asked.every, asked.at, asked.weekday
    if every is None and weekday is not None:
        every = Every.WEEK
    if every is None:
        every = read_every(before.every) if before else Every.DAY
    if at is None:
        at = read_at(before.at) if before else AT
    if weekday is None:
        weekday = before.weekday if before else 0
    return Schedule(every, at, weekday, asked.zone or read_zone(before.zone if before else zone))


def _wishes(maps: list[str], prefix: str | None, columns: str | None) -> dict[str, Any]:
    """What the runs shall heed, as it is stored: only what was said."""
    from app.cli.wishing import wishes_of
    from app.leads.fields import FIELD_NAMES

    read = wishes_of(columns or "all", prefix or "", maps, only_unscored=False)
    for name in read.overrule.values():
        if name is not None and name not in FIELD_NAMES:
            raise BadChoice(f"There is no field “{name}” to feed; the fields are {', '.join(FIELD_NAMES)}.")
    said: dict[str, Any] = {}
    if maps:
        said["overrule"] = dict(read.overrule)
    if prefix is not None:
        said["prefix"] = prefix
    if columns is not None:
        said["columns"] = [column.value for column in read.columns]
    return said


def _address(text: str) -> str:
    from app.mailing.addresses import mailbox

    return mailbox(text).address if text.strip() else ""
