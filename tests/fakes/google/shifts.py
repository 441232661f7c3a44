"""How inserting, deleting and moving rows or columns moves every place that is bound to them."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.fakes.google.book import Book, Tab
from tests.fakes.google.errors import Json

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Inserted:
    """`count` new ones before index `at`."""

    at: int
    count: int

    def index(self, place: int) -> int | None:
        """Where one went; None when it is gone."""
        return place + self.count if place >= self.at else place

    def span(self, start: int, end: int) -> Span | None:
        """Where a half-open span went: one that holds the place grows."""
        return (start + self.count if start >= self.at else start, end + self.count if end > self.at else end)


@dataclass(frozen=True, slots=True)
class Deleted:
    """Those from `start` to before `end` are gone."""

    start: int
    end: int

    def index(self, place: int) -> int | None:
        """Where one went; None when it is gone."""
        if self.start <= place < self.end:
            return None
        return place - (self.end - self.start) if place >= self.end else place

    def span(self, start: int, end: int) -> Span | None:
        """Where a half-open span went; None when all of it is gone."""
        first, last = self._edge(start), self._edge(end)
        return (first, last) if first < last else None

    def _edge(self, place: int) -> int:
        return place - (min(place, self.end) - self.start) if place > self.start else place


@dataclass(frozen=True, slots=True)
class Moved:
    """Those from `start` to before `end` now stand before what was at `to` (counted before the move)."""

    start: int
    end: int
    to: int

    @property
    def landing(self) -> int:
        """The index of the first one moved, after the move."""
        return self.to - (self.end - self.start) if self.to > self.start else self.to

    def index(self, place: int) -> int | None:
        """Where one went."""
        if self.start <= place < self.end:
            return self.landing + place - self.start
        left = Deleted(self.start, self.end).index(place)
        return None if left is None else Inserted(self.landing, self.end - self.start).index(left)

    def span(self, start: int, end: int) -> Span | None:
        """Where a span went: one wholly among the moved goes with them, another closes and opens again."""
        if self.start <= start and end <= self.end:
            return self.landing + start - self.start, self.landing + end - self.start
        left = Deleted(self.start, self.end).span(start, end)
        return Inserted(self.landing, self.end - self.start).span(*left) if left else None


Shift = Inserted | Deleted | Moved
RangeShift = Callable[[Json], Json | None]


def follow(book: Book, tab: Tab, rows: bool, shift: Shift) -> None:
    """Move the merges, protections, rules, filter, tables, named ranges and metadata of a sheet that was shifted."""

    def moved(grid_range: Json) -> Json | None:
        return shift_range(grid_range, rows, shift)

    tab.merges = [new for old in tab.merges if (new := moved(old)) and _cells(new) > 1]
    tab.tables = _each(tab.tables, moved)
    tab.protected = [_unprotected(protected, moved) for protected in _each(tab.protected, moved)]
    kept = [{**rule, "ranges": [new for old in rule.get("ranges", []) if (new := moved(old))]} for rule in tab.rules]
    tab.rules = [rule for rule in kept if rule["ranges"]]
    if tab.basic_filter:
        tab.basic_filter = next(iter(_each([tab.basic_filter], moved)), None)
    elsewhere = [named for named in book.named_ranges if named["range"].get("sheetId", 0) != tab.sheet_id]
    here = [named for named in book.named_ranges if named["range"].get("sheetId", 0) == tab.sheet_id]
    book.named_ranges = elsewhere + _each(here, moved)
    kind = "ROW" if rows else "COLUMN"
    entries = []
    for entry in book.metadata:
        if entry.kind == kind and entry.sheet_id == tab.sheet_id:
            place = shift.index(entry.index)
            if place is not None:
                entries.append(replace(entry, index=place))
        else:
            entries.append(entry)
    book.metadata = entries


def shift_range(grid_range: Json, rows: bool, shift: Shift) -> Json | None:
    """Where a GridRange went; None when nothing of it is left. Unbounded sides stay so."""
    first, last = ("startRowIndex", "endRowIndex") if rows else ("startColumnIndex", "endColumnIndex")
    start, end = grid_range.get(first), grid_range.get(last)
    if start is None and end is None:
        return grid_range
    # An open end lies past every row; one far beyond the largest grid stands for it.
    far = 1 << 30
    span = shift.span(start or 0, far if end is None else end)
    if span is None:
        return None
    found = {**grid_range}
    if start is not None or span[0]:
        found[first] = span[0]
    if end is not None:
        found[last] = span[1]
    return found


def _each(items: list[Json], moved: RangeShift) -> list[Json]:
    found = []
    for item in items:
        if "range" not in item:
            found.append(item)
        elif new := moved(item["range"]):
            found.append({**item, "range": new})
    return found


def _unprotected(protected: Json, moved: RangeShift) -> Json:
    if "unprotectedRanges" not in protected:
        return protected
    return {**protected, "unprotectedRanges": [new for old in protected["unprotectedRanges"] if (new := moved(old))]}


def _cells(grid_range: Json) -> int:
    rows: int = grid_range["endRowIndex"] - grid_range["startRowIndex"]
    columns: int = grid_range["endColumnIndex"] - grid_range["startColumnIndex"]
    return rows * columns
