"""`--selection A2:F500`: the rows of a range, whatever its columns. Pure."""

import re
from collections.abc import Callable, Collection

from app.errors import BadChoice
from app.tables.grid import Grid

_RANGE = re.compile(r"(?:.*!)?\$?[A-Za-z]{0,3}\$?(\d*)(?::\$?[A-Za-z]{0,3}\$?(\d*))?")
_LAST = 10_000_000


def rows_of(text: str) -> tuple[int, int]:
    """The first and last row, as people count them, of a range in A1 notation: A2:F500, 2:500, B7, A2:F.

    Raises BadChoice for anything else.
    """
    found = _RANGE.fullmatch(text.strip())
    first, last = (found[1], found[2]) if found else ("", None)
    if found is None or not (first or last) or (":" not in text and not first):
        raise BadChoice(f"“{text}” is no range of rows: give one such as A2:F500 or 2:500.")
    start = int(first or 1)
    end = start if last is None else int(last or _LAST)
    if start < 1 or end < start:
        raise BadChoice(f"“{text}” is no range of rows: give the first row before the last, such as A2:F500.")
    return start, end


def rows_between(text: str) -> Callable[[Grid], Collection[int]]:
    """Chooses the data rows that people see on the rows of a range. Raises BadChoice as rows_of does."""
    first, last = rows_of(text)
    return lambda grid: [row for row in range(len(grid.rows)) if first <= grid.seen_row(row) <= last]
