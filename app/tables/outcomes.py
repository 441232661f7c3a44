"""What became of the best leads, where a column of the sheet tells: the only proof that scores are worth anything."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.leads.header_map import HeaderMap, Use
from app.leads.outcomes import Standing, may_count, rung_of, standing_of
from app.tables.grid import Cell, Grid, is_blank

TOP = 20
_FEWEST_KNOWN = 5  # outcomes in a column
_UNDERSTOOD = 0.6  # of a column's filled cells must be a rung of the ladder (docs/outcomes.md)


def outcomes_of(
    grid: Grid, headers: HeaderMap, rows: Sequence[int], scores: Sequence[float]
) -> Mapping[str, Any] | None:
    """Of the TOP best leads how many outcomes are known, and how many of those are good; of all leads too.

    `rows` are the data rows of `scores`. Good is a lead that answered, or came further; known are good ones and those
    that said no or never answered: who is still open or was never reached is not counted. None where no column tells
    outcomes. The keys are `column`, `top`, `known`, `positive`, `all_known`, `all_positive`.
    """
    best = sorted(range(len(rows)), key=lambda at: (-float(scores[at]), rows[at]))
    for column in headers.with_use(Use.OUTCOME):
        cells = [grid.rows[rows[at]][column.index] for at in best]
        if not _tells(cells, column.header):
            continue
        first, known = _known(cells[:TOP], column.header), _known(cells, column.header)
        return {
            "column": column.header,
            "top": min(TOP, len(rows)),
            "known": len(first),
            "positive": sum(first),
            "all_known": len(known),
            "all_positive": sum(known),
        }
    return None


def _tells(cells: Sequence[Cell], header: str) -> bool:
    """Whether enough of a column is understood, and both good and bad outcomes could stand in it."""
    filled = [cell for cell in cells if not is_blank(cell)]
    understood = [cell for cell in filled if rung_of(cell, header) is not None]
    known = _known(filled, header)
    # Of dates alone all would be good: a blank one is not yet, never no.
    only_dates = all(known) and not any(rung_of(cell) is not None for cell in understood)
    enough = len(known) >= _FEWEST_KNOWN and len(understood) >= _UNDERSTOOD * len(filled)
    return enough and may_count(header) and not only_dates


def _known(cells: Sequence[Cell], header: str) -> list[bool]:
    """For every cell whose outcome is known: whether it is a good one."""
    standings = [standing_of(rung_of(cell, header)) for cell in cells if not is_blank(cell)]
    return [said is Standing.ENGAGED for said in standings if said in (Standing.ENGAGED, Standing.NOT)]
