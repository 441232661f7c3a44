"""How well held-out scores keep what they promise."""

import numpy as np
import pytest

from app.scoring.promises import BANDS, PARTS, kept, wilson


def test_bands_hold_as_many_scores_each_and_say_what_became_of_them() -> None:
    rng = np.random.default_rng(3)
    chance = rng.random(4000)
    outcomes = (rng.random(4000) < chance).astype(np.int64)
    found = kept(outcomes, np.vstack([chance, chance]))
    assert len(found.bands) == BANDS
    assert sum(band.leads for band in found.bands) == pytest.approx(4000)
    assert [band.score for band in found.bands] == sorted(band.score for band in found.bands)
    inside = [band.low <= band.score <= band.high for band in found.bands]
    assert sum(inside) >= BANDS - 1  # scores that are true, by 95 % intervals


def test_lift_falls_to_one_at_the_end_of_the_list() -> None:
    outcomes = np.array([1] * 20 + [0] * 80)
    perfect = np.linspace(1, 0, 100)[None, :]
    lift = dict(kept(outcomes, perfect).lift)
    assert tuple(lift) == PARTS
    assert lift[0.05] == lift[0.2] == 5.0
    assert lift[0.5] == 2.0
    assert lift[1.0] == 1.0
    assert dict(kept(outcomes, 1 - perfect).lift)[0.1] == 0.0


@pytest.mark.parametrize(("share", "leads", "low", "high"), [(0.5, 10, 0.2366, 0.7634), (0.0, 20, 0.0, 0.1611)])
def test_wilson_s_interval(share: float, leads: float, low: float, high: float) -> None:
    assert wilson(share, leads) == pytest.approx((low, high), abs=1e-3)
    assert wilson(share, 0) == (0.0, 1.0)
