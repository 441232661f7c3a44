"""The runs a person may see, with what a list shows of each and no more: refused rows are counted where they lie."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from app.store.database import Kind, Row, Store
from app.store.moments import read_moment
from app.store.runs import LIVE, State


@dataclass(frozen=True)
class ListedRun:
    """One line of the list. `undoes` is the name of the run it puts back, or "". Moments are in UTC."""

    name: str
    spreadsheet_id: str
    sheet_id: int
    document: str
    tab: str
    who: str
    undoes: str
    state: State
    phase: str
    rows_total: int
    rows_done: int
    asked_at: datetime
    began_at: datetime | None
    ended_at: datetime | None
    cancel_at: datetime | None
    scored: int
    unchanged: int
    refused: int
    sentence: str

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.state in LIVE


_FACTS: LiteralString = (
    "SELECT name, spreadsheet_id, sheet_id, document, tab, who, CAST(wishes AS TEXT), state, phase, rows_total,"
    " rows_done, asked_at, began_at, ended_at, cancel_at, scored, unchanged, empty, sentence, "
)
_REFUSED: dict[Kind, LiteralString] = {
    "sqlite": "(SELECT COUNT(*) FROM json_each(runs.refused))",
    "postgresql": "(SELECT COUNT(*) FROM json_object_keys(CAST(runs.refused AS JSON)))",
}
_THEIRS: LiteralString = (
    " WHERE LOWER(who) = ? OR (registered_id IN (SELECT id FROM registered_sheets WHERE LOWER(owner) = ?)"
    " AND who = 'schedule')"
)
_ORDER: LiteralString = " ORDER BY CASE WHEN live IS NULL THEN 1 ELSE 0 END, id DESC LIMIT ?"


def listed_runs(store: Store, email: str, most: int) -> list[ListedRun]:
    """The runs somebody asked for, and those by schedule of the sheets they own; of everybody where `email` is "".

    Those under way come first, then the latest.
    """
    start = _FACTS + _REFUSED[store.kind] + " FROM runs"
    with store.reading() as transaction:
        if email:
            asked = email.lower()
            found = transaction.rows(start + _THEIRS + _ORDER, asked, asked, most)
        else:
            found = transaction.rows(start + _ORDER, most)
    return [_listed(row) for row in found]


def _listed(row: Row) -> ListedRun:
    (
        name, spreadsheet_id, sheet_id, document, tab, who, wishes, state, phase, total, done, asked_at, began_at,
        ended_at, cancel_at, scored, unchanged, empty, sentence, refused,
    ) = row  # fmt: skip
    asked = read_moment(asked_at)
    assert asked is not None  # the column is never null
    return ListedRun(
        name, spreadsheet_id, sheet_id, document, tab, who, str(json.loads(wishes).get("undo", "")), State(state),
        phase, total, done, asked, read_moment(began_at), read_moment(ended_at), read_moment(cancel_at), scored,
        unchanged, refused + empty, sentence,
    )  # fmt: skip
