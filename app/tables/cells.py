"""A cell of a table, wherever it lives, and when it shows nothing. Pure."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None


def is_blank(cell: Cell) -> bool:
    """Whether a cell shows nothing."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def is_blank_row(row: Sequence[Cell]) -> bool:
    """Whether no cell of the row shows anything."""
    return all(map(is_blank, row))
