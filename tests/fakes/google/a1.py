"""Areas of a sheet and their A1 names."""

import re
from dataclasses import dataclass
from typing import Self

from tests.fakes.google.errors import ApiError, Json, invalid

_END = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,7})?\Z")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+\Z")


def letters(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def column_number(text: str) -> int:
    """The column, counted from 0, of its letters."""
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a sheet: half open, counted from 0; None is unbounded on that side."""

    top: int | None = None
    bottom: int | None = None
    left: int | None = None
    right: int | None = None

    @classmethod
    def of(cls, grid_range: Json) -> Self:
        """Read a GridRange; a missing start is 0 for reckoning but stays unbounded here."""
        named = ("startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")
        top, bottom, left, right = (grid_range.get(name) for name in named)
        return cls(top, bottom, left, right)

    def within(self, rows: int, columns: int) -> "Box":
        """The part of a grid of that size that the area covers."""
        top, left = min(self.top or 0, rows), min(self.left or 0, columns)
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Box(top, max(top, bottom), left, max(left, right))

    def grid_range(self, sheet_id: int) -> Json:
        """As a GridRange, the unbounded sides left out."""
        sides = {
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }
        return {"sheetId": sheet_id, **{name: side for name, side in sides.items() if side is not None}}


@dataclass(frozen=True, slots=True)
class Box:
    """A bounded rectangle: half open, counted from 0."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def empty(self) -> bool:
        """Whether it holds no cell."""
        return self.bottom <= self.top or self.right <= self.left

    def meets(self, other: "Box") -> bool:
        """Whether the two share a cell."""
        rows = self.top < other.bottom and other.top < self.bottom
        return rows and self.left < other.right and other.left < self.right

    def holds(self, other: "Box") -> bool:
        """Whether the other lies wholly inside."""
        rows = self.top <= other.top and other.bottom <= self.bottom
        return rows and self.left <= other.left and other.right <= self.right

    def name(self, title: str) -> str:
        """The box in A1 notation with its sheet, as the API's answers write it."""
        first, last = f"{letters(self.left)}{self.top + 1}", f"{letters(self.right - 1)}{self.bottom}"
        return f"{quoted(title)}!{first}" if first == last else f"{quoted(title)}!{first}:{last}"


def quoted(title: str) -> str:
    """A sheet's title as A1 notation writes it."""
    if _PLAIN_TITLE.match(title) and not _LIKE_A_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def split_title(text: str) -> tuple[str | None, str]:
    """The sheet's title (None without one) and the rest of an A1 range; only a quoted title may stand alone."""
    if text.startswith("'"):
        closed = re.match(r"'((?:[^']|'')*)'(?:!(.*))?\Z", text, re.DOTALL)
        if not closed or closed[1] == "":
            raise unparsable(text)
        return closed[1].replace("''", "'"), closed[2] or ""
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, text)


def parse_area(text: str) -> Area | None:
    """The area of "A1", "A1:B2", "A:B", "1:2", "A5:B" ...; None when it is not one."""
    first, mark, last = text.partition(":")
    start, end = _END.match(first), _END.match(last if mark else first)
    if not start or not end or not (start[1] or start[2]) or not (end[1] or end[2]):
        return None
    if not mark and not (start[1] and start[2]):
        return None
    columns = sorted(column_number(name) for name in (start[1], end[1]) if name)
    rows = sorted(int(number) - 1 for number in (start[2], end[2]) if number)
    both_columns, both_rows = len(columns) == 2, len(rows) == 2
    if not (both_columns or both_rows) or not (columns or rows):
        return None
    return Area(
        top=rows[0] if rows else None,
        bottom=rows[1] + 1 if both_rows else None,
        left=columns[0] if columns else None,
        right=columns[1] + 1 if both_columns else None,
    )


def unparsable(text: str) -> ApiError:
    """The refusal of a range that cannot be read, or whose sheet is not there."""
    return invalid(f"Unable to parse range: {text}")
