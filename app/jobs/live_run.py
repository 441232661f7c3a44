"""A run in the process that does it: each `advance` writes one window and says so in the database.

It begins anew in whichever process takes the run up: the sheet itself says what is done, for rows that say the right
thing are not written again.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from app import clock
from app.errors import LeadsheetError, SheetProblem, StoreProblem, place_of
from app.store.database import Store
from app.store.run_progress import NotOurs, Progress
from app.store.runs import State, Told
from app.tables.google.stepwise import Steps

_said = logging.getLogger("leadsheet.jobs")

_DEFECT = (
    "The run met a defect of Leadsheet ({}): what was written stands beside the right leads; please report these words."
)


class Stopping(BaseException):
    """The worker stops: the run is put down where it is. No Exception, so that nobody takes it for a failure."""


class Work(Protocol):
    """What a run does, ready to be driven."""

    @property
    def calls(self) -> int:
        """The calls to Google made so far."""
        ...

    @property
    def version(self) -> str:
        """The model's; "" where none is used."""
        ...

    def steps(self) -> Steps[Any]:
        """Do it, a window a step; what came of it is `result` below."""
        ...

    def names(self) -> tuple[str, str]:
        """What document and tab are called, once the sheet was read."""
        ...

    def progress(self, reached: int) -> tuple[int, int]:
        """How many rows are done of how many, where this row of the sheet was reached."""
        ...

    def told(self, result: Any) -> Told:
        """What was found and done; `result` is None where the run was cut short."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...


class Opens(Protocol):
    """What makes a run ready to be driven; it is told phases."""

    def __call__(self, name: str, tell: Callable[[str], None]) -> Work:
        """Raises a LeadsheetError where the run cannot begin."""
        ...


class LiveRun:
    """One run in this process."""

    def __init__(self, store: Store, name: str, worker: str, opens: Opens) -> None:
        self._progress = Progress(store, name, worker)
        self._name, self._opens = name, opens
        self._work: Work | None = None
        self._steps: Steps[Any] | None = None
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
            self._end(State.FAILED, self._cut_short(), kind, str(problem))
        except Exception as defect:
            place = place_of(defect)
            _said.error("run %s failed by a defect of ours: %s", self._name, place)
            self._end(State.FAILED, self._cut_short(), "defect", _DEFECT.format(place))
        return False

    def put_down(self) -> None:
        """Leave the sheet as after a window, and what is kept open."""
        if self._steps is not None:
            with suppress(LeadsheetError):
                self._steps.close()
        if self._work is not None:
            self._work.close()
        self._work = self._steps = None

    def _advance(self) -> bool:
        if self._work is None or self._steps is None:
            self._work = self._opens(self._name, self._tell)
            self._steps = self._work.steps()
        work = self._work
        try:
            reached = next(self._steps)
        except StopIteration as ended:
            self._end(State.DONE, work.told(ended.value), "", "")
            return False
        if not reached:
            self._progress.named(*work.names())
        if self._progress.reached(*work.progress(reached), self._new_calls(), work.version):
            self._steps.close()
            self._end(State.CANCELLED, self._cut_short(), "", "")
            return False
        return True

    def _cut_short(self) -> Told:
        return Told() if self._work is None else self._work.told(None)

    def _tell(self, phase: str) -> None:
        self._progress.phase(phase, self._new_calls())

    def _new_calls(self) -> int:
        made = self._work.calls if self._work is not None else 0
        new, self._calls_told = made - self._calls_told, made
        return new

    def _end(self, state: State, told: Told, kind: str, sentence: str) -> None:
        now = clock.now()
        self._progress.end(state, told, now, self._new_calls(), kind, sentence)
        self.put_down()
