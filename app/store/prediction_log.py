"""The log of predictions: kept before the answer is sent, and in the database soon after.

`append` writes one record into this process's journal with one write to the operating system: from then on a kill -9
of the process loses nothing. A thread moves journals into the database in bulk, also those of processes that died.
"""

import logging
import os
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import clock
from app.errors import StoreProblem
from app.store.database import Store
from app.store.forking import start_anew_after_fork
from app.store.journal import Entry, encode
from app.store.journal_files import Owner, abandoned, bytes_in, claim
from app.store.moving import move_journal

_LARGEST_JOURNAL = 2 * 1024**2  # bytes; a further record goes into the next file. One is read as a whole to be moved.
_ADOPT_EVERY = 5  # turns of the thread
_LONGEST_PAUSE = 30.0  # seconds between attempts while the database is away

_said = logging.getLogger("leadsheet.store")


@dataclass
class LogStatus:
    """How the log of this process stands. `lost_leads` were answered but not kept: `problem` says why."""

    enabled: bool
    backlog_bytes: int = 0  # of all processes, not yet in the database
    moved_leads: int = 0
    lost_leads: int = 0
    damaged: int = 0  # places in journals whose bytes had to be skipped
    last_moved_at: datetime | None = None
    problem: str | None = None


class PredictionLog:
    """Keeps every entry given to it; opened in a process by its first append, so make it before or after a fork."""

    def __init__(
        self,
        folder: Path,
        store: Store,
        *,
        enabled: bool = True,
        interval_seconds: float = 1.0,
        largest_backlog: int = 1024**3,
    ) -> None:
        self._folder = folder
        self._store = store
        self._interval = interval_seconds
        self._largest_backlog = largest_backlog
        self._status = LogStatus(enabled)
        self._owner: Owner | None = None
        self._thread: threading.Thread | None = None
        self._file = -1
        self._size = self._number = 0
        self._writing, self._moving = threading.Lock(), threading.Lock()
        self._stop = threading.Event()
        start_anew_after_fork(self)

    def start(self) -> None:
        """Begin moving before the first append, so that a restarted service takes over what a killed one left."""
        if self._status.enabled:
            with self._writing:
                try:
                    self._claim()
                except OSError as error:
                    self._status.problem = f"The journal cannot be written ({error.strerror}): mend its folder."

    def append(self, entry: Entry) -> bool:
        """Keep an entry; True once it is safe from the end of this process. Never raises, never waits for a database.

        False when the backlog is full or the disk refuses: `status()` counts it and says why.
        """
        if not self._status.enabled:
            return True
        record = encode(entry)
        with self._writing:
            if self._status.backlog_bytes + len(record) > self._largest_backlog:
                return self._lose(entry, "The database has been away for so long that the journal is full")
            try:
                if self._file < 0:
                    self._open()
                self._write(record)
            except OSError as error:
                return self._lose(entry, f"The journal cannot be written ({error.strerror})")
            self._status.backlog_bytes += len(record)
            if self._size > _LARGEST_JOURNAL:
                self._close_journal()
        return True

    def status(self) -> LogStatus:
        """How the log stands, as of the thread's last turn."""
        return LogStatus(**vars(self._status))

    def move_now(self) -> int:
        """Bring this process's journals and those of dead processes into the database; returns how many leads.

        Raises StoreProblem when the database cannot be used; nothing is lost by that.
        """
        return self._move(adopt=True) if self._status.enabled else 0

    def close(self) -> None:
        """At the end of a process: move what is there, or leave it to the next process."""
        self._stop.set()
        thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join()
        if self._owner is None:
            return
        try:
            self._move(adopt=False)
        except (StoreProblem, OSError) as problem:
            _said.warning("predictions stay in the journal until the next start: %s", _sentence(problem))
        with self._writing:
            self._owner.release()
            self._owner = None
        self._store.close()

    def start_anew(self) -> None:
        """In a forked child: the parent's journal, claim and thread are the parent's."""
        self._close_journal()
        if self._owner is not None:
            self._owner.let_go()
        self._owner = self._thread = None
        self._number = 0
        self._writing, self._moving = threading.Lock(), threading.Lock()
        self._status = LogStatus(self._status.enabled)

    def _claim(self) -> Owner:
        if self._owner is None:
            self._owner = claim(self._folder)
            self._status.backlog_bytes = bytes_in(self._folder)
            self._stop = threading.Event()
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()
        return self._owner

    def _open(self) -> None:
        owner = self._claim()
        self._number += 1
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        self._file, self._size = os.open(owner.journal(self._number), flags, 0o600), 0

    def _write(self, record: bytes) -> None:
        written = 0
        try:
            written = os.write(self._file, record)
            while written < len(record):  # the disk is nearly full, or the record larger than one write may be
                written += os.write(self._file, memoryview(record)[written:])
        except OSError:
            os.ftruncate(self._file, self._size)
            raise
        self._size += len(record)

    def _close_journal(self) -> None:
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _lose(self, entry: Entry, why: str) -> bool:
        if not self._status.lost_leads:
            _said.error("%s: predictions are not kept", why)
        self._status.lost_leads += len(entry.leads)
        self._status.problem = f"{why}: mend the database or the disk; answers go on, but are not kept."
        return False

    def _run(self) -> None:
        pause, turn, stop = self._interval, 0, self._stop
        while True:
            try:
                self._move(adopt=turn % _ADOPT_EVERY == 0)
                pause = self._interval
            except Exception as problem:  # whatever it is, the thread must live and the journal keeps everything
                if self._status.problem is None:
                    _said.warning("predictions wait in the journal: %s", _sentence(problem))
                self._status.problem = _sentence(problem)
                pause = min(pause * 2, _LONGEST_PAUSE)
            turn += 1
            if stop.wait(pause):
                self._store.close()
                return

    def _move(self, adopt: bool) -> int:
        """One turn: close the journal being written, move all that are closed."""
        before = self._status.moved_leads
        with self._moving:
            with self._writing:
                self._close_journal()
                own = self._owner.journals() if self._owner is not None else []
            for path in own:
                self._move_one(path)
            for owner in abandoned(self._folder) if adopt else ():
                for path in owner.journals():
                    self._move_one(path)
            waiting = bytes_in(self._folder)
            with self._writing:
                self._status.backlog_bytes = waiting
            self._status.problem = None
        return self._status.moved_leads - before

    def _move_one(self, path: Path) -> None:
        moved = move_journal(self._store, path)
        self._status.moved_leads += moved.leads
        if moved.leads:
            self._status.last_moved_at = clock.now()
        if moved.damaged:
            self._status.damaged += moved.damaged
            _said.warning("%s: damaged bytes skipped in %d places", path.name, moved.damaged)


def _sentence(problem: Exception) -> str:
    if isinstance(problem, StoreProblem):
        return str(problem)
    return f"The journal could not be moved ({type(problem).__name__}): it stays and is tried again."
