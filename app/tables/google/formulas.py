"""Where formulas stand, found by a look at the first rows before anything is written."""

from collections.abc import Collection

from app.tables.google.preflight import check_ours
from app.tables.google.session import Client
from app.tables.google.window import CELL_FIELDS_WITH_RESULTS, Layout, fields_of, ranges_for, window_of

_FIRST_ROWS = 50


def keys_are_formulas(client: Client, spreadsheet_id: str, layout: Layout, ours: Collection[int], rows: int) -> bool:
    """Whether the keys of the first of so many data rows are results of formulas, as of HYPERLINK.

    Raises SheetProblem where formulas stand in our columns, or fill them from elsewhere.
    """
    columns = [*layout.keys.indices, *ours]
    if not columns or not rows:
        return False
    span = (layout.header_row + 1, layout.header_row + 1 + min(rows, _FIRST_ROWS))
    answer = client.spreadsheet(
        spreadsheet_id, fields_of(CELL_FIELDS_WITH_RESULTS), ranges_for(layout, [span], columns)
    )
    seen = window_of(answer, layout, [span])
    if layout.holds(seen.header, seen.marked):  # else columns moved since: everything will be read anew
        check_ours(seen, ours)
    return any("formulaValue" in row.raw(at) for row in seen.rows.values() for at in layout.keys.indices)
