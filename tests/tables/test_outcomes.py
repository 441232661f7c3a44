"""What became of the best leads, as a column of the sheet tells."""

from collections.abc import Sequence

from app.leads.headers import map_headers
from app.tables.grid import Cell, Grid
from app.tables.outcomes import outcomes_of

HEADER = ("Name", "Job title", "Replied?")


def told(cells: Sequence[Cell], scores: list[float]) -> object:
    rows = tuple((f"Person {at}", "CEO", cell) for at, cell in enumerate(cells))
    grid = Grid(HEADER, rows)
    return outcomes_of(grid, map_headers(HEADER, rows, ()), range(len(rows)), scores)


def test_of_the_twenty_best_how_many_are_known_and_good() -> None:
    cells: list[Cell] = [*["yes"] * 6, *["no"] * 4, *[None] * 15, *["no"] * 10]
    scores = [1 - at / 100 for at in range(35)]
    assert told(cells, scores) == {
        "column": "Replied?", "top": 20, "known": 10, "positive": 6, "all_known": 20, "all_positive": 6,
    }  # fmt: skip
    assert told(cells, scores[::-1]) == {
        "column": "Replied?", "top": 20, "known": 10, "positive": 0, "all_known": 20, "all_positive": 6,
    }  # fmt: skip


def test_nothing_is_said_of_columns_that_tell_too_little() -> None:
    assert told(["yes", "no", None, None, "yes", "no"], [0.5] * 6) is None
    assert told([f"2026-11-{day:02}" for day in range(1, 21)], [0.5] * 20) is None
