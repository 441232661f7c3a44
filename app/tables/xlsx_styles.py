"""The styles our cells need, added behind those the workbook has. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from app.tables.columns import OurColumn
from app.tables.xlsx_around import Cut, apply
from app.tables.xlsx_parts import Element, scan

# All 4 places: rounded to two, a 0.6989 would read "0.70" and stand beside "medium", which begins below 0.70.
SCORE_FORMAT = "0.0000"
DATE_FORMAT = 'yyyy\\-mm\\-dd\\ hh:mm\\ "UTC"'
_FIRST_OWN_FORMAT = 164  # numbers below it belong to the program


@dataclass
class Styles:
    """A workbook's styles part while styles are added: `content` is how it was, `changed()` how it is."""

    content: bytes
    name: str
    _added: list[bytes] = field(default_factory=list)
    _formats: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.elements = scan(self.content, self.name)
        self._cell_formats = next((e for e in self.elements if e.name == "cellXfs"), None)
        self._xfs = [e for e in self.elements if e.name == "xf" and e.path == ("cellXfs",)]
        root = self.content[self.elements[0].start : self.elements[0].inside].split(maxsplit=1)[0]
        self.prefix = root[1:].rpartition(b":")[0] + b":" if b":" in root else b""

    def for_columns(self, neighbour: int) -> Mapping[OurColumn, int | None]:
        """The style of each of our columns, in the font and borders of the cell style `neighbour` beside them."""
        if self._cell_formats is None:
            return dict.fromkeys(OurColumn)
        return {
            OurColumn.SCORE: self._style(
                neighbour, self._number_format(SCORE_FORMAT), b'<%salignment horizontal="center"/>' % self.prefix
            ),
            OurColumn.SCORED_AT: self._style(neighbour, self._number_format(DATE_FORMAT)),
            **dict.fromkeys(
                (OurColumn.LABEL, OurColumn.CONFIDENCE, OurColumn.REASONS, OurColumn.MODEL), self._style(neighbour, 0)
            ),
        }

    def changed(self) -> bytes:
        """The part with what was added; the very bytes it had if nothing was."""
        cuts: list[Cut] = []
        if self._added and self._cell_formats is not None:
            cuts += self._append(self._cell_formats, self._added, len(self._xfs))
        if self._formats:
            existing = next((e for e in self.elements if e.name == "numFmts"), None)
            if existing is not None:
                count = sum(element.name == "numFmt" and element.path == ("numFmts",) for element in self.elements)
                cuts += self._append(existing, self._formats, count)
            else:  # it is the first thing in a style sheet
                start = self.elements[0].inside
                xml = b'<%snumFmts count="%d">%s</%snumFmts>'
                added = xml % (self.prefix, len(self._formats), b"".join(self._formats), self.prefix)
                cuts.append(Cut(start, start, added))
        return apply(self.content, cuts)

    def _append(self, parent: Element, added: list[bytes], count: int) -> list[Cut]:
        name = self.prefix + parent.name.encode()
        opening = b'<%s count="%d">' % (name, count + len(added))
        if parent.is_empty_tag:
            return [Cut(parent.start, parent.end, opening + b"".join(added) + b"</%s>" % name)]
        return [Cut(parent.start, parent.inside, opening), Cut(parent.close, parent.close, b"".join(added))]

    def _style(self, neighbour: int, number_format: int, alignment: bytes = b"") -> int:
        base = self._xfs[neighbour].attributes if neighbour < len(self._xfs) else {}
        xml = b'<%sxf numFmtId="%d" fontId=%s fillId="0" borderId=%s xfId="0" %s' % (
            self.prefix,
            number_format,
            quoteattr(base.get("fontId", "0")).encode(),
            quoteattr(base.get("borderId", "0")).encode(),
            b'applyNumberFormat="1" applyFont="1" applyBorder="1"',
        )
        xml += b' applyAlignment="1">%s</%sxf>' % (alignment, self.prefix) if alignment else b"/>"
        for index, element in enumerate(self._xfs):
            if self.content[element.start : element.end] == xml:  # ours of an earlier run
                return index
        if xml not in self._added:
            self._added.append(xml)
        return len(self._xfs) + self._added.index(xml)

    def _number_format(self, code: str) -> int:
        known = [element.attributes for element in self.elements if element.name == "numFmt"]
        for attributes in known:
            if attributes.get("formatCode") == code:
                return int(attributes["numFmtId"])
        used = max([_FIRST_OWN_FORMAT - 1, *(int(attributes.get("numFmtId", 0)) for attributes in known)])
        number = used + len(self._formats) + 1
        self._formats.append(
            b'<%snumFmt numFmtId="%d" formatCode=%s/>' % (self.prefix, number, quoteattr(code).encode())
        )
        return number
