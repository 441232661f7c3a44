"""How scores are spread, in counts: what a page shows of a run without a word of a single lead."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

BINS = 20


def spread_of(scores: Sequence[float], labels: Sequence[str], confidence: Sequence[str]) -> Mapping[str, Any]:
    """`bins` (BINS counts of scores from 0 to 1), and counts of `labels` and `confidence` by their words."""
    counts, _ = np.histogram(np.asarray(scores, dtype=np.float64), bins=BINS, range=(0.0, 1.0))
    return {"bins": counts.tolist(), "labels": dict(Counter(labels)), "confidence": dict(Counter(confidence))}
