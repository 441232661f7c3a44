"""The tabs of Google Sheets that are scored again by a schedule, and what became of the latest run over each.

Every function raises StoreProblem when the database cannot be used.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from app.store.database import Row, Store, Transaction
from app.store.moments import read_moment, stored

# JSON as text: only one of the drivers reads it by itself.
_FACTS: LiteralString = (
    "SELECT id, spreadsheet_id, sheet_id, document, tab, owner, every, at, weekday, zone, CAST(wishes AS TEXT),"
    " added_at, since, paused_at, paused_why, refusals FROM registered_sheets"
)


@dataclass(frozen=True)
class RegisteredSheet:
    """A tab that is scored by itself. Moments are in UTC.

    `every` (hour, day, weekday, week), `at` (07:00), `weekday` (0 is Monday) and `zone` are its schedule's words;
    `wishes` are what was asked of its runs, and only that: `overrule` (column -> field, or None to leave it out),
    `prefix`, `columns`. `owner` is an e-mail address or "". No slot up to `since` counts. `paused_why` is a sentence,
    "" while it is not paused. `refusals` are the runs in a row that Google did not let us in.
    """

    number: int
    spreadsheet_id: str
    sheet_id: int
    document: str
    tab: str
    owner: str
    every: str
    at: str
    weekday: int
    zone: str
    wishes: Mapping[str, Any]
    added_at: datetime
    since: datetime
    paused_at: datetime | None
    paused_why: str
    refusals: int

    @property
    def name(self) -> str:
        """How to call it in a sentence."""
        return f"“{self.document}”, tab “{self.tab}”"


@dataclass(frozen=True)
class LatestRun:
    """What the run that was begun last over a registered sheet has come to.

    `state` is waiting, running, done, failed or cancelled; `slot` is the moment it was due, `at` when it ended, or
    was asked for where it has not. `leads` are those found, `scored` those whose cells were written; `sentence` says
    why it failed.
    """

    name: str
    state: str
    slot: datetime | None
    at: datetime
    leads: int
    scored: int
    sentence: str


def register(
    store: Store,
    *,
    spreadsheet_id: str,
    sheet_id: int,
    document: str,
    tab: str,
    owner: str,
    every: str,
    at: str,
    weekday: int,
    zone: str,
    wishes: Mapping[str, Any],
    now: datetime,
) -> RegisteredSheet:
    """Have a tab scored by a schedule from `now` on. One that is registered gets all of this anew, and is taken up."""
    with store.writing() as transaction:
        if transaction.kind == "postgresql":  # numbers are given out by hand, so by one at a time
            transaction.run("LOCK TABLE registered_sheets IN SHARE ROW EXCLUSIVE MODE")
        sql: LiteralString = "SELECT id FROM registered_sheets WHERE spreadsheet_id = ? AND sheet_id = ?"
        found = transaction.rows(sql, spreadsheet_id, sheet_id)
        moment, number = stored(now, transaction.kind), found[0][0] if found else _new_number(transaction)
        if not found:
            transaction.run(
                "INSERT INTO registered_sheets (id, spreadsheet_id, sheet_id, document, tab, owner, every, at, weekday,"
                " zone, wishes, added_at, since, paused_why, refusals)"
                " VALUES (?, ?, ?, '', '', '', '', '', 0, '', '{}', ?, ?, '', 0)",
                *(number, spreadsheet_id, sheet_id, moment, moment),
            )
        transaction.run(
            "UPDATE registered_sheets SET document = ?, tab = ?, owner = ?, every = ?, at = ?, weekday = ?, zone = ?,"
            " wishes = ?, since = ?, paused_at = NULL, paused_why = '', refusals = 0 WHERE id = ?",
            *(document, tab, owner, every, at, weekday, zone, json.dumps(wishes, ensure_ascii=False), moment, number),
        )
        return _sheet(transaction.rows(_FACTS + " WHERE id = ?", number)[0])


def registered(store: Store) -> list[RegisteredSheet]:
    """Every registered sheet, paused ones too, the oldest first."""
    with store.reading() as transaction:
        return [_sheet(row) for row in transaction.rows(_FACTS + " ORDER BY id")]


def find(store: Store, number: int) -> RegisteredSheet | None:
    """The sheet of a number; None where there is none."""
    with store.reading() as transaction:
        found = transaction.rows(_FACTS + " WHERE id = ?", number)
    return _sheet(found[0]) if found else None


def find_tabs(store: Store, spreadsheet_id: str) -> list[RegisteredSheet]:
    """The registered tabs of one spreadsheet, the oldest first."""
    with store.reading() as transaction:
        found = transaction.rows(_FACTS + " WHERE spreadsheet_id = ? ORDER BY id", spreadsheet_id)
    return [_sheet(row) for row in found]


def pause(store: Store, number: int, why: str, now: datetime) -> bool:
    """Stop a sheet's runs; False where it was paused already (that reason stays) or is not registered."""
    with store.writing() as transaction:
        moment = stored(now, transaction.kind)
        sql: LiteralString = (
            "UPDATE registered_sheets SET paused_at = ?, paused_why = ? WHERE id = ? AND paused_at IS NULL"
        )
        return transaction.run(sql, moment, why, number) > 0


def take_up(store: Store, number: int, now: datetime) -> bool:
    """Have a paused sheet run again from `now` on; False where it was not paused or is not registered."""
    with store.writing() as transaction:
        moment = stored(now, transaction.kind)
        sql: LiteralString = (
            "UPDATE registered_sheets SET paused_at = NULL, paused_why = '', refusals = 0, since = ?"
            " WHERE id = ? AND paused_at IS NOT NULL"
        )
        return transaction.run(sql, moment, number) > 0


def remove(store: Store, number: int) -> bool:
    """Forget a sheet and its schedule; the runs that were done stay. False where it is not registered."""
    with store.writing() as transaction:
        return transaction.run("DELETE FROM registered_sheets WHERE id = ?", number) > 0


def note_refusal(store: Store, number: int) -> int:
    """Count one more run that Google did not let in; how many in a row, 0 where the sheet is not registered."""
    with store.writing() as transaction:
        transaction.run("UPDATE registered_sheets SET refusals = refusals + 1 WHERE id = ?", number)
        found = transaction.rows("SELECT refusals FROM registered_sheets WHERE id = ?", number)
    return int(found[0][0]) if found else 0


def note_access(store: Store, number: int) -> None:
    """Note that Google let a run in."""
    with store.writing() as transaction:
        transaction.run("UPDATE registered_sheets SET refusals = 0 WHERE id = ? AND refusals <> 0", number)


def renamed(store: Store, number: int, document: str, tab: str) -> None:
    """Note what the document and its tab are called now."""
    with store.writing() as transaction:
        transaction.run("UPDATE registered_sheets SET document = ?, tab = ? WHERE id = ?", document, tab, number)


def latest_runs(store: Store) -> dict[int, LatestRun]:
    """The latest run over each registered sheet that had one, by the sheet's number."""
    sql: LiteralString = (
        "SELECT registered_id, name, state, slot, COALESCE(ended_at, began_at, asked_at), leads, scored, sentence"
        " FROM runs WHERE id IN (SELECT MAX(id) FROM runs WHERE registered_id IS NOT NULL GROUP BY registered_id)"
    )
    with store.reading() as transaction:
        found = transaction.rows(sql)
    return {
        number: LatestRun(name, state, read_moment(slot), _moment(at), leads, scored, sentence)
        for number, name, state, slot, at, leads, scored, sentence in found
    }


def _new_number(transaction: Transaction) -> int:
    """One that no sheet has, nor had when it was run: SQLite gives a removed one's again, whose runs are not its."""
    found = transaction.rows(
        "SELECT (SELECT MAX(id) FROM registered_sheets), (SELECT MAX(registered_id) FROM runs)",
    )
    return 1 + max(number or 0 for number in found[0])


def _sheet(row: Row) -> RegisteredSheet:
    number, spreadsheet_id, sheet_id, document, tab, owner, every, at, weekday, zone, *rest = row
    wishes, added, since, paused, why, refusals = rest
    return RegisteredSheet(
        number, spreadsheet_id, sheet_id, document, tab, owner, every, at, weekday, zone, json.loads(wishes),
        _moment(added), _moment(since), read_moment(paused), why, refusals,
    )  # fmt: skip


def _moment(value: object) -> datetime:
    """A moment of a column that is never null."""
    moment = read_moment(value)
    assert moment is not None
    return moment
