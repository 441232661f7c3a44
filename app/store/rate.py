"""How many calls a key has left this minute, counted across all processes of this machine.

A small file mapped into every process holds one slot a key. A take locks the file (flock: the kernel lets go when a
process is killed), changes 16 bytes and unlocks: no database, no write to disk that anybody waits for.
"""

import fcntl
import mmap
import os
import struct
import threading
from pathlib import Path
from typing import NamedTuple

from app import clock
from app.errors import StoreProblem
from app.store.forking import start_anew_after_fork

SLOTS = 4096
_SLOT = struct.Struct("=Qdq")  # key id + 1 (0: never used), start of the window (seconds), taken in it
_FURTHEST = 64  # slots looked at for one key


class Taken(NamedTuple):
    """The answer to a take; `reset_seconds` until the whole limit is there again."""

    allowed: bool
    limit: int
    remaining: int
    reset_seconds: float


class RateCounter:
    """At most `limit` in any window of `period` seconds; a key's window opens with its first call after the last one.

    Exact under any number of threads and processes that share the file. `path` must be on a local disk. With several
    machines each counts for itself.
    """

    def __init__(self, path: Path, limit: int, period: float = 60.0) -> None:
        self.limit = limit
        self.period = period
        self._path = path
        self._file = -1
        self._map: mmap.mmap | None = None
        self._threads = threading.Lock()
        start_anew_after_fork(self)

    def take(self, key_id: int, cost: int = 1, now: float | None = None) -> Taken:
        """Take `cost` of the key's calls, or none where fewer are left. `now` in seconds since 1970.

        Raises StoreProblem when the file cannot be used.
        """
        with self._threads:
            slots = self._map or self._open()
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                # read under the lock: a moment from before another's take would look like a clock set back
                moment = clock.seconds() if now is None else now
                at, start, taken = self._find(slots, key_id + 1, moment)
                allowed = taken + cost <= self.limit
                if allowed:
                    taken += cost
                    _SLOT.pack_into(slots, at, key_id + 1, start, taken)
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        return Taken(allowed, self.limit, max(self.limit - taken, 0), max(start + self.period - moment, 0.0))

    def close(self) -> None:
        """Let go of the file; a further take opens it again."""
        with self._threads:
            self.start_anew()

    def start_anew(self) -> None:
        """In a forked child: a lock on the parent's open file would be shared with the parent, and exclude nobody."""
        self._threads = threading.Lock()
        if self._map is not None:
            self._map.close()
            os.close(self._file)
        self._map, self._file = None, -1

    def _find(self, slots: mmap.mmap, tag: int, now: float) -> tuple[int, float, int]:
        """Where the key's slot is, when its window opened and what was taken in it; a free slot for a new window."""
        free = oldest = -1
        oldest_start = float("inf")
        for step in range(_FURTHEST):
            at = (tag + step) % SLOTS * _SLOT.size
            held, start, taken = _SLOT.unpack_from(slots, at)
            live = abs(now - start) < self.period  # a start after `now` but near: the clocks of two takes
            if held == tag:
                return (at, start, taken) if live else (at, now, 0)
            if free < 0 and not live:
                free = at
            if held == 0:
                break
            if start < oldest_start:
                oldest, oldest_start = at, start
        return (free if free >= 0 else oldest), now, 0

    def _open(self) -> mmap.mmap:
        size = SLOTS * _SLOT.size
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_EX)
            try:
                if os.fstat(self._file).st_size != size:
                    os.ftruncate(self._file, size)
            finally:
                fcntl.flock(self._file, fcntl.LOCK_UN)
            self._map = mmap.mmap(self._file, size)
        except OSError as error:
            raise StoreProblem(
                f"{self._path} cannot be used to count calls ({error.strerror}): make its folder writable."
            ) from error
        return self._map
