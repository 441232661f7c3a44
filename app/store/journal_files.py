"""Journal files in their folder, and which process they belong to.

A process owns `NAME.owner`, locked (flock) for as long as it lives, and writes `NAME.00000001.v1.journal`, ... beside
it. The kernel lets go of the lock however the process ends, so whoever gets it may take the journals over.
"""

import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

_OWNER = ".owner"
_JOURNAL = ".v1.journal"  # a later format gets a name of its own, which an older process leaves alone


class Owner:
    """A claim on the journals of one name, held until `release`."""

    def __init__(self, folder: Path, name: str, lock: int) -> None:
        self.folder = folder
        self.name = name
        self._lock = lock

    def journal(self, number: int) -> Path:
        """The path of one of its journals."""
        return self.folder / f"{self.name}.{number:08d}{_JOURNAL}"

    def journals(self) -> list[Path]:
        """Its journals on disk, oldest first."""
        return sorted(self.folder.glob(f"{self.name}.*{_JOURNAL}"))

    def release(self) -> None:
        """Give the claim up; the owner file goes too where no journal is left."""
        if self._lock >= 0:
            if not self.journals():
                (self.folder / f"{self.name}{_OWNER}").unlink(missing_ok=True)
            self.let_go()

    def let_go(self) -> None:
        """Close the lock alone: in a forked child the claim stays with the parent."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1


def claim(folder: Path) -> Owner:
    """A new owner's claim. Raises OSError when the folder cannot be written."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    while True:
        owner = _lock(folder, secrets.token_hex(8))
        if owner is not None:
            return owner


def abandoned(folder: Path) -> Iterator[Owner]:
    """The claims of dead owners that have journals left, taken over one by one; each is released after its turn."""
    for name in sorted({path.name.partition(".")[0] for path in _files(folder)}):
        owner = _lock(folder, name)
        if owner is not None:
            try:
                yield owner
            finally:
                owner.release()


def journals_in(folder: Path) -> list[Path]:
    """Every owner's journals."""
    return [path for path in _files(folder) if path.name.endswith(_JOURNAL)]


def bytes_in(folder: Path) -> int:
    """The size of all journals together."""
    total = 0
    for path in journals_in(folder):
        with contextlib.suppress(FileNotFoundError):
            total += path.stat().st_size
    return total


def remove(path: Path) -> None:
    """Delete a journal, also for the case of a power cut: it must not come back once its position is forgotten."""
    path.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _files(folder: Path) -> list[Path]:
    with contextlib.suppress(FileNotFoundError):
        return [path for path in folder.iterdir() if path.name.endswith((_OWNER, _JOURNAL))]
    return []


def _lock(folder: Path, name: str) -> Owner | None:
    """The claim on a name; None where a living process has it, or its file was removed just now."""
    path = folder / f"{name}{_OWNER}"
    lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.stat(path).st_ino == os.fstat(lock).st_ino:  # noqa: PTH116 - the same call on both
            return Owner(folder, name, lock)
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(lock)
    return None
