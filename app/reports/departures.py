"""Every comparison that a verdict rests on, and the rule that says which of them count."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import stats

from app.leads.fields import FIELD, Kind
from app.reports.comparing import Shift, categories_moved, numbers_moved, share_moved
from app.reports.tally import FieldTally, Scored, Tally
from app.scoring.reference import FieldReference, Histogram, Reference, Shares, holds_numbers

# Both must hold: rarer than chance among all comparisons made (q), and large enough that somebody would act on it. The
# second keeps thousands of leads from making a finding of every ripple.
LARGEST_Q = 0.05
SMALLEST_GAP = 0.15  # of cumulative shares (Kolmogorov-Smirnov)
SMALLEST_SHARE = 0.10  # ten points

_FEWEST_VALUES = 20

# Nobody has listed their categories. Job titles come as one of four classes.
_OPEN = frozenset({Kind.CATEGORY, Kind.PLACE, Kind.LANGUAGES})


class What(StrEnum):
    """What moved."""

    VALUES = "values moved"
    BLANKS = "blanks"
    UNKNOWN = "unknown categories"
    SCORES = "scores"
    VOLUME = "volume"


class Baseline(StrEnum):
    """What it moved from."""

    TRAINING = "the model's training leads"
    USUAL = "your usual weeks"


class Subject(NamedTuple):
    """What is compared: of which field (None: of scores), and of blanks whether only beside another field."""

    field: str | None
    what: What
    beside: str | None = None


@dataclass(frozen=True)
class Departure:
    """One comparison that counts. `standing`: it has been so in the usual weeks."""

    subject: Subject
    baseline: Baseline
    shift: Shift
    q: float
    standing: bool = False


@dataclass(frozen=True)
class Samples:
    """What is compared: the window, the reference as if it were one, and the team's usual weeks if there are enough.

    `plain`: the window's leads have no assessed field, so their scores go with those of such leads.
    """

    reference: Reference
    training: Tally
    this: Tally
    usual: Tally | None
    plain: bool


def samples(reference: Reference, this: Tally, usual: Tally | None) -> Samples:
    """The samples of a verdict."""
    assessed = [field for name, field in this.fields.items() if name.startswith("llm_")]
    return Samples(reference, as_tally(reference), this, usual, all(not field.known for field in assessed))


def as_tally(reference: Reference) -> Tally:
    """A reference counted like a window."""
    scores = reference.scores
    low, _, high = (round(share * scores.leads) for share in scores.bands)
    bands = low, scores.leads - low - high, high
    scored = Scored(scores.values.counts, reference.plain_scores.values.counts, bands, scores.values.median)
    return Tally(reference.leads, {name: _as_tally(field) for name, field in reference.fields.items()}, scored)


def _as_tally(field: FieldReference) -> FieldTally:
    beside = (field.beside.leads, field.beside.missing) if field.beside else (0, 0)
    if isinstance(field.values, Histogram):
        return FieldTally(field.missing, field.values.counts, field.values.median, beside=beside)
    return FieldTally(field.missing, (*field.values.counts.values(), field.values.rare), beside=beside)


def absent_fields(this: Tally, earlier: Tally | None) -> tuple[str, ...]:
    """Fields that no lead has, neither now nor in the weeks before (of which there may be none): no column for them."""
    return tuple(
        name
        for name, field in this.fields.items()
        if not field.known and (earlier is None or not earlier.fields[name].known)
    )


def departures(given: Samples, absent: tuple[str, ...]) -> list[Departure]:
    """What counts, in no order: Benjamini and Hochberg (1995) over all comparisons made, and the smallest effects.

    Each p is first divided by its field's weight, which is 1 on average: what moves scores little must be plainer to be
    called (Genovese, Roeder and Wasserman 2006: any weights that the window has no part in keep the rate).
    """
    made = list(_comparisons(given, absent))
    if not made:
        return []
    weights = _weights([subject for subject, *_ in made], given.reference)
    weighted = np.array([shift.p for *_, shift in made]) / weights
    qs = stats.false_discovery_control(np.minimum(weighted, 1.0)).tolist()
    found = [
        Departure(subject, baseline, shift, q, _standing(given, subject, baseline))
        for (subject, baseline, shift), q in zip(made, qs, strict=True)
        if q < LARGEST_Q and shift.effect >= _floor(subject)
    ]
    return _said_once(found)


def _weights(subjects: list[Subject], reference: Reference) -> npt.NDArray[np.float64]:
    """Half of a weight is the same for all, half by importance; scores, which are no field's, have the mean."""
    even = 1 / len(reference.fields)
    parts = [even if one.field is None else reference.fields[one.field].importance for one in subjects]
    weights = 0.5 + 0.5 * np.array(parts, dtype=np.float64) / even
    return np.asarray(weights / weights.mean(), dtype=np.float64)


def _said_once(found: list[Departure]) -> list[Departure]:
    """A category renamed moves the shares as well, and blanks among all leads those among some: one finding says it."""
    said = {one.subject for one in found}
    return [
        one
        for one in found
        if not (one.subject.what is What.VALUES and Subject(one.subject.field, What.UNKNOWN) in said)
        and not (one.subject.beside and Subject(one.subject.field, What.BLANKS) in said)
    ]


def _comparisons(given: Samples, absent: tuple[str, ...]) -> Iterator[tuple[Subject, Baseline, Shift]]:
    """Values and scores against the training leads, blanks against the usual weeks if there are any.

    Shares so rare in both samples together that the smallest effect is out of reach are not compared: that depends on
    their sum alone, not on how it is divided, so it favours no outcome (Tarone 1990), and spares the others' q.
    """
    for subject in _subjects(given.reference, absent):
        own = subject.what is What.BLANKS and given.usual is not None
        before = given.usual if own and given.usual is not None else given.training
        shift = _compare(subject, given, before, given.this)
        if shift is not None and shift.reach >= _floor(subject):
            yield subject, Baseline.USUAL if own else Baseline.TRAINING, shift


def _subjects(reference: Reference, absent: tuple[str, ...]) -> Iterator[Subject]:
    for name, field in reference.fields.items():
        # Of a field that no training lead had the model has learned nothing.
        if name in absent or field.missing == reference.leads:
            continue
        yield Subject(name, What.VALUES)
        yield Subject(name, What.BLANKS)
        if field.beside is not None and field.beside.field not in absent:
            yield Subject(name, What.BLANKS, field.beside.field)
        if FIELD[name].kind in _OPEN:
            yield Subject(name, What.UNKNOWN)
    yield Subject(None, What.SCORES)


def _compare(subject: Subject, given: Samples, before: Tally, after: Tally) -> Shift | None:
    if subject.field is None:
        return _scores_moved(before.scored, after.scored, given.plain)
    was, now = before.fields[subject.field], after.fields[subject.field]
    if subject.what is What.BLANKS:
        if subject.beside:
            return share_moved(was.beside[1], was.beside[0], now.beside[1], now.beside[0], only_up=True)
        return share_moved(was.missing, before.leads, now.missing, after.leads)
    if min(was.known, now.known) < _FEWEST_VALUES:
        return None
    if subject.what is What.UNKNOWN:
        values = given.reference.fields[subject.field].values
        expected = values.rare_to_others if before is given.training and isinstance(values, Shares) else was.counts[-1]
        return share_moved(expected, was.known, now.counts[-1], now.known, only_up=True)
    return (numbers_moved if _numeric(subject) else categories_moved)(was.counts, now.counts)


def _scores_moved(old: Scored, new: Scored, plain: bool) -> Shift | None:
    if min(old.leads, new.leads) < _FEWEST_VALUES:
        return None
    if plain:
        return numbers_moved(old.plain_counts, new.plain_counts, old.leads)
    return numbers_moved(old.counts, new.counts, old.leads)


def _standing(given: Samples, subject: Subject, baseline: Baseline) -> bool:
    """Whether the usual weeks were as far from the training leads as this, and this is not far from them."""
    if given.usual is None or baseline is Baseline.USUAL:
        return False
    was = _compare(subject, given, given.training, given.usual)
    since = _compare(subject, given, given.usual, given.this)
    if was is None or since is None or was.effect < _floor(subject):
        return False
    return since.p >= LARGEST_Q or since.effect < _floor(subject)


def _floor(subject: Subject) -> float:
    by_gap = subject.what is What.SCORES or (subject.what is What.VALUES and _numeric(subject))
    return SMALLEST_GAP if by_gap else SMALLEST_SHARE


def _numeric(subject: Subject) -> bool:
    return subject.field is not None and holds_numbers(FIELD[subject.field])
