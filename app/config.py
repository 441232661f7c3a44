"""Settings from the environment. Each is documented in docs/settings.md; a test holds that."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.errors import BadChoice

SHIPPED_MODEL = Path(__file__).parent.parent / "model"


@dataclass(frozen=True)
class Settings:
    """What can be set. Every field is an environment variable in capitals, with LEADSHEET_ before it."""

    model: Path = SHIPPED_MODEL


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Raises BadChoice with a sentence for a value that cannot be."""
    model = Path(environment.get("LEADSHEET_MODEL") or SHIPPED_MODEL).expanduser()
    if not model.is_dir():
        raise BadChoice(f"LEADSHEET_MODEL names {model}, which is no folder: name the folder of a model, or unset it.")
    return Settings(model)
