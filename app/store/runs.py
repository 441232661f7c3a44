"""The runs that workers do on Google Sheets: asked for, taken up, told how far they are, ended. Their history too.

A row is the whole of what web and command line know of a run. Who does a run is named in it, and only that worker may
say how it goes: one that was taken for dead, and comes back, finds out at its next word.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, LiteralString

from app.errors import BadChoice
from app.store.database import Row, Store, Transaction
from app.store.moments import read_moment, stored


class State(StrEnum):
    """How a run stands. QUEUED is WAITING to a person: the engine knows of it."""

    WAITING = "waiting"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


LIVE = (State.WAITING, State.QUEUED, State.RUNNING)


@dataclass(frozen=True)
class Asked:
    """What is asked for: the tab, who asks, and the person's wishes (see jobs.wishes); `slot` of a scheduled one."""

    spreadsheet_id: str
    sheet_id: int
    document: str
    tab: str
    who: str
    wishes: Mapping[str, Any] = field(default_factory=dict)
    registered: int | None = None
    slot: datetime | None = None

    @property
    def live(self) -> str:
        """What only one run at a time may be on."""
        return f"{self.spreadsheet_id}:{self.sheet_id}"


@dataclass(frozen=True)
class Told:
    """What a run found and did in the end. `refused` by row of the sheet, as people count; `spread` holds counts:
    `bins` (20, of scores from 0 to 1), `labels` and `confidence` by their words."""

    leads: int = 0
    scored: int = 0
    unchanged: int = 0
    cleared: int = 0
    empty: int = 0
    refused: Mapping[int, str] = field(default_factory=dict)
    notes: Sequence[str] = ()
    outcomes: Mapping[str, Any] | None = None
    spread: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Run:
    """A run as it stands. Rows and calls are counts; `kind` and `sentence` say why it failed, else ""."""

    number: int
    name: str
    asked: Asked
    state: State
    worker: str
    phase: str
    rows_total: int
    rows_done: int
    calls: int
    attempts: int
    asked_at: datetime
    began_at: datetime | None
    ended_at: datetime | None
    cancel_at: datetime | None
    version: str
    told: Told
    kind: str
    sentence: str

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.state in LIVE


_COLUMNS: LiteralString = (
    "id, name, spreadsheet_id, sheet_id, document, tab, who, registered_id, slot, CAST(wishes AS TEXT), state, worker,"
    " phase, rows_total, rows_done, calls, attempts, asked_at, began_at, ended_at, cancel_at, version, leads, scored,"
    " unchanged, cleared, empty, CAST(refused AS TEXT), CAST(notes AS TEXT), CAST(outcomes AS TEXT),"
    " CAST(spread AS TEXT), kind, sentence"
)
_SELECT: LiteralString = "SELECT " + _COLUMNS + " FROM runs"  # noqa: S608 - literals


def ask(store: Store, name: str, asked: Asked, now: datetime) -> Run | None:
    """Ask for a run; the run that is live on this tab already, where there is one, else None.

    A name that was asked for before is not asked for again, also when that run has ended: then None as well.
    """
    with store.writing() as transaction:
        done = transaction.run(
            "INSERT INTO runs (name, spreadsheet_id, sheet_id, document, tab, who, registered_id, slot, wishes, state,"
            " live, worker, phase, rows_total, rows_done, calls, attempts, asked_at, version, leads, scored, unchanged,"
            " cleared, empty, refused, notes, kind, sentence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, '',"
            " 'Waiting', 0, 0, 0, 0, ?, '', 0, 0, 0, 0, 0, ?, ?, '', '') ON CONFLICT DO NOTHING",
            name,
            asked.spreadsheet_id,
            asked.sheet_id,
            asked.document,
            asked.tab,
            asked.who,
            asked.registered,
            None if asked.slot is None else stored(asked.slot, store.kind),
            json.dumps(dict(asked.wishes)),
            asked.live,
            stored(now, store.kind),
            "{}",
            "[]",
        )
        if done:
            return None
        found = transaction.rows(_SELECT + " WHERE live = ? AND name <> ?", asked.live, name)
    return _run(found[0]) if found else None


def find(store: Store, name: str) -> Run | None:
    """The run of a name."""
    with store.reading() as transaction:
        found = transaction.rows(_SELECT + " WHERE name = ?", name)
    return _run(found[0]) if found else None


def latest(store: Store, most: int = 20, registered: int | None = None) -> list[Run]:
    """The latest runs, the newest first; of one registered sheet where it is given."""
    with store.reading() as transaction:
        if registered is None:
            found = transaction.rows(_SELECT + " ORDER BY id DESC LIMIT ?", most)
        else:
            sql: LiteralString = _SELECT + " WHERE registered_id = ? ORDER BY id DESC LIMIT ?"
            found = transaction.rows(sql, registered, most)
    return [_run(row) for row in found]


def between(store: Store, begin: datetime, end: datetime) -> list[Run]:
    """The runs that ended in a stretch of time, the earliest first."""
    with store.reading() as transaction:
        sql: LiteralString = _SELECT + " WHERE ended_at >= ? AND ended_at < ? ORDER BY id"
        found = transaction.rows(sql, stored(begin, store.kind), stored(end, store.kind))
    return [_run(row) for row in found]


def in_state(store: Store, state: State) -> list[Run]:
    """The runs in a state, the earliest first."""
    with store.reading() as transaction:
        return [_run(row) for row in transaction.rows(_SELECT + " WHERE state = ? ORDER BY id", str(state))]


def cancel(store: Store, name: str, now: datetime) -> State:
    """Ask a run to stop: one that has not begun is cancelled at once, a running one after the window it writes.

    Returns how it stands. Raises BadChoice where there is no such run.
    """
    with store.writing() as transaction:
        moment = stored(now, store.kind)
        transaction.run(
            "UPDATE runs SET state = 'cancelled', live = NULL, ended_at = ?, cancel_at = ?, phase = ''"
            " WHERE name = ? AND state IN ('waiting', 'queued')",
            moment,
            moment,
            name,
        )
        transaction.run("UPDATE runs SET cancel_at = ? WHERE name = ? AND state = 'running'", moment, name)
        found = transaction.rows("SELECT state FROM runs WHERE name = ?", name)
    if not found:
        raise BadChoice(f"There is no run “{name}”: `python -m app runs list` shows the latest.")
    return State(found[0][0])


def set_state(transaction: Transaction, name: str, state: State, instead_of: State) -> bool:
    """Move a live run from one state to another; False where it was in neither."""
    return bool(
        transaction.run("UPDATE runs SET state = ? WHERE name = ? AND state = ?", str(state), name, str(instead_of))
    )


def forget_old(store: Store, before: datetime) -> list[str]:
    """Delete the runs that ended before a moment; their names."""
    with store.writing() as transaction:
        moment = stored(before, store.kind)
        names = [row[0] for row in transaction.rows("SELECT name FROM runs WHERE ended_at < ?", moment)]
        transaction.run("DELETE FROM runs WHERE ended_at < ?", moment)
    return names


def _run(row: Row) -> Run:
    (
        number, name, spreadsheet_id, sheet_id, document, tab, who, registered, slot, wishes, state, worker, phase,
        total, done, calls, attempts, asked_at, began_at, ended_at, cancel_at, version, leads, scored, unchanged,
        cleared, empty, refused, notes, outcomes, spread, kind, sentence,
    ) = row  # fmt: skip
    asked = Asked(spreadsheet_id, sheet_id, document, tab, who, json.loads(wishes), registered, read_moment(slot))
    told = Told(
        leads,
        scored,
        unchanged,
        cleared,
        empty,
        {int(at): why for at, why in json.loads(refused).items()},
        tuple(json.loads(notes)),
        None if outcomes is None else json.loads(outcomes),
        None if spread is None else json.loads(spread),
    )
    asked_moment = read_moment(asked_at)
    assert asked_moment is not None  # the column is never null
    return Run(
        number, name, asked, State(state), worker, phase, total, done, calls, attempts, asked_moment,
        read_moment(began_at), read_moment(ended_at), read_moment(cancel_at), version, told, kind, sentence,
    )  # fmt: skip
