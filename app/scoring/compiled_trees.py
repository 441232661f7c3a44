"""The trees of a compiled model: exactly XGBoost's margins, for one lead or many, by table look-ups.

A change is what a column's numbers between two thresholds change in the trees' outcomes, against a lead without
fields; changes are numbered, and 0 changes nothing. A lead is the numbers of its changes, one a column: they are
applied by exclusive or to a row of bytes, the outcomes of all trees. XGBoost adds 32-bit leaves in the trees' order,
from the base margin on; so does this, for many leads tree by tree, and for one by `np.add.accumulate`, which unlike a
sum may not regroup them.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import reduce
from operator import xor
from typing import Any

import numpy as np
import numpy.typing as npt

from app.errors import ModelProblem
from app.scoring.compiled_form import OUTCOMES, CompiledForm, Tree

Numbers = npt.NDArray[np.float64]
Outcomes = npt.NDArray[np.uint8]
# Leads as the numbers of their changes: (leads, columns).
Leads = Sequence[Sequence[int]] | npt.NDArray[np.intp]

_BITS = 8
# A change is as long as there are trees, and a column has up to as many changes as trees.
_MOST_TREES = 8191
# The largest array in bytes: larger ones the C library, as `serve` starts it, fetches from the system each time anew.
_LARGEST = 120_000


class CompiledTrees:
    """Margins and contributions of leads, which are numbers of changes; `nothing` is the lead without fields."""

    def __init__(self, form: CompiledForm) -> None:
        """ModelProblem for more trees than anybody trains."""
        if len(form.trees) > _MOST_TREES:
            raise ModelProblem(f"The model has more than {_MOST_TREES} trees; train a smaller one with scripts/train.")
        # The base margin stands in front as a tree that always says the same.
        leaves = [[form.base_margin] * OUTCOMES, *(tree.leaves for tree in form.trees)]
        self._leaves = np.array(leaves, dtype=np.float32)
        self._first_leaves = np.arange(len(leaves), dtype=np.intp) * OUTCOMES
        self._bytes = len(leaves) * _BITS // 8
        self._chunk = max(_LARGEST // self._bytes, 1)
        columns = range(len(form.columns))
        self.nothing = [0] * len(columns)
        self._unchanged = sum(_missing(form.trees, column) for column in columns)
        self._changes = [0]
        self._bounds: list[tuple[list[float], int]] = []
        for column in columns:
            bounds, changes = _stretches(form.trees, column)
            self._bounds.append((bounds, len(self._changes)))
            self._changes += changes
        self._rows = np.stack([self._row(change) for change in self._changes])
        self._tabulate_parts(form)

    def change(self, column: int, number: float) -> int:
        """The number of the change that a column's number makes; 0 for NaN."""
        if number != number:
            return 0
        bounds, first = self._bounds[column]
        return first + bisect_right(bounds, number)

    def lead_of(self, numbers: Sequence[float]) -> list[int]:
        """The lead with these numbers, one a column, NaN for a missing one."""
        return [self.change(column, number) for column, number in enumerate(numbers)]

    def leads_of(self, matrix: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.intp]:
        """The leads with these numbers, (leads, columns), NaN for missing ones."""
        found = np.zeros(matrix.shape, dtype=np.intp)
        for column, (bounds, first) in enumerate(self._bounds):
            numbers = matrix[:, column].astype(np.float64)
            there = ~np.isnan(numbers)
            found[there, column] = first + np.searchsorted(np.array(bounds, dtype=np.float64), numbers[there], "right")
        return found

    def margin(self, lead: Sequence[int]) -> float:
        """The margin of one lead."""
        outcomes = self._row(reduce(xor, map(self._changes.__getitem__, lead), self._unchanged))
        return float(np.add.accumulate(self._leaves.take(outcomes + self._first_leaves))[-1])

    def margins(self, leads: Leads) -> Numbers:
        """The margins of leads, (leads,)."""
        found = np.empty(len(leads))
        for start in range(0, len(leads), self._chunk):
            outcomes = np.ascontiguousarray(self._outcomes(leads[start : start + self._chunk]).T)
            margins = np.zeros(outcomes.shape[1], dtype=np.float32)
            for leaves, outcome in zip(self._leaves, outcomes, strict=True):
                margins += leaves.take(outcome)
            found[start : start + self._chunk] = margins
        return found

    def contributions(self, leads: Leads) -> Numbers:
        """What each column adds to the margins, (leads, columns): exact SHAP values."""
        found = np.zeros((len(leads), len(self._bounds)))
        if not self._starts:
            return found
        for start in range(0, len(leads), self._chunk):
            outcomes = self._outcomes(leads[start : start + self._chunk])
            parts = self._parts.take(outcomes[:, self._part_trees] + self._part_places)
            found[start : start + self._chunk, self._used] = np.add.reduceat(parts, self._starts, axis=1)
        return found

    def _row(self, outcomes: int) -> Outcomes:
        """An integer of all trees' outcomes as its bytes."""
        return np.frombuffer(outcomes.to_bytes(self._bytes, "little"), dtype=np.uint8)

    def _outcomes(self, leads: Leads) -> Outcomes:
        """The outcome of each tree for each lead, (leads, trees)."""
        changes = np.asarray(leads, dtype=np.intp)
        found = np.tile(self._row(self._unchanged), (len(changes), 1))
        for column, (bounds, _) in enumerate(self._bounds):
            if bounds:
                found ^= self._rows.take(changes[:, column], axis=0)
        return found

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
    """The decisions on one column by bound: bound, bit of a lead's outcomes, whether it is set without a value."""
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


def _stretches(trees: Sequence[Tree], column: int) -> tuple[list[float], list[int]]:
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
