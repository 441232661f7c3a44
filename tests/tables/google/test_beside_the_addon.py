"""A sheet that the add-on scored first: the service finds the add-on's columns by their marks and goes on with them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from app.config import ROOT
from tests.fakes.google import FakeGoogle
from tests.tables.google.leads_sheet import HEADER, client_of, column, headers, lead, new_sheet, score
from tests.tables.google.scoring_by_hand import score_of

MARKS: dict[str, Any] = json.loads((ROOT / "tests/addon/contract.json").read_text(encoding="utf-8"))["marks"]
WORDS = ("score", "label", "confidence", "reasons")


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


def marked(sheet_id: int, column: int, word: str) -> dict[str, Any]:
    """A mark as Apps Script makes it: Google chooses its number."""
    where = {"sheetId": sheet_id, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    metadata = {
        "metadataKey": MARKS["key"],
        "metadataValue": word,
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": where},
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def test_the_same_columns_are_written_even_renamed_and_among_theirs(fake: FakeGoogle) -> None:
    people = [[*lead(number), 0.1, "engaged", "low", "+ job title x"] for number in range(1, 5)]
    document = new_sheet(fake, people)
    sheet = document.sheet("Leads")
    titles = [MARKS["titles"][word] for word in WORDS]
    for at, text in enumerate(["How likely", *titles[1:]]):
        sheet.colleague.set(0, len(HEADER) + at, text)
    document.apply([marked(sheet.id, len(HEADER) + at, word) for at, word in enumerate(WORDS)])
    sheet.colleague.move_columns(len(HEADER), 1, 1)

    assert score(client_of(fake), document).done == (4, 0)

    again = headers(sheet)
    assert again[1] == "How likely"
    assert [text for text in again if text.startswith("Lead ")] == [*titles[1:], "Lead model", "Lead scored at"]
    assert column(sheet, "How likely") == [score_of(f"Head of {number}") for number in range(1, 5)]
    assert score(client_of(fake), document, "again").done == (0, 4)
