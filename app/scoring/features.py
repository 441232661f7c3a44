"""scikit-learn transformer: clean table of leads -> float32 matrix, one column a field, NaN for a missing value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.model_selection import StratifiedKFold

from app.scoring.columns import COLUMNS, Column

Matrix = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Outcomes = npt.NDArray[np.int64]
Codes = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Keyed:
    """A column's keys: `codes` (one a lead, -1 for missing) into the distinct `keys`."""

    codes: Codes
    keys: list[str]


class LeadFeatures(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Numbers as they are, ranks, log counts, and smoothed mean outcomes of categories.

    The mean outcome of a category seen n times among the training leads is (sum + s * base) / (n + s), with the base
    rate as prior and smoothing s (Micci-Barreca 2001, SIGKDD Explorations 3:1, eq. 3, with s for its m). A category
    seen fewer than `min_count` times is not kept at all, neither its mean nor its name: it is read as the base rate,
    as a category never seen is. So no value that fewer than `min_count` people share is stored in the model.

    After `fit`: `base_rate_`, and `means_`, for each such column its categories' means.
    """

    def __init__(self, smoothing: float = 20.0, min_count: int = 3, folds: int = 5) -> None:
        self.smoothing = smoothing
        self.min_count = min_count
        self.folds = folds

    def fit(self, table: pd.DataFrame, outcomes: Outcomes) -> Self:
        """Learn the categories' means from all leads of a clean table and their outcomes (0 or 1)."""
        outcomes = np.asarray(outcomes, dtype=np.int64)
        self.base_rate_ = float(np.mean(outcomes))
        self.means_: dict[str, dict[str, float]] = {}
        for column in COLUMNS:
            if column.key is not None:
                keyed = key_column(column, table[column.field])
                means = self._means(keyed, outcomes)
                kept = np.flatnonzero(~np.isnan(means))
                self.means_[column.name] = {keyed.keys[code]: float(means[code]) for code in kept}
        return self

    def transform(self, table: pd.DataFrame) -> Matrix:
        """The matrix (leads, columns) of a clean table. A row depends on nothing but its own lead."""
        matrix = np.empty((len(table), len(COLUMNS)), dtype=np.float32)
        for place, column in enumerate(COLUMNS):
            if column.key is None:
                matrix[:, place] = measure_column(column, table[column.field])
            else:
                keyed = key_column(column, table[column.field])
                means = self.means_[column.name]
                by_code = np.array([*(means.get(key, self.base_rate_) for key in keyed.keys), np.nan])
                matrix[:, place] = by_code[keyed.codes]
        return matrix

    def fit_transform(self, table: pd.DataFrame, outcomes: Outcomes) -> Matrix:
        """Fit, and give the cross-fitted matrix of these same leads: the first of `cross_fit`."""
        self.fit(table, outcomes)
        return self.cross_fit(table, outcomes, [0])[0]

    def cross_fit(self, table: pd.DataFrame, outcomes: Outcomes, seeds: list[int]) -> list[Matrix]:
        """The matrices to train on, one for each seed's division into folds.

        A lead's means come from the other folds only, so that its own outcome is not in its features.
        """
        outcomes = np.asarray(outcomes, dtype=np.int64)
        keyed = {column.name: key_column(column, table[column.field]) for column in COLUMNS if column.key is not None}
        plain = np.empty((len(table), len(COLUMNS)), dtype=np.float32)
        for place, column in enumerate(COLUMNS):
            if column.key is None:
                plain[:, place] = measure_column(column, table[column.field])
        matrices = []
        for seed in seeds:
            matrix = plain.copy()
            division = StratifiedKFold(self.folds, shuffle=True, random_state=seed).split(plain, outcomes)
            for others, held_out in division:
                self._fill_means(matrix, keyed, outcomes, others, held_out)
            matrices.append(matrix)
        return matrices

    def _fill_means(
        self, matrix: Matrix, keyed: Mapping[str, Keyed], outcomes: Outcomes, others: Codes, held_out: Codes
    ) -> None:
        base_rate = float(np.mean(outcomes[others]))
        for place, column in enumerate(COLUMNS):
            if column.key is not None:
                codes, keys = keyed[column.name].codes, keyed[column.name].keys
                means = self._means(Keyed(codes[others], keys), outcomes[others])
                by_code = np.append(np.where(np.isnan(means), base_rate, means), np.nan)
                matrix[held_out, place] = by_code[codes[held_out]]

    def _means(self, keyed: Keyed, outcomes: Outcomes) -> Numbers:
        """The smoothed mean outcome of every key, NaN where it is seen fewer than `min_count` times."""
        known = keyed.codes >= 0
        counts = np.bincount(keyed.codes[known], minlength=len(keyed.keys))
        sums = np.bincount(keyed.codes[known], weights=outcomes[known], minlength=len(keyed.keys))
        base_rate = float(np.mean(outcomes))
        means = (sums + self.smoothing * base_rate) / (counts + self.smoothing)
        return np.where(counts >= self.min_count, means, np.nan)

    def get_feature_names_out(self, input_features: object = None) -> npt.NDArray[np.object_]:
        """The columns' names, in the matrix's order."""
        return np.array([column.name for column in COLUMNS], dtype=object)


def key_column(column: Column, values: pd.Series) -> Keyed:
    """The keys of a clean categorical column; two values of one key share a code."""
    assert column.key is not None
    keys: dict[str, int] = {}
    codes = [keys.setdefault(column.key(value), len(keys)) for value in values.cat.categories]
    return Keyed(np.array([*codes, -1], dtype=np.intp)[values.cat.codes.to_numpy()], list(keys))


def measure_column(column: Column, values: pd.Series) -> Numbers:
    """A clean column as numbers: itself, or the column's measure of each distinct value."""
    if column.measure is None:
        return values.to_numpy(dtype=np.float64)
    by_code = np.array([*map(column.measure, values.cat.categories), np.nan], dtype=np.float64)
    return np.asarray(by_code[values.cat.codes.to_numpy()], dtype=np.float64)
