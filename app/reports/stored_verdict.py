"""A verdict as JSON keeps it, and back. Pure."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.errors import StoreProblem
from app.reports.verdict import Verdict

FORMAT = 1  # the next one when Verdict changes in a way that old ones cannot be read as


def verdict_facts(verdict: Verdict) -> dict[str, Any]:
    """A verdict as what JSON can hold: every part of it, and the format's number."""
    return {"format": FORMAT, "verdict": msgspec.to_builtins(verdict)}


def verdict_of(facts: Mapping[str, Any]) -> Verdict:
    """The verdict that `verdict_facts` told. Raises StoreProblem for anything else; other keys are not looked at."""
    if facts.get("format") != FORMAT:
        raise StoreProblem(
            "A stored week was judged by another version of Leadsheet: its verdict cannot be shown here."
        )
    try:
        return msgspec.convert(facts.get("verdict"), Verdict)
    except msgspec.ValidationError as error:
        raise StoreProblem("A stored week is damaged: its verdict cannot be shown.") from error
