"""The tests of statistics against scipy's own, and where they must say nothing."""

import numpy as np
import pytest
from scipy import stats

from app.reports.comparing import categories_moved, numbers_moved, share_moved


def test_numbers_in_bins_of_one_value_are_scipys_two_sample_test() -> None:
    rng = np.random.default_rng(0)
    old, new = rng.integers(0, 12, 300), rng.integers(2, 14, 90)
    shift = numbers_moved(np.bincount(old, minlength=14).tolist(), np.bincount(new, minlength=14).tolist())
    theirs = stats.ks_2samp(old, new, method="asymp")
    assert shift is not None
    assert shift.effect == pytest.approx(theirs.statistic)
    assert shift.p == pytest.approx(theirs.pvalue)
    assert abs(shift.before - shift.after) == pytest.approx(shift.effect)


def test_counts_of_several_repeats_are_no_more_leads() -> None:
    once, often = numbers_moved([50, 50], [20, 40]), numbers_moved([500, 500], [20, 40], 100)
    assert once == often
    more = numbers_moved([500, 500], [20, 40])
    assert more is not None
    assert once is not None
    assert more.p < once.p


def test_categories_are_pearsons_test() -> None:
    shift = categories_moved([100, 60, 40], [20, 30, 30])
    assert shift is not None
    assert shift.p == pytest.approx(stats.chi2_contingency([[100, 60, 40], [20, 30, 30]], correction=False).pvalue)
    assert shift.place == 0
    assert shift.effect == pytest.approx(0.25)
    assert (shift.before, shift.after) == (0.5, 0.25)


def test_rare_categories_join_the_others() -> None:
    # Of the third and the others together too few are expected, so the second joins them as well.
    shift = categories_moved([150, 40, 4, 0], [50, 0, 0, 3])
    assert shift is not None
    assert shift.p == pytest.approx(
        stats.chi2_contingency([[150, 40, 4], [50, 0, 3]], correction=False).pvalue, abs=0.1
    )
    merged = stats.chi2_contingency([[150, 44], [50, 3]], correction=False).pvalue
    assert shift.p == pytest.approx(merged)


@pytest.mark.parametrize(
    ("before", "after"), [([5], [9]), ([0, 0], [1, 2]), ([3, 4], [0, 0]), ([], [])], ids=["one bin", "no", "none", "-"]
)
def test_nothing_to_compare(before: list[int], after: list[int]) -> None:
    assert numbers_moved(before, after) is None
    assert categories_moved(before, after) is None


def test_one_category_alone_is_not_compared() -> None:
    assert categories_moved([100, 0], [50, 0]) is None


def test_shares_are_fishers_test_less_half_of_the_very_counts() -> None:
    shift = share_moved(10, 100, 20, 60, only_up=True)
    exact = stats.fisher_exact([[20, 40], [10, 90]], "greater").pvalue
    very = stats.hypergeom(160, 30, 60).pmf(20)
    assert shift is not None
    assert shift.p == pytest.approx(exact - very / 2)
    assert [shift.before, shift.after, shift.effect] == pytest.approx([0.1, 1 / 3, 7 / 30])
    down = share_moved(20, 60, 10, 100, only_up=True)
    assert down is not None
    assert down.effect == 0.0
    assert down.p > 0.9
    assert share_moved(0, 0, 1, 5) is None


def test_reach_is_the_largest_effect_the_sum_allows() -> None:
    for before, after in ((3, 0), (0, 3), (2, 1)):
        shift = share_moved(before, 100, after, 20)
        assert shift is not None
        assert shift.reach == pytest.approx(3 / 20)
    full = share_moved(100, 100, 19, 20)
    assert full is not None
    assert full.reach == pytest.approx(1 / 20)
