"""The model card for people: what a score is of, how good it is, what moves it, what it must not be used for."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.errors import ModelProblem
from app.leads.fields import FIELD
from app.scoring.manifest import Manifest
from app.scoring.reference import Reference
from app.scoring.stored import stored_reference
from app.web.pages import card_words
from app.web.pages.charts import (
    Interval,
    Series,
    Table,
    Told,
    bin_words,
    figure,
    histogram,
    intervals,
    share_bar,
    ticks_to,
)
from app.web.pages.figures import percent
from app.web.pages.held_out import in_few_bins
from app.web.pages.kept_promises import calibration_chart, lift_chart
from app.web.pages.site import pages, service
from app.web.pages.typed_gettext import gettext as _

# Measure -> decimals; in the table's order.
_MEASURES = {
    "auc": 3,
    "average_precision": 3,
    "brier": 3,
    "log_loss": 3,
    "f1": 3,
    "precision_at_10": 3,
    "precision_at_20": 3,
    "lift_at_10": 2,
    "lift_at_20": 2,
    "calibration_error": 3,
}
_FIRST_MEASURES = ("auc", "brier", "f1", "precision_at_10", "lift_at_10")


@dataclass(frozen=True)
class Figure:
    """A measure of one candidate, and its 95 % interval."""

    measure: str
    mean: str
    interval: str


@dataclass(frozen=True)
class FieldRow:
    """A field, its part in what moves scores, and the share of training leads without it."""

    title: str
    importance: str
    importance_bar: Markup
    missing: str
    missing_bar: Markup


@pages.route("/card")
def card() -> ResponseReturnValue:
    """What a person should know before relying on a score."""
    model = service().model
    if model is None:
        said = _("There is no model to score with: %(problem)s", problem=service().problem)
        return render_template("card.html", manifest=None, problem=said), 503
    reference, why = known_reference(model.manifest)
    return render_template(
        "card.html",
        manifest=model.manifest,
        about=_sentence(model.manifest.about),
        event=_sentence(model.manifest.event),
        problem=service().problem,
        words=card_words,
        candidates=_candidates(model.manifest, _FIRST_MEASURES),
        all_candidates=_candidates(model.manifest, tuple(_MEASURES)),
        headings={name: measure_title(name) for name in _MEASURES},
        first_measures=_FIRST_MEASURES,
        measures=tuple(_MEASURES),
        auc=_interval_chart(model.manifest, "auc", mark=0.5),
        lift=_interval_chart(model.manifest, "lift_at_10", mark=1.0),
        lift_20=_interval_chart(model.manifest, "lift_at_20", mark=1.0),
        calibration=calibration_chart(reference.kept) if reference and reference.kept else "",
        lift_curve=lift_chart(reference.kept) if reference and reference.kept else "",
        reference=reference,
        no_reference=why,
        fields=_fields(reference) if reference else [],
        scores=scores_chart(reference) if reference else "",
        bands=[percent(share) for share in reference.scores.bands] if reference else [],
        percent=percent,
    )


def known_reference(manifest: Manifest) -> tuple[Reference | None, str]:
    """The reference statistics of the model that serves, or None and why."""
    try:
        found = stored_reference(service().settings.model)
    except ModelProblem as problem:
        return None, str(problem)
    if found is None:
        return None, _("This model was stored before there were reference statistics: train it anew to have them.")
    if found.version != manifest.version:
        return None, _("The model's folder holds another model by now: restart the service to serve that one.")
    return found, ""


def measure_title(name: str) -> str:
    """A measure's heading."""
    return {
        "auc": _("AUC"),
        "average_precision": _("Average precision"),
        "brier": _("Brier (lower is better)"),
        "log_loss": _("Log-loss (lower is better)"),
        "f1": _("F1 at 0.5"),
        "precision_at_10": _("Precision, best 10 %"),
        "precision_at_20": _("Precision, best 20 %"),
        "lift_at_10": _("Lift, best 10 %"),
        "lift_at_20": _("Lift, best 20 %"),
        "calibration_error": _("Calibration error (lower is better)"),
    }[name]


def scores_chart(reference: Reference) -> Markup:
    """The scores that the training leads got from models which had not seen them."""
    bins = in_few_bins(reference.scores.values)
    series = [Series(_("Held-out scores"), "now", bins.shares)]
    told = Told("held-out", _("Held-out scores"), _("The share of held-out scores in each band of score."))
    rows = [[said, percent(share)] for said, share in zip(bin_words(bins.words), bins.shares, strict=True)]
    table = Table(_("Held-out scores as a table"), [_("Score"), _("Share")], rows)
    return figure(histogram(told, bins.words, series, every=2), table)


def _candidates(manifest: Manifest, measures: Sequence[str]) -> list[tuple[str, str, list[Figure]]]:
    """Key, name and figures of the model and of each it is compared with."""
    return [
        (name, card_words.candidate(name), [_figure(one, row[one]) for one in measures if one in row])
        for name, row in manifest.metrics.items()
    ]


def _figure(measure: str, spread: dict[str, float]) -> Figure:
    mean, low, high = (f"{spread[part]:.{_MEASURES[measure]}f}" for part in ("mean", "low", "high"))
    return Figure(measure, mean, _("%(low)s to %(high)s", low=low, high=high))


def _interval_chart(manifest: Manifest, measure: str, mark: float) -> Markup:
    decimals, title = _MEASURES[measure], measure_title(measure)
    spreads = {name: row[measure] for name, row in manifest.metrics.items() if measure in row}
    rows = [
        Interval(
            card_words.candidate(name),
            f"{one['mean']:.{decimals}f}",
            one["mean"],
            one["low"],
            one["high"],
            own=name == "model",
        )
        for name, one in spreads.items()
    ]
    told = Told(
        measure.replace("_", "-"),
        title,
        _(
            "%(measure)s of each, with its 95 %% interval; the upright line is chance, %(mark)s.",
            measure=title,
            mark=f"{mark:g}",
        ),
    )
    table = Table(
        _("%(measure)s as a table", measure=title),
        ["", _("Mean"), _("95 % interval")],
        [[row.title, row.words, f"{row.low:.{decimals}f} – {row.high:.{decimals}f}"] for row in rows],
    )
    return figure(intervals(told, rows, _axis([*spreads.values()], mark), mark), table)


def _axis(spreads: Sequence[dict[str, float]], mark: float) -> list[float]:
    """Even ticks that hold every interval and the mark."""
    low = min([mark, *(one["low"] for one in spreads)])
    high = max([mark, *(one["high"] for one in spreads)])
    steps = ticks_to(high - low, shares=True)
    step = steps[1]
    first = low // step * step
    return [round(first + step * at, 6) for at in range(len(steps) + 1) if first + step * (at - 1) < high]


def _fields(reference: Reference) -> list[FieldRow]:
    """The fields, the one that moves scores most first."""
    ordered = sorted(reference.fields.items(), key=lambda one: -one[1].importance)
    most = max((field.importance for _name, field in ordered), default=0) or 1
    rows = []
    for name, field in ordered:
        missing = field.missing / reference.leads if reference.leads else 0.0
        rows.append(
            FieldRow(
                FIELD[name].title,
                percent(field.importance),
                share_bar(field.importance / most),
                percent(missing),
                share_bar(missing, "usual"),
            )
        )
    return rows


def _sentence(text: str) -> str:
    """A manifest's phrase as a sentence."""
    trimmed = text.strip().rstrip(".")
    return f"{trimmed[:1].upper()}{trimmed[1:]}."
