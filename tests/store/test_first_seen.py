"""Which marks the log had before a moment."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from app.errors import StoreProblem
from app.store.database import Store
from app.store.first_seen import first_seen
from app.store.moments import stored

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
COLUMNS = ("at", "source", "model_version", "layout", "score", "identity_hash", "facts")


def log(store: Store, at: datetime, *marks: bytes | None) -> None:
    rows = [(stored(at, store.kind), "sheet", "v1", 1, 0.5, mark, "[]") for mark in marks]
    with store.writing() as transaction:
        transaction.insert("predictions", COLUMNS, rows)


def test_those_of_before_are_told(store: Store) -> None:
    log(store, MONDAY - timedelta(microseconds=1), b"before", None)
    log(store, MONDAY, b"then", b"both")
    log(store, MONDAY - timedelta(days=40), b"both", b"not asked")
    asked = [b"before", b"then", b"both", b"never"]
    assert first_seen(store, asked, MONDAY) == {b"before", b"both"}
    paris = timezone(timedelta(hours=1))
    assert first_seen(store, asked, MONDAY.astimezone(paris)) == {b"before", b"both"}


def test_nobody_is_asked_for(store: Store) -> None:
    log(store, MONDAY, None)
    assert first_seen(store, [], MONDAY + timedelta(days=1)) == set()


@pytest.mark.parametrize("many", [500, 501, 1_750])
def test_many_marks_are_asked_for_in_portions(store: Store, many: int) -> None:
    marks = [number.to_bytes(16, "big") for number in range(many)]
    log(store, MONDAY - timedelta(days=1), *marks[::2])
    assert first_seen(store, [*marks, *marks], MONDAY) == set(marks[::2])


def test_the_index_of_marks_is_used(store: Store) -> None:
    marks = [number.to_bytes(16, "big") for number in range(20_000)]
    log(store, MONDAY, *marks)
    with store.writing() as transaction:
        transaction.run("ANALYZE predictions")
    explain = "EXPLAIN QUERY PLAN" if store.kind == "sqlite" else "EXPLAIN"
    asked = "SELECT DISTINCT identity_hash FROM predictions WHERE identity_hash IN (?, ?) AND at < ?"
    with store.reading() as transaction:
        plan = transaction.rows(f"{explain} {asked}", *marks[:2], stored(MONDAY + timedelta(days=1), store.kind))
    assert "predictions_identity" in repr(plan)


def test_without_the_table_it_is_a_sentence(store: Store) -> None:
    with store.writing() as transaction:
        transaction.run("DROP TABLE predictions")
    with pytest.raises(StoreProblem, match=r"\.$"):
        first_seen(store, [b"one"], MONDAY)
