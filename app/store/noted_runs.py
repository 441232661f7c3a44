"""The runs that wrote into Google Sheets, read back to be undone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString, NamedTuple

import msgspec

from app import clock
from app.store.database import Row, Store, Transaction
from app.store.lead_marks import CELL_BYTES, NOT_WRITTEN
from app.store.moments import read_moment, stored

OF_A_LATER_RUN = b"later"  # no cell's mark is that short

# JSON as text: only one of the drivers reads it by itself.
_FACTS: LiteralString = (
    "SELECT id, name, at, spreadsheet_id, sheet_id, tab, document, CAST(kinds AS TEXT), undone_at, leads"
    " FROM sheet_runs"
)


@dataclass(frozen=True)
class NotedRun:
    """A run that wrote into a sheet. `kinds` are the columns its cells stand in; `undone` when all of it was undone."""

    number: int
    name: str
    at: datetime
    spreadsheet_id: str
    sheet_id: int
    tab: str
    document: str
    kinds: tuple[str, ...]
    undone: datetime | None
    leads: int


class NotedLead(NamedTuple):
    """What stood beside a lead, and the marks of what was written, cell by cell.

    None where nothing was written; OF_A_LATER_RUN where a later run wrote the same, so that the cell is that run's.
    """

    before: tuple[Any, ...]
    written: tuple[bytes | None, ...]


def latest_runs(store: Store, most: int = 20) -> list[NotedRun]:
    """The latest runs, the newest first."""
    with store.reading() as transaction:
        return [_run(row) for row in transaction.rows(_FACTS + " ORDER BY id DESC LIMIT ?", most)]


def find_run(store: Store, name: str) -> NotedRun | None:
    """The run of a name."""
    with store.reading() as transaction:
        found = transaction.rows(_FACTS + " WHERE name = ?", name)
    return _run(found[0]) if found else None


def noted_leads(store: Store, run: NotedRun) -> dict[bytes, NotedLead]:
    """What a run wrote, by the lead's mark."""
    with store.reading() as transaction:
        noted = _noted(transaction, run)
        later = transaction.rows(
            "SELECT id, CAST(kinds AS TEXT) FROM sheet_runs"
            " WHERE spreadsheet_id = ? AND sheet_id = ? AND id > ? AND undone_at IS NULL",
            run.spreadsheet_id,
            run.sheet_id,
            run.number,
        )
        for number, kinds in later:
            _give_over(noted, run.kinds, transaction, number, json.loads(kinds))
    return noted


def _noted(transaction: Transaction, run: NotedRun) -> dict[bytes, NotedLead]:
    """Of a lead that was written several times what stood there first, and what was written last."""
    sql: LiteralString = "SELECT lead, CAST(before AS TEXT), written FROM sheet_cells WHERE run_id = ? ORDER BY id"
    read, first, last = msgspec.json.Decoder(list[Any]).decode, dict[bytes, str](), dict[bytes, bytes]()
    for mark, before, written in transaction.rows(sql, run.number):
        first.setdefault(bytes(mark), before)
        last[bytes(mark)] = bytes(written)
    return {mark: NotedLead(tuple(read(first[mark])), _cut(written)) for mark, written in last.items()}


def mark_undone(store: Store, run: NotedRun, now: datetime | None = None) -> None:
    """Note that all of a run was undone: what it wrote no longer stands in the way of undoing earlier ones."""
    with store.writing() as transaction:
        moment = stored(now or clock.now(), transaction.kind)
        transaction.run("UPDATE sheet_runs SET undone_at = ? WHERE id = ?", moment, run.number)


def _give_over(
    noted: dict[bytes, NotedLead], kinds: Sequence[str], transaction: Transaction, number: int, theirs: Sequence[str]
) -> None:
    """Leave to a later run the cells of which it wrote the same."""
    at_theirs = [theirs.index(kind) if kind in theirs else len(theirs) for kind in kinds]
    sql: LiteralString = "SELECT lead, written FROM sheet_cells WHERE run_id = ? ORDER BY id"
    last = {bytes(mark): bytes(written) for mark, written in transaction.rows(sql, number)}
    for mark, written in last.items():
        lead = noted.get(mark)
        if lead is None:
            continue
        cut = _cut(written)
        same = [
            own is not None and there < len(cut) and cut[there] == own
            for own, there in zip(lead.written, at_theirs, strict=False)
        ]
        if any(same):
            left = [OF_A_LATER_RUN if taken else own for own, taken in zip(lead.written, same, strict=True)]
            noted[mark] = lead._replace(written=tuple(left))


def _cut(written: bytes) -> tuple[bytes | None, ...]:
    marks = [written[at : at + CELL_BYTES] for at in range(0, len(written), CELL_BYTES)]
    return tuple([None if mark == NOT_WRITTEN else mark for mark in marks])


def _run(row: Row) -> NotedRun:
    number, name, at, spreadsheet_id, sheet_id, tab, document, kinds, undone, leads = row
    moment = read_moment(at)
    assert moment is not None  # the column is never null
    return NotedRun(
        number, name, moment, spreadsheet_id, sheet_id, tab, document, tuple(json.loads(kinds)), read_moment(undone),
        leads,
    )  # fmt: skip
