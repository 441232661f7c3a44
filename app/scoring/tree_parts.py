"""A small tree as tables by outcome: the leaf that is reached, and what each column adds to it (SHAP values).

The game is that of Lundberg et al. 2020 (Nature Machine Intelligence 2:56, "path-dependent" TreeSHAP, XGBoost's
`pred_contribs`): a tree's worth under known columns follows their decisions and averages, by training weight, over the
others. With at most three columns Shapley's formula is summed as it stands.
"""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import combinations
from math import factorial

from app.scoring.compiled_form import OUTCOMES

_DIGITS = 12


@dataclass(frozen=True)
class TreeShape:
    """A tree of at most two levels by place: 0 the root, 1 and 2 its children, 3 to 6 theirs, left before right.

    `columns` (3) is the column that a place decides on, None where none does; `leaves` and `covers` (7) the value and
    the training weight of a place.
    """

    columns: tuple[int | None, ...]
    leaves: tuple[float | None, ...]
    covers: tuple[float, ...]


Tables = tuple[tuple[float, ...], tuple[int, ...], tuple[tuple[float, ...], ...]]


def tabulate(shape: TreeShape) -> Tables:
    """The leaf by outcome, the tree's columns in ascending order, and their parts by outcome in that order."""
    columns = tuple(sorted({column for column in shape.columns if column is not None}))
    leaves = tuple(_worth(shape, outcome, columns) for outcome in range(OUTCOMES))
    parts = tuple(
        tuple(round(_part(shape, outcome, columns, column), _DIGITS) for column in columns)
        for outcome in range(OUTCOMES)
    )
    return leaves, columns, parts


def _part(shape: TreeShape, outcome: int, columns: Collection[int], column: int) -> float:
    """Shapley's value of one column: what knowing it adds, averaged over the orders of getting to know them."""
    others = [other for other in columns if other != column]
    total = 0.0
    for size in range(len(others) + 1):
        weight = factorial(size) * factorial(len(others) - size) / factorial(len(columns))
        for known in combinations(others, size):
            total += weight * (_worth(shape, outcome, {*known, column}) - _worth(shape, outcome, known))
    return total


def _worth(shape: TreeShape, outcome: int, known: Collection[int], place: int = 0) -> float:
    column = shape.columns[place] if place < len(shape.columns) else None
    if column is None:
        leaf = shape.leaves[place]
        assert leaf is not None
        return leaf
    left, right = 2 * place + 1, 2 * place + 2
    if column in known:
        return _worth(shape, outcome, known, right if outcome >> place & 1 else left)
    share = shape.covers[left] / shape.covers[place]
    return share * _worth(shape, outcome, known, left) + (1 - share) * _worth(shape, outcome, known, right)
