"""Log-odds -> probability -> the score a person sees, its label and its confidence. Pure, and numpy at most.

The functions of one number stand beside those of many and agree with them to the last bit.
"""

import numpy as np
import numpy.typing as npt

from app.scoring.manifest import Thresholds

Numbers = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

ENGAGED, NOT_ENGAGED = "engaged", "not_engaged"
HIGH, MEDIUM, LOW = "high", "medium", "low"
DECIMALS = 4
_SCALE = 10.0**DECIMALS


def sigmoid(log_odds: Numbers) -> Numbers:
    """Log-odds -> probability, without overflow at either end."""
    small = np.exp(-np.abs(log_odds))
    return np.where(log_odds >= 0, 1.0, small) / (1.0 + small)


def sigmoid_of(log_odds: float) -> float:
    """`sigmoid` of one number. numpy's exponential: the C library's may differ from it in the last bit."""
    small = float(np.exp(-abs(log_odds)))
    return (1.0 if log_odds >= 0 else small) / (1.0 + small)


def rounded(probability: Numbers) -> Numbers:
    """The scores of probabilities: four decimals."""
    return np.round(probability, DECIMALS)


def rounded_one(probability: float) -> float:
    """`rounded` of one number, by numpy's rule: scaled, rounded half to even, scaled back."""
    return round(probability * _SCALE) / _SCALE


def labels(score: Numbers, thresholds: Thresholds) -> Texts:
    """`engaged` from the threshold, else `not_engaged`."""
    return np.where(score >= thresholds.engaged, ENGAGED, NOT_ENGAGED).astype(object)


def label_of(score: float, thresholds: Thresholds) -> str:
    """`labels` of one score."""
    return ENGAGED if score >= thresholds.engaged else NOT_ENGAGED


def confidences(score: Numbers, thresholds: Thresholds) -> Texts:
    """`high`, `medium` or `low` by score, each from its threshold."""
    return np.select([score >= thresholds.high, score >= thresholds.medium], [HIGH, MEDIUM], LOW).astype(object)


def confidence_of(score: float, thresholds: Thresholds) -> str:
    """`confidences` of one score."""
    return HIGH if score >= thresholds.high else MEDIUM if score >= thresholds.medium else LOW
