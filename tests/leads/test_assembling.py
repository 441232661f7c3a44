"""Several columns that feed one field become one raw column, in a table and in a single row alike."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.leads.assembling import raw_leads
from app.leads.composing import compose_rows
from app.leads.fields import FIELD
from app.leads.headers import map_headers
from app.leads.values import read_cell


def assembled(header: list[str], *rows: list[object]) -> dict[str, list[object]]:
    table = raw_leads(rows, map_headers(header))
    return {str(name): list(table[name]) for name in table}


def test_city_state_and_country_become_a_place() -> None:
    got = assembled(
        ["City", "State", "Country", "Company Country"],
        ["Lyon", None, "France", "DE"],
        ["Paris", "Île-de-France", "France", ""],
        ["-", "", "France", None],
        [None, None, None, None],
        ["Lyon"],
    )
    assert got == {
        "location": ["Lyon, France", "Paris, Île-de-France, France", "France", None, "Lyon"],
        "companylocation": ["DE", "", None, None, None],
    }


def test_a_whole_place_is_not_repeated() -> None:
    got = assembled(
        ["country", "location"], ["France", "Paris, Île-de-France, France"], ["France", "Paris"], ["FRANCE", ""]
    )
    assert got["location"] == ["Paris, Île-de-France, France", "Paris, France", "FRANCE"]


def test_a_whole_place_that_is_a_country_stands_last_and_once() -> None:
    got = assembled(
        ["location", "region", "country"],
        ["BR", "Bahia", "Brasil"],
        ["Brasil", "Bahia", None],
        ["France", None, "FR"],
        ["Lyon, France", "Rhône", "France"],
        ["Lyon", "Rhône", "France"],
    )
    assert got["location"] == [
        "Bahia, Brasil", "Bahia, Brasil", "FR", "Lyon, France, Rhône", "Lyon, Rhône, France",
    ]  # fmt: skip


def test_the_first_filled_of_two_columns_counts() -> None:
    got = assembled(
        ["Employees", "Employee Range"], [37, "11-50"], [None, "51-200"], ["N/A", "201-500"], [True, "1-10"]
    )
    assert got["companysize"][:3] == [37, "51-200", "201-500"]


def test_skills_in_several_columns_are_joined() -> None:
    got = assembled(["Skill 1", "Skill 2", "Skill 3"], ["Sales", "", "CRM"], [None, None, None])
    assert got["skills"] == ["Sales, CRM", None]


def test_nothing_fed_gives_no_columns_but_every_row() -> None:
    table = raw_leads([["a"], ["b"]], map_headers(["Email"]))
    assert table.shape == (2, 0)


cells = st.one_of(
    st.none(), st.text(max_size=5), st.integers(0, 3), st.booleans(), st.sampled_from(["Paris", "France", "-"])
)


@given(st.lists(st.lists(cells, max_size=4), max_size=10))
def test_each_row_assembles_as_it_does_alone(rows: list[list[object]]) -> None:
    header = ["City", "Country", "Employees", "Employee Range"]
    headers = map_headers(header)
    together = raw_leads(rows, headers)
    for at, row in enumerate(rows):
        alone = raw_leads([row], headers)
        for name in together:
            assert repr(together[name][at]) == repr(alone[name][0])


wild = st.one_of(
    cells,
    st.floats(),
    st.dates(date(1900, 1, 1), date(2030, 1, 1)),
    st.sampled_from(["", "n/a", "Sales", "English, French", "11-50", "Paris, Île-de-France, France", 1.0, 10**400]),
    st.sampled_from([Decimal("NaN"), Decimal(37), [1], {"a": 1}, b"x"]),
)
WIDE = ["City", "Country", "Location", "Employees", "Employee Range", "Skill 1", "Skill 2", "Languages", "Language 2"]


@given(st.lists(st.lists(wild, max_size=len(WIDE)), max_size=10))
def test_rows_composed_one_by_one_read_as_the_table_does(rows: list[list[object]]) -> None:
    headers = map_headers([*WIDE, "Title"])
    table = raw_leads(rows, headers)
    composed = compose_rows(rows, headers)
    assert [list(lead) for lead in composed] == [list(table)] * len(rows)
    for at, lead in enumerate(composed):
        for name, cell in lead.items():
            assert read_cell(FIELD[name], cell, 2026) == read_cell(FIELD[name], table[name][at], 2026), name


def test_a_composed_row_is_what_a_person_wrote() -> None:
    headers = map_headers(["City", "Country", "Skill 1", "Skill 2", "Employees", "Employee Range"])
    rows: list[list[object]] = [
        ["Lyon", "France", "Sales", True, float("nan"), "11-50"],
        ["Lyon", "France"],
        ["Lyon", "France", 1, "", 1],
    ]
    assert compose_rows(rows, headers) == [
        {"companysize": "11-50", "location": "Lyon, France", "skills": "Sales"},
        {"companysize": None, "location": "Lyon, France", "skills": None},
        {"companysize": 1, "location": "Lyon, France", "skills": "1"},
    ]
