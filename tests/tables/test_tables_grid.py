import pytest

from app.errors import NothingToScore
from app.tables.grid import Cell, make_grid
from app.tables.header_row import find_header

NOTE = "When exporting your connection data, you may notice that some e-mail addresses are missing."


@pytest.mark.parametrize(
    ("records", "header"),
    [
        ([["Name", "Company"], ["Ada", "X"]], 0),
        ([[], ["", " "], ["Name", "Company"], ["Ada", "X"]], 2),
        ([["Notes:"], [NOTE], [""], ["First Name", "Last Name", "URL"], ["Ada", "L", "u"]], 3),
        ([["Report of May", None, None], ["Name", "Company", "Size"], ["Ada", "X", 3]], 1),
        ([["Report"], ["Exported on", "3 May"], [], ["a", "b", "c", "d", "e"], [1, 2, 3, 4, 5]], 3),
        ([["Email"], ["a@example.org"], ["b@example.org"]], 0),  # a single column is no title
        ([["Email"], [1.0, 2.0], [3.0, 4.0]], 0),  # a row of numbers is no header
        ([["", ""], []], None),
    ],
)
def test_finds_the_header_row(records: list[list[Cell]], header: int | None) -> None:
    assert find_header(records) == header


def test_a_grid_is_rectangular_and_rows_keep_their_place() -> None:
    grid = make_grid([["Title"], ["Name", 2020.0], ["Ada"], [], ["Bob", "", "extra", ""], ["", ""]], "it")
    assert grid.header == ("Name", "2020", "")
    assert grid.rows == [["Ada", None, None], [None, None, None], ["Bob", None, "extra"]]
    assert [grid.is_blank(row) for row in range(3)] == [False, True, False]
    assert grid.seen_row(0) == 3
    assert grid.next_column == 3


def test_a_formula_above_the_header_is_not_a_column_of_formulas() -> None:
    records: list[list[Cell]] = [["Total"], ["Name", "Size", "Twice"], ["Ada", 1.0, 2.0]]
    assert make_grid(records, "it", formulas={0: 0, 2: 2}).formulas == {2}


def test_nothing_is_no_table() -> None:
    with pytest.raises(NothingToScore, match="has no header row"):
        make_grid([[], [""]], "leads.csv")
