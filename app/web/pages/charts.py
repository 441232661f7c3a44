"""Numbers -> SVG, with the words that may be long as text around it. Pure: no request, no clock, no words of its own.

Charts are made by the server: pages stay free of script and of inline style, which the content security policy forbids,
and the picture is there with the text. Nothing is scaled: across, all is in percent of the room there is, and down, in
pixels; so a text is as large on a phone as on a desk. The numbers beside the axis stand in the margin to the left
(class `picture`). Every chart is told in its title and description, and its figures stand in a table beside it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape

_TOP, _PLOT, _FOOT = 12, 168, 28  # pixels above, of, and below what is plotted
_MIDDLE = 9  # pixels down to the line of an interval
_GAP = 1.5  # pixels between the parts of a bar


@dataclass(frozen=True)
class Told:
    """What a chart is, for whoever does not see it; `name` is its id, one a page."""

    name: str
    title: str
    description: str


@dataclass(frozen=True)
class Series:
    """Numbers of one kind, none below 0; `look` is a class of site.css."""

    title: str
    look: str
    values: Sequence[float]


@dataclass(frozen=True)
class Interval:
    """A figure with its interval; `own` is shown with weight, others beside it."""

    title: str
    words: str
    mean: float
    low: float
    high: float
    own: bool = False


@dataclass(frozen=True)
class Table:
    """The figures of a chart. `summary` is what one presses to see them, the first cell of a row is its heading."""

    summary: str
    header: Sequence[str]
    rows: Sequence[Sequence[str]]


def bars(told: Told, labels: Sequence[str], series: Sequence[Series], every: int, *, shares: bool = False) -> Markup:
    """A bar a label, made of the series one on the other; every `every`th label is written. Ticks are counts."""
    sums = [sum(one.values[at] for one in series) for at in range(len(labels))]
    ticks = ticks_to(max(sums, default=0), shares=shares)
    slot = 100 / max(len(labels), 1)
    parts = [_grid(ticks, shares=shares)]
    for at, label in enumerate(labels):
        base = 0.0
        for one in (one for one in series if one.values[at] > 0):
            parts.append(
                _bar(at * slot + slot * 0.14, slot * 0.72, base, one.values[at], ticks[-1], one, label, shares)
            )
            base += one.values[at]
    parts += [_below(at * slot + slot / 2, label) for at, label in enumerate(labels) if at % every == 0]
    return _picture(told, _TOP + _PLOT + _FOOT, parts)


def histogram(told: Told, bounds: Sequence[str], series: Sequence[Series], every: int) -> Markup:
    """Shares by bin, the series beside each other; `bounds` stand between the bins, one fewer than there are bins."""
    bins = len(bounds) + 1
    ticks = ticks_to(max((value for one in series for value in one.values), default=0), shares=True)
    slot, width = 100 / bins, 100 / bins * 0.8 / max(len(series), 1)
    parts = [_grid(ticks, shares=True)]
    for at, between in enumerate(bin_words(bounds)):
        for place, one in enumerate(series):
            left = at * slot + slot * 0.1 + place * width
            parts.append(_bar(left, width, 0, one.values[at], ticks[-1], one, between, shares=True))
    parts += [_below((at + 1) * slot, bound) for at, bound in enumerate(bounds) if at % every == 0]
    return _picture(told, _TOP + _PLOT + _FOOT, parts)


def intervals(told: Told, rows: Sequence[Interval], ticks: Sequence[float], mark: float | None = None) -> Markup:
    """A row each: what it is, its figure, and a point on its interval. `ticks` are the axis; `mark` has a line down."""
    first, last = ticks[0], ticks[-1]

    def across(value: float) -> float:
        return min(max((value - first) / (last - first), 0), 1) * 100

    parts = []
    for row in rows:
        look = "now" if row.own else "usual"
        lines = [_line(across(tick), _MIDDLE - 6, across(tick), _MIDDLE + 6, "axis") for tick in ticks]
        if mark is not None:
            lines.append(_line(across(mark), _MIDDLE - 8, across(mark), _MIDDLE + 8, "mark"))
        lines += [
            _line(across(row.low), _MIDDLE, across(row.high), _MIDDLE, f"reach {look}"),
            Markup('<circle class="{}" cx="{}%" cy="{}" r="5"/>').format(look, _short(across(row.mean)), _MIDDLE),
        ]
        # Words that may be wider than the picture: text of the page, which is wrapped, as that of a drawing is not.
        parts.append(
            Markup('<p class="{}"><span>{}</span> <span>{}</span></p>{}').format(
                "strong" if row.own else "said", row.title, row.words, _strip(2 * _MIDDLE, lines)
            )
        )
    ends = {0: "start", len(ticks) - 1: "end"}
    axis = [_text(across(tick), 14, f"{tick:g}", ends.get(at, "middle")) for at, tick in enumerate(ticks)]
    return Markup('<div class="intervals" role="img" aria-label="{}. {}">{}{}</div>').format(
        told.title, told.description, Markup("").join(parts), _strip(20, axis)
    )


def split(told: Told, parts: Sequence[tuple[str, str, float]]) -> Markup:
    """One bar across, of parts (title, look, share) that add up to 1."""
    drawn, left = [], 0.0
    for title, look, share in parts:
        if share > 0:
            drawn.append(
                Markup('<rect class="{}" x="{}%" y="0" width="{}%" height="16"><title>{}: {}</title></rect>').format(
                    look, _short(left * 100), _short(share * 100), title, _percent(share)
                )
            )
        left += share
    drawn += [_line(edge * 100, 0, edge * 100, 16, "cut") for edge in _edges([share for *_, share in parts])]
    return _picture(told, 16, drawn, look="picture whole")


def share_bar(share: float, look: str = "now") -> Markup:
    """A bar for a table's cell. The figure beside it says the same, so that a screen reader is spared it."""
    bar = Markup(
        '<rect class="back" width="100%" height="10" rx="3"/><rect class="{}" width="{}%" height="10" rx="3"/>'
    ).format(look, _short(min(max(share, 0), 1) * 100))
    return _strip(10, [bar])


def figure(picture: Markup, table: Table, series: Sequence[Series] = ()) -> Markup:
    """A chart with the key to its series, and its figures in a table that opens."""
    key = Markup("").join(Markup('<li class="{}">{}</li>').format(one.look, one.title) for one in series)
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_numeric(at), said) for at, said in enumerate(table.header)
    )
    rows = Markup("").join(Markup("<tr>{}</tr>").format(_cells(row)) for row in table.rows)
    return Markup(
        '<figure class="drawn">{}{}<details><summary>{}</summary><div class="scroll" tabindex="0" role="region" '
        'aria-label="{}"><table><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div></details></figure>'
    ).format(
        Markup('<ul class="key">{}</ul>').format(key) if key else "", picture, table.summary, table.summary, head, rows
    )


def ticks_to(most: float, *, shares: bool = False) -> list[float]:
    """From 0 in at most five even steps to at least `most`, each 1, 2 or 5 of a power of ten; counts in whole ones."""
    if most <= 0:
        return [0.0, 0.1 if shares else 1.0]
    most = max(most, 1e-6 if shares else 1.0)
    power = 10.0 ** math.floor(math.log10(most / 4))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor * 4 >= most * (1 - 1e-9))
    step = step if shares else max(step, 1.0)
    return [round(step * at, 10) for at in range(math.ceil(most / step - 1e-9) + 1)]


def bin_words(bounds: Sequence[str]) -> list[str]:
    """What each bin holds: `up to 0.25`, `0.25 - 0.30`, `over 0.65`, without words: `≤ 0.25`, `> 0.65`."""
    if not bounds:
        return [""]
    return [f"≤ {bounds[0]}", *(f"{low} – {high}" for low, high in pairwise(bounds)), f"> {bounds[-1]}"]


def _picture(told: Told, height: int, parts: Sequence[Markup], look: str = "picture") -> Markup:
    return Markup(
        '<svg class="{look}" height="{height}" role="img" aria-labelledby="{name}-title {name}-desc">'
        '<title id="{name}-title">{title}</title><desc id="{name}-desc">{description}</desc>'
        '<g class="chart">{parts}</g></svg>'
    ).format(
        look=look,
        height=height,
        name=told.name,
        title=told.title,
        description=told.description,
        parts=Markup("").join(parts),
    )


def _strip(height: int, parts: Sequence[Markup]) -> Markup:
    """A drawing whose meaning stands beside it in words."""
    return Markup('<svg class="picture whole" height="{}" aria-hidden="true"><g class="chart">{}</g></svg>').format(
        height, Markup("").join(parts)
    )


def _grid(ticks: Sequence[float], *, shares: bool) -> Markup:
    lines = []
    for tick in ticks:
        down = _down(tick, ticks[-1])
        lines.append(_line(0, down, 100, down, "axis"))
        said = _percent(tick) if shares else f"{tick:,.0f}"
        lines.append(Markup('<text x="-8" y="{}" text-anchor="end">{}</text>').format(_short(down + 4), said))
    return Markup("").join(lines)


def _bar(
    left: float, width: float, base: float, value: float, top: float, of: Series, label: str, shares: bool
) -> Markup:
    high, low = _down(base + value, top), _down(base, top) - (_GAP if base else 0)
    said = _percent(value) if shares else f"{value:,.0f}"
    return Markup('<rect class="{}" x="{}%" y="{}" width="{}%" height="{}"><title>{}, {}: {}</title></rect>').format(
        of.look, _short(left), _short(high), _short(width), _short(max(low - high, 0)), label, of.title, said
    )


def _down(value: float, top: float) -> float:
    return _TOP + _PLOT * (1 - value / top)


def _below(across: float, said: str) -> Markup:
    return _text(across, _TOP + _PLOT + 20, said, "middle")


def _text(across: float, down: float, said: str, anchor: str, look: str = "") -> Markup:
    named = Markup(' class="{}"').format(look) if look else ""
    return Markup('<text{} x="{}%" y="{}" text-anchor="{}">{}</text>').format(named, _short(across), down, anchor, said)


def _line(x1: float, y1: float, x2: float, y2: float, look: str) -> Markup:
    ends = (_short(x1), _short(y1), _short(x2), _short(y2))
    return Markup('<line class="{}" x1="{}%" y1="{}" x2="{}%" y2="{}"/>').format(look, *ends)


def _edges(shares: Sequence[float]) -> list[float]:
    """Where one part of a split bar ends and the next begins."""
    so_far = [sum(shares[: at + 1]) for at in range(len(shares) - 1)]
    return [edge for edge in so_far if 0.001 < edge < 0.999]


def _cells(row: Sequence[str]) -> Markup:
    first, *others = row
    cells = [Markup('<td class="number">{}</td>').format(cell) for cell in others]
    return Markup('<th scope="row" class="nowrap">{}</th>{}').format(escape(first), Markup("").join(cells))


def _numeric(at: int) -> Markup:
    return Markup(' class="number"') if at else Markup("")


def _percent(share: float) -> str:
    """A share on an axis or a bar, with a decimal where it is small: `0.5 %`, `12 %`."""
    return f"{share * 100:.2g} %" if share < 0.095 else f"{share * 100:.0f} %"


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
