"""What compiled.json holds: all that was learned, as plain numbers and names. It is read without any library.

A tree is at most two decisions deep: slot 0 decides at its root, slot 1 below it to the left, slot 2 to the right. An
outcome is the three decisions as bits of one number, set for "right"; with it a tree is a table of eight entries.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from app.errors import ModelProblem
from app.scoring.columns import COLUMN_NAMES
from app.scoring.manifest import RETRAIN

FORMAT = 1
OUTCOMES = 8


class Decision(NamedTuple):
    """Right from `threshold` (a 32-bit number) of a column's number, left below it; `missing_right` without one."""

    column: int
    threshold: float
    missing_right: bool


class Tree(NamedTuple):
    """One tree: what it adds to the margin by outcome (32-bit numbers), and what each of its columns adds to that.

    `parts` has a row an outcome, in the order of `columns`: the exact SHAP values, in the margin's log-odds.
    """

    decisions: tuple[Decision | None, Decision | None, Decision | None]
    leaves: tuple[float, ...]
    columns: tuple[int, ...]
    parts: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class CompiledForm:
    """A model without its libraries.

    `means` column -> category's key -> mean outcome, `base_rate` the mean of any other; `base_margin` (32 bits) what
    the trees start from; `slope` and `intercept` of the calibration.
    """

    means: Mapping[str, Mapping[str, float]]
    base_rate: float
    base_margin: float
    trees: tuple[Tree, ...]
    slope: float
    intercept: float
    columns: tuple[str, ...] = COLUMN_NAMES
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        """As JSON; the same form gives the same bytes."""
        content = asdict(self)
        trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in content.pop("trees"))
        return f'{json.dumps(content, ensure_ascii=False)[:-1]}, "trees": [\n{trees}\n]}}\n'.encode()


def read_form(raw: bytes) -> CompiledForm:
    """The form that `to_bytes` wrote; ModelProblem if it is none, or was made by another version of Leadsheet."""
    try:
        content: dict[str, Any] = json.loads(raw)
        if content["format"] != FORMAT or tuple(content["columns"]) != COLUMN_NAMES:
            raise ModelProblem(
                "The model's compiled.json was made by another version of Leadsheet; train it anew with scripts/train."
            )
        trees = tuple(_tree(*tree) for tree in content.pop("trees"))
        return CompiledForm(**{**content, "columns": COLUMN_NAMES, "trees": trees})
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ModelProblem(f"The model's compiled.json does not hold a model; {RETRAIN}.") from error


def _tree(decisions: Any, leaves: Any, columns: Any, parts: Any) -> Tree:
    root, left, right = (Decision(*decision) if decision else None for decision in decisions)
    return Tree((root, left, right), tuple(leaves), tuple(columns), tuple(map(tuple, parts)))
