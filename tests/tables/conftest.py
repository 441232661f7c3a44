"""What the tests of tables share: invented scores, and one whole run over a file."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from app.tables.columns import OurColumn, confidence_of, find_ours
from app.tables.files import open_table
from app.tables.grid import Grid
from app.tables.plan import RowScore, plan_writes

Run = Callable[..., Grid]
WHEN = datetime(2026, 11, 22, 20, 30)


def invented(row: int, run: int = 0) -> RowScore:
    """A score for a row that differs from row to row and from run to run, and covers both labels and all words."""
    score = round((row * 0.3717 + run * 0.1113 + 0.05) % 1, 4)
    said = ("- no summary", "+ C-Level, + région; - industry a; b", "no field filled: about the average")
    reasons = said[0] if row == 2 else said[row % 2] if row % 5 else said[2]
    label = "engaged" if score >= 0.5 else "not_engaged"
    return RowScore(score, label, confidence_of(score), reasons, f"leadsheet {run}", WHEN)


@pytest.fixture(scope="session")
def score_of() -> Callable[..., RowScore]:
    return invented


@pytest.fixture(scope="session")
def run() -> Run:
    """Scores every lead of a file, as the command line does; returns the table that was read."""

    def score_file(
        path: Path,
        destination: Path | None = None,
        *,
        sheet: str | None = None,
        number: int = 0,
        wanted: tuple[OurColumn, ...] = tuple(OurColumn),
        only: Mapping[int, RowScore] | None = None,
        prefix: str = "Lead",
    ) -> Grid:
        table = open_table(path, sheet)
        grid = table.read()
        ours = find_ours(grid, prefix, wanted=wanted)
        scores = {row: invented(row, number) for row in range(len(grid.rows)) if not grid.is_blank(row)}
        plan = plan_writes(grid, scores if only is None else only, wanted, ours, prefix)
        assert not table.write(plan, destination)
        return grid

    return score_file
