"""The workers that are at work. One without a row here is gone, and what it was doing is anybody's.

Whether one is still heard of is told by a clock that nobody sets: on SQLite, where all are on one machine, the
machine's seconds since its start, on PostgreSQL the database's own.
"""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from app.processes import born, machine
from app.store.database import Kind, Store, Transaction
from app.store.moments import read_moment, stored

BEAT_SECONDS = 5.0
QUIET = 60.0  # seconds; a worker that has said nothing for so long is gone
_REAPING = 5_323_718_823  # any number of our own: what reapers on one PostgreSQL wait for


@dataclass(frozen=True)
class Worker:
    """A worker at work."""

    name: str
    machine: str
    process: int
    born: str
    began_at: datetime
    beat: float


def enter(store: Store, name: str, process: int, now: datetime) -> None:
    """A worker begins."""
    with store.writing() as transaction:
        transaction.run(
            "INSERT INTO workers (name, machine, process, born, began_at, beat) VALUES (?, ?, ?, ?, ?, ?)",
            name,
            machine(),
            process,
            born(process),
            stored(now, store.kind),
            _seconds(transaction),
        )


def beat(store: Store, name: str) -> bool:
    """A worker is still there; False where it was taken for dead, and must do nothing any more."""
    with store.writing() as transaction:
        sql = "UPDATE workers SET beat = ? WHERE name = ?"
        return bool(transaction.run(sql, _seconds(transaction), name))


def leave(store: Store, name: str) -> None:
    """A worker ends."""
    with store.writing() as transaction:
        transaction.run("DELETE FROM workers WHERE name = ?", name)


def at_work(store: Store) -> list[Worker]:
    """All workers that have not left, whether they still live or not."""
    with store.reading() as transaction:
        return _all(transaction)


@contextlib.contextmanager
def burying(store: Store) -> Iterator[set[str]]:
    """Strike out the workers that are gone; the names of those that live. Nobody else buries meanwhile."""
    with store.writing() as transaction:
        if transaction.kind == "postgresql":
            transaction.run("SELECT pg_advisory_xact_lock(?)", _REAPING)
        now, living = _seconds(transaction), set()
        for worker in _all(transaction):
            if _is_gone(worker, now, transaction.kind):
                transaction.run("DELETE FROM workers WHERE name = ?", worker.name)
            else:
                living.add(worker.name)
        yield living


def _all(transaction: Transaction) -> list[Worker]:
    rows = transaction.rows("SELECT name, machine, process, born, began_at, beat FROM workers ORDER BY name")
    workers = []
    for name, where, process, since, began_at, beat in rows:
        began = read_moment(began_at)
        assert began is not None  # the column is never null
        workers.append(Worker(name, where, process, since, began, beat))
    return workers


def _seconds(transaction: Transaction) -> float:
    if transaction.kind == "sqlite":
        return time.monotonic()
    return float(transaction.rows("SELECT EXTRACT(EPOCH FROM clock_timestamp())")[0][0])


def _is_gone(worker: Worker, now: float, kind: Kind) -> bool:
    here = worker.machine == machine()
    if here and born(worker.process) != worker.born:
        return True
    # a file is of one machine: a worker of "another" one was of this one before it started anew
    return now - worker.beat > QUIET or (kind == "sqlite" and not here)
