"""The trees of a compiled model: exactly XGBoost's margins, for one lead or many, by table look-ups.

A lead is one integer, with 16 bits a tree that hold the place of the tree's outcome in the table of all leaves. Every
value of a column has a change of its own to the integer of the lead without fields; a change is made once for each
stretch between two thresholds, and a lead's changes are applied by exclusive or. XGBoost adds 32-bit leaves in the
trees' order, from the base margin on; so does `np.add.accumulate`, which unlike a sum may not regroup them.
"""

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from app.errors import ModelProblem
from app.scoring.compiled_form import OUTCOMES, CompiledForm, Tree

Numbers = npt.NDArray[np.float64]
_Stretches = tuple[list[float], list[int]]

_BITS = 16
_MOST_TREES = 2**_BITS // OUTCOMES - 1
# So many leads at once stay within a processor's cache.
_CHUNK = 1024


class CompiledTrees:
    """Margins and contributions from leads as integers; `nothing` is the lead without fields."""

    def __init__(self, form: CompiledForm) -> None:
        """ModelProblem for more trees than 16 bits can tell apart."""
        if len(form.trees) > _MOST_TREES:
            raise ModelProblem(f"The model has more than {_MOST_TREES} trees; train a smaller one with scripts/train.")
        # The base margin stands in front as a tree that always says the same.
        leaves = [[form.base_margin] * OUTCOMES, *(tree.leaves for tree in form.trees)]
        self._leaves = np.array(leaves, dtype=np.float32).ravel()
        self._bytes = len(leaves) * _BITS // 8
        places = sum(tree * OUTCOMES << tree * _BITS for tree in range(len(leaves)))
        self._columns = [_stretches(form.trees, column) for column in range(len(form.columns))]
        self.nothing = places | sum(_missing(form.trees, column) for column in range(len(form.columns)))
        self._tabulate_parts(form)

    def change(self, column: int, number: float) -> int:
        """What a column's number changes in a lead's integer; NaN changes nothing."""
        if number != number:
            return 0
        bounds, changes = self._columns[column]
        return changes[bisect_right(bounds, number)]

    def lead_of(self, numbers: Sequence[float]) -> int:
        """The integer of a lead with these numbers, one a column, NaN for a missing one."""
        lead = self.nothing
        for column, number in enumerate(numbers):
            lead ^= self.change(column, number)
        return lead

    def margin(self, lead: int) -> float:
        """The margin of one lead."""
        places = np.frombuffer(lead.to_bytes(self._bytes, "little"), dtype="<u2")
        return float(np.add.accumulate(self._leaves.take(places))[-1])

    def margins(self, leads: Sequence[int]) -> Numbers:
        """The margins of leads, (leads,)."""
        found = np.empty(len(leads))
        for start in range(0, len(leads), _CHUNK):
            places = self._places(leads[start : start + _CHUNK])
            found[start : start + _CHUNK] = np.add.accumulate(self._leaves.take(places), axis=1)[:, -1]
        return found

    def contributions(self, leads: Sequence[int]) -> Numbers:
        """What each column adds to the margins, (leads, columns): exact SHAP values."""
        found = np.zeros((len(leads), len(self._columns)))
        if not self._starts:
            return found
        for start in range(0, len(leads), _CHUNK):
            outcomes = self._places(leads[start : start + _CHUNK]) % OUTCOMES
            parts = self._parts.take(outcomes[:, self._part_trees] + self._part_places)
            found[start : start + _CHUNK, self._used] = np.add.reduceat(parts, self._starts, axis=1)
        return found

    def _places(self, leads: Sequence[int]) -> npt.NDArray[np.uint16]:
        raw = b"".join([lead.to_bytes(self._bytes, "little") for lead in leads])
        return np.frombuffer(raw, dtype="<u2").reshape(len(leads), -1)

    def _tabulate_parts(self, form: CompiledForm) -> None:
        """Every column's part of every tree it is in, column by column: a table of outcomes each."""
        parts = sorted(
            (column, tree, [row[at] for row in content.parts])
            for tree, content in enumerate(form.trees, start=1)
            for at, column in enumerate(content.columns)
        )
        columns = [column for column, _, _ in parts]
        self._used = sorted(set(columns))
        self._starts = [columns.index(column) for column in self._used]
        self._part_trees = np.array([tree for _, tree, _ in parts], dtype=np.intp)
        self._part_places = np.arange(len(parts), dtype=np.intp) * OUTCOMES
        self._parts = np.array([by_outcome for _, _, by_outcome in parts], dtype=np.float64).ravel()


def _decided(trees: Sequence[Tree], column: int) -> list[tuple[float, int, bool]]:
    """The decisions on one column by bound: bound, bit of a lead's integer, whether it is set without a value."""
    return sorted(
        (_bound(decision.threshold), 1 << (place * _BITS + slot), decision.missing_right)
        for place, tree in enumerate(trees, start=1)
        for slot, decision in enumerate(tree.decisions)
        if decision is not None and decision.column == column
    )


def _bound(threshold: float) -> float:
    """The smallest 64-bit number that, rounded to 32 bits as XGBoost's input is, is not below the threshold."""
    single = np.float32(threshold)
    middle = (float(np.nextafter(single, np.float32(-np.inf))) + float(single)) / 2
    return middle if np.float32(middle) == single else float(np.nextafter(middle, np.inf))


def _missing(trees: Sequence[Tree], column: int) -> int:
    return sum(bit for _, bit, missing_right in _decided(trees, column) if missing_right)


def _stretches(trees: Sequence[Tree], column: int) -> _Stretches:
    """A column's distinct bounds, and the change for a number below, between and above them."""
    missing = _missing(trees, column)
    bounds: list[float] = []
    changes = [missing]
    right = 0
    for bound, bit, _ in _decided(trees, column):
        right |= bit
        if bounds and bounds[-1] == bound:
            changes[-1] = right ^ missing
        else:
            bounds.append(bound)
            changes.append(right ^ missing)
    return bounds, changes
