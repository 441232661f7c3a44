"""Where no column feeds a field: the names that are told, and the columns a person most likely means."""

from typing import Any

import pytest

from app.leads.headers import map_headers
from app.leads.likely_columns import LONGEST_NAME, likely_columns, named_columns


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Industy", "industry"),
        ("Positon", "jobtitle"),
        ("Company Headcountt", "companysize"),
        ("Kompetenzzen", "skills"),
        ("Colour", None),
        ("Email", None),
        ("Lead Status", None),
        ("Notes", None),
        ("", None),
    ],
)
def test_a_name_that_is_almost_known(header: str, field: str | None) -> None:
    assert [column.field for column in likely_columns(map_headers([header]))] == ([] if field is None else [field])


def test_ambiguous_columns_come_first_with_their_reason() -> None:
    headers = map_headers(["Industy", "Type"], [["x", "y"], ["z", "w"]])
    told = [str(column) for column in likely_columns(headers)]
    assert told == [
        "“Type” may be the company type (it may be a type of anything)",
        "“Industy” may be the industry (its name is close to industry)",
    ]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Colour"], "“Colour”"),
        (["Colour", "", "Shape"], "“Colour” and “Shape”"),
        (["A", "B", "C"], "“A”, “B” and “C”"),
        (["A", "B", "C", "D", "E", "F", "G"], "“A”, “B”, “C”, “D”, “E” and 2 more"),
        (["", ""], ""),
        (["Ada Lane", "ada@greenpaw.example"], ""),  # a lead in place of a header is not told
        (["Ada Lane", "https://www.linkedin.com/in/ada"], ""),
    ],
)
def test_columns_by_name(names: list[str], told: str) -> None:
    assert named_columns(map_headers(names)) == told


def test_long_names_are_cut_and_cells_are_never_told() -> None:
    rows: list[list[Any]] = [["secret one", "secret two"], ["secret three", "secret four"]]
    headers = map_headers(["x" * 500, "Type"], rows)
    said = named_columns(headers) + "".join(map(str, likely_columns(headers)))
    assert "secret" not in said
    assert "x" * LONGEST_NAME not in said
    assert "…" in said
