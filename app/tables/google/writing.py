"""Writes what an intent says into a sheet that colleagues change meanwhile: look, write, see, and again where it moved.

Each write is one atomic batch whose answer shows the rows as they are after it, and the next rows as they are before
theirs. What is found beside a wrong lead is put back at once. Nothing here decides: intent.py and columns_moved.py do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.tables.google.columns_moved import Moved, Place
from app.tables.google.giving_back import Span, give_back
from app.tables.google.intent import Intent, Memory, RowWrite, compare, decide, newcomers
from app.tables.google.requests import raw_cells, score_cells, value
from app.tables.google.session import Session
from app.tables.google.sizes import split
from app.tables.google.stepwise import Steps
from app.tables.google.window import (
    CELL_FIELDS,
    CELL_FIELDS_WITH_RESULTS,
    Layout,
    Raw,
    Window,
    fields_of,
    ranges_for,
    window_of,
)
from app.tables.grid import Grid

ROUNDS = 6  # writes of one window while colleagues keep moving it
_TAIL_ROWS = 200  # looked at below the last window: who was added at the end


@dataclass
class Outcome:
    """How a pass went. `unsettled`: so much moved that the sheet must be read anew; `moved`: columns did."""

    unsettled: bool = False
    moved: bool = False
    strangers: set[str] = field(default_factory=set)


class Writing:
    """One pass over the rows that do not say what they shall; what people should look at goes into `notes`."""

    def __init__(
        self, session: Session, layout: Layout, grid: Grid, intent: Intent, memory: Memory, notes: list[str]
    ) -> None:
        self._session, self._layout, self._grid = session, layout, grid
        self._intent, self._memory = intent, memory
        self._ours = {*layout.ours.values(), *([layout.keys.id] if layout.keys.id is not None else [])}
        self._columns: list[int] | None = None
        self._at_once = 1
        self._fields = fields_of(CELL_FIELDS)
        self.outcome = Outcome()
        self.notes = notes

    def see_with(self, columns: Sequence[int] | None, *, results: bool, at_once: int) -> None:
        """Look at these columns (at all where None) before and after a write of at most `at_once` rows; `results`: keys
        are formulas."""
        self._at_once = at_once
        self._columns = None if columns is None else sorted(columns)
        self._fields = fields_of(CELL_FIELDS_WITH_RESULTS if results else CELL_FIELDS)

    def run(self, rows: Sequence[int]) -> Steps[Outcome]:
        """Write what `rows` (of the sheet, ascending) shall say, a window a step."""
        windows = split(rows, self._at_once)
        seen: Window | None = None
        for number, span in enumerate(windows):
            last = number + 1 == len(windows)
            after = (span[1], min(span[1] + _TAIL_ROWS, self._layout.rows)) if last else windows[number + 1]
            seen = self._settle(span, after, seen or self._look([span]))
            if self.outcome.moved:
                break
            self._session.step(span[1])
            yield span[1]
        return self.outcome

    def _look(self, spans: Sequence[Span]) -> Window:
        ranges = ranges_for(self._layout, spans, self._columns)
        answer = self._session.client.spreadsheet(self._session.spreadsheet_id, self._fields, ranges)
        return window_of(answer, self._layout, spans)

    def _settle(self, span: Span, after: Span, seen: Window) -> Window | None:
        """Bring one window to what it shall say; what `after` shows then, None where that was not looked at."""
        for _ in range(ROUNDS):
            if not self._layout.holds(seen.header, seen.marked):
                self._stop()
                return None
            rows = list(seen.between(span))
            self._memory.see(rows)
            writes = decide(rows, self._intent, self._memory)
            if not writes:
                again, strangers = compare([], rows, self._intent, self._memory, self._ours)
                self.outcome.strangers |= strangers
                return None
            before, seen = seen, self._write(span, after, writes)
            if not self._layout.holds(seen.header, seen.marked):
                self._mend(self._written(writes), span, before, seen)
                self._stop()
                return None
            again, strangers = compare(writes, list(seen.between(span)), self._intent, self._memory, self._ours)
            self.outcome.strangers |= strangers | newcomers(list(seen.between(after)), self._ours, self._memory)
            if not again:
                return seen
            self.outcome.unsettled = True  # rows moved, and some may have gone where this window does not reach
        return None

    def _stop(self) -> None:
        self.outcome.moved = self.outcome.unsettled = True

    def _write(self, span: Span, after: Span, writes: Sequence[RowWrite]) -> Window:
        self._session.remember([write for write in writes if write.key in self._intent.wanted])
        self._memory.say(writes)
        requests = score_cells(self._layout, self._intent.kinds, writes)
        ranges = ranges_for(self._layout, [span, after], self._columns)
        answer = self._session.send(self._layout.sheet_id, requests, ranges, self._fields)
        return window_of(answer, self._layout, [span, after])

    def put(self, cells: Mapping[Place, Raw]) -> None:
        """Single cells of ours: IDs, headers. Stops where columns moved; the sheet has to be read anew in any case."""
        for span in split(sorted({row for row, _ in cells}), self._at_once):
            before = self._look([span])
            if not self._layout.holds(before.header, before.marked):
                return
            some = {place: raw for place, raw in cells.items() if span[0] <= place[0] < span[1]}
            ranges = ranges_for(self._layout, [span], self._columns)
            requests = raw_cells(self._layout.sheet_id, some)
            answer = self._session.send(self._layout.sheet_id, requests, ranges, self._fields)
            after = window_of(answer, self._layout, [span])
            if not self._layout.holds(after.header, after.marked):
                self._mend(some, span, before, after)
                return

    def _mend(self, written: Mapping[Place, Raw], span: Span, before: Window, after: Window) -> None:
        moved = Moved(written, before, after, whole=self._columns is None)
        self.notes += give_back(self._session, self._layout, self._grid, moved, span, self._fields)

    def _written(self, writes: Sequence[RowWrite]) -> dict[Place, Raw]:
        columns = list(self._layout.ours.values())
        return {(write.row, at): value(cell) for write in writes for at, cell in zip(columns, write.cells, strict=True)}
