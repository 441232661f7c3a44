"""Waiting: grows, never shorter than asked, survives a minute's quota, and ends."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import SheetKind, SheetProblem
from app.tables.google import retrying
from app.tables.google.retrying import LONGEST_STEP, PATIENCE, Passing, moment_of, repeat, seconds_asked

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Clock:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.now = 0.0
        self.told: list[tuple[float, str]] = []

    def sleep(self, seconds: float) -> None:
        assert self.told[-1][0] == seconds  # told before, not after
        self.now += seconds

    def told_of(self, seconds: float, reason: str) -> None:
        self.told.append((seconds, reason))


def failing(until: Callable[[], bool], asked: float | None = None) -> Callable[[], str]:
    def attempt() -> str:
        if until():
            return "done"
        raise Passing(SheetProblem("Quota: wait.", SheetKind.QUOTA), "quota", asked)

    return attempt


def run(clock: Clock, attempt: Callable[[], str], patience: float = PATIENCE) -> str:
    return repeat(attempt, patience=patience, sleep=clock.sleep, on_wait=clock.told_of)


def test_what_works_is_not_repeated() -> None:
    clock = Clock()
    assert run(clock, failing(lambda: True)) == "done"
    assert clock.told == []


def test_a_quota_that_is_renewed_after_a_whole_minute_is_survived() -> None:
    for _ in range(200):
        clock = Clock()
        assert run(clock, failing(lambda: clock.now >= 61)) == "done"  # noqa: B023
        assert clock.now < PATIENCE


def test_what_stays_ends_within_the_patience_and_raises_its_problem() -> None:
    for _ in range(200):
        clock = Clock()
        with pytest.raises(SheetProblem, match="Quota: wait") as problem:
            run(clock, failing(lambda: False))
        assert problem.value.kind is SheetKind.QUOTA
        assert PATIENCE - LONGEST_STEP <= clock.now <= PATIENCE
        assert len(clock.told) < 60


def test_waits_grow_with_full_jitter_up_to_the_longest_step() -> None:
    by_attempt: list[list[float]] = [[] for _ in range(6)]
    for _ in range(300):
        clock = Clock()
        with pytest.raises(SheetProblem):
            run(clock, failing(lambda: False))
        for waits, (seconds, _) in zip(by_attempt, clock.told, strict=False):
            waits.append(seconds)
    for number, waits in enumerate(by_attempt):
        ceiling = min(2.0 * 2**number, LONGEST_STEP)
        assert max(waits) <= ceiling
        assert max(waits) > ceiling * 0.8
        assert min(waits) < ceiling * 0.2


def test_no_wait_is_shorter_than_asked() -> None:
    clock = Clock()
    assert run(clock, failing(lambda: clock.now >= 100, asked=50)) == "done"
    assert [seconds for seconds, _ in clock.told] == [50, 50]


def test_being_asked_for_longer_than_the_patience_ends_at_once() -> None:
    clock = Clock()
    with pytest.raises(SheetProblem):
        run(clock, failing(lambda: False, asked=PATIENCE + 1))
    assert clock.told == []


def test_the_time_of_slow_calls_counts_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrying, "_jittered", lambda state: 0.0)
    attempts = 0

    def slow() -> str:
        nonlocal attempts
        attempts += 1
        assert attempts < 20
        time.sleep(0.05)
        raise Passing(SheetProblem("Slow: wait.", SheetKind.UNREACHABLE), "slow")

    with pytest.raises(SheetProblem, match="Slow"):
        repeat(slow, patience=0.2, sleep=lambda seconds: None, on_wait=lambda seconds, reason: None)
    assert 1 < attempts < 6


def test_other_errors_are_not_repeated() -> None:
    def attempt() -> str:
        raise SheetProblem("Not shared: share it.", SheetKind.NOT_SHARED)

    with pytest.raises(SheetProblem, match="Not shared"):
        run(Clock(), attempt)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3", 3.0), (" 120 ", 120.0), ("0", 0.0),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90.0),
        (format_datetime(NOW - timedelta(seconds=90), usegmt=True), 0.0),
        ("Sun, 22 Nov 2026 13:00:30 +0100", 30.0),
        ("Sun, 22 Nov 2026 12:00:30 -0000", 30.0),
        (None, None), ("", None), ("soon", None), ("-3", None), ("1.5", None), ("٣", None),
    ],
)  # fmt: skip
def test_retry_after_is_read_as_seconds_and_as_a_date(text: str | None, seconds: float | None) -> None:
    assert seconds_asked(text, NOW) == seconds


def test_a_date_is_read_by_the_other_sides_clock() -> None:
    assert moment_of("Sun, 22 Nov 2026 12:00:00 GMT") == NOW
    for nonsense in (None, "", "noon"):
        assert abs((moment_of(nonsense) - datetime.now(UTC)).total_seconds()) < 60


@given(st.text())
def test_any_retry_after_is_seconds_or_nothing(text: str) -> None:
    seconds = seconds_asked(text, moment_of(text))
    assert seconds is None or seconds >= 0
