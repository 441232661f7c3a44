"""The ranges people sort: a sheet's AutoFilter and its list objects (what Excel calls tables). Pure.

Sorting through filter buttons moves the cells inside such a range and no others. Columns of ours that stand at its
right edge must therefore lie inside: outside, the leads would move and their scores would not.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from app.tables.grid import Cell, is_blank
from app.tables.xlsx_around import Around, Cut, apply
from app.tables.xlsx_cells import name_of
from app.tables.xlsx_parts import Element, Package, Sheet, scan
from app.tables.xlsx_references import Area, area, stretched

_LONGEST_NAME = 255  # of a table's column
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
_NAMED_RANGE = re.compile(rb"[^<>]*!(\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?)\s*")


@dataclass(frozen=True)
class Beside:
    """What a range needs to know to grow over our columns. Rows and columns count from 1.

    `titles` are the headers of our columns, as they stand in the sheet or will, by column; `new` are those not there
    yet. `leads_from` is the first column a lead cannot be without, and `others` are the ranges not to grow into.
    """

    header_row: int
    leads_from: int
    titles: Mapping[int, str]
    new: frozenset[int]
    others: Sequence[Area]

    def reach(self, each: Area) -> int | None:
        """The last column that makes the range hold our new columns; None where it has to stay what it is.

        It grows when it has our header row for its own, holds the whole lead, and only columns of ours follow it.
        """
        right = max(self.new, default=0)
        if each.top != self.header_row or each.left > self.leads_from or each.right >= right:
            return None
        growth = Area(each.top, each.right + 1, each.bottom, right)
        if any(growth.meets(other) for other in self.others):
            return None
        return right if all(column in self.titles for column in range(growth.left, right + 1)) else None


@dataclass(frozen=True)
class ListObject:
    """A list object: its part and where it lies."""

    part: str
    content: bytes
    elements: Sequence[Element]
    area: Area

    @property
    def totals(self) -> Area | None:
        """The rows of totals at its foot."""
        count = _whole(self.elements[0].attributes.get("totalsRowCount", ""))
        return self.area._replace(top=max(self.area.bottom - count + 1, self.area.top + 1)) if count else None

    def grown(self, beside: Beside) -> bytes:
        """Its part once it holds our columns; the bytes it had where it does not grow.

        A column of ours has no totals: its cell in a totals row is blank. Tables that a query fills stay as they are,
        for the query's own part keeps a list of their columns.
        """
        right = beside.reach(self.area)
        if right is None or not self._can_grow():
            return self.content
        names = [name_of(beside.titles[column]) for column in range(self.area.right + 1, right + 1)]
        distinct = {each.attributes.get("name", "").casefold() for each in self._columns()}
        distinct.update(name.casefold() for name in names)
        if len(distinct) < right - self.area.left + 1 or not all(0 < len(name) <= _LONGEST_NAME for name in names):
            return self.content
        return apply(self.content, self._growth(names, right))

    def _columns(self) -> list[Element]:
        return [each for each in self.elements if each.name == "tableColumn" and each.path == ("tableColumns",)]

    def _can_grow(self) -> bool:
        attributes = self.elements[0].attributes
        plain = attributes.get("tableType", "worksheet") == "worksheet" and attributes.get("headerRowCount", "1") == "1"
        return plain and len(self._columns()) == self.area.right - self.area.left + 1

    def _growth(self, names: Sequence[str], right: int) -> list[Cut]:
        """The cuts that add columns of these names, up to the column `right`."""
        content, table, columns = self.content, self.elements[0], self._columns()
        parent = next(each for each in self.elements if each.name == "tableColumns")
        prefix = content[table.start + 1 : table.inside].split(maxsplit=1)[0].removesuffix(b"table")
        first = max(_whole(each.attributes.get("id", "")) for each in columns) + 1
        added = b"".join(
            b'<%stableColumn id="%d" name=%s/>' % (prefix, number, _quoted(name))
            for number, name in enumerate(names, first)
        )
        cuts = _set(content, parent, b"count", b"%d" % (len(columns) + len(names)))
        cuts += [Cut(parent.close, parent.close, added), *_stretch(content, table, right)]
        for each in self.elements:
            if each.name == "autoFilter" and area(each.attributes.get("ref", "")) is not None:
                cuts += _stretch(content, each, right)
        return cuts


class FilterGrowth(NamedTuple):
    """How a sheet's AutoFilter grows: the range it had, the last column it gets, and the cuts in `Around.content`."""

    was: Area
    right: int
    cuts: Sequence[Cut]


def list_objects(package: Package, sheet: Sheet) -> list[ListObject]:
    """The list objects of the sheet."""
    found = []
    for kind, part in package.relations(sheet.part).values():
        if kind == "table":
            content = package.part(part)
            elements = scan(content, package.name)
            place = area(elements[0].attributes.get("ref", ""))
            if place is not None:
                found.append(ListObject(part, content, elements, place))
    return found


def leads_from(rows: Sequence[Sequence[Cell]]) -> int:
    """The first column (from 1) that a lead cannot be without.

    A running number in front of the leads, which people keep out of the range they sort so that it goes on counting
    from 1, is no part of a lead, nor is an empty margin.
    """
    width = len(rows[0]) if rows else 0
    return next((column + 1 for column in range(width) if not _is_margin(rows, column)), 1)


def _is_margin(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    last = float("-inf")
    for row in rows:
        cell = row[column]
        if is_blank(cell):
            continue
        if isinstance(cell, bool) or not isinstance(cell, int | float) or cell <= last or not float(cell).is_integer():
            return False
        last = cell
    return True


def filter_growth(around: Around, beside: Beside) -> FilterGrowth | None:
    """How the AutoFilter of the sheet grows over our columns, if it does. Its criteria and its sorting stay."""
    for element in around.elements:
        if element.name == "autoFilter" and element.path == ("worksheet",):
            was = area(element.attributes.get("ref", ""))
            right = beside.reach(was) if was is not None else None
            if was is not None and right is not None:
                return FilterGrowth(was, right, _stretch(around.content, element, right))
    return None


def with_filter_name(workbook: bytes, sheet: Sheet, growth: FilterGrowth, name: str) -> bytes:
    """The workbook part with the hidden name that repeats the AutoFilter's range grown like it, if there is one.

    LibreOffice goes by this name and not by the AutoFilter itself.
    """
    cuts = []
    for element in scan(workbook, name):
        attributes = element.attributes
        if element.name == "definedName" and attributes.get("localSheetId") == str(sheet.position):
            match = _NAMED_RANGE.fullmatch(workbook, element.inside, element.close)
            named = attributes.get("name", "").lower() in ("_xlnm._filterdatabase", "_filterdatabase")
            said = area(match[1].decode()) if named and match is not None else None
            if match is not None and said is not None and said._replace(bottom=growth.was.bottom) == growth.was:
                cuts.append(Cut(*match.span(1), stretched(match[1].decode(), growth.right).encode()))
    return apply(workbook, cuts)


def _stretch(content: bytes, element: Element, right: int) -> list[Cut]:
    return _set(content, element, b"ref", stretched(element.attributes["ref"], right).encode())


def _set(content: bytes, element: Element, attribute: bytes, value: bytes) -> list[Cut]:
    """The cut that gives an attribute of the element another value; none where it has no such attribute."""
    for match in _ATTRIBUTE.finditer(content, element.start, element.inside):
        if match[1] == attribute:
            equals = match[0].index(b"=") + match.start()
            opened = min(at for quote in (b'"', b"'") if (at := content.find(quote, equals)) >= 0)
            return [Cut(opened + 1, match.end() - 1, value)]
    return []


def _quoted(text: str) -> bytes:
    return quoteattr(text).encode("ascii", "xmlcharrefreplace")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0
