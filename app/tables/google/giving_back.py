"""Gives back what stood in cells that came to lie where we were writing, because columns moved in that instant."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from app.errors import SheetKind, SheetProblem
from app.tables.google.a1 import column_letters
from app.tables.google.columns_moved import Place, mending, moved_onto
from app.tables.google.requests import raw_cells
from app.tables.google.session import Session
from app.tables.google.shape import FIELDS, shape_of
from app.tables.google.window import CELL_FIELDS, Layout, Raw, Window, fields_of, ranges_for, window_of
from app.tables.grid import Grid

Span = tuple[int, int]

_ROUNDS = 6
_SPREAD_ROWS = 20  # above and below a window: where its rows may have gone when columns moved too


class Moved(NamedTuple):
    """A write that met moved columns: its cells, the marks we took its columns for, its rows, the looks around it."""

    written: Mapping[Place, Raw]
    words: Mapping[int, str]
    span: Span
    before: Window
    after: Window


def give_back(session: Session, layout: Layout, grid: Grid, moved: Moved, fields: str) -> list[str]:
    """Put the cells right that were not ours to write; returns what people should look at, in sentences."""
    hit = moved_onto(moved.words, moved.after)
    if not hit:
        return []
    span = moved.span
    notes: list[str] = []
    for _ in range(_ROUNDS):
        spread = (max(0, span[0] - _SPREAD_ROWS), min(span[1] + _SPREAD_ROWS, layout.rows))
        try:
            answer = session.client.spreadsheet(session.spreadsheet_id, fields, ranges_for(layout, [spread], None))
        except SheetProblem as problem:
            if problem.kind is not SheetKind.OUT_OF_RANGE:
                raise
            shape = shape_of(session.client.spreadsheet(session.spreadsheet_id, FIELDS), layout.sheet_id)
            layout = replace(layout, tab=shape.tab, rows=shape.rows)  # renamed or cut short meanwhile
            continue
        now = window_of(answer, layout, [spread])
        cells = mending(layout, moved.written, moved.before, moved.after, now, hit, grid)
        if not cells:
            return notes
        notes.append(_note(now, sorted({column for _, column in cells}), span))
        header = ranges_for(layout, [], None)
        answer = session.send(layout.sheet_id, raw_cells(layout.sheet_id, cells), header, fields_of(CELL_FIELDS))
        shown = window_of(answer, layout, [])
        if (shown.header, shown.marked) == (now.header, now.marked):
            return notes
    return [
        *notes,
        f"Columns were moved again and again while rows {span[0] + 1} to {span[1]} were written: look at what stands "
        "in the columns beside ours.",
    ]


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
