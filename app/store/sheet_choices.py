"""What people chose for a tab on its page: how its columns are read, and whatever else its runs shall heed.

Every function raises StoreProblem when the database cannot be used.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, LiteralString

from app.store.database import Store
from app.store.moments import stored


def choices_of(store: Store, spreadsheet_id: str, sheet_id: int) -> dict[str, Any]:
    """The wishes of a tab (see jobs.wishes): those of its schedule where it has one, else what was chosen; else {}."""
    with store.reading() as transaction:
        for sql in (_REGISTERED, _CHOSEN):
            found = transaction.rows(sql, spreadsheet_id, sheet_id)
            if found:
                return dict(json.loads(found[0][0]))
    return {}


def choose(
    store: Store, spreadsheet_id: str, sheet_id: int, wishes: Mapping[str, Any], who: str, now: datetime
) -> None:
    """Keep the wishes of a tab, also for its schedule where it has one, which stays as it is otherwise."""
    text = json.dumps(dict(wishes), ensure_ascii=False)
    with store.writing() as transaction:
        transaction.run(
            "INSERT INTO sheet_choices (spreadsheet_id, sheet_id, wishes, who, at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (spreadsheet_id, sheet_id) DO UPDATE SET"
            " wishes = excluded.wishes, who = excluded.who, at = excluded.at",
            *(spreadsheet_id, sheet_id, text, who, stored(now, store.kind)),
        )
        transaction.run(
            "UPDATE registered_sheets SET wishes = ? WHERE spreadsheet_id = ? AND sheet_id = ?",
            *(text, spreadsheet_id, sheet_id),
        )


# JSON as text: only one of the drivers reads it by itself.
_REGISTERED: LiteralString = (
    "SELECT CAST(wishes AS TEXT) FROM registered_sheets WHERE spreadsheet_id = ? AND sheet_id = ?"
)
_CHOSEN: LiteralString = "SELECT CAST(wishes AS TEXT) FROM sheet_choices WHERE spreadsheet_id = ? AND sheet_id = ?"
