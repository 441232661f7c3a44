"""`--only-unscored` and `--selection`: only those leads are written, also when their rows move meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from app.errors import BadChoice
from app.tables.google.selection import Selection
from app.tables.google.table import GoogleTable
from app.tables.scoring_run import Wishes
from tests.fakes.google import FakeGoogle, Sheet, Spreadsheet
from tests.tables.google.leads_sheet import (
    HEADER,
    JOB,
    NAME,
    CallsOf,
    client_of,
    column,
    headers,
    lead,
    new_sheet,
    score,
)
from tests.tables.google.rerun import Rerun, blank
from tests.tables.google.scoring_by_hand import score_of

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


def test_only_unscored_leaves_the_scored(fake: FakeGoogle, sheet: Sheet) -> None:
    wishes = Wishes(only_unscored=True)
    assert Rerun(fake, sheet, wishes=wishes).writes == 0
    sheet.colleague.set(1, HEADER.index(JOB), "Chief of 1")  # scored before, of another job
    sheet.colleague.set(2, headers(sheet).index("Lead score"), None)
    blank(sheet, 5)
    sheet.colleague.append_row(lead(7))
    again = Rerun(fake, sheet, wishes=wishes)
    assert again.rows == {2, 7}
    assert column(sheet, "Lead score") == [*SCORES, score_of("Head of 7")]


def select(text: str) -> Callable[[GoogleTable], Wishes]:
    return lambda table: replace(Wishes(), rows=Selection(text, table))


@pytest.mark.parametrize("text", ["A3:F5", "3:5", "$B$3:$B$5", "Leads!A3:C5"])
def test_a_selection(fake: FakeGoogle, text: str) -> None:
    document = new_sheet(fake, PEOPLE)
    score(client_of(fake), document, choose=select(text))
    sheet = document.sheet("Leads")
    assert (column(sheet, "Lead score") + [""] * 6)[:6] == ["", *SCORES[1:4], "", ""]


@pytest.mark.parametrize("text", ["A2:F500", "A2:F", "2:1000"])
def test_a_selection_longer_than_the_sheet(fake: FakeGoogle, text: str) -> None:
    document = new_sheet(fake, PEOPLE)
    score(client_of(fake), document, choose=select(text))
    assert column(document.sheet("Leads"), "Lead score") == SCORES


@pytest.mark.parametrize("text", ["A:F", "row 2", "A9:F2", ""])
def test_what_is_no_selection(fake: FakeGoogle, text: str) -> None:
    with pytest.raises(BadChoice, match="no range of rows"):
        score(client_of(fake), new_sheet(fake, PEOPLE), choose=select(text))


@pytest.mark.parametrize("moment", range(2, 12))
@pytest.mark.parametrize("edit", ["sort", "move", "insert"])
def test_a_selection_whose_rows_move(fake: FakeGoogle, moment: int, edit: str) -> None:
    """The leads on rows 3 to 5 when the sheet was first read are meant, wherever they are by then."""
    document: Spreadsheet = new_sheet(fake, PEOPLE)
    sheet = document.sheet("Leads")
    edits = {
        "sort": lambda: sheet.colleague.sort(0, descending=True),
        "move": lambda: sheet.colleague.move_rows(1, 1, 6),
        "insert": lambda: sheet.colleague.insert_rows(2, 2),
    }
    fake.before(CallsOf(document, moment), edits[edit])
    score(client_of(fake), document, choose=select("A3:F5"))
    names = column(sheet, NAME)
    said = dict(zip(names, (column(sheet, "Lead score") + [""] * 9)[: len(names)], strict=True))
    said.pop("", None)
    if moment > 2:
        chosen = ["Person 2", "Person 3", "Person 4"]
    else:  # moved before the rows were read: what stood there then
        people = {"sort": [5, 4, 3], "move": [3, 4, 5], "insert": [2]}[edit]
        chosen = [f"Person {number}" for number in people]
    assert {name: value for name, value in said.items() if value != ""} == {
        name: SCORES[int(name[-1]) - 1] for name in chosen
    }
