"""Reference statistics of a model: what its training leads looked like, coarse enough to tell of none of them.

They speak of the very facts that a log keeps of scored leads (facts.py), so that the two can be compared. Every named
category and every bin holds at least KEPT_FROM leads; bins end between two values, never on one.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

import msgspec

from app.errors import ModelProblem
from app.leads.fields import FIELD, FIELD_NAMES, Field, Kind
from app.scoring.columns import category_key
from app.scoring.manifest import RETRAIN, Thresholds

REFERENCE_FORMAT = 1
KEPT_FROM = 5

_COUNTED = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.YEAR, Kind.LIST})


class Histogram(msgspec.Struct, frozen=True, tag="numbers", tag_field="kind"):
    """Numbers: bin i holds those over edges[i - 1] and up to edges[i]; the first and the last are open."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    median: float | None


class Shares(msgspec.Struct, frozen=True, tag="categories", tag_field="kind"):
    """Categories by how many leads had each, the most common first; `rare` are all others together.

    `rare_to_others` is how many would be rare by what the other leads alone tell: a category of five leads is named
    because of each of the five. New leads meet the named categories that often, not as often as these did (the
    leave-one-out estimate, as Good 1953 has it of species not yet met).
    """

    counts: dict[str, int]
    rare: int
    rare_to_others: int


class Beside(msgspec.Struct, frozen=True):
    """How many leads have another field (`field`), and how many of those lack this one.

    Company fields are blank together where the company is unknown: a column that breaks shows soonest among the leads
    whose company is known.
    """

    field: str
    leads: int
    missing: int


class FieldReference(msgspec.Struct, frozen=True):
    """One field: leads without it, its part in what moves scores (all fields' add up to 1), and its values.

    `beside` is None where no other field tells more of this one's blanks than all leads do.
    """

    missing: int
    importance: float
    values: Histogram | Shares
    beside: Beside | None = None


class ScoreReference(msgspec.Struct, frozen=True):
    """Scores of leads by models that had not seen them, and the share of low, medium and high ones.

    Each lead is there once a repeat of the cross-validation: `leads`, not the sum of the counts, says how many the
    figures rest on.
    """

    leads: int
    values: Histogram
    bands: tuple[float, float, float]


class Band(msgspec.Struct, frozen=True):
    """Held-out scores that lie together: how many leads, their mean score, and how many of them in fact engaged.

    `low` and `high` bound the share engaged at 95 % (Wilson), by leads and not by repeats.
    """

    leads: float
    score: float
    engaged: float
    low: float
    high: float


class Kept(msgspec.Struct, frozen=True):
    """How held-out scores kept what they promised: calibration by bands, and the lift of the best part of the list.

    `lift` is by its part of the list (0 to 1): how many times as often the best so many engaged as leads at large.
    """

    bands: tuple[Band, ...]
    lift: tuple[tuple[float, float], ...]


class Reference(msgspec.Struct, frozen=True):
    """What a window of scored leads is compared with.

    `plain_scores` are those of the same leads without their assessed fields, as plain exports are. `version` and
    `thresholds` are the manifest's: they are set when a stored reference is read.
    """

    leads: int
    fields: dict[str, FieldReference]
    scores: ScoreReference
    plain_scores: ScoreReference
    kept: Kept | None = None  # models made before there was this have none
    format: int = REFERENCE_FORMAT
    version: str = ""
    thresholds: Thresholds = Thresholds()

    def to_bytes(self) -> bytes:
        """The content of reference.json."""
        content = msgspec.to_builtins(self)
        del content["version"], content["thresholds"]
        return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def read_reference(raw: bytes) -> Reference:
    """The reference in `raw`; ModelProblem for anything that this Leadsheet did not write."""
    try:
        found = msgspec.json.decode(raw, type=Reference)
    except msgspec.MsgspecError as error:
        raise ModelProblem(f"The model's reference.json is damaged ({error}); {RETRAIN}.") from error
    if found.format != REFERENCE_FORMAT or tuple(found.fields) != FIELD_NAMES:
        raise ModelProblem(
            f"The model's reference.json is of format {found.format} or of other fields than this Leadsheet's; "
            f"train the model anew with scripts/train."
        )
    return found


def holds_numbers(field: Field) -> bool:
    """Whether a log keeps numbers of this field (of a list how many items, of a text how long), not words."""
    return field.kind in _COUNTED or (field.kind is Kind.TEXT and field.name != "jobtitle")


def category_of(name: str) -> Callable[[str], str]:
    """The rule from a field's fact to its category: of two spellings that the model reads alike, one category."""
    return lru_cache(maxsize=10_000)(category_key) if FIELD[name].kind is Kind.CATEGORY else str


def importances(strength: Mapping[str, float]) -> dict[str, float]:
    """Mean absolute contributions as parts of their sum; all 0 for a model that no field moves."""
    total = sum(strength.values())
    return {name: round(part / total, 4) if total else 0.0 for name, part in strength.items()}
