from collections.abc import Callable

import pytest

from app.tables.columns import OurColumn
from app.tables.grid import Grid
from app.tables.plan import PlannedColumn, RowScore, plan_writes, row_keys

Score = Callable[..., RowScore]
COLUMNS = (PlannedColumn(OurColumn.SCORE, 1),)


def test_new_columns_stand_behind_everything_in_their_order(score_of: Score) -> None:
    grid = Grid(("Name", "Size"), [["a", 1], ["b", 2]], next_column=4)
    plan = plan_writes(grid, {1: score_of(1)}, (OurColumn.SCORED_AT, OurColumn.REASONS), prefix="LS")
    assert [(column.kind, column.index, column.new_header) for column in plan.columns] == [
        (OurColumn.SCORE, 4, "LS score"),
        (OurColumn.LABEL, 5, "LS label"),
        (OurColumn.CONFIDENCE, 6, "LS confidence"),
        (OurColumn.REASONS, 7, "LS reasons"),
        (OurColumn.SCORED_AT, 8, "LS scored at"),
    ]
    one = score_of(1)
    assert plan.rows == {1: (one.score, one.label, one.confidence, one.reasons, one.scored_at)}
    assert [row for row, _, _ in plan.cells()] == [1] * 5


def test_columns_that_are_there_are_used_and_the_rest_added(score_of: Score) -> None:
    grid = Grid(("Heat", "Name", "Lead reasons"), [[None, "a", None]])
    plan = plan_writes(grid, {0: score_of(0)}, (OurColumn.SCORE,), {OurColumn.SCORE: 0, OurColumn.REASONS: 2})
    assert [(c.kind, c.index) for c in plan.columns] == [
        (OurColumn.SCORE, 0),
        (OurColumn.LABEL, 3),
        (OurColumn.CONFIDENCE, 4),
        (OurColumn.REASONS, 2),  # not asked for, but there: it must not go on telling of an older score
    ]
    assert [column.kind for column in plan.new_columns] == [OurColumn.LABEL, OurColumn.CONFIDENCE]


def test_a_score_for_a_row_that_is_not_there_is_a_mistake_of_the_caller(score_of: Score) -> None:
    with pytest.raises(IndexError):
        plan_writes(Grid(("Name",), [["a"]]), {1: score_of(1)})


def test_keys_know_equal_rows_and_look_past_our_columns() -> None:
    keys = row_keys(Grid(("Name", "Lead score"), [["a", 0.1], ["a", 0.2], ["b", 0.1], [None, 0.3]]), ours=[1])
    assert keys[0] == keys[1] != keys[2]
    assert keys[3] == ""
