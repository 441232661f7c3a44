"""When colleagues moved columns in the instant between our look and our write: which cells to give back. Pure.

What was written then stands in columns that are not, or no longer, the ones we meant. Which columns those are, the
answer to the write shows; what stood in them, the look before it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from app.tables.google.requests import value
from app.tables.google.shape import ID
from app.tables.google.window import Layout, Raw, SeenRow, Window
from app.tables.grid import Grid

Place = tuple[int, int]  # a row and a column of the sheet
Said = tuple[tuple[str, Any], ...]

_SPARE = 8  # blank columns beyond those we wrote: where they may have gone


class Moved(NamedTuple):
    """A write that met moved columns: its cells, the looks right before and after it; `whole`: at whole rows."""

    written: Mapping[Place, Raw]
    before: Window
    after: Window
    whole: bool = True

    @property
    def hit(self) -> set[int]:
        """The columns that were written and are not those that were looked at."""
        columns = {at for _, at in self.written}
        width = max(columns, default=-1) + 1
        then, after = _signs(self.before, width), _signs(self.after, width)
        return {at for at in columns if then[at] != after[at]}


def mending(moved: Moved, now: Window, layout: Layout, grid: Grid) -> dict[Place, Raw]:
    """The cells to give back what stood in them, by their place in `now`, where whole rows are seen.

    A cell is given back where it holds what we wrote into its column and its row held something else before. Of our own
    columns only the IDs, which say who is who: the next look at the sheet puts the others right.
    """
    hit = moved.hit
    width = max(hit, default=0) + _SPARE
    now_of = _followed(_signs(moved.after, width), _signs(now, width))  # columns of the write -> of now
    came_from = {new: old for old, new in _followed(_signs(moved.before, width), _signs(now, width)).items()}
    ours_now = {at for word, at in now.marked.items() if word != ID}
    columns = {at: now_of[at] for at in hit if at in now_of and now_of[at] not in ours_now}
    former_rows = _rows_of_before(moved.before, now, came_from, {*columns.values(), *now.marked.values()})
    cells: dict[Place, Raw] = {}
    for at, column in columns.items():
        said = {_said(raw) for (_, place), raw in moved.written.items() if place == at}
        for row, seen in now.rows.items():
            raw = seen.raw(column)
            if _said(raw) in said:
                former = _former(former_rows.get(row), came_from.get(column), moved.whole, layout, grid)
                if _said(former) != _said(raw):
                    cells[row, column] = former
    return cells


def _former(row: SeenRow | None, column: int | None, whole: bool, layout: Layout, grid: Grid) -> Raw:
    """What stood in a row's column of then; blank where the column or the row was not there."""
    if row is None or column is None:
        return {}
    if whole or row.shows(column):
        return row.raw(column)
    # not among the columns that were looked at: as it was when the sheet was read
    data_row = row.row - layout.header_row - 1
    inside = 0 <= data_row < len(grid.rows) and column < len(grid.header)
    return value(grid.rows[data_row][column]) if inside else {}


def _rows_of_before(
    before: Window, now: Window, came_from: Mapping[int, int], doubtful: Collection[int]
) -> dict[int, SeenRow]:
    """Which row of then each row of now is: the one that says the same in all columns that nobody wrote into.

    Keys cannot be asked, for their column may be the one that was hit. Of rows that say the same, and of those whose
    row was changed in the same instant, the one at the same place counts.
    """
    columns = [(new, old) for new, old in sorted(came_from.items()) if new not in doubtful]
    by_content: defaultdict[tuple[Said, ...], list[int]] = defaultdict(list)
    for at, row in before.rows.items():
        by_content[tuple([_said(row.raw(old)) for _, old in columns])].append(at)
    found: dict[int, SeenRow] = {}
    for at, row in now.rows.items():
        alike = by_content.get(tuple([_said(row.raw(new)) for new, _ in columns]), [])
        if len(alike) == 1 or at in alike:
            found[at] = before.rows[at if at in alike else alike[0]]
    taken = {row.row for row in found.values()}
    for at in now.rows:
        if at not in found and at in before.rows and at not in taken:
            found[at] = before.rows[at]
    return found


def _followed(then: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Where each column went: by its sign where that is the only one of its kind, else by what stands around it."""
    found = {}
    for at, sign in enumerate(then):
        if sign and then.count(sign) == now.count(sign) == 1:
            found[at] = now.index(sign)
    for old, new, size in SequenceMatcher(None, then, now, autojunk=False).get_matching_blocks():
        for step in range(size):
            if old + step not in found and new + step not in found.values():
                found[old + step] = new + step
    return found


def _signs(window: Window, width: int) -> list[str]:
    """What each column is known by: our mark, else its header; blank ones too, up to `width` columns."""
    signs = [f"header {text}" if text else "" for text in window.header]
    signs += [""] * (max([width, *(at + 1 for at in window.marked.values())]) - len(signs))
    for word, at in window.marked.items():
        signs[at] = f"mark {word}"
    return signs


def _said(raw: Raw) -> Said:
    return tuple(sorted(raw.items()))
