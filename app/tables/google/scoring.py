"""Scores a tab: reads, decides and writes again until nothing moves any more; at once, or window by window."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from app.errors import SheetKind, SheetProblem
from app.scoring.scorer import Scorer
from app.tables.google.selection import SameLeads
from app.tables.google.stepwise import Steps, at_once
from app.tables.google.table import PASSES, GoogleTable
from app.tables.scoring_run import ScoringRun, Wishes, prepare

# Where Google did not answer for minutes, or no longer lets us in, there is no use in waiting again to say goodbye.
_OUT_OF_REACH = frozenset(
    {SheetKind.UNREACHABLE, SheetKind.QUOTA, SheetKind.CREDENTIALS, SheetKind.NOT_SHARED, SheetKind.NOT_FOUND}
)


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
    run = prepare(table, scorer, wishes, now, step, facts)
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
            run = prepare(table, scorer, wishes, now, step, facts)
    except SheetProblem as problem:
        if problem.kind not in _OUT_OF_REACH:
            table.close()
        raise
    except BaseException:
        table.close()
        raise
    table.close()
    return run
