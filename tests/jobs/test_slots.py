"""Slots on every clock there is: summer time, half hours, lost days, and clocks of machines that were set wrong."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadChoice
from app.jobs.slots import (
    Every,
    Schedule,
    first_moment,
    latest_slot,
    next_slot,
    read_at,
    read_every,
    read_weekday,
    read_zone,
    schedule_of,
    slot_name,
)

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
TRICKY = """
    Europe/Paris America/New_York Australia/Lord_Howe Asia/Kathmandu America/St_Johns Africa/Casablanca Europe/Dublin
    Pacific/Apia Pacific/Kwajalein America/Havana Asia/Beirut America/Santiago Pacific/Chatham Antarctica/Troll
    America/Nuuk Asia/Tehran UTC
""".split()
zones = st.sampled_from(TRICKY) | st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"}))
moments = st.datetimes(datetime(1985, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
schedules = st.builds(Schedule, st.sampled_from(Every), times, st.integers(0, 6), zones.map(ZoneInfo))
weeklike = schedules.filter(lambda schedule: schedule.every is not Every.HOUR)


def made(every: str, at: str = "07:00", zone: str = "Europe/Paris", weekday: int = 0) -> Schedule:
    return schedule_of(every, at, weekday, zone)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def walk(schedule: Schedule, start: datetime, end: datetime) -> list[datetime]:
    slots = []
    while (start := next_slot(schedule, start)) <= end:
        slots.append(start)
    return slots


def local(schedule: Schedule, slots: list[datetime]) -> list[str]:
    return [f"{slot.astimezone(schedule.zone):%a %d %H:%M %z}" for slot in slots]


@given(schedules, moments)
def test_now_lies_between_two_slots_next_to_each_other(schedule: Schedule, now: datetime) -> None:
    latest, following = latest_slot(schedule, now, EARLIEST), next_slot(schedule, now)
    assert latest is not None
    assert latest <= now < following
    assert latest.tzinfo is following.tzinfo is UTC
    assert next_slot(schedule, latest) == following
    assert latest_slot(schedule, following, EARLIEST) == following
    assert latest_slot(schedule, following - timedelta(microseconds=1), EARLIEST) == latest


@given(schedules, moments, st.timedeltas(timedelta(0), 40 * DAY))
def test_a_walk_from_any_moment_visits_the_same_slots(schedule: Schedule, start: datetime, ahead: timedelta) -> None:
    slots = walk(schedule, start, start + 40 * DAY)
    middle = start + ahead
    assert walk(schedule, middle, start + 40 * DAY) == [slot for slot in slots if slot > middle]
    assert latest_slot(schedule, middle, start) == next((slot for slot in reversed(slots) if slot <= middle), None)
    assert len({slot_name(1, slot, schedule) for slot in slots}) == len(slots)


@given(weeklike, moments)
def test_a_slot_is_the_first_moment_at_which_the_clock_shows_the_time(schedule: Schedule, now: datetime) -> None:
    slot = next_slot(schedule, now)
    shown = slot.astimezone(schedule.zone).replace(tzinfo=None)
    before = (slot - timedelta(seconds=1)).astimezone(schedule.zone).replace(tzinfo=None)
    if shown.time() == schedule.at:
        days = {Every.DAY: range(7), Every.WEEKDAY: range(5), Every.WEEK: [schedule.weekday]}[schedule.every]
        assert shown.weekday() in days
        assert slot.astimezone(schedule.zone).fold == 0
    else:  # the clock leapt over it
        assert shown - before > timedelta(minutes=1)
        wall = datetime.combine(shown.date() - (DAY if schedule.at > shown.time() else timedelta()), schedule.at)
        assert before < wall < shown


@given(schedules.filter(lambda schedule: schedule.every is Every.HOUR), moments)
def test_every_real_hour_has_one_hourly_slot(schedule: Schedule, now: datetime) -> None:
    start = now.replace(minute=0, second=0, microsecond=0)
    slots = walk(schedule, start - timedelta(microseconds=1), start + 72 * HOUR - timedelta(microseconds=1))
    assert [slot.replace(minute=0, second=0) for slot in slots] == [start + at * HOUR for at in range(72)]


@given(zones.map(ZoneInfo), times, st.integers(2012, 2080))
def test_a_year_has_a_slot_each_day(zone: ZoneInfo, at: time, year: int) -> None:
    """After 2011, when Samoa went over the date line and lost a day."""
    schedule = Schedule(Every.DAY, at, 0, zone)
    days = (date(year + 1, 1, 1) - date(year, 1, 1)).days
    begin, end = [first_moment(date(one, 1, 1), at, zone) for one in (year, year + 1)]
    slots = walk(schedule, begin - timedelta(microseconds=1), end - timedelta(microseconds=1))
    assert len(slots) == len({slot.astimezone(zone).date() for slot in slots}) == days


def test_a_year_in_paris() -> None:
    slots = walk(made("day"), utc("2026-01-01"), utc("2027-01-01"))
    assert len(slots) == 365
    assert {f"{slot.astimezone(ZoneInfo('Europe/Paris')):%H:%M}" for slot in slots} == {"07:00"}
    assert {slot.hour for slot in slots} == {5, 6}


@pytest.mark.parametrize("weekday", range(7))
def test_weekly_is_on_its_weekday(weekday: int) -> None:
    schedule = made("week", "23:30", "America/New_York", weekday)
    slots = walk(schedule, utc("2026-01-01"), utc("2027-01-01"))
    assert len(slots) in {52, 53}
    assert {slot.astimezone(schedule.zone).weekday() for slot in slots} == {weekday}


def test_weekdays_leave_out_the_weekend() -> None:
    schedule = made("weekday")
    assert local(schedule, walk(schedule, utc("2026-11-20T06:00:00"), utc("2026-11-24T12:00:00"))) == [
        "Mon 23 07:00 +0100",
        "Tue 24 07:00 +0100",
    ]


@pytest.mark.parametrize(
    ("every", "zone", "start", "slots"),
    [
        ("day", "Europe/Paris", "2026-03-28", ["Sat 28 02:30 +0100", "Sun 29 03:00 +0200", "Mon 30 02:30 +0200"]),
        ("day", "Europe/Paris", "2026-10-24", ["Sat 24 02:30 +0200", "Sun 25 02:30 +0200", "Mon 26 02:30 +0100"]),
        ("day", "America/New_York", "2026-03-07", ["Sat 07 02:30 -0500", "Sun 08 03:00 -0400", "Mon 09 02:30 -0400"]),
        ("day", "America/New_York", "2026-10-31", ["Sat 31 02:30 -0400", "Sun 01 02:30 -0500", "Mon 02 02:30 -0500"]),
        ("week", "Europe/Paris", "2026-03-22", ["Sun 22 02:30 +0100", "Sun 29 03:00 +0200", "Sun 05 02:30 +0200"]),
        ("week", "Europe/Paris", "2026-10-18", ["Sun 18 02:30 +0200", "Sun 25 02:30 +0200", "Sun 01 02:30 +0100"]),
    ],
)
def test_half_past_two_when_summer_time_begins_and_ends(every: str, zone: str, start: str, slots: list[str]) -> None:
    schedule = made(every, "02:30", zone, weekday=6)
    begin = utc(start).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert local(schedule, walk(schedule, begin, begin + 30 * DAY))[:3] == slots


def test_the_hour_that_new_york_has_twice_runs_once() -> None:
    schedule = made("day", "01:30", "America/New_York")
    slots = walk(schedule, utc("2026-10-31T12:00:00"), utc("2026-11-02T12:00:00"))
    assert local(schedule, slots) == ["Sun 01 01:30 -0400", "Mon 02 01:30 -0500"]


def test_hourly_when_summer_time_begins_and_ends() -> None:
    schedule = made("hour", "00:15")
    assert local(schedule, walk(schedule, utc("2026-03-29T00:00:00"), utc("2026-03-29T02:00:00"))) == [
        "Sun 29 01:15 +0100",
        "Sun 29 03:15 +0200",
    ]
    twice = walk(schedule, utc("2026-10-25T00:00:00"), utc("2026-10-25T02:00:00"))
    assert local(schedule, twice) == ["Sun 25 02:15 +0200", "Sun 25 02:15 +0100"]
    assert [slot_name(12, slot, schedule) for slot in twice] == ["s12-20261025-0215", "s12-20261025-0215b"]


def test_half_an_hour_of_summer_time_on_lord_howe() -> None:
    daily, hourly = [made(every, "02:10", "Australia/Lord_Howe") for every in ("day", "hour")]
    assert local(daily, walk(daily, utc("2026-10-02T12:00:00"), utc("2026-10-04T18:00:00"))) == [
        "Sat 03 02:10 +1030",
        "Sun 04 02:30 +1100",
        "Mon 05 02:10 +1100",
    ]
    hours = local(hourly, walk(hourly, utc("2026-10-03T14:00:00"), utc("2026-10-03T18:00:00")))
    assert hours == ["Sun 04 01:10 +1030", "Sun 04 02:40 +1100", "Sun 04 03:10 +1100", "Sun 04 04:10 +1100"]
    back = made("hour", "00:45", "Australia/Lord_Howe")
    twice = walk(back, utc("2026-04-04T14:30:00"), utc("2026-04-04T16:00:00"))
    assert local(back, twice) == ["Sun 05 01:45 +1100", "Sun 05 01:45 +1030"]
    assert [slot_name(1, slot, back)[-5:] for slot in twice] == ["-0145", "0145b"]


def test_kathmandu_is_five_hours_and_three_quarters_ahead() -> None:
    assert next_slot(made("day", "07:00", "Asia/Kathmandu"), utc("2026-11-23")) == utc("2026-11-23T01:15:00")
    assert next_slot(made("hour", "00:00", "Asia/Kathmandu"), utc("2026-11-23")) == utc("2026-11-23T00:15:00")


def test_the_day_that_samoa_never_had() -> None:
    schedule = made("day", "07:00", "Pacific/Apia")
    assert local(schedule, walk(schedule, utc("2011-12-29"), utc("2012-01-01"))) == [
        "Thu 29 07:00 -1000",
        "Sat 31 00:00 +1400",
        "Sat 31 07:00 +1400",
        "Sun 01 07:00 +1400",
    ]


def test_missed_slots_are_one_run_the_newest() -> None:
    schedule, since = made("day"), utc("2026-11-01")
    assert latest_slot(schedule, utc("2026-11-23T05:59:59"), since) == utc("2026-11-22T06:00:00")
    assert latest_slot(schedule, utc("2026-11-23T06:00:00"), since) == utc("2026-11-23T06:00:00")


def test_no_slot_before_it_was_registered_counts() -> None:
    schedule, slot = made("day"), utc("2026-11-23T06:00:00")
    assert latest_slot(schedule, slot + HOUR, slot) is None
    assert latest_slot(schedule, slot + HOUR, slot - timedelta(seconds=1)) == slot
    assert latest_slot(schedule, slot - 10 * DAY, slot) is None


@pytest.mark.parametrize("every", list(Every))
@pytest.mark.parametrize("hours", [-2, 2])
def test_a_clock_that_is_set_wrong_and_right_again_gives_no_run_twice(every: Every, hours: int) -> None:
    """A worker looks every ten minutes for two days around the end of summer time, and does what has no name yet.

    What the clock leapt over counts as missed: of an hourly schedule one slot, of the others none.
    """
    schedule = made(every.value, "02:30")
    start = utc("2026-10-24T12:00:00")
    done: dict[str, datetime] = {}
    for tick in range(6 * 48):
        right = start + tick * timedelta(minutes=10)
        wrong = hours * HOUR if 60 < tick < 160 else timedelta()  # from 22:00 on the 24th to 14:30 on the 25th
        slot = latest_slot(schedule, right + wrong, start - HOUR)
        if slot is not None:
            assert done.setdefault(slot_name(1, slot, schedule), slot) == slot
    slots = set(walk(schedule, start - HOUR, start + 48 * HOUR - timedelta(minutes=10)))
    assert set(done.values()) <= slots
    assert len(slots) - len(done) == (1 if every is Every.HOUR else 0)


def test_a_run_is_named_by_the_clock_of_its_zone() -> None:
    assert slot_name(12, utc("2026-11-23T06:00:00"), made("day")) == "s12-20261123-0700"
    assert slot_name(12, utc("2026-11-23T06:00:00"), made("day", zone="Asia/Tokyo")) == "s12-20261123-1500"


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (made("hour", "00:15", "Asia/Kathmandu"), "every hour at minute 15 Asia/Kathmandu"),
        (made("daily"), "every day at 07:00 Europe/Paris"),
        (made("weekdays"), "every weekday at 07:00 Europe/Paris"),
        (made("weekly", weekday=3), "every Thursday at 07:00 Europe/Paris"),
    ],
)
def test_a_schedule_in_words(schedule: Schedule, words: str) -> None:
    assert schedule.words == words


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("07:00", 7, 0), ("7:05", 7, 5), ("7", 7, 0), ("18h", 18, 0), ("7h30", 7, 30), (" 23:59 ", 23, 59), ("0", 0, 0)],
)
def test_times_of_day(text: str, hour: int, minute: int) -> None:
    assert read_at(text) == time(hour, minute)


@pytest.mark.parametrize("text", ["", "24:00", "7:60", "7pm", "07:00:00", "-1", "7:5", "٧:00", "noon", "7:00\n8:00"])
def test_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(BadChoice, match=r"no time of day: write it .*07:00"):
        read_at(text)


def test_weekdays() -> None:
    assert [read_weekday(text) for text in ("mon", "Tuesday", "WED", "thurs", "fr", " sat ", "sunday")] == list(
        range(7)
    )
    with pytest.raises(BadChoice, match="did you mean Wednesday"):
        read_weekday("wendesday")
    for text in ("", "0", "1", "t", "monday!", "lundi"):
        with pytest.raises(BadChoice, match="is no weekday: write mon"):
            read_weekday(text)


def test_how_often() -> None:
    words = ("hour", "hourly", "day", "Daily", "weekday", "weekdays", "week", " weekly ")
    assert [read_every(word) for word in words] == [one for one in Every for _ in range(2)]
    for text in ("", "month", "2 days"):
        with pytest.raises(BadChoice, match="choose hour, day, weekday"):
            read_every(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [("Europe/Paris", "Europe/Paris"), ("america/new york", "America/New_York"), ("utc", "UTC"), ("CET", "CET")],
)
def test_zones_in_any_case(text: str, key: str) -> None:
    assert read_zone(text).key == key


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Paris", r"\(did you mean Europe/Paris\?\)"),
        ("New York", r"\(did you mean America/New_York\?\)"),
        ("Europe/Pariss", "did you mean Europe/Paris"),
        ("Europe/Berln", "did you mean Europe/Berlin"),
        ("Kathmando", "did you mean Asia/Kathmandu"),
        ("", r"such as Europe/Paris\."),
        ("+02:00", r"such as Europe/Paris\."),
        ("../../etc/passwd", r"such as Europe/Paris\."),
        ("Europe", "such as Europe/Paris"),
        ("right/Europe/Paris", "such as Europe/Paris"),
        ("localtime", "such as Europe/Paris"),
        ("Europe/Par\x1bis\n", "“Europe/Paris”"),
        ("x" * 10_000, r"“x{40}”"),
    ],
)
def test_what_is_no_zone(text: str, meant: str) -> None:
    with pytest.raises(BadChoice, match=meant) as raised:
        read_zone(text)
    assert str(raised.value).startswith("There is no time zone “")


def test_a_stored_weekday_out_of_range() -> None:
    with pytest.raises(BadChoice, match="0 for Monday to 6 for Sunday"):
        made("week", weekday=7)
