"""One run over one table: read it, find what feeds what, score the leads, decide the cells to write.

Nothing is written here: `prepare` says what would be, the caller hands its plan to the table (decide, then do).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.errors import BadChoice, NothingToScore
from app.leads.assembling import raw_leads
from app.leads.fields import FIELD_NAMES
from app.leads.header_map import HeaderMap
from app.leads.headers import map_headers
from app.leads.likely_columns import MOST_LIKELY, likely_columns, named_columns, shortened
from app.scoring.scorer import Scorer, Scores
from app.tables.columns import DEFAULT_PREFIX, OurColumn, find_ours
from app.tables.grid import Grid, Table, is_blank
from app.tables.plan import Plan, RowScore, plan_writes

# Rows looked at to tell what a column holds; a column is not read whole to know that it is a column of e-mails.
_SAMPLE_ROWS = 300


@dataclass(frozen=True)
class Wishes:
    """What a person asks of a run.

    `columns` are the columns to write (score, label and confidence always are), `prefix` the first word of their
    names, `overrule` the person's own word on a column's use: header -> field, or None to leave the column out.
    `rows` chooses the data rows to score, all where None. With `skip_empty` a lead without any field gets no score.
    """

    columns: Collection[OurColumn] = tuple(OurColumn)
    prefix: str = DEFAULT_PREFIX
    overrule: Mapping[str, str | None] = field(default_factory=dict)
    only_unscored: bool = False
    rows: Callable[[Grid], Collection[int]] | None = None
    skip_empty: bool = False


@dataclass(frozen=True)
class ScoringRun:
    """What a run found and decided. `rows` are the data rows that were scored, in the order of `scores`.

    `empty_rows` are leads left unscored because no field of theirs is filled.
    """

    grid: Grid
    headers: HeaderMap
    rows: tuple[int, ...]
    scores: Scores
    plan: Plan
    blank_rows: int
    scored_before: int
    empty_rows: tuple[int, ...] = ()


def prepare(
    table: Table,
    scorer: Scorer,
    wishes: Wishes,
    now: datetime,
    step: Callable[[str], None] = lambda name: None,
    facts: bool = False,
) -> ScoringRun:
    """Read the table and decide everything; write nothing.

    `now` is in UTC: it dates the scores, and no company is founded after its year; `step` is told what is being done;
    `facts` asks for what a log may keep of the leads. Raises NothingToScore for a table without leads or without a
    column that feeds a field, BadChoice for an overruled column or field that does not exist, NameTaken where a column
    of the sheet's own bears one of our names.
    """
    step("Reading the table")
    grid = table.read()
    ours = find_ours(grid, wishes.prefix, wanted=wishes.columns)
    leads, emptied = _leads(grid, {*ours.values(), *grid.marks.values()})
    if not leads:
        raise NothingToScore(f"{table.name} has a header but no leads below it: add rows and run again.")
    sample = [grid.rows[row] for row in leads[:_SAMPLE_ROWS]]
    skip = {*ours.values(), *grid.marks.values()}
    headers = map_headers(grid.header, sample, skip, overrule_by_index(grid.header, wishes.overrule))
    if not headers.fields:
        raise NothingToScore(_nothing_understood(table.name, headers))
    step("Scoring")
    chosen = _chosen(grid, leads, ours, wishes)
    rows, empty, scores = _scored(grid, headers, chosen, scorer, now.year, wishes.skip_empty, facts)
    cleared = [*empty, *(emptied if len(chosen) == len(leads) else ())]
    inputs = [column.index for column in headers.columns if column.feeds]
    plan = plan_writes(
        grid,
        row_scores(rows, scores, scorer, now),
        wishes.columns,
        ours,
        wishes.prefix,
        cleared=cleared,
        inputs=inputs,
    )
    blank = len(grid.rows) - len(leads)
    return ScoringRun(grid, headers, rows, scores, plan, blank, len(leads) - len(chosen), empty)


def carried_over(
    run: ScoringRun,
    grid: Grid,
    places: Mapping[int, int],
    scorer: Scorer,
    wishes: Wishes,
    now: datetime,
    facts: bool = False,
) -> ScoringRun:
    """The run's leads in a later look at the table, in which nothing is left that scores are made from: as they scored.

    `places` says for data rows of the run where their leads are in `grid`; a lead without a place is left out.
    """
    ours = find_ours(grid, wishes.prefix, wanted=wishes.columns)
    chosen = sorted((row for row in (*run.rows, *run.empty_rows) if row in places), key=places.__getitem__)
    before, empty, scores = _scored(run.grid, run.headers, chosen, scorer, now.year, wishes.skip_empty, facts)
    rows, empty = tuple(places[row] for row in before), tuple(places[row] for row in empty)
    plan = plan_writes(grid, row_scores(rows, scores, scorer, now), wishes.columns, ours, wishes.prefix, cleared=empty)
    skip = {*ours.values(), *grid.marks.values()}
    leads, _ = _leads(grid, skip)
    headers = map_headers(grid.header, [grid.rows[row] for row in leads[:_SAMPLE_ROWS]], skip)
    return ScoringRun(grid, headers, rows, scores, plan, len(grid.rows) - len(leads), run.scored_before, empty)


def _nothing_understood(name: str, headers: HeaderMap) -> str:
    """What columns there are, and what to do: to name one in the table holds wherever it is scored from."""
    said = f"None of the columns of {name} says anything about the leads that a score could be made from"
    there, likely = named_columns(headers), likely_columns(headers)[:MOST_LIKELY]
    said += f"; there are {there}" if there else ""
    if not likely:
        example = 'name one by what it holds, such as "Job title", or say --map "Column=field" on the command line'
    else:
        said += f", and {', '.join(map(str, likely))}"
        best = likely[0]
        plain = best.header if shortened(best.header) == best.header and '"' not in best.header else "Column"
        example = f'name it so in the table, or say --map "{plain}={best.field}" on the command line'
    return f"{said}: {example}, and run again."


def _leads(grid: Grid, ours: Collection[int]) -> tuple[list[int], list[int]]:
    """The rows that hold a lead, and those where nothing stands any more but what we said of one."""
    filled = [row for row in range(len(grid.rows)) if not grid.is_blank(row)]
    if not ours:
        return filled, []
    theirs = [at for at in range(len(grid.header)) if at not in ours]
    leads = [row for row in filled if not all(is_blank(grid.rows[row][at]) for at in theirs)]
    return leads, sorted(set(filled) - set(leads))


def _chosen(grid: Grid, leads: list[int], ours: Mapping[OurColumn, int], wishes: Wishes) -> list[int]:
    """The leads that the person wants scored."""
    wanted = set(leads) if wishes.rows is None else set(wishes.rows(grid))
    chosen = [row for row in leads if row in wanted]
    at = ours.get(OurColumn.SCORE)
    if not wishes.only_unscored or at is None:
        return chosen
    return [row for row in chosen if is_blank(grid.rows[row][at])]


def _scored(
    grid: Grid, headers: HeaderMap, rows: list[int], scorer: Scorer, year: int, skip_empty: bool, facts: bool
) -> tuple[tuple[int, ...], tuple[int, ...], Scores]:
    """The rows that have a score, those that have none for want of any field, and the scores."""
    raw = raw_leads([grid.rows[row] for row in rows], headers)
    # What no column tells says the same of every lead: no reason to prefer one.
    unspoken = [name for name in FIELD_NAMES if name not in headers.fields]
    scores = scorer.score(raw, year, unspoken=unspoken, facts=facts)
    if not (skip_empty and scores.empty.any()):
        return tuple(rows), (), scores
    kept = raw[~scores.empty].reset_index(drop=True)
    empty = tuple(row for row, without in zip(rows, scores.empty, strict=True) if without)
    rest = tuple(row for row, without in zip(rows, scores.empty, strict=True) if not without)
    return rest, empty, scorer.score(kept, year, unspoken=unspoken, facts=facts)


def overrule_by_index(header: tuple[str, ...], overrule: Mapping[str, str | None]) -> dict[int, str | None]:
    """The person's choices by column index. Raises BadChoice where the column or the field does not exist."""
    plain = [name.strip().casefold() for name in header]
    chosen: dict[int, str | None] = {}
    for name, field_name in overrule.items():
        places = [at for at, text in enumerate(plain) if text == name.strip().casefold()]
        if not places:
            named = ", ".join(f"“{text}”" for text in header if text)
            raise BadChoice(f"There is no column “{name}” to map; the columns are {named}.")
        if field_name is not None and field_name not in FIELD_NAMES:
            raise BadChoice(f"There is no field “{field_name}” to feed; the fields are {', '.join(FIELD_NAMES)}.")
        chosen.update(dict.fromkeys(places, field_name))
    return chosen


def row_scores(rows: tuple[int, ...], scores: Scores, scorer: Scorer, now: datetime) -> dict[int, RowScore]:
    """What to write beside each scored row."""
    model = f"leadsheet {scorer.version}"
    reasons = scores.reasons.text.tolist() if scores.reasons else [""] * len(rows)
    written = zip(rows, scores.score.tolist(), scores.label, scores.confidence, reasons, strict=True)
    return {row: RowScore(score, label, sure, why, model, now) for row, score, label, sure, why in written}
