"""References inside formulas: finding them, and keeping them on their cells when rows or columns move."""

import re
from collections.abc import Callable

from tests.fakes.google.a1 import column_number, letters
from tests.fakes.google.book import Book, Tab
from tests.fakes.google.cells import Formula
from tests.fakes.google.shifts import Shift

CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]*"
REFERENCE = re.compile(
    rf"(?P<sheet>(?:'(?:[^']|'')+'|[A-Za-z_][A-Za-z0-9_]*)!)?(?P<first>{CELL})(?::(?P<last>{CELL}))?(?![A-Za-z0-9_(])"
)
_PIECES = re.compile(r'("(?:[^"]|"")*")')  # texts, in which nothing is a reference
_CELL_PARTS = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]*)\Z")


def cell_at(text: str) -> tuple[int, int]:
    """Row and column of "B2" or "$B$2", from 0."""
    found = _CELL_PARTS.match(text)
    if not found:
        raise ValueError(text)
    return int(found[4]) - 1, column_number(found[2])


def sheet_of(text: str | None) -> str | None:
    """The title before a reference's "!", without its quotes."""
    if not text:
        return None
    name = text[:-1]
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def change_references(formula: str, change: Callable[[re.Match[str]], str]) -> Formula:
    """The formula with each reference outside of texts replaced."""
    pieces = _PIECES.split(formula)
    return Formula("".join(piece if piece.startswith('"') else REFERENCE.sub(change, piece) for piece in pieces))


def shift_formulas(book: Book, tab: Tab, rows: bool, shift: Shift) -> None:
    """Rewrite every formula that refers to a sheet whose rows or columns were shifted."""
    for home in book.tabs:

        def change(found: re.Match[str], here: str = home.title) -> str:
            if (sheet_of(found["sheet"]) or here) != tab.title:
                return found[0]
            return (found["sheet"] or "") + _moved(found["first"], found["last"], rows, shift)

        for row, column, formula in list(home.grid.formulas()):
            changed = change_references(formula, change)
            if changed != formula:
                home.grid.put(row, column, changed)


def copied(formula: str, down: int, right: int) -> Formula:
    """The formula as it reads when copied that far: its relative references move along."""

    def step(text: str) -> str:
        found = _CELL_PARTS.match(text)
        if not found:
            return text
        column = column_number(found[2]) + (0 if found[1] else right)
        row = int(found[4]) - 1 + (0 if found[3] else down)
        return "#REF!" if row < 0 or column < 0 else f"{found[1]}{letters(column)}{found[3]}{row + 1}"

    def change(found: re.Match[str]) -> str:
        last = f":{step(found['last'])}" if found["last"] else ""
        return (found["sheet"] or "") + step(found["first"]) + last

    return change_references(formula, change)


def _moved(first: str, last: str | None, rows: bool, shift: Shift) -> str:
    start, end = _place(first, rows), _place(last or first, rows)
    if last is None:
        place = shift.index(start)
        return "#REF!" if place is None else _with(first, rows, place)
    span = shift.span(start, end + 1)
    return "#REF!" if span is None else f"{_with(first, rows, span[0])}:{_with(last, rows, span[1] - 1)}"


def _place(text: str, rows: bool) -> int:
    row, column = cell_at(text)
    return row if rows else column


def _with(text: str, rows: bool, place: int) -> str:
    found = _CELL_PARTS.match(text)
    if not found:
        raise ValueError(text)
    if rows:
        return f"{found[1]}{found[2]}{found[3]}{place + 1}"
    return f"{found[1]}{letters(place)}{found[3]}{found[4]}"
