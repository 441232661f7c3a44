"""Cells and tables as people keep them: formulas, errors, preambles, gaps, hidden rows."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from app.errors import NothingToScore
from app.tables.scoring_run import Wishes
from tests.fakes.google import FakeGoogle, Formula, Sheet, Spreadsheet
from tests.tables.google.leads_sheet import (
    HEADER,
    JOB,
    NAME,
    NOTES,
    OURS,
    SIZE,
    URL,
    client_of,
    column,
    headers,
    lead,
    new_sheet,
    score,
)
from tests.tables.google.outcomes import refused, works
from tests.tables.google.scoring_by_hand import ByHand, score_of

PEOPLE = [lead(number) for number in range(1, 6)]
SCORES = [score_of(f"Head of {number}") for number in range(1, 6)]


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture
def document(fake: FakeGoogle) -> Spreadsheet:
    """Never scored."""
    return new_sheet(fake, PEOPLE)


@pytest.fixture
def sheet(document: Spreadsheet) -> Sheet:
    return document.sheet("Leads")


@pytest.fixture
def scored(fake: FakeGoogle, document: Spreadsheet, sheet: Sheet) -> Sheet:
    """Scored, and one lead's job changed since, so that there is something to write."""
    score(client_of(fake), document, "first")
    sheet.colleague.set(1, HEADER.index(JOB), "Chief of 1")
    return sheet


# -- formulas


def test_a_formula_that_spills_over_our_column(fake: FakeGoogle, scored: Sheet) -> None:
    scored.colleague.clear("F2:G9")
    scored.colleague.set(1, 5, Formula("=ARRAYFORMULA(A2:B6)"))
    assert column(scored, "Lead score")[0] == "https://www.linkedin.com/in/person-1/"
    refused(fake, scored, "A formula fills column G", "ARRAYFORMULA")


def test_a_formula_that_spills_beside_the_leads(fake: FakeGoogle, sheet: Sheet) -> None:
    sheet.colleague.clear("F2:F9")
    sheet.colleague.set(1, 5, Formula("=ARRAYFORMULA(A2:B6)"))
    works(fake, sheet, SCORES)
    assert headers(sheet).index("Lead score") == 7
    assert column(sheet, "Notes") == [row[0] for row in PEOPLE]


def test_a_formula_in_our_column(fake: FakeGoogle, scored: Sheet) -> None:
    """Somebody made it: it is not written over unasked."""
    scored.colleague.set(2, 6, Formula("=1/3"))
    refused(fake, scored, "Column G is ours", "a formula in row 3", "run again")


@pytest.mark.parametrize("formula", ['=HYPERLINK("{}","profile of {}")', '=HYPERLINK("{}")', '="{}"'])
def test_keys_that_are_formulas(fake: FakeGoogle, formula: str) -> None:
    people = [[*row] for row in PEOPLE]
    for number, row in enumerate(people):
        row[1] = Formula(formula.format(row[1], number))
        row[2] = ""
    document = new_sheet(fake, people)
    sheet = document.sheet("Leads")
    works(fake, sheet, SCORES)
    assert sheet.cell(1, 1)["userEnteredValue"] == {"formulaValue": str(people[0][1])}


@pytest.mark.parametrize("at", [1, 2, 3, 4])
def test_cells_that_show_an_error(fake: FakeGoogle, at: int) -> None:
    """In a key, in a field: that lead is known by what else it has, and the others are scored."""
    people = [[*row] for row in PEOPLE]
    people[1][at] = Formula("=A1/0")
    people[3][at] = Formula("=#REF!")
    document = new_sheet(fake, people)
    sheet = document.sheet("Leads")
    done = score(client_of(fake), document)
    assert done.table.settled, done.table.done
    scores = column(sheet, "Lead score")
    assert [scores[0], scores[2], scores[4]] == SCORES[::2]
    assert at == 3 or scores == SCORES
    writes = fake.count("write")
    score(client_of(fake), document, "again")
    assert fake.count("write") == writes


def test_no_text_of_ours_becomes_a_formula(fake: FakeGoogle) -> None:
    people = [lead(1, job="=1+1"), lead(2, job="'=2"), lead(3, job='=IMPORTXML("http://evil.example","//a")')]
    document = new_sheet(fake, people)
    score(client_of(fake), document, wishes=Wishes(prefix="=Lead"), scorer=_Formulas())
    sheet = document.sheet("Leads")
    assert headers(sheet)[6:] == [f"=Lead {name.removeprefix('Lead ')}" for name in OURS]
    for row, person in enumerate(people, start=1):
        assert sheet.cell(row, 9)["userEnteredValue"] == {"stringValue": person[3]}
        assert sheet.cell(row, 3)["userEnteredValue"] == {"stringValue": person[3]}
    cells = [sheet.cell(row, at).get("userEnteredValue", {}) for row in range(4) for at in range(12)]
    assert not [cell for cell in cells if "formulaValue" in cell]


class _Formulas:
    """A scorer whose reasons are the job titles themselves."""

    version = "=2+2"

    def score(self, *arguments: Any, **options: Any) -> Any:
        scores = ByHand().score(*arguments, **options)
        assert scores.reasons is not None
        text = scores.reasons.text
        text[:] = [one.removeprefix("+ job title ") for one in text]
        return replace(scores, reasons=scores.reasons)


# -- where leads stand


def table(fake: FakeGoogle, *rows: list[Any]) -> Sheet:
    """A tab of these rows."""
    document = fake.new_spreadsheet("Pipeline", sheets={"Leads": [list(row) for row in rows]}, rows=20, columns=12)
    return document.sheet("Leads")


def test_hidden_and_filtered_rows_are_scored(fake: FakeGoogle, sheet: Sheet) -> None:
    sheet.colleague.hide_rows(2)
    sheet.colleague.filter("A1:F6", 3, ["Head of 3", "Head of 4"])
    done = works(fake, sheet, SCORES)
    assert done.table.shape.hidden_rows == {2, 3, 4}
    rows = sheet.snapshot()["data"][0]["rowMetadata"]
    assert [at for at, row in enumerate(rows) if row.get("hiddenByUser") or row.get("hiddenByFilter")] == [2, 3, 4]


def test_a_header_below_a_preamble(fake: FakeGoogle) -> None:
    sheet = table(fake, ["Pipeline of the team"], ["Exported on", "3 May"], [], HEADER, *PEOPLE)
    works(fake, sheet, SCORES, top=3)
    assert sheet.values()[:3] == [["Pipeline of the team"], ["Exported on", "3 May"], []]


def test_a_header_below_title_rows_with_merged_cells(fake: FakeGoogle) -> None:
    """Titles of several cells: the header is known by its words."""
    titles: list[list[Any]] = [["Prospects autumn", "", "", "Batch 01"], ["Animal clinics"]]
    sheet = table(fake, *titles, HEADER, *PEOPLE)
    sheet.colleague.merge("A1:C1")
    sheet.colleague.merge("D1:F1")
    sheet.colleague.merge("A2:F2")
    done = works(fake, sheet, SCORES, top=2)
    assert sheet.values()[:2] == titles
    assert [done.run.grid.seen_row(row) for row in done.run.rows] == [4, 5, 6, 7, 8]


def test_a_header_below_blank_rows(fake: FakeGoogle) -> None:
    sheet = table(fake, [], [], HEADER, *PEOPLE)
    works(fake, sheet, SCORES, top=2)


def test_blank_rows_among_the_leads(fake: FakeGoogle) -> None:
    sheet = table(fake, HEADER, PEOPLE[0], [], PEOPLE[1], [], [], *PEOPLE[2:])
    works(fake, sheet, [SCORES[0], "", SCORES[1], "", "", *SCORES[2:]])
    assert [row for row in sheet.values() if not any(row)] == [[], [], []]


def test_ragged_rows(fake: FakeGoogle) -> None:
    people = [[*row[:4]] if number % 2 else [*row, "", "a word more"] for number, row in enumerate(PEOPLE)]
    sheet = table(fake, HEADER, *people)
    works(fake, sheet, SCORES)
    assert headers(sheet).index("Lead score") == 8
    assert [row[7] for row in sheet.values()[1::2]] == ["a word more"] * 3


def test_headers_that_are_doubled_or_missing(fake: FakeGoogle) -> None:
    header = ["", URL, "Notes", JOB, "", "Notes", "Notes", ""]
    people = [["x", row[1], "one", row[3], "two", "three", "four", "five"] for row in PEOPLE]
    sheet = table(fake, header, *people)
    works(fake, sheet, SCORES)
    assert [row[:8] for row in sheet.values()[1:]] == people
    assert headers(sheet) == [*header, *OURS]


def test_a_key_column_without_a_header(fake: FakeGoogle) -> None:
    """Its values tell what it is."""
    sheet = table(fake, [NAME, "", "", JOB, SIZE, NOTES], *PEOPLE)
    works(fake, sheet, SCORES)
    assert "Lead ID" not in headers(sheet)


@pytest.mark.parametrize("people", [[], [[], []]])
def test_a_header_without_leads(fake: FakeGoogle, people: list[list[Any]]) -> None:
    refused(fake, table(fake, HEADER, *people), "has a header but no leads", kind=None)


def test_a_blank_tab(fake: FakeGoogle) -> None:
    sheet = table(fake)
    writes = fake.count("write")
    with pytest.raises(NothingToScore, match="no header row"):
        score(client_of(fake), sheet.spreadsheet)
    assert fake.count("write") == writes


def test_a_dry_run_writes_nothing(fake: FakeGoogle, scored: Sheet) -> None:
    before, writes = sheet_of(scored), fake.count("write")
    done = score(client_of(fake), scored.spreadsheet, dry_run=True)
    assert fake.count("write") == writes
    assert sheet_of(scored) == before
    assert done.run.scores.score.tolist() == [score_of("Chief of 1"), *SCORES[1:]]


def sheet_of(sheet: Sheet) -> Any:
    return sheet.snapshot(), sheet.spreadsheet.metadata()
