"""The manifest of a stored model: what it is, what it learned from, how good it is, what its files must hash to."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from app.errors import ModelProblem

FORMAT = 1
RETRAIN = "restore the model's files or make a new model with scripts/train"


@dataclass(frozen=True)
class Thresholds:
    """From which score a lead is labelled engaged, and called of high or medium confidence (each inclusive)."""

    engaged: float = 0.50
    high: float = 0.70
    medium: float = 0.40


@dataclass(frozen=True)
class Training:
    """What the model was trained on: leads, how many engaged, their share, and the latest founding year believed."""

    leads: int
    engaged: int
    base_rate: float
    latest_year: int


@dataclass(frozen=True)
class Manifest:
    """Everything that is known of a stored model.

    `created_at` is ISO 8601 in UTC; `event` what the probability is of; `about` whose data it learned from;
    `libraries` their versions when it was trained; `fields` the lead's fields and `features` the model's columns, each
    with the field it derives from; `recipe` the parameters; `calibration` slope and intercept; `evaluation` how the
    metrics were made; `metrics` candidate -> measure -> mean, sd, low, high; `files` name -> SHA-256.
    """

    version: str
    created_at: str
    event: str
    about: str
    libraries: dict[str, str]
    fields: list[str]
    features: list[dict[str, str]]
    training: Training
    thresholds: Thresholds
    recipe: dict[str, Any]
    calibration: dict[str, float]
    evaluation: dict[str, Any]
    metrics: dict[str, dict[str, dict[str, float]]]
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        """The one way to write this manifest; it ends with a checksum of all the rest."""
        content = asdict(self)
        return _render({**content, "checksum": _checksum(content)})


def read_manifest(raw: bytes) -> Manifest:
    """The manifest in `raw`; ModelProblem unless it is, byte for byte, what `to_bytes` wrote."""
    altered = ModelProblem(f"The model's manifest.json is damaged or was changed by hand; {RETRAIN}.")
    try:
        content = json.loads(raw)
        checksum = content.pop("checksum")
        intact = checksum == _checksum(content) and raw == _render({**content, "checksum": checksum})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise altered from error
    if not intact:
        raise altered
    if content.get("format") != FORMAT or set(content) != {part.name for part in fields(Manifest)}:
        raise ModelProblem(
            f"The model was stored in format {content.get('format')} and this Leadsheet reads format {FORMAT}; "
            f"train it anew with scripts/train."
        )
    content["training"] = Training(**content["training"])
    content["thresholds"] = Thresholds(**content["thresholds"])
    return Manifest(**content)


def sha256(content: bytes) -> str:
    """The SHA-256 of a file's content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _render(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _checksum(content: dict[str, Any]) -> str:
    return sha256(json.dumps(content, sort_keys=True).encode())
