"""Our values as the inside of XLSX cells. Pure."""

import re
from datetime import UTC, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape

from app.tables.columns import PLACES
from app.tables.grid import Cell

LONGEST_TEXT = 32_767  # what a cell of Excel holds
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's day 0 has no zone
_DAYS_1904 = 1462


class Content(NamedTuple):
    """What stands between a cell's tags, and the cell's type ("" is a number)."""

    inside: bytes
    type: bytes


def content_of(cell: Cell, prefix: bytes = b"", *, date1904: bool = False, dated: bool = True) -> Content:
    """A value of ours as a cell: a score as a number, a time as a serial number, anything else as text.

    `dated` says whether the file has a style to show serial numbers as dates; without one a time is text.
    """
    if isinstance(cell, datetime):
        cell = cell.astimezone(UTC).replace(tzinfo=None) if cell.tzinfo else cell
        if dated:
            return Content(_number(serial(cell, date1904=date1904), prefix), b"")
        return _text(f"{cell:%Y-%m-%d %H:%M:%S} UTC", prefix)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return Content(_number(round(cell, PLACES), prefix), b"")
    return _text("" if cell is None else str(cell), prefix)


def serial(moment: datetime, *, date1904: bool = False) -> float:
    """A time as the days since the workbook's day 0."""
    days = (moment - _EPOCH).total_seconds() / 86_400
    return days - _DAYS_1904 if date1904 else days


def _number(number: float, prefix: bytes) -> bytes:
    return b"<%sv>%s</%sv>" % (prefix, repr(number).encode(), prefix)


def _text(text: str, prefix: bytes) -> Content:
    """Text in the cell itself, so that the shared strings stay as they are; an inline string is never a formula."""
    # references for everything beyond ASCII: right in whatever encoding the part is
    data = escape(_clean(text)).encode("ascii", "xmlcharrefreplace")
    inside = b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (prefix, prefix, data, prefix, prefix)
    return Content(inside, b"inlineStr")


def name_of(text: str) -> str:
    """A header cell's text as the name of a table's column, escaped as Excel does (but not yet for XML)."""
    return _clean(text).replace("\n", "_x000a_").replace("\t", "_x0009_")


def _clean(text: str) -> str:
    legal = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT]
    return _LOOKS_ESCAPED.sub("_x005F_", legal)
