"""The scores of the last days beside those the model gave contacts it had not seen. Pure but for the words."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from app.scoring.manifest import Thresholds
from app.scoring.reference import Reference
from app.scoring.verdict import ENGAGED, HIGH, LOW, MEDIUM, NOT_ENGAGED, confidence_of, label_of
from app.web.pages.charts import Series, Table, Told, bin_words, figure, histogram, split
from app.web.pages.figures import count, percent
from app.web.pages.held_out import in_few_bins, shares_of
from app.web.pages.typed_gettext import gettext as _

Scores = Sequence[tuple[float, int]]  # a score, and how often it was given


@dataclass(frozen=True)
class Shares:
    """Parts of a whole: for each its title, look and share; `bar` is their picture."""

    title: str
    parts: list[tuple[str, str, str]]
    bar: Markup


def scores_figure(scores: Scores, reference: Reference) -> Markup:
    """The two histograms, in the bins of the reference."""
    bins = in_few_bins(reference.scores.values)
    now = Series(_("The last 7 days"), "now", shares_of(scores, bins.bounds))
    usual = Series(_("Held-out scores of the training contacts"), "usual", bins.shares)
    words = bin_words(bins.words)
    rows = [
        [said, percent(mine), percent(theirs)]
        for said, mine, theirs in zip(words, now.values, usual.values, strict=True)
    ]
    told = Told(
        "scores",
        _("Scores of the last 7 days"),
        _(
            "The share of scores in each band, of %(count)s leads scored in the last 7 days, beside the held-out "
            "scores of the contacts that the model learned from.",
            count=count(sum(leads for _score, leads in scores)),
        ),
    )
    table = Table(_("Scores as a table"), [_("Score"), now.title, usual.title], rows)
    return figure(histogram(told, bins.words, [now, usual], every=2), table, [now, usual])


def label_shares(scores: Scores, thresholds: Thresholds) -> Shares:
    """The shares of the labels."""
    counts = dict.fromkeys((ENGAGED, NOT_ENGAGED), 0)
    for score, leads in scores:
        counts[label_of(score, thresholds)] += leads
    titles = {ENGAGED: (_("engaged"), "now"), NOT_ENGAGED: (_("not engaged"), "back")}
    return _shares("labels", _("Labels"), counts, titles)


def confidence_shares(scores: Scores, thresholds: Thresholds) -> Shares:
    """The shares of the bands of confidence."""
    counts = dict.fromkeys((HIGH, MEDIUM, LOW), 0)
    for score, leads in scores:
        counts[confidence_of(score, thresholds)] += leads
    titles = {HIGH: (_("high"), "now"), MEDIUM: (_("medium"), "now-soft"), LOW: (_("low"), "back")}
    return _shares("confidence", _("Confidence"), counts, titles)


def _shares(name: str, title: str, counts: dict[str, int], titles: dict[str, tuple[str, str]]) -> Shares:
    total = sum(counts.values()) or 1
    parts = [(*titles[key], leads / total) for key, leads in counts.items()]
    said = [(words, look, percent(share)) for words, look, share in parts]
    told = Told(name, title, ", ".join(f"{words} {share}" for words, _look, share in said))
    return Shares(title, said, split(told, parts))
