"""Repeated stratified cross-validation: every prediction comes from a model that has not seen the lead."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.base import clone
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline

from app.leads.fields import FIELD_NAMES
from app.scoring.baselines import logistic_regression, starting_recipe
from app.scoring.features import Numbers, Outcomes
from app.scoring.metrics import MEASURES

# Shape (repeats, leads): for every repeat, every lead's probability by a model that was not trained on it.
HeldOut = npt.NDArray[np.float64]
View = Callable[[pd.DataFrame], pd.DataFrame]

RESAMPLES = 500


@dataclass(frozen=True)
class Spread:
    """A measure over the repeats, and what it could be for other leads.

    `mean` and `sd` over the repeats (each repeat's measure is taken over all its held-out predictions together);
    `low` to `high` the 95 % interval of that mean when the leads themselves are drawn anew: 1.96 standard errors either
    side, the error by bootstrap over leads (percentiles would not do: resampling inflates the calibration error).
    The sd says how much the division into folds matters; the interval, how little few leads can tell.
    """

    mean: float
    sd: float
    low: float
    high: float


@dataclass(frozen=True)
class Protocol:
    """How the held-out predictions are made."""

    repeats: int = 10
    folds: int = 5
    seed: int = 303


def as_given(table: pd.DataFrame) -> pd.DataFrame:
    """The leads as they are."""
    return table


def without_assessed(table: pd.DataFrame) -> pd.DataFrame:
    """The leads as an export from a network or CRM has them: no assessed fields."""
    return table.drop(columns=[name for name in FIELD_NAMES if name.startswith("llm_")], errors="ignore")


def held_out(
    pipeline: Pipeline, table: pd.DataFrame, outcomes: Outcomes, protocol: Protocol, views: Mapping[str, View]
) -> dict[str, HeldOut]:
    """Held-out probabilities of raw leads under each view; everything is fitted inside the training folds."""
    predictions = {name: np.empty((protocol.repeats, len(table))) for name in views}
    for repeat in range(protocol.repeats):
        division = StratifiedKFold(protocol.folds, shuffle=True, random_state=protocol.seed + repeat)
        for seen, unseen in division.split(table, outcomes):
            fitted = clone(pipeline).fit(table.iloc[seen], outcomes[seen])
            for name, view in views.items():
                predictions[name][repeat, unseen] = fitted.predict_proba(view(table.iloc[unseen]))[:, 1]
    return predictions


def measure(outcomes: Outcomes, predictions: HeldOut, resamples: int = RESAMPLES) -> dict[str, Spread]:
    """Every measure of held-out predictions, with its spread."""
    by_repeat = _measures(outcomes, predictions)
    rng = np.random.default_rng(0)
    drawn: list[Numbers] = []
    while len(drawn) < resamples:
        leads = rng.integers(len(outcomes), size=len(outcomes))
        if 0 < outcomes[leads].sum() < len(leads):
            drawn.append(_measures(outcomes[leads], predictions[:, leads]).mean(axis=0))
    reach = 1.96 * np.array(drawn).std(axis=0, ddof=1)
    mean, sd = by_repeat.mean(axis=0), by_repeat.std(axis=0, ddof=min(1, len(by_repeat) - 1))
    low, high = np.maximum(mean - reach, 0.0), mean + reach
    return {
        name: Spread(*(round(float(part[place]), 4) for part in (mean, sd, low, high)))
        for place, name in enumerate(MEASURES)
    }


def _measures(outcomes: Outcomes, predictions: HeldOut) -> Numbers:
    """Shape (repeats, measures). A baseline without chance gives the same row for every repeat: computed once."""
    if (predictions == predictions[0]).all():
        predictions = predictions[:1]
    return np.array([[each(outcomes, repeat) for each in MEASURES.values()] for repeat in predictions])


def evaluate(
    pipeline: Pipeline,
    table: pd.DataFrame,
    outcomes: Outcomes,
    latest_year: int,
    protocol: Protocol | None = None,
    resamples: int = RESAMPLES,
) -> dict[str, dict[str, Spread]]:
    """Measures of the model and of what it has to beat, by the same folds; keys as in CANDIDATES."""
    predictions = all_held_out(pipeline, table, outcomes, latest_year, protocol or Protocol())
    return {name: measure(outcomes, predictions[name], resamples) for name in CANDIDATES}


def all_held_out(
    pipeline: Pipeline, table: pd.DataFrame, outcomes: Outcomes, latest_year: int, protocol: Protocol
) -> dict[str, HeldOut]:
    """Held-out probabilities of the model and of what it has to beat; keys as in CANDIDATES.

    The constant and "everyone engaged" need no training; the constant is the base rate of all leads, which is more
    than a model of four fifths of them could know.
    """
    views = {"model": as_given, "model_without_assessed": without_assessed}
    predictions = held_out(pipeline, table, outcomes, protocol, views)
    predictions["constant"] = np.full((1, len(outcomes)), np.mean(outcomes))
    predictions["everyone_engaged"] = np.ones((1, len(outcomes)))
    for name, rival in {
        "logistic_regression": logistic_regression(latest_year),
        "starting_recipe": starting_recipe(latest_year),
    }.items():
        predictions |= held_out(rival, table, outcomes, protocol, {name: as_given})
    return predictions


def as_json(measures: Mapping[str, Mapping[str, Spread]]) -> dict[str, dict[str, dict[str, float]]]:
    """The measures as plain dictionaries."""
    return {name: {key: asdict(spread) for key, spread in row.items()} for name, row in measures.items()}


CANDIDATES: dict[str, str] = {
    "model": "this model",
    "model_without_assessed": "this model, leads without `llm_*` fields",
    "constant": "constant (the base rate)",
    "everyone_engaged": "everyone engaged",
    "logistic_regression": "logistic regression",
    "starting_recipe": "starting recipe (255 trees, weight 2.5)",
}
