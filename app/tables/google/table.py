"""A tab of a Google Sheet as a table: read at once, written lead by lead, however often it must be looked at again."""

import time
from collections.abc import Callable, Collection, Mapping, Sequence

from app.errors import NameTaken, SheetKind, SheetProblem
from app.tables.columns import ALWAYS, DEFAULT_PREFIX, OurColumn, find_ours, title
from app.tables.google import lease, preflight, sizes
from app.tables.google.formulas import keys_are_formulas
from app.tables.google.intent import Intent, Memory, RowWrite
from app.tables.google.lead_keys import KeyColumns, find_key_columns, keys_of
from app.tables.google.leasing import Leasing, left_behind
from app.tables.google.needs import Needs, needs_of
from app.tables.google.reading import header_row, read_tab
from app.tables.google.run import Done, Run
from app.tables.google.session import Client, Session
from app.tables.google.setting_up import missing_headers, new_ids, set_up
from app.tables.google.shape import FIELDS, Shape, shape_of
from app.tables.google.stepwise import Steps, at_once
from app.tables.google.window import Layout
from app.tables.google.writing import Writing
from app.tables.grid import Grid
from app.tables.links import Link
from app.tables.plan import Plan

PASSES = 6  # times a sheet is read anew before we say that it does not come to rest
RESTLESS = "the sheet was changed again and again while we wrote"


class GoogleTable:
    """One tab. Read, decide, write, and again until `settled`; at last `close`.

    `wanted` are the columns to keep; `remember` is told what is about to be written beside each lead, and what stands
    there; `step` how many rows of the sheet are done.
    """

    def __init__(
        self,
        client: Client,
        link: Link,
        run: Run,
        *,
        tab: str | None = None,
        prefix: str = DEFAULT_PREFIX,
        wanted: Collection[OurColumn] = tuple(OurColumn),
        remember: Callable[[tuple[OurColumn, ...], Sequence[RowWrite]], None] = lambda kinds, writes: None,
        step: Callable[[int], None] = lambda rows: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client, self._link, self._tab, self._run = client, link, tab, run
        self._prefix, self._wanted, self._remember, self._sleep = prefix, wanted, remember, sleep
        self._session = Session(client, link.spreadsheet_id, run.name, lambda writes: None, step)
        self._memory = Memory()
        self._leasing: Leasing | None = None
        self._shape: Shape | None = None
        self._grid: Grid | None = None
        self._ours: Mapping[OurColumn, int] = {}
        self._key_columns = KeyColumns(None, None, None)
        self._formula_keys = False
        self.keys: tuple[str, ...] = ()
        self.settled = False
        self.done = Done()

    @property
    def name(self) -> str:
        """How to call the tab in a sentence."""
        return self._shape.name if self._shape else "the sheet"

    @property
    def our_columns(self) -> set[int]:
        """All columns of ours, as the tab was last read."""
        return {*self.shape.ours.values(), *self._ours.values()}

    @property
    def shape(self) -> Shape:
        """The tab as it was last read."""
        if self._shape is None:
            raise RuntimeError("the table has not been read")
        return self._shape

    @property
    def grid(self) -> Grid:
        """What stood in the tab when it was last read."""
        return self._read_grid()

    def read(self) -> Grid:
        """The tab as it is now. Raises a LeadsheetError when it cannot be read, or could not be written later."""
        shape, grid = self._read_once()
        try:
            self._ours = find_ours(grid, self._prefix, wanted=self._wanted)
        except NameTaken:  # or columns were moved between the two calls; then the same sheet says something else now
            shape, grid = self._read_once()
            self._ours = find_ours(grid, self._prefix, wanted=self._wanted)
        self._key_columns = find_key_columns(
            grid, {**shape.ours, **{kind.value: at for kind, at in self._ours.items()}}
        )
        self.keys = tuple(keys_of(grid.rows, self._key_columns))
        self._memory.meet(self.keys, grid, self.our_columns)
        top = header_row(grid)
        new = len(self._kinds()) - len(self._ours)
        preflight.check(shape, top, top + 1 + len(grid.rows), self._ours, new, grid.next_column)
        return grid

    def _read_once(self) -> tuple[Shape, Grid]:
        # the tab that was found is meant from now on, whatever it is called by then
        gid, tab = (self._link.gid, self._tab) if self._shape is None else (self._shape.sheet_id, None)
        self._shape, self._grid = read_tab(self._client, self._link.spreadsheet_id, gid, tab)
        return self._shape, self._grid

    def write(self, plan: Plan, *, whole: bool = True) -> Mapping[int, str]:
        """Write what the plan says of each lead, wherever its row is now; `settled` tells whether that is done.

        `whole`: the plan is of all leads. Returns the data rows refused, and why.
        """
        return at_once(self.write_stepwise(plan, whole=whole))

    def write_stepwise(self, plan: Plan, *, whole: bool = True) -> Steps[Mapping[int, str]]:
        """As `write`, a window a step."""
        grid, ours = self._read_grid(), self.our_columns
        return self._carry_out(needs_of(grid, plan, self.keys, ours, self._memory.mistaken, whole=whole))

    def preview(self, plan: Plan) -> int:
        """How many rows `write` would write, as the tab was last read."""
        needs = needs_of(self._read_grid(), plan, self.keys, self.our_columns)
        return len({*needs.rows, *needs.nameless})

    def carry_out(self, needs: Needs) -> Mapping[int, str]:
        """As `write`, of needs that were decided already."""
        return at_once(self._carry_out(needs))

    def _carry_out(self, needs: Needs) -> Steps[Mapping[int, str]]:
        grid, intent = self._read_grid(), needs.intent
        self.done.passes += 1
        self.done.refused = dict(needs.refused)
        self._count(intent)
        self.settled = not (needs.rows or needs.nameless or needs.idle)
        if self.settled and left_behind(self.shape.notes, self.shape.sheet_id):
            self._take_lease()  # which clears that away, and is given back at the end
        if not self.settled:
            if self._leasing is None and not self._look_at_formulas(grid):
                return self.done.refused
            self._memory.recall(self.keys, grid, [self._ours.get(kind) for kind in intent.kinds])
            self._session.remember = lambda writes: self._remember(intent.kinds, writes)
            self._take_lease()
            try:
                yield from self._do(grid, needs)
            except SheetProblem as problem:
                # Nothing was written. Where rows went, the tab was renamed, or another run made our columns first, all
                # is read anew.
                refused = problem.kind is SheetKind.REFUSED
                if problem.kind is not SheetKind.OUT_OF_RANGE and not (refused and self._marks_changed()):
                    raise
        if not self.settled and self.done.passes == PASSES:
            waiting = [row for row in (*needs.rows, *needs.nameless) if self.keys[row] not in self._memory.settled]
            self.done.refused = {**self.done.refused, **dict.fromkeys(waiting, RESTLESS)}
        return self.done.refused

    def _count(self, intent: Intent) -> None:
        blank = {key for key, cells in intent.wanted.items() if cells == intent.blank}
        touched = self._memory.told & intent.wanted.keys()
        self.done.written, self.done.cleared = len(touched - blank), len(touched & blank)
        self.done.unchanged = len(intent.wanted.keys() - blank - touched)

    def close(self) -> None:
        """Leave nothing of this run in the sheet's metadata."""
        if self._leasing is not None:
            self._leasing.give_back()

    def _do(self, grid: Grid, needs: Needs) -> Steps[None]:
        layout = self._set_up(grid, needs.intent, with_id=bool(needs.nameless))
        if layout is None:
            return
        columns = None if sizes.whole_rows_fit(grid, needs.intent, self.keys) else sizes.columns_seen(layout)
        results = columns is None or self._formula_keys
        at_once = sizes.rows_at_once(grid, needs.intent, self.keys, columns, results)
        writing = Writing(self._session, layout, grid, needs.intent, self._memory, self.done.notes)
        writing.see_with(columns, results=results, at_once=at_once)
        if headers := missing_headers(layout, self._prefix):
            writing.put(headers)
        elif ids := new_ids(layout, needs):
            writing.put(ids)
        else:
            yield from self._write_rows(layout, needs, writing)

    def _look_at_formulas(self, grid: Grid) -> bool:
        """False where the sheet changed so much since it was read that there is nothing to look at."""
        layout = self._layout(grid, tuple(self._ours))
        try:
            found = keys_are_formulas(self._client, self._link.spreadsheet_id, layout, self.our_columns, len(grid.rows))
        except SheetProblem as problem:
            if problem.kind is not SheetKind.OUT_OF_RANGE:
                raise
            return False
        self._formula_keys = found
        return True

    def _layout(self, grid: Grid, kinds: Sequence[OurColumn]) -> Layout:
        """What we believe of the tab, as it was read."""
        shape, known = self.shape, {kind: at for kind, at in self._ours.items() if kind in kinds}
        top = header_row(grid)
        return Layout(shape.tab, shape.sheet_id, shape.rows, top, grid.header, self._key_columns, known)

    def _marks_changed(self) -> bool:
        answer = self._client.spreadsheet(self._link.spreadsheet_id, FIELDS)
        return shape_of(answer, self.shape.sheet_id).ours != self.shape.ours

    def _take_lease(self) -> None:
        if self._leasing is None:
            holder = lease.this_process(self._run.name, self._run.who, self._run.began)
            leasing = Leasing(self._session, holder, self.shape.sheet_id, self._sleep)
            leasing.take(self.shape.notes)
            self._leasing = leasing

    def _set_up(self, grid: Grid, intent: Intent, *, with_id: bool) -> Layout | None:
        """Our columns, made where they are missing; None where everything must be read anew."""
        shape, layout = self.shape, self._layout(grid, intent.kinds)
        titles: dict[OurColumn | None, str] = {kind: title(kind, self._prefix) for kind in intent.kinds}
        if with_id:
            titles[None] = f"{self._prefix.strip()} ID".strip()
        return set_up(self._session, layout, titles, layout.ours, shape.ours, grid.next_column, shape.columns)

    def _write_rows(self, layout: Layout, needs: Needs, writing: Writing) -> Steps[None]:
        outcome = yield from writing.run([layout.header_row + 1 + row for row in needs.rows])
        self._count(needs.intent)
        waiting = [row for row in needs.rows if self.keys[row] and self.keys[row] not in self._memory.settled]
        self.settled = not (outcome.unsettled or outcome.strangers or waiting)

    def _kinds(self) -> list[OurColumn]:
        return [kind for kind in OurColumn if kind in self._ours or kind in self._wanted or kind in ALWAYS]

    def _read_grid(self) -> Grid:
        if self._grid is None:
            raise RuntimeError("the table has not been read")
        return self._grid
