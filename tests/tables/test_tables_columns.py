from collections.abc import Callable, Sequence

import pytest

from app.errors import NameTaken
from app.tables.columns import OurColumn, as_score, confidence_of, find_ours, looks_ours, title
from app.tables.grid import Cell, Grid
from app.tables.plan import RowScore

THREE = (OurColumn.SCORE, OurColumn.LABEL, OurColumn.CONFIDENCE)
ALL = tuple(OurColumn)
OURS = [title(kind) for kind in OurColumn]


def sheet(columns: dict[str, Sequence[Cell]], **rest: object) -> Grid:
    return Grid(tuple(columns), list(zip(*columns.values(), strict=True)), **rest)  # type: ignore[arg-type]


@pytest.fixture
def scored(score_of: Callable[..., RowScore]) -> Callable[..., dict[str, list[Cell]]]:
    """Our six columns as a CSV gives them back, by name, with as many blank rows at the end as asked for."""

    def columns(rows: int = 12, blank: int = 0) -> dict[str, list[Cell]]:
        written = [score_of(row) for row in range(rows)]
        texts: list[list[Cell]] = [[f"{s.score:.4f}" for s in written], [s.label for s in written]]
        texts += [[s.confidence for s in written], ["'" + s.reasons for s in written], [s.model for s in written]]
        texts.append(["2026-11-22 20:30:00 UTC"] * rows)
        return {name: [*cells, *[None] * blank] for name, cells in zip(OURS, texts, strict=True)}

    return columns


Scored = Callable[..., dict[str, list[Cell]]]


def test_titles() -> None:
    assert OURS == ["Lead score", "Lead label", "Lead confidence", "Lead reasons", "Lead model", "Lead scored at"]
    assert title(OurColumn.SCORED_AT, "LS ") == "LS scored at"
    assert title(OurColumn.SCORE, "") == "Score"


@pytest.mark.parametrize(
    ("cell", "score"),
    [(0.5321, 0.5321), ("0.5321", 0.5321), (" 0,5 ", 0.5), (1, 1.0), ("1", 1.0), (0, 0.0), ("0", 0.0)],
)
def test_reads_a_score(cell: Cell, score: float) -> None:
    assert as_score(cell) == score


@pytest.mark.parametrize("cell", [None, "", "85", 85, 1.2, -0.1, 0.12345, "0.53215", True, "high", "nan", float("nan")])
def test_reads_no_score_from(cell: Cell) -> None:
    assert as_score(cell) is None


def test_confidence_thresholds() -> None:
    assert [confidence_of(score) for score in (0.7, 0.6999, 0.4, 0.3999)] == ["high", "medium", "medium", "low"]


def test_reasons_look_like_ours_with_and_without_their_apostrophe() -> None:
    assert looks_ours(OurColumn.REASONS, "'+ C-Level, + founded 2021; - no company size")
    assert looks_ours(OurColumn.REASONS, "- no summary")
    assert not looks_ours(OurColumn.REASONS, "-called twice")


@pytest.mark.parametrize("blank", [0, 5])
def test_finds_our_columns_by_name_however_written(scored: Scored, blank: int) -> None:
    columns = {name.upper().replace(" ", "  "): cells for name, cells in scored(blank=blank).items()}
    grid = sheet({"Name": ["x"] * (12 + blank), **columns})
    assert list(find_ours(grid).items()) == [(kind, index + 1) for index, kind in enumerate(ALL)]


def test_finds_our_columns_renamed_and_moved(scored: Scored) -> None:
    columns = scored(blank=3)
    order = ["Lead scored at", "Lead confidence", "Lead score", "Lead model", "Lead label", "Lead reasons"]
    grid = sheet({"Name": ["x"] * 15, **{f"Renamed {name[5:]}": columns[name] for name in order}})
    found = find_ours(grid)
    assert {kind: grid.header[index] for kind, index in found.items()} == {kind: f"Renamed {kind}" for kind in ALL}


def test_rows_somebody_typed_into_and_overruled_labels_do_not_hide_a_named_score(scored: Scored) -> None:
    columns = scored()
    columns["Lead label"][3] = "engaged" if columns["Lead label"][3] == "not_engaged" else "not_engaged"
    columns["Lead score"][5] = "ask Bob"
    assert set(find_ours(sheet({**columns}))) == set(ALL)


def test_a_foreign_number_beside_a_foreign_rank_is_not_ours(score_of: Callable[..., RowScore]) -> None:
    """A person's own 0-1 number with high/medium/low made of it, or an outcome beside one, is not touched."""
    scores = [score_of(row) for row in range(12)]
    rank: list[Cell] = [s.confidence for s in scores]
    outcome: list[Cell] = [s.label for s in scores]
    numbers: list[Cell] = [s.score for s in scores]
    assert not find_ours(sheet({"llm_decision_maker": numbers, "Rank": rank}))
    assert not find_ours(sheet({"llm_engagement": numbers, "Outcome": outcome}))
    assert not find_ours(sheet({"n": numbers, "Outcome": outcome, "Rank": rank[1:] + rank[:1]}))


def test_of_two_alike_scores_the_one_beside_the_label_is_ours(scored: Scored) -> None:
    columns = scored()
    grid = sheet({"Backup": columns["Lead score"], "Name": ["x"] * 12, **{f"My {k}": v for k, v in columns.items()}})
    assert find_ours(grid)[OurColumn.SCORE] == 2


def test_marks_win_over_names(scored: Scored) -> None:
    columns = scored()
    grid = sheet({"Lead score": [85] * 12, "Heat": columns["Lead score"], "Verdict": columns["Lead label"]})
    found = find_ours(grid, marks={"score": 1, "label": 2}, wanted=THREE)
    assert found == {OurColumn.SCORE: 1, OurColumn.LABEL: 2}


def test_a_mark_left_on_a_foreign_column_is_no_mark(scored: Scored) -> None:
    """Scripts that insert columns without moving the names leave them on the wrong column."""
    columns = scored()
    grid = sheet({"Size": [11] * 12, **{name: columns[name] for name in OURS[:3]}}, marks={"score": 0, "label": 1})
    assert find_ours(grid) == {OurColumn.SCORE: 1, OurColumn.LABEL: 2, OurColumn.CONFIDENCE: 3}


@pytest.mark.parametrize(
    "own",
    [
        {"Lead score": [85, 12, 40]},
        {"lead  SCORE": ["A", "B", None]},
        {"Lead score": [0.5, 0.25, 0.75]},  # could be ours, but nothing else says so
        {"Lead score": [0.9, 0.1, 0.2], "Lead label": ["not_engaged", "engaged", "engaged"]},
        {"Lead model": ["Clio", "Golf", "Zoe"]},
    ],
)
def test_a_column_of_their_own_under_our_name_is_not_written_over(own: dict[str, list[Cell]]) -> None:
    grid = sheet({"Name": ["x", "y", "z"], **own})
    with pytest.raises(NameTaken, match=r'"[^"]+" of its own.*--prefix'):
        find_ours(grid)
    assert not find_ours(grid, "LS")


def test_a_name_we_do_not_want_to_write_is_free() -> None:
    grid = sheet({"Name": ["x"], "Lead model": ["Clio"]})
    assert not find_ours(grid, wanted=())


def test_score_label_and_confidence_are_always_written_and_so_always_checked() -> None:
    with pytest.raises(NameTaken):
        find_ours(sheet({"Name": ["x"], "Lead score": [85]}), wanted=(OurColumn.REASONS,))


def test_formulas_under_our_name_are_refused(scored: Scored) -> None:
    columns = scored()
    with pytest.raises(NameTaken, match="of its own"):
        find_ours(sheet({**columns}, formulas=frozenset({0})))
    with pytest.raises(NameTaken, match="holds formulas"):
        find_ours(sheet({**columns}, formulas=frozenset({0}), marks={"score": 0}))


def test_a_blank_column_of_our_name_is_used() -> None:
    assert find_ours(sheet({"Name": ["x"], "Lead score": [None], "lead label": [" "]})) == {
        OurColumn.SCORE: 1,
        OurColumn.LABEL: 2,
    }


def test_a_list_of_notes_is_not_our_reasons(scored: Scored) -> None:
    columns = scored()
    del columns["Lead reasons"]
    grid = sheet({"Notes": ["- called; - wants a demo"] * 12, **columns})
    assert OurColumn.REASONS not in find_ours(grid)
