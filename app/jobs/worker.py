"""A worker: does the runs that were asked for, asks for those that are due, and sends the mails.

What it does over and over is a list of chores, each at its own pace (APScheduler, in memory: nothing of it is kept, for
what is due is asked of the database). Any number of workers may do the same chores at once.
"""

import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from app.config import Settings
from app.errors import LeadsheetError, place_of
from app.jobs import engine
from app.jobs.opening import Opening, now, open_database
from app.jobs.process import here
from app.store import runs, workers
from app.store.database import Store
from app.store.runs import State

STOPS_WITHIN = 20.0  # seconds, for the windows in hand
GROWN = 200  # MB; one that has scored keeps twice what a fresh one needs
RESTED = 60.0  # seconds without a run
_AGAIN = 30.0  # seconds between two looks at runs that may have been lost

_said = logging.getLogger("leadsheet.worker")


@dataclass(frozen=True)
class Chore:
    """What is done every so many seconds, and at the start."""

    name: str
    seconds: float
    do: Callable[[], None]
    alone: bool = False  # on a thread of its own: nothing that takes long holds it up


class Worker:
    """One process at work; `run` returns when it was asked to stop."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.store = open_database(settings)
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(3)}"
        self.stopping = threading.Event()
        self.opening = Opening(settings, self.store, self.stopping)
        self.anew = False
        self._busy_at = time.monotonic()

    def run(self, chores: Callable[["Worker"], list[Chore]]) -> None:
        """Work until SIGTERM or SIGINT; the windows in hand are finished. Raises a LeadsheetError at the start."""
        for one in (signal.SIGTERM, signal.SIGINT):
            signal.signal(one, lambda *_: self.stopping.set())
        workers.enter(self.store, self.name, os.getpid(), now())
        try:
            here.settings, here.store, here.worker = self.settings, self.store, self.name
            here.opening, here.stopping = self.opening, self.stopping
            engine.launch(self.settings.places, self.store)
            scheduler = _scheduler([*self._own_chores(), *chores(self)])
            _said.warning("worker %s is at work", self.name)
            try:
                # Looked at each second: a signal in the instant before a wait without an end would not end it.
                while not self.stopping.wait(1.0):
                    pass
            finally:
                scheduler.shutdown(wait=False)
                engine.stop(STOPS_WITHIN)
        finally:
            workers.leave(self.store, self.name)
        _said.warning("worker %s has stopped", self.name)

    def _own_chores(self) -> list[Chore]:
        return [
            Chore("beat", workers.BEAT_SECONDS, self._beat, alone=True),
            Chore("hand out", 1.0, lambda: hand_out(self.store), alone=True),
            Chore("retake", 10.0, lambda: retake(self.store)),
            Chore("rest", 5.0, self._rest),
            Chore("reconcile", _AGAIN, lambda: reconcile(self.store)),
        ]

    def _beat(self) -> None:
        if not workers.beat(self.store, self.name) and not self.stopping.is_set():
            _said.warning("worker %s stood still for too long: what it did has gone to others", self.name)
            self._start_anew()

    def _rest(self) -> None:
        """Give back what scoring needed, once there has been nothing to do for a while."""
        if here.lives:
            self._busy_at = time.monotonic()
        elif time.monotonic() - self._busy_at > RESTED and resident_mb() > GROWN and not self.stopping.is_set():
            self._start_anew()

    def _start_anew(self) -> None:
        self.anew = True
        self.stopping.set()


def hand_out(store: Store) -> None:
    """Give the runs that were asked for to the engine."""
    for run in runs.in_state(store, State.WAITING):
        engine.enqueue(run.name)
        with store.writing() as transaction:
            runs.set_state(transaction, run.name, State.QUEUED, State.WAITING)


def retake(store: Store) -> None:
    """Have the runs of workers that are gone begun again."""
    with workers.burying(store) as living:
        lost = engine.retake(living)
    for name in lost:
        _said.warning("%s was left by a worker that is gone: it is taken up again", name)


def reconcile(store: Store) -> None:
    """Runs that our table holds for live and the engine does not: lost with its database, or not noted at their end."""
    for state in (State.QUEUED, State.RUNNING):
        for run in runs.in_state(store, state):
            known = engine.is_known(run.name)
            if known is False:
                with store.writing() as transaction:
                    runs.set_state(transaction, run.name, State.WAITING, state)
            elif known is None:
                engine.fail_unnoted(run.name)


def start_anew() -> None:
    """Become a new worker in the same process: nothing of the old one goes on."""
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - our own program, no shell


def resident_mb() -> float:
    """What this process holds in memory; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _scheduler(chores: list[Chore]) -> BackgroundScheduler:
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    # A thread keeps a connection to the database: few threads, so that eight workers fit into PostgreSQL's hundred.
    executors = {"default": ThreadPoolExecutor(2)}
    executors |= {chore.name: ThreadPoolExecutor(1) for chore in chores if chore.alone}
    scheduler = BackgroundScheduler(executors=executors, job_defaults=defaults, timezone="UTC")
    for chore in chores:
        pool = chore.name if chore.alone else "default"
        scheduler.add_job(
            _kept(chore), "interval", seconds=chore.seconds, id=chore.name, next_run_time=now(), executor=pool
        )
    scheduler.start()
    return scheduler


def _kept(chore: Chore) -> Callable[[], None]:
    """The chore, which never ends the worker: what goes wrong is said, and it is tried again."""

    def do() -> None:
        try:
            chore.do()
        except LeadsheetError as problem:
            _said.warning("%s: %s", chore.name, problem)
        except Exception as defect:
            _said.error("%s met a defect of ours: %s", chore.name, place_of(defect))

    return do
