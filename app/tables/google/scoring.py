"""Scores a tab: reads, decides and writes again until nothing moves any more; at once, or window by window."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from app.errors import NothingToScore, SheetKind, SheetProblem
from app.scoring.scorer import Scorer
from app.tables.google.selection import SameLeads
from app.tables.google.stepwise import Steps, at_once
from app.tables.google.table import PASSES, GoogleTable
from app.tables.grid import is_blank
from app.tables.scoring_run import ScoringRun, Wishes, carried_over, prepare

# Where Google did not answer for minutes, or no longer lets us in, there is no use in waiting again to say goodbye.
_OUT_OF_REACH = frozenset(
    {SheetKind.UNREACHABLE, SheetKind.QUOTA, SheetKind.CREDENTIALS, SheetKind.NOT_SHARED, SheetKind.NOT_FOUND}
)

CAME_TOO_LATE = "somebody took away what scores are made from before we saw this lead"
TAKEN_AWAY = "Somebody took away what scores are made from while we wrote: the scores are of what stood there before."


def score_tab(
    table: GoogleTable,
    scorer: Scorer,
    wishes: Wishes,
    now: datetime,
    step: Callable[[str], None] = lambda phase: None,
    *,
    facts: bool = False,
    dry_run: bool = False,
) -> ScoringRun:
    """Score the tab's leads as `prepare` does and write what changed; what was refused is in `table.done`.

    Where colleagues take away what scores are made from while we write, the leads keep the scores they were given.
    Raises a LeadsheetError where the sheet cannot be read or written; what was written by then stays, beside the right
    leads.
    """
    return at_once(score_stepwise(table, scorer, wishes, now, step, facts=facts, dry_run=dry_run))


def score_stepwise(
    table: GoogleTable,
    scorer: Scorer,
    wishes: Wishes,
    now: datetime,
    step: Callable[[str], None] = lambda phase: None,
    *,
    facts: bool = False,
    dry_run: bool = False,
) -> Steps[ScoringRun]:
    """As `score_tab`: the first step reads and scores (it yields 0), each further one writes a window.

    To close the generator is to stop between two windows: the sheet is then left as after a run that was cut short.
    """
    wishes = replace(wishes, skip_empty=True)
    whole = wishes.rows is None and not wishes.only_unscored
    run = seen = prepare(table, scorer, wishes, now, step, facts)  # `seen`: what scores are made from stood there
    keys = table.keys
    try:
        yield 0
        while not dry_run:
            step("Writing")
            yield from table.write_stepwise(run.plan, whole=whole)
            if table.settled or table.done.passes >= PASSES:
                break
            if wishes.only_unscored:  # who has a score by now has it from us, and belongs to this run
                chosen = (*run.rows, *run.empty_rows)
                same = SameLeads(table, run.grid, chosen, also_unscored=wishes.rows is None)
                wishes = replace(wishes, only_unscored=False, rows=same)
            step("Reading again what colleagues moved")
            try:
                run = seen = prepare(table, scorer, wishes, now, step, facts)
                keys = table.keys
            except NothingToScore:
                if table.grid is run.grid:  # it could not even be read: nothing is left at all
                    raise
                run = carried_over(seen, table.grid, _places(keys, table.keys), scorer, wishes, now, facts)
        if run is not seen:
            table.done.notes.append(TAKEN_AWAY)
            if whole:
                table.done.refused = {**_too_late(table, run), **table.done.refused}
    except SheetProblem as problem:
        if problem.kind not in _OUT_OF_REACH:
            table.close()
        raise
    except BaseException:
        table.close()
        raise
    table.close()
    return run


def _places(before: Sequence[str], now: Sequence[str]) -> dict[int, int]:
    """Where the leads of a table's rows are in a later look at it, by their keys; rows of one lead in their order."""
    rows: dict[str, list[int]] = {}
    for row, key in enumerate(now):
        if key:
            rows.setdefault(key, []).append(row)
    waiting = {key: iter(found) for key, found in rows.items()}
    places = ((row, next(waiting.get(key, iter(())), None)) for row, key in enumerate(before))
    return {row: place for row, place in places if place is not None}


def _too_late(table: GoogleTable, run: ScoringRun) -> Mapping[int, str]:
    """The leads that the run has no score for: they came in when nothing told of them any more."""
    known, ours = {*run.rows, *run.empty_rows}, table.our_columns
    return {
        row: CAME_TOO_LATE
        for row, cells in enumerate(run.grid.rows)
        if row not in known and any(not is_blank(cell) for at, cell in enumerate(cells) if at not in ours)
    }
