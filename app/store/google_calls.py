"""Keeps all workers together under Google's quota: so many reads and so many writes in any minute.

The moment of each call of the last minute is a row. On PostgreSQL the database's own clock counts, so that workers on
several machines agree.
"""

from collections.abc import Callable

from app.clock import seconds
from app.store.database import Store, Transaction

PERIOD = 60.0  # seconds


class Quota:
    """At most `reads` and `writes` calls within any minute, over all processes that share the database."""

    def __init__(self, store: Store, reads: int, writes: int, clock: Callable[[], float] = seconds) -> None:
        self._store = store
        self._most = {"read": reads, "write": writes}
        self._clock = clock

    def take(self, kind: str) -> float:
        """Take one call of a kind, `read` or `write`; 0, or the seconds to wait before asking again.

        Raises StoreProblem when the database cannot be used.
        """
        with self._store.writing() as transaction:
            if transaction.kind == "postgresql":
                transaction.run("LOCK TABLE google_calls IN EXCLUSIVE MODE")
            now = self._now(transaction)
            # a row of the future was written before a clock was set back: it would bar calls for too long
            transaction.run("DELETE FROM google_calls WHERE at <= ? OR at > ?", now - PERIOD, now + PERIOD)
            made = transaction.rows("SELECT COUNT(*), MIN(at) FROM google_calls WHERE kind = ?", kind)[0]
            if made[0] >= self._most[kind]:
                return max(float(made[1]) + PERIOD - now, 0.01)
            transaction.run("INSERT INTO google_calls (kind, at) VALUES (?, ?)", kind, now)
        return 0.0

    def _now(self, transaction: Transaction) -> float:
        if transaction.kind == "sqlite":
            return self._clock()
        return float(transaction.rows("SELECT EXTRACT(EPOCH FROM clock_timestamp())")[0][0])
