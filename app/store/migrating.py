"""Bringing a database to this version's schema. Safe when several processes do it at once."""

import contextlib
import fcntl
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from app.errors import StoreProblem
from app.store.database import Store, open_store

SCHEMA = "0003"  # the newest module in migrations/versions
_LOCK = 5_323_718_822  # any number of our own: what processes on one PostgreSQL wait for


def migrate(url: str) -> None:
    """Create or update the tables; does nothing, and imports nothing heavy, where they are right already.

    Raises StoreProblem when the database cannot be reached, or was made by a newer Leadsheet.
    """
    store = open_store(url)
    if is_current(store):
        return
    with _alone(store):
        _upgrade(store)


def is_current(store: Store) -> bool:
    """Whether the tables are this version's."""
    try:
        with store.reading() as transaction:
            return transaction.rows("SELECT version_num FROM alembic_version") == [(SCHEMA,)]
    except StoreProblem:
        return False
    finally:
        store.close()


@contextlib.contextmanager
def _alone(store: Store) -> Iterator[None]:
    """On SQLite: one process at a time, and the file in WAL mode, where readers and a writer do not wait."""
    if store.file is None:
        yield
        return
    try:
        store.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(f"{store.file}.migrating", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise StoreProblem(f"{store.file.parent} cannot be written ({error.strerror}): name another folder.") from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        _set_wal(store.file)
        yield
    finally:
        os.close(lock)


def _set_wal(file: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(file, timeout=15)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        file.chmod(0o600)
    except sqlite3.Error as error:
        raise StoreProblem(f"{file.name} is no SQLite database, or is in use: name another file.") from error


def _upgrade(store: Store) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import SQLAlchemyError
    from sqlalchemy.pool import NullPool

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    options = {"timeout": 15, "isolation_level": None} if store.kind == "sqlite" else {"connect_timeout": 5}
    engine = create_engine(store.engine_url, poolclass=NullPool, connect_args=options)
    try:
        with engine.begin() as connection:
            if store.kind == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as error:
        raise StoreProblem(
            "The database was made by a newer Leadsheet: run that version, or another database."
        ) from error
    except SQLAlchemyError as error:
        raise StoreProblem(
            f"The database's tables cannot be made ({type(error).__name__}): check DATABASE_URL, that it is running, "
            "and that its user may create tables."
        ) from error
    finally:
        engine.dispose()
