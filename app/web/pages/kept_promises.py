"""How well scores keep what they promise, drawn: calibration by bands, and the lift of the best part of a list."""

from markupsafe import Markup

from app.scoring.reference import Kept
from app.web.pages.charts import Interval, Series, Table, Told, bars, figure, intervals
from app.web.pages.figures import percent
from app.web.pages.typed_gettext import gettext as _


def calibration_chart(kept: Kept) -> Markup:
    """A row a band: what the scores said, and how many engaged, with its interval."""
    rows = [
        Interval(
            _("score about %(score)s", score=percent(one.score)), percent(one.engaged), one.engaged, one.low, one.high
        )
        for one in kept.bands
    ]
    told = Told("calibration", _("Calibration"), _("For each band of score, the share of leads that in fact engaged."))
    cells = [
        [percent(one.score), percent(one.engaged), f"{percent(one.low)} - {percent(one.high)}", f"{one.leads:.0f}"]
        for one in kept.bands
    ]
    header = [_("Mean score"), _("Engaged"), _("Between"), _("Leads")]
    return figure(intervals(told, rows, (0, 0.25, 0.5, 0.75, 1.0)), Table(_("Calibration as a table"), header, cells))


def lift_chart(kept: Kept) -> Markup:
    """How many times as many of the best engaged as of all, the further down the list the fewer."""
    told = Told(
        "lift-curve", _("Lift"), _("How many times as many engaged among the best part of the list as among all.")
    )
    labels = [percent(part) for part, _lift in kept.lift]
    series = [Series(_("Lift"), "now", [lift for _part, lift in kept.lift])]
    rows = [[percent(part), f"{lift:.2f}"] for part, lift in kept.lift]
    return figure(bars(told, labels, series, every=2), Table(_("Lift as a table"), [_("Best part"), _("Lift")], rows))
