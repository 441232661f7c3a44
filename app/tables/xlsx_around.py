"""What stands around the rows of a worksheet: its dimension, column widths, heat colour, merged cells.

Pure. Works on the worksheet's XML with its rows taken out, by exact cuts.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from app.tables.columns import OurColumn
from app.tables.xlsx_parts import Element, scan
from app.tables.xlsx_references import Area, area, column_letters
from app.tables.xlsx_sheet import SheetXml

LAST_ROW = 1_048_576
WIDTHS = {  # in characters of the standard font, header included
    OurColumn.SCORE: 12,
    OurColumn.LABEL: 15,
    OurColumn.CONFIDENCE: 17,
    OurColumn.REASONS: 60,
    OurColumn.MODEL: 22,
    OurColumn.SCORED_AT: 24,
}

# From pale to warm, over the sheet's own lowest, middle and highest score: the colour answers "whom first?".
# Dark text stays readable on each (contrast above 7 to 1).
HEAT = ("FFF7FAFC", "FFFFE8A3", "FFF79B72")

# CT_Worksheet's children that stand before conditionalFormatting (ISO 29500, 18.3.1.99), behind the rows.
_BEFORE_HEAT = (
    *("sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
)


class Cut(NamedTuple):
    """A replacement of the bytes from `start` to `end`."""

    start: int
    end: int
    replacement: bytes


def apply(content: bytes, cuts: Iterable[Cut]) -> bytes:
    """The bytes after the cuts, which must not overlap; cuts at one place keep their order."""
    pieces, position = [], 0
    for cut in sorted(cuts, key=lambda cut: cut.start):
        pieces += [content[position : cut.start], cut.replacement]
        position = cut.end
    return b"".join([*pieces, content[position:]])


class Around:
    """A worksheet's XML without its rows, as elements."""

    def __init__(self, sheet: SheetXml) -> None:
        self.prefix = sheet.prefix
        self._hole = b"<%ssheetData/>" % sheet.prefix
        self._opening = sheet.content[sheet.before : sheet.first]
        self.content = sheet.content[: sheet.before] + self._hole + sheet.content[sheet.after :]
        self.elements = scan(self.content, sheet.name)

    def merged(self) -> list[Area]:
        """The merged ranges."""
        found = (area(element.attributes.get("ref", "")) for element in self._named("mergeCell"))
        return [each for each in found if each is not None]

    def has_heat(self, column: int) -> bool:
        """Whether a colour scale, ours or anybody's, lies on the column."""
        scaled = False
        for element in self._named("conditionalFormatting"):
            inside = self.content[element.inside : element.close]
            areas = [area(reference) for reference in element.attributes.get("sqref", "").split()]
            covers = any(each is not None and each.left <= column <= each.right for each in areas)
            scaled = scaled or (covers and b"colorScale" in inside)
        return scaled

    def changed(
        self,
        new: Sequence[tuple[OurColumn, int]],
        heat: tuple[int, int] | None,
        last_row: int,
        more: Iterable[Cut] = (),
    ) -> tuple[bytes, bytes]:
        """What stands before and behind the rows, once the new columns are there.

        `new` are their kinds and columns; `heat`, if given, is the score's column and first row to colour;
        `more` are further cuts in `content`.
        """
        cuts = [*self._dimension([column for _, column in new], last_row), *self._widths(new), *more]
        if heat is not None:
            cuts.append(self._heat(*heat))
        hole = next(self._named("sheetData"))
        head = apply(self.content[: hole.start], (cut for cut in cuts if cut.start <= hole.start))
        tail = apply(
            self.content[hole.end :],
            (Cut(c.start - hole.end, c.end - hole.end, c.replacement) for c in cuts if c.start > hole.start),
        )
        opening = self._opening
        if opening.endswith(b"/>"):
            opening = opening[:-2].rstrip() + b">"
        return head + opening, b"</%ssheetData>" % self.prefix + tail

    def _named(self, name: str) -> Iterator[Element]:
        return (element for element in self.elements if element.name == name and element.path[-1:] != ("extLst",))

    def _dimension(self, columns: Collection[int], last_row: int) -> list[Cut]:
        for element in self._named("dimension"):
            extent = area(element.attributes.get("ref", ""))
            if extent is not None and columns:
                bottom, right = max(extent.bottom, last_row), max(extent.right, *columns)
                first = f"{column_letters(extent.left)}{extent.top}"
                tag = b'<%sdimension ref="%s"/>'
                reference = f"{first}:{column_letters(right)}{bottom}".encode()
                return [Cut(element.start, element.end, tag % (self.prefix, reference))]
        return []

    def _widths(self, new: Sequence[tuple[OurColumn, int]]) -> list[Cut]:
        """Gives the new columns their widths; a range of columns that ours lie in is cut in two around them."""
        if not new:
            return []
        ours = [
            (
                column,
                b'<%scol min="%d" max="%d" width="%d" customWidth="1"/>' % (self.prefix, column, column, WIDTHS[kind]),
            )
            for kind, column in new
        ]
        cols = next(self._named("cols"), None)
        if cols is None:
            hole = next(self._named("sheetData"))
            inside = b"".join(tag for _, tag in ours)
            return [Cut(hole.start, hole.start, b"<%scols>%s</%scols>" % (self.prefix, inside, self.prefix))]
        low, high = ours[0][0], ours[-1][0]
        ranges: list[tuple[int, bytes]] = list(ours)
        for element in self._named("col"):
            first, last = int(element.attributes["min"]), int(element.attributes["max"])
            tag = self.content[element.start : element.end]
            if last < low or first > high:
                ranges.append((first, tag))
                continue
            if first < low:
                ranges.append((first, _with_range(tag, first, low - 1)))
            if last > high:
                ranges.append((high + 1, _with_range(tag, high + 1, last)))
        inside = b"".join(tag for _, tag in sorted(ranges))
        return [Cut(cols.start, cols.end, b"<%scols>%s</%scols>" % (self.prefix, inside, self.prefix))]

    def _heat(self, column: int, first_row: int) -> Cut:
        """The colour scale, down to the last row there can be: rows added by hand have it too."""
        letters = column_letters(column)
        sqref = quoteattr(f"{letters}{first_row}:{letters}{LAST_ROW}").encode()
        used = [int(element.attributes.get("priority", 0)) for element in self._named("cfRule")]
        # the lowest rank: whatever people set up on the column themselves shows above it
        xml = (
            b'<conditionalFormatting sqref=%s><cfRule type="colorScale" priority="%d"><colorScale><cfvo type="min"/>'
            b'<cfvo type="percentile" val="50"/><cfvo type="max"/>%s</colorScale></cfRule></conditionalFormatting>'
        ) % (sqref, max(used, default=0) + 1, b"".join(b'<color rgb="%s"/>' % colour.encode() for colour in HEAT))
        if self.prefix:
            xml = re.sub(rb"<(/?)", rb"<\g<1>" + self.prefix, xml)
        last = max(
            (e for e in self.elements if e.name in _BEFORE_HEAT and e.path == ("worksheet",)), key=lambda e: e.end
        )
        return Cut(last.end, last.end, xml)


def _with_range(tag: bytes, first: int, last: int) -> bytes:
    tag = re.sub(rb"""(\smin\s*=\s*)["']\d+["']""", rb'\g<1>"%d"' % first, tag)
    return re.sub(rb"""(\smax\s*=\s*)["']\d+["']""", rb'\g<1>"%d"' % last, tag)
