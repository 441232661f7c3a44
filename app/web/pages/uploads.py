"""The files people hand in to be scored: each in a folder of its own, for an hour, seen by nobody else.

All state is in the folder, so that a restart of the web server loses nothing: who handed the file in (`facts.json`),
what is being done (`phase`), how it ended (`outcome.json`), what is shown of it (`summary.json`), and a lock that is
held for as long as somebody works on it.
"""

import fcntl
import json
import os
import re
import secrets
import shutil
import signal
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app import clock
from app.processes import born

KEPT = 3600.0  # seconds
KINDS = (".csv", ".xlsx")
_KEY = re.compile(r"[0-9a-f]{32}")
_LONGEST = 100  # bytes of a name; file systems take 255, and ours gets longer
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_AHEAD = 60.0  # seconds a clock may have been set back
_DIES_WITHIN = 2.0  # seconds


@dataclass(frozen=True)
class Upload:
    """A file that was handed in: where it lies, whose it is, what it is called, since when (seconds since 1970)."""

    folder: Path
    who: str
    name: str
    at: float

    @property
    def key(self) -> str:
        """The word in its address, which nobody can guess."""
        return self.folder.name

    @property
    def file(self) -> Path:
        """The file itself."""
        return self.folder / self.name

    @property
    def scored(self) -> Path:
        """The copy with the scores, where it has been made."""
        return self.file.with_name(f"{self.file.stem}-scored{self.file.suffix}")

    @property
    def gone_at(self) -> float:
        """When it is deleted at the latest."""
        return self.at + KEPT

    @property
    def phase(self) -> str:
        """What is being done: waiting or scoring; "" while it begins."""
        with suppress(OSError):
            return (self.folder / "phase").read_text()
        return ""

    def read(self, name: str) -> dict[str, Any] | None:
        """One of our own files beside it; None where there is none yet."""
        return _read_json(self.folder / f"{name}.json")

    def write(self, name: str, facts: dict[str, Any]) -> None:
        """Write one of our own files, whole or not at all."""
        part = self.folder / f".{name}.part"
        part.write_text(json.dumps(facts, ensure_ascii=False))
        part.replace(self.folder / f"{name}.json")

    def say(self, phase: str) -> None:
        """Tell what is being done."""
        (self.folder / "phase").write_text(phase)

    @property
    def is_worked_on(self) -> bool:
        """Whether a process is at it."""
        try:
            with (self.folder / "lock").open("ab") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            return False
        return False

    def lock(self) -> IO[bytes]:
        """Hold the file as being worked on, until this is closed here and in every process it was handed to."""
        lock = (self.folder / "lock").open("ab")
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock


def clean_name(given: str) -> str:
    """A name for the file that is safe on a disk and in a header: the last part of what a browser says, no path."""
    last = unicodedata.normalize("NFC", given).replace("\\", "/").rpartition("/")[2]
    printable = "".join(one if one.isprintable() else " " for one in last)
    stem, dot, suffix = " ".join(_UNFIT.sub(" ", printable).split()).rpartition(".")
    if not dot:
        stem, suffix = suffix, ""
    short = stem.strip(" .~$-").encode()[:_LONGEST].decode(errors="ignore").strip()
    return f"{short or 'leads'}{dot}{suffix.strip().lower()[:10]}"


def take(folder: Path, who: str, name: str, save: Callable[[Path], object]) -> Upload:
    """A new upload under a name that is clean already; `save` puts the file where it is told."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    upload = Upload(folder / secrets.token_hex(16), who, name, clock.seconds())
    upload.folder.mkdir(mode=0o700)
    upload.write("facts", {"who": who, "name": name, "at": upload.at})
    try:
        save(upload.file)
    except BaseException:
        delete(upload)
        raise
    return upload


def find(folder: Path, key: str, who: str) -> Upload | None:
    """The upload of a key, where it is this person's."""
    if not _KEY.fullmatch(key):
        return None
    upload = read_upload(folder / key)
    return upload if upload is not None and upload.who == who else None


def read_upload(folder: Path) -> Upload | None:
    """The upload in a folder; None where there is none, or not a whole one."""
    facts = _read_json(folder / "facts.json")
    return None if facts is None else Upload(folder, facts["who"], facts["name"], facts["at"])


def all_uploads(folder: Path) -> list[Upload]:
    """Everything that is kept."""
    return [upload for one in _folders(folder) if (upload := read_upload(one)) is not None]


def sweep(folder: Path, now: float | None = None) -> None:
    """Delete what was kept for its hour, also what a dead process left half made."""
    moment = clock.seconds() if now is None else now
    for one in _folders(folder):
        upload = read_upload(one)
        if upload is not None and not moment - KEPT < upload.at < moment + _AHEAD:
            delete(upload)
        elif upload is None:
            with suppress(OSError):
                if one.stat().st_mtime < moment - KEPT:
                    shutil.rmtree(one, ignore_errors=True)


def delete(upload: Upload) -> None:
    """End whatever works on the file, and delete it with everything made of it."""
    worker = upload.read("process")
    if worker is not None and worker["born"] and born(worker["process"]) == worker["born"]:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(worker["process"], signal.SIGKILL)
        until = time.monotonic() + _DIES_WITHIN
        while upload.is_worked_on and time.monotonic() < until:
            time.sleep(0.02)
    shutil.rmtree(upload.folder, ignore_errors=True)


def _folders(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        yield from (one for one in sorted(folder.iterdir()) if _KEY.fullmatch(one.name))


def _read_json(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None
