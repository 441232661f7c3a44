"""What a run wrote beside leads -> the cells to put back, wherever the leads are now. Pure.

A cell is put back where it says what the run wrote and something else stood there; a lead's other cells are not even
written. So leads are put back in groups: those first of which the same columns are still the run's.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from app.tables.columns import OurColumn
from app.tables.google.intent import Intent
from app.tables.google.needs import Needs
from app.tables.google.window import Cells
from app.tables.grid import Cell, Grid

Places = tuple[int, ...]  # in the run's columns, ascending


class Noted(Protocol):
    """What stood beside a lead, and the mark of what was written into each cell; None where nothing was."""

    @property
    def before(self) -> Sequence[Cell]:
        """What stood there."""
        ...

    @property
    def written(self) -> Sequence[bytes | None]:
        """The marks of what was written."""
        ...


class Exactly(Intent):
    """An intent that is satisfied by nothing but its cells: here it matters when a lead was scored."""

    def satisfied(self, key: str, cells: Cells) -> bool:
        """Whether our cells say of a lead what they shall."""
        return cells == self.wanted[key]


class Verdict(NamedTuple):
    """Of one row: which cells are still the run's, how many of them are to be put back, and how many were changed.

    `real` is what is the lead's own in the row, `cells` what shall stand there when all is put back.
    """

    row: int
    now: Cells
    real: Cells
    own: Places
    back: int
    changed: int
    cells: Cells


@dataclass(frozen=True)
class Decision:
    """One look at the sheet: what to put back now, and of all leads how many cells are to be or were changed.

    `present` are the leads that are there, `more` says that others are to be put back after this, `bare` are the
    columns in which nothing will stand.
    """

    needs: Needs
    back: Mapping[str, int]
    changed: Mapping[str, int]
    present: Collection[str]
    more: bool
    bare: tuple[OurColumn, ...]


@dataclass
class Undoing:
    """Decides at each look at the sheet.

    `kinds` are the run's columns, `noted` tells what it noted of a lead by its key, `mark` the mark of a cell.

    What stood beside each lead and what was put back is remembered from look to look: where rows move in the instant
    between a look and a write, a blank meant for one lead can come to stand beside another, whose own it is not.
    """

    kinds: tuple[OurColumn, ...]
    noted: Callable[[str], Noted | None]
    mark: Callable[[Cell], bytes]
    _stood: dict[str, list[Cells]] = field(default_factory=dict)
    _said: dict[Cells, set[str]] = field(default_factory=dict)
    _group: Places = ()

    def decide(self, grid: Grid, keys: Sequence[str], ours: Mapping[str, int]) -> Decision:
        """What to put back, given every data row's key and where our columns are, by their marks."""
        columns = [ours.get(kind.value, len(grid.header)) for kind in self.kinds]
        there = tuple([at for at, column in enumerate(columns) if column < len(grid.header)])
        self._keep_columns(there)
        verdicts: dict[str, list[Verdict]] = {}
        for row, key in enumerate(keys):
            cells = grid.rows[row]
            now = tuple([cells[column] if column < len(grid.header) else None for column in columns])
            verdicts.setdefault(key, []).append(self._verdict(row, key, now, there))
        keyless = verdicts.pop("", [])
        self._stood = {key: [one.real for one in found] for key, found in verdicts.items()}
        every = [one for found in verdicts.values() for one in found]
        self._choose_group(every)
        needs = self._needs(verdicts)
        doing = {*needs.rows}
        return Decision(
            needs,
            {key: sum(one.back for one in found) for key, found in verdicts.items() if any(one.back for one in found)},
            {key: count for key, found in verdicts.items() if (count := sum(one.changed for one in found))},
            verdicts.keys(),
            any(one.back and one.row not in doing for one in every),
            tuple([self.kinds[at] for at in there if all(one.cells[at] is None for one in (*keyless, *every))]),
        )

    def _verdict(self, row: int, key: str, now: Cells, there: Places) -> Verdict:
        real = self._real(key, now)
        noted = self.noted(key) if key else None
        if noted is None:
            return Verdict(row, now, real, (), 0, 0, real)
        own, back, changed, cells = [], 0, 0, list(real)
        for at, (said, before, written) in enumerate(zip(real, noted.before, noted.written, strict=False)):
            if at not in there or written is None:
                continue
            if self.mark(said) == written:
                own.append(at)
                back += said != before
                cells[at] = before
            elif said != before:
                changed += 1
        return Verdict(row, now, real, tuple(own), back, changed, tuple(cells))

    def _real(self, key: str, now: Cells) -> Cells:
        """What is a lead's own in its row: what we meant for another and put there by mistake is not."""
        said = _of(now, self._group)
        leads, stood = self._said.get(said), self._stood.get(key, [])
        if leads is None or key in leads or len(stood) != 1 or _of(stood[0], self._group) == said:
            return now
        return tuple(
            [former if at in self._group else cell for at, (cell, former) in enumerate(zip(now, stood[0], strict=True))]
        )

    def _keep_columns(self, there: Places) -> None:
        """Columns that were deleted take part no more."""
        left = tuple([at for at in self._group if at in there])
        if left != self._group:
            said: dict[Cells, set[str]] = {}
            for cells, leads in self._said.items():
                said.setdefault(tuple([cells[self._group.index(at)] for at in left]), set()).update(leads)
            self._group, self._said = left, said

    def _choose_group(self, every: Sequence[Verdict]) -> None:
        """Stay with a group until it is done, then go on to the largest."""
        sizes = Counter(one.own for one in every if one.back)
        if sizes and self._group not in sizes and all(one.real == one.now for one in every):
            self._group = max(sizes, key=lambda group: (sizes[group], group))
            self._said = {}

    def _needs(self, verdicts: Mapping[str, Sequence[Verdict]]) -> Needs:
        """What to write for the group. All other leads are to keep what they have, should a write hit them.

        Where rows of one lead say different things, one after the other is put back.
        """
        group = self._group
        blank: Cells = (None,) * len(group)
        wanted: dict[str, Cells] = {}
        only_where: dict[str, Cells] = {}
        rows: list[int] = []
        for key, found in verdicts.items():
            for one in found:
                now, shall = _of(one.now, group), _of(one.cells if one.own == group else one.real, group)
                if now != shall and (wanted.setdefault(key, shall), only_where.setdefault(key, now)) == (shall, now):
                    rows.append(one.row)
        for key in wanted:
            self._said.setdefault(wanted[key], set()).add(key)
        for key, found in verdicts.items():
            if key not in wanted:
                cells = [_of(one.real, group) for one in found]
                wanted[key] = next((said for said in cells if said != blank), blank)
                only_where[key] = blank if blank in self._said else wanted[key]
        intent = Exactly(tuple([self.kinds[at] for at in group]), wanted, tidy=False, only_where=only_where)
        return Needs(intent, tuple(sorted(rows)), {})


def _of(cells: Cells, places: Places) -> Cells:
    return tuple([cells[at] for at in places])
