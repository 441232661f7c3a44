"""What each lead's row shall say, and from that and a look at the sheet: the rows to write. Pure.

Everything is decided by what is seen: a lead's row that does not say what it shall is written, a row that says what was
meant for another lead gets back what stood there. So a retry, a second run and a repair are the same thing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from app.tables.columns import OurColumn
from app.tables.google.window import Cells, SeenRow, plain
from app.tables.grid import Cell, Grid


@dataclass(frozen=True)
class Intent:
    """`wanted` are the cells of our columns `kinds` by the lead's key; None is a blank cell.

    A lead that is not in `wanted` keeps what it has. With `tidy` a row that names no lead loses what an earlier run
    said of one. With `only_where` a lead is written only where our cells still say that.
    """

    kinds: tuple[OurColumn, ...]
    wanted: Mapping[str, Cells]
    tidy: bool = True
    only_where: Mapping[str, Cells] | None = None

    @property
    def blank(self) -> Cells:
        """Our cells of a row of which we say nothing."""
        return (None,) * len(self.kinds)

    def satisfied(self, key: str, cells: Cells) -> bool:
        """Whether our cells say of a lead what they shall; when it was scored matters only where nothing else does."""
        wanted = self.wanted[key]
        if cells == wanted:
            return True
        at = self.kinds.index(OurColumn.SCORED_AT) if OurColumn.SCORED_AT in self.kinds else None
        if at is None or cells[at] is None or wanted[at] is None:
            return False
        return cells[:at] + cells[at + 1 :] == wanted[:at] + wanted[at + 1 :]


class RowWrite(NamedTuple):
    """Our cells to write into a row of the sheet, believed to be the row of `key`, which said `before`."""

    row: int
    key: str
    cells: Cells
    before: Cells


@dataclass
class Memory:
    """What this run has seen and said: what stood beside each lead before us, and for which leads it wrote which cells.

    `known` are the leads there were when the sheet was read; one that is not among them came in meanwhile. `unnamed` is
    what stood in rows without a key.
    """

    known: set[str] = field(default_factory=set)
    unnamed: set[Cells] = field(default_factory=set)
    stood: dict[str, Cells] = field(default_factory=dict)
    said: dict[Cells, set[str]] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)
    told: set[str] = field(default_factory=set)  # the leads whose rows were written

    def meet(self, keys: Sequence[str], grid: Grid, ours: Collection[int]) -> None:
        """Remember who is there, as the sheet was read."""
        self.known |= {*keys}
        self.unnamed |= {filled(row, ours) for row, key in zip(grid.rows, keys, strict=True) if not key}

    def recall(self, keys: Sequence[str], grid: Grid, places: Sequence[int | None]) -> None:
        """Remember what stands beside every lead as the sheet was read, in the order of the intent's columns."""
        for row, key in zip(grid.rows, keys, strict=True):
            if key and key not in self.stood:
                cells = tuple([row[at] if at is not None and at < len(row) else None for at in places])
                if cells not in self.said:
                    self.stood[key] = cells

    def see(self, rows: Iterable[SeenRow]) -> None:
        """Remember what stands beside leads, unless it is what we said ourselves."""
        for row in rows:
            if row.key and row.ours not in self.said:
                self.stood[row.key] = row.ours

    def mistaken(self, key: str, cells: Cells) -> bool:
        """Whether a row of this key says what we meant for another."""
        leads = self.said.get(cells)
        return leads is not None and key not in leads and any(cell is not None for cell in cells)

    def say(self, writes: Iterable[RowWrite]) -> None:
        """Remember what is about to be written."""
        for write in writes:
            self.said.setdefault(write.cells, set()).add(write.key)
            self.told.add(write.key)


def filled(cells: Sequence[Cell], ours: Collection[int]) -> Cells:
    """What stands in a row beside our columns, in its order: moved columns and blank ones aside."""
    return tuple([cell for at, cell in enumerate(cells) if cell is not None and at not in ours])


def decide(rows: Iterable[SeenRow], intent: Intent, memory: Memory) -> list[RowWrite]:
    """The rows to write, as the sheet is seen; none where everything is as it shall be."""
    writes = []
    for row in rows:
        wanted = _wanted(row, intent, memory)
        if wanted is not None and wanted != row.ours:
            before = row.ours
            if memory.mistaken(row.key, before):  # ours, meant for another: not what stood beside this lead
                before = memory.stood.get(row.key, intent.blank)
            writes.append(RowWrite(row.row, row.key, wanted, before))
    return writes


def _wanted(row: SeenRow, intent: Intent, memory: Memory) -> Cells | None:
    """What a row's cells of ours shall be; None to leave them as they are."""
    ours_by_mistake = memory.mistaken(row.key, row.ours)
    if row.key in intent.wanted:
        if intent.satisfied(row.key, row.ours):
            return None
        expected = intent.only_where.get(row.key) if intent.only_where is not None else None
        if intent.only_where is None or row.ours == expected or ours_by_mistake:
            return intent.wanted[row.key]
        return None
    if ours_by_mistake:
        return memory.stood.get(row.key, intent.blank) if row.key else intent.blank
    return intent.blank if intent.tidy and not row.key else None


def compare(
    written: Sequence[RowWrite], seen: Sequence[SeenRow], intent: Intent, memory: Memory, ours: Collection[int]
) -> tuple[list[RowWrite], set[str]]:
    """After a write: the rows that must be written again, and the leads seen that were not known before.

    A lead whose key a colleague changed while we wrote gets back what stood there: the row is the same, its key is new.
    """
    at = {write.row: write for write in written}
    keys = {row.key for row in seen}
    strangers = newcomers(seen, ours, memory)
    for row in seen:
        if row.key in intent.wanted and intent.satisfied(row.key, row.ours):
            memory.settled.add(row.key)
        elif row.key in strangers:
            write = at.get(row.row)
            if write is not None and write.cells == row.ours and write.key not in keys:
                memory.stood.setdefault(row.key, write.before)
    return decide(seen, intent, memory), strangers


def newcomers(seen: Sequence[SeenRow], ours: Collection[int], memory: Memory) -> set[str]:
    """The leads that came in since the sheet was read; `row N` for one without a key, where whole rows are seen."""
    found = set()
    for row in seen:
        if row.key:
            if row.key not in memory.known:
                found.add(row.key)
        else:
            cells = filled([plain(row.cell(at)) for at in range(row.width)], ours)
            if cells and cells not in memory.unnamed:
                memory.unnamed.add(cells)
                found.add(f"row {row.row}")
    return found
