"""Scores the first leads of a tab with the light scorer, to be looked at: nothing is written, counted or kept."""

from dataclasses import dataclass

from app import clock
from app.jobs.looking import Look
from app.leads.composing import compose_rows
from app.leads.fields import FIELD_NAMES
from app.leads.header_map import HeaderMap
from app.leads.identity import name_columns
from app.tables.grid import is_blank
from app.web.pages.column_rows import shown
from app.web.pages.site import service
from app.web.pages.told_reasons import ToldReason, told_reasons

FIRST = 3  # leads


@dataclass(frozen=True)
class PreviewLead:
    """A lead and what would be written beside it; `row` as people count it, `name` "" where nothing names it."""

    row: int
    name: str
    score: float
    label: str
    confidence: str
    reasons: tuple[ToldReason, ...]


def first_leads(look: Look, headers: HeaderMap) -> list[PreviewLead]:
    """The first leads with their scores. Raises Problem 503 without a model."""
    rows = look.leads[:FIRST]
    cells = [look.grid.rows[row] for row in rows]
    unspoken = [name for name in FIELD_NAMES if name not in headers.fields]
    leads = compose_rows(cells, headers)
    scores = service().scorer().score(leads, clock.now().year, explain=True, unspoken=unspoken)
    return [
        PreviewLead(
            look.grid.seen_row(row),
            _who(look, headers, row),
            scores.score[at],
            scores.label[at],
            scores.confidence[at],
            told_reasons(scores.texts[at]),
        )
        for at, row in enumerate(rows)
    ]


def _who(look: Look, headers: HeaderMap, row: int) -> str:
    """Who the lead is: by name, else by what names the row; "" where nothing does."""
    cells = look.grid.rows[row]
    places = name_columns(look.grid.header) or ([headers.identity.index] if headers.identity else [])
    return " ".join(shown(cells[at]) for at in places if not is_blank(cells[at]))
