"""What each person asked of Google through us lately: so many in any minute or hour, over all processes.

One row a turn. On PostgreSQL the database's own clock counts, so that several machines agree.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.clock import seconds
from app.store.database import Store, Transaction


@dataclass(frozen=True)
class Allowance:
    """How much of one kind a person may do within any `seconds`."""

    kind: str  # no blank in it
    most: int
    seconds: float


LONGEST = 3600.0  # seconds; no allowance counts further back, so older rows go


def take_turns(
    store: Store, who: str, allowance: Allowance, cost: int = 1, clock: Callable[[], float] = seconds
) -> float:
    """Take `cost` turns at once; 0, or without taking any the seconds to wait until so many are free.

    Raises StoreProblem when the database cannot be used.
    """
    assert 0 < cost <= allowance.most
    assert allowance.seconds <= LONGEST
    whose = f"{allowance.kind} {who}"
    with store.writing() as transaction:
        if transaction.kind == "postgresql":
            transaction.run("LOCK TABLE person_calls IN EXCLUSIVE MODE")
        now = _now(transaction, clock)
        # A row of the future was written before a clock was set back: it would bar the person for too long.
        transaction.run("DELETE FROM person_calls WHERE at <= ? OR at > ?", now - LONGEST, now + 1)
        rows = transaction.rows(
            "SELECT at FROM person_calls WHERE who = ? AND at > ? ORDER BY at", whose, now - allowance.seconds
        )
        too_many = len(rows) + cost - allowance.most
        if too_many > 0:
            return max(float(rows[too_many - 1][0]) + allowance.seconds - now, 0.01)
        for _ in range(cost):
            transaction.run("INSERT INTO person_calls (who, at) VALUES (?, ?)", whose, now)
    return 0.0


def _now(transaction: Transaction, clock: Callable[[], float]) -> float:
    if transaction.kind == "sqlite":
        return clock()
    return float(transaction.rows("SELECT EXTRACT(EPOCH FROM clock_timestamp())")[0][0])
