"""A loaded pipeline -> score, label, confidence and reasons for a table of leads (one lead is a table of one row)."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from sklearn.pipeline import Pipeline

from app.leads.reading import read_leads
from app.scoring.columns import COLUMN_FIELDS
from app.scoring.compiled_trees import CompiledTrees
from app.scoring.facts import Facts, facts_of
from app.scoring.features import Matrix, Numbers
from app.scoring.manifest import Manifest
from app.scoring.pipeline import EngagementClassifier
from app.scoring.reasons import Reasons, explain
from app.scoring.verdict import confidences, labels, rounded, sigmoid

Texts = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Contributions:
    """What makes up the log-odds of every lead; `by_field.sum(axis=1) + base == log_odds`.

    `by_field` (leads, fields) in FIELD_NAMES order; `base` (leads,) what a lead has before any field is looked at. It
    is one number but for the rounding of XGBoost's 32-bit sums, under 1e-5, which it takes up.
    """

    by_field: Numbers
    base: Numbers


@dataclass(frozen=True)
class Scores:
    """The scores of a table, one entry a lead in the table's order.

    `score` is the probability rounded to 4 places; `label` and `confidence` are decided on it, so that they agree with
    the number a person sees. `refused` counts each field's cells that were out of range or not understood. `empty`
    marks leads without any field. `contributions`, `reasons` and `facts` are None unless asked for.
    """

    score: Numbers
    probability: Numbers
    log_odds: Numbers
    label: Texts
    confidence: Texts
    refused: dict[str, int]
    empty: Flags
    contributions: Contributions | None
    reasons: Reasons | None
    facts: Facts | None = None


class Scorer:
    """Scores leads with a verified pipeline and its manifest (see `artefact.load`).

    `classifier` holds all that was learned: the categories' means, the trees, and the calibration. With the compiled
    `trees` reasons are found in a sixth of the time, the very ones that the web service gives.
    """

    def __init__(self, pipeline: Pipeline, manifest: Manifest, trees: CompiledTrees | None = None) -> None:
        self.manifest = manifest
        self._trees = trees
        self.classifier: EngagementClassifier = pipeline.named_steps["engagement"]

    @property
    def version(self) -> str:
        """The model's version, as written beside each score."""
        return self.manifest.version

    def score(
        self,
        table: pd.DataFrame,
        latest_year: int,
        reasons: bool = True,
        unspoken: Collection[str] = (),
        facts: bool = False,
    ) -> Scores:
        """Score raw leads: any subset of the 19 columns, cells of any kind.

        `latest_year` is the latest founding year that is believed, as a rule the current year. A lead's score does
        not depend on the other rows. `unspoken` are fields to leave out of the reasons, though not of the score.
        `facts` are what a log may keep of the leads.
        """
        clean, refused = read_leads(table, latest_year)
        matrix = self.classifier.features_.transform(clean)
        log_odds = self.classifier.log_odds(matrix)
        probability = sigmoid(log_odds)
        score = rounded(probability)
        empty = np.asarray(clean.isna().all(axis=1), dtype=bool)
        contributions = self._contributions(matrix, log_odds) if reasons else None
        return Scores(
            score=score,
            probability=probability,
            log_odds=log_odds,
            label=labels(score, self.manifest.thresholds),
            confidence=confidences(score, self.manifest.thresholds),
            refused=refused,
            empty=empty,
            contributions=contributions,
            reasons=explain(clean, contributions.by_field, empty, unspoken) if contributions else None,
            facts=facts_of(clean) if facts else None,
        )

    def _contributions(self, matrix: Matrix, log_odds: Numbers) -> Contributions:
        # One column a field, in the fields' order: columns.py makes them so, and a test holds it there.
        assert len(COLUMN_FIELDS) == matrix.shape[1]
        if self._trees is None:
            by_field = self.classifier.contributions(matrix)
        else:
            by_field = self._trees.contributions(self._trees.leads_of(matrix)) * self.classifier.platt_.slope_
        return Contributions(by_field, log_odds - by_field.sum(axis=1))
