"""Reads the log of predictions back, week by week, for whoever judges the weeks. Only reads."""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from app.leads.fields import FIELD_NAMES
from app.reports.window import Logged, Window, each_once
from app.scoring.compiled_cells import Fact
from app.store.database import Kind, Row, Store
from app.store.layouts import LAYOUTS
from app.store.moments import read_moment, stored

CHUNK = 10_000  # rows a transaction, so that neither memory nor a long read stands in a writer's way

Span = tuple[datetime, datetime]  # from, and up to but not at; both aware

_said = logging.getLogger("leadsheet.jobs")
_read_facts = msgspec.json.Decoder(tuple[Fact, ...]).decode
# JSON as text: only one of the drivers reads it by itself. Rows of one moment (a batch) go on by their id.
_SQL = (
    "SELECT id, at, source, model_version, score, identity_hash, layout, CAST(facts AS TEXT) FROM predictions"
    " WHERE at >= ? AND at < ? AND (at > ? OR id > ?) ORDER BY at, id LIMIT ?"
)
# For each layout the place of every field of today in its facts; None for a field it did not have.
_PLACES = {
    number: tuple(names.index(name) if name in names else None for name in FIELD_NAMES)
    for number, names in LAYOUTS.items()
}


class LogReading(NamedTuple):
    """Windows in the order their spans were given, and how many rows no layout of this version could read."""

    windows: list[Window]
    unreadable: int


def week_windows(store: Store, begins_and_ends: Sequence[Span]) -> list[Window]:
    """The windows of several spans of time, as `read_windows` has them; rows that cannot be read are noted in the log.

    Raises StoreProblem when the database cannot be used.
    """
    windows, unreadable = read_windows(store, begins_and_ends)
    if unreadable:
        _said.warning("%d rows of the prediction log are of no layout known here: left out of reports", unreadable)
    return windows


def read_windows(store: Store, begins_and_ends: Sequence[Span]) -> LogReading:
    """Read several spans in one pass over the log: best those that follow one another, for all between is read too.

    A row that another version wrote in a layout unknown here, or whose facts are damaged, is left out and counted.
    Raises StoreProblem when the database cannot be used.
    """
    if not begins_and_ends:
        return LogReading([], 0)
    gathered = [_Gathered() for _ in begins_and_ends]
    unreadable = 0
    shared: dict[tuple[Fact, ...], tuple[Fact, ...]] = {}  # a sheet scored daily has the same facts seven times
    for row in _rows(store, min(begin for begin, _ in begins_and_ends), max(end for _, end in begins_and_ends)):
        logged = _logged(row)
        if logged is None:
            unreadable += 1
            continue
        logged = logged._replace(facts=shared.setdefault(logged.facts, logged.facts))
        for (begin, end), week in zip(begins_and_ends, gathered, strict=True):
            if begin <= logged.at < end:
                week.add(logged)
    windows = [Window(begin, end, week.leads()) for (begin, end), week in zip(begins_and_ends, gathered, strict=True)]
    return LogReading(windows, unreadable)


class _Gathered:
    """The rows of one span. Of a marked lead only its rows of the latest moment are held."""

    def __init__(self) -> None:
        self._marked: dict[bytes, list[Logged]] = {}
        self._unmarked: list[Logged] = []

    def add(self, row: Logged) -> None:
        """Take a row; they come in the order of time."""
        if row.mark is None:
            self._unmarked.append(row)
            return
        held = self._marked.get(row.mark)
        if held is not None and held[0].at == row.at:
            held.append(row)  # which of them counts is for each_once to say
        else:
            self._marked[row.mark] = [row]

    def leads(self) -> tuple[Logged, ...]:
        """Each lead once."""
        return each_once([*self._unmarked, *(row for rows in self._marked.values() for row in rows)])


def _rows(store: Store, begin: datetime, end: datetime) -> Iterator[Row]:
    """The rows of a stretch of time in its order, each chunk of them by a transaction of its own."""
    until, at, last = stored(end, store.kind), stored(begin, store.kind), -1
    while True:
        with store.reading() as transaction:
            rows = transaction.rows(_SQL, at, until, at, last, CHUNK)
        yield from rows
        if len(rows) < CHUNK:
            return
        last, at = rows[-1][0], _again(rows[-1][1], store.kind)


def _again(at: object, kind: Kind) -> object:
    """A moment as the database gave it, as one to ask it with."""
    moment = read_moment(at)
    return at if moment is None else stored(moment, kind)


def _logged(row: Row) -> Logged | None:
    _, at, source, version, score, mark, layout, text = row
    moment, facts = read_moment(at), _facts(layout, text)
    if moment is None or facts is None:
        return None
    return Logged(moment, source, version, float(score), None if mark is None else bytes(mark), facts)


def _facts(layout: int, text: str) -> tuple[Fact, ...] | None:
    """Facts in FIELD_NAMES order; None where they cannot be read."""
    places = _PLACES.get(layout)
    if places is None:
        return None
    try:
        told = _read_facts(text)
    except msgspec.MsgspecError:
        return None
    if len(told) != len(LAYOUTS[layout]):
        return None
    return tuple(None if place is None else told[place] for place in places)
