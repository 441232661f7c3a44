import numpy as np
import pandas as pd
import pytest

from app.leads.reading import read_leads
from app.scoring.columns import COLUMN_NAMES
from app.scoring.features import LeadFeatures, Outcomes

YEAR = 2026
INDUSTRY = COLUMN_NAMES.index("industry_mean")


def table_of(industries: list[str | None]) -> pd.DataFrame:
    return read_leads(pd.DataFrame({"industry": pd.Series(industries, dtype=object)}), YEAR)[0]


def test_smoothed_means_by_hand() -> None:
    outcomes = np.array([1, 1, 1, 0, 0, 0, 0, 1, 0, 0])
    table = table_of(["Law"] * 4 + ["Retail"] * 3 + ["Wine"] * 2 + [None])
    features = LeadFeatures(smoothing=2, min_count=3).fit(table, outcomes)
    base = 0.4
    assert features.means_["industry_mean"] == {
        "law": pytest.approx((3 + 2 * base) / 6),
        "retail": pytest.approx((0 + 2 * base) / 5),
    }
    matrix = features.transform(table_of(["LAW", "Wine", "Never seen", None]))
    assert matrix[:3, INDUSTRY] == pytest.approx([(3 + 2 * base) / 6, base, base])
    assert np.isnan(matrix[3, INDUSTRY])


def test_no_value_of_fewer_than_three_people_is_stored(leads: tuple[pd.DataFrame, Outcomes]) -> None:
    raw, outcomes = leads
    raw = raw.assign(industry=[f"Rare {row // 2}" for row in range(len(raw))])
    features = LeadFeatures().fit(read_leads(raw, YEAR)[0], outcomes)
    assert features.means_["industry_mean"] == {}
    assert set(features.means_["jobtitle_class_mean"]) <= {"junior", "top", "lead", "other"}


def test_cross_fitting_leaves_no_trace_of_noise() -> None:
    # Outcomes by coin, each category held by four: the plain means would follow the outcomes, cross-fitted ones not.
    outcomes = np.random.default_rng(0).integers(0, 2, 400)
    table = table_of([f"Industry {row // 4}" for row in range(400)])
    features = LeadFeatures(smoothing=1)
    cross_fitted = features.fit_transform(table, outcomes)[:, INDUSTRY]
    plain = features.transform(table)[:, INDUSTRY]
    assert np.corrcoef(plain, outcomes)[0, 1] > 0.4
    assert np.corrcoef(cross_fitted, outcomes)[0, 1] < 0.1


def test_columns_are_named_and_float32(leads: tuple[pd.DataFrame, Outcomes]) -> None:
    raw, outcomes = leads
    table = read_leads(raw, YEAR)[0]
    features = LeadFeatures().fit(table, outcomes)
    matrix = features.transform(table)
    assert matrix.dtype == np.float32
    assert matrix.shape == (len(raw), len(COLUMN_NAMES))
    assert tuple(features.get_feature_names_out()) == COLUMN_NAMES
    assert np.isnan(matrix).any(axis=0).sum() > 10
    assert not np.isnan(matrix).all(axis=0).any()
