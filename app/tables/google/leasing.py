"""Takes the lease of a sheet, keeps it and gives it back; waits a while for another run, then refuses by its name."""

import time
from collections.abc import Callable
from typing import Any

import msgspec

from app.errors import SheetKind, SheetProblem
from app.tables.google import lease
from app.tables.google.fences import KEY as FENCE
from app.tables.google.fences import removed
from app.tables.google.requests import Request
from app.tables.google.session import Session
from app.tables.google.shape import FIELDS, Note, shape_of

POLL_SECONDS = 5.0
PATIENCE_SECONDS = 90.0
RENEWED_SECONDS = 15.0  # far below lease.QUIET_SECONDS: a batch may have to wait for Google's quota
_TIMES_BEATEN = 3  # by another run that took the lease in the same moment


class Leasing:
    """The lease of one sheet, for one run."""

    def __init__(
        self,
        session: Session,
        holder: lease.Holder,
        sheet_id: int,
        sleep: Callable[[float], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session, self._holder, self._sheet_id, self._sleep = session, holder, sheet_id, sleep
        self._clock = clock
        self._said_at = clock()
        self.held = False

    def take(self, notes: tuple[Note, ...]) -> None:
        """Take the lease, given the sheet's metadata; also clears away the fences of runs that were killed.

        Raises SheetProblem, which names the holder, where another run keeps it for longer than we wait.
        """
        beaten = 0
        while not self.held:
            current = self._wait_for(lease.held(notes, self._sheet_id), notes)
            notes = current[1]
            stale = [one.id for one in notes if one.key == FENCE]
            requests = [*lease.take(self._sheet_id, self._holder, current[0]), *map(removed, stale)]
            try:
                self._session.send(self._sheet_id, requests, (), "")
                self.held = True
                self._said_at = self._clock()
                self._session.renew = self._renewal
            except SheetProblem:
                notes = self._notes()
                beaten += 1
                if beaten == _TIMES_BEATEN or lease.held(notes, self._sheet_id) is None:
                    raise

    def give_back(self) -> None:
        """Take the lease and the last fence away."""
        if not self.held:
            return
        self.held = False
        self._session.renew = list
        try:
            self._session.send(self._sheet_id, [lease.leave(self._sheet_id, self._holder)], (), "", last=True)
        except SheetProblem:
            current = lease.held(self._notes(), self._sheet_id)
            if current is not None and current.holder is not None and current.holder.run == self._holder.run:
                raise

    def _renewal(self) -> list[Request]:
        """Now and then the word that we are still there."""
        if self._clock() - self._said_at < RENEWED_SECONDS:
            return []
        self._said_at = self._clock()
        self._holder = msgspec.structs.replace(self._holder, beat=self._holder.beat + 1)
        return [lease.keep(self._sheet_id, self._holder)]

    def _wait_for(
        self, current: lease.Held | None, notes: tuple[Note, ...]
    ) -> tuple[lease.Held | None, tuple[Note, ...]]:
        """Until nobody holds the lease, or whoever does is gone; what it said last, and the metadata then."""
        quiet = waited = 0.0
        while current is not None and not lease.is_gone(current) and quiet < lease.QUIET_SECONDS:
            if waited >= PATIENCE_SECONDS:
                raise _refusal(current)
            self._sleep(POLL_SECONDS)
            waited += POLL_SECONDS
            notes = self._notes()
            seen = lease.held(notes, self._sheet_id)
            quiet = quiet + POLL_SECONDS if seen == current else 0.0
            current = seen
        return current, notes

    def _notes(self) -> tuple[Note, ...]:
        answer: dict[str, Any] = self._session.client.spreadsheet(self._session.spreadsheet_id, FIELDS)
        return shape_of(answer, self._sheet_id).notes


def left_behind(notes: tuple[Note, ...], sheet_id: int) -> bool:
    """Whether a run that was killed left its lease or a fence, and no living run holds the sheet."""
    current = lease.held(notes, sheet_id)
    marks = any(one.key in (FENCE, lease.KEY) for one in notes)
    return marks and (current is None or lease.is_gone(current))


def _refusal(current: lease.Held) -> SheetProblem:
    holder = current.holder
    who = f"{holder.who}, since {holder.since}" if holder is not None else "another run"
    return SheetProblem(
        f"Another run is writing to this sheet ({who}): wait until it has ended and run again.", SheetKind.REFUSED
    )
