import numpy as np
import pytest

from app.scoring.calibration import PlattScaling
from app.scoring.features import Numbers, Outcomes
from app.scoring.verdict import sigmoid


def outcomes_of(log_odds: Numbers, seed: int) -> Outcomes:
    return (np.random.default_rng(seed).random(len(log_odds)) < sigmoid(log_odds)).astype(np.int64)


def test_many_leads_overrule_the_prior() -> None:
    margins = np.random.default_rng(0).normal(size=40_000)
    fitted = PlattScaling().fit(margins, outcomes_of(0.5 * margins - 0.8, 1))
    assert fitted.slope_ == pytest.approx(0.5, abs=0.05)
    assert fitted.intercept_ == pytest.approx(-0.8, abs=0.05)


def test_few_leads_stay_near_the_margins() -> None:
    margins = np.random.default_rng(0).normal(scale=0.5, size=60)
    outcomes = outcomes_of(0.2 * margins, 1)
    fitted, free = PlattScaling().fit(margins, outcomes), PlattScaling(prior_sd=100).fit(margins, outcomes)
    assert abs(fitted.slope_ - 1) < 0.1 < abs(free.slope_ - 1)


def test_never_turns_the_ranking_round() -> None:
    margins = np.random.default_rng(0).normal(size=5_000)
    assert PlattScaling(prior_sd=100).fit(margins, outcomes_of(-3 * margins, 1)).slope_ == 0.0


def test_affine_in_the_margin() -> None:
    margins = np.array([-2.0, 0.0, 1.0])
    fitted = PlattScaling().fit(margins, np.array([0, 1, 1]))
    assert fitted.log_odds(margins) == pytest.approx(fitted.slope_ * margins + fitted.intercept_)


def test_sigmoid_at_the_ends() -> None:
    assert sigmoid(np.array([-1e4, 0.0, 1e4])) == pytest.approx([0.0, 0.5, 1.0])
    assert sigmoid(np.array([1.3])) == pytest.approx(1 / (1 + np.exp(-1.3)))
