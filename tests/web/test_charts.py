"""Charts as numbers in and SVG out."""

import math
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from prometheus_client import CollectorRegistry, Histogram

from app.scoring.reference import Histogram as ReferenceHistogram
from app.web.pages.charts import (
    Interval,
    Series,
    Table,
    Told,
    bars,
    bin_words,
    figure,
    histogram,
    intervals,
    share_bar,
    split,
    ticks_to,
)
from app.web.pages.figures import bytes_words, count, percent, seconds_words
from app.web.pages.held_out import in_few_bins, shares_of
from app.web.pages.latency import quantile, quantile_words, told

TOLD = Told("here", "Leads a day", "As many as there were")
HOSTILE = "<script>alert('&\"')</script>"


def drawn(svg: Markup) -> ET.Element:
    return ET.fromstring(str(svg))


def rects(svg: Markup) -> list[dict[str, float]]:
    numbers = ("x", "y", "width", "height")
    found = drawn(svg).iter("rect")
    return [{name: float(one.get(name, "0").rstrip("%")) for name in numbers} for one in found]


def test_bars_are_as_high_as_their_numbers() -> None:
    svg = bars(TOLD, ["a", "b"], [Series("x", "s1", [100, 50])], every=1)
    high, low = rects(svg)
    assert high["height"] == pytest.approx(168)
    assert low["height"] == pytest.approx(84)
    assert high["y"] + high["height"] == pytest.approx(low["y"] + low["height"])


def test_bars_stand_on_each_other() -> None:
    svg = bars(TOLD, ["a"], [Series("x", "s1", [60]), Series("y", "s2", [40])], every=1)
    below, above = rects(svg)
    assert below["x"] == above["x"]
    assert above["y"] + above["height"] <= below["y"]
    assert below["height"] == pytest.approx(168 * 0.6)


def test_no_bar_for_nothing() -> None:
    assert rects(bars(TOLD, ["a", "b"], [Series("x", "s1", [0, 0])], every=1)) == []
    assert rects(bars(TOLD, [], [], every=1)) == []


@given(
    st.lists(
        st.tuples(st.floats(0, 1e9), st.floats(0, 1e9)).filter(lambda pair: all(math.isfinite(one) for one in pair)),
        min_size=1,
        max_size=40,
    )
)
def test_bars_never_leave_their_picture(values: list[tuple[float, float]]) -> None:
    series = [Series("x", "s1", [one for one, _ in values]), Series("y", "s2", [one for _, one in values])]
    for one in rects(bars(TOLD, ["d"] * len(values), series, every=7)):
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= 100.1
        assert one["y"] >= 11.9
        assert one["height"] >= 0
        assert one["y"] + one["height"] <= 12 + 168 + 0.1


@given(st.floats(0, 1e12), st.booleans())
def test_ticks_hold_the_most_in_at_most_five_even_steps(most: float, shares: bool) -> None:
    ticks = ticks_to(most, shares=shares)
    assert ticks[0] == 0
    assert ticks[-1] >= most * (1 - 1e-6)
    assert 2 <= len(ticks) <= 6
    steps = [high - low for low, high in pairwise(ticks)]
    assert max(steps) == pytest.approx(min(steps), rel=1e-6, abs=1e-9)
    if not shares:
        assert all(tick == int(tick) for tick in ticks)


def test_a_picture_is_told_to_who_does_not_see_it() -> None:
    svg = drawn(bars(TOLD, ["a"], [Series("x", "s1", [1])], every=1))
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "here-title here-desc"
    assert (svg[0].tag, svg[0].get("id"), svg[0].text) == ("title", "here-title", "Leads a day")
    assert (svg[1].tag, svg[1].get("id"), svg[1].text) == ("desc", "here-desc", "As many as there were")


def test_bars_of_a_histogram_stand_beside_each_other() -> None:
    svg = histogram(TOLD, ["0.5"], [Series("now", "now", [0.25, 0.75]), Series("usual", "usual", [0.5, 0.5])], every=1)
    now, usual, now_high, _ = rects(svg)
    assert now["x"] + now["width"] == pytest.approx(usual["x"], abs=0.02)
    assert now_high["height"] == pytest.approx(now["height"] * 3, abs=0.1)
    assert "≤ 0.5, now: 25 %" in "".join(drawn(svg).itertext())


def test_intervals_stand_where_their_axis_says() -> None:
    rows = [Interval("model", "0.63", 0.6, 0.55, 0.7, own=True), Interval("chance", "0.5", 0.5, 0.5, 0.5)]
    svg = drawn(intervals(TOLD, rows, [0.5, 0.6, 0.7], mark=0.5))
    circles = [(one.get("cx"), one.get("class")) for one in svg.iter("circle")]
    assert circles == [("50%", "now"), ("0%", "usual")]
    reach = next(one for one in svg.iter("line") if one.get("class") == "reach now")
    assert (reach.get("x1"), reach.get("x2")) == ("25%", "100%")


def test_parts_of_a_split_bar_fill_it() -> None:
    found = rects(split(TOLD, [("a", "now", 0.25), ("b", "usual", 0.0), ("c", "back", 0.75)]))
    assert [(one["x"], one["width"]) for one in found] == [(0, 25), (25, 75)]


@pytest.mark.parametrize(("share", "width"), [(-1, 0), (0, 0), (0.333, 33.3), (1, 100), (7, 100)])
def test_a_share_fills_its_bar(share: float, width: float) -> None:
    assert rects(share_bar(share))[1]["width"] == width


def test_hostile_words_stay_words() -> None:
    series = [Series(HOSTILE, HOSTILE, [1.0, 0.5])]
    whole = figure(
        bars(Told(HOSTILE, HOSTILE, HOSTILE), [HOSTILE] * 2, series, every=1)
        + histogram(TOLD, [HOSTILE], series, every=1)
        + intervals(TOLD, [Interval(HOSTILE, HOSTILE, 1, 1, 1)], [0, 1])
        + split(TOLD, [(HOSTILE, HOSTILE, 1.0)]),
        Table(HOSTILE, [HOSTILE], [[HOSTILE, HOSTILE]]),
        series,
    )
    assert "<script" not in whole
    assert ET.fromstring(f"<p>{whole}</p>") is not None


def test_no_style_and_no_script_is_in_a_chart() -> None:
    series = [Series("x", "s1", [1, 2])]
    whole = figure(bars(TOLD, ["a", "b"], series, every=1), Table("As a table", ["", "n"], [["a", "1"]]), series)
    assert not re.search(r"style=|<style|<script| on\w+=|href=", whole)


def test_the_figures_stand_beside_the_picture() -> None:
    table = Table("As a table", ["Day", "Leads"], [["1 May", "7"], ["2 May", "9"]])
    whole = ET.fromstring(str(figure(bars(TOLD, ["a"], [], every=1), table)))
    cells = [[cell.text for cell in row] for row in whole.iter("tr")]
    assert cells == [["Day", "Leads"], ["1 May", "7"], ["2 May", "9"]]


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (percent(0), "0 %"),
        (percent(0.004), "< 1 %"),
        (percent(0.04), "4 %"),
        (percent(0.996), "> 99 %"),
        (percent(1), "100 %"),
        (count(1234), "1,234"),
        (seconds_words(0.00062), "0.6 ms"),
        (seconds_words(0.0432), "43 ms"),
        (seconds_words(1.25), "1.2 s"),
        (bytes_words(640), "640 bytes"),
        (bytes_words(12_300), "12 KB"),
        (bytes_words(3_400_000), "3.4 MB"),
    ],
)
def test_numbers_in_words(said: str, wanted: str) -> None:
    assert said == wanted


def test_bins_in_words() -> None:
    assert bin_words(["0.25", "0.30"]) == ["≤ 0.25", "0.25 – 0.30", "> 0.30"]
    assert bin_words([]) == [""]


def test_held_out_bins_are_joined_without_guessing() -> None:
    values = ReferenceHistogram((0.21, 0.248, 0.27, 0.301), (5, 5, 10, 10, 20), 0.28)
    bins = in_few_bins(values)
    assert bins.bounds == (0.21, 0.248, 0.301)
    assert bins.shares == pytest.approx((5 / 50, 5 / 50, 20 / 50, 20 / 50))
    assert shares_of([(0.21, 1), (0.2101, 2), (0.9, 1)], bins.bounds) == (0.25, 0.5, 0, 0.25)
    assert shares_of([], bins.bounds) == (0, 0, 0, 0)


INF = math.inf


@pytest.mark.parametrize(
    ("buckets", "part", "wanted"),
    [
        ([(0.1, 10), (0.2, 20), (INF, 20)], 0.5, 0.1),
        ([(0.1, 10), (0.2, 20), (INF, 20)], 0.75, 0.15),
        ([(0.1, 10), (0.2, 20), (INF, 20)], 0.25, 0.05),
        ([(0.1, 0), (0.2, 0), (0.4, 4), (INF, 4)], 0.5, 0.3),
        ([(0.1, 10), (INF, 20)], 0.99, INF),
        ([(0.1, 20), (INF, 20)], 1, 0.1),
    ],
)
def test_quantiles_lie_within_their_bucket(buckets: list[tuple[float, float]], part: float, wanted: float) -> None:
    assert quantile(buckets, part) == pytest.approx(wanted)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=200), st.floats(0.01, 1))
def test_a_quantile_is_in_the_bucket_of_the_true_one(times: list[float], part: float) -> None:
    bounds = [0.001, 0.01, 0.1, 0.5, 1, 2.5, INF]
    buckets = [(bound, float(sum(one <= bound for one in times))) for bound in bounds]
    true = sorted(times)[max(math.ceil(part * len(times) - 1e-9) - 1, 0)]
    upper = next(bound for bound in bounds if true <= bound)
    lower = max((bound for bound in bounds if bound < upper), default=0)
    assert lower <= quantile(buckets, part) <= upper


def test_nothing_answered_has_no_quantile() -> None:
    assert math.isnan(quantile([], 0.5))
    assert math.isnan(quantile([(0.1, 0), (INF, 0)], 0.5))
    assert quantile_words([(0.1, 0), (INF, 0)], 0.5) == "-"


def test_latencies_are_read_from_a_registry() -> None:
    registry = CollectorRegistry()
    seconds = Histogram("leadsheet_request_seconds", "Time.", ["address"], buckets=(0.1, 0.2, 2.5), registry=registry)
    for _ in range(10):
        seconds.labels("/predict").observe(0.15)
    seconds.labels("/slow").observe(9)
    seconds.labels("/never")
    fast, slow = told(registry.collect())
    assert (fast.address, fast.answers, fast.quantiles[0]) == ("/predict", 10, "150 ms")
    assert (slow.address, slow.answers, slow.quantiles) == ("/slow", 1, ("> 2.5 s",) * 3)
