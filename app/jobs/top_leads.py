"""The best leads of a tab as it says just now: few cells are read, however long the tab is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.leads.names import name_of
from app.tables.columns import OurColumn
from app.tables.google import a1
from app.tables.google.session import Client
from app.tables.google.shape import FIELDS, shape_of

MOST = 20
_HEADER_WITHIN = 20  # rows; a header lies near the top
_SHOWN = (OurColumn.LABEL, OurColumn.CONFIDENCE, OurColumn.REASONS)


@dataclass(frozen=True)
class TopLead:
    """A lead by the row that people see; `score` 0 to 1."""

    row: int
    name: str
    score: float
    label: str
    confidence: str
    reasons: str


def top_leads(client: Client, spreadsheet_id: str, sheet_id: int, most: int = MOST) -> list[TopLead]:
    """The best leads, by what stands in our columns; [] where the tab has none. Three calls.

    Raises SheetProblem where the tab cannot be read.
    """
    shape = shape_of(client.spreadsheet(spreadsheet_id, FIELDS), sheet_id)
    at = shape.ours.get(OurColumn.SCORE.value)
    if at is None or not shape.rows:
        return []
    (scores,) = client.values(spreadsheet_id, [a1.cells(shape.tab, (0, shape.rows), (at, at + 1))])
    found = [(row[0], number) for number, row in enumerate(scores) if row and _is_score(row[0])]
    best = sorted(found, key=lambda one: (-one[0], one[1]))[:most]
    if not best:
        return []
    first = min(number for _, number in found)
    top = (max(0, first - _HEADER_WITHIN), first)
    ranges = [a1.whole_rows(shape.tab, top), *(a1.whole_rows(shape.tab, (number, number + 1)) for _, number in best)]
    above, *rows = client.values(spreadsheet_id, ranges)
    header = next(([str(cell) for cell in row] for row in reversed(above) if len(row) > at and row[at] != ""), [])
    return [
        _lead(number, score, row[0] if row else [], header, shape.ours)
        for (score, number), row in zip(best, rows, strict=True)
    ]


def _lead(number: int, score: float, cells: Sequence[Any], header: Sequence[str], ours: Any) -> TopLead:
    def said(kind: OurColumn) -> str:
        at = ours.get(kind.value)
        return str(cells[at]) if at is not None and at < len(cells) else ""

    wide = [*cells, *[None] * (len(header) - len(cells))]
    return TopLead(number + 1, name_of(header, wide), float(score), *(said(kind) for kind in _SHOWN))


def _is_score(cell: object) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool) and 0 <= cell <= 1
