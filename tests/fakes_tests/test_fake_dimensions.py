"""Rows and columns that are inserted, deleted, moved and sorted, against a plain list of lists."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.google import FakeGoogle, Sheet, Spreadsheet
from tests.fakes.google.cells import Formula
from tests.fakes_tests.asking import Asker

SIZE = 6
SPAN = st.tuples(st.integers(0, SIZE - 1), st.integers(1, 3))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["insert", "delete"]), st.booleans(), SPAN),
        st.tuples(st.just("move"), st.booleans(), st.tuples(SPAN, st.integers(0, 12))),
        st.tuples(st.just("sort"), st.booleans(), st.tuples(st.integers(0, SIZE - 1), st.integers(0, 2))),
    ),
    max_size=8,
)

VALUES = st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=3))


def new_sheet(rows: list[list[Any]], size: int = SIZE) -> Sheet:
    return FakeGoogle().new_spreadsheet("M", sheets={"S": rows}, rows=size, columns=size).sheet("S")


def span(start: int, end: int) -> dict[str, Any]:
    return {"dimension": "ROWS", "startIndex": start, "endIndex": end}


def turned(lines: list[list[Any]]) -> list[list[Any]]:
    return [list(line) for line in zip(*lines, strict=True)]


def step(sheet: Sheet, model: list[list[Any]], kind: str, rows: bool, given: Any) -> list[list[Any]]:
    """One operation on both; the model works on rows, so columns are turned to rows and back."""
    colleague = sheet.colleague
    if kind == "sort":
        by, first = given[0] % len(model[0]), given[1]
        colleague.sort(by, descending=rows, first_row=first)
        tail = sorted([row for row in model[first:] if row[by] != ""], key=lambda row: str(row[by]), reverse=rows)
        return model[:first] + tail + [row for row in model[first:] if row[by] == ""]
    lines = model if rows else turned(model)
    if kind == "insert":
        at, count = given[0] % (len(lines) + 1), given[1]
        (colleague.insert_rows if rows else colleague.insert_columns)(at, count)
        lines = lines[:at] + [[""] * len(lines[0]) for _ in range(count)] + lines[at:]
    elif kind == "delete":
        at = given[0] % len(lines)
        count = min(given[1], len(lines) - at)
        if count < len(lines):
            (colleague.delete_rows if rows else colleague.delete_columns)(at, count)
            lines = lines[:at] + lines[at + count :]
    else:
        (start, wanted), to = given
        at = start % len(lines)
        count, to = min(wanted, len(lines) - at), to % (len(lines) + 1)
        if not at < to < at + count:
            (colleague.move_rows if rows else colleague.move_columns)(at, count, to)
            taken = lines[at : at + count]
            lines = [*lines[: min(at, to)], *lines[min(at, to) :]]
            rest = [(place, line) for place, line in enumerate(lines) if not at <= place < at + count]
            lines = [line for place, line in rest if place < to] + taken + [line for place, line in rest if place >= to]
    return lines if rows else turned(lines)


def padded(sheet: Sheet) -> list[list[Any]]:
    values = sheet.values() + [[] for _ in range(sheet.row_count - len(sheet.values()))]
    return [row + [""] * (sheet.column_count - len(row)) for row in values]


@given(STEPS)
def test_a_sheet_behaves_as_a_list_of_lists(steps: list[Any]) -> None:
    model: list[list[Any]] = [[f"{row}{column}" for column in range(SIZE)] for row in range(SIZE)]
    sheet = new_sheet(model)
    for kind, rows, given_ in steps:
        model = step(sheet, model, kind, rows, given_)
        assert padded(sheet) == model


@given(STEPS)
def test_notes_formats_and_row_looks_go_with_their_cells(steps: list[Any]) -> None:
    model: list[list[Any]] = [[f"{row}{column}" for column in range(SIZE)] for row in range(SIZE)]
    sheet = new_sheet(model)
    for row in range(SIZE):
        for column in range(SIZE):
            sheet.colleague.note(row, column, f"note of {row}{column}")
    for kind, rows, given_ in steps:
        model = step(sheet, model, kind, rows, given_)
    for row, line in enumerate(model):
        for column, text in enumerate(line):
            assert sheet.cell(row, column).get("note", "") == (f"note of {text}" if text else "")


@given(STEPS, st.integers(0, SIZE - 1), st.booleans())
def test_metadata_stays_on_its_row_or_column_but_for_sorts(steps: list[Any], at: int, rows: bool) -> None:
    model: list[list[Any]] = [[f"{row}{column}" for column in range(SIZE)] for row in range(SIZE)]
    sheet = new_sheet(model)
    dimension = {"sheetId": 0, "dimension": "ROWS" if rows else "COLUMNS", "startIndex": at, "endIndex": at + 1}
    entry = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"dimensionRange": dimension}}
    sheet.spreadsheet.apply([{"createDeveloperMetadata": {"developerMetadata": entry}}])
    marks: list[list[Any]] = [[f"{row}-{column}" for column in range(SIZE)] for row in range(SIZE)]
    shadow = new_sheet(marks)
    for kind, by_rows, given_ in steps:
        if kind == "sort":
            model = step(sheet, model, kind, by_rows, given_)
        else:
            model = step(sheet, model, kind, by_rows, given_)
            marks = step(shadow, marks, kind, by_rows, given_)
    lines = marks if rows else turned(marks)
    part = 0 if rows else 1
    places = [place for place, line in enumerate(lines) if str(at) in {text.split("-")[part] for text in line if text}]
    found = [one["location"]["dimensionRange"]["startIndex"] for one in sheet.spreadsheet.metadata()]
    assert found == places


@settings(max_examples=50)
@given(
    st.lists(st.one_of(st.none(), st.booleans(), st.integers(-9, 9), st.text(max_size=3)), max_size=8), st.booleans()
)
def test_sort_puts_numbers_texts_truths_and_then_nothing(values: list[Any], descending: bool) -> None:
    sheet = new_sheet([["Head"], *([value] for value in values)], size=len(values) + 1)
    sheet.colleague.sort(0, descending=descending)
    found: list[Any] = [row[0] if row else "" for row in sheet.values()[1:]]
    kinds = [(2 if value is True or value is False else 0 if isinstance(value, int) else 1) for value in found]
    assert kinds == sorted(kinds, reverse=descending)
    numbers = [value for value, kind in zip(found, kinds, strict=True) if kind == 0]
    assert numbers == sorted(numbers, reverse=descending)
    assert len(found) == sum(value not in (None, "") for value in values)


def test_the_documented_example_of_a_move() -> None:
    sheet = new_sheet([[0], [1], [2], [3], [4]])
    sheet.colleague.move_rows(1, 2, 4)
    assert sheet.values() == [[0], [3], [1], [2], [4]]


def test_references_in_formulas_follow() -> None:
    sheet = new_sheet([[1, 2], [Formula("=A1+B1"), Formula("=SUM(A1:B1)"), Formula('="A1"&S!$B$1')]])
    sheet.colleague.insert_rows(0, 2)
    sheet.colleague.insert_columns(1)
    assert [sheet.cell(3, column)["userEnteredValue"]["formulaValue"] for column in (0, 2, 3)] == [
        "=A3+C3",
        "=SUM(A3:C3)",
        '="A1"&S!$C$3',
    ]
    sheet.colleague.delete_columns(0)
    assert sheet.values()[3] == ["", 2, "A12"]
    assert sheet.cell(3, 1)["userEnteredValue"]["formulaValue"] == "=SUM(A3:B3)"


def test_what_lies_over_the_cells_follows(document: Spreadsheet) -> None:
    sheet = document.sheet("Leads")
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "startColumnIndex": 0, "endColumnIndex": 2}
    rule = {"ranges": [area], "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {}}}
    document.apply(
        [
            {"addConditionalFormatRule": {"rule": rule, "index": 0}},
            {"mergeCells": {"range": {**area, "startRowIndex": 5, "endRowIndex": 6}}},
            {"addNamedRange": {"namedRange": {"name": "people", "range": area}}},
        ]
    )
    sheet.colleague.insert_rows(2, 2)
    shown = sheet.snapshot()
    assert shown["conditionalFormats"][0]["ranges"][0] | {} == {**area, "endRowIndex": 5}
    assert (shown["merges"][0]["startRowIndex"], shown["merges"][0]["endRowIndex"]) == (7, 8)
    assert document.book.named_ranges[0]["range"]["endRowIndex"] == 5
    sheet.colleague.delete_rows(1, 4)
    assert "conditionalFormats" not in sheet.snapshot()
    assert document.book.named_ranges == []


@pytest.mark.parametrize(("at", "span_"), [(1, (3, 5)), (2, (1, 5)), (3, (1, 3)), (0, (3, 5))])
def test_a_range_grows_by_rows_inserted_inside_it_only(document: Spreadsheet, at: int, span_: tuple[int, int]) -> None:
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3}
    document.apply([{"addNamedRange": {"namedRange": {"name": "people", "range": area}}}])
    document.sheet("Leads").colleague.insert_rows(at, 2)
    found = document.book.named_ranges[0]["range"]
    assert (found["startRowIndex"], found["endRowIndex"]) == span_


def test_a_sort_leaves_hidden_rows_where_they_are_and_moves_formulas(document: Spreadsheet) -> None:
    sheet = document.sheet("Leads")
    sheet.colleague.hide_rows(1)
    sheet.colleague.set(1, 3, Formula("=C2*2"))
    sheet.colleague.sort(0, descending=True)
    hidden = [bool(row.get("hiddenByUser")) for row in sheet.snapshot()["data"][0]["rowMetadata"][:4]]
    assert hidden == [False, True, False, False]
    assert sheet.values()[3] == ["Ada", "Nova", 12, 24]
    assert sheet.cell(3, 3)["userEnteredValue"] == {"formulaValue": "=C4*2"}


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        ({"deleteDimension": {"range": {"sheetId": 0, "dimension": "ROWS"}}}, "You can't delete all the rows"),
        ({"deleteDimension": {"range": {"sheetId": 0, "startIndex": 0, "endIndex": 1}}}, "No dimension specified."),
        ({"insertDimension": {"range": {"dimension": "ROWS", "startIndex": 0}}}, "must be set"),
        ({"insertDimension": {"range": span(0, 1), "inheritFromBefore": True}}, "inheritFromBefore cannot be true"),
        ({"insertDimension": {"range": span(10, 11)}}, "must be less than"),
        ({"moveDimension": {"source": span(0, 3), "destinationIndex": 1}}, "source"),
        ({"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 0}}, "greater than zero"),
    ],
)  # fmt: skip
def test_refusals(asker: Asker, request_: Any, message: str) -> None:
    assert message in asker.refused(request_)


def test_new_rows_take_formats_and_validation_from_their_neighbour(asker: Asker, document: Spreadsheet) -> None:
    rule = {"condition": {"type": "BOOLEAN"}}
    cell = {"userEnteredFormat": {"textFormat": {"bold": True}}, "dataValidation": rule, "note": "only here"}
    start = {"sheetId": 0, "rowIndex": 1, "columnIndex": 0}
    asker.batch({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "*"}})
    span = {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 4}
    asker.batch({"insertDimension": {"range": span, "inheritFromBefore": True}})
    made = document.sheet("Leads").cell(3, 0)
    assert (made["userEnteredFormat"], made["dataValidation"]) == (cell["userEnteredFormat"], rule)
    assert "note" not in made
