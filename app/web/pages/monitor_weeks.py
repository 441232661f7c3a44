"""The verdicts of the last weeks, as the database keeps them, for the page. Pure.

The parts of a verdict that are shown are read here by themselves: the module that makes verdicts imports scipy, which a
web process must not. A test holds that both read the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from app.leads.fields import FIELD
from app.store.weeks import StoredWeek
from app.web.pages.typed_gettext import gettext as _

FORMAT = 1  # of stored verdicts, as in app/reports/stored_verdict.py
_LOOKS = {"stable": "good", "look": "look", "act": "act"}


class Moved(msgspec.Struct, frozen=True):
    """One thing that moved; `name` is the field's, None for scores and volume."""

    name: str | None
    title: str
    measure: str
    before: str
    after: str
    why: str = ""
    since: str = ""


class _Judged(msgspec.Struct, frozen=True):
    overall: str
    sentence: str
    findings: tuple[Moved, ...]
    standing: tuple[Moved, ...]


@dataclass(frozen=True)
class ShownWeek:
    """A week: the badge's look and word, what was found, and whether there is a full report."""

    period: str
    look: str
    word: str
    sentence: str
    findings: tuple[Moved, ...]
    standing: tuple[Moved, ...]
    has_report: bool

    @property
    def number(self) -> str:
        """`W47`."""
        return self.period[-3:]


@dataclass(frozen=True)
class History:
    """A field, and for each week "news", "standing" or ""."""

    title: str
    found: tuple[str, ...]


def shown_week(week: StoredWeek) -> ShownWeek:
    """What a page shows of a stored week; of a damaged one, that it is."""
    look, word = _LOOKS.get(week.overall, ""), overall_words(week.overall)
    judged = _judged(week)
    if isinstance(judged, str):
        return ShownWeek(week.period, look, word, judged, (), (), week.has_report)
    return ShownWeek(
        week.period,
        look,
        word,
        _without_word(judged.sentence, judged.overall),
        judged.findings,
        judged.standing,
        week.has_report,
    )


def overall_words(overall: str) -> str:
    """A verdict in a word, for its badge."""
    return {
        "stable": _("Stable"),
        "look": _("Look"),
        "act": _("Act"),
        "too few to judge": _("Too few to judge"),
        "no verdict": _("No verdict"),
    }.get(overall, overall)


def histories(weeks: Sequence[ShownWeek]) -> list[History]:
    """Which fields were found in which week, the one found most often first; weeks in the order given."""
    names = {one.name or one.title: one for week in weeks for one in (*week.findings, *week.standing)}
    told = [History(_title(one), tuple(_in_week(week, key) for week in weeks)) for key, one in names.items()]
    return sorted(told, key=lambda one: (-sum(found == "news" for found in one.found), one.title))


def _in_week(week: ShownWeek, key: str) -> str:
    if any((one.name or one.title) == key for one in week.findings):
        return "news"
    return "standing" if any((one.name or one.title) == key for one in week.standing) else ""


def _title(moved: Moved) -> str:
    return FIELD[moved.name].title if moved.name in FIELD else moved.title


def _judged(week: StoredWeek) -> _Judged | str:
    """The verdict, or in a sentence why there is none."""
    why = week.facts.get("no_verdict")
    if why:
        return str(why)
    if week.facts.get("format") != FORMAT:
        return _("This week was judged by another version of Leadsheet: its verdict cannot be shown here.")
    try:
        return msgspec.convert(week.facts.get("verdict"), _Judged)
    except msgspec.ValidationError:
        return _("What was stored of this week is damaged: its verdict cannot be shown.")


def _without_word(sentence: str, overall: str) -> str:
    """The sentence without the word that the badge beside it says."""
    start = f"{overall}: "
    said = sentence[len(start) :] if sentence.lower().startswith(start) else sentence
    return (said[:1].upper() + said[1:]).replace(" -> ", " → ").replace(" %", "\N{NO-BREAK SPACE}%")
