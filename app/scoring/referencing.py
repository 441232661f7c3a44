"""Training leads -> the reference statistics of their model (reference.py)."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
import pandas as pd
from sklearn.pipeline import Pipeline

from app.leads.fields import FIELD, FIELD_NAMES
from app.leads.reading import read_leads
from app.scoring.compiled_cells import Fact
from app.scoring.evaluation import HeldOut
from app.scoring.facts import facts_of
from app.scoring.features import Numbers, Outcomes
from app.scoring.manifest import Thresholds
from app.scoring.promises import kept
from app.scoring.reference import (
    KEPT_FROM,
    Beside,
    FieldReference,
    Histogram,
    Reference,
    ScoreReference,
    Shares,
    category_of,
    holds_numbers,
    importances,
)
from app.scoring.verdict import rounded

_MOST_BINS = 100
_CLEARLY = 1.2
_LEAST_BESIDE = 0.25  # of all leads


def make_reference(
    pipeline: Pipeline, table: pd.DataFrame, latest_year: int, predictions: Mapping[str, HeldOut], outcomes: Outcomes
) -> Reference:
    """The reference of a fitted pipeline, from its raw training leads, their held-out probabilities and outcomes.

    `predictions` has those of the views `model` and `model_without_assessed` (evaluation.py).
    """
    clean = read_leads(table, latest_year)[0]
    classifier = pipeline.named_steps["engagement"]
    strength = np.abs(classifier.contributions(classifier.features_.transform(clean))).mean(axis=0)
    reference = reference_of(
        list(facts_of(clean).between(0, len(clean))),
        importances(dict(zip(FIELD_NAMES, strength.tolist(), strict=True))),
        rounded(predictions["model"]),
        rounded(predictions["model_without_assessed"]),
    )
    return msgspec.structs.replace(reference, kept=kept(outcomes, predictions["model"]))


def reference_of(
    leads: Sequence[tuple[Fact, ...]], importance: Mapping[str, float], scores: Numbers, plain_scores: Numbers
) -> Reference:
    """The reference of leads as a log keeps them; scores of shape (repeats, leads)."""
    columns = dict(zip(FIELD_NAMES, zip(*leads, strict=True), strict=True))
    return Reference(
        leads=len(leads),
        fields={name: _field(name, columns, importance[name]) for name in FIELD_NAMES},
        scores=_scores(scores),
        plain_scores=_scores(plain_scores),
    )


def _field(name: str, columns: Mapping[str, Sequence[Fact]], importance: float) -> FieldReference:
    column = columns[name]
    known = [fact for fact in column if fact is not None]
    values = histogram([float(fact) for fact in known]) if holds_numbers(FIELD[name]) else shares(name, map(str, known))
    return FieldReference(len(column) - len(known), importance, values, _beside(name, columns))


def _beside(name: str, columns: Mapping[str, Sequence[Fact]]) -> Beside | None:
    """The field among whose leads a loss of this one would show best, if that is clearly better than among all."""
    blank = {other: np.array([fact is None for fact in column]) for other, column in columns.items()}
    lost = blank[name]
    best, found = _CLEARLY * _showing(int(lost.sum()), len(lost)), None
    for other, without in blank.items():
        leads, missing = int((~without).sum()), int(lost[~without].sum())
        if other != name and leads >= len(lost) * _LEAST_BESIDE and _showing(missing, leads) > best:
            best, found = _showing(missing, leads), Beside(other, leads, missing)
    return found


def _showing(missing: int, leads: int) -> float:
    """The standard score of three in ten of the known cells blanked, in a window of a quarter as many leads."""
    share = missing / leads
    loss = 0.3 * (1 - share)
    together = share + loss / 5
    return loss * math.sqrt(leads / 5 / (together * (1 - together))) if loss else 0.0


def histogram(numbers: Sequence[float], fewest: int = KEPT_FROM) -> Histogram:
    """At most 100 bins of about as many numbers each, at least `fewest`; equal numbers share a bin."""
    fewest = max(fewest, len(numbers) // _MOST_BINS)
    if len(numbers) < fewest:
        return Histogram((), (len(numbers),), None)
    distinct, counts = np.unique(np.asarray(numbers, dtype=np.float64), return_counts=True)
    edges: list[float] = []
    bins, held, left = [], 0, len(numbers)
    for place, count in enumerate(counts.tolist()):
        held += count
        left -= count
        if held >= fewest and left >= fewest:
            edges.append(_between(*distinct[place : place + 2].tolist()))
            bins.append(held)
            held = 0
    return Histogram(tuple(edges), (*bins, held), float(np.median(numbers)))


def _between(low: float, high: float) -> float:
    middle = (low + high) / 2
    short = round(middle, 6)
    return short if low < short < high else middle


def shares(name: str, facts: Iterable[str]) -> Shares:
    """A field's categories, each by its most common spelling; those of fewer than KEPT_FROM leads together."""
    rule = category_of(name)
    spellings: dict[str, Counter[str]] = {}
    for fact in facts:
        spellings.setdefault(rule(fact), Counter())[fact] += 1
    counts = {max(sorted(said), key=said.__getitem__): said.total() for said in spellings.values()}
    kept = sorted(
        (name for name, count in counts.items() if count >= KEPT_FROM), key=lambda name: (-counts[name], name)
    )
    rare = sum(counts.values()) - sum(counts[name] for name in kept)
    return Shares(
        {name: counts[name] for name in kept},
        rare,
        rare + sum(counts[name] for name in kept if counts[name] == KEPT_FROM),
    )


def _scores(scores: Numbers) -> ScoreReference:
    repeats, leads = scores.shape
    thresholds = Thresholds()
    high, low = float((scores >= thresholds.high).mean()), float((scores < thresholds.medium).mean())
    bands = (round(low, 4), round(1 - low - high, 4), round(high, 4))
    # A bin's leads are counted once a repeat.
    return ScoreReference(leads, histogram(scores.ravel().tolist(), KEPT_FROM * repeats), bands)
