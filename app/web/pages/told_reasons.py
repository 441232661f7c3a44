"""The reasons beside a score, each with its sign, from the line that says them all. Pure."""

import re
from typing import NamedTuple

_BETWEEN = re.compile(r"; (?=[+-] )")  # a place or a job title may have a semicolon of its own
_UP, _DOWN = "+ ", "- "


class ToldReason(NamedTuple):
    """One reason in words; `up` is whether it raises the score, None for what only says why there is none."""

    words: str
    up: bool | None


def told_reasons(line: str) -> tuple[ToldReason, ...]:
    """The reasons of a line as it stands beside a lead: `+ C-Level; + founded 2021; - no company size`."""
    return tuple(map(_told, filter(None, _BETWEEN.split(line.strip()))))


def _told(one: str) -> ToldReason:
    if one.startswith((_UP, _DOWN)):
        return ToldReason(one[len(_UP) :], one.startswith(_UP))
    return ToldReason(one, None)
