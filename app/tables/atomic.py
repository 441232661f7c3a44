"""Putting a whole new file where an old one is, so that a crash leaves the one or the other and never half of one."""

import contextlib
import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from app.errors import BadChoice, FileProblem

Writer = Callable[[IO[bytes]], None]
_KNOWN = frozenset((".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers"))
_LARGEST = 2 * 1024**3  # bytes; a CSV is held in memory


@dataclass(frozen=True)
class Snapshot:
    """A file as it was when it was read: its bytes and their SHA-256."""

    path: Path
    sha256: str
    content: bytes = b""

    @classmethod
    def of(cls, path: Path) -> "Snapshot":
        """Reads the file. Raises FileProblem when that fails."""
        try:
            if path.stat().st_size > _LARGEST:
                raise FileProblem(f"{path.name} is larger than 2 GB: split it and score the parts.")
            content = path.read_bytes()
        except OSError as error:
            raise FileProblem(unreadable(path, error)) from error
        return cls(path, hashlib.sha256(content).hexdigest(), content)

    def without_content(self) -> "Snapshot":
        """The same without the bytes, to keep."""
        return replace(self, content=b"")

    def check_unchanged(self) -> None:
        """Raises FileProblem when the file no longer is what was read."""
        try:
            with self.path.open("rb") as file:
                now = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise FileProblem(f"{self.path.name} went away while it was being scored; nothing was written.") from error
        if now != self.sha256:
            raise FileProblem(
                f"{self.path.name} was changed while it was being scored; nothing was written - run again."
            )


def unreadable(path: Path, error: OSError) -> str:
    """The sentence for a file that cannot be opened for reading."""
    if isinstance(error, FileNotFoundError):
        return f"There is no file {path}: check the name."
    if isinstance(error, IsADirectoryError):
        return f"{path} is a folder: name the .csv or .xlsx file in it."
    if isinstance(error, PermissionError):
        return f"{path.name} may not be read: close it elsewhere, or ask its owner for permission."
    return f"{path.name} cannot be read ({error.strerror or error}): copy it to this disk and run again."


def check_not_open(path: Path) -> None:
    """Raises FileProblem when Excel or LibreOffice has the file open: saving there later would undo our work."""
    for lock in (f"~${path.name}", f".~lock.{path.name}#"):
        if (path.parent / lock).exists():
            raise FileProblem(
                f"{path.name} is open in another program: close it there and run again "
                f"(if it is not, delete the leftover {lock} beside it)."
            )


def check_kind(source: Path, target: Path, kinds: Sequence[str]) -> None:
    """Raises BadChoice when the name of a copy promises another kind of file than the `kinds` it will be."""
    suffix = target.suffix.lower()
    if target != source and suffix in _KNOWN and suffix not in kinds:
        raise BadChoice(f"A copy of {source.name} cannot be {target.name}: give it a name that ends in {kinds[0]}.")


def replace_file(target: Path, content: Iterable[bytes] | Writer, *, source: Snapshot, force: bool = False) -> None:
    """Writes `content` (its pieces, or a function that writes them) to `target` as a whole or not at all.

    `source` is the file the content was made from; it must still be what was read. A `target` that is another,
    existing file is replaced only with `force`. Links are followed, permissions kept. Raises FileProblem, and then
    the target is what it was.
    """
    place = Path(os.path.realpath(target))
    same = place == Path(os.path.realpath(source.path))
    if place.is_dir():
        raise FileProblem(f"{target} is a folder: name a file to write to.")
    if place.exists() and not same and not force:
        raise FileProblem(f"{target} exists already: name another file, or add --force to overwrite it.")
    check_not_open(place)
    if place.exists() and not os.access(place, os.W_OK):
        raise FileProblem(f"{target} is write-protected: allow writing, or name another file with --output.")
    source.check_unchanged()
    try:
        _write_beside(place, content, source, same)
    except OSError as error:
        raise FileProblem(
            f"{target} could not be written ({error.strerror or error}); nothing was changed - free some space or "
            "choose another place with --output."
        ) from error


def _write_beside(place: Path, content: Iterable[bytes] | Writer, source: Snapshot, same: bool) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name[:100]}.", suffix=".part")
    try:
        with os.fdopen(handle, "w+b") as file:
            if callable(content):
                content(file)
            else:
                file.writelines(content)
            file.flush()
            _keep_mode(file.fileno(), place if place.exists() else None)
            os.fsync(file.fileno())
        if same:
            source.check_unchanged()  # writing takes a while: somebody may have saved meanwhile
        os.replace(name, place)  # noqa: PTH105 - the atomic call, by its name
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
    _sync_folder(place.parent)


def _keep_mode(handle: int, old: Path | None) -> None:
    """Gives the new file the old one's permissions and owner, or what a new file of this person has."""
    if old is None:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    else:
        status = old.stat()
        mode = stat.S_IMODE(status.st_mode)
        with contextlib.suppress(OSError, AttributeError):
            os.fchown(handle, status.st_uid, status.st_gid)
    with contextlib.suppress(OSError, AttributeError):
        os.fchmod(handle, mode)


def _sync_folder(folder: Path) -> None:
    """Makes the renaming itself durable, where folders can be synced (not on Windows)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
