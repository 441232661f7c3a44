"""A database by its URL, and transactions in it.

Serving processes run a handful of fixed statements, so they speak to the driver itself: SQLAlchemy costs 28 MB and
0.2 s in every one of them. It describes the schema (tables.py) and is there for questions (`engine_url`).
"""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, LiteralString
from urllib.parse import unquote

from app.errors import StoreProblem

Kind = Literal["sqlite", "postgresql"]
Row = tuple[Any, ...]

_WAIT_SECONDS = 15  # for another process's transaction; the longest of ours is a chunk of predictions, under 1 s
_CONNECT_SECONDS = 5


class Transaction:
    """One open transaction. Placeholders are `?` on both databases."""

    def __init__(self, connection: Any, kind: Kind) -> None:
        self.connection = connection  # the driver's own, for bulk loading
        self.kind = kind

    def run(self, sql: LiteralString, *values: object) -> int:
        """Execute; returns how many rows were touched."""
        return int(self._cursor(sql, values).rowcount)

    def rows(self, sql: LiteralString, *values: object) -> list[Row]:
        """Execute; returns the rows found."""
        return list(self._cursor(sql, values).fetchall())

    def insert(self, table: LiteralString, columns: Sequence[LiteralString], rows: Iterable[Sequence[object]]) -> None:
        """Insert many rows the fastest way each database has: COPY, or one statement prepared once."""
        names = ", ".join(columns)
        if self.kind == "postgresql":
            with self.connection.cursor().copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" * len(columns))
            self.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608 - literals

    def _cursor(self, sql: LiteralString, values: Sequence[object]) -> Any:
        return self.connection.execute(sql.replace("?", "%s") if self.kind == "postgresql" else sql, values)


class Store:
    """A database. One connection a thread, opened when first used and anew in a forked process."""

    def __init__(self, kind: Kind, target: str) -> None:
        self.kind: Kind = kind
        self.target = target  # a file's path, or what libpq connects by
        self._local = threading.local()

    @property
    def file(self) -> Path | None:
        """The SQLite file; None on PostgreSQL."""
        return Path(self.target) if self.kind == "sqlite" else None

    @property
    def engine_url(self) -> str:
        """The URL for SQLAlchemy's create_engine."""
        if self.kind == "sqlite":
            return f"sqlite:///{self.target}"
        return self.target.replace("postgresql://", "postgresql+psycopg://", 1)

    @contextlib.contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A transaction that only reads. Raises StoreProblem when the database cannot be used."""
        with self._transaction("BEGIN") as transaction:
            yield transaction

    @contextlib.contextmanager
    def writing(self) -> Iterator[Transaction]:
        """A transaction that writes: committed whole at the end of the block, or not at all on any error.

        SQLite takes its write lock at the start: one that reads first and writes later fails when another came between.
        """
        with self._transaction("BEGIN IMMEDIATE" if self.kind == "sqlite" else "BEGIN") as transaction:
            yield transaction

    def flush_deleted(self) -> None:
        """Have deleted rows leave SQLite's files: their pages are zeroed, but older ones wait in the WAL."""
        if self.kind == "sqlite":
            with contextlib.suppress(sqlite3.Error):
                self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close this thread's connection; the next transaction opens another."""
        connection, owner = getattr(self._local, "opened", (None, 0))
        self._local.opened = (None, 0)
        if connection is not None and owner == os.getpid():
            with contextlib.suppress(Exception):
                connection.close()

    @contextlib.contextmanager
    def _transaction(self, begin: str) -> Iterator[Transaction]:
        errors = _errors(self.kind)
        try:
            connection = self._connection()
            connection.execute(begin)
            try:
                yield Transaction(connection, self.kind)
                connection.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(*errors):
                    connection.execute("ROLLBACK")
                raise
        except errors as error:
            self.close()
            raise StoreProblem(self._sentence(error)) from error

    def _connection(self) -> Any:
        connection, owner = getattr(self._local, "opened", (None, 0))
        if connection is not None and owner == os.getpid():
            return connection
        if connection is not None:
            _INHERITED.append(connection)
        connection = _connect_sqlite(self.target) if self.kind == "sqlite" else _connect_postgresql(self.target)
        self._local.opened = (connection, os.getpid())
        return connection

    def _sentence(self, error: Exception) -> str:
        """What went wrong, without the driver's words: those may quote a value."""
        name = Path(self.target).name if self.kind == "sqlite" else "on PostgreSQL"
        if "no such table" in str(error) or type(error).__name__ == "UndefinedTable":
            return f"The database {name} has not been set up: start the service once, or check DATABASE_URL."
        return (
            f"The database {name} cannot be used ({type(error).__name__}): check DATABASE_URL and that it is running."
        )


_INHERITED: list[object] = []  # a parent's connections in a forked child: closing them would disturb the parent


def open_store(url: str) -> Store:
    """The database of a URL, `sqlite:///file` or `postgresql://...`; nothing is opened yet. Raises StoreProblem."""
    scheme, _, rest = url.partition("://")
    if scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        return Store("postgresql", f"postgresql://{rest}")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        return Store("sqlite", str(Path(unquote(rest[1:])).expanduser().absolute()))
    raise StoreProblem("DATABASE_URL is neither sqlite:///FILE nor postgresql://USER@HOST/NAME: write it in that form.")


def _connect_sqlite(path: str) -> sqlite3.Connection:
    if not Path(path).is_file():
        raise sqlite3.OperationalError("no such table: the file is missing")
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    # FULL: a commit is on the disk before the journal it came from is deleted. Commits are bulk and in the background.
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA secure_delete = ON")  # an erased person's rows are overwritten, not only unlinked
    return connection


def _connect_postgresql(target: str) -> Any:
    import psycopg

    connection = psycopg.connect(target, autocommit=True, connect_timeout=_CONNECT_SECONDS, prepare_threshold=None)
    # A process that stands still in the middle of a transaction would keep its locks for as long.
    connection.execute("SET idle_in_transaction_session_timeout = '60s'")
    return connection


def _errors(kind: Kind) -> tuple[type[Exception], ...]:
    if kind == "sqlite":
        return (sqlite3.Error,)
    import psycopg

    return (psycopg.Error,)
