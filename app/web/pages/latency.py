"""How long answers took, from the histograms that Prometheus reads.

A histogram tells only how many answers lay in each of its buckets: a quantile is taken by a straight line within its
bucket, as Prometheus's histogram_quantile does, and so is "about" right.
"""

import math
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from prometheus_client import Metric

from app.web.metrics import registry
from app.web.pages.figures import seconds_words

QUANTILES = (0.50, 0.95, 0.99)
_HISTOGRAM = "leadsheet_request_seconds"

Buckets = Sequence[
    tuple[float, float]
]  # (upper bound in seconds, answers up to it), rising; the last bound is infinite


@dataclass(frozen=True)
class Latency:
    """Answers at one address, and about how long half, 95 and 99 in a hundred of them took at most."""

    address: str
    answers: int
    quantiles: tuple[str, ...]


def latencies() -> list[Latency]:
    """What has been counted so far, the address asked most first."""
    return told(registry().collect())


def of_all_processes() -> bool:
    """Whether the figures are of all web processes, not of this one alone."""
    return "PROMETHEUS_MULTIPROC_DIR" in os.environ


def told(metrics: Iterable[Metric]) -> list[Latency]:
    """The latencies in what a registry collects, the address asked most first."""
    buckets: dict[str, list[tuple[float, float]]] = {}
    for sample in (one for metric in metrics if metric.name == _HISTOGRAM for one in metric.samples):
        if sample.name == f"{_HISTOGRAM}_bucket":
            buckets.setdefault(sample.labels["address"], []).append((float(sample.labels["le"]), sample.value))
    found = [_latency(address, sorted(one)) for address, one in buckets.items()]
    return sorted((one for one in found if one.answers), key=lambda one: (-one.answers, one.address))


def quantile(buckets: Buckets, part: float) -> float:
    """The time that `part` (0 to 1) of the answers took at most, in seconds.

    Infinite where it lies over the last finite bound, and NaN where nothing was answered.
    """
    total = buckets[-1][1] if buckets else 0
    if not total:
        return math.nan
    rank, below, before = part * total, 0.0, 0.0
    for bound, answers in buckets:
        if answers >= rank and answers > before:
            within = (rank - before) / (answers - before)
            return bound if math.isinf(bound) else min(below + (bound - below) * within, bound)  # rounding aside
        below, before = bound, answers
    return math.inf


def quantile_words(buckets: Buckets, part: float) -> str:
    """A quantile in words: `about 3.2 ms`, or `over 2.5 s` where the last bucket has no end."""
    found = quantile(buckets, part)
    if math.isnan(found):
        return "-"
    if math.isinf(found):
        return f"> {seconds_words(max((bound for bound, _ in buckets if not math.isinf(bound)), default=0.0))}"
    return seconds_words(found)


def _latency(address: str, buckets: Buckets) -> Latency:
    return Latency(address, int(buckets[-1][1]), tuple(quantile_words(buckets, part) for part in QUANTILES))
