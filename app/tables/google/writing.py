"""Writes what an intent says into a sheet that colleagues change meanwhile: look, write, see, and again where it moved.

Each write is one atomic batch whose answer shows the rows as they are after it, and the next rows as they are before
theirs. What is found beside a wrong lead is put back at once. Nothing here decides: intent.py and columns_moved.py do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from app.tables.google.a1 import column_letters
from app.tables.google.columns_moved import Place, mending, moved_onto
from app.tables.google.fences import fence_of, removed
from app.tables.google.intent import Intent, Memory, RowWrite, compare, decide, newcomers
from app.tables.google.preflight import check_ours
from app.tables.google.requests import Request, raw_cells, score_cells, value
from app.tables.google.sizes import split
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
_FIRST_ROWS = 50
_SPREAD_ROWS = 20  # above and below a window: where its rows may have gone when columns moved too

Span = tuple[int, int]


class Sheets(Protocol):
    """What writing wants of a client; see client.py."""

    def spreadsheet(self, spreadsheet_id: str, fields: str, ranges: Sequence[str] = ()) -> dict[str, Any]:
        """What the spreadsheet holds, as far as `fields` asks for it."""
        ...

    def write(
        self,
        spreadsheet_id: str,
        requests: Sequence[Request],
        *,
        fence: int,
        sheet_id: int,
        run: str = "",
        response_ranges: Sequence[str] = (),
        fields: str = "",
    ) -> dict[str, Any] | None:
        """One atomic batch; its answer, or None where it landed and the answer was lost."""
        ...


@dataclass
class Session:
    """What the writes of one run share. `fences` are marks in the sheet that later batches take away again."""

    client: Sheets
    spreadsheet_id: str
    run: str
    remember: Callable[[Sequence[RowWrite]], None]
    step: Callable[[int], None] = lambda rows: None
    fences: list[int] = field(default_factory=list)
    batches: int = 0

    def send(
        self, sheet_id: int, requests: Sequence[Request], ranges: Sequence[str], fields: str, *, last: bool = False
    ) -> dict[str, Any]:
        """One batch and what stands in `ranges` after it, read anew where the answer was lost.

        The `last` batch of a run leaves no fence behind.
        """
        self.batches += 1
        fence = fence_of(self.run, self.batches)
        batch = [*requests, *map(removed, self.fences), *([removed(fence)] if last else [])]
        answer = self.client.write(
            self.spreadsheet_id,
            batch,
            fence=fence,
            sheet_id=sheet_id,
            run=self.run,
            response_ranges=ranges,
            fields=f"updatedSpreadsheet({fields})" if ranges else "spreadsheetId",
        )
        self.fences = [] if last else [fence]
        if answer is not None:
            shown: dict[str, Any] = answer.get("updatedSpreadsheet", {})
            return shown
        return self.client.spreadsheet(self.spreadsheet_id, fields, ranges) if ranges else {}


@dataclass
class Outcome:
    """How a pass went. `unsettled`: something moved so far that the sheet must be read anew."""

    unsettled: bool = False
    strangers: set[str] = field(default_factory=set)
    written: int = 0


class Writing:
    """One pass over the rows that do not say what they shall; what people should look at goes into `notes`."""

    def __init__(
        self, session: Session, layout: Layout, grid: Grid, intent: Intent, memory: Memory, notes: list[str]
    ) -> None:
        self._session, self._layout, self._grid = session, layout, grid
        self._intent, self._memory = intent, memory
        self._ours = {*layout.ours.values(), *([layout.keys.id] if layout.keys.id is not None else [])}
        self._columns: list[int] | None = None
        self._fields = fields_of(CELL_FIELDS)
        self.outcome = Outcome()
        self.notes = notes

    def see_with(self, columns: Sequence[int] | None, *, results: bool) -> None:
        """Look at these columns (at all where None) before and after a write; `results`: keys are formulas."""
        self._columns = None if columns is None else sorted(columns)
        self._fields = fields_of(CELL_FIELDS_WITH_RESULTS if results else CELL_FIELDS)

    def keys_are_formulas(self) -> bool:
        """Whether formulas make up the keys, as the first rows have them; raises SheetProblem where one fills ours."""
        top = self._layout.header_row + 1
        self.see_with([*self._layout.keys.indices, *self._ours], results=True)
        seen = self._look([(top, top + min(_FIRST_ROWS, len(self._grid.rows)))])
        check_ours(seen, self._ours)
        keys = self._layout.keys.indices
        return any("formulaValue" in row.raw(at) for row in seen.rows.values() for at in keys)

    def run(self, rows: Sequence[int], at_once: int, rows_of_sheet: int) -> Outcome:
        """Write what `rows` (of the sheet, ascending) shall say."""
        windows = split(rows, at_once)
        first = self._look([windows[0]])
        check_ours(first, self._ours)
        seen: Window | None = first
        for number, span in enumerate(windows):
            last = number + 1 == len(windows)
            after = (span[1], min(span[1] + _TAIL_ROWS, rows_of_sheet)) if last else windows[number + 1]
            seen = self._settle(span, after, seen or self._look([span]))
            if seen is None:
                self.outcome.unsettled = True
                return self.outcome
            self._session.step(span[1])
        return self.outcome

    def _look(self, spans: Sequence[Span]) -> Window:
        ranges = ranges_for(self._layout, spans, self._columns)
        answer = self._session.client.spreadsheet(self._session.spreadsheet_id, self._fields, ranges)
        return window_of(answer, self._layout, spans)

    def _settle(self, span: Span, after: Span, seen: Window) -> Window | None:
        """Bring one window to what it shall say; None where columns moved and everything must be read anew."""
        for _ in range(ROUNDS):
            if not self._layout.holds(seen.header, seen.marked):
                return None
            rows = list(seen.between(span))
            self._memory.see(rows)
            writes = decide(rows, self._intent, self._memory)
            if not writes:
                again, strangers = compare([], rows, self._intent, self._memory, self._ours)
                self.outcome.strangers |= strangers
                return seen
            before, seen = seen, self._write(span, after, writes)
            if not self._layout.holds(seen.header, seen.marked):
                self._mend(self._written(writes), self._words(), span, before, seen)
                return None
            again, strangers = compare(writes, list(seen.between(span)), self._intent, self._memory, self._ours)
            self.outcome.strangers |= strangers | newcomers(list(seen.between(after)), self._ours, self._memory)
            if not again:
                return seen
            self.outcome.unsettled = True  # rows moved, and some may have gone where this window does not reach
        return seen

    def _write(self, span: Span, after: Span, writes: Sequence[RowWrite]) -> Window:
        self._session.remember([write for write in writes if write.key in self._intent.wanted])
        self._memory.say(writes)
        requests = score_cells(self._layout, self._intent.kinds, writes)
        ranges = ranges_for(self._layout, [span, after], self._columns)
        answer = self._session.send(self._layout.sheet_id, requests, ranges, self._fields)
        self.outcome.written += len(writes)
        return window_of(answer, self._layout, [span, after])

    def put(self, cells: Mapping[Place, Raw], words: Mapping[int, str]) -> bool:
        """Single cells of ours: IDs, headers. `words` are the marks of their columns. False where columns moved."""
        rows = [row for row, _ in cells]
        span = (min(rows), max(rows) + 1)
        self._columns = None
        before = self._look([span])
        if not self._layout.holds(before.header, before.marked):
            return False
        ranges = ranges_for(self._layout, [span], None)
        answer = self._session.send(
            self._layout.sheet_id, raw_cells(self._layout.sheet_id, cells), ranges, self._fields
        )
        after = window_of(answer, self._layout, [span])
        if self._layout.holds(after.header, after.marked):
            return True
        self._mend(cells, words, span, before, after)
        return False

    def _words(self) -> dict[int, str]:
        return {at: kind.value for kind, at in self._layout.ours.items()}

    def _written(self, writes: Sequence[RowWrite]) -> dict[Place, Raw]:
        columns = list(self._layout.ours.values())
        return {(write.row, at): value(cell) for write in writes for at, cell in zip(columns, write.cells, strict=True)}

    def _mend(
        self, written: Mapping[Place, Raw], words: Mapping[int, str], span: Span, before: Window, after: Window
    ) -> None:
        """Columns moved while we wrote: give back what stood in the cells that were not ours to write."""
        hit = moved_onto(words, after)
        if not hit:
            return
        for _ in range(ROUNDS):
            spread = (max(0, span[0] - _SPREAD_ROWS), span[1] + _SPREAD_ROWS)
            ranges = ranges_for(self._layout, [spread], None)
            answer = self._session.client.spreadsheet(self._session.spreadsheet_id, self._fields, ranges)
            now = window_of(answer, self._layout, [spread])
            cells = mending(self._layout, written, before, after, now, hit, self._grid)
            if not cells:
                return
            self._tell(now, sorted({column for _, column in cells}), span)
            header = ranges_for(self._layout, [], None)
            requests = raw_cells(self._layout.sheet_id, cells)
            answer = self._session.send(self._layout.sheet_id, requests, header, fields_of(CELL_FIELDS))
            shown = window_of(answer, self._layout, [])
            if (shown.header, shown.marked) == (now.header, now.marked):
                return
        self.notes.append(
            f"Columns were moved again and again while rows {span[0] + 1} to {span[1]} were written: look at what "
            "stands in the columns beside ours."
        )

    def _tell(self, now: Window, columns: Sequence[int], span: Span) -> None:
        """Nobody can know what was typed into a column between our look and our write: say where to look."""
        names = [now.header[at] if at < len(now.header) else "" for at in columns]
        named = " and ".join(
            f"“{name}”" if name else f"column {column_letters(at)}" for name, at in zip(names, columns, strict=True)
        )
        self.notes.append(
            f"{named} came to stand where we were writing (rows {span[0] + 1} to {span[1]}) and got back what stood "
            "there a moment before: look at what was typed there just then."
        )
