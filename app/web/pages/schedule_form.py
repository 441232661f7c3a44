"""The four fields of a schedule in a form: read, each with its own error beside it, and said in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import gettext as _

from app.errors import BadChoice
from app.jobs.slots import WEEKDAYS, Every, Schedule, read_at, read_every, read_weekday, read_zone
from app.store.registered_sheets import RegisteredSheet

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_Read = TypeVar("_Read")


@dataclass(frozen=True)
class ScheduleForm:
    """What stands in the fields; `errors` by the field's name, and the schedule where there are none."""

    every: str
    at: str
    on: str
    zone: str
    errors: Mapping[str, str] = field(default_factory=dict)
    schedule: Schedule | None = None


def read_form(form: Mapping[str, str], zone: str) -> ScheduleForm:
    """A form as it was sent; what is left out is the usual."""
    every, at = form.get("every") or "day", form.get("at") or "07:00"
    on, where = form.get("on") or "mon", form.get("zone") or zone
    errors: dict[str, str] = {}
    interval: Every = _read(errors, "every", read_every, every, Every.DAY)
    clock: time = _read(errors, "at", read_at, at, time(7))
    # Of any other interval the weekday is not asked for, and what stands in its field says nothing.
    weekday: int = _read(errors, "on", read_weekday, on, 0) if interval is Every.WEEK else 0
    place: ZoneInfo = _read(errors, "zone", read_zone, where, ZoneInfo("UTC"))
    schedule = None if errors else Schedule(interval, clock, weekday, place)
    return ScheduleForm(every, at, on, where, errors, schedule)


def form_of(sheet: RegisteredSheet) -> ScheduleForm:
    """The fields as they are for a sheet."""
    return ScheduleForm(sheet.every, sheet.at, DAYS[sheet.weekday % len(DAYS)], sheet.zone)


def schedule_words(schedule: Schedule) -> str:
    """A schedule for people: `Every Monday at 07:00, Europe/Paris`."""
    clock, zone = f"{schedule.at:%H:%M}", schedule.zone.key
    if schedule.every is Every.HOUR:
        return str(_("Every hour at minute %(minute)s, %(zone)s", minute=f"{schedule.at:%M}", zone=zone))
    if schedule.every is Every.DAY:
        return str(_("Every day at %(time)s, %(zone)s", time=clock, zone=zone))
    if schedule.every is Every.WEEKDAY:
        return str(_("Monday to Friday at %(time)s, %(zone)s", time=clock, zone=zone))
    day = day_names()[schedule.weekday]
    return str(_("Every %(day)s at %(time)s, %(zone)s", day=day, time=clock, zone=zone))


def day_names() -> list[str]:
    """The days of the week in the language of the page."""
    names = [
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    ]  # fmt: skip
    assert len(names) == len(WEEKDAYS)
    return [str(name) for name in names]


def choices() -> dict[str, object]:
    """What the fields offer."""
    every = {
        "hour": _("Every hour"),
        "day": _("Every day"),
        "weekday": _("Monday to Friday"),
        "week": _("Once a week"),
    }
    return {"intervals": every, "days": dict(zip(DAYS, day_names(), strict=True)), "zones": zones()}


@cache
def zones() -> tuple[str, ...]:
    """The zones to choose from: those of places."""
    regions = ("Africa/", "America/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/")
    return ("UTC", *sorted(name for name in available_timezones() if name.startswith(regions)))


def _read(errors: dict[str, str], name: str, read: Callable[[str], _Read], text: str, usual: _Read) -> _Read:
    try:
        return read(text)
    except BadChoice as problem:
        errors[name] = str(problem)
        return usual
