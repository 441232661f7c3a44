"""Measures of predicted probabilities against outcomes. Ties are handled so that a constant gives its known values."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from app.scoring.features import Numbers, Outcomes

Measure = Callable[[Outcomes, Numbers], float]


def auc(outcomes: Outcomes, probability: Numbers) -> float:
    """Chance that an engaged lead scores above one who is not; ties count half (Mann-Whitney U / (n1 * n0))."""
    _, places, counts = np.unique(probability, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    engaged = outcomes == 1
    positive, negative = int(engaged.sum()), int((~engaged).sum())
    return float((ranks[engaged].sum() - positive * (positive + 1) / 2) / (positive * negative))


def average_precision(outcomes: Outcomes, probability: Numbers) -> float:
    """Mean of precision over the engaged leads from the best score down, tied leads taken together."""
    taken, found = _best_first(outcomes, probability)
    return float(np.sum(np.diff(found, prepend=0.0) * found / taken) / found[-1])


def brier(outcomes: Outcomes, probability: Numbers) -> float:
    """Mean squared difference between probability and outcome (Brier 1950, for one class)."""
    return float(np.mean((probability - outcomes) ** 2))


def log_loss(outcomes: Outcomes, probability: Numbers) -> float:
    """Mean negative log-likelihood, in nats; probabilities are kept 1e-15 away from 0 and 1."""
    kept = np.clip(probability, 1e-15, 1 - 1e-15)
    return float(-np.mean(np.where(outcomes == 1, np.log(kept), np.log1p(-kept))))


def f1(outcomes: Outcomes, probability: Numbers) -> float:
    """F1 of calling every lead from 0.5 engaged; 0 when nobody is."""
    called = probability >= 0.5
    hits = float(outcomes[called].sum())
    return 2 * hits / (float(called.sum()) + float(outcomes.sum()))


def precision_at(share: float) -> Measure:
    """Share engaged among the best `share` of the leads (rounded up); tied leads in random order, on average."""

    def precision(outcomes: Outcomes, probability: Numbers) -> float:
        wanted = np.ceil(share * len(outcomes))
        taken, found = _best_first(outcomes, probability)
        return float(np.interp(wanted, np.append(0.0, taken), np.append(0.0, found)) / wanted)

    return precision


def lift_at(share: float) -> Measure:
    """Precision among the best `share`, as a multiple of the share engaged among all."""
    precision = precision_at(share)
    return lambda outcomes, probability: precision(outcomes, probability) / float(np.mean(outcomes))


def calibration_error(outcomes: Outcomes, probability: Numbers) -> float:
    """Expected calibration error: over ten equally wide bins of probability, |mean outcome - mean probability|,
    weighted by the leads in the bin (Guo et al. 2017, eq. 3).
    """
    bins = np.minimum((probability * 10).astype(np.intp), 9)
    return float(np.abs(np.bincount(bins, weights=outcomes - probability, minlength=10)).sum() / len(outcomes))


def _best_first(outcomes: Outcomes, probability: Numbers) -> tuple[Numbers, Numbers]:
    """For each distinct probability from the highest down: how many leads are taken, and how many engaged."""
    _, places = np.unique(-probability, return_inverse=True)
    taken: npt.NDArray[np.float64] = np.cumsum(np.bincount(places)).astype(np.float64)
    return taken, np.cumsum(np.bincount(places, weights=outcomes))


MEASURES: dict[str, Measure] = {
    "auc": auc,
    "average_precision": average_precision,
    "brier": brier,
    "log_loss": log_loss,
    "f1": f1,
    "precision_at_10": precision_at(0.10),
    "precision_at_20": precision_at(0.20),
    "lift_at_10": lift_at(0.10),
    "lift_at_20": lift_at(0.20),
    "calibration_error": calibration_error,
}
