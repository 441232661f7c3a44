"""Platt scaling that starts from "leave it as it is"."""

from typing import Self

import numpy as np
from sklearn.base import BaseEstimator

from app.scoring.features import Numbers, Outcomes
from app.scoring.verdict import sigmoid


class PlattScaling(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Log-odds = slope * margin + intercept (Platt 1999), affine so that contributions to the margin stay additive.

    Slope and intercept maximise the likelihood of held-out margins times a normal prior around slope 1 and
    intercept 0 with standard deviation `prior_sd`. On few hundred leads the likelihood alone knows the slope to about
    a quarter; the prior keeps an estimate that poor from doing more harm than the miscalibration it mends. On
    thousands of leads the prior no longer matters. A negative slope would turn the ranking round: it stops at 0.
    """

    def __init__(self, prior_sd: float = 0.1) -> None:
        self.prior_sd = prior_sd

    def fit(self, margins: Numbers, outcomes: Outcomes) -> Self:
        """Fit to margins that the model gave leads it was not trained on, and their outcomes. Newton's method."""
        design = np.column_stack([margins, np.ones_like(margins)])
        centre = np.array([1.0, 0.0])
        precision = 1.0 / self.prior_sd**2
        line = centre.copy()
        for _ in range(50):
            probability = sigmoid(design @ line)
            gradient = design.T @ (probability - outcomes) + precision * (line - centre)
            curvature = (design.T * (probability * (1 - probability))) @ design + precision * np.eye(2)
            step = np.linalg.solve(curvature, gradient)
            line = line - step
            if np.abs(step).max() < 1e-12:
                break
        self.slope_, self.intercept_ = max(float(line[0]), 0.0), float(line[1])
        return self

    def log_odds(self, margins: Numbers) -> Numbers:
        """The calibrated log-odds of margins."""
        return self.slope_ * margins + self.intercept_
