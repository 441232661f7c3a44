"""`python -m app.web.pages.file_scoring FOLDER`: scores one file that was handed in, in a process of its own.

It waits for its turn, has the command `score` do the work, and leaves in the folder what a page shows of it. The web
server may start anew meanwhile: this goes on.
"""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from app import clock
from app.config import ROOT, Settings
from app.errors import LeadsheetError
from app.processes import born
from app.web.pages.file_result import summary
from app.web.pages.uploads import Upload, read_upload, sweep

AT_ONCE = 2  # on one machine
LONGEST = 15 * 60.0  # seconds
_MEMORY = 6 * 1024**3  # bytes: a file of 50 MB needs less than two
_KEPT_VARIABLES = (
    "PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH",
    "LEADSHEET_IDENTITY_SECRET", "LEADSHEET_RETENTION_DAYS",
)  # fmt: skip

TOO_LONG, TOO_MUCH, DEFECT, SAID = "too long", "too much", "defect", "said"  # why a file has no scores; pages say it


def start(upload: Upload, settings: Settings) -> None:
    """Begin to score a file; returns at once."""
    with upload.lock() as lock:  # handed over: there is no moment in which nobody works on it
        child = subprocess.Popen(  # noqa: S603 - our own program, no shell
            [sys.executable, "-m", "app.web.pages.file_scoring", str(upload.folder)],
            cwd=ROOT,
            env=environment(settings, os.environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(lock.fileno(),),
            start_new_session=True,
        )
        upload.write("process", {"process": child.pid, "born": born(child.pid)})
    threading.Thread(target=_stay, args=(child, upload), daemon=True, name="file").start()


def environment(settings: Settings, given: Mapping[str, str]) -> dict[str, str]:
    """What the process is told: where the model and the log of predictions are, and no other secret."""
    return {
        **{name: given[name] for name in _KEPT_VARIABLES if name in given},
        "LEADSHEET_MODEL": str(settings.model.absolute()),
        "LEADSHEET_DATA": str(settings.places.folder),
        "DATABASE_URL": settings.places.database_url,
        "LOG_PREDICTIONS": "on" if settings.log_predictions else "off",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONUTF8": "1",
    }


def main(folder: Path) -> None:
    """Score the file of a folder, and leave there how it went."""
    upload = read_upload(folder)
    if upload is None:
        return
    with _turn(upload) as turn:
        upload.say("scoring")
        why, words = _score(upload, turn)
        if not why and not _sum_up(upload):
            why = DEFECT
    for name in ("report.json", "errors"):
        (folder / name).unlink(missing_ok=True)
    upload.write("outcome", {"why": why, "words": words})


def _score(upload: Upload, turn: IO[bytes]) -> tuple[str, str]:
    """Have the command do it: why it could not, "" where it could, and its own words."""
    report, errors = upload.folder / "report.json", upload.folder / "errors"
    with report.open("wb") as out, errors.open("wb") as err:
        child = subprocess.Popen(  # noqa: S603 - our own program, no shell
            [sys.executable, "-m", "app", "score", str(upload.file), "--json"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            pass_fds=(turn.fileno(),),  # the turn lasts as long as the work, whatever becomes of this process
            preexec_fn=_bound_memory,
        )
        try:
            code = child.wait(LONGEST)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            return TOO_LONG, ""
    said = errors.read_text(errors="replace").replace(f"{upload.folder}{os.sep}", "").strip()
    if code == 0 and upload.scored.is_file():
        return "", said
    return _refusal(code, said)


def _refusal(code: int, said: str) -> tuple[str, str]:
    if "MemoryError" in said or "bad_alloc" in said or code == -signal.SIGKILL:
        return TOO_MUCH, ""
    if code <= 0 or not said or "Traceback (most recent call last)" in said:
        return DEFECT, ""
    return SAID, " ".join(said.split())


def _sum_up(upload: Upload) -> bool:
    """Keep what a page shows; False where that fails."""
    try:
        report = json.loads((upload.folder / "report.json").read_bytes())
        upload.write("summary", summary(report, _names(upload, report["identity"])))
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def _names(upload: Upload, identity: str | None) -> Callable[[int], str]:
    """What the lead on a row is called: by columns of names, else by what tells it from the others."""
    # Imported here: waiting for the turn needs little memory.
    from app.leads.names import name_of
    from app.tables.files import open_table

    try:
        grid = open_table(upload.file).read()
    except (LeadsheetError, OSError):
        return lambda row: ""
    at = grid.header.index(identity) if identity in grid.header else None

    def named(row: int) -> str:
        cells = grid.rows[row - grid.first_row]
        known = None if at is None else cells[at]
        return (name_of(grid.header, cells) or ("" if known is None else str(known)))[:120]

    return named


def _turn(upload: Upload) -> IO[bytes]:
    """Wait until fewer than AT_ONCE are at work."""
    folder = upload.folder.parent
    while True:
        for number in range(AT_ONCE):
            place = (folder / f"turn-{number}").open("ab")
            try:
                fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                place.close()
            else:
                return place
        upload.say("waiting")
        time.sleep(0.2)


def _bound_memory() -> None:
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))


def _stay(child: "subprocess.Popen[bytes]", upload: Upload) -> None:
    """Wait for the process, so that none is left behind; and see the hour out, so that no file is."""
    child.wait()
    time.sleep(max(upload.gone_at - clock.seconds(), 0.0) + 1)
    sweep(upload.folder.parent)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
