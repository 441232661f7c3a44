"""How a workbook remembers which columns are ours: hidden names that spreadsheet programs keep true. Pure.

`_leadsheet_score` names the whole column, for one sheet. Excel and LibreOffice change what a name refers to when its
column is moved or others are inserted before it, and renaming the header does not touch it.
"""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr, unescape

from app.tables.columns import OurColumn
from app.tables.xlsx_around import Cut, apply
from app.tables.xlsx_parts import Element, Sheet, scan
from app.tables.xlsx_references import column_letters, column_number

PREFIX = "_leadsheet_"
_COLUMN = re.compile(
    r"(?:'((?:[^']|'')*)'|([^'!]+))!\$?([A-Z]{1,3})(?:\$?\d+)?(?::\$?([A-Z]{1,3})(?:\$?\d+)?)?"
)  # LibreOffice writes $F$1:$F$1048576


def mark_name(kind: OurColumn) -> str:
    """The hidden name of a column of ours."""
    return PREFIX + kind.value.replace(" ", "_")


def find_marks(workbook: bytes, sheet: Sheet, name: str) -> dict[OurColumn, int]:
    """Which columns (0 is the first) of the sheet are marked as ours; marks that lost their column are left out."""
    found = {}
    for kind, element in _ours(workbook, sheet, name).items():
        column = _marked_column(workbook, element, sheet)
        if column is not None:
            found[kind] = column - 1
    return found


def with_marks(workbook: bytes, sheet: Sheet, columns: Mapping[OurColumn, int], name: str, *, recompute: bool) -> bytes:
    """The workbook part with marks on `columns` (0 is the first) of the sheet; the bytes it had if they are there.

    `recompute` asks the spreadsheet program to compute every formula when it opens the file: some may use the scores
    that changed.
    """
    elements = scan(workbook, name)
    root = workbook[elements[0].start : elements[0].inside].split(maxsplit=1)[0]
    prefix = root[1:].rpartition(b":")[0] + b":" if b":" in root else b""
    there = _ours(workbook, sheet, name)
    cuts: list[Cut] = []
    added = b""
    for kind, column in columns.items():
        old = there.get(kind)
        hidden = old is not None and old.attributes.get("hidden") in ("1", "true")  # LibreOffice shows them
        if old is not None and hidden and _marked_column(workbook, old, sheet) == column + 1:
            continue
        xml = _mark(kind, sheet, column, prefix)
        if old is not None:
            cuts.append(Cut(old.start, old.end, xml))
        else:
            added += xml
    if added:
        cuts.append(_insertion(elements, added, prefix))
    if recompute:
        cuts += _recompute(workbook, elements, prefix)
    return apply(workbook, cuts)


def _ours(workbook: bytes, sheet: Sheet, name: str) -> dict[OurColumn, Element]:
    names = {mark_name(kind): kind for kind in OurColumn}
    found: dict[OurColumn, Element] = {}
    for element in scan(workbook, name):
        if element.name == "definedName" and element.attributes.get("name", "").lower() in names:
            local = element.attributes.get("localSheetId")
            if local == str(sheet.position) or (local is None and _marked_column(workbook, element, sheet)):
                found[names[element.attributes["name"].lower()]] = element
    return found


def _marked_column(workbook: bytes, element: Element, sheet: Sheet) -> int | None:
    text = workbook[element.inside : element.close].decode("utf-8", "replace")
    match = _COLUMN.fullmatch(unescape(text, {"&apos;": "'", "&quot;": '"'}).strip())
    if match is None or (match[4] or match[3]) != match[3]:
        return None
    named = match[1].replace("''", "'") if match[1] is not None else match[2]
    return column_number(match[3].encode()) if named.casefold() == sheet.name.casefold() else None


def _mark(kind: OurColumn, sheet: Sheet, column: int, prefix: bytes) -> bytes:
    letters = column_letters(column + 1)
    quoted = sheet.name.replace("'", "''")
    place = escape(f"'{quoted}'!${letters}:${letters}").encode("ascii", "xmlcharrefreplace")
    named = quoteattr(mark_name(kind)).encode()
    tag = b'<%sdefinedName name=%s localSheetId="%d" hidden="1">%s</%sdefinedName>'
    return tag % (prefix, named, sheet.position, place, prefix)


def _insertion(elements: list[Element], added: bytes, prefix: bytes) -> Cut:
    existing = next((element for element in elements if element.name == "definedNames"), None)
    whole = b"<%sdefinedNames>%s</%sdefinedNames>" % (prefix, added, prefix)
    if existing is None:
        before = ("sheets", "functionGroups", "externalReferences")  # ISO 29500, 18.2.27
        end = max(element.end for element in elements if element.name in before and element.path == ("workbook",))
        return Cut(end, end, whole)
    if existing.is_empty_tag:
        return Cut(existing.start, existing.end, whole)
    return Cut(existing.close, existing.close, added)


def _recompute(workbook: bytes, elements: list[Element], prefix: bytes) -> list[Cut]:
    for element in elements:
        if element.name == "calcPr" and element.attributes.get("fullCalcOnLoad") not in ("1", "true"):
            tag = re.sub(rb"""\sfullCalcOnLoad\s*=\s*["'][^"']*["']""", b"", workbook[element.start : element.inside])
            start = len(b"<%scalcPr" % prefix)
            return [Cut(element.start, element.inside, tag[:start] + b' fullCalcOnLoad="1"' + tag[start:])]
    return []
