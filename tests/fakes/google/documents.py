"""The spreadsheets the fake holds, and who may do what with them."""

import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.fakes.google.book import Book, Tab
from tests.fakes.google.cells import Entered, Formula, number
from tests.fakes.google.errors import ApiError
from tests.fakes.google.formulas import recompute
from tests.fakes.google.grid import Grid, Row

T = TypeVar("T")
Rows = Sequence[Sequence[Any]]


@dataclass(slots=True)
class Document:
    """A spreadsheet on Drive: what it holds now, and what each account may do ("reader" or "writer")."""

    book: Book
    access: dict[str, str] = field(default_factory=dict)
    excel_file: bool = False
    lock: threading.RLock = field(default_factory=threading.RLock)

    def change(self, action: Callable[[Book], tuple[Book, T]]) -> T:
        """Put in place what the action makes of the spreadsheet; when it raises, nothing has changed."""
        with self.lock:
            self.book, result = action(self.book)
            return result

    def check_access(self, email: str, write: bool) -> None:
        """403 for an account that may not."""
        role = self.access.get(email)
        if role is None or (write and role != "writer"):
            raise ApiError(403, "The caller does not have permission")
        if self.excel_file:
            raise ApiError(400, "This operation is not supported for this document", "FAILED_PRECONDITION")


def new_book(title: str, locale: str, sheets: Mapping[str, Rows], rows: int, columns: int) -> Book:
    """A spreadsheet of these sheets, each with at least that many rows and columns; the first has the id 0."""
    book = Book(f"1{secrets.token_urlsafe(33)[1:]}", title, locale)
    for name, values in sheets.items():
        height = max(rows, len(values))
        width = max([columns, *(len(line) for line in values)])
        grid = Grid(height, width)
        for at, line in enumerate(values):
            row = Row([_checked(value) for value in line], grid.stamp)
            row.trim()
            grid.rows[at] = row
        book.tabs.append(Tab(0 if not book.tabs else book.new_id(), name, grid))
    _mark_formulas(book)
    recompute(book)
    return book


def _checked(value: Any) -> Entered:
    if value is None or value == "":
        return None
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | float):
        return number(value)
    raise TypeError(f"a cell holds text, a number, a truth or nothing, not {value!r}")


def _mark_formulas(book: Book) -> None:
    for tab in book.tabs:
        for row in tab.grid.rows:
            if row.cells and any(isinstance(value, Formula) for value in row.cells):
                row.formulas = tab.grid.may_have_formulas = True
