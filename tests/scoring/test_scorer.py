import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.leads.fields import FIELD_NAMES
from app.scoring.features import Outcomes
from app.scoring.manifest import Thresholds
from app.scoring.reason import NO_FIELD
from app.scoring.scorer import Scorer
from app.scoring.verdict import confidences, labels, sigmoid

YEAR = 2026
Leads = tuple[pd.DataFrame, Outcomes]

CELLS = st.one_of(
    st.none(),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.text(max_size=12),
    st.sampled_from(["Law Practice", "11-50", "Anglais, French", "2021", "C-Level", "Paris, FR", "85 %", "-", "#N/A"]),
    st.just(pd.NA),
    st.just(pd.NaT),
    st.datetimes(),
    st.lists(st.integers(), max_size=2),
)
ROWS = st.lists(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELD_NAMES, CELLS)), min_size=1, max_size=6)


def wild_table(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=object) for name in FIELD_NAMES})


@settings(max_examples=40)
@given(rows=ROWS)
def test_wild_cells_score_the_same_alone_in_a_batch_in_any_order_and_twice(
    scorer: Scorer, rows: list[dict[str, object]]
) -> None:
    table = wild_table(rows)
    together = scorer.score(table, YEAR)
    assert ((together.score > 0) & (together.score < 1)).all()
    backwards = scorer.score(table.iloc[::-1], YEAR)
    twice = scorer.score(pd.concat([table, table]), YEAR)
    assert backwards.probability[::-1] == pytest.approx(together.probability, abs=1e-6)
    assert twice.probability == pytest.approx(np.tile(together.probability, 2), abs=1e-6)
    assert together.reasons is not None
    for lead in range(len(rows)):
        alone = scorer.score(table.iloc[[lead]], YEAR)
        assert alone.probability[0] == pytest.approx(together.probability[lead], abs=1e-6)
        assert alone.reasons is not None
        assert alone.reasons.text[0] == together.reasons.text[lead]


def test_spelling_and_type_of_a_cell_do_not_matter(scorer: Scorer) -> None:
    spelled = pd.DataFrame(
        [
            {"companysize": "11-50 employees", "companyfoundedon": "2021", "industry": "law practice"},
            {"companysize": "11-50", "companyfoundedon": 2021.0, "industry": "Law Practice"},
            {"companysize": 37, "companyfoundedon": 2021, "industry": " Law  Practice "},
        ]
    )
    assert len(set(scorer.score(spelled, YEAR).probability)) == 1


def test_the_signal_is_learned(scorer: Scorer) -> None:
    two = pd.DataFrame(
        {
            "industry": ["Law Practice", "Computer Software"],
            "companysize": ["2-10", "10001+"],
            "jobtitle": ["Founder & CEO", "Avocat"],
        }
    )
    good, bad = scorer.score(two, YEAR).score
    assert good > bad + 0.1


def test_missing_columns_are_missing_cells(scorer: Scorer, leads: Leads) -> None:
    raw = leads[0].head(30)
    few = raw[["jobtitle", "industry"]]
    blanked = raw.assign(**{name: None for name in FIELD_NAMES if name not in few})
    assert scorer.score(few, YEAR).probability == pytest.approx(scorer.score(blanked, YEAR).probability, abs=1e-6)
    assert (scorer.score(few.assign(Unheard_of="x"), YEAR).score == scorer.score(few, YEAR).score).all()


def test_a_lead_without_fields_is_about_the_base_rate_alone_and_in_a_batch(scorer: Scorer, leads: Leads) -> None:
    base = scorer.manifest.training.base_rate
    for blank in (None, "", "-", np.nan, pd.NA, "n/a"):
        alone = scorer.score(pd.DataFrame([dict.fromkeys(FIELD_NAMES, blank)]), YEAR)
        assert alone.empty.tolist() == [True]
        assert alone.score[0] == pytest.approx(base, abs=0.07)
        assert alone.reasons is not None
        assert alone.reasons.text[0] == NO_FIELD
    batch = pd.concat([leads[0].head(5), pd.DataFrame([{}], index=[99])])
    scores = scorer.score(batch, YEAR)
    assert scores.empty.tolist() == [False] * 5 + [True]
    assert scores.probability[5] == pytest.approx(alone.probability[0], abs=1e-6)


def test_no_column_at_all_and_no_row_at_all(scorer: Scorer) -> None:
    nothing = scorer.score(pd.DataFrame(index=range(3)), YEAR)
    assert nothing.empty.all()
    no_rows = scorer.score(pd.DataFrame({"industry": []}), YEAR)
    assert len(no_rows.score) == 0
    assert no_rows.reasons is not None
    assert len(no_rows.reasons.text) == 0


def test_contributions_add_up_to_the_log_odds(scorer: Scorer, leads: Leads) -> None:
    scores = scorer.score(leads[0], YEAR)
    parts = scores.contributions
    assert parts is not None
    assert parts.by_field.shape == (len(leads[0]), len(FIELD_NAMES))
    assert parts.by_field.sum(axis=1) + parts.base == pytest.approx(scores.log_odds, abs=1e-6)
    # The base is one number for all leads: it holds 32-bit rounding, and nothing of the lead.
    assert np.ptp(parts.base) < 1e-5
    assert sigmoid(scores.log_odds) == pytest.approx(scores.probability, abs=1e-12)
    assert np.abs(parts.by_field).max() > 0.05


def test_as_the_stored_pipeline_predicts(scorer: Scorer, trained: object, leads: Leads) -> None:
    pipeline = trained.pipeline  # type: ignore[attr-defined]
    scores = scorer.score(leads[0], YEAR, reasons=False)
    assert pipeline.predict_proba(leads[0])[:, 1] == pytest.approx(scores.probability, abs=1e-12)
    assert (pipeline.predict(leads[0]) == (scores.probability >= 0.5)).all()
    assert scores.reasons is None
    assert scores.contributions is None


def test_label_and_confidence_follow_the_score_that_is_shown(scorer: Scorer, leads: Leads) -> None:
    scores = scorer.score(leads[0], YEAR, reasons=False)
    assert (scores.score == np.round(scores.probability, 4)).all()
    assert ((scores.label == "engaged") == (scores.score >= 0.5)).all()
    assert set(scores.label) == {"engaged", "not_engaged"}
    shown = np.round(np.array([0.39994, 0.39996, 0.4, 0.49996, 0.69994, 0.69996, 0.7, 1.0]), 4)
    assert labels(shown, Thresholds()).tolist() == ["not_engaged"] * 3 + ["engaged"] * 5
    assert confidences(shown, Thresholds()).tolist() == ["low", *["medium"] * 4, *["high"] * 3]


def test_thresholds_come_from_the_manifest() -> None:
    strict = Thresholds(engaged=0.6, high=0.9, medium=0.8)
    assert labels(np.array([0.59, 0.6]), strict).tolist() == ["not_engaged", "engaged"]
    assert confidences(np.array([0.79, 0.8, 0.9]), strict).tolist() == ["low", "medium", "high"]


def test_refused_cells_are_counted_and_do_not_fail_the_table(scorer: Scorer) -> None:
    scores = scorer.score(pd.DataFrame({"llm_quality": [50, 400, -1], "companyfoundedon": [2020, YEAR + 1, 0]}), YEAR)
    assert scores.refused["llm_quality"] == 2
    assert scores.refused["companyfoundedon"] == 2
    assert scores.empty.tolist() == [False, True, True]
