"""A further run writes what changed and nothing else; what no longer holds goes, and is reported."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.tables.google.needs import SAME_KEY
from tests.fakes.google import FakeGoogle, Sheet
from tests.tables.google.leads_sheet import (
    HEADER,
    JOB,
    NOTES,
    OURS,
    client_of,
    column,
    headers,
    lead,
    marks,
    new_sheet,
    score,
    state,
)
from tests.tables.google.rerun import Rerun, blank
from tests.tables.google.scoring_by_hand import ByHand, score_of

PEOPLE = [lead(1), lead(2), lead(3, url=False), lead(4, url=False, email=False), lead(5), lead(6)]
SCORES = [score_of(f"Head of {number}") for number in range(1, 7)]


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture
def sheet(fake: FakeGoogle) -> Sheet:
    """Scored once."""
    document = new_sheet(fake, PEOPLE)
    score(client_of(fake), document, "first")
    return document.sheet("Leads")


def ours_of(sheet: Sheet, row: int) -> list[Any]:
    return [column(sheet, name)[row - 1] for name in OURS]


def test_nothing_changed_nothing_is_written(fake: FakeGoogle, sheet: Sheet) -> None:
    before = state(sheet.spreadsheet)
    again = Rerun(fake, sheet)
    assert again.writes == 0
    assert again.scored.done == (0, 6)
    assert state(sheet.spreadsheet) == before


@pytest.mark.parametrize("change", ["notes", "sort", "insert", "move"])
def test_what_scores_are_not_made_of_may_change(fake: FakeGoogle, sheet: Sheet, change: str) -> None:
    {
        "notes": lambda: sheet.colleague.set(2, HEADER.index(NOTES), "called"),
        "sort": lambda: sheet.colleague.sort(0, descending=True),
        "insert": lambda: sheet.colleague.insert_rows(3, 2),
        "move": lambda: sheet.colleague.move_columns(7, 1, 2),
    }[change]()
    assert Rerun(fake, sheet).writes == 0


def test_only_the_changed_rows_are_written(fake: FakeGoogle, sheet: Sheet) -> None:
    untouched = [sheet.cell(row, at) for row in (1, 3, 4, 6) for at in range(13)]
    for row in (2, 5):
        sheet.colleague.set(row, HEADER.index(JOB), f"Chief of {row}")
    again = Rerun(fake, sheet)
    assert again.cells == {(row, at) for row in (2, 5) for at in range(6, 12)}
    assert again.scored.done == (2, 4)
    assert [sheet.cell(row, at) for row in (1, 3, 4, 6) for at in range(13)] == untouched
    chiefs = [score_of("Chief of 2"), score_of("Chief of 5")]
    assert column(sheet, "Lead score") == [SCORES[0], chiefs[0], *SCORES[2:4], chiefs[1], SCORES[5]]
    days = ["2026-11-22 09:30 UTC", "2026-11-25 09:30 UTC"]
    assert column(sheet, "Lead scored at") == [days[row in (2, 5)] for row in range(1, 7)]


def test_a_new_lead_alone_is_written(fake: FakeGoogle, sheet: Sheet) -> None:
    sheet.colleague.append_row(lead(7))
    again = Rerun(fake, sheet)
    assert again.rows == {7}
    assert column(sheet, "Lead score") == [*SCORES, score_of("Head of 7")]


def test_a_lead_of_whom_nothing_is_known_any_more(fake: FakeGoogle, sheet: Sheet) -> None:
    sheet.colleague.set(2, HEADER.index(JOB), None)
    again = Rerun(fake, sheet)
    assert again.rows == {2}
    assert ours_of(sheet, 2) == [""] * 6
    assert again.empty == [2]
    third = Rerun(fake, sheet)
    assert (third.writes, third.empty) == (0, [2])


@pytest.mark.parametrize("row", [2, 3, 4, 6])
def test_a_lead_that_is_gone_but_for_what_we_said(fake: FakeGoogle, sheet: Sheet, row: int) -> None:
    """Also where only our ID named it, and in the last row."""
    blank(sheet, row)
    assert ours_of(sheet, row)[0] == SCORES[row - 1]
    again = Rerun(fake, sheet)
    assert again.rows == {row}
    assert not any(sheet.cell(row, at).get("userEnteredValue") for at in range(sheet.column_count))
    assert column(sheet, "Lead score")[:row] == [*SCORES[: row - 1], ""] or row == 6
    assert {*marks(sheet.spreadsheet)} == {"leadsheet-column"}
    assert Rerun(fake, sheet).writes == 0


def test_rows_of_one_person_that_tell_the_same(fake: FakeGoogle, sheet: Sheet) -> None:
    twin = [*PEOPLE[1][:5], "another note"]
    sheet.colleague.append_row(twin)
    again = Rerun(fake, sheet)
    assert again.rows == {7}
    assert column(sheet, "Lead score") == [*SCORES, SCORES[1]]
    assert ours_of(sheet, 7)[:5] == ours_of(sheet, 2)[:5]
    assert Rerun(fake, sheet).writes == 0


def test_rows_of_one_person_that_tell_different_things(fake: FakeGoogle, sheet: Sheet) -> None:
    sheet.colleague.append_row(lead(2, job="Intern"))
    again = Rerun(fake, sheet)
    assert again.refused == {2: SAME_KEY, 7: SAME_KEY}
    assert again.rows == {2}
    assert column(sheet, "Lead score") == [SCORES[0], "", *SCORES[2:], ""]
    third = Rerun(fake, sheet)
    assert (third.writes, third.refused) == (0, {2: SAME_KEY, 7: SAME_KEY})
    sheet.colleague.delete_rows(2)
    assert Rerun(fake, sheet).rows == {6}
    assert column(sheet, "Lead score") == [SCORES[0], *SCORES[2:], score_of("Intern")]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Lead score", 0.99), ("Lead score", None), ("Lead score", "great"), ("Lead label", "engaged!"),
        ("Lead confidence", None), ("Lead reasons", "I know him"), ("Lead model", ""), ("Lead scored at", None),
    ],
)  # fmt: skip
def test_what_a_hand_changed_is_put_right(fake: FakeGoogle, sheet: Sheet, name: str, value: Any) -> None:
    before = ours_of(sheet, 3)
    sheet.colleague.set(3, headers(sheet).index(name), value)
    assert Rerun(fake, sheet).rows == {3}
    assert ours_of(sheet, 3) == [*before[:5], "2026-11-25 09:30 UTC"]


class Newer(ByHand):
    """The next version of the model, of the same opinion."""

    version = "by-hand-2"


def test_another_model_scores_every_lead_anew(fake: FakeGoogle, sheet: Sheet) -> None:
    again = Rerun(fake, sheet, scorer=Newer())
    assert again.rows == set(range(1, 7))
    assert column(sheet, "Lead model") == ["leadsheet by-hand-2"] * 6
    assert column(sheet, "Lead score") == SCORES
    assert Rerun(fake, sheet, scorer=Newer()).writes == 0
