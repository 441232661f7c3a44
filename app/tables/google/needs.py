"""A plan for rows as they were read -> what each lead's row shall say, wherever it will be. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.tables.google.intent import Intent
from app.tables.google.window import Cells
from app.tables.grid import Cell, Grid
from app.tables.plan import Plan

SAME_KEY = "several rows name this person and tell different things of them: keep one of the rows"


@dataclass(frozen=True)
class Needs:
    """The intent, and data rows: those that do not say what they shall, those refused and why, those of leads without a
    key, and those where our ID stands and no lead does."""

    intent: Intent
    rows: tuple[int, ...]
    refused: Mapping[int, str]
    nameless: tuple[int, ...] = ()
    idle: tuple[int, ...] = ()


def needs_of(
    grid: Grid,
    plan: Plan,
    keys: Sequence[str],
    ours: Collection[int] = (),
    mistaken: Callable[[str, Cells], bool] = lambda key, cells: False,
    *,
    whole: bool = True,
) -> Needs:
    """What to write, given the key of every data row and all columns of ours; `whole`: all leads are planned for.

    `mistaken` tells whether cells of ours beside a key are from an earlier pass of this run, and meant for another.

    Rows that share a key get the same score where the same is known of them, and none where not: should they move
    while we write, nobody could tell them apart.
    """
    kinds = tuple(column.kind for column in plan.columns)
    cells = {row: tuple([_told(cell) for cell in values]) for row, values in plan.rows.items()}
    blank: Cells = (None,) * len(kinds)
    sharing: defaultdict[str, list[int]] = defaultdict(list)
    for row, key in enumerate(keys):
        if key:
            sharing[key].append(row)
    wanted: dict[str, Cells] = {}
    refused: dict[int, str] = {}
    nameless = []
    for row, told in cells.items():
        key = keys[row]
        if not key:
            if told != blank:
                nameless.append(row)
        elif len(sharing[key]) == 1 or _alike(grid, plan, cells, sharing[key]):
            wanted[key] = told
        else:
            refused[row] = SAME_KEY
            wanted[key] = blank
    intent = Intent(kinds, wanted, tidy=whole)
    places = [column.index if column.new_header is None else len(grid.header) for column in plan.columns]
    rows = []
    for row, key in enumerate(keys):
        said = _cells(grid, row, places)
        if _differs(said, key, intent) or mistaken(key, said):
            rows.append(row)
    idle = [row for row, key in enumerate(keys) if key.startswith("id:") and whole and _bare(grid.rows[row], ours)]
    return Needs(intent, tuple(rows), refused, tuple(nameless), tuple(idle))


def _differs(cells: Cells, key: str, intent: Intent) -> bool:
    if key in intent.wanted:
        return not intent.satisfied(key, cells)
    return intent.tidy and not key and cells != intent.blank


def _cells(grid: Grid, row: int, places: Sequence[int]) -> Cells:
    found = grid.rows[row]
    return tuple([found[at] if at < len(found) else None for at in places])


def _bare(row: Sequence[Cell], ours: Collection[int]) -> bool:
    """Whether nothing stands in a row but what is ours."""
    return all(cell is None or at in ours for at, cell in enumerate(row))


def _alike(grid: Grid, plan: Plan, cells: Mapping[int, Cells], rows: Sequence[int]) -> bool:
    """Whether the rows hold the same in the columns that scores are made from, and are to say the same."""
    known = {tuple([_comparable(grid.rows[row][at]) for at in plan.inputs]) for row in rows}
    return len(known) == 1 and len({cells[row] for row in rows if row in cells}) == 1


def _comparable(cell: Cell) -> object:
    return (type(cell), cell) if isinstance(cell, bool) else cell


def _told(cell: Cell) -> Cell:
    """A value of ours as the sheet holds it: a moment as text in UTC, an empty text as nothing."""
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M} UTC"
    return None if cell == "" else cell
