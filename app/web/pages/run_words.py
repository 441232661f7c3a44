"""A run in words and figures for its page. Pure but for the language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from markupsafe import Markup

from app.store.runs import Run, State
from app.web.pages.charts import Series, Table, Told, bars, figure
from app.web.pages.typed_gettext import gettext as _


@dataclass(frozen=True)
class Shown:
    """What the page says: the state in a word with its tone, how far it is, and how long it took or will take."""

    state: str
    tone: str
    percent: int | None
    left: str
    took: str
    spread: Markup | None
    labels: tuple[tuple[str, int], ...]
    confidence: tuple[tuple[str, int], ...]


def shown(run: Run, now: datetime) -> Shown:
    """The run as its page says it."""
    spread: Mapping[str, Any] = run.told.spread or {}
    return Shown(
        *state_words(run),
        percent=None if not run.rows_total else round(100 * run.rows_done / run.rows_total),
        left=time_left(run, now),
        took=words_of(run.ended_at - run.began_at) if run.ended_at and run.began_at else "",
        spread=spread_figure(list(spread.get("bins", []))),
        labels=tuple((name.replace("_", " "), count) for name, count in _sorted(spread.get("labels", {}))),
        confidence=tuple(
            (name, spread["confidence"][name])
            for name in ("high", "medium", "low")
            if name in spread.get("confidence", {})
        ),
    )


def state_words(run: Run) -> tuple[str, str]:
    """The state in a word, and how it is coloured."""
    if run.is_live and run.cancel_at is not None:
        return _("Stopping"), "look"
    return {
        State.WAITING: (_("Waiting"), ""),
        State.QUEUED: (_("Waiting"), ""),
        State.RUNNING: (_("Running"), "look"),
        State.DONE: (_("Done"), "good"),
        State.FAILED: (_("Failed"), "act"),
        State.CANCELLED: (_("Cancelled"), ""),
    }[run.state]


def time_left(run: Run, now: datetime) -> str:
    """About how long it will still take; "" where nobody can tell."""
    if run.began_at is None or not 0 < run.rows_done < run.rows_total:
        return ""
    each = (now - run.began_at) / run.rows_done
    return words_of(each * (run.rows_total - run.rows_done))


def words_of(span: timedelta) -> str:
    """A stretch of time as people say it."""
    seconds = max(0, round(span.total_seconds()))
    if seconds < 60:
        return _("%(count)s s", count=seconds)
    if seconds < 3600:
        return _("%(minutes)s min %(seconds)s s", minutes=seconds // 60, seconds=seconds % 60)
    return _("%(hours)s h %(minutes)s min", hours=seconds // 3600, minutes=seconds % 3600 // 60)


def spread_figure(bins: list[int]) -> Markup | None:
    """The histogram of a run's scores, with its figures in a table; None where there are none."""
    if not any(bins):
        return None
    step = 100 // len(bins)
    labels = [_("%(low)s to %(high)s %%", low=low, high=low + step) for low in range(0, 100, step)]
    told = Told("spread", _("How the scores are spread"), _("How many leads have which score."))
    leads = Series(_("Leads"), "now", bins)
    rows = [[label, f"{count:,}"] for label, count in zip(labels, bins, strict=True)]
    shown_labels = [f"{low} %" for low in range(0, 100, step)]
    return figure(
        bars(told, shown_labels, [leads], every=4), Table(_("Scores as a table"), [_("Score"), _("Leads")], rows)
    )


def _sorted(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda one: -one[1])
