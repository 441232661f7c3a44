"""Leads counted in the bins and categories of a reference, so that the two can be compared."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from app.leads.fields import FIELD_NAMES
from app.reports.window import Window
from app.scoring.compiled_cells import Fact
from app.scoring.manifest import Thresholds
from app.scoring.reference import FieldReference, Histogram, Reference, Shares, category_of


@dataclass(frozen=True)
class FieldTally:
    """One field: leads without it, and the others by place.

    `counts` are by the reference's bins, or by its categories with the rare and the unknown ones together in the last
    place; `unknown` is the commonest of those and how many leads had it. `beside` are the leads that have the field
    which the reference names beside this one, and how many of them lack this one.
    """

    missing: int
    counts: tuple[int, ...]
    median: float | None = None
    unknown: tuple[str, int] | None = None
    beside: tuple[int, int] = (0, 0)

    @property
    def known(self) -> int:
        """Leads that have the field."""
        return sum(self.counts)


@dataclass(frozen=True)
class Scored:
    """The scores of the reference's own model: by bin, and how many are low, medium and high."""

    counts: tuple[int, ...]
    plain_counts: tuple[int, ...]  # by the bins of the scores without assessed fields
    bands: tuple[int, int, int]
    median: float | None = None

    @property
    def leads(self) -> int:
        """How many leads that model scored."""
        return sum(self.bands)


@dataclass(frozen=True)
class Tally:
    """A window counted."""

    leads: int
    fields: dict[str, FieldTally]
    scored: Scored


def tally(reference: Reference, window: Window) -> Tally:
    """Count a window. Scores of other models than the reference's are left out; facts are every model's."""
    told = list(zip(*(lead.facts for lead in window.leads), strict=True)) or [()] * len(FIELD_NAMES)
    columns = dict(zip(FIELD_NAMES, told, strict=True))
    fields = {name: _field(name, field, columns) for name, field in reference.fields.items()}
    scores = [lead.score for lead in window.leads if lead.version == reference.version]
    return Tally(len(window.leads), fields, _scored(reference, scores))


def _field(name: str, field: FieldReference, columns: Mapping[str, Sequence[Fact]]) -> FieldTally:
    column, values = columns[name], field.values
    counted = _numbers(values, column) if isinstance(values, Histogram) else _categories(name, values, column)
    if field.beside is None:
        return counted
    other = columns[field.beside.field]
    blank = [fact is None for fact, beside in zip(column, other, strict=True) if beside is not None]
    return replace(counted, beside=(len(blank), sum(blank)))


def _scored(reference: Reference, scores: Sequence[float]) -> Scored:
    return Scored(
        binned(reference.scores.values, scores),
        binned(reference.plain_scores.values, scores),
        banded(reference.thresholds, scores),
        median(scores) if scores else None,
    )


def banded(thresholds: Thresholds, scores: Sequence[float]) -> tuple[int, int, int]:
    """How many scores are low, medium and high."""
    high = sum(score >= thresholds.high for score in scores)
    low = sum(score < thresholds.medium for score in scores)
    return low, len(scores) - low - high, high


def binned(values: Histogram, numbers: Sequence[float]) -> tuple[int, ...]:
    """Numbers by the bins of a histogram."""
    found = Counter(bisect_left(values.edges, number) for number in numbers)
    return tuple(found[place] for place in range(len(values.edges) + 1))


def _numbers(values: Histogram, column: Sequence[Fact]) -> FieldTally:
    numbers = [fact for fact in column if isinstance(fact, int | float)]
    return FieldTally(len(column) - len(numbers), binned(values, numbers), median(numbers) if numbers else None)


def _categories(name: str, values: Shares, column: Sequence[Fact]) -> FieldTally:
    rule = category_of(name)
    place = {rule(category): at for at, category in enumerate(values.counts)}
    said = Counter(str(fact) for fact in column if fact is not None)
    counts = [0] * (len(place) + 1)
    unknown: Counter[str] = Counter()
    for fact, leads in said.items():
        at = place.get(rule(fact), len(place))
        counts[at] += leads
        if at == len(place):
            unknown[fact] += leads
    commonest = min(unknown.items(), key=lambda item: (-item[1], item[0]), default=None)
    return FieldTally(len(column) - said.total(), tuple(counts), unknown=commonest)
