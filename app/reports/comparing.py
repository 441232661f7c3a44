"""Two samples, each as counts by place: how far apart they are, and how likely chance alone is to part them so."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy import stats

# Below it the chi-square distribution is no good guide to the statistic (Cochran 1954).
_FEWEST_EXPECTED = 5.0

Counts = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Shift:
    """How two samples differ.

    `p` by chance alone; `effect` from 0 to 1; `place` where they differ most, with the share of either sample there:
    of numbers up to the end of that bin, of categories in that one (-1: in all that were merged). `reach` is the
    largest effect that the two samples could have shown, had all there is fallen into one of them.
    """

    p: float
    effect: float
    place: int
    before: float
    after: float
    reach: float = 1.0


def numbers_moved(before: Sequence[int], after: Sequence[int], before_leads: int | None = None) -> Shift | None:
    """Kolmogorov-Smirnov's two-sample test on binned numbers; None where there is nothing to compare.

    The largest gap between the two cumulative shares is looked for at the ends of the bins alone, which can only make
    it smaller: the test errs on the quiet side. Its p is the one-sample distribution at the effective size, as
    `scipy.stats.ks_2samp` has it for large samples (Hodges 1958). `before_leads` is how many leads the counts before
    rest on, if each was counted several times.
    """
    old, new = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    if len(old) < 2 or not old.sum() or not new.sum():
        return None
    share_old, share_new = np.cumsum(old)[:-1] / old.sum(), np.cumsum(new)[:-1] / new.sum()
    gaps = np.abs(share_new - share_old)
    place = int(gaps.argmax())
    sizes = before_leads or old.sum(), new.sum()
    effective = round(sizes[0] * sizes[1] / (sizes[0] + sizes[1]))
    p = float(np.clip(stats.kstwo.sf(gaps[place], max(effective, 1)), 0.0, 1.0))
    return Shift(p, float(gaps[place]), place, float(share_old[place]), float(share_new[place]))


def categories_moved(before: Sequence[int], after: Sequence[int]) -> Shift | None:
    """Pearson's chi-square on categories, the last of which is "all others"; None where there is nothing to compare.

    Categories expected fewer than five times in either sample join the others; where even those are too few, they join
    the smallest that is left. The effect is the largest change of a share.
    """
    table = np.array([before, after], dtype=np.float64)
    if not table.sum(axis=1).all():
        return None
    places, merged = _merged(table)
    if merged.shape[1] < 2:
        return None
    p = float(stats.chi2_contingency(merged, correction=False).pvalue)
    share = merged / merged.sum(axis=1, keepdims=True)
    at = int(np.abs(share[1] - share[0]).argmax())
    return Shift(p, float(abs(share[1, at] - share[0, at])), places[at], float(share[0, at]), float(share[1, at]))


def _merged(table: Counts) -> tuple[list[int], Counts]:
    totals = table.sum(axis=0)
    expected = totals * table.sum(axis=1).min() / table.sum()
    kept = [place for place in range(table.shape[1] - 1) if expected[place] >= _FEWEST_EXPECTED]
    others = [place for place in range(table.shape[1]) if place not in kept]
    if kept and 0 < expected[others].sum() < _FEWEST_EXPECTED:
        others.append(kept.pop(int(np.argmin(expected[kept]))))
    columns = [*(table[:, place] for place in kept)]
    if totals[others].sum():
        return [*kept, -1], np.column_stack([*columns, table[:, others].sum(axis=1)])
    return kept, np.column_stack(columns)


def share_moved(before: int, of_before: int, after: int, of_after: int, *, only_up: bool = False) -> Shift | None:
    """Fisher's exact test of a share in two samples, by mid-p; None where one is empty.

    Counts are whole numbers, so the exact test alarms far less often than it says; with half of the chance of the very
    counts seen (Lancaster 1961) it is close to what it says, and finds more.
    """
    if not of_before or not of_after:
        return None
    old, new = before / of_before, after / of_after
    less, more = _mid_p(before, of_before, after, of_after)
    p = more if only_up else min(2 * min(less, more), 1.0)
    effect = new - old if only_up else abs(new - old)
    return Shift(p, max(effect, 0.0), 0, old, new, _reach(before + after, of_before, of_after, only_up))


def _reach(both: int, of_before: int, of_after: int, only_up: bool) -> float:
    up = min(both, of_after) / of_after - max(both - of_after, 0) / of_before
    down = min(both, of_before) / of_before - max(both - of_before, 0) / of_after
    return up if only_up else max(up, down)


@lru_cache(maxsize=50_000)
def _mid_p(before: int, of_before: int, after: int, of_after: int) -> tuple[float, float]:
    """The chance of as few, and of as many, after, given how many there are in both together."""
    chance = stats.hypergeom(of_before + of_after, before + after, of_after)
    very = float(chance.pmf(after))
    return max(float(chance.cdf(after)) - very / 2, 0.0), float(chance.sf(after)) + very / 2
