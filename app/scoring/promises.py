"""Held-out scores and what became of the leads -> how well scores keep what they promise (reference.Kept)."""

import math

import numpy as np

from app.scoring.evaluation import HeldOut
from app.scoring.features import Outcomes
from app.scoring.reference import Band, Kept

BANDS = 8  # of as many held-out scores each
PARTS = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)  # of the list, best first
_NORMAL_95 = 1.959964


def kept(outcomes: Outcomes, predictions: HeldOut) -> Kept:
    """From outcomes of shape (leads,) and held-out probabilities of shape (repeats, leads)."""
    return Kept(_bands(outcomes, predictions), tuple((part, _lift(outcomes, predictions, part)) for part in PARTS))


def wilson(share: float, leads: float) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927): it stays within 0 and 1, and holds for few leads."""
    if leads <= 0:
        return 0.0, 1.0
    square = _NORMAL_95**2 / leads
    middle = (share + square / 2) / (1 + square)
    half = _NORMAL_95 * math.sqrt(share * (1 - share) / leads + square / (4 * leads)) / (1 + square)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def _bands(outcomes: Outcomes, predictions: HeldOut) -> tuple[Band, ...]:
    repeats, leads = predictions.shape
    scores, engaged = predictions.ravel(), np.tile(np.asarray(outcomes, dtype=np.float64), repeats)
    order = np.argsort(scores, kind="stable")
    found = []
    for some in np.array_split(order, min(BANDS, leads)):
        share, each = float(engaged[some].mean()), len(some) / repeats
        low, high = wilson(share, each)
        found.append(
            Band(round(each, 1), round(float(scores[some].mean()), 4), round(share, 4), round(low, 4), round(high, 4))
        )
    return tuple(found)


def _lift(outcomes: Outcomes, predictions: HeldOut, part: float) -> float:
    """Averaged over the repeats; at least one lead."""
    engaged = np.asarray(outcomes, dtype=np.float64)
    most = max(1, round(part * len(engaged)))
    best = np.argsort(-predictions, axis=1, kind="stable")[:, :most]
    return round(float(engaged[best].mean() / engaged.mean()), 4)
