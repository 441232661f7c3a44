"""From a journal file into the database, exactly once.

The position reached is stored in the same transaction as the rows: whoever moves the file next, after a crash or at
the same time, starts there or finds that somebody else was faster.
"""

import math
from collections.abc import Iterator
from itertools import compress, repeat
from pathlib import Path
from typing import NamedTuple

from app import clock
from app.store.database import Kind, Store, Transaction
from app.store.journal import StoredEntry, records
from app.store.journal_files import remove
from app.store.moments import stored

CHUNK = 20_000  # leads a transaction: about 0.2 s
_ATTEMPTS = 3  # PostgreSQL may finish the last commit of a killed process after we looked where it had come to

_COLUMNS = ("at", "source", "model_version", "layout", "request_id", "score", "identity_hash", "facts")


class Moved(NamedTuple):
    """What came out of a journal; `damaged` counts places where bytes had to be skipped."""

    leads: int
    damaged: int


def move_journal(store: Store, path: Path) -> Moved:
    """Bring all of a journal that nobody writes to any more into the database, and delete it.

    Raises StoreProblem when the database cannot be used (the journal stays, and what was committed is not repeated)
    and OSError when the file cannot be read.
    """
    leads = damaged = 0
    try:
        content = path.read_bytes()
    except FileNotFoundError:  # another process has moved it
        return Moved(0, 0)
    for _ in range(_ATTEMPTS):
        moved = _move(store, path, content)
        leads, damaged = leads + moved.leads, damaged + moved.damaged
        if moved.whole:
            remove(path)
            with store.writing() as transaction:
                transaction.run("DELETE FROM journals WHERE name = ?", path.name)
            break
    return Moved(leads, damaged)


class _Portion(NamedTuple):
    """What one attempt moved; `whole`: up to the journal's end."""

    leads: int
    damaged: int
    whole: bool


def _move(store: Store, path: Path, content: bytes) -> _Portion:
    """From where the database is to the end, or to where somebody else turns out to have moved on."""
    leads = damaged = 0
    position = start = _position(store, path.name)
    for entries, broken, end in _chunks(content, position or 0):
        if not _commit(store, path, start, end, entries):
            return _Portion(leads, damaged, whole=False)
        start = end
        leads += sum(len(entry.scores) for entry in entries)
        damaged += broken
    return _Portion(leads, damaged, whole=True)


def _position(store: Store, name: str) -> int | None:
    with store.reading() as transaction:
        found = transaction.rows("SELECT position FROM journals WHERE name = ?", name)
    return int(found[0][0]) if found else None


def _chunks(content: bytes, start: int) -> Iterator[tuple[list[StoredEntry], int, int]]:
    """Entries for one transaction each, how many damaged places were passed, and the position behind them."""
    entries: list[StoredEntry] = []
    waiting = broken = 0
    end = start
    for entry, end in records(content, start):
        if entry is None:
            broken += 1
            continue
        entries.append(entry)
        waiting += len(entry.scores)
        if waiting >= CHUNK:
            yield entries, broken, end
            entries, waiting, broken = [], 0, 0
    if entries or broken:
        yield entries, broken, end


def _commit(store: Store, path: Path, start: int | None, end: int, entries: list[StoredEntry]) -> bool:
    """Store the rows and the new position, or neither; False when another process has moved on from `start`.

    A position is forgotten only after its file was deleted: no position and no file is a journal moved to its end.
    """
    with store.writing() as transaction:
        if not _advance(transaction, path.name, start, end):
            return False
        if not path.exists():
            transaction.run("DELETE FROM journals WHERE name = ?", path.name)
            return False
        transaction.insert("predictions", _COLUMNS, _rows(entries, store.kind))
    return True


def _advance(transaction: Transaction, name: str, start: int | None, end: int) -> bool:
    now = stored(clock.now(), transaction.kind)
    if start is None:
        sql = "INSERT INTO journals (name, position, moved_at) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING"
        return transaction.run(sql, name, end, now) == 1
    sql = "UPDATE journals SET position = ?, moved_at = ? WHERE name = ? AND position = ?"
    return transaction.run(sql, end, now, name, start) == 1


def _rows(entries: list[StoredEntry], kind: Kind) -> Iterator[tuple[object, ...]]:
    for entry in entries:
        at = stored(entry.at, kind)
        source, version = _fitting(entry.source, 20), _fitting(entry.model_version, 100)
        request = None if entry.request_id is None else _fitting(entry.request_id, 128)
        same = map(repeat, (at, source, version, entry.layout, request))
        rows = zip(*same, entry.scores, entry.identity_hashes, entry.facts(), strict=False)  # `same` goes on for ever
        # No model gives a score that is no number, and one such row would hold up all others.
        yield from compress(rows, map(math.isfinite, entry.scores))


def _fitting(text: str, longest: int) -> str:
    """A text that every database takes: PostgreSQL refuses a zero byte and what is longer than the column."""
    return text.replace("\0", "�")[:longest]
