"""Where a range in A1 notation, or a data filter of one, points in a spreadsheet."""

from tests.fakes.google.a1 import Area, Box, parse_area, quoted, split_title, unparsable
from tests.fakes.google.book import MAX_CELLS, MAX_COLUMNS, Book, Tab
from tests.fakes.google.errors import Json, invalid


def find_area(book: Book, text: str) -> tuple[Tab, Area]:
    """The sheet and area of an A1 range, a sheet's title or a named range; 400 when it is none."""
    title, rest = split_title(text)
    if title is None:
        for named in book.named_ranges:
            if named["name"] == rest:
                return book.tab(named["range"].get("sheetId")), Area.of(named["range"])
        area = parse_area(rest)
        if area:
            return book.tabs[0], area
        whole = book.titled(rest)
        if whole:
            return whole, Area()
        raise unparsable(text)
    tab, area = book.titled(title), (parse_area(rest) if rest else Area())
    if tab is None or area is None or (not rest and not text.startswith("'")):
        raise unparsable(text)
    return tab, area


def find_box(book: Book, text: str) -> tuple[Tab, Box]:
    """The cells an A1 range names; one that starts outside of the grid is refused, one that ends there is cut."""
    tab, area = find_area(book, text)
    rows, columns = len(tab.grid.rows), len(tab.grid.columns)
    if (area.top or 0) >= rows or (area.left or 0) >= columns:
        raise exceeds(tab, text)
    return tab, tab.box(area)


def exceeds(tab: Tab, where: str | Box) -> Exception:
    """The refusal of a range outside of the grid, by its A1 text or its cells."""
    _, rest = split_title(where if isinstance(where, str) else where.name("Sheet"))
    rows, columns = len(tab.grid.rows), len(tab.grid.columns)
    return invalid(f"Range ({quoted(tab.title)}!{rest}) exceeds grid limits. Max rows: {rows}, max columns: {columns}")


def filter_box(book: Book, data_filter: Json) -> tuple[Tab, Box]:
    """The cells of a data filter by a1Range or gridRange; exactly one kind of filter may be set."""
    given = [name for name, value in data_filter.items() if value is not None]
    if len(given) != 1:
        raise invalid("Exactly one of a1Range, gridRange and developerMetadataLookup must be set in a data filter.")
    if given == ["a1Range"]:
        return find_box(book, data_filter["a1Range"])
    if given == ["gridRange"]:
        tab, box = book.ranged(data_filter["gridRange"])
        area = Area.of(data_filter["gridRange"])
        if (area.top or 0) >= len(tab.grid.rows) or (area.left or 0) >= len(tab.grid.columns):
            raise exceeds(tab, area.within(MAX_CELLS, MAX_COLUMNS))
        return tab, box
    raise invalid("This data filter cannot be read here.")
