"""Hands the leads of a file or sheet to the log of predictions: coarse facts and the score, as the service does."""

import os
from collections.abc import Collection, Iterator
from datetime import datetime

from app.config import Settings
from app.errors import StoreProblem
from app.scoring.facts import Facts
from app.store.identity_hash import identity_hash, identity_secret
from app.store.journal import Entry, LoggedLead
from app.store.keeping import keep
from app.tables.scoring_run import ScoringRun

PORTION = 20_000  # leads an entry: as many as the database takes at once, and what is in memory beside the table


def remember(
    settings: Settings,
    run: ScoringRun,
    version: str,
    now: datetime,
    source: str = "file",
    news: Collection[int] | None = None,
) -> str:
    """Keep the scores of a run made with facts; "", or a sentence that says why they could not be kept.

    `source` is file or sheet; of a sheet only the rows that are `news` are kept: one that is scored every day would
    otherwise fill the log with what it says already.
    """
    facts = run.scores.facts
    if not run.rows or facts is None:
        return ""
    places = settings.places
    try:
        secret = identity_secret(os.environ, places.secret)
        keep(places, entries(run, facts, secret, version, now, source, news), settings.retention_days)
    except StoreProblem as problem:
        return f"The leads are scored, but the log of predictions does not have them: {problem}"
    return ""


def entries(
    run: ScoringRun,
    facts: Facts,
    secret: bytes,
    version: str,
    now: datetime,
    source: str = "file",
    news: Collection[int] | None = None,
) -> Iterator[Entry]:
    """The run's leads in portions, as the log takes them; who they are by a keyed hash, where a column names them."""
    for start in range(0, len(run.rows), PORTION):
        stop = start + PORTION
        scores, marks = run.scores.score[start:stop].tolist(), _marks(run, secret, start, stop)
        leads = map(LoggedLead, scores, marks, facts.between(start, stop))
        kept = [lead for row, lead in zip(run.rows[start:stop], leads, strict=True) if news is None or row in news]
        if kept:
            yield Entry(now, source, version, None, kept)


def _marks(run: ScoringRun, secret: bytes, start: int, stop: int) -> Iterator[bytes | None]:
    identity, rows = run.headers.identity, run.rows[start:stop]
    if identity is None:
        yield from [None] * len(rows)
        return
    for row in rows:
        name = run.grid.rows[row][identity.index]
        yield identity_hash(secret, identity.kind, name) if isinstance(name, str) else None
