"""Whether a presented key may call: from memory, refreshed in the background."""

import hmac
import os
import threading

from app import clock
from app.errors import StoreProblem
from app.store.database import Store
from app.store.forking import start_anew_after_fork
from app.store.keys import PREFIX_LENGTH, hash_key
from app.store.moments import stored_day

KeyId = int

_LONGEST = 200  # characters; nothing longer was ever a key, and hashing it would be the caller's work for us


class KeyRing:
    """The keys in use, in memory.

    A key made or revoked in another process is noticed within `refresh_seconds` plus one query. While the database is
    away the last known keys hold; `problem` says so.
    """

    def __init__(self, store: Store, refresh_seconds: float = 2.0) -> None:
        self.problem: str | None = None
        self._store = store
        self._refresh_seconds = refresh_seconds
        self._known: dict[str, list[tuple[bytes, KeyId]]] = {}  # by the key's first characters, which are no secret
        self._used: set[KeyId] = set()
        self._noted: dict[KeyId, object] = {}
        self._owner = 0  # the process that loaded the ring and runs its thread
        self._starting = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        start_anew_after_fork(self)

    def check(self, presented: str) -> KeyId | None:
        """The id of the key, or None for one that is unknown or revoked: about 2 us.

        The first call in a process reads the database. Raises StoreProblem when it cannot.
        """
        if self._owner != os.getpid():
            self._start()
        if len(presented) > _LONGEST:
            return None
        digest = hash_key(presented)
        for known, key_id in self._known.get(presented[:PREFIX_LENGTH], ()):
            if hmac.compare_digest(known, digest):
                self._used.add(key_id)
                return key_id
        return None

    def has_keys(self) -> bool:
        """Whether any key is in use. Raises StoreProblem when the database was never read and cannot be."""
        if self._owner != os.getpid():
            self._start()
        return bool(self._known)

    def refresh(self) -> None:
        """Read the keys again, and note the day on those that were used. Raises StoreProblem."""
        with self._store.reading() as transaction:
            found = transaction.rows("SELECT id, prefix, hash FROM api_keys WHERE revoked_at IS NULL")
        known: dict[str, list[tuple[bytes, KeyId]]] = {}
        for key_id, prefix, digest in found:
            known.setdefault(prefix, []).append((bytes(digest), key_id))
        self._known = known
        self._note_use()

    def close(self) -> None:
        """Stop the thread; the next check starts anew."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        self._owner = 0
        self._store.close()

    def _note_use(self) -> None:
        used, self._used = self._used, set()
        today = stored_day(clock.now().date(), self._store.kind)
        new = [key_id for key_id in used if self._noted.get(key_id) != today]
        if not new:
            return
        with self._store.writing() as transaction:
            for key_id in new:
                transaction.run("UPDATE api_keys SET last_used_on = ? WHERE id = ?", today, key_id)
        self._noted.update(dict.fromkeys(new, today))

    def _start(self) -> None:
        with self._starting:
            if self._owner == os.getpid():
                return
            self.refresh()
            self._owner = os.getpid()
            self._stop = threading.Event()
            self._thread = threading.Thread(target=self._keep_fresh, args=(self._stop,), name="keys", daemon=True)
            self._thread.start()

    def _keep_fresh(self, stop: threading.Event) -> None:
        while not stop.wait(self._refresh_seconds):
            try:
                self.refresh()
                self.problem = None
            except StoreProblem as problem:
                self.problem = str(problem)
            except Exception as defect:  # the thread must live: without it a revoked key would go on working
                self.problem = f"The keys could not be read again ({type(defect).__name__}): restart the service."
                self._store.close()
        self._store.close()

    def start_anew(self) -> None:
        """In a forked child: the parent's thread is not here; the next check starts one."""
        self._starting = threading.Lock()
        self._thread = None
