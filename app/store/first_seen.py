"""Which leads are new: those whose mark the log did not have before."""

from collections.abc import Collection
from datetime import datetime

from app.store.database import Store
from app.store.moments import stored

_AT_ONCE = 500  # marks a question; SQLite takes 32,766 values, but long ones cost more to read than they save


def first_seen(store: Store, marks: Collection[bytes], before: datetime) -> set[bytes]:
    """Those of the marks that were logged before a moment (aware); the others were first seen then or later.

    The log forgets what is older than LEADSHEET_RETENTION_DAYS, so a lead of before that counts as new. Raises
    StoreProblem when the database cannot be used.
    """
    seen: set[bytes] = set()
    moment = stored(before, store.kind)
    asked_for = sorted(set(marks))
    with store.reading() as transaction:
        for start in range(0, len(asked_for), _AT_ONCE):
            some = asked_for[start : start + _AT_ONCE]
            places = ", ".join("?" * len(some))
            sql = f"SELECT DISTINCT identity_hash FROM predictions WHERE identity_hash IN ({places}) AND at < ?"  # noqa: S608 - question marks
            seen.update(bytes(mark) for (mark,) in transaction.rows(sql, *some, moment))
    return seen


def anything_before(store: Store, moment: datetime) -> bool:
    """Whether anything was logged, or any run asked for, before a moment."""
    limit = stored(moment, store.kind)
    with store.reading() as transaction:
        return bool(
            transaction.rows("SELECT 1 FROM predictions WHERE at < ? LIMIT 1", limit)
            or transaction.rows("SELECT 1 FROM runs WHERE asked_at < ? LIMIT 1", limit)
        )
