"""From a table of leads with outcomes to a model worth publishing, or a sentence saying why there is none."""

from dataclasses import asdict, dataclass
from datetime import datetime

import numpy as np
import pandas as pd
from sklearn.pipeline import Pipeline

from app.errors import BadChoice, ModelProblem
from app.leads.fields import FIELD_NAMES
from app.scoring.artefact import library_versions
from app.scoring.columns import COLUMNS
from app.scoring.evaluation import CANDIDATES, RESAMPLES, Protocol, all_held_out, as_json, measure
from app.scoring.features import Outcomes
from app.scoring.manifest import Manifest, Thresholds, Training
from app.scoring.pipeline import TREES, EngagementClassifier, build_pipeline
from app.scoring.reference import Reference
from app.scoring.referencing import make_reference

# Of either outcome. With fewer, five folds within five folds hold too few of it to learn or measure anything.
FEWEST_OF_EACH = 25

_YES = frozenset({"1", "1.0", "true", "yes", "oui", "ja", "si", "sí", "y"})
_NO = frozenset({"0", "0.0", "false", "no", "non", "nein", "n"})


@dataclass(frozen=True)
class Origin:
    """What the training table cannot say of itself: what its outcome is, and whose leads they are."""

    event: str
    about: str


@dataclass(frozen=True)
class Trained:
    """A fitted pipeline, what is to be written about it (its manifest, as yet without version hash and files), and
    what its training leads looked like.
    """

    pipeline: Pipeline
    manifest: Manifest
    reference: Reference


def read_outcomes(table: pd.DataFrame, column: str) -> tuple[pd.DataFrame, Outcomes]:
    """The leads whose outcome is known, and their outcomes as 0 or 1.

    Raises BadChoice if there is no such column or no column of the 19 fields, ModelProblem for an outcome that is
    neither yes nor no, and for too few leads of either outcome.
    """
    if column not in table.columns:
        raise BadChoice(
            f"There is no column {column!r} with the outcomes (found: {', '.join(map(str, table.columns[:8]))}...); "
            f"name yours with --outcome."
        )
    if not set(FIELD_NAMES) & set(table.columns):
        raise BadChoice(f"None of the columns is a field of a lead; rename them to, for example, {FIELD_NAMES[-1]}.")
    words = table[column].map(lambda cell: "" if pd.isna(cell) else str(cell).strip().casefold())
    strange = sorted(set(words) - _YES - _NO - {""})
    if strange:
        raise ModelProblem(f"The outcome column {column!r} holds {strange[0]!r}; it must hold 1 or 0 (or be blank).")
    known = (words != "").to_numpy()
    outcomes: Outcomes = words[known].isin(_YES).to_numpy().astype(np.int64)
    fewest = min(int(outcomes.sum()), int(len(outcomes) - outcomes.sum()))
    if fewest < FEWEST_OF_EACH:
        raise ModelProblem(
            f"{int(outcomes.sum())} of {len(outcomes)} leads with an outcome engaged; a model needs at least "
            f"{FEWEST_OF_EACH} leads who did and {FEWEST_OF_EACH} who did not, so collect more outcomes first."
        )
    return table.loc[known, [name for name in FIELD_NAMES if name in table.columns]], outcomes


def train(
    table: pd.DataFrame,
    outcomes: Outcomes,
    origin: Origin,
    created_at: datetime,
    protocol: Protocol | None = None,
    resamples: int = RESAMPLES,
) -> Trained:
    """Measure the recipe by cross-validation, then fit it to all leads. The same input gives the same model."""
    protocol = protocol or Protocol()
    year = created_at.year
    predictions = all_held_out(build_pipeline(year), table, outcomes, year, protocol)
    metrics = {name: measure(outcomes, predictions[name], resamples) for name in CANDIDATES}
    pipeline = build_pipeline(year).fit(table, outcomes)
    classifier: EngagementClassifier = pipeline.named_steps["engagement"]
    manifest = Manifest(
        version=f"{created_at:%Y.%m.%d}",
        created_at=created_at.isoformat(timespec="seconds"),
        event=origin.event,
        about=origin.about,
        libraries=library_versions(),
        fields=list(FIELD_NAMES),
        features=[{"name": column.name, "field": column.field} for column in COLUMNS],
        training=Training(len(outcomes), int(outcomes.sum()), round(float(outcomes.mean()), 4), year),
        thresholds=Thresholds(),
        recipe={
            **TREES,
            "smoothing": classifier.features_.smoothing,
            "min_count": classifier.features_.min_count,
            "copies": len(classifier.copies),
        },
        calibration={"slope": classifier.platt_.slope_, "intercept": classifier.platt_.intercept_},
        evaluation={**asdict(protocol), "resamples": resamples},
        metrics=as_json(metrics),
    )
    return Trained(pipeline, manifest, make_reference(pipeline, table, year, predictions, outcomes))


def refuse_useless(metrics: dict[str, dict[str, dict[str, float]]]) -> None:
    """ModelProblem if the model predicts worse than the base rate alone (Brier score): it must not be published."""
    model, constant = (metrics[name]["brier"]["mean"] for name in ("model", "constant"))
    if model >= constant:
        raise ModelProblem(
            f"The model predicts no better than the base rate alone (Brier score {model:.4f} against {constant:.4f}), "
            f"so nothing was written; train on more leads, or on fields that say more about them."
        )
