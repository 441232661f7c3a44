"""A stretch of the log of predictions, each lead once. Pure: whoever reads the log gives the rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from app.scoring.compiled_cells import Fact

# A sheet scored twice within it is one list of leads; the same coarse facts days later may be somebody else's.
SAME_LEAD_WITHIN = timedelta(days=1)


class Logged(NamedTuple):
    """A row of the log. `facts` in FIELD_NAMES order: rows of older layouts are brought into it by who reads them."""

    at: datetime  # aware
    source: str
    version: str  # of the model
    score: float  # 0 to 1
    mark: bytes | None  # keyed hash of who it is
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Window:
    """The leads scored from `begin` up to but not at `end`, each once; as a rule a week."""

    begin: datetime
    end: datetime
    leads: tuple[Logged, ...]


def window_of(begin: datetime, end: datetime, rows: Iterable[Logged]) -> Window:
    """The window of some rows of the log, whatever their order; rows outside of it are left out."""
    return Window(begin, end, each_once(row for row in rows if begin <= row.at < end))


def pooled(windows: Sequence[Window]) -> Window:
    """Several windows as one: a lead scored in two of them counts once. There must be one at least."""
    rows = (row for window in windows for row in window.leads)
    return Window(min(one.begin for one in windows), max(one.end for one in windows), each_once(rows))


def each_once(rows: Iterable[Logged]) -> tuple[Logged, ...]:
    """The latest row of each lead, in the order of time.

    A lead with a mark is known by it. Without one, equal facts from one source within a day of the first of them are
    taken for one lead: a sheet scored again, not a second person with the same 19 facts.
    """
    marked: dict[bytes, Logged] = {}
    first_at: dict[tuple[object, ...], datetime] = {}
    unmarked: dict[tuple[object, ...], Logged] = {}
    for row in sorted(rows, key=_order):
        if row.mark is not None:
            marked[row.mark] = row
            continue
        said = (row.source, row.facts)
        if said not in first_at or row.at - first_at[said] > SAME_LEAD_WITHIN:
            first_at[said] = row.at
        unmarked[(*said, first_at[said])] = row
    return tuple(sorted((*marked.values(), *unmarked.values()), key=_order))


def _order(row: Logged) -> tuple[object, ...]:
    # All of a row decides, so that rows of one moment come out alike in whatever order they came in.
    return row.at, row.source, row.version, row.score, row.mark or b"", repr(row.facts)
