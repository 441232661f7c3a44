"""One run over one tab of a Google Sheet, with all it needs: the account, what undoing needs, the model."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from app.config import Settings
from app.jobs.remembering import remember
from app.scoring.artefact import load
from app.scoring.scorer import Scorer
from app.scoring.stored import MANIFEST
from app.store.runs import Told
from app.store.sheet_runs import SheetRuns
from app.tables.google.client import SheetsClient
from app.tables.google.run import Run
from app.tables.google.scoring import score_stepwise
from app.tables.google.selection import Selection
from app.tables.google.stepwise import Steps
from app.tables.google.table import GoogleTable
from app.tables.links import Link
from app.tables.outcomes import outcomes_of
from app.tables.scoring_run import ScoringRun, Wishes
from app.tables.spread import spread_of

NO_FIELD = "no field that a score is made from is filled"


@dataclass(frozen=True)
class Order:
    """What to score, and how: under the name `run` it is undone, and taken up again after a crash."""

    link: Link
    run: str
    wishes: Wishes = field(default_factory=Wishes)
    tab: str | None = None
    selection: str | None = None
    dry_run: bool = False


class SheetScoring:
    """The run, ready to be driven: `steps` read, score and write it; `tell` is told what is being done."""

    def __init__(
        self,
        settings: Settings,
        order: Order,
        client: SheetsClient,
        now: datetime,
        tell: Callable[[str], None] = lambda phase: None,
    ) -> None:
        self.scorer = scorer_of(settings.model)
        self._settings, self._order, self._now, self._client, self._tell = settings, order, now, client, tell
        self._kept = SheetRuns(settings.places, order.run, now)
        self.table = GoogleTable(
            client,
            order.link,
            Run(order.run, client.address, f"{now:%Y-%m-%d %H:%M} UTC"),
            tab=order.tab,
            prefix=order.wishes.prefix,
            wanted=order.wishes.columns,
            remember=lambda kinds, writes: self._kept.remember(self.table.shape, kinds, writes),
            step=lambda rows: tell(f"Writing, row {rows:,}"),
        )

    @property
    def calls(self) -> int:
        """The calls made so far."""
        return self._client.calls.reads + self._client.calls.writes

    def steps(self) -> Steps[ScoringRun]:
        """Read, score and write the tab, a window a step (see score_stepwise)."""
        order, wishes = self._order, self._order.wishes
        if order.selection is not None:
            wishes = replace(wishes, rows=Selection(order.selection, self.table))
        facts = self._settings.log_predictions
        return score_stepwise(
            self.table, self.scorer, wishes, self._now, self._tell, facts=facts, dry_run=order.dry_run
        )

    def written(self) -> set[int]:
        """The data rows beside whose leads this run wrote, also before it was killed."""
        keys, refused = self.table.keys, self.table.done.refused
        return {row for row, wrote in enumerate(self._kept.wrote(keys)) if wrote and row not in refused}

    def remember(self, run: ScoringRun, wrote: set[int] | None = None) -> str:
        """Hand what is new to the log of predictions; "", or a sentence that says why that failed.

        `wrote` is `written()`, where that is known already.
        """
        if not self._settings.log_predictions or self._order.dry_run:
            return ""
        return remember(
            self._settings, run, self.scorer.version, self._now, "sheet", self.written() if wrote is None else wrote
        )

    def not_scored(self, run: ScoringRun) -> Mapping[int, str]:
        """The rows, as people count them, that hold a lead and have no score, and why."""
        found = dict.fromkeys(run.empty_rows, NO_FIELD) | dict(self.table.done.refused)
        return {run.grid.seen_row(row): why for row, why in sorted(found.items())}

    @property
    def version(self) -> str:
        """The model's."""
        return self.scorer.version

    def names(self) -> tuple[str, str]:
        """What document and tab are called, once the sheet was read."""
        return self.table.shape.document, self.table.shape.tab

    def progress(self, reached: int) -> tuple[int, int]:
        """How many rows are done of how many, where this row of the sheet was reached."""
        rows = len(self.table.grid.rows)
        return min(max(reached - self.table.grid.first_row + 1, 0), rows), rows

    def told(self, result: ScoringRun | None) -> Told:
        """What was found and done, which goes into the log of predictions too; of a run cut short what was written."""
        wrote, notes = self.written(), list(self.table.done.notes)
        if result is None:
            return Told(scored=len(wrote), notes=tuple(notes))
        not_kept = self.remember(result, wrote)
        scores, rows, refused = result.scores, set(result.rows), self.table.done.refused
        return Told(
            leads=len(result.rows) + len(result.empty_rows) + result.scored_before,
            scored=len(wrote & rows),
            unchanged=len(rows - wrote - refused.keys()),
            cleared=len(wrote - rows),
            empty=len(result.empty_rows),
            refused={result.grid.seen_row(row): why for row, why in sorted(refused.items())},
            notes=tuple([*notes, not_kept] if not_kept else notes),
            outcomes=outcomes_of(result.grid, result.headers, result.rows, scores.score.tolist()),
            spread=spread_of(scores.score.tolist(), list(scores.label), list(scores.confidence)),
        )

    def close(self) -> None:
        """Close the database and the connections."""
        self._kept.close()
        with suppress(OSError):
            self._client.close()


def scorer_of(folder: Path) -> Scorer:
    """The model of a folder, read once while its manifest stays what it is. Raises ModelProblem."""
    try:
        changed = (folder / MANIFEST).stat().st_mtime_ns
    except OSError:
        changed = 0  # reading it says what is wrong
    return _scorer(folder, changed)


@lru_cache(maxsize=1)
def _scorer(folder: Path, changed: int) -> Scorer:
    return load(folder)
