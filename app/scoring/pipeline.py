"""The pipeline that joblib stores: raw leads -> clean table -> calibrated probability of engagement."""

from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin, clone
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline
from xgboost import DMatrix, XGBClassifier

from app.leads.reading import read_leads
from app.scoring.blanking import COPIES, Copy, blank, copy_weights
from app.scoring.calibration import PlattScaling
from app.scoring.features import LeadFeatures, Matrix, Numbers, Outcomes
from app.scoring.verdict import sigmoid

# Shallow and slow: 303 leads bear little more than main effects and a few pairs. docs/model.md has how this was chosen.
TREES: dict[str, float | int | str] = {
    "n_estimators": 150,
    "max_depth": 2,
    "learning_rate": 0.03,
    "min_child_weight": 3,
    "colsample_bytree": 0.3,
    "reg_lambda": 10,
    "tree_method": "exact",
    "n_jobs": 1,
}


class ReadLeads(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Raw cells -> the clean table of the 19 fields, cell by cell: nothing is learned from the table."""

    def __init__(self, latest_year: int) -> None:
        self.latest_year = latest_year

    def fit(self, table: pd.DataFrame, outcomes: Outcomes | None = None) -> Self:
        """Nothing to learn."""
        return self

    def transform(self, table: pd.DataFrame) -> pd.DataFrame:
        """The clean table, as `read_leads` gives it."""
        return read_leads(table, self.latest_year)[0]

    def __sklearn_is_fitted__(self) -> bool:
        return True


class EngagementClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Features, gradient-boosted trees and calibration in one estimator, from a clean table of leads.

    They are one because training is one: each copy of the training leads has its own cross-fitted features and its
    own blanks, and the calibration needs margins of leads that neither the trees nor the features have seen.

    After `fit`: `features_`, `trees_`, `platt_`, `classes_`.
    """

    def __init__(
        self,
        features: LeadFeatures | None = None,
        trees: XGBClassifier | None = None,
        platt: PlattScaling | None = None,
        copies: tuple[Copy, ...] = COPIES,
        folds: int = 5,
        seed: int = 0,
    ) -> None:
        self.features = features
        self.trees = trees
        self.platt = platt
        self.copies = copies
        self.folds = folds
        self.seed = seed

    def fit(self, table: pd.DataFrame, outcomes: Outcomes) -> Self:
        """Train on a clean table and its outcomes (0 or 1). `platt=None` leaves the margins as they are."""
        outcomes = np.asarray(outcomes, dtype=np.int64)
        self.classes_ = np.array([0, 1])
        self.platt_ = PlattScaling()
        self.platt_.slope_, self.platt_.intercept_ = 1.0, 0.0
        if self.platt is not None:
            self.platt_ = clone(self.platt).fit(self._held_out_margins(table, outcomes), outcomes)
        self._fit_trees(table, outcomes)
        return self

    def _fit_trees(self, table: pd.DataFrame, outcomes: Outcomes) -> None:
        features = LeadFeatures() if self.features is None else self.features
        self.features_ = clone(features).fit(table, outcomes)
        seeds = [1000 * self.seed + place for place in range(len(self.copies))]
        cross_fitted = self.features_.cross_fit(table, outcomes, seeds)
        matrices = [
            blank(matrix, copy, np.random.default_rng(seed))
            for matrix, copy, seed in zip(cross_fitted, self.copies, seeds, strict=True)
        ]
        trees = XGBClassifier(**TREES) if self.trees is None else self.trees
        self.trees_ = clone(trees).set_params(random_state=self.seed)
        weights = copy_weights(len(table), self.copies)
        self.trees_.fit(np.vstack(matrices), np.tile(outcomes, len(matrices)), sample_weight=weights)

    def _held_out_margins(self, table: pd.DataFrame, outcomes: Outcomes) -> Numbers:
        """Every lead's margin from a model that has seen neither its outcome nor its features."""
        margins = np.empty(len(table))
        division = StratifiedKFold(self.folds, shuffle=True, random_state=self.seed)
        for seen, held_out in division.split(margins, outcomes):
            inner = clone(self).set_params(platt=None).fit(table.iloc[seen], outcomes[seen])
            margins[held_out] = inner.margins(inner.features_.transform(table.iloc[held_out]))
        return margins

    def margins(self, matrix: Matrix) -> Numbers:
        """The trees' log-odds of every row of a matrix, before calibration."""
        if not len(matrix):
            return np.empty(0)
        return np.asarray(self.trees_.get_booster().inplace_predict(matrix, predict_type="margin"), dtype=np.float64)

    def log_odds(self, matrix: Matrix) -> Numbers:
        """The calibrated log-odds of every row of a matrix."""
        return np.asarray(self.platt_.log_odds(self.margins(matrix)), dtype=np.float64)

    def contributions(self, matrix: Matrix) -> Numbers:
        """What each column adds to a row's calibrated log-odds: shape (leads, columns), in log-odds.

        XGBoost's own contributions (exact SHAP values of the trees, Lundberg et al. 2020) times the slope.
        """
        if not len(matrix):
            return np.empty((0, matrix.shape[1]))
        raw = self.trees_.get_booster().predict(DMatrix(matrix), pred_contribs=True)
        return np.asarray(raw[:, :-1], dtype=np.float64) * self.platt_.slope_

    def predict_proba(self, table: pd.DataFrame) -> Numbers:
        """Probabilities of no engagement and of engagement: shape (leads, 2)."""
        probability = sigmoid(self.log_odds(self.features_.transform(table)))
        return np.column_stack([1 - probability, probability])

    def predict(self, table: pd.DataFrame) -> npt.NDArray[np.int64]:
        """1 from a probability of 0.5."""
        return np.asarray(self.predict_proba(table)[:, 1] >= 0.5, dtype=np.int64)


def build_pipeline(latest_year: int, seed: int = 0) -> Pipeline:
    """The recipe, not yet fitted. `latest_year` is the latest founding year that is believed."""
    classifier = EngagementClassifier(LeadFeatures(), XGBClassifier(**TREES), PlattScaling(), seed=seed)
    return Pipeline([("read", ReadLeads(latest_year)), ("engagement", classifier)])
