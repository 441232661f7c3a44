"""What the log of predictions tells in numbers: how many leads a day, how scores are spread, the latest. Only reads.

A question reads a stretch of the index on `at`, never the facts of a lead or who it is.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from app.store.database import Store
from app.store.moments import read_moment, stored

LATEST_LOOKED_AT = 10_000  # rows: a filter that nothing meets must not read the log from end to end

Span = tuple[datetime, datetime]  # from, and up to but not at; both aware


class Prediction(NamedTuple):
    """One scored lead, without its facts and without who it is."""

    at: datetime
    source: str
    score: float
    version: str


class Spread(NamedTuple):
    """How often each score was given by one model, and how many leads other models scored meanwhile."""

    scores: list[tuple[float, int]]
    others: int


def volume(store: Store, spans: Sequence[Span]) -> list[dict[str, int]]:
    """For each stretch of time how many leads each source scored. One question a stretch, for days differ in length.

    Raises StoreProblem when the database cannot be used.
    """
    sql = "SELECT source, COUNT(*) FROM predictions WHERE at >= ? AND at < ? GROUP BY source"
    with store.reading() as transaction:
        return [
            {source: int(leads) for source, leads in transaction.rows(sql, *_span(store, begin, end))}
            for begin, end in spans
        ]


def score_spread(store: Store, begin: datetime, end: datetime, version: str) -> Spread:
    """The scores that the model of a version gave in a stretch of time. Raises StoreProblem."""
    own = (
        "SELECT score, COUNT(*) FROM predictions WHERE at >= ? AND at < ? AND model_version = ?"
        " GROUP BY score ORDER BY score"
    )
    every = "SELECT COUNT(*) FROM predictions WHERE at >= ? AND at < ?"
    with store.reading() as transaction:
        found = transaction.rows(own, *_span(store, begin, end), version)
        leads = int(transaction.rows(every, *_span(store, begin, end))[0][0])
    scores = [(float(score), int(times)) for score, times in found]
    # On PostgreSQL rows may go between the two questions, when somebody is erased.
    return Spread(scores, max(leads - sum(times for _score, times in scores), 0))


def latest(store: Store, low: float, high: float, most: int) -> list[Prediction]:
    """The latest predictions with a score from `low` to `high`, among the last LATEST_LOOKED_AT; the newest first.

    Raises StoreProblem when the database cannot be used.
    """
    sql = (
        "SELECT at, source, score, model_version FROM"
        " (SELECT id, at, source, score, model_version FROM predictions ORDER BY at DESC, id DESC LIMIT ?) AS newest"
        " WHERE score >= ? AND score <= ? ORDER BY at DESC, id DESC LIMIT ?"
    )
    with store.reading() as transaction:
        found = transaction.rows(sql, LATEST_LOOKED_AT, low, high, most)
    read = ((read_moment(at), source, float(score), version) for at, source, score, version in found)
    return [Prediction(at, source, score, version) for at, source, score, version in read if at is not None]


def _span(store: Store, begin: datetime, end: datetime) -> tuple[object, object]:
    return stored(begin, store.kind), stored(end, store.kind)
