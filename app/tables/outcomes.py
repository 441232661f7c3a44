"""What became of the best leads, where a column of the sheet tells: the only proof that scores are worth anything."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.leads.header_map import HeaderMap, Use
from app.leads.outcomes import outcome_of
from app.tables.grid import Grid, is_blank

TOP = 20
_FEWEST_KNOWN = 5  # outcomes in a column
_UNDERSTOOD = 0.6  # of a column's filled cells must be a yes or a no


def outcomes_of(
    grid: Grid, headers: HeaderMap, rows: Sequence[int], scores: Sequence[float]
) -> Mapping[str, Any] | None:
    """Of the TOP best leads how many outcomes are known, and how many of those are good; of all leads too.

    `rows` are the data rows of `scores`. None where no column tells outcomes. The keys are `column`, `top`, `known`,
    `positive`, `all_known`, `all_positive`.
    """
    best = sorted(range(len(rows)), key=lambda at: (-float(scores[at]), rows[at]))
    for column in headers.with_use(Use.OUTCOME):
        cells = [grid.rows[rows[at]][column.index] for at in best]
        filled = [cell for cell in cells if not is_blank(cell)]
        known = [said for cell in filled if (said := outcome_of(cell)) is not None]
        if len(known) < _FEWEST_KNOWN or len(known) < _UNDERSTOOD * len(filled):
            continue
        first = [said for cell in cells[:TOP] if (said := outcome_of(cell)) is not None]
        return {
            "column": column.header,
            "top": min(TOP, len(rows)),
            "known": len(first),
            "positive": sum(first),
            "all_known": len(known),
            "all_positive": sum(known),
        }
    return None
