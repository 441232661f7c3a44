"""Leads scored a day: the days in the team's own zone, and the chart of them."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import format_date
from markupsafe import Markup

from app.store.volume import Span
from app.web.pages.charts import Series, Table, Told, bars, figure
from app.web.pages.figures import count
from app.web.pages.typed_gettext import gettext as _

DAYS = 28
SOURCES = ("sheet", "table", "file", "batch", "api")  # in the order of the bars; others come last


def days_until(now: datetime, zone: ZoneInfo, days: int = DAYS) -> list[tuple[date, Span]]:
    """The last days up to today, each from midnight to midnight in the zone, so that one may have 23 or 25 hours."""
    today = now.astimezone(zone).date()
    dates = [today - timedelta(days=back) for back in range(days - 1, -1, -1)]
    return [(day, (_midnight(day, zone), _midnight(day + timedelta(days=1), zone))) for day in dates]


def source_words(source: str) -> str:
    """Where leads come from, in a person's words."""
    return {
        "sheet": _("Google Sheets"),
        "table": _("Add-on"),
        "file": _("Files"),
        "batch": _("API, batches"),
        "api": _("API, one by one"),
    }.get(source, source)


def volume_figure(days: Sequence[date], counts: Sequence[dict[str, int]]) -> Markup:
    """Bars by day, each made of its sources; only sources that scored something are shown."""
    found = {source for day in counts for source in day}
    sources = [*(one for one in SOURCES if one in found), *sorted(found - set(SOURCES))]
    series = [
        Series(source_words(one), f"s{min(at, 5) + 1}", [day.get(one, 0) for day in counts])
        for at, one in enumerate([*SOURCES, *sorted(found - set(SOURCES))])
        if one in sources
    ]
    labels = [format_date(day, "d MMM") for day in days]
    sums = [sum(day.values()) for day in counts]
    told = Told(
        "volume",
        _("Leads scored a day"),
        _(
            "Leads scored on each of the last %(days)s days, by where they came from: %(count)s in all, at most "
            "%(most)s on one day.",
            days=len(days),
            count=count(sum(sums)),
            most=count(max(sums, default=0)),
        ),
    )
    rows = [[label, *(count(one.values[at]) for one in series), count(sums[at])] for at, label in enumerate(labels)]
    table = Table(_("Leads a day as a table"), [_("Day"), *(one.title for one in series), _("All")], rows[::-1])
    return figure(bars(told, labels, series, every=7), table, series)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone)
