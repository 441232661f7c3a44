"""Gives back what stood in cells that came to lie where we were writing, because columns moved in that instant."""

from collections.abc import Sequence
from dataclasses import replace

from app.errors import SheetKind, SheetProblem
from app.tables.google.a1 import column_letters
from app.tables.google.columns_moved import Moved, Place, mending
from app.tables.google.requests import raw_cells
from app.tables.google.session import Session
from app.tables.google.shape import FIELDS, shape_of
from app.tables.google.window import Layout, Raw, Window, ranges_for, window_of
from app.tables.grid import Grid

Span = tuple[int, int]

_ROUNDS = 6
_SPREAD_ROWS = 20  # above and below a window: where its rows may have gone when columns moved too


def give_back(session: Session, layout: Layout, grid: Grid, moved: Moved, span: Span, fields: str) -> list[str]:
    """Put the cells right that were not ours to write; returns what people should look at, in sentences.

    Columns may move again while we do: what that hits is given back as well.
    """
    notes: list[str] = []
    to_mend = [moved]
    for _ in range(_ROUNDS):
        spread = (max(0, span[0] - _SPREAD_ROWS), min(span[1] + _SPREAD_ROWS, layout.rows))
        try:
            now = _look(session, layout, spread, fields)
            cells: dict[Place, Raw] = {}
            for one in reversed(to_mend):  # the first look knew best what stood in a cell
                cells.update(mending(one, now, layout, grid))
            if not cells:
                return notes
            notes.append(_note(now, sorted({column for _, column in cells}), span))
            ranges = ranges_for(layout, [spread], None)
            answer = session.send(layout.sheet_id, raw_cells(layout.sheet_id, cells), ranges, fields)
        except SheetProblem as problem:
            if problem.kind is not SheetKind.OUT_OF_RANGE:
                raise
            shape = shape_of(session.client.spreadsheet(session.spreadsheet_id, FIELDS), layout.sheet_id)
            layout = replace(layout, tab=shape.tab, rows=shape.rows)  # renamed or cut short meanwhile
            continue
        to_mend.append(Moved(cells, now, window_of(answer, layout, [spread])))
    return [
        *notes,
        f"Columns were moved again and again while rows {span[0] + 1} to {span[1]} were written: look at what stands "
        "in the columns beside ours.",
    ]


def _look(session: Session, layout: Layout, rows: Span, fields: str) -> Window:
    answer = session.client.spreadsheet(session.spreadsheet_id, fields, ranges_for(layout, [rows], None))
    return window_of(answer, layout, [rows])


def _note(now: Window, columns: Sequence[int], span: Span) -> str:
    """Nobody can know what was typed into a column between our look and our write: say where to look."""
    names = [now.header[at] if at < len(now.header) else "" for at in columns]
    named = " and ".join(
        f"“{name}”" if name else f"column {column_letters(at)}" for name, at in zip(names, columns, strict=True)
    )
    return (
        f"{named} came to stand where we were writing (rows {span[0] + 1} to {span[1]}) and got back what stood there "
        "a moment before: look at what was typed there just then."
    )
