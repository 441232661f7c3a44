"""A file on disk as a table, by what is in it rather than by what it is called."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from app.errors import BadChoice, FileProblem
from app.tables.atomic import check_not_open, unreadable
from app.tables.csv_file import CsvTable
from app.tables.csv_text import decode
from app.tables.grid import Grid
from app.tables.plan import Plan
from app.tables.xlsx_file import XlsxTable

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # the container of .xls, and of everything Office encrypts
_HEAD = 1 << 16
_FOREIGN = (  # what a file can be taken for a spreadsheet and is not
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a text document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
)


class FileTable(Protocol):
    """A table in a file; see `Table`."""

    name: str
    path: Path

    def read(self) -> Grid:
        """The table as it is in the file now."""
        ...

    def write(self, plan: Plan, destination: Path | None = None, *, force: bool = False) -> Mapping[int, str]:
        """Writes the plan into the file, or into a copy at `destination`; over another file only with `force`."""
        ...


def open_table(path: Path | str, sheet: str | None = None) -> FileTable:
    """The table in the file, which is not read yet; `sheet` names a worksheet of a workbook.

    Raises FileProblem when there is no such file or it is no CSV and no XLSX, BadChoice for a sheet of a CSV.
    """
    path = Path(path).expanduser()
    try:
        if path.is_dir():
            raise FileProblem(f"{path} is a folder: name the .csv or .xlsx file in it.")
        with path.open("rb") as file:
            head = file.read(_HEAD)
            rest = file.read() if head.startswith(_OLE) else b""
    except OSError as error:
        raise FileProblem(unreadable(path, error)) from error
    if not head.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0"):
        raise FileProblem(f"{path.name} is empty: give a .csv or .xlsx file with a header row and leads below it.")
    if head.startswith(b"PK"):
        _refuse_other_archives(path, head)
        return XlsxTable(path, sheet)
    refusal = _refusal(path.name, head, rest)
    if refusal is not None:
        raise FileProblem(refusal)
    if sheet is not None:
        raise BadChoice(f'{path.name} is a CSV, which has no sheets: leave out --sheet "{sheet}".')
    return CsvTable(path)


def check_writable(path: Path | str) -> None:
    """Raises FileProblem when another program has the file open, before any work is put into scoring it."""
    check_not_open(Path(path).expanduser())


def _refuse_other_archives(path: Path, head: bytes) -> None:
    """Raises FileProblem for the spreadsheets that are ZIP archives as well but not XLSX."""
    if b"mimetypeapplication/vnd.oasis.opendocument" in head:
        raise FileProblem(f"{path.name} is an OpenDocument file: save it as .xlsx or .csv and run again.")
    if b"Index/Document.iwa" in head or path.suffix.lower() == ".numbers":
        raise FileProblem(f"{path.name} is a Numbers document: export it as .xlsx or .csv and run again.")


def _refusal(name: str, head: bytes, rest: bytes) -> str | None:
    """Why this file, which is no ZIP archive, is no CSV either; None if it can be one."""
    if head.startswith(_OLE):
        content = head + rest
        if "EncryptedPackage".encode("utf-16-le") in content:
            return f"{name} is protected by a password: save it without one and run again."
        return f"{name} is in the old Excel format (.xls): save it as .xlsx or .csv and run again."
    for magic, kind in _FOREIGN:
        if head.startswith(magic):
            return f"{name} is {kind}, not a spreadsheet: give a .csv or .xlsx file."
    start = head[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<?xml")):
        return f"{name} is a web page or XML, not a spreadsheet: open it in Excel and save it as .xlsx or .csv."
    if (decode(head[: len(head) // 4 * 4]) is None and decode(head[:-2]) is None) or _is_binary(head):
        return f"{name} is not a spreadsheet: give a .csv or .xlsx file."
    return None


def _is_binary(head: bytes) -> bool:
    """Whether more than one character in fifty is a control character that no text has."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    strange = len(head.translate(None, bytes([*range(9, 14), *range(27, 28), *range(32, 256)])))
    return strange * 50 > len(head)
