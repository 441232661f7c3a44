"""What is shown of a scored file, made from the command's JSON and the file itself. Pure; nothing of Flask."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.leads.fields import FIELDS

BINS = 20
TOP = 20
_TITLES = {field.name: field.title for field in FIELDS}


def summary(report: Mapping[str, Any], name_of: Callable[[int], str]) -> dict[str, Any]:
    """The figures of a page; `name_of` gives what a lead on a row of the file is called, "" where nothing says."""
    scores: Sequence[Mapping[str, Any]] = report["scores"]
    best = sorted(scores, key=lambda one: (-one["score"], one["row"]))[:TOP]
    return {
        "leads": report["total_count"],
        "engaged": report["engaged_count"],
        "average": report["avg_score"],
        "blank_rows": report["blank_rows"],
        "model": report["model_version"],
        "labels": dict(Counter(one["label"] for one in scores)),
        "confidence": dict(Counter(one["confidence"] for one in scores)),
        "bins": _bins([one["score"] for one in scores]),
        "top": [_lead(one, name_of(one["row"])) for one in best],
        "columns": [{**column, "title": title_of(column["field"])} for column in report["columns"]],
        "refused": [{"title": title_of(name), "cells": cells} for name, cells in report["refused"].items()],
    }


def title_of(field: str | None) -> str:
    """A field in a person's words."""
    return "" if field is None else _TITLES.get(field, field)


def bars(bins: Sequence[int], width: float = 100.0, height: float = 100.0) -> list[dict[str, float]]:
    """The bars of a chart of so many units: where each stands, and what it counts."""
    tallest = max([*bins, 1])
    step = width / max(len(bins), 1)
    return [
        {
            "x": round(at * step + step * 0.1, 2),
            "y": round(height - count / tallest * height, 2),
            "width": round(step * 0.8, 2),
            "height": round(count / tallest * height, 2),
            "count": count,
            "low": at / len(bins),
            "high": (at + 1) / len(bins),
        }
        for at, count in enumerate(bins)
    ]


def _bins(scores: Sequence[float]) -> list[int]:
    counts = [0] * BINS
    for score in scores:
        counts[min(int(score * BINS), BINS - 1)] += 1
    return counts


def _lead(one: Mapping[str, Any], name: str) -> dict[str, Any]:
    reasons = [{"words": reason["words"], "up": reason["log_odds"] > 0} for reason in one["reasons"]]
    return {**{key: one[key] for key in ("row", "score", "label", "confidence")}, "name": name, "reasons": reasons}
