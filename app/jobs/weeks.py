"""The weeks of the weekly mail: ISO weeks on the clock of the team's zone. Pure: the caller tells the time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.errors import BadChoice
from app.jobs.slots import first_moment

DUE_ON = 0  # Monday
DUE_AT = time(8)
LATE_AFTER = timedelta(hours=1)  # a worker looks every minute, and one that was just restarted is not worth a word

_PERIOD = re.compile(r"(2[0-9]{3})-W([0-9]{2})")
_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """One ISO week: `period` is "2026-W47"; from `begin`, Monday 00:00, to before `end`, the next Monday 00:00.

    Both are in the team's zone. A week in which summer time begins or ends has 167 or 169 hours: Python subtracts
    two moments of one zone by their clocks, so take them to UTC first to measure it.
    """

    period: str
    begin: datetime
    end: datetime
    zone: ZoneInfo

    @property
    def monday(self) -> date:
        """The week's first day."""
        return _monday(self.period)


def week_of(period: str, zone: ZoneInfo) -> Week:
    """The week of a period such as 2026-W47. Raises BadChoice for anything else, and for a week the year has not."""
    return _week(_monday(period), zone)


def week_before(now: datetime, zone: ZoneInfo) -> Week:
    """The last week that is over at `now`."""
    today = now.astimezone(zone).date()
    return _week(today - timedelta(days=today.weekday()) - _WEEK, zone)


def due_at(week: Week, weekday: int = DUE_ON, at: time = DUE_AT) -> datetime:
    """When the mail about a week is due, in UTC: on the first such weekday (0 is Monday) after it, on the team's clock.

    Where the clock leaps over that time it is due right after the leap; where it comes twice, the first time.
    """
    return first_moment(week.monday + _WEEK + timedelta(days=weekday), at, week.zone)


def due_week(now: datetime, zone: ZoneInfo, weekday: int = DUE_ON, at: time = DUE_AT) -> Week:
    """The latest week whose mail is due at `now`."""
    week = week_before(now, zone)
    while due_at(week, weekday, at) > now:
        week = _week(week.monday - _WEEK, zone)
    return week


def weeks_between(last_period: str | None, due: Week) -> tuple[Week, ...]:
    """The weeks after the last one that had a mail and before the one that is due: they get none. Oldest first.

    None of them where there never was a mail. Raises BadChoice where `last_period` is no period.
    """
    if last_period is None:
        return ()
    weeks = (due.monday - _monday(last_period)) // _WEEK
    return tuple(_week(due.monday - back * _WEEK, due.zone) for back in range(weeks - 1, 0, -1))


def late_sentence(missed: Sequence[Week], week: Week, now: datetime, weekday: int = DUE_ON, at: time = DUE_AT) -> str:
    """What a mail about `week`, made at `now`, says where it is late or weeks before got none; "" where neither is so.

    Not to be asked for the very first mail: nothing waited for that one.
    """
    due = due_at(week, weekday, at).astimezone(week.zone)
    said = []
    if now - due_at(week, weekday, at) > LATE_AFTER:
        made = now.astimezone(week.zone)
        words = "%A %d %B at %H:%M"
        said.append(f"This mail was due on {due:{words}} and was made on {made:{words}}")
    if missed:
        few = " and ".join(one.period for one in missed)
        which = few if len(missed) < 3 else f"{missed[0].period} to {missed[-1].period}"
        said.append(f"{'there' if said else 'There'} was no mail about {which}")
    return f"{', and '.join(said)}: no worker was running." if said else ""


def _monday(period: str) -> date:
    """The first day of a period. Raises BadChoice."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise BadChoice(f"“{period[:40]}” is no week: write it with its year, such as 2026-W47.")
    year, number = int(found[1]), int(found[2])
    last = date(year, 12, 28).isocalendar().week  # the 28th always lies in the year's last week
    if not 1 <= number <= last:
        raise BadChoice(f"There is no week {period}: the weeks of {year} are {year}-W01 to {year}-W{last}.")
    return date.fromisocalendar(year, number, 1)


def _week(monday: date, zone: ZoneInfo) -> Week:
    year, number, _ = monday.isocalendar()
    begin, end = [first_moment(day, time(), zone).astimezone(zone) for day in (monday, monday + _WEEK)]
    return Week(f"{year}-W{number:02}", begin, end, zone)
