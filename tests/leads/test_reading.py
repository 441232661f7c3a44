"""Reading a whole table agrees with reading it cell by cell, whatever the cells."""

from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.leads.fields import FIELD, FIELD_NAMES, Kind
from app.leads.reading import read_leads
from app.leads.values import REFUSED, Unread, read_cell

YEAR = 2026
known: list[object] = ["11-50", "85 %", "1", 1, 1.0, True, "Anglais", "C-Level", pd.NA, pd.NaT, np.float64("nan"), -0.0]
wild: st.SearchStrategy[object] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 3000),
    st.floats(),
    st.text(max_size=12),
    st.datetimes(),
    st.lists(st.none()),
    st.sampled_from(known),
)


def raw(columns: dict[str, list[object]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in columns.items()})


@given(st.sampled_from(FIELD_NAMES), st.lists(wild, max_size=12))
def test_a_column_reads_as_its_cells_do(name: str, cells: list[object]) -> None:
    clean, refused = read_leads(raw({name: cells}), YEAR)
    alone = [read_cell(FIELD[name], cell, YEAR) for cell in cells]
    assert [None if pd.isna(value) else value for value in clean[name]] == [
        None if isinstance(value, Unread) else value for value in alone
    ]
    assert refused[name] == sum(value is REFUSED for value in alone)


@given(st.lists(st.tuples(*[wild] * 3), min_size=1, max_size=8))
def test_reading_twice_changes_nothing(rows: list[tuple[object, ...]]) -> None:
    names = ("llm_quality", "companysize", "jobtitle")
    table = raw({name: [row[at] for row in rows] for at, name in enumerate(names)})
    once, _ = read_leads(table, YEAR)
    twice, refused = read_leads(once, YEAR)
    assert sum(refused.values()) == 0
    assert once.astype(object).where(once.notna(), None).equals(twice.astype(object).where(twice.notna(), None))


def test_shape_and_dtypes() -> None:
    table = pd.DataFrame({"jobtitle": ["CEO", None], "unrelated": [1, 2], "llm_quality": ["80", "x"]}, index=[7, 3])
    clean, refused = read_leads(table, YEAR)
    assert tuple(clean.columns) == FIELD_NAMES
    assert list(clean.index) == [7, 3]
    for name in FIELD_NAMES:
        numeric = FIELD[name].kind in {Kind.INTEGER, Kind.NUMBER, Kind.YEAR}
        assert clean[name].dtype == ("float64" if numeric else "category"), name
    assert refused["llm_quality"] == 1


@pytest.mark.parametrize("blank", [None, float("nan"), pd.NA, "", "N/A"])
def test_an_all_blank_lead_is_missing_alone_and_in_a_batch(blank: object) -> None:
    alone = raw({name: [blank] for name in FIELD_NAMES})
    batch = raw({name: [blank, "1"] for name in FIELD_NAMES})
    for table in (alone, batch):
        clean, _ = read_leads(table, YEAR)
        assert clean.iloc[0].isna().all()
        assert clean.select_dtypes("number").dtypes.eq("float64").all()
    assert sum(read_leads(alone, YEAR)[1].values()) == 0


def test_a_column_of_dates_and_numbers_side_by_side() -> None:
    clean, _ = read_leads(raw({"companysize": [datetime(1950, 11, 1), 18568, "11-50", True, 1]}), YEAR)
    assert list(clean["companysize"].astype(object).where(clean["companysize"].notna(), None)) == ["11-50"] * 3 + [
        None,
        "1-10",
    ]
