"""The weeks of the weekly mail: which is due, where years and summer time end, and what a late mail says."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import BadChoice
from app.jobs.weeks import Week, due_at, due_week, late_sentence, week_before, week_of, weeks_between

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)
zones = st.sampled_from(["Europe/Paris", "America/New_York", "Pacific/Kiritimati", "Asia/Beirut", "UTC"]).map(ZoneInfo)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS).astimezone(UTC)


def hours(week: Week) -> float:
    return (week.end.astimezone(UTC) - week.begin.astimezone(UTC)) / HOUR


def test_a_week_by_its_period() -> None:
    week = week_of("2026-W47", PARIS)
    assert week.begin.isoformat() == "2026-11-16T00:00:00+01:00"
    assert week.end.isoformat() == "2026-11-23T00:00:00+01:00"
    assert (week.period, week.monday, hours(week)) == ("2026-W47", date(2026, 11, 16), 168)


@pytest.mark.parametrize(
    ("period", "begin", "end"),
    [
        ("2026-W53", "2026-12-28", "2027-01-04"),
        ("2027-W01", "2027-01-04", "2027-01-11"),
        ("2026-W01", "2025-12-29", "2026-01-05"),
        ("2025-W52", "2025-12-22", "2025-12-29"),
        ("2020-W53", "2020-12-28", "2021-01-04"),
    ],
)
def test_weeks_where_a_year_ends(period: str, begin: str, end: str) -> None:
    week = week_of(period, PARIS)
    assert (f"{week.begin:%Y-%m-%d}", f"{week.end:%Y-%m-%d}") == (begin, end)
    assert week_before(week.end, PARIS) == week


@pytest.mark.parametrize("period", ["2025-W53", "2027-W53", "2026-W00", "2026-W54", "2026-W99"])
def test_a_week_that_the_year_has_not(period: str) -> None:
    with pytest.raises(
        BadChoice, match=rf"no week {period}: the weeks of {period[:4]} are {period[:4]}-W01 to .*-W5\d"
    ):
        week_of(period, PARIS)


@pytest.mark.parametrize(
    "period",
    ["", "2026", "2026-47", "2026-w47", "2026-W4", "2026-W477", "0000-W01", "9999-W52", "2026-W47\n", "٢026-W47"],
)
def test_what_is_no_week(period: str) -> None:
    with pytest.raises(BadChoice, match="is no week: write it with its year"):
        week_of(period, PARIS)


def test_a_week_in_which_summer_time_begins_or_ends() -> None:
    assert [hours(week_of(period, PARIS)) for period in ("2026-W12", "2026-W13", "2026-W43", "2026-W44")] == [
        168,
        167,
        169,
        168,
    ]
    assert hours(week_of("2026-W44", NEW_YORK)) == 169


def test_the_week_before_ends_where_this_one_begins() -> None:
    assert week_before(paris("2026-11-23T00:00:00"), PARIS).period == "2026-W47"
    assert week_before(paris("2026-11-22T23:59:59"), PARIS).period == "2026-W46"
    assert week_before(paris("2026-11-23T00:00:00"), NEW_YORK).period == "2026-W46"


@pytest.mark.parametrize(
    ("now", "period"),
    [
        ("2026-11-23T07:59:59", "2026-W46"),
        ("2026-11-23T08:00:00", "2026-W47"),
        ("2026-11-29T23:59:59", "2026-W47"),
        ("2026-11-30T00:00:00", "2026-W47"),
        ("2027-01-04T07:59:59", "2026-W52"),
        ("2027-01-04T08:00:00", "2026-W53"),
        ("2027-01-11T08:00:00", "2027-W01"),
        ("2026-03-30T08:00:00", "2026-W13"),  # the first Monday of summer time
    ],
)
def test_the_mail_about_a_week_is_due_on_the_monday_after_it(now: str, period: str) -> None:
    assert due_week(paris(now), PARIS).period == period


def test_another_day_and_hour() -> None:
    assert due_week(paris("2026-11-26T17:29:00"), PARIS, 3, time(17, 30)).period == "2026-W46"
    assert due_week(paris("2026-11-26T17:30:00"), PARIS, 3, time(17, 30)).period == "2026-W47"
    assert due_week(paris("2026-11-23T17:30:00"), PARIS, 3, time(17, 30)).period == "2026-W46"


def test_the_clock_leaps_over_the_hour_of_the_mail() -> None:
    week = week_of("2026-W12", PARIS)
    assert due_at(week, 6, time(2, 30)) == datetime(2026, 3, 29, 1, tzinfo=UTC)


@given(moments, zones, st.integers(0, 6), st.builds(time, st.integers(0, 23), st.integers(0, 59)))
def test_the_latest_week_that_is_due(now: datetime, zone: ZoneInfo, weekday: int, at: time) -> None:
    week = due_week(now, zone, weekday, at)
    following = week_before(week.end.astimezone(UTC) + 7 * 24 * HOUR + 2 * HOUR, zone)
    assert due_at(week, weekday, at) <= now < due_at(following, weekday, at)
    assert week.end <= now
    assert week_of(week.period, zone) == week
    assert week.end == following.begin
    assert week.begin.weekday() == 0
    assert weeks_between(week.period, following) == ()


@pytest.mark.parametrize("wrong", [-2, 2])
def test_a_clock_two_hours_off_around_monday_morning_makes_no_mail_twice(wrong: int) -> None:
    """A worker looks every five minutes; a mail is kept under its week, so each is made once."""
    start, periods = paris("2026-11-23T04:00:00"), list[str]()
    for tick in range(12 * 8):
        right = start + tick * timedelta(minutes=5)
        off = wrong * HOUR if 12 < tick < 60 else timedelta()
        periods.append(due_week(right + off, PARIS).period)
    assert set(periods) == {"2026-W46", "2026-W47"}
    assert periods[-1] == "2026-W47"


def test_weeks_that_got_no_mail() -> None:
    due = week_of("2027-W02", PARIS)
    assert [week.period for week in weeks_between("2026-W51", due)] == ["2026-W52", "2026-W53", "2027-W01"]
    assert weeks_between("2027-W01", due) == weeks_between("2027-W02", due) == weeks_between("2027-W30", due) == ()
    assert weeks_between(None, due) == ()
    assert weeks_between("2026-W51", due)[0] == week_of("2026-W52", PARIS)
    with pytest.raises(BadChoice):
        weeks_between("nonsense", due)


def test_a_mail_on_time_says_nothing() -> None:
    week = week_of("2026-W47", PARIS)
    assert late_sentence((), week, paris("2026-11-23T08:01:00")) == ""
    assert late_sentence((), week, paris("2026-11-23T09:00:00")) == ""


def test_a_late_mail_says_so() -> None:
    week = week_of("2026-W47", PARIS)
    missed = weeks_between("2026-W43", week)
    now = paris("2026-11-25T10:12:00")
    assert late_sentence(missed, week, now) == (
        "This mail was due on Monday 23 November at 08:00 and was made on Wednesday 25 November at 10:12, "
        "and there was no mail about 2026-W44 to 2026-W46: no worker was running."
    )
    assert late_sentence(missed[-1:], week, paris("2026-11-23T08:00:00")) == (
        "There was no mail about 2026-W46: no worker was running."
    )
    assert "no mail about 2026-W45 and 2026-W46:" in late_sentence(missed[1:], week, now)
    assert late_sentence((), week, now).endswith("Wednesday 25 November at 10:12: no worker was running.")
