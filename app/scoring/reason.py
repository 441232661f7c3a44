"""What a reason is, and which contributions are one. Without pandas, for whoever explains single leads."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

STRONGEST = 3
# In log-odds: at a probability near 0.4 this moves it by a quarter of a percentage point. Less is no reason.
NEGLIGIBLE = 0.01
NO_FIELD = "no field filled: this is about the average of all leads"
NO_REASON = "no field stands out"


@dataclass(frozen=True, slots=True)
class Reason:
    """One field's part in a score: `log_odds` above 0 raises it, below 0 lowers it."""

    field: str
    words: str
    log_odds: float

    def __str__(self) -> str:
        return f"{'+' if self.log_odds > 0 else '-'} {self.words}"


def strongest(contributions: Numbers) -> tuple[Places, Numbers]:
    """Fields and log-odds of the three strongest up, then the three strongest down; equal ones in the fields' order.

    `contributions` (leads, fields). Both results are (leads, 6); a field is -1 and its log-odds 0 where there is no
    reason left that is not negligible.
    """
    order = np.argsort(-contributions, axis=1, kind="stable")[:, :STRONGEST]
    reverse = np.argsort(contributions, axis=1, kind="stable")[:, :STRONGEST]
    fields = np.hstack([order, reverse])
    log_odds = np.take_along_axis(contributions, fields, axis=1)
    sign = np.repeat([1.0, -1.0], STRONGEST)
    counts = log_odds * sign >= NEGLIGIBLE
    return np.where(counts, fields, -1), np.where(counts, log_odds, 0.0)


def line(reasons: Sequence[Reason]) -> str:
    """`+ C-Level; + founded 2021; - no company size`; a place has commas of its own."""
    return "; ".join(map(str, reasons)) or NO_REASON
