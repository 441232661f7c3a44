"""Undoing a run as a run of its own: in a worker, taken up again after a crash, told like any other."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from app.config import Settings
from app.errors import BadChoice
from app.jobs.undoing import Undone, sentences, undo_run
from app.store.noted_runs import NotedRun
from app.store.runs import Asked, Told
from app.store.sheet_runs import UNDO_DAYS
from app.tables.google.stepwise import Steps

if TYPE_CHECKING:
    from app.tables.google.client import SheetsClient

UNDO = "undo"  # the wish that names the run to undo


def undoing_of(run: NotedRun, who: str) -> Asked:
    """What is asked for where a run is to be undone."""
    return Asked(run.spreadsheet_id, run.sheet_id, run.document, run.tab, who, {UNDO: run.name})


class SheetUndoing:
    """One undoing, ready to be driven: in a single step, which is safe to do twice."""

    version = ""

    def __init__(
        self, settings: Settings, run: NotedRun | None, client: "SheetsClient", tell: Callable[[str], None]
    ) -> None:
        if run is None:
            raise BadChoice(f"There is nothing noted of that run any more: runs can be undone for {UNDO_DAYS} days.")
        self._settings, self._run, self._client, self._tell = settings, run, client, tell

    @property
    def calls(self) -> int:
        """The calls made so far."""
        return self._client.calls.reads + self._client.calls.writes

    def steps(self) -> Steps[Undone]:
        """Put back what the run wrote and nobody changed since."""
        yield 0
        return undo_run(self._settings, self._run, self._client, self._tell, dry_run=False)

    def names(self) -> tuple[str, str]:
        """What document and tab were called when the run wrote."""
        return self._run.document, self._run.tab

    def progress(self, reached: int) -> tuple[int, int]:
        """Nobody knows how far it is before it is done."""
        return 0, self._run.leads

    def told(self, result: Undone | None) -> Told:
        """What was put back, and what was left and why."""
        if result is None:
            return Told()
        notes = (*sentences(result, dry_run=False), *result.notes)
        return Told(leads=self._run.leads, cleared=len(result.back), notes=notes)

    def close(self) -> None:
        """Close the connections."""
        with suppress(OSError):
            self._client.close()
