"""The compiled model scores as the pipeline does, to the last bit, whatever the leads hold."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.pipeline import Pipeline

from app.leads.fields import FIELD_NAMES
from app.leads.places import country_of
from app.scoring.compiled import CompiledScorer
from app.scoring.compiled_form import CompiledForm
from app.scoring.compiling import compile_pipeline, on_thresholds, records, strange_leads
from app.scoring.features import Outcomes
from app.scoring.pipeline import EngagementClassifier
from app.scoring.scorer import Scorer
from app.scoring.training import Trained
from app.scoring.verdict import (
    confidence_of,
    confidences,
    label_of,
    labels,
    rounded,
    rounded_one,
    sigmoid,
    sigmoid_of,
)

ROOT = Path(__file__).resolve().parent.parent.parent
YEAR = 2026
Leads = tuple[pd.DataFrame, Outcomes]


@pytest.fixture(scope="module")
def form(trained: Trained) -> CompiledForm:
    return compile_pipeline(trained.pipeline)


@pytest.fixture(scope="module")
def compiled(form: CompiledForm, trained: Trained) -> CompiledScorer:
    return CompiledScorer(form, trained.manifest)


def probabilities(pipeline: Pipeline, leads: pd.DataFrame) -> list[float]:
    found: list[float] = pipeline.predict_proba(leads)[:, 1].tolist()
    return found


def test_a_hundred_thousand_leads_on_the_trees_thresholds_are_the_same_to_the_last_bit(
    form: CompiledForm, compiled: CompiledScorer, trained: Trained
) -> None:
    classifier: EngagementClassifier = trained.pipeline.named_steps["engagement"]
    matrix = on_thresholds(form, 100_000, 1)
    leads = [compiled.trees.lead_of(row) for row in matrix.tolist()]
    expected = classifier.margins(matrix)
    assert (compiled.trees.margins(leads) == expected).all()
    assert [compiled.trees.margin(lead) for lead in leads[:5000]] == expected[:5000].tolist()
    assert len(np.unique(expected)) > 1000


def test_twenty_thousand_varied_leads_score_the_same_to_the_last_bit(
    compiled: CompiledScorer, trained: Trained, leads: Leads
) -> None:
    for seed in range(10):
        table = strange_leads(leads[0], seed)
        expected = probabilities(trained.pipeline, table)
        many = compiled.score(records(table), YEAR)
        assert many.probability == expected
        assert many.score == rounded(np.array(expected)).tolist()


def test_numbers_next_to_a_threshold_as_cells_of_a_lead(
    form: CompiledForm, compiled: CompiledScorer, trained: Trained
) -> None:
    # As 64-bit cells, which the pipeline rounds to 32 bits before it compares them.
    decisions = [decision for tree in form.trees for decision in tree.decisions if decision is not None]
    for name in ("llm_engagement", "llm_decision_maker", "llm_quality", "companyfoundedon"):
        on = {one.threshold for one in decisions if one.column == FIELD_NAMES.index(name)}
        near = [
            float(cell)
            for one in on
            for at in (one, np.nextafter(np.float32(one), np.float32(0)))
            for cell in (at, np.nextafter(at, 2 * at), np.nextafter(at, 0), (at + one) / 2)
        ]
        table = pd.DataFrame({name: near}, dtype=object)
        assert compiled.score(records(table), YEAR).probability == probabilities(trained.pipeline, table)


cells = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(0, 100),
    st.floats(),
    st.floats(0, 1),
    st.text(),
    st.sampled_from(
        ["85 %", "1 001-5 000", "C-Level", "Law Practice", "Paris, FR", "FR", "Anglais, x", "Head of", "-"]
    ),
    st.dates(),
    st.decimals(allow_nan=False),
    st.lists(st.integers(), max_size=2),
)
wild_leads = st.lists(
    st.dictionaries(st.one_of(st.sampled_from(FIELD_NAMES), st.just("unknown")), cells), min_size=1, max_size=12
)


@settings(max_examples=150, deadline=None)
@given(wild_leads)
def test_wild_leads_score_the_same_alone_together_and_in_the_pipeline(
    scorer: Scorer, compiled: CompiledScorer, wild: list[dict[str, object]]
) -> None:
    table = pd.DataFrame({name: pd.Series([lead.get(name) for lead in wild], dtype=object) for name in FIELD_NAMES})
    expected = scorer.score(table, YEAR)
    together = compiled.score(wild, YEAR, explain=True)
    alone = [compiled.score([lead], YEAR, explain=True) for lead in wild]
    assert expected.reasons is not None
    assert together.probability == expected.probability.tolist() == [one.probability[0] for one in alone]
    assert together.score == expected.score.tolist() == [one.score[0] for one in alone]
    assert together.label == expected.label.tolist() == [one.label[0] for one in alone]
    assert together.confidence == expected.confidence.tolist() == [one.confidence[0] for one in alone]
    assert together.empty == expected.empty.tolist() == [one.empty[0] for one in alone]
    assert together.refused == expected.refused
    assert together.texts == expected.reasons.text.tolist() == [one.texts[0] for one in alone]
    assert list(together.facts()) == [next(one.facts()) for one in alone]


def test_contributions_and_reasons_are_the_pipelines(scorer: Scorer, compiled: CompiledScorer, leads: Leads) -> None:
    table = strange_leads(leads[0], 7)
    unspoken = ("skills", "llm_quality")
    expected = scorer.score(table, YEAR, unspoken=unspoken)
    told = compiled.score(records(table), YEAR, explain=True, unspoken=unspoken)
    assert expected.reasons is not None
    assert expected.contributions is not None
    assert told.reasons is not None
    assert expected.contributions.by_field.any()
    assert told.texts == expected.reasons.text.tolist()
    for lead, reasons in enumerate(told.reasons):
        assert [one.log_odds for one in reasons] == pytest.approx(
            [one.log_odds for one in expected.reasons.of(lead)], abs=1e-6
        )
        assert [(one.field, one.words) for one in reasons] == [
            (one.field, one.words) for one in expected.reasons.of(lead)
        ]


def test_contributions_on_thresholds(form: CompiledForm, compiled: CompiledScorer, trained: Trained) -> None:
    classifier: EngagementClassifier = trained.pipeline.named_steps["engagement"]
    matrix = on_thresholds(form, 5_000, 2)
    ours = compiled.contributions([compiled.trees.lead_of(row) for row in matrix.tolist()])
    assert np.abs(ours - classifier.contributions(matrix)).max() < 1e-6


def test_without_reasons_there_are_none(compiled: CompiledScorer) -> None:
    scores = compiled.score([{"jobtitle": "CEO"}], YEAR)
    assert (scores.reasons, scores.texts) == (None, [])
    assert len(scores) == 1
    assert len(compiled.score([], YEAR, explain=True)) == 0


def test_facts_are_coarse(compiled: CompiledScorer) -> None:
    lead = {
        "llm_quality": "85",
        "companyfoundedon": 2021,
        "llm_seniority": "director",
        "industry": "Marketing & Advertising, Jane Doe, 12 Some Street, Somewhere, with many more words",
        "companysize": 37,
        "languages": "Anglais, Français, jane@example.com",
        "location": "Paris, Île-de-France, France",
        "companylocation": "Allemagne",
        "summary": "I am Jane Doe.",
        "skills": "sales, law",
        "jobtitle": "Founder & CEO at Doe Ltd",
        "llm_engagement": 7,
    }
    facts = dict(zip(FIELD_NAMES, next(compiled.score([lead], YEAR).facts()), strict=True))
    assert facts == {
        **dict.fromkeys(FIELD_NAMES),
        "llm_quality": 85.0,
        "companyfoundedon": 2021.0,
        "llm_seniority": "Senior",
        "industry": "Marketing & Advertising, Jane Doe, 12 Some Street, Somewhere",
        "companysize": "11-50",
        "languages": "en,fr",
        "location": "paris",
        "companylocation": f"country {country_of('Germany')}".lower(),
        "summary": 14,
        "skills": 2,
        "jobtitle": "top",
    }


def test_refused_cells_are_named(compiled: CompiledScorer) -> None:
    scores = compiled.score([{"llm_engagement": 7, "companysize": True}, {}, {"llm_engagement": "x"}], YEAR)
    assert scores.refused_fields == [("llm_engagement", "companysize"), (), ("llm_engagement",)]
    assert scores.refused == {**dict.fromkeys(FIELD_NAMES, 0), "llm_engagement": 2, "companysize": 1}
    assert scores.empty == [True, True, True]


def test_the_latest_year_is_the_callers(compiled: CompiledScorer) -> None:
    lead = {"companyfoundedon": 2026}
    believed = [compiled.score([lead], year).refused_fields[0] for year in (2026, 2025, 2026, 2030)]
    assert believed == [(), ("companyfoundedon",), (), ()]


def test_what_is_remembered_is_bounded_and_short(form: CompiledForm, trained: Trained) -> None:
    scorer = CompiledScorer(form, trained.manifest)
    for at in range(0, 9_000, 1_000):
        leads = [dict.fromkeys(FIELD_NAMES, f"{at + row} {'x' * (row % 120)}") for row in range(1_000)]
        scorer.score([*leads, *[{"llm_quality": float("nan")}] * 100], YEAR)
    kept = scorer.remembered(YEAR)
    assert set(kept) == set(FIELD_NAMES)
    assert all(0 < len(cells) <= 2_000 for cells in kept.values())
    assert all(len(str(cell)) <= 80 for cells in kept.values() for cell in cells)
    assert all(cell == cell for cell in kept["llm_quality"])


@given(st.lists(st.one_of(st.floats(-800, 800), st.floats(-3, 3)), min_size=1, max_size=20))
def test_one_number_and_many_agree(log_odds: list[float]) -> None:
    many = sigmoid(np.array(log_odds))
    assert many.tolist() == [sigmoid_of(one) for one in log_odds]
    assert rounded(many).tolist() == [rounded_one(one) for one in many.tolist()]


def test_one_verdict_and_many_agree(trained: Trained) -> None:
    scores = np.round(np.arange(10_001) / 10_000, 4)
    thresholds = trained.manifest.thresholds
    assert labels(scores, thresholds).tolist() == [label_of(one, thresholds) for one in scores.tolist()]
    assert confidences(scores, thresholds).tolist() == [confidence_of(one, thresholds) for one in scores.tolist()]


HEAVY = ("pandas", "sklearn", "xgboost", "scipy", "joblib", "flask", "sqlalchemy")


def test_serving_imports_nothing_heavy() -> None:
    code = f"""
import sys
from pathlib import Path
from app.scoring.compiled import load_compiled
scores = load_compiled(Path("model")).score([{{"jobtitle": "CEO", "location": "Paris, FR"}}] * 9, 2026, explain=True)
assert scores.texts and list(scores.facts())
print(*sorted({{name.split(".")[0] for name in sys.modules}} & set({HEAVY!r})))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
