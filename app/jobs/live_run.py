"""A run in the process that does it: each `advance` writes one window and says so in the database.

It begins anew in whichever process takes the run up: the sheet itself says what is done, for rows that say the right
thing are not written again.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from app.errors import LeadsheetError, SheetProblem, StoreProblem, place_of
from app.store.database import Store
from app.store.run_progress import NotOurs, Progress
from app.store.runs import State, Told
from app.tables.google.stepwise import Steps

if TYPE_CHECKING:
    from app.jobs.sheet_scoring import SheetScoring
    from app.tables.scoring_run import ScoringRun

_said = logging.getLogger("leadsheet.jobs")

_DEFECT = (
    "The run met a defect of Leadsheet ({}): what was written stands beside the right leads; please report these words."
)


class Stopping(BaseException):
    """The worker stops: the run is put down where it is. No Exception, so that nobody takes it for a failure."""


class Opens(Protocol):
    """What makes a run ready to be driven; it is told phases."""

    def __call__(self, name: str, tell: Callable[[str], None]) -> "SheetScoring":
        """Raises a LeadsheetError where the run cannot begin."""
        ...


class LiveRun:
    """One run in this process."""

    def __init__(self, store: Store, name: str, worker: str, opens: Opens) -> None:
        self._progress = Progress(store, name, worker)
        self._name, self._opens = name, opens
        self._scoring: SheetScoring | None = None
        self._steps: Steps[ScoringRun] | None = None
        self._calls_told = 0

    def advance(self) -> bool:
        """Read and score, or write the next window; False when the run has ended.

        Raises NotOurs where the run was taken over, Stopping where the worker stops; anything else that goes wrong
        ends the run as failed, with a sentence.
        """
        try:
            return self._advance()
        except (NotOurs, Stopping):
            self.put_down()
            raise
        except StoreProblem:
            self.put_down()  # nothing can be noted: the run is taken up again when the database is back
            raise
        except LeadsheetError as problem:
            kind = str(problem.kind) if isinstance(problem, SheetProblem) else type(problem).__name__
            self._end(State.FAILED, self._told(None), kind, str(problem))
        except Exception as defect:
            place = place_of(defect)
            _said.error("run %s failed by a defect of ours: %s", self._name, place)
            self._end(State.FAILED, self._told(None), "defect", _DEFECT.format(place))
        return False

    def put_down(self) -> None:
        """Leave the sheet as after a window, and what is kept open."""
        if self._steps is not None:
            with suppress(LeadsheetError):
                self._steps.close()
        if self._scoring is not None:
            self._scoring.close()
        self._scoring = self._steps = None

    def _advance(self) -> bool:
        if self._scoring is None or self._steps is None:
            self._scoring = self._opens(self._name, self._tell)
            self._steps = self._scoring.steps()
        try:
            reached = next(self._steps)
        except StopIteration as ended:
            self._done(self._scoring, ended.value)
            return False
        table = self._scoring.table
        if not reached:
            self._progress.named(table.shape.document, table.shape.tab)
        grid = table.grid
        rows = min(max(reached - grid.first_row + 1, 0), len(grid.rows))
        if self._progress.reached(rows, len(grid.rows), self._new_calls(), self._scoring.scorer.version):
            self._steps.close()
            self._end(State.CANCELLED, self._told(None), "", "")
            return False
        return True

    def _done(self, scoring: "SheetScoring", run: "ScoringRun") -> None:
        told = self._told(run)
        not_kept = scoring.remember(run)
        if not_kept:
            told = Told(**{**vars(told), "notes": [*told.notes, not_kept]})
        self._end(State.DONE, told, "", "")

    def _told(self, run: "ScoringRun | None") -> Told:
        """What was found and done; of a run cut short only what was written."""
        scoring = self._scoring
        if scoring is None:
            return Told()
        wrote = scoring.written()
        if run is None:
            return Told(scored=len(wrote), notes=tuple(scoring.table.done.notes))
        from app.tables.outcomes import outcomes_of
        from app.tables.spread import spread_of

        rows, refused = set(run.rows), scoring.table.done.refused
        return Told(
            leads=len(run.rows) + len(run.empty_rows) + run.scored_before,
            scored=len(wrote & rows),
            unchanged=len(rows - wrote - refused.keys()),
            cleared=len(wrote - rows),
            empty=len(run.empty_rows),
            refused={run.grid.seen_row(row): why for row, why in sorted(refused.items())},
            notes=tuple(scoring.table.done.notes),
            outcomes=outcomes_of(run.grid, run.headers, run.rows, run.scores.score.tolist()),
            spread=spread_of(run.scores.score.tolist(), list(run.scores.label), list(run.scores.confidence)),
        )

    def _tell(self, phase: str) -> None:
        self._progress.phase(phase, self._new_calls())

    def _new_calls(self) -> int:
        made = self._scoring.calls if self._scoring is not None else 0
        new, self._calls_told = made - self._calls_told, made
        return new

    def _end(self, state: State, told: Told, kind: str, sentence: str) -> None:
        now = datetime.now(UTC)
        self._progress.end(state, told, now, self._new_calls(), kind, sentence)
        self.put_down()
