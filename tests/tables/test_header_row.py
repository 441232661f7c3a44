"""The header is found by its words below whatever stands above it, and a lead is never taken for it."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.tables.cells import Cell
from app.tables.header_row import SEARCHED_ROWS, find_header
from tests.tables.titled import HEADERS, TITLED, lead_rows, table_of_words, title_rows

NAMES = ["First Name", "Last Name", "Job Title", "Company", "Industry", "Email"]
ADA = ["Ada", "Lane", "Owner", "Green Paw", "Retail", "ada@greenpaw.example"]
BO = ["Bo", "Hill", "Sales Manager", "Hill Vets", "Education", "bo@hillvets.example"]
UNKNOWN = ["Etunimi", "Sukunimi", "Ammatti", "Yritys", "Toimiala", "Sposti"]  # Finnish: no word of it is known
OURS = ["Lead score", "Lead label", "Lead confidence", "Lead reasons", "Lead model", "Lead scored at"]


@pytest.mark.parametrize(
    ("records", "header"),
    [
        (TITLED, 2),
        ([["Exported on", "3 May"], ["Exported by", "Ana"], [], NAMES, ADA], 3),
        ([["Exported on", datetime(2026, 5, 3)], NAMES, ADA, BO], 1),
        ([["Report of May"], ["Filter", "Country", "equals", "France"], ["Status", "Open"], NAMES, ADA, BO], 3),
        ([["Person", "", "", "Company", "", "Contact"], NAMES, ADA, BO], 1),
        ([["Person", "Person", "Person", "Company", "Company", "Contact"], NAMES, ADA, BO], 1),
        ([["Q3", "Batch 01", "Draft", "v2", "Ana", "Team North"], NAMES, ADA, BO], 1),  # a title as wide as the table
        ([NAMES, ADA, BO, NAMES, ADA], 0),  # a header that comes again
        ([["Leads", "May"], NAMES, ADA, BO, NAMES, ADA], 1),
        ([["Leads", "May"], ["Company", "Job Title", "Country", 2024.0, 2025.0], ["X", "CEO", "France", 1.0, 2.0]], 1),
        ([["Leads", "May"], [*NAMES, *OURS], [*ADA, 0.5, "engaged", "high", "+ job title Owner", "m", "2026"]], 1),
        ([["Prospects", "May"], ["Job Title", "Email"], ["Owner", "ada@greenpaw.example"]], 1),
        ([["Prospects", "May"], [], ["VORNAME", "NACHNAME", "STADT"], ["Ada", "Lane", "Bonn"]], 2),
        # today's rule, where no row is better by its words
        ([UNKNOWN, ADA, BO], 0),
        ([["Leads of May"], UNKNOWN, ADA, BO], 1),
        ([UNKNOWN[:3], ["Ada", "Owner", "Sales"], ["Type", "Open", "Land"]], 0),
        ([ADA, BO], 0),
        ([["Ada", "Sales", "France"], ["Bo", "Marketing", "Type"], ["Cy", "Owner", "Open"]], 0),
        ([["Etunimi", "Yritys", "2024", "2025"], ["Owner", "Sales", "7", "8"], ["Country", "Type", "1", "2"]], 0),
        ([["Field", "Type", "Description"], ["Job Title", "Text", "The title"], ["Email", "Text", "An address"]], 0),
    ],
)
def test_finds_the_row_that_names_the_columns(records: list[list[Cell]], header: int) -> None:
    assert find_header(records) == header


@settings(max_examples=300, deadline=None)
@given(data=st.data(), tool=st.sampled_from(sorted(HEADERS)), leads=st.integers(0, 40))
def test_the_header_is_found_below_title_rows_of_any_shape(data: st.DataObject, tool: str, leads: int) -> None:
    header = HEADERS[tool]
    titles = data.draw(title_rows(len(header)))
    assert find_header([*titles, header, *lead_rows(header, leads)]) == len(titles)


@settings(max_examples=300, deadline=None)
@given(data=st.data(), width=st.integers(1, 8), address=st.booleans())
def test_a_lead_is_never_taken_for_the_header(data: st.DataObject, width: int, address: bool) -> None:
    leads = data.draw(table_of_words(width, address))
    header: list[Cell] = [*[f"Sarake {'abcdefgh'[at]}" for at in range(width)], *(["Sposti"] if address else [])]
    if len(header) > 1:
        assert find_header([header, *leads]) == 0
        assert find_header(leads) == 0  # without any header too


def test_a_header_below_the_rows_that_are_searched_is_not_found() -> None:
    titles = [["Prospects", f"part {number}"] for number in range(SEARCHED_ROWS)]
    assert find_header([*titles[1:], NAMES, ADA]) == SEARCHED_ROWS - 1
    assert find_header([*titles, NAMES, ADA]) == 0
