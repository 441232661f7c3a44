"""The package of an XLSX: its parts, which of them is which sheet, and where the elements of a small part stand.

Knows of ZIP and XML what splicing needs, and refuses what could hurt: DTDs, parts that unpack to gigabytes.
"""

import codecs
import posixpath
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote
from xml.parsers import expat

from app.errors import BadChoice, FileProblem

LARGEST_PART = 1024**3  # bytes unpacked: ten times a sheet of 100,000 rows and 25 columns
LARGEST_PACKAGE = 4 * LARGEST_PART
_SUSPICIOUS_RATIO = 200  # a sheet packs 5 to 30 times smaller; only counted from 200 MB up
_SUSPICIOUS_SIZE = 200 * 1024**2


@dataclass(frozen=True)
class Element:
    """An element of a part: its name without namespace, and the offsets of its tags in the part's bytes.

    `start` is its "<", `inside` the first byte behind its start tag, `close` the "<" of its end tag and `end` the
    byte behind that; an empty `<a/>` has `inside == close == end`.
    """

    name: str
    path: tuple[str, ...]
    attributes: Mapping[str, str]
    start: int
    inside: int
    close: int = 0
    end: int = 0

    @property
    def is_empty_tag(self) -> bool:
        """Whether it is written as `<a/>`."""
        return self.close == self.end


@dataclass(frozen=True)
class Sheet:
    """A worksheet of the workbook: its name, its part, and its place among all sheets (as names refer to it)."""

    name: str
    part: str
    position: int
    visible: bool


@dataclass
class Package:
    """An open XLSX. Close it by leaving the `with` block."""

    name: str
    archive: zipfile.ZipFile
    workbook: str = ""
    sheets: tuple[Sheet, ...] = ()
    styles: str | None = None
    date1904: bool = False

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.close()

    def part(self, part: str) -> bytes:
        """The unpacked bytes of a part, in UTF-8 or another encoding that holds ASCII as it is.

        Raises FileProblem when it is missing, damaged, or holds a DTD.
        """
        try:
            content = self.archive.read(part)
        except KeyError as error:
            raise FileProblem(
                f"{self.name} is damaged (no {part} in it): open it, save it anew and run again."
            ) from error
        except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
            raise damaged(self.name) from error
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in content[:4]:
            raise FileProblem(f"{self.name} holds UTF-16 XML: open it in Excel or LibreOffice, save it and run again.")
        if content.startswith(b"<!D", prologue_end(content)):
            raise FileProblem(
                f"{self.name} holds a DTD, which no spreadsheet program writes: save it anew and run again."
            )
        return content

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts a part refers to: id -> (last word of the kind, part), links to the outside left out."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", base + ".rels")
        if rels not in self.archive.NameToInfo:
            return {}
        found = {}
        for element in scan(self.part(rels), self.name):
            if element.name == "Relationship" and element.attributes.get("TargetMode") != "External":
                target = unquote(element.attributes.get("Target", ""))
                place = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
                kind = element.attributes.get("Type", "").rsplit("/", 1)[-1]
                found[element.attributes.get("Id", "")] = (kind, place)
        return found

    def sheet(self, wanted: str | None) -> Sheet:
        """The worksheet of that name (else regardless of case), by default the first one that is not hidden."""
        if wanted is None:
            return next((sheet for sheet in self.sheets if sheet.visible), self.sheets[0])
        loosely = [sheet for sheet in self.sheets if sheet.name.strip().casefold() == wanted.strip().casefold()]
        for sheet in [sheet for sheet in self.sheets if sheet.name == wanted] + loosely:
            return sheet
        names = ", ".join(f'"{sheet.name}"' for sheet in self.sheets)
        raise BadChoice(f'{self.name} has no sheet "{wanted}": choose one of {names}.')


def open_package(file: BinaryIO, path: Path) -> Package:
    """Opens an XLSX and finds its sheets. Raises FileProblem when it is none, is damaged, or is dangerous."""
    name = path.name
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged(name) from error
    _refuse_bombs(name, archive)
    package = Package(name, archive)
    main = [place for kind, place in package.relations("").values() if kind == "officeDocument"]
    if not main:
        raise FileProblem(f"{name} is a ZIP archive but no workbook: give a .csv or .xlsx file.")
    if main[0].endswith(".bin"):
        raise FileProblem(f"{name} is a binary workbook (.xlsb): save it as .xlsx or .csv and run again.")
    package.workbook = main[0]
    _read_workbook(package)
    return package


def _read_workbook(package: Package) -> None:
    relations = package.relations(package.workbook)
    package.styles = next((place for kind, place in relations.values() if kind == "styles"), None)
    sheets: list[Sheet] = []
    position = 0
    for element in scan(package.part(package.workbook), package.name):
        if element.name == "workbookPr":
            package.date1904 = element.attributes.get("date1904") in ("1", "true", "on")
        elif element.name == "sheet" and element.path[-1:] == ("sheets",):
            relation = next((v for k, v in element.attributes.items() if k.rpartition("}")[2] == "id" and "}" in k), "")
            kind, place = relations.get(relation, ("", ""))
            if kind == "worksheet":  # not a chart sheet, dialog or macro sheet
                visible = element.attributes.get("state", "visible") == "visible"
                sheets.append(Sheet(element.attributes.get("name", ""), place, position, visible))
            position += 1
    if not sheets:
        raise FileProblem(
            f"{package.name} is no workbook with a worksheet in it: save it as .xlsx or .csv and run again."
        )
    package.sheets = tuple(sheets)


def _refuse_bombs(name: str, archive: zipfile.ZipFile) -> None:
    total = 0
    for info in archive.infolist():
        total += info.file_size
        bomb = info.file_size > _SUSPICIOUS_SIZE and info.file_size > _SUSPICIOUS_RATIO * max(info.compress_size, 1)
        if bomb or info.file_size > LARGEST_PART or total > LARGEST_PACKAGE:
            raise FileProblem(
                f"{name} unpacks to more than can be scored safely: save the leads as .csv and run again."
            )
        if info.flag_bits & 1:
            raise FileProblem(f"{name} is protected by a password: save it without one and run again.")


def prologue_end(content: bytes) -> int:
    """Where the first tag of a part starts: behind its byte order mark, XML declaration and comments."""
    match = _PROLOGUE.match(content)
    return match.end() if match else 0


def damaged(name: str) -> FileProblem:
    """The error for a package that cannot be unpacked or read."""
    return FileProblem(f"{name} is damaged or cut off: open it in Excel or LibreOffice, save it anew and run again.")


def scan(content: bytes, name: str) -> list[Element]:
    """Every element of a part, in document order. `name` is the file's, for the sentence when the XML is broken.

    Attribute names keep their namespace as "{uri}name".
    """
    parser = expat.ParserCreate(namespace_separator="}")
    found: list[Element] = []
    waiting: list[int] = []
    path: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        begin = parser.CurrentByteIndex
        local = tag.rpartition("}")[2]
        found.append(Element(local, tuple(path[-1:]), attributes, begin, _tag_end(content, begin)))
        waiting.append(len(found) - 1)
        path.append(local)

    def end(_: str) -> None:
        index, close = waiting.pop(), parser.CurrentByteIndex
        path.pop()
        element = found[index]
        if content[element.inside - 2 : element.inside] == b"/>":
            close = stop = element.inside
        else:
            stop = content.index(b">", close) + 1
        found[index] = Element(
            element.name, element.path, element.attributes, element.start, element.inside, close, stop
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise damaged(name) from error
    return found


_PROLOGUE = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")


def _tag_end(content: bytes, start: int) -> int:
    match = _TAG.match(content, start)
    if match is None:
        raise ValueError("a tag without an end")
    return match.end()
