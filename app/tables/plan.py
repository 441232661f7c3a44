"""The exact cells to write, decided before anything is touched. Pure."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from app.tables.columns import ALWAYS as ALWAYS  # callers ask the plan what is always written
from app.tables.columns import DEFAULT_PREFIX, OurColumn, title
from app.tables.grid import Cell, Grid


class RowScore(NamedTuple):
    """What we say of one lead. `score` is the probability, rounded to 4 places; `scored_at` is in UTC."""

    score: float
    label: str
    confidence: str
    reasons: str
    model: str
    scored_at: datetime | str


@dataclass(frozen=True)
class PlannedColumn:
    """One column of ours: what it holds, where it is or will be (0 is the first), and its header if it is new."""

    kind: OurColumn
    index: int
    new_header: str | None = None


@dataclass(frozen=True)
class Plan:
    """The cells to write: `rows[i]` are the values of data row `i`, one for each of `columns`, in their order.

    A row that is not in `rows` keeps what it had; one that is all None is cleared. `inputs` are the columns the scores
    were made from. `keys` is the identity of every data row at the time of reading, for places where rows can move
    before we write; a file needs none, for it is compared whole.
    """

    columns: tuple[PlannedColumn, ...]
    rows: Mapping[int, tuple[Cell, ...]]
    keys: tuple[str, ...] = ()
    inputs: tuple[int, ...] = ()

    @property
    def new_columns(self) -> tuple[PlannedColumn, ...]:
        """The columns that are not there yet."""
        return tuple(column for column in self.columns if column.new_header is not None)

    def cells(self) -> Iterator[tuple[int, PlannedColumn, Cell]]:
        """Every cell below the header: data row, column, value."""
        for row, values in self.rows.items():
            for column, value in zip(self.columns, values, strict=True):
                yield row, column, value


@dataclass(frozen=True)
class Realigned:
    """A plan for the rows as they lie now, and the rows (as read) that must not be written, with the reason."""

    plan: Plan
    refused: Mapping[int, str]


def plan_writes(
    grid: Grid,
    scores: Mapping[int, RowScore],
    wanted: Collection[OurColumn] = tuple(OurColumn),
    ours: Mapping[OurColumn, int] | None = None,
    prefix: str = DEFAULT_PREFIX,
    keys: Sequence[str] = (),
    cleared: Collection[int] = (),
    inputs: Collection[int] = (),
) -> Plan:
    """The plan that writes `scores` (by data row index of `grid`) into our columns, and blanks in `cleared` rows.

    Score, label and confidence are always written, of the others those `wanted`, and those an earlier run left, which
    would otherwise go on telling of older scores. `ours` are the columns that are there (`find_ours`); the rest are
    new, in their order behind everything else. `keys`, one a data row, say
    which lead a row is, and are needed only where rows can move (see `realign`).
    """
    present = ours or {}
    columns: list[PlannedColumn] = []
    next_column = grid.next_column
    for kind in OurColumn:
        if kind in present:
            columns.append(PlannedColumn(kind, present[kind]))
        elif kind in wanted or kind in ALWAYS:
            columns.append(PlannedColumn(kind, next_column, title(kind, prefix)))
            next_column += 1
    places = [list(OurColumn).index(column.kind) for column in columns]
    blank = (None,) * len(columns)
    rows = {
        row: tuple([scores[row][place] for place in places]) if row in scores else blank
        for row in sorted({*scores, *cleared})
    }
    if rows and not 0 <= min(rows) <= max(rows) < len(grid.rows):
        raise IndexError(f"cells for data row {max(rows)} of a table of {len(grid.rows)} rows")
    return Plan(tuple(columns), rows, tuple(keys), tuple(inputs))


def row_keys(grid: Grid, ours: Collection[int] = ()) -> tuple[str, ...]:
    """What each data row says apart from our columns, as a short fingerprint; "" for a blank row.

    For tables without an identity column. Two equal rows have equal keys.
    """
    theirs = [index for index in range(len(grid.header)) if index not in ours]
    return tuple(_fingerprint([row[index] for index in theirs]) for row in grid.rows)


def _fingerprint(cells: Sequence[Cell]) -> str:
    if all(cell is None for cell in cells):
        return ""
    return hashlib.blake2b(repr(cells).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def realign(plan: Plan, keys_now: Sequence[str]) -> Realigned:
    """Moves the plan's rows to where those leads are in a table whose rows now have the keys `keys_now`.

    A row is refused when its lead is gone, when it has no key to be known by, or when several rows share its key and
    we have different things to say of them. Rows that share a key and a score are all written, however many they
    are now. Refused rows are given by their index at the time of reading.
    """
    if tuple(keys_now) == plan.keys:
        return Realigned(plan, {})
    now: defaultdict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(keys_now):
        now[key].append(row)
    said: defaultdict[str, set[tuple[Cell, ...] | None]] = defaultdict(set)
    for row, key in enumerate(plan.keys):
        said[key].add(plan.rows.get(row))  # None: a row we leave alone shares the key
    moved: dict[int, tuple[Cell, ...]] = {}
    refused: dict[int, str] = {}
    for row, values in plan.rows.items():
        key = plan.keys[row]
        if not key:
            refused[row] = "the rows were moved meanwhile and nothing tells which lead this one is"
        elif key not in now:
            refused[row] = "the lead was removed or changed meanwhile"
        elif len(said[key]) > 1:
            refused[row] = "several rows name this lead with different scores, and the rows were moved meanwhile"
        else:
            moved.update(dict.fromkeys(now[key], values))
    return Realigned(replace(plan, rows=dict(sorted(moved.items())), keys=tuple(keys_now)), refused)
