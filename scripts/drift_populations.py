"""What scripts/simulate_drift draws its weeks from: the contacts, or a reference; with a drift, or without one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from app.leads.fields import FIELD_NAMES
from app.reports.tally import FieldTally, Scored, Tally
from app.scoring.reference import Histogram, Reference
from scripts.drift_contacts import Contacts

Codes = npt.NDArray[np.int64]
Rng = np.random.Generator


@dataclass(frozen=True)
class Population:
    """Leads as places in a reference's bins and categories, 0 where a field is missing, else the place plus 1.

    `fields` (leads,) by name; `scores`, `plain_scores` places from 0; `bands` 0 low to 2 high.
    """

    fields: dict[str, Codes]
    scores: Codes
    plain_scores: Codes
    bands: Codes


Drift = Callable[[Population, Rng], Population]


def of_reference(reference: Reference, rng: Rng, leads: int = 5_000) -> Population:
    """Leads whose fields are as common as in a reference.

    Fields that are blank together (company fields, where the company is unknown) are so here as far as can be: the
    rarer blank only where the more common one is. Otherwise fields know nothing of each other.
    """

    def drawn(counts: Sequence[int]) -> Codes:
        shares = np.array(counts, dtype=np.float64)
        return rng.choice(len(counts), leads, p=shares / shares.sum()).astype(np.int64)

    together = {field.beside.field for field in reference.fields.values() if field.beside}
    together |= {name for name, field in reference.fields.items() if field.beside}
    common = rng.random(leads)
    fields = {}
    for name, field in reference.fields.items():
        values = field.values
        known = drawn(values.counts if isinstance(values, Histogram) else (*values.counts.values(), values.rare))
        luck = common if name in together else rng.random(leads)
        fields[name] = np.where(luck < field.missing / reference.leads, 0, known + 1)
    scores = drawn(reference.scores.values.counts)
    edges = np.array([*reference.scores.values.edges, 1.0])[scores]
    return Population(fields, scores, drawn(reference.plain_scores.values.counts), banded(reference, edges))


def of_contacts(reference: Reference, contacts: Contacts) -> Population:
    """The very contacts, each once a repeat of the cross-validation: what goes together stays together."""
    repeats = len(contacts.scores)
    fields = {name: np.tile(contacts.places(reference, name), repeats) for name in FIELD_NAMES}
    scores, plain = contacts.scores.ravel(), contacts.plain_scores.ravel()
    return Population(
        fields,
        np.searchsorted(reference.scores.values.edges, scores).astype(np.int64),
        np.searchsorted(reference.plain_scores.values.edges, plain).astype(np.int64),
        banded(reference, scores),
    )


def banded(reference: Reference, scores: npt.NDArray[np.float64]) -> Codes:
    """Whether scores are low, medium or high."""
    cuts = [reference.thresholds.medium, reference.thresholds.high]
    return np.searchsorted(cuts, scores, side="right").astype(np.int64)


def tallies(reference: Reference, population: Population, rng: Rng, weeks: int, leads: int) -> Iterator[Tally]:
    """Windows of so many leads each, drawn with replacement and counted."""
    rows = rng.integers(len(population.scores), size=(weeks, leads))

    def counted(codes: Codes, places: int) -> list[tuple[int, ...]]:
        flat = codes[rows] + np.arange(weeks)[:, None] * places
        return [tuple(row) for row in np.bincount(flat.ravel(), minlength=weeks * places).reshape(weeks, -1).tolist()]

    fields = {name: counted(population.fields[name], _places(reference, name) + 1) for name in FIELD_NAMES}
    besides = {name: _besides(reference, population, name, rows) for name in FIELD_NAMES}
    scores = counted(population.scores, len(reference.scores.values.counts))
    plain = counted(population.plain_scores, len(reference.plain_scores.values.counts))
    bands = counted(population.bands, 3)
    for week in range(weeks):
        told = {
            name: FieldTally(counts[week][0], counts[week][1:], beside=besides[name][week])
            for name, counts in fields.items()
        }
        low, medium, high = bands[week]
        yield Tally(leads, told, Scored(scores[week], plain[week], (low, medium, high)))


def _besides(reference: Reference, population: Population, name: str, rows: Codes) -> list[tuple[int, int]]:
    beside = reference.fields[name].beside
    if beside is None:
        return [(0, 0)] * len(rows)
    there, lost = population.fields[beside.field][rows] > 0, population.fields[name][rows] == 0
    return list(zip(there.sum(axis=1).tolist(), (there & lost).sum(axis=1).tolist(), strict=True))


def _places(reference: Reference, name: str) -> int:
    values = reference.fields[name].values
    return len(values.counts) + (0 if isinstance(values, Histogram) else 1)


def blanked(name: str, share: float) -> Drift:
    """A field lost by a share of the leads."""

    def drift(population: Population, rng: Rng) -> Population:
        # Repeated, so that which of the contacts lose it is not the same few every week.
        many = _repeated(population, 20)
        codes = many.fields[name]
        lost = np.where(rng.random(len(codes)) < share, 0, codes)
        return replace(many, fields={**many.fields, name: lost})

    return drift


def renamed(reference: Reference, name: str) -> Drift:
    """The commonest category of a field under a name that nobody knows."""

    def drift(population: Population, _: Rng) -> Population:
        codes = population.fields[name]
        return replace(
            population, fields={**population.fields, name: np.where(codes == 1, _places(reference, name), codes)}
        )

    return drift


def _repeated(population: Population, times: int) -> Population:
    fields = {name: np.tile(codes, times) for name, codes in population.fields.items()}
    rest = (np.tile(part, times) for part in (population.scores, population.plain_scores, population.bands))
    return Population(fields, *rest)


def drifts(reference: Reference, contacts: Contacts | None) -> dict[str, tuple[Drift, str | None]]:
    """Drifts worth finding, with the field each is in (None: scores)."""
    some: dict[str, tuple[Drift, str | None]] = {
        "company size 30 % blanked": (blanked("companysize", 0.3), "companysize"),
        "profile summary fully blank": (blanked("summary", 1.0), "summary"),
        "commonest industry renamed": (renamed(reference, "industry"), "industry"),
    }
    if contacts is not None:
        older = of_contacts(reference, contacts.years_later(10))
        surer = of_contacts(reference, contacts.surer(0.5))
        some["founding years + 10"] = (lambda *_: older, "companyfoundedon")
        some["scores + 0.5 log-odds"] = (lambda *_: surer, None)
    return some
