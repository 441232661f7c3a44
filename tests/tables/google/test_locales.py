"""The same leads typed into a French and an American sheet, as numbers or as texts, have the same scores."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from app.config import SHIPPED_MODEL
from app.scoring.artefact import load
from app.scoring.scorer import Scorer
from tests.fakes.google import FakeGoogle, Sheet, Spreadsheet
from tests.fakes.google.typed import typed
from tests.tables.google.leads_sheet import URL, Scored, client_of, column, score

HEADER = [
    URL, "Job title", "Industry", "Location", "Company size", "Company founded", "llm_quality", "llm_engagement",
    "llm_decision_maker", "llm_company_fit", "Subscribed", "Notes",
]  # fmt: skip
SIZES = ["2-10", "1-10", "11-50", "51-200", "201-500", "501-1000", "1001-5000", "10001+", "", "37", "2-10", "11-50"]
JOBS = ["CEO", "Head of Growth", "Avocate associée", "Directeur financier", "Marketing Intern", "VP of Sales"]
FITS = [0, 1, 2]


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return load(SHIPPED_MODEL)


def people(locale: str) -> list[list[str]]:
    """What a person of that country types, lead by lead."""
    french = locale == "fr_FR"

    def decimal(value: float) -> str:
        return f"{value}".replace(".", ",") if french else f"{value}"

    rows = []
    for number, size in enumerate(SIZES):
        day, month, year = number + 1, number % 12 + 1, 1995 + 2 * number
        founded = f"{day:02}/{month:02}/{year}" if french else f"{month}/{day}/{year}"
        share = f"{5 * number + 30}{' %' if french else '%'}"
        yes = ("VRAI", "FAUX") if french else ("TRUE", "FALSE")
        rows.append(
            [
                f"https://www.linkedin.com/in/person-{number}/",
                JOBS[number % len(JOBS)],
                "Computer Software" if number % 2 else "Law Practice",
                "Paris, Île-de-France, France",
                size,
                founded if number % 3 else str(year),
                decimal(61.0 + number) if number % 2 else str(61 + number),
                share if number % 2 else decimal((5 * number + 30) / 100),
                decimal(number / 20 + 0.125),
                str(FITS[number % 3]),
                yes[number % 2],
                f"note {decimal(12.5)}",
            ]
        )
    return rows


def type_in(sheet: Sheet, rows: Sequence[Sequence[str]]) -> None:
    """Enter texts as a person does: Sheets makes numbers, dates, shares and truths of them, by the sheet's country."""
    lines = []
    for row in rows:
        cells: list[dict[str, Any]] = []
        for text in row:
            value, shown = typed(text, sheet.spreadsheet.book.locale)
            name = (
                "boolValue" if isinstance(value, bool) else "stringValue" if isinstance(value, str) else "numberValue"
            )
            cell: dict[str, Any] = {"userEnteredValue": {name: value}} if value is not None else {}
            cells.append({**cell, **({"userEnteredFormat": {"numberFormat": shown}} if shown else {})})
        lines.append({"values": cells})
    start = {"sheetId": sheet.id, "rowIndex": 1, "columnIndex": 0}
    fields = "userEnteredValue,userEnteredFormat.numberFormat"
    sheet.spreadsheet.apply([{"updateCells": {"start": start, "rows": lines, "fields": fields}}])


def as_typed(fake: FakeGoogle, locale: str) -> Spreadsheet:
    document = fake.new_spreadsheet("Pipeline", locale, sheets={"Leads": [HEADER]}, rows=20, columns=12)
    type_in(document.sheet("Leads"), people(locale))
    return document


def as_texts(fake: FakeGoogle, locale: str) -> Spreadsheet:
    """All cells are formatted as text before anything is typed."""
    sheets = {"Leads": [HEADER, *people(locale)]}
    return fake.new_spreadsheet("Pipeline", locale, sheets=sheets, rows=20, columns=12)


def scored(fake: FakeGoogle, scorer: Scorer, document: Spreadsheet) -> tuple[list[Any], list[Any], Scored]:
    done = score(client_of(fake), document, scorer=scorer)
    sheet = document.sheet("Leads")
    return column(sheet, "Lead score"), column(sheet, "Lead reasons"), done


@pytest.fixture(scope="module")
def expected(fake: FakeGoogle, scorer: Scorer) -> tuple[list[Any], list[Any]]:
    """Scores and reasons of what was typed, where nothing became anything else."""
    scores, reasons, done = scored(fake, scorer, as_texts(fake, "en_US"))
    assert len({*scores}) > 8
    assert set(done.run.headers.fields) == {
        "jobtitle", "industry", "location", "companysize", "companyfoundedon", "llm_quality", "llm_engagement",
        "llm_decision_maker", "llm_company_fit",
    }  # fmt: skip
    assert not any(done.run.scores.refused.values())
    return scores, reasons


@pytest.mark.parametrize("locale", ["fr_FR", "en_GB"])
def test_texts_have_the_same_scores(
    fake: FakeGoogle, scorer: Scorer, expected: tuple[list[Any], list[Any]], locale: str
) -> None:
    scores, reasons, done = scored(fake, scorer, as_texts(fake, locale))
    assert (scores, reasons) == expected
    assert not any(done.run.scores.refused.values())


@pytest.mark.parametrize("locale", ["fr_FR", "en_US"])
def test_what_sheets_made_of_it_has_the_same_scores(
    fake: FakeGoogle, scorer: Scorer, expected: tuple[list[Any], list[Any]], locale: str
) -> None:
    document = as_typed(fake, locale)
    sheet = document.sheet("Leads")
    held = [sheet.cell(row, at).get("userEnteredValue", {}) for row in range(1, 13) for at in range(4, 11)]
    assert {name for cell in held for name in cell} == {"stringValue", "numberValue", "boolValue"}
    before = [row[: len(HEADER)] for row in sheet.values()]
    scores, reasons, done = scored(fake, scorer, document)
    assert not any(done.run.scores.refused.values())
    assert scores == expected[0]
    assert reasons == expected[1]
    assert [row[: len(HEADER)] for row in sheet.values()] == before
    writes = fake.count("write")
    scored(fake, scorer, document)
    assert fake.count("write") == writes


@pytest.mark.parametrize("locale", ["fr_FR", "en_US"])
def test_sizes_that_became_dates(fake: FakeGoogle, scorer: Scorer, locale: str) -> None:
    """2-10 is 10 February or 2 October; 11-50 is November 1950, where it becomes a date at all."""
    document = as_typed(fake, locale)
    sheet = document.sheet("Leads")
    shown = [sheet.cell(row, 4).get("userEnteredFormat", {}).get("numberFormat", {}).get("type") for row in (1, 3)]
    assert "DATE" in shown
    done = score(client_of(fake), document, scorer=scorer)
    at = next(one.index for one in done.run.headers.columns if one.feeds == "companysize")
    assert at == HEADER.index("Company size")
    assert done.run.scores.refused["companysize"] == 0


@pytest.mark.parametrize("locale", ["fr_FR", "en_US"])
def test_numbers_under_other_formats(fake: FakeGoogle, scorer: Scorer, expected: tuple[Any, Any], locale: str) -> None:
    """How numbers are shown changes nothing: rounded, with a currency, as a share."""
    document = as_typed(fake, locale)
    sheet = document.sheet("Leads")
    sheet.colleague.number_format("G2:G13", "CURRENCY", "0 €")
    sheet.colleague.number_format("H2:I13", "NUMBER", "0")
    sheet.colleague.number_format("J2:J13", "PERCENT", "0%")
    assert scored(fake, scorer, document)[0] == expected[0]
