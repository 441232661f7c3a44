"""The verdicts of weeks, and the full reports archived with them."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, LiteralString

import msgspec

from app.errors import BadChoice
from app.store.database import Row, Store
from app.store.moments import read_moment, stored

_PERIOD = re.compile(r"\d{4}-W(0[1-9]|[1-4]\d|5[0-3])", re.ASCII)
# JSON as text: only one of the drivers reads it by itself. The report itself is megabytes, and read alone.
_FACTS: LiteralString = (
    "SELECT period, made_at, overall, CAST(facts AS TEXT), report IS NOT NULL, report_note FROM weeks"
)


@dataclass(frozen=True)
class StoredWeek:
    """A week that was judged. `facts` are its verdict and figures; `note` says why there is no report."""

    period: str
    made_at: datetime
    overall: str
    facts: dict[str, Any]
    has_report: bool
    note: str


def is_period(text: str) -> bool:
    """Whether a text names an ISO week, as 2026-W47 does."""
    return _PERIOD.fullmatch(text) is not None


def keep_week(
    store: Store, period: str, made_at: datetime, overall: str, facts: dict[str, Any], report: bytes | None, note: str
) -> bool:
    """Keep a week's verdict; True if it was not kept before. `report` is an HTML page as gzip.

    What was kept and mailed stays as it is: of a further call for the same week only a report that was missing is
    taken. Raises BadChoice for what is no ISO week, StoreProblem when the database cannot be used.
    """
    if not is_period(period):
        raise BadChoice(f"“{period}” is no week: write it like 2026-W47.")
    told = msgspec.json.encode(facts).decode()
    with store.writing() as transaction:
        first = transaction.run(
            "INSERT INTO weeks (period, made_at, overall, facts, report, report_note) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (period) DO NOTHING",
            period,
            stored(made_at, store.kind),
            overall,
            told,
            report,
            note,
        )
        if not first and report is not None:
            sql = "UPDATE weeks SET report = ?, report_note = ? WHERE period = ? AND report IS NULL"
            transaction.run(sql, report, note, period)
    return first == 1


def week(store: Store, period: str) -> StoredWeek | None:
    """A week that was judged, without its report."""
    with store.reading() as transaction:
        found = transaction.rows(f"{_FACTS} WHERE period = ?", period)
    return _week(found[0]) if found else None


def weeks(store: Store, most: int) -> list[StoredWeek]:
    """The latest weeks that were judged, the newest first, without their reports."""
    with store.reading() as transaction:
        return [_week(row) for row in transaction.rows(f"{_FACTS} ORDER BY period DESC LIMIT ?", most)]


def report_page(store: Store, period: str) -> bytes | None:
    """The archived page of a week as gzip; None where there is none."""
    with store.reading() as transaction:
        found = transaction.rows("SELECT report FROM weeks WHERE period = ?", period)
    return bytes(found[0][0]) if found and found[0][0] is not None else None


def forget_reports(store: Store, before: datetime) -> int:
    """Let go of the full reports made before a moment, and keep the verdicts; returns how many."""
    with store.writing() as transaction:
        sql: LiteralString = "UPDATE weeks SET report = NULL, report_note = ? WHERE made_at < ? AND report IS NOT NULL"
        return transaction.run(sql, "The full report was kept for a year.", stored(before, store.kind))


def _week(row: Row) -> StoredWeek:
    period, made_at, overall, facts, has_report, note = row
    return StoredWeek(
        period,
        read_moment(made_at) or datetime.min.replace(tzinfo=UTC),
        overall,
        json.loads(facts),
        bool(has_report),
        note,
    )
