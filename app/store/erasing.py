"""Taking predictions out again: one person's, and those kept long enough."""

import time
from datetime import datetime, timedelta
from pathlib import Path

from app import clock
from app.errors import BadChoice, StoreProblem
from app.leads.identity import IdentityKind
from app.store.database import Store
from app.store.identity_hash import identity_hash
from app.store.journal_files import abandoned, journals_in
from app.store.moments import stored
from app.store.moving import move_journal

_AT_ONCE = 20_000  # rows a transaction, so that others can write in between
_FORGOTTEN_AFTER = timedelta(days=30)  # a journal's position, should its last step have been cut off


def erase_person(
    store: Store,
    journals: Path,
    secret: bytes,
    *,
    email: str | None = None,
    linkedin: str | None = None,
    patience_seconds: float = 15.0,
) -> int:
    """Remove everything kept about a person, from the database and from journals on their way to it.

    Returns how many records were removed: predictions, and what runs noted of sheets. Raises BadChoice for what names
    nobody, StoreProblem when the database cannot be used or a living process has not moved its journal within
    `patience_seconds`. What is scored after the call began may come in afterwards.
    """
    marks = [
        _mark(secret, kind, value)
        for kind, value in ((IdentityKind.EMAIL, email), (IdentityKind.LINKEDIN, linkedin))
        if value is not None
    ]
    if not marks:
        raise BadChoice("Whom to erase is not said: give --email or --linkedin.")
    _settle(store, journals, patience_seconds)
    with store.writing() as transaction:
        erased = sum(transaction.run("DELETE FROM predictions WHERE identity_hash = ?", mark) for mark in marks)
        erased += sum(transaction.run("DELETE FROM sheet_cells WHERE lead = ?", mark) for mark in marks)
    store.flush_deleted()
    return erased


def delete_older_than(store: Store, days: int, now: datetime | None = None) -> int:
    """Remove predictions older than so many days; returns how many. Raises BadChoice and StoreProblem."""
    if days < 1:
        raise BadChoice("Predictions are kept for at least 1 day: give a number of days from 1.")
    now = now or clock.now()
    deleted = 0
    while True:
        with store.writing() as transaction:
            some = transaction.run(
                "DELETE FROM predictions WHERE id IN (SELECT id FROM predictions WHERE at < ? LIMIT ?)",
                stored(now - timedelta(days=days), store.kind),
                _AT_ONCE,
            )
        deleted += some
        if some < _AT_ONCE:
            break
    with store.writing() as transaction:
        transaction.run("DELETE FROM journals WHERE moved_at < ?", stored(now - _FORGOTTEN_AFTER, store.kind))
    return deleted


def _mark(secret: bytes, kind: IdentityKind, value: str) -> bytes:
    mark = identity_hash(secret, kind, value)
    if mark is None:
        form = "somebody@example.org" if kind is IdentityKind.EMAIL else "https://www.linkedin.com/in/NAME"
        raise BadChoice(f"That is no {kind}: give it in the form {form}.")
    return mark


def _settle(store: Store, journals: Path, patience_seconds: float) -> None:
    """Wait until every journal there is now has been moved: living processes move their own, the rest is moved here."""
    waiting = set(journals_in(journals))
    until = time.monotonic() + patience_seconds
    while waiting:
        for owner in abandoned(journals):
            for path in owner.journals():
                move_journal(store, path)
        waiting &= set(journals_in(journals))
        if waiting and time.monotonic() > until:
            raise StoreProblem("A running process has not yet passed on its predictions: run this again in a minute.")
        if waiting:
            time.sleep(0.05)
