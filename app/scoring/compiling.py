"""A trained pipeline -> its compiled form, checked against the pipeline before anybody may serve from it."""

import json
from itertools import cycle, islice
from typing import Any

import numpy as np
import pandas as pd
import xgboost
from sklearn.pipeline import Pipeline

from app.errors import ModelProblem
from app.leads.fields import FIELDS, Kind
from app.scoring.columns import COLUMN_NAMES, COLUMNS
from app.scoring.compiled import CompiledScorer
from app.scoring.compiled_form import CompiledForm, Decision, Tree, read_form
from app.scoring.features import Matrix
from app.scoring.manifest import Manifest
from app.scoring.pipeline import EngagementClassifier
from app.scoring.tree_parts import TreeShape, tabulate
from app.scoring.verdict import rounded

TOLERANCE = 1e-6

# What a lead may hold beside what the training leads do: blanks, what nobody has seen, and the ends of every range.
_STRANGE: tuple[object, ...] = (
    *(None, "", "-", "n/a", float("nan"), True, 0, 1, -1, 0.5, 1e-45, -0.0, 100, 2, 1e308, float("inf"), 10**400),
    *(1000, 1999.0, 9999, "2020.0", "85 %", "0,5", "never seen before", "Zürich, Nowhere, XX", "FR", "x" * 20_000),
    *("a, b, c", "1-10", "10 001+", "C-Level", "\u0000", "\ud800", "Ὀδυσσεύς", "🦉", [1], {"a": 1}, pd.NaT),
)
_MIXED_LEADS = 2_000


def compile_pipeline(pipeline: Pipeline) -> CompiledForm:
    """The compiled form of a fitted pipeline; ModelProblem if its trees decide more than twice in a row."""
    classifier: EngagementClassifier = pipeline.named_steps["engagement"]
    booster = classifier.trees_.get_booster()
    learner = json.loads(bytes(booster.save_raw("json")))["learner"]
    return CompiledForm(
        means=classifier.features_.means_,
        base_rate=classifier.features_.base_rate_,
        base_margin=_base_margin(learner),
        trees=tuple(_tree(tree) for tree in learner["gradient_booster"]["model"]["trees"]),
        slope=classifier.platt_.slope_,
        intercept=classifier.platt_.intercept_,
    )


def compile_in_memory(pipeline: Pipeline, manifest: Manifest) -> CompiledScorer:
    """The compiled model that compile_checked would store, checked without the leads it was trained on."""
    form = compile_pipeline(pipeline)
    scorer = CompiledScorer(read_form(form.to_bytes()), manifest)
    check(scorer, pipeline, form, known_leads(form))
    return scorer


def compile_checked(pipeline: Pipeline, manifest: Manifest, table: pd.DataFrame) -> bytes:
    """The content of compiled.json, after it gave the pipeline's own scores on `table` and on strange leads.

    ModelProblem where a probability differs by more than 1e-6 or a score in any of its decimals.
    """
    form = compile_pipeline(pipeline)
    raw = form.to_bytes()
    check(CompiledScorer(read_form(raw), manifest), pipeline, form, table)
    return raw


def check(compiled: CompiledScorer, pipeline: Pipeline, form: CompiledForm, table: pd.DataFrame) -> None:
    """Compare a compiled model with its pipeline: on `table`, on strange leads, and on the trees' own thresholds."""
    year = compiled.manifest.training.latest_year
    for leads in (table, strange_leads(table)):
        expected = pipeline.predict_proba(leads)[:, 1]
        scores = compiled.score(records(leads), year)
        gap = float(np.abs(np.array(scores.probability) - expected).max())
        if not gap <= TOLERANCE or (np.array(scores.score) != rounded(expected)).any():
            raise _different(gap)
    matrix = on_thresholds(form, _MIXED_LEADS)
    margins = compiled.trees.margins([compiled.trees.lead_of(row) for row in matrix.tolist()])
    gap = float(np.abs(margins - pipeline.named_steps["engagement"].margins(matrix)).max())
    if not gap <= TOLERANCE:
        raise _different(gap)


def _different(gap: float) -> ModelProblem:
    return ModelProblem(
        f"The compiled form of the model differs from the model by up to {gap:.2g}, so it is not used; please "
        f"report this with the versions that `pip freeze` lists."
    )


def records(table: pd.DataFrame) -> list[dict[str, object]]:
    """Every row of a table as a raw lead."""
    names = [str(name) for name in table.columns]
    rows = table.astype(object).itertuples(index=False, name=None)
    return [dict(zip(names, cells, strict=True)) for cells in rows]


def on_thresholds(form: CompiledForm, rows: int, seed: int = 0) -> Matrix:
    """Rows of the model's columns, every number exactly on a threshold of the trees, next to one, or missing."""
    rng = np.random.default_rng(seed)
    decisions = [decision for tree in form.trees for decision in tree.decisions if decision is not None]
    matrix = np.full((rows, len(COLUMN_NAMES)), np.nan, dtype=np.float32)
    for column in range(len(COLUMN_NAMES)):
        on = np.unique(np.array([one.threshold for one in decisions if one.column == column], dtype=np.float32))
        beside = [np.nextafter(on, np.float32(np.inf)), np.nextafter(on, np.float32(-np.inf))]
        missing = np.full(len(on) // 2 + 1, np.nan, dtype=np.float32)
        matrix[:, column] = rng.choice(np.concatenate([on, *beside, missing]), rows)
    return matrix


def known_leads(form: CompiledForm) -> pd.DataFrame:
    """Leads of all that a model knows by name: the categories it learned, and the choices of the other fields."""
    known: dict[str, list[object]] = {}
    for field, column in zip(FIELDS, COLUMNS, strict=True):
        known[field.name] = [*form.means.get(column.name, {}), *field.choices, *field.known, None]
    rows = max(map(len, known.values()))
    return pd.DataFrame({name: pd.Series([*islice(cycle(cells), rows)], dtype=object) for name, cells in known.items()})


def strange_leads(table: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Leads that mix a table's cells with blanks, unseen categories and extreme values, every cell drawn alone."""
    rng = np.random.default_rng(seed)
    columns = {}
    for field in FIELDS:
        usual = list(table[field.name].drop_duplicates()) if field.name in table else []
        if field.kind is Kind.TEXT:
            usual = usual[:50]
        cells = pd.Series([*usual, *_STRANGE, *(_STRANGE[:1] * len(_STRANGE))], dtype=object)
        columns[field.name] = cells.iloc[rng.integers(0, len(cells), _MIXED_LEADS)].reset_index(drop=True)
    return pd.DataFrame(columns)


def _base_margin(learner: dict[str, Any]) -> float:
    """What XGBoost starts its sums from, asked of XGBoost: its 32-bit logarithm is not numpy's to the last bit."""
    share = float(learner["learner_model_param"]["base_score"].strip("[]"))
    nothing = xgboost.DMatrix(np.zeros((2, len(COLUMN_NAMES))), label=[0, 1])
    stump = xgboost.train({"objective": "binary:logistic", "base_score": share, "nthread": 1}, nothing, 0)
    return float(stump.predict(nothing, output_margin=True)[0])


def _tree(tree: dict[str, Any]) -> Tree:
    """One tree of XGBoost's JSON. Its `split_conditions` hold the leaves' values as well."""
    slots = _slots(tree)
    decisions: list[Decision | None] = [None] * 3
    for slot in range(3):
        node = slots[slot]
        if node is not None and not _is_leaf(tree, node):
            if tree["split_type"][node]:
                raise ModelProblem("A tree of the model splits by category, which cannot be compiled; train it anew.")
            threshold = _single(tree["split_conditions"][node])
            decisions[slot] = Decision(tree["split_indices"][node], threshold, not tree["default_left"][node])
    shape = TreeShape(
        columns=tuple(None if decision is None else decision.column for decision in decisions),
        leaves=tuple(None if node is None else _single(tree["split_conditions"][node]) for node in slots),
        covers=tuple(0.0 if node is None else float(tree["sum_hessian"][node]) for node in slots),
    )
    leaves, columns, parts = tabulate(shape)
    return Tree((decisions[0], decisions[1], decisions[2]), leaves, columns, parts)


def _slots(tree: dict[str, Any]) -> list[int | None]:
    """XGBoost's nodes by place: the root, its two children, their four."""
    slots: list[int | None] = [0, *[None] * 6]
    for slot in range(3):
        node = slots[slot]
        if node is not None and not _is_leaf(tree, node):
            slots[2 * slot + 1], slots[2 * slot + 2] = tree["left_children"][node], tree["right_children"][node]
    if any(node is not None and not _is_leaf(tree, node) for node in slots[3:]):
        raise ModelProblem("A tree of the model is deeper than 2, which cannot be compiled; train with max_depth 2.")
    return slots


def _is_leaf(tree: dict[str, Any], node: int) -> bool:
    return bool(tree["left_children"][node] == -1)


def _single(number: float) -> float:
    """A 32-bit number in the nine digits that tell it from every other."""
    return float(f"{np.float32(number):.9g}")
