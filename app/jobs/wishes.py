"""A person's wishes as JSON, so that they can be kept with a run or a registered sheet, and read back. Pure."""

from collections.abc import Mapping
from typing import Any

from app.tables.columns import ALWAYS, DEFAULT_PREFIX, OurColumn
from app.tables.scoring_run import Wishes


def read_wishes(kept: Mapping[str, Any]) -> Wishes:
    """The wishes that were kept; what is not there is as when nobody asked for anything.

    `overrule` (header -> field or None), `prefix`, `columns` (names of ours beside those always written).
    """
    named = [OurColumn(name) for name in kept.get("columns", list(OurColumn))]
    chosen = [kind for kind in OurColumn if kind in ALWAYS or kind in named]
    return Wishes(tuple(chosen), str(kept.get("prefix", DEFAULT_PREFIX)), dict(kept.get("overrule", {})))


def kept_wishes(wishes: Wishes) -> dict[str, Any]:
    """The wishes to keep: only what differs from the usual."""
    kept: dict[str, Any] = {}
    if set(wishes.columns) != set(OurColumn):
        kept["columns"] = [str(kind) for kind in OurColumn if kind in wishes.columns]
    if wishes.prefix != DEFAULT_PREFIX:
        kept["prefix"] = wishes.prefix
    if wishes.overrule:
        kept["overrule"] = dict(wishes.overrule)
    return kept
