"""The reference's histogram of held-out scores in few bins, and other scores counted in the very same ones. Pure.

The reference's bins are narrow (a sixtieth of the scores each) and end where its scores did. They are joined to bins
that end as near as can be to every twentieth, so that their counts stay exact and nothing is guessed within a bin.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from app.scoring.reference import Histogram

_STEP = 0.05


@dataclass(frozen=True)
class Bins:
    """Bin i holds scores over bounds[i - 1] and up to bounds[i]; the first and the last are open. Shares add to 1."""

    bounds: tuple[float, ...]
    shares: tuple[float, ...]

    @property
    def words(self) -> list[str]:
        """The bounds as a chart shows them."""
        return [f"{bound:.2f}" for bound in self.bounds]


def in_few_bins(values: Histogram) -> Bins:
    """The reference's held-out scores in bins of about 0.05."""
    chosen = _nearest(values.edges)
    so_far = list(accumulate(values.counts))
    cuts = [0, *(so_far[at] for at in chosen), so_far[-1]]
    total = so_far[-1] or 1
    return Bins(tuple(values.edges[at] for at in chosen), tuple((high - low) / total for low, high in pairwise(cuts)))


def shares_of(scores: Iterable[tuple[float, int]], bounds: Sequence[float]) -> tuple[float, ...]:
    """The shares of scores, each with how often it was given, in bins with these bounds; all 0 where there are none."""
    counts = [0] * (len(bounds) + 1)
    for score, leads in scores:
        counts[bisect_left(bounds, score)] += leads
    total = sum(counts) or 1
    return tuple(count / total for count in counts)


def _nearest(edges: Sequence[float]) -> list[int]:
    """The places of the edges that are nearest to each twentieth, none twice, and none far from one."""
    places = []
    for twentieth in range(1, 20):
        goal = twentieth * _STEP
        at = min(range(len(edges)), key=lambda place: abs(edges[place] - goal), default=None)
        if at is not None and abs(edges[at] - goal) < _STEP / 2 and at not in places:
            places.append(at)
    return places
