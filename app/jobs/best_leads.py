"""The best new leads of a registered sheet, by the rows they stand on now: read from the sheet, kept nowhere."""

import os
from collections.abc import Collection, Mapping
from datetime import datetime

from app.config import Settings
from app.errors import LeadsheetError
from app.jobs.after_run import sheet_url
from app.leads.names import name_of
from app.reports.digest import MOST_LEADS, BestLead, BestOfSheet
from app.store.database import Store
from app.store.first_seen import first_seen
from app.store.identity_hash import identity_secret
from app.store.lead_marks import LeadMarks
from app.store.registered_sheets import RegisteredSheet
from app.tables.columns import DEFAULT_PREFIX, OurColumn, find_ours
from app.tables.google.client import SheetsClient
from app.tables.google.run import Run
from app.tables.google.table import GoogleTable
from app.tables.grid import Cell, Grid
from app.tables.links import Link


def best_new_leads(
    client: SheetsClient,
    store: Store,
    settings: Settings,
    sheet: RegisteredSheet,
    week_marks: Collection[bytes],
    begin: datetime,
) -> BestOfSheet:
    """The best of a sheet's leads that were scored in the week and never before it began.

    `week_marks` are the marks of all leads logged in the week. Where the sheet cannot be read, the sentence says so.
    """
    prefix = str(sheet.wishes.get("prefix", DEFAULT_PREFIX))
    table = GoogleTable(client, Link(sheet.spreadsheet_id, sheet.sheet_id), Run("", "", ""), prefix=prefix)
    try:
        grid = table.read()
        ours = find_ours(grid, prefix)
    except LeadsheetError as problem:
        return BestOfSheet(sheet.document, sheet.tab, 0, (), str(problem))
    marks = LeadMarks(identity_secret(os.environ, settings.places.secret))
    found = [(row, mark) for row, key in enumerate(table.keys) if key and (mark := marks.lead(key)) in week_marks]
    known = first_seen(store, [mark for _, mark in found], begin)
    new = [row for row, mark in found if mark not in known]
    scored = [(score, row) for row in new if (score := _score(grid, row, ours.get(OurColumn.SCORE))) is not None]
    best = sorted(scored, key=lambda one: (-one[0], one[1]))[:MOST_LEADS]
    leads = tuple(_lead(grid, sheet, row, score, ours, names=settings.digest_names) for score, row in best)
    return BestOfSheet(table.shape.document, table.shape.tab, len(new), leads, "")


def _score(grid: Grid, row: int, at: int | None) -> float | None:
    cell = None if at is None else grid.rows[row][at]
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not 0 <= cell <= 1:
        return None
    return float(cell)


def _lead(
    grid: Grid, sheet: RegisteredSheet, row: int, score: float, ours: Mapping[OurColumn, int], *, names: bool
) -> BestLead:
    def said(kind: OurColumn) -> str:
        return _text(grid.rows[row][ours[kind]]) if kind in ours else ""

    seen = grid.seen_row(row)
    return BestLead(
        seen,
        f"{sheet_url(sheet.spreadsheet_id, sheet.sheet_id)}&range=A{seen}",
        score,
        said(OurColumn.LABEL),
        said(OurColumn.CONFIDENCE),
        said(OurColumn.REASONS),
        name_of(grid.header, grid.rows[row]) if names else "",
    )


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
