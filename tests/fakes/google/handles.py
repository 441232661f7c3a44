"""What a test holds of a spreadsheet and its sheets: their state read directly, past the API."""

from tests.fakes.google import batch, resource
from tests.fakes.google.book import Book, Tab, Who
from tests.fakes.google.cells import Plain
from tests.fakes.google.colleague import Colleague
from tests.fakes.google.discovery import check_message
from tests.fakes.google.documents import Document
from tests.fakes.google.errors import Json
from tests.fakes.google.masks import ALL
from tests.fakes.google.metadata import shown
from tests.fakes.google.values_read import Rendering, read

OWNER = Who("colleague@example.com", "someone-elses-project", owner=True)
UNFORMATTED = Rendering(value="UNFORMATTED_VALUE")


class Spreadsheet:
    """A spreadsheet of the fake."""

    def __init__(self, document: Document, account: str) -> None:
        self._document, self._account = document, account

    @property
    def book(self) -> Book:
        """Its state now; not to be changed."""
        return self._document.book

    @property
    def id(self) -> str:
        """As in its link."""
        return self.book.spreadsheet_id

    @property
    def url(self) -> str:
        """The link a person copies from the browser."""
        return f"https://docs.google.com/spreadsheets/d/{self.id}/edit#gid={self.book.tabs[0].sheet_id}"

    @property
    def excel_file(self) -> bool:
        """Whether it is an .xlsx on Drive, which the API does not serve."""
        return self._document.excel_file

    @excel_file.setter
    def excel_file(self, value: bool) -> None:
        self._document.excel_file = value

    def share(self, role: bool | str) -> None:
        """What the service account may do from now on: "writer" (True), "reader" or nothing (False)."""
        self._document.access.pop(self._account, None)
        if role:
            self._document.access[self._account] = "writer" if role is True else str(role)

    def sheets(self) -> list["Sheet"]:
        """Its sheets in order."""
        return [Sheet(self, tab.sheet_id) for tab in self.book.tabs]

    def sheet(self, title: str) -> "Sheet":
        """The sheet that has this title now; KeyError when there is none."""
        tab = self.book.titled(title)
        if tab is None:
            raise KeyError(title)
        return Sheet(self, tab.sheet_id)

    def apply(self, requests: list[Json]) -> list[Json]:
        """Do batchUpdate requests as the document's owner, at once; the replies. ApiError changes nothing."""
        if not all(check_message("Request", request) for request in requests):
            raise ValueError(f"not requests of batchUpdate: {requests}")
        return self._document.change(lambda book: batch.apply(book, requests, OWNER))

    def metadata(self) -> list[Json]:
        """Every developer metadata, of any project."""
        return [shown(entry) for entry in self.book.metadata]


class Sheet:
    """A sheet of a spreadsheet, by its id: it stays the same through renames."""

    def __init__(self, spreadsheet: Spreadsheet, sheet_id: int) -> None:
        self.spreadsheet, self.id = spreadsheet, sheet_id
        self.colleague = Colleague(self)

    @property
    def tab(self) -> Tab:
        """Its state now; not to be changed."""
        return self.spreadsheet.book.tab(self.id)

    @property
    def title(self) -> str:
        """Its title now."""
        return self.tab.title

    @property
    def row_count(self) -> int:
        """Rows of its grid, filled or not."""
        return len(self.tab.grid.rows)

    @property
    def column_count(self) -> int:
        """Columns of its grid, filled or not."""
        return len(self.tab.grid.columns)

    def values(self) -> list[list[Plain]]:
        """The effective values by rows; "" between filled cells, nothing after the last."""
        book = self.spreadsheet.book
        tab = book.tab(self.id)
        return read(book, tab, tab.whole, UNFORMATTED)

    def cell(self, row: int, column: int) -> Json:
        """One CellData, {} when empty."""
        book = self.spreadsheet.book
        return resource.cell_data(book, book.tab(self.id), row, column, ALL)

    def snapshot(self) -> Json:
        """Everything the API shows of the sheet."""
        book = self.spreadsheet.book
        return resource.sheet(book, book.tab(self.id), resource.View(OWNER, None, True, ALL))
