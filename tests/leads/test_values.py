"""What people's sheets hold, cell by cell."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.leads.fields import COMPANY_SIZES, FIELD, FIELDS, Kind
from app.leads.values import MISSING, REFUSED, Unread, read_cell

YEAR = 2026


def read(name: str, cell: object) -> object:
    return read_cell(FIELD[name], cell, YEAR)


@pytest.mark.parametrize(
    ("cell", "size"),
    [
        ("1-10", "1-10"),
        ("2-10 employees", "1-10"),
        ("1", "1-10"),
        ("0-1 employees", "1-10"),
        ("Self-employed", "1-10"),
        ("myself only", "1-10"),
        ("Travailleur indépendant", "1-10"),
        ("11-50 employees", "11-50"),
        ("11–50 Mitarbeiter", "11-50"),
        ("11 to 50", "11-50"),
        ("de 11 à 50 salariés", "11-50"),
        ("51-200", "51-200"),
        ("51-100", "51-200"),
        ("101-250", "51-200"),
        ("201-500 employés", "201-500"),
        ("501-1.000", "501-1000"),
        ("501 - 1,000", "501-1000"),
        ("1.001-5.000 Mitarbeiter", "1001-5000"),
        ("1'001-5'000", "1001-5000"),
        ("5 001-10 000 employés", "5001-10000"),
        ("5\u202f001-10\u00a0000 employés", "5001-10000"),
        ("10 000+", "10001+"),
        ("10,001+ employees", "10001+"),
        ("10000+", "10001+"),
        ("10k+", "10001+"),
        ("1k-5k", "1001-5000"),
        ("plus de 10 000", "10001+"),
        ("more than 500", "501-1000"),
        ("< 10", "1-10"),
        ("moins de 50 salariés", "11-50"),
        (37, "11-50"),
        (37.0, "11-50"),
        (10, "1-10"),
        (11, "11-50"),
        (10_000, "5001-10000"),
        (10_001, "10001+"),
        (np.int64(250), "201-500"),
        (Decimal("250"), "201-500"),
        ("37", "11-50"),
        ("37.0", "11-50"),
        ("1 234", "1001-5000"),
        ("1234.5", "1001-5000"),
        (datetime(1950, 11, 1), "11-50"),
        (date(1950, 11, 1), "11-50"),
        ("10001-undefined", "10001+"),
        ("501-null", "501-1000"),
        ("5445", "5001-10000"),
        ("meer dan 250 werknemers", "201-500"),
        ("10 t/m 49 medewerkers", "11-50"),
        ("até 9 funcionários", "1-10"),
        ("mais de 10 mil colaboradores", "10001+"),
        (18568, "11-50"),
        ("1950-11-01", "11-50"),
        ("Nov-50", "11-50"),
        ("nov.-50", "11-50"),
        ("11/1/1950", "11-50"),
        ("01/11/1950", "11-50"),
        (datetime(2026, 10, 2), "1-10"),
        (datetime(2026, 2, 10), "1-10"),
        (datetime(2025, 10, 1), "1-10"),
        ("2-Oct", "1-10"),
        ("10-Feb", "1-10"),
        ("02-oct", "1-10"),
        ("2026-10-02", "1-10"),
        ("2026-10-02T00:00:00", "1-10"),
    ],
)
def test_company_size(cell: object, size: str) -> None:
    assert read("companysize", cell) == size


@pytest.mark.parametrize(
    "cell",
    [
        "huge",
        "startup",
        "XL",
        "very large",
        "Large 3",
        "S3",
        "Series 3",
        "Q3 11-50",
        0,
        -5,
        "-5",
        float("inf"),
        "12/05/2021",
        datetime(2021, 5, 12),
        "12 %",
        "11-50-200",
        True,
        "500-200",
        time(11, 50),
    ],
)
def test_company_size_refused(cell: object) -> None:
    assert read("companysize", cell) is REFUSED


def test_every_size_reads_as_itself() -> None:
    assert [read("companysize", size) for size in COMPANY_SIZES] == list(COMPANY_SIZES)


# 18568 is the date serial of November 1950, which "11-50" becomes.
@given(st.integers(1, 2_000_000).filter(lambda count: count != 18568))
def test_a_head_count_falls_into_the_range_that_holds_it(count: int) -> None:
    size = read("companysize", count)
    assert isinstance(size, str)
    low, _, high = size.partition("-")
    assert int(low.rstrip("+")) <= count
    assert not high or count <= int(high)
    assert read("companysize", f"{count:,} employees") == size


@pytest.mark.parametrize(
    "blank",
    [None, "", "  ", "-", "—", "N/A", "n/a", "null", "None", "#N/A", "#REF!", "#DIV/0!", "nan", float("nan"), np.nan,
     pd.NA, pd.NaT, "?", "...", "\u200b", "\u00a0", "Unknown", "#NV", "\ufeff"],
)  # fmt: skip
def test_missing_in_every_field(blank: object) -> None:
    assert {read_cell(field, blank, YEAR) for field in FIELDS} == {MISSING}


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("llm_quality", "85", 85),
        ("llm_quality", 85.0, 85),
        ("llm_quality", "85.0", 85),
        ("llm_quality", "85 %", 85),
        ("llm_quality", 0, 0),
        ("llm_quality", 100, 100),
        ("llm_engagement", "0,7", 0.7),
        ("llm_engagement", "85 %", 0.85),
        ("llm_engagement", "85,5%", 0.855),
        ("llm_engagement", ".5", 0.5),
        ("llm_engagement", "-0.0", 0),
        ("llm_company_fit", "2", 2),
        ("companyfoundedon", 2020.0, 2020),
        ("companyfoundedon", "2020.0", 2020),
        ("companyfoundedon", "2020", 2020),
        ("companyfoundedon", "2,020", 2020),
        ("companyfoundedon", "Founded in 2015", 2015),
        ("companyfoundedon", "2015-06-01", 2015),
        ("companyfoundedon", "01/06/2015", 2015),
        ("companyfoundedon", datetime(2015, 6, 1), 2015),
        ("companyfoundedon", YEAR, YEAR),
    ],
)
def test_numbers_and_years(field: str, cell: object, value: float) -> None:
    assert read(field, cell) == pytest.approx(value, abs=1e-12)


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("llm_quality", 101),
        ("llm_quality", -1),
        ("llm_quality", 80.5),
        ("llm_quality", "good"),
        ("llm_quality", True),
        ("llm_quality", 10**400),
        ("llm_engagement", 85),
        ("llm_engagement", "1.1"),
        ("llm_engagement", datetime(2020, 1, 1)),
        ("llm_company_fit", 3),
        ("companyfoundedon", 0),
        ("companyfoundedon", "0"),
        ("companyfoundedon", -2000),
        ("companyfoundedon", YEAR + 1),
        ("companyfoundedon", "1999 or 2003"),
        ("llm_seniority", "purple"),
        ("llm_geography", 3),
        ("jobtitle", datetime(2020, 1, 1)),
        ("jobtitle", ["CEO"]),
        ("jobtitle", timedelta(1)),
        ("location", False),
    ],
)
def test_refused(field: str, cell: object) -> None:
    assert read(field, cell) is REFUSED


@pytest.mark.parametrize(
    ("cell", "seniority"),
    [
        ("C-Level", "C-Level"),
        ("c_suite", "C-Level"),
        ("CXO", "C-Level"),
        ("Owner / Partner", "C-Level"),
        ("vp", "Executive"),
        ("VP-Level", "Executive"),
        ("Director", "Senior"),
        ("senior", "Senior"),
        ("Manager", "Mid"),
        ("Entry Level Manager", "Mid"),
        ("Entry", "Entry"),
        ("entry level", "Entry"),
        ("Non-Manager", "Entry"),
        ("Geschäftsführer", "C-Level"),
    ],
)
def test_seniority(cell: str, seniority: str) -> None:
    assert read("llm_seniority", cell) == seniority


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("skills", "Sales;  B2B ;; Négociation", "Sales, B2B, Négociation"),
        ("skills", "Sales | CRM", "Sales, CRM"),
        ("jobtitle", "  Chief\u00a0of \u200bStaff ", "Chief of Staff"),
        ("jobtitle", "x" * 600, "x" * 500),
        ("summary", "line one\nline two", "line one line two"),
        ("industry", 42, "42"),
        ("companytype", " Privately  Held", "Privately Held"),
    ],
)
def test_texts(field: str, cell: object, value: str) -> None:
    assert read(field, cell) == value


anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(),
    st.text(alphabet="0123456789.,-+% kK<>/'\u00a0\ud800employés"),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.decimals(),
    st.binary(),
    st.lists(st.integers()),
    st.complex_numbers(),
)


@given(st.sampled_from(FIELDS), anything)
def test_any_cell_reads_into_range_or_not_at_all(field: object, cell: object) -> None:
    value = read_cell(field, cell, YEAR)  # type: ignore[arg-type]
    if isinstance(value, Unread):
        return
    if isinstance(value, float):
        assert field.low <= value <= (field.high or YEAR)  # type: ignore[attr-defined]
    else:
        assert value
        assert not field.choices or value in field.choices  # type: ignore[attr-defined]
        assert field.kind is Kind.LANGUAGES or len(value) <= (field.max_length or 20) * 2  # type: ignore[attr-defined]
    assert read_cell(field, value, YEAR) == value  # type: ignore[arg-type]
