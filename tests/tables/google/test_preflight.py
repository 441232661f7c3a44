"""What stands in a sheet beside leads: it works, or one sentence refuses it before anything is written."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.errors import SheetKind
from tests.fakes.google import FakeGoogle, Sheet, Spreadsheet
from tests.tables.google.leads_sheet import (
    HEADER,
    JOB,
    OURS,
    client_of,
    headers,
    lead,
    new_sheet,
    score,
)
from tests.tables.google.outcomes import refused, works
from tests.tables.google.scoring_by_hand import score_of

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


def protect(sheet: Sheet, area: dict[str, int] | None = None, **others: Any) -> None:
    """Protect a range of the sheet, all of it where none is given."""
    given = {"range": {"sheetId": sheet.id, **(area or {})}, "editors": {"users": []}, **others}
    sheet.spreadsheet.apply([{"addProtectedRange": {"protectedRange": given}}])


def area(sheet: Sheet, left: int, right: int, top: int = 0, bottom: int = 20) -> dict[str, int]:
    rows = {"startRowIndex": top, "endRowIndex": bottom}
    return {"sheetId": sheet.id, **rows, "startColumnIndex": left, "endColumnIndex": right}


# -- protected ranges


def test_a_protected_sheet(fake: FakeGoogle, sheet: Sheet) -> None:
    protect(sheet)
    refused(fake, sheet, "is protected", "Data > Protect", kind=SheetKind.PROTECTED)


@pytest.mark.parametrize("text", ["G:G", "L:L", "1:1", "3:3", "A1:H1", "G2:G2", "F:Z"])
def test_a_protected_part_of_ours(fake: FakeGoogle, scored: Sheet, text: str) -> None:
    scored.colleague.protect(text)
    refused(fake, scored, "is protected", kind=SheetKind.PROTECTED)


@pytest.mark.parametrize("text", ["G:G", "1:1", "F:H", "A:Z", "G3:G3", "8:9"])
def test_a_protected_place_for_ours(fake: FakeGoogle, sheet: Sheet, text: str) -> None:
    sheet.colleague.protect(text)
    refused(fake, sheet, "is protected", kind=SheetKind.PROTECTED)


@pytest.mark.parametrize("text", ["A:F", "A1:F1", "B2:C4", "I:I"])
def test_protected_parts_that_are_not_ours(fake: FakeGoogle, sheet: Sheet, text: str) -> None:
    sheet.colleague.protect(text)
    works(fake, sheet, SCORES)


def test_protected_rows_below_the_leads(fake: FakeGoogle, scored: Sheet) -> None:
    """Columns that are there need nothing of them; new ones would go through them."""
    scored.colleague.protect("8:9")
    works(fake, scored, [score_of("Chief of 1"), *SCORES[1:]])


def test_a_protection_that_lets_us_in(fake: FakeGoogle, sheet: Sheet) -> None:
    sheet.colleague.protect("", editors=[fake.account])
    works(fake, sheet, SCORES)


def test_a_protection_that_only_warns(fake: FakeGoogle, sheet: Sheet) -> None:
    protect(sheet, warningOnly=True)
    works(fake, sheet, SCORES)


def test_a_protected_sheet_with_our_columns_left_open(fake: FakeGoogle, scored: Sheet) -> None:
    protect(scored, unprotectedRanges=[area(scored, 6, 12)])
    works(fake, scored, [score_of("Chief of 1"), *SCORES[1:]])


def test_a_protected_sheet_with_other_parts_left_open(fake: FakeGoogle, scored: Sheet) -> None:
    protect(scored, unprotectedRanges=[area(scored, 0, 6), area(scored, 6, 12, top=3)])
    refused(fake, scored, "is protected", kind=SheetKind.PROTECTED)


def test_a_protected_sheet_with_room_left_open(fake: FakeGoogle, sheet: Sheet) -> None:
    """New columns are inserted, and Google lets nobody insert into a protected sheet."""
    protect(sheet, unprotectedRanges=[area(sheet, 6, 12)])
    refused(fake, sheet, "is protected", kind=SheetKind.PROTECTED)


# -- merges and tables


def test_a_merged_header(fake: FakeGoogle, sheet: Sheet) -> None:
    sheet.colleague.merge("D1:E1")
    refused(fake, sheet, "header row 1", "merged", "unmerge")


def test_merged_cells_in_our_column(fake: FakeGoogle, scored: Sheet) -> None:
    scored.colleague.merge("G3:G4")
    refused(fake, scored, "Column G", "merged", "unmerge")


def test_merged_cells_elsewhere(fake: FakeGoogle, sheet: Sheet) -> None:
    sheet.colleague.merge("E3:F4")
    works(fake, sheet, SCORES)


def test_a_merged_title_above_the_header(fake: FakeGoogle) -> None:
    document = fake.new_spreadsheet("P", sheets={"Leads": [["Pipeline 2026"], [], HEADER, *PEOPLE]}, rows=20)
    sheet = document.sheet("Leads")
    sheet.colleague.merge("A1:H1")
    works(fake, sheet, SCORES, top=2)
    assert sheet.values()[0] == ["Pipeline 2026"]


def add_table(sheet: Sheet, left: int, right: int) -> None:
    table = {"name": "Pipeline", "range": area(sheet, left, right, bottom=6)}
    sheet.spreadsheet.apply([{"addTable": {"table": table}}])


def test_a_table_over_our_columns(fake: FakeGoogle, scored: Sheet) -> None:
    add_table(scored, 0, 9)
    refused(fake, scored, "table “Pipeline”", "Convert to unformatted data")


@pytest.mark.parametrize("end", [6, 8])
def test_a_table_of_leads(fake: FakeGoogle, sheet: Sheet, end: int) -> None:
    """Our columns stand right of it, also where it has columns to spare."""
    if end > 6:
        sheet.colleague.set(0, 6, "Phone")
        sheet.colleague.set(0, 7, "City")
    add_table(sheet, 0, end)
    works(fake, sheet, SCORES)
    assert headers(sheet).index("Lead score") >= end


# -- sizes


def test_a_grid_exactly_as_wide_as_the_leads(fake: FakeGoogle) -> None:
    document = new_sheet(fake, PEOPLE, rows=6, columns=6)
    sheet = document.sheet("Leads")
    assert (sheet.row_count, sheet.column_count) == (6, 6)
    works(fake, sheet, SCORES)
    assert headers(sheet) == [*HEADER, *OURS]
    assert sheet.row_count == 6
    assert sheet.column_count <= 13


def test_googles_limit_of_columns(fake: FakeGoogle) -> None:
    sheet = new_sheet(fake, PEOPLE, rows=6, columns=18_275).sheet("Leads")
    refused(fake, sheet, "18,275 columns", "Google allows 18,278")


def test_googles_limit_of_cells(fake: FakeGoogle) -> None:
    sheet = new_sheet(fake, PEOPLE, rows=2_000, columns=4_998).sheet("Leads")
    refused(fake, sheet, "9,996,000 cells", "10,000,000")


def test_a_sheet_within_googles_limits(fake: FakeGoogle) -> None:
    sheet = new_sheet(fake, PEOPLE, rows=6, columns=18_271).sheet("Leads")
    works(fake, sheet, SCORES)


def test_a_frozen_header_stays(fake: FakeGoogle, sheet: Sheet) -> None:
    frozen = {"frozenRowCount": 1, "frozenColumnCount": 2}
    properties = {"sheetId": sheet.id, "gridProperties": frozen}
    fields = "gridProperties.frozenRowCount,gridProperties.frozenColumnCount"
    sheet.spreadsheet.apply([{"updateSheetProperties": {"properties": properties, "fields": fields}}])
    works(fake, sheet, SCORES)
    shown = sheet.snapshot()["properties"]["gridProperties"]
    assert {name: shown[name] for name in frozen} == frozen
