"""The rows of a worksheet's XML: what is where, and the same rows with some cells replaced. Pure.

The bytes are cut, not parsed and written again: what we do not replace comes out as it went in. Row and column
numbers count from 1 as in "B3"; a row or cell without a reference stands behind the one before it (ISO 29500, 18.3.1).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from app.errors import FileProblem
from app.tables.xlsx_parts import damaged, prologue_end
from app.tables.xlsx_references import Area, column_letters, column_number

_HIDDEN = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_ROW_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})\d+["']""")
_STYLE = re.compile(rb"""\ss\s*=\s*["'](\d+)["']""")
_SPANS = re.compile(rb"""(\sspans\s*=\s*["'])(\d+):(\d+)(["'])""")


class Row(NamedTuple):
    """A row and the offsets of its parts: "<", behind its start tag, "<" of its end tag, and behind that."""

    number: int
    start: int
    inside: int
    close: int
    end: int


class CellAt(NamedTuple):
    """A cell that is there: its column, its offsets, and its start tag."""

    column: int
    start: int
    end: int
    tag: bytes


class NewCell(NamedTuple):
    """A cell to write: its column, what stands between its tags, its type, and its style where it has none yet."""

    column: int
    inside: bytes
    type: bytes
    style: int | None


@dataclass(frozen=True)
class Extent:
    """How far the contents of a sheet reach: last used row and column, and per column the last row with a formula.

    `formulas` leaves out those in totals rows; `computed` says whether there is any formula at all.
    """

    last_row: int
    last_column: int
    formulas: Mapping[int, int]
    computed: bool


class SheetXml:
    """A worksheet part: `content`, and where its rows are in it. Raises FileProblem when it has none."""

    def __init__(self, content: bytes, name: str) -> None:
        self.content = content
        self.name = name
        root = re.compile(rb"<((?:[\w.-]+:)?)worksheet[\s>]").match(content, prologue_end(content))
        if root is None:
            raise damaged(name)
        self.prefix: bytes = root[1]
        self._formula = re.compile(rb"<%sf[\s/>]" % re.escape(self.prefix))
        # the same bytes with comments and CDATA blotted out, so that what looks like a tag is one
        self.shadow = _HIDDEN.sub(lambda match: b" " * len(match[0]), content) if b"<!" in content else content
        opening = re.compile(rb"<%ssheetData(?:\s[^>]*)?/?>" % re.escape(self.prefix)).search(self.shadow)
        if opening is None:
            raise damaged(name)
        self.before, self.first = opening.span()
        if opening[0].endswith(b"/>"):
            self.last = self.after = self.first
        else:
            self.last = self.shadow.rfind(b"</%ssheetData" % self.prefix)
            self.after = self.shadow.find(b">", self.last) + 1
            if self.last < self.first or not self.after:
                raise damaged(name)

    def rows(self) -> Iterator[Row]:
        """Every row, in order. Raises FileProblem when they are not in order."""
        text, opening, closing = self.shadow, b"<%srow" % self.prefix, b"</%srow" % self.prefix
        number, position = 0, self.first
        while (start := text.find(opening, position, self.last)) >= 0:
            inside = text.find(b">", start) + 1
            if text[start + len(opening)] not in b" \t\r\n/>":
                position = inside
                continue
            said = _ROW_NUMBER.search(text, start, inside)
            following = int(said[1]) if said else number + 1
            if following <= number or not inside:
                raise damaged(self.name)
            number = following
            if text[inside - 2] == ord("/"):
                close = end = inside
            else:
                close = text.find(closing, inside, self.last)
                end = text.find(b">", close) + 1
                if close < 0 or not end:
                    raise damaged(self.name)
            yield Row(number, start, inside, close, end)
            position = end

    def cells(self, row: Row, start_at: int | None = None) -> Iterator[CellAt]:
        """Every cell of a row that has a tag, in order, by default from its first; `start_at` is a cell's offset."""
        text, opening, closing = self.shadow, b"<%sc" % self.prefix, b"</%sc>" % self.prefix
        column, position = 0, row.inside if start_at is None else start_at
        while (start := text.find(opening, position, row.close)) >= 0:
            inside = text.find(b">", start) + 1
            if text[start + len(opening)] not in b" \t\r\n/>":
                position = inside
                continue
            tag = text[start:inside]
            said = _REFERENCE.search(tag)
            column = column_number(said[1]) if said else column + 1
            position = inside if tag.endswith(b"/>") else text.find(closing, inside) + len(closing)
            if not inside <= position <= row.close:
                raise damaged(self.name)
            yield CellAt(column, start, position, tag)

    def _find_cell(self, row: Row, column: int) -> int | None:
        """The offset of a cell by its reference, where it is written the usual way: spares walking the whole row."""
        text, opening = self.shadow, b"<%sc " % self.prefix
        said = text.find(b' r="%s%d"' % (column_letters(column).encode(), row.number), row.inside, row.close)
        start = text.rfind(b"<", row.inside, said) if said >= 0 else -1
        in_tag = start >= 0 and text.startswith(opening, start) and text.find(b">", start, said) < 0
        return start if in_tag else None

    def last_cell(self, row: Row) -> CellAt | None:
        """The last cell with a tag in the row, found from behind where that is possible."""
        text, opening = self.shadow, b"<%sc " % self.prefix
        start = text.rfind(opening, row.inside, row.close)
        bare = max(text.rfind(opening[:-1] + end, row.inside, row.close) for end in (b">", b"/>", b"\n", b"\r", b"\t"))
        if start > bare and (inside := text.find(b">", start) + 1):
            tag = text[start:inside]
            said = _REFERENCE.search(tag)
            if said:
                closing = b"</%sc>" % self.prefix
                end = inside if tag.endswith(b"/>") else text.find(closing, inside) + len(closing)
                return CellAt(column_number(said[1]), start, end, tag)
        last = None
        for last in self.cells(row):  # noqa: B007 - only the last is wanted
            pass
        return last

    def extent(self, totals: Collection[Area] = ()) -> Extent:
        """How far the contents reach. Cells that are only formatted do not count, nor formulas in the `totals`."""
        last_row = last_column = 0
        any_formula = False
        formulas: dict[int, int] = {}
        formula = b"<%sf" % self.prefix
        for row in self.rows():
            last = self.last_cell(row)
            if last is None:
                continue
            computed = self.shadow.find(formula, row.inside, row.close) >= 0
            if computed or not self.is_filled(last):
                filled = [cell for cell in self.cells(row) if self.is_filled(cell)]
                if not filled:
                    continue
                holding = [cell.column for cell in filled if computed and self.has_formula(cell)]
                any_formula = any_formula or bool(holding)
                for column in holding:
                    if not any(each.holds(row.number, column) for each in totals):
                        formulas[column] = row.number
                last = max(filled)
            last_row, last_column = row.number, max(last_column, last.column)
        return Extent(last_row, last_column, formulas, any_formula)

    def is_filled(self, cell: CellAt) -> bool:
        """Whether the cell holds anything, not only a format."""
        return cell.end - cell.start > len(cell.tag) + len(self.prefix) + len(b"</c>")

    def has_formula(self, cell: CellAt) -> bool:
        """Whether the cell holds a formula."""
        return self._formula.search(self.shadow, cell.start, cell.end) is not None

    def styles_of(self, number: int) -> dict[int, int]:
        """The style of every filled cell in row `number`, by column."""
        for row in self.rows():
            if row.number == number:
                filled = [cell for cell in self.cells(row) if self.is_filled(cell)]
                return {cell.column: int(match[1]) for cell in filled if (match := _STYLE.search(cell.tag))}
        return {}

    def spliced_rows(self, edits: Iterator[tuple[int, Sequence[NewCell]]]) -> Iterator[bytes]:
        """What stands inside `sheetData` after the edits: per row number, ascending, the cells to write, ascending.

        Raises FileProblem when a cell to write holds a formula.
        """
        number, cells = next(edits, (0, ()))
        position = self.first
        for row in self.rows():
            while number and number < row.number:
                yield self.content[position : row.start]
                position = row.start
                yield self._new_row(number, cells)
                number, cells = next(edits, (0, ()))
            if number == row.number:
                yield self.content[position : row.start]
                yield self._spliced_row(row, cells)
                position = row.end
                number, cells = next(edits, (0, ()))
        yield self.content[position : self.last]
        while number:
            yield self._new_row(number, cells)
            number, cells = next(edits, (0, ()))

    def _new_row(self, number: int, cells: Sequence[NewCell]) -> bytes:
        inside = b"".join(self._cell(number, cell, None) for cell in cells)
        return b'<%srow r="%d">%s</%srow>' % (self.prefix, number, inside, self.prefix)

    def _spliced_row(self, row: Row, cells: Sequence[NewCell]) -> bytes:
        content = self.content
        tag = _with_span(content[row.start : row.inside], cells[0].column, cells[-1].column)
        if row.close == row.end:  # <row/>
            tag = tag[:-2].rstrip() + b">"
        pieces = [tag]
        last = self.last_cell(row)
        position = row.inside
        waiting = list(cells)
        there: Iterable[CellAt] = [last] if last is not None else []
        if last is not None and last.column >= cells[0].column:
            there = self.cells(row, self._find_cell(row, cells[0].column))
        for cell in there:
            while waiting and waiting[0].column < cell.column:
                pieces += [content[position : cell.start], self._cell(row.number, waiting.pop(0), None)]
                position = cell.start
            if waiting and waiting[0].column == cell.column:
                pieces += [content[position : cell.start], self._cell(row.number, waiting.pop(0), cell)]
            else:
                pieces.append(content[position : cell.end])
            position = cell.end
        pieces += [self._cell(row.number, cell, None) for cell in waiting]
        pieces.append(content[position : row.close])
        pieces.append(content[row.close : row.end] or b"</%srow>" % self.prefix)
        return b"".join(pieces)

    def _cell(self, row: int, new: NewCell, old: CellAt | None) -> bytes:
        style = b"%d" % new.style if new.style is not None else b""
        if old is not None:
            if self.has_formula(old):
                place = f"{column_letters(new.column)}{row}"
                raise FileProblem(
                    f"Cell {place} of {self.name} holds a formula where a score goes; nothing was written - move the "
                    "formula to a column of its own and run again."
                )
            match = _STYLE.search(old.tag)
            style = match[1] if match else style  # somebody may have formatted it to their liking
        attributes = (b' s="%s"' % style if style else b"") + (b' t="%s"' % new.type if new.type else b"")
        reference = column_letters(new.column).encode()
        return b'<%sc r="%s%d"%s>%s</%sc>' % (self.prefix, reference, row, attributes, new.inside, self.prefix)


def _with_span(tag: bytes, first: int, last: int) -> bytes:
    """The row's start tag with its `spans`, if it has one, made to hold our columns."""
    return _SPANS.sub(lambda m: b"%s%d:%d%s" % (m[1], min(int(m[2]), first), max(int(m[3]), last), m[4]), tag, count=1)
