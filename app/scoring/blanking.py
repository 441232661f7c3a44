"""Training copies with blanked fields, so that a missing field moves a score as little as the data allow.

The training leads carry assessed fields (`llm_*`) without exception and few exports do; and an export often lacks a
whole column that the training leads fill. A model that has never met such leads would read their blanks as a signal.
So every training lead enters several times: whole, without the assessed fields, with random fields blanked, and
once with nothing at all, which ties the empty lead to the base rate. The same idea as dropout of inputs.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.scoring.columns import COLUMN_FIELDS
from app.scoring.features import Matrix, Numbers

ASSESSED = np.array([field.startswith("llm_") for field in COLUMN_FIELDS])


@dataclass(frozen=True)
class Copy:
    """One copy of every training lead: what is blanked in it, and its weight beside the other copies."""

    weight: float = 1.0
    without_assessed: bool = False
    some_blank: bool = False
    all_blank: bool = False


# About half of the weight on leads as they are, half on blanked ones; other shares did no better. Every copy is
# cross-fitted by a division of its own, which also averages out the luck of a single one; hence four whole copies.
COPIES: tuple[Copy, ...] = (
    *(Copy(),) * 4,
    Copy(without_assessed=True),
    Copy(some_blank=True),
    Copy(without_assessed=True, some_blank=True),
    Copy(weight=0.5, all_blank=True),
)


def blank(matrix: Matrix, copy: Copy, rng: np.random.Generator) -> Matrix:
    """The matrix with a copy's blanks put in as NaN.

    For random blanks every lead draws a share between 0 and 1 and loses each field with that chance, so that nearly
    full and nearly empty leads are equally common.
    """
    blanks: npt.NDArray[np.bool_] = np.zeros(matrix.shape, dtype=bool)
    if copy.without_assessed:
        blanks[:, ASSESSED] = True
    if copy.some_blank:
        blanks |= rng.random(matrix.shape) < rng.random((len(matrix), 1))
    if copy.all_blank:
        blanks[:] = True
    return np.where(blanks, np.float32(np.nan), matrix)


def copy_weights(leads: int, copies: tuple[Copy, ...]) -> Numbers:
    """The weight of every row of the stacked copies; they sum to the number of leads, so that a lead counts once."""
    shares = np.array([copy.weight for copy in copies])
    return np.repeat(shares / shares.sum(), leads)
