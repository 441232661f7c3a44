"""What the model has to beat: the models one would try first, on the same features and folds."""

from typing import Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from xgboost import XGBClassifier

from app.scoring.features import LeadFeatures, Numbers, Outcomes
from app.scoring.pipeline import ReadLeads


class OnLeadFeatures(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Any classifier on the cross-fitted features of a clean table."""

    def __init__(self, classifier: BaseEstimator) -> None:
        self.classifier = classifier

    def fit(self, table: pd.DataFrame, outcomes: Outcomes) -> Self:
        """Train on a clean table and its outcomes."""
        self.classes_ = np.array([0, 1])
        self.features_ = LeadFeatures()
        matrix = self.features_.fit_transform(table, outcomes)
        self.classifier_ = clone(self.classifier).fit(matrix, outcomes)
        return self

    def predict_proba(self, table: pd.DataFrame) -> Numbers:
        """Probabilities, shape (leads, 2)."""
        return np.asarray(self.classifier_.predict_proba(self.features_.transform(table)), dtype=np.float64)


def logistic_regression(latest_year: int) -> Pipeline:
    """Medians for blanks and a flag beside them, standardised, scikit-learn's default ridge penalty."""
    classifier = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True, keep_empty_features=True),
        StandardScaler(),
        LogisticRegression(max_iter=1000),
    )
    return Pipeline([("read", ReadLeads(latest_year)), ("engagement", OnLeadFeatures(classifier))])


def starting_recipe(latest_year: int) -> Pipeline:
    """The recipe the project began with: 255 trees, positives weighted 2.5, XGBoost's defaults for the rest."""
    classifier = XGBClassifier(n_estimators=255, scale_pos_weight=2.5, random_state=0, n_jobs=1)
    return Pipeline([("read", ReadLeads(latest_year)), ("engagement", OnLeadFeatures(classifier))])
