"""What a run's outcome column says of the best leads, in words for its page. Pure but for the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.web.pages.figures import count, percent
from app.web.pages.typed_gettext import gettext as _
from app.web.pages.typed_gettext import ngettext

FEW = 10  # known outcomes of the best leads; the share of fewer is chance for the most part


@dataclass(frozen=True)
class OutcomeWords:
    """What became of the best leads and of all, a sentence each, "" where nothing is to say; `few` to judge by."""

    best: str
    good: str
    everyone: str
    few: bool


def outcome_words(told: Mapping[str, Any] | None) -> OutcomeWords | None:
    """The words for what `app.tables.outcomes` gathered; None where no column tells outcomes."""
    if not told:
        return None
    top, known, positive = told["top"], told["known"], told["positive"]
    return OutcomeWords(
        best=_best(told["column"], top, known),
        good=_good(known, positive),
        everyone="" if told["all_known"] == known else _everyone(told["all_known"], told["all_positive"]),
        few=known < FEW,
    )


def _best(column: str, top: int, known: int) -> str:
    if not known:
        return _("Of the %(top)s best leads, none has a known outcome in “%(column)s” yet.", top=top, column=column)
    return ngettext(
        "Of the %(top)s best leads, one has a known outcome in “%(column)s”.",
        "Of the %(top)s best leads, %(num)s have a known outcome in “%(column)s”.",
        known,
        top=top,
        column=column,
    )


def _good(known: int, positive: int) -> str:
    if not known:
        return ""
    if not positive:
        return _("None of those is good.")
    return ngettext(
        "One of those is good (%(share)s).",
        "%(num)s of those are good (%(share)s).",
        positive,
        share=percent(positive / known),
    )


def _everyone(known: int, positive: int) -> str:
    return _(
        "Of all %(known)s leads with a known outcome, %(share)s are good.",
        known=count(known),
        share=percent(positive / known),
    )
