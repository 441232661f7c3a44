"""When a registered sheet is due: a schedule's slots, each an aware moment in UTC. Pure: the caller tells the time.

A slot is the first moment at which the zone's clock shows the schedule's time or a later one. So a time that summer
time leaps over runs right after the leap, and one that comes twice runs once, the first time. Hourly runs count real
hours instead: there is exactly one slot in every hour of UTC.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from app.errors import BadChoice

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_SATURDAY = 5
# Days around today that hold the slots next to now: a week, and what a country loses or repeats at the date line.
_NEAR = range(-9, 10)
_TIME = re.compile(r"([0-9]{1,2})(?:[:h]([0-9]{2}))?h?", re.IGNORECASE)
_NO_PLACES = frozenset({"Factory", "localtime"})  # one is no time, the other changes from machine to machine


class Every(StrEnum):
    """How often; stored as these words."""

    HOUR = "hour"
    DAY = "day"
    WEEKDAY = "weekday"  # Monday to Friday
    WEEK = "week"


_EVERY = {
    "hour": Every.HOUR,
    "hourly": Every.HOUR,
    "day": Every.DAY,
    "daily": Every.DAY,
    "weekday": Every.WEEKDAY,
    "weekdays": Every.WEEKDAY,
    "week": Every.WEEK,
    "weekly": Every.WEEK,
}


@dataclass(frozen=True)
class Schedule:
    """How often, and when on the clock of `zone`: `at` in whole minutes, of an hourly one only its minute.

    `weekday` (0 is Monday) is that of a weekly one.
    """

    every: Every
    at: time
    weekday: int
    zone: ZoneInfo

    @property
    def words(self) -> str:
        """For people: "every weekday at 07:00 Europe/Paris"."""
        if self.every is Every.HOUR:
            return f"every hour at minute {self.at:%M} {self.zone.key}"
        day = WEEKDAYS[self.weekday] if self.every is Every.WEEK else self.every.value
        return f"every {day} at {self.at:%H:%M} {self.zone.key}"


def schedule_of(every: str, at: str, weekday: int, zone: str) -> Schedule:
    """The schedule in the words it is stored in. Raises BadChoice for words that are none."""
    if weekday not in range(len(WEEKDAYS)):
        raise BadChoice(f"The weekday {weekday} does not exist: give 0 for Monday to 6 for Sunday.")
    return Schedule(read_every(every), read_at(at), weekday, read_zone(zone))


def latest_slot(schedule: Schedule, now: datetime, since: datetime) -> datetime | None:
    """The newest slot after `since` and not after `now`; None where there is none.

    However many were missed, they are one run: the newest.
    """
    newest = next(slot for slot in _newest_first(schedule, now) if slot <= now)
    return newest if newest > since else None


def next_slot(schedule: Schedule, now: datetime) -> datetime:
    """The first slot after `now`."""
    return [slot for slot in _newest_first(schedule, now) if slot > now][-1]


def slot_name(sheet_number: int, slot: datetime, schedule: Schedule) -> str:
    """The name of a slot's run, to be typed by a person: `s12-20261123-0700`, by the clock of the schedule's zone.

    The same slot always has the same name. Two slots of one schedule never share one: where the clock shows a time
    twice, the second has a `b` at its end. After a change of the zone a name can come again for another slot.
    """
    local = slot.astimezone(schedule.zone)
    return f"s{sheet_number}-{local:%Y%m%d-%H%M}{'b' if local.fold else ''}"


def first_moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The first moment, in UTC, at which the zone's clock shows this time of this day or a later one."""
    wall = datetime.combine(day, at)
    moment, other = [wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    if moment <= other:
        return moment
    # The clock leaps over this time (PEP 495: then, and only then, the second reading is the earlier): find the leap.
    before, after = 0, int((moment - other).total_seconds())
    while after - before > 1:
        middle = (before + after) // 2
        leapt = (other + timedelta(seconds=middle)).astimezone(zone).replace(tzinfo=None) >= wall
        before, after = (before, middle) if leapt else (middle, after)
    return other + timedelta(seconds=after)


def read_every(text: str) -> Every:
    """How often, in a person's words. Raises BadChoice."""
    found = _EVERY.get(text.strip().lower())
    if found is None:
        raise BadChoice(f"“{_shown(text)}” is no interval: choose hour, day, weekday (Monday to Friday) or week.")
    return found


def read_at(text: str) -> time:
    """A time of day: 07:00, 7:00, 7 or 7h30. Raises BadChoice."""
    found = _TIME.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise BadChoice(f"“{_shown(text)}” is no time of day: write it from 00:00 to 23:59, such as 07:00 or 18:30.")
    return time(hour, minute)


def read_weekday(text: str) -> int:
    """A weekday's number, 0 for Monday, from its English name or the first letters of it. Raises BadChoice.

    A number is refused: 1 is Monday to some programs and Tuesday to others.
    """
    word = text.strip().capitalize()
    found = [number for number, name in enumerate(WEEKDAYS) if len(word) > 1 and name.startswith(word)]
    if not found:
        meant = _did_you_mean(get_close_matches(word, WEEKDAYS, 1))
        raise BadChoice(f"“{_shown(text)}” is no weekday: write mon, tue, wed, thu, fri, sat or sun{meant}.")
    return found[0]


def read_zone(text: str) -> ZoneInfo:
    """A time zone by its name in the IANA list, in any case. Raises BadChoice, with the names that may be meant."""
    zones, asked = _zones(), text.strip().replace(" ", "_").casefold()
    if not zones:
        raise BadChoice("This machine has no list of time zones: install the Python package tzdata and run again.")
    if asked in zones:
        return ZoneInfo(zones[asked])
    meant = _did_you_mean(_alike(asked, zones.values()))
    raise BadChoice(f"There is no time zone “{_shown(text)}”: write it as continent/city, such as Europe/Paris{meant}.")


def _newest_first(schedule: Schedule, now: datetime) -> Iterator[datetime]:
    """The slots around `now`, some before it and some after; a moment at which several days' slots fall comes again."""
    if schedule.every is Every.HOUR:
        hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
        for hours in (1, 0, -1):
            yield _in_hour(schedule, hour + hours * _HOUR)
        return
    today = now.astimezone(schedule.zone).date()
    for days in reversed(_NEAR):
        day = today + days * _DAY
        if _is_on(schedule, day):
            yield first_moment(day, schedule.at, schedule.zone)


def _in_hour(schedule: Schedule, hour: datetime) -> datetime:
    """The slot in an hour of UTC: where the zone's clock, as it goes at the hour's start, shows the minute."""
    offset = hour.astimezone(schedule.zone).utcoffset() or timedelta()
    return hour + (timedelta(minutes=schedule.at.minute) - offset) % _HOUR


def _is_on(schedule: Schedule, day: date) -> bool:
    if schedule.every is Every.WEEK:
        return day.weekday() == schedule.weekday
    return schedule.every is Every.DAY or day.weekday() < _SATURDAY


@cache
def _zones() -> dict[str, str]:
    """Every zone's name, by itself without capitals."""
    return {name.casefold(): name for name in sorted(available_timezones() - _NO_PLACES)}


def _alike(asked: str, names: Collection[str]) -> list[str]:
    """The zones of a city of this name, else up to three whose names are much alike."""
    of_city = [name for name in names if name.casefold().rpartition("/")[2] == asked.rpartition("/")[2]]
    if of_city:
        return of_city[:3]
    whole = {name.casefold(): name for name in names if "/" in name}
    cities = {name.rpartition("/")[2].casefold(): name for name in whole.values()}
    among = whole if "/" in asked else cities
    return [among[name] for name in get_close_matches(asked, among, 3, 0.7)]


def _did_you_mean(names: Collection[str]) -> str:
    return f" (did you mean {' or '.join(names)}?)" if names else ""


def _shown(text: str) -> str:
    """What a person wrote, as far as it fits in a sentence."""
    return "".join(one for one in text.strip() if one.isprintable())[:40]
