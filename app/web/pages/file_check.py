"""Whether a file that was handed in may be scored, told from its name and its directory. Nothing is unpacked."""

import zipfile
from pathlib import Path

from flask_babel import gettext as _

from app.errors import FileProblem

_LARGEST = 600 * 1024**2  # bytes unpacked: a sheet of 100,000 rows and 25 columns has 100 MB
_SUSPICIOUS = 50 * 1024**2  # bytes of a part from which it counts how well it packs
_RATIO = 200  # a sheet packs 5 to 30 times smaller
_MOST_PARTS = 10_000
_MACROS = "vbaproject.bin"


def check_name(name: str) -> None:
    """Raises FileProblem for the name of a file that is not taken."""
    suffix = Path(name).suffix
    if suffix in (".csv", ".xlsx"):
        return
    if suffix in (".xlsm", ".xltm", ".xlam"):
        raise FileProblem(
            _("%(name)s is a workbook with macros: save it as .xlsx and send it again.", name=name),
        )
    if suffix in (".xls", ".xlsb", ".xlt"):
        raise FileProblem(
            _("%(name)s is in an Excel format that is not read here: save it as .xlsx and send it again.", name=name)
        )
    if suffix in (".ods", ".numbers", ".tsv", ".txt"):
        raise FileProblem(_("%(name)s is not read here: save it as .xlsx or .csv and send it again.", name=name))
    raise FileProblem(_("%(name)s is not a spreadsheet: send a .csv or .xlsx file.", name=name))


def check_content(path: Path) -> None:
    """Raises FileProblem for a workbook that holds macros, or that unpacks to more than is safe."""
    if path.stat().st_size == 0:
        raise FileProblem(
            _("%(name)s is empty: send a file with a header row and leads below it.", name=path.name),
        )
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return  # a CSV, or what the command refuses with its own sentence
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise FileProblem(_("%(name)s is damaged: open it, save it anew and send it again.", name=path.name)) from error
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _LARGEST or any(map(_is_bomb, parts)):
        raise FileProblem(
            _(
                "%(name)s unpacks to more than can be scored safely: save the leads as .csv and send that.",
                name=path.name,
            )
        )
    if any(part.filename.lower().endswith(_MACROS) for part in parts):
        raise FileProblem(
            _("%(name)s holds macros: save it as .xlsx without them and send it again.", name=path.name),
        )


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _SUSPICIOUS and part.file_size > _RATIO * max(part.compress_size, 1)
