"""The log of a command, which scores once and ends: everything is in the database when it does."""

import os
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from app.errors import StoreProblem
from app.store.database import Store, open_store
from app.store.erasing import delete_older_than
from app.store.journal import Entry, encode
from app.store.journal_files import abandoned, claim
from app.store.migrating import migrate
from app.store.moving import move_journal
from app.store.places import Places


def keep(places: Places, entries: Iterable[Entry], retention_days: int) -> None:
    """Keep every entry, one at a time in memory, and drop what was kept long enough.

    Raises StoreProblem when a journal cannot be written, or when the database cannot be used: then the entries wait in
    their journals for the next process that keeps anything, as those of a process that died do.
    """
    try:
        owner = claim(places.journals)
        try:
            for number, entry in enumerate(entries, 1):
                _write(owner.journal(number), encode(entry))
            _move(places, owner.journals(), retention_days)
        finally:
            owner.release()
    except OSError as error:
        raise StoreProblem(
            f"{error.filename or places.folder} cannot be written ({error.strerror}): mend the folder or the disk."
        ) from error


def _write(path: Path, record: bytes) -> None:
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), "wb") as file:
            file.write(record)
    except OSError:
        path.unlink(missing_ok=True)  # half a record is worth nothing, and the disk may be full
        raise


def _widen(store: Store) -> None:
    """Room for the index of identities, whose places are random: without it a large log makes every entry slower."""
    if store.kind == "sqlite":
        with store.reading() as transaction:
            transaction.run("PRAGMA cache_size = -32768")  # KB


def _move(places: Places, own: Iterable[Path], retention_days: int) -> None:
    migrate(places.database_url)
    with closing(open_store(places.database_url)) as store:
        _widen(store)
        for path in own:
            move_journal(store, path)
        for owner in abandoned(places.journals):
            for path in owner.journals():
                move_journal(store, path)
        delete_older_than(store, retention_days)
