"""References to cells and ranges as they stand in a workbook: "B2:$F$9". Pure. Rows and columns count from 1."""

import re
from functools import cache
from typing import NamedTuple

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")
_LETTERS = re.compile("[A-Z]+")


class Area(NamedTuple):
    """A range of cells; rows and columns count from 1, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in the range."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: "Area") -> bool:
        """Whether a cell lies in both ranges."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right


def area(reference: str) -> Area | None:
    """The range "B2:F9", or the cell "B2"; None for anything else."""
    match = _RANGE.fullmatch(reference)
    if match is None:
        return None
    left, top = column_number(match[1].encode()), int(match[2])
    return Area(top, left, int(match[4] or top), column_number(match[3].encode()) if match[3] else left)


def stretched(reference: str, right: int) -> str:
    """The reference with another last column, all else as it is written: "$B$2:$F$9" up to 11 is "$B$2:$K$9"."""
    first, _, last = reference.rpartition(":")
    return f"{first or last}:{_LETTERS.sub(column_letters(right), last, count=1)}"


@cache
def column_number(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


@cache
def column_letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
