from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from app.errors import BadChoice, LeadsheetError, ModelProblem
from app.leads.fields import FIELD_NAMES
from app.scoring.card import HEADINGS, render_card
from app.scoring.evaluation import CANDIDATES, Protocol, evaluate, measure
from app.scoring.features import Outcomes
from app.scoring.metrics import MEASURES
from app.scoring.pipeline import build_pipeline
from app.scoring.training import FEWEST_OF_EACH, Trained, read_outcomes, refuse_useless

Leads = tuple[pd.DataFrame, Outcomes]
QUICK = Protocol(repeats=1, folds=3)


def test_the_model_beats_the_constant_where_there_is_a_signal(trained: Trained) -> None:
    metrics = trained.manifest.metrics
    assert set(metrics) == set(CANDIDATES)
    refuse_useless(metrics)
    assert metrics["model"]["auc"]["mean"] > 0.6
    for row in metrics.values():
        for name in MEASURES:
            assert row[name]["low"] <= row[name]["mean"] <= row[name]["high"]


def test_the_baselines_have_their_known_values(trained: Trained) -> None:
    base = trained.manifest.training.engaged / trained.manifest.training.leads
    constant, everyone = (trained.manifest.metrics[name] for name in ("constant", "everyone_engaged"))
    assert constant["brier"]["mean"] == pytest.approx(base * (1 - base), abs=5e-5)
    assert constant["auc"]["mean"] == 0.5
    assert constant["brier"]["sd"] == 0.0
    assert everyone["f1"]["mean"] == pytest.approx(2 * base / (1 + base), abs=5e-5)


def test_nothing_is_learned_from_coin_tosses_and_it_is_not_published(leads: Leads) -> None:
    table = leads[0]
    # Outcomes against the grain: where luck runs high among training leads it runs low among the rest.
    outcomes = np.random.default_rng(5).permutation(np.arange(len(table)) % 2)
    metrics = evaluate(build_pipeline(2026), table, outcomes, 2026, QUICK, resamples=10)
    assert 0.35 < metrics["model"]["auc"].mean < 0.62
    worse = {
        "model": {"brier": {"mean": metrics["model"]["brier"].mean}},
        "constant": {"brier": {"mean": metrics["constant"]["brier"].mean}},
    }
    with pytest.raises(ModelProblem, match="nothing was written"):
        refuse_useless(worse)


def test_training_twice_gives_the_same_predictions(leads: Leads) -> None:
    first, second = (build_pipeline(2026).fit(*leads) for _ in range(2))
    assert (first.predict_proba(leads[0]) == second.predict_proba(leads[0])).all()


def test_spread_by_hand() -> None:
    outcomes = np.array([1, 0, 1, 0] * 20)
    right, wrong = np.where(outcomes == 1, 0.8, 0.2), np.where(outcomes == 1, 0.2, 0.8)
    spread = measure(outcomes, np.array([right, wrong]), resamples=50)
    assert spread["brier"].mean == pytest.approx((0.04 + 0.64) / 2)
    assert spread["brier"].sd == pytest.approx(0.6 / np.sqrt(2), abs=1e-4)
    assert spread["auc"].mean == pytest.approx(0.5)
    # Every lead has the same mean squared error, so that drawing leads anew changes nothing.
    assert spread["brier"].low == pytest.approx(spread["brier"].high)
    noisy = measure(outcomes, np.random.default_rng(0).random((2, 80)), resamples=50)
    assert noisy["brier"].low < noisy["brier"].mean < noisy["brier"].high


def outcome_table(engaged: int, others: int) -> pd.DataFrame:
    return pd.DataFrame({"industry": "Law", "notes": "x", "replied": ["Yes"] * engaged + ["no"] * others})


def test_outcomes_in_words_and_blank_ones_left_out() -> None:
    table = pd.concat([outcome_table(30, 40), pd.DataFrame({"industry": ["Wine"], "replied": [None]})])
    features, outcomes = read_outcomes(table, "replied")
    assert outcomes.tolist() == [1] * 30 + [0] * 40
    assert list(features.columns) == ["industry"]
    assert len(features) == 70


@pytest.mark.parametrize(
    ("table", "kind", "says"),
    [
        (outcome_table(30, 30).drop(columns="replied"), BadChoice, "no column 'replied'"),
        (outcome_table(30, 30).drop(columns="industry"), BadChoice, "None of the columns"),
        (outcome_table(30, 30).replace("Yes", "perhaps"), ModelProblem, "'perhaps'"),
        (outcome_table(FEWEST_OF_EACH - 1, 400), ModelProblem, "24 of 424"),
        (outcome_table(0, 400), ModelProblem, "0 of 400"),
        (outcome_table(400, 0), ModelProblem, "400 of 400"),
        (outcome_table(30, 30).head(0), ModelProblem, "0 of 0"),
    ],
)
def test_what_cannot_be_trained_on_is_a_sentence(table: pd.DataFrame, kind: type[LeadsheetError], says: str) -> None:
    with pytest.raises(kind, match=says) as problem:
        read_outcomes(table, "replied")
    assert str(problem.value).endswith(".")
    assert "\n" not in str(problem.value)


def test_card_shows_the_manifests_numbers(trained: Trained) -> None:
    card = render_card(trained.manifest)
    assert set(HEADINGS) == set(MEASURES)
    for key, (heading, decimals) in HEADINGS.items():
        row = next(line for line in card.splitlines() if line.startswith(f"| {heading} |"))
        for name in CANDIDATES:
            assert f"{trained.manifest.metrics[name][key]['mean']:.{decimals}f}" in row
    assert "A reply to an invented message" in card
    assert "must not be used for" in card
    assert "$" not in card
    f1_good = {**trained.manifest.metrics["model"], "f1": dict.fromkeys(("mean", "sd", "low", "high"), 0.9)}
    good = replace(trained.manifest, metrics={**trained.manifest.metrics, "model": f1_good})
    assert "seldom pass 0.5" not in render_card(good)


def test_manifest_says_how_the_model_was_made(trained: Trained) -> None:
    manifest = trained.manifest
    assert manifest.fields == list(FIELD_NAMES)
    assert datetime.fromisoformat(manifest.created_at).tzinfo == UTC
    assert manifest.evaluation == {"repeats": 1, "folds": 5, "seed": 303, "resamples": 20}
    assert set(manifest.calibration) == {"slope", "intercept"}
    assert manifest.recipe["max_depth"] == 2
