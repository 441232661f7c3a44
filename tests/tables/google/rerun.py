"""A further run over a sheet, and what it wrote."""

from datetime import timedelta
from typing import Any

from tests.fakes.google import Call, FakeGoogle, Sheet
from tests.tables.google.leads_sheet import HEADER, NOW, Scored, client_of, score

LATER = NOW + timedelta(days=3)


class Rerun:
    """A further run, three days later, and what it wrote."""

    def __init__(self, fake: FakeGoogle, sheet: Sheet, **options: Any) -> None:
        first = len(fake.calls)
        self.scored: Scored = score(client_of(fake), sheet.spreadsheet, "again", now=LATER, **options)
        calls = [call for call in fake.calls[first:] if call.is_write]
        self.writes = len(calls)
        self.cells = {place for call in calls for place in _cells(call)}
        self.rows = {row for row, _ in self.cells}

    @property
    def refused(self) -> dict[int, str]:
        """Leads left unscored and why, by the row's number from 0."""
        grid = self.scored.run.grid
        return {grid.seen_row(row) - 1: why for row, why in self.scored.table.done.refused.items()}

    @property
    def empty(self) -> list[int]:
        """Leads of whom nothing is known, by the row's number from 0."""
        return [self.scored.run.grid.seen_row(row) - 1 for row in self.scored.run.empty_rows]


def _cells(call: Call) -> set[tuple[int, int]]:
    found = set()
    for request in call.body["requests"]:
        given = request.get("updateCells")
        if given:
            top, left = given["start"].get("rowIndex", 0), given["start"].get("columnIndex", 0)
            found |= {(top + at, left + n) for at, row in enumerate(given["rows"]) for n in range(len(row["values"]))}
    return found


def blank(sheet: Sheet, row: int, *, but: tuple[str, ...] = ()) -> None:
    """A colleague empties a row's own cells; ours stay."""
    for at, name in enumerate(HEADER):
        if name not in but:
            sheet.colleague.set(row, at, None)
