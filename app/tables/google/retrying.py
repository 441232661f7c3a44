"""Waiting before a repeat: how long, and when it is enough."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from tenacity import RetryCallState, Retrying, retry_if_exception_type, wait_random_exponential

from app import clock
from app.errors import SheetProblem

PATIENCE = 180.0  # seconds in all; a quota is renewed each minute, so a whole minute must fit well
LONGEST_STEP = 32.0  # seconds: the longest wait of our own choice

Sleep = Callable[[float], None]
OnWait = Callable[[float, str], None]
T = TypeVar("T")

_jittered = wait_random_exponential(multiplier=2, max=LONGEST_STEP)


class Passing(Exception):
    """A failure that may pass by itself.

    `problem` is what to raise when it does not, `reason` a few words for whoever waits, `asked` the seconds that the
    other side asks to wait at least.
    """

    def __init__(self, problem: SheetProblem, reason: str, asked: float | None = None) -> None:
        super().__init__(reason)
        self.problem = problem
        self.reason = reason
        self.asked = asked


def seconds_asked(retry_after: str | None, now: datetime) -> float | None:
    """The seconds that a Retry-After asks for, whether it says seconds or a date; None for none or nonsense."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdecimal():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())


def moment_of(date: str | None) -> datetime:
    """The moment in an answer's Date header, by whose clock its Retry-After is meant; our own without one."""
    try:
        moment = parsedate_to_datetime(date or "")
    except (ValueError, TypeError):
        return clock.now()
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def repeat(attempt: Callable[[], T], *, patience: float, sleep: Sleep = time.sleep, on_wait: OnWait) -> T:
    """What `attempt` returns, tried again while it raises Passing and waits and calls together take `patience` seconds.

    Waits grow exponentially with full jitter, up to 32 s each, and are never shorter than what the other side asks
    for; `on_wait` is told each, in seconds, before it begins. Raises the last failure's SheetProblem.
    """
    retrying = Retrying(
        retry=retry_if_exception_type(Passing),
        wait=_wait,
        stop=lambda state: _spent(state) + state.upcoming_sleep > patience,
        before_sleep=lambda state: on_wait(state.upcoming_sleep, _failure(state).reason),
        sleep=sleep,
        reraise=True,
    )
    try:
        return retrying(attempt)
    except Passing as failure:
        raise failure.problem from failure


def _wait(state: RetryCallState) -> float:
    return max(_failure(state).asked or 0.0, _jittered(state))


def _spent(state: RetryCallState) -> float:
    """Seconds since the start, as far as this machine's clock or, where a test does the sleeping, the waits tell."""
    return max(state.idle_for, state.seconds_since_start or 0.0)


def _failure(state: RetryCallState) -> Passing:
    failure = state.outcome.exception() if state.outcome else None
    assert isinstance(failure, Passing)
    return failure
