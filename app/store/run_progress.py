"""What the worker that does a run says of it: taken up, how far it is, how it ended."""

import json
from datetime import datetime

from app.store.database import Store, Transaction
from app.store.moments import read_moment, stored
from app.store.runs import State, Told

MOST_REFUSED = 1000  # rows named in the history; of more only the first are kept


class NotOurs(Exception):
    """The run is not this worker's: it has ended, was cancelled, or another worker has taken it over."""


def begin(store: Store, name: str, worker: str, now: datetime) -> int:
    """Take a run up, for the first time or again; how often that was since something was last achieved.

    Raises NotOurs where it has ended or was cancelled.
    """
    with store.writing() as transaction:
        taken = transaction.run(
            "UPDATE runs SET state = 'running', worker = ?, attempts = attempts + 1, phase = 'Beginning',"
            " began_at = COALESCE(began_at, ?) WHERE name = ? AND state IN ('waiting', 'queued', 'running')",
            worker,
            stored(now, store.kind),
            name,
        )
        if not taken:
            raise NotOurs(name)
        return int(transaction.rows("SELECT attempts FROM runs WHERE name = ?", name)[0][0])


class Progress:
    """The word of one worker on one run. Every method raises NotOurs where it has no say any more."""

    def __init__(self, store: Store, name: str, worker: str) -> None:
        self._store, self._name, self._worker = store, name, worker

    def phase(self, phase: str, calls: int) -> None:
        """What is being done."""
        with self._store.writing() as transaction:
            self._own(
                transaction.run(
                    "UPDATE runs SET phase = ?, calls = calls + ? WHERE name = ? AND worker = ? AND state = 'running'",
                    phase,
                    calls,
                    self._name,
                    self._worker,
                )
            )

    def named(self, document: str, tab: str) -> None:
        """What the document and the tab are called now."""
        with self._store.writing() as transaction:
            self._own(
                transaction.run(
                    "UPDATE runs SET document = ?, tab = ? WHERE name = ? AND worker = ? AND state = 'running'",
                    document,
                    tab,
                    self._name,
                    self._worker,
                )
            )

    def reached(self, rows_done: int, rows_total: int, calls: int, version: str) -> bool:
        """So many rows are done, which is an achievement; whether somebody wants the run to stop."""
        with self._store.writing() as transaction:
            self._own(
                transaction.run(
                    "UPDATE runs SET rows_done = ?, rows_total = ?, calls = calls + ?, version = ?,"
                    " attempts = CASE WHEN ? > 0 THEN 0 ELSE attempts END"
                    " WHERE name = ? AND worker = ? AND state = 'running'",
                    rows_done,
                    rows_total,
                    calls,
                    version,
                    rows_done,
                    self._name,
                    self._worker,
                )
            )
            return self._wants_stop(transaction)

    def end(self, state: State, told: Told, now: datetime, calls: int = 0, kind: str = "", sentence: str = "") -> None:
        """The run has ended."""
        refused = dict(sorted(told.refused.items())[:MOST_REFUSED])
        with self._store.writing() as transaction:
            self._own(
                transaction.run(
                    "UPDATE runs SET state = ?, live = NULL, ended_at = ?, phase = '', calls = calls + ?, leads = ?,"
                    " scored = ?, unchanged = ?, cleared = ?, empty = ?, refused = ?, notes = ?, outcomes = ?,"
                    " spread = ?, kind = ?, sentence = ?,"
                    " rows_done = CASE WHEN ? = 'done' THEN rows_total ELSE rows_done END"
                    " WHERE name = ? AND worker = ? AND state = 'running'",
                    str(state),
                    stored(now, self._store.kind),
                    calls,
                    told.leads,
                    told.scored,
                    told.unchanged,
                    told.cleared,
                    told.empty,
                    json.dumps({str(row): why for row, why in refused.items()}),
                    json.dumps(list(told.notes)),
                    None if told.outcomes is None else json.dumps(dict(told.outcomes)),
                    None if told.spread is None else json.dumps(dict(told.spread)),
                    kind,
                    sentence,
                    str(state),
                    self._name,
                    self._worker,
                )
            )

    def put_down(self) -> None:
        """The worker stops in good order: that this run was begun counts for nothing."""
        with self._store.writing() as transaction:
            transaction.run(
                "UPDATE runs SET attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END, phase = 'Waiting'"
                " WHERE name = ? AND worker = ? AND state = 'running'",
                self._name,
                self._worker,
            )

    def _wants_stop(self, transaction: Transaction) -> bool:
        found = transaction.rows("SELECT cancel_at FROM runs WHERE name = ?", self._name)
        return bool(found) and read_moment(found[0][0]) is not None

    def _own(self, touched: int) -> None:
        if not touched:
            raise NotOurs(self._name)
