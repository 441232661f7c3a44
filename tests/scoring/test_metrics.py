import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score, roc_auc_score
from sklearn.metrics import log_loss as reference_log_loss

from app.scoring import metrics
from app.scoring.metrics import MEASURES

OUTCOMES = np.array([1, 0, 1, 0, 0])
PROBABILITY = np.array([0.9, 0.8, 0.6, 0.4, 0.1])


def test_examples_done_by_hand() -> None:
    # Of the six pairs (engaged, not) only 0.6 < 0.8 is the wrong way round.
    assert metrics.auc(OUTCOMES, PROBABILITY) == pytest.approx(5 / 6)
    # The engaged leads stand first and third: precision 1/1 and 2/3.
    assert metrics.average_precision(OUTCOMES, PROBABILITY) == pytest.approx((1 + 2 / 3) / 2)
    assert metrics.brier(OUTCOMES, PROBABILITY) == pytest.approx((0.01 + 0.64 + 0.16 + 0.16 + 0.01) / 5)
    assert metrics.log_loss(OUTCOMES, PROBABILITY) == pytest.approx(-np.log(0.9 * 0.2 * 0.6 * 0.6 * 0.9) / 5)
    # Three are called engaged, two of them are, and there are two: 2 * 2 / (3 + 2).
    assert metrics.f1(OUTCOMES, PROBABILITY) == pytest.approx(4 / 5)
    assert metrics.precision_at(0.2)(OUTCOMES, PROBABILITY) == pytest.approx(1.0)
    assert metrics.precision_at(0.4)(OUTCOMES, PROBABILITY) == pytest.approx(0.5)
    assert metrics.lift_at(0.4)(OUTCOMES, PROBABILITY) == pytest.approx(0.5 / 0.4)


def test_calibration_error_by_hand() -> None:
    outcomes = np.array([1, 0, 1, 1])
    probability = np.array([0.11, 0.15, 0.75, 0.79])
    # Bin 0.1-0.2: mean outcome 0.5, mean probability 0.13. Bin 0.7-0.8: 1 and 0.77. Two leads each.
    assert metrics.calibration_error(outcomes, probability) == pytest.approx(0.5 * 0.37 + 0.5 * 0.23)
    assert metrics.calibration_error(np.array([1]), np.array([1.0])) == pytest.approx(0.0)


def test_tied_leads_are_taken_in_random_order_on_average() -> None:
    outcomes = np.array([1, 0, 0, 0])
    assert metrics.precision_at(0.25)(outcomes, np.array([0.5, 0.5, 0.1, 0.1])) == pytest.approx(0.5)


@given(st.lists(st.integers(0, 1), min_size=2, max_size=60).filter(lambda outcomes: 0 < sum(outcomes) < len(outcomes)))
def test_the_constant_has_its_known_values(drawn: list[int]) -> None:
    outcomes = np.array(drawn)
    base = outcomes.mean()
    constant = np.full(len(outcomes), base)
    assert metrics.brier(outcomes, constant) == pytest.approx(base * (1 - base))
    assert metrics.auc(outcomes, constant) == pytest.approx(0.5)
    assert metrics.average_precision(outcomes, constant) == pytest.approx(base)
    assert metrics.precision_at(0.1)(outcomes, constant) == pytest.approx(base)
    assert metrics.lift_at(0.2)(outcomes, constant) == pytest.approx(1.0)
    assert metrics.calibration_error(outcomes, constant) == pytest.approx(0.0)
    everyone = np.ones(len(outcomes))
    assert metrics.f1(outcomes, everyone) == pytest.approx(2 * base / (1 + base))


def test_the_constants_of_the_303_contacts() -> None:
    outcomes = np.repeat([1, 0], [121, 182])
    assert metrics.brier(outcomes, np.full(303, 121 / 303)) == pytest.approx(0.240, abs=5e-4)
    assert metrics.f1(outcomes, np.ones(303)) == pytest.approx(0.571, abs=5e-4)


@given(st.data())
def test_agrees_with_scikit_learn(data: st.DataObject) -> None:
    count = data.draw(st.integers(4, 40))
    outcomes = np.array([1, 0, *data.draw(st.lists(st.integers(0, 1), min_size=count, max_size=count))])
    tenths = data.draw(st.lists(st.integers(0, 10), min_size=count + 2, max_size=count + 2))
    probability = np.array(tenths) / 10  # many ties
    assert metrics.auc(outcomes, probability) == pytest.approx(roc_auc_score(outcomes, probability))
    assert metrics.average_precision(outcomes, probability) == pytest.approx(
        average_precision_score(outcomes, probability)
    )
    assert metrics.brier(outcomes, probability) == pytest.approx(brier_score_loss(outcomes, probability))
    assert metrics.f1(outcomes, probability) == pytest.approx(f1_score(outcomes, probability >= 0.5))
    inside = np.clip(probability, 0.01, 0.99)
    assert metrics.log_loss(outcomes, inside) == pytest.approx(reference_log_loss(outcomes, inside))


def test_every_measure_the_issue_asks_for_is_there() -> None:
    assert set(MEASURES) == {
        *("auc", "average_precision", "brier", "log_loss", "f1", "precision_at_10", "precision_at_20"),
        *("lift_at_10", "lift_at_20", "calibration_error"),
    }
