"""The durable engine (DBOS): every run is a workflow, every window a step of it. Imported by a worker alone.

The engine brings what our own tables do not: a run is begun by one worker however many ask for it, one that died is
begun again with its finished steps behind it, and a worker that lost a run can record nothing more of it.
"""

import contextlib
import sqlite3
import time
from pathlib import Path

from dbos import DBOS, DBOSConfig, SetWorkflowID

from app import clock
from app.errors import StoreProblem
from app.jobs.after_run import after_run
from app.jobs.live_run import LiveRun, Stopping
from app.jobs.process import PATIENCE, here
from app.jobs.telling_of_a_week import TELL_OF_WEEK, WEEKS
from app.store.database import Store
from app.store.places import Places
from app.store.run_progress import NotOurs, Progress, begin
from app.store.runs import State, Told, find

QUEUE = "sheets"
VERSION = "1"  # of the workflows' steps: what was begun by one version is taken up only by the same
RUNS_AT_ONCE = 2  # in one worker; Google's quota is what bounds them
MOST_STARTS = 4  # of a run that achieved nothing between them

_POISON = (
    "The run stopped its worker {} times at the same place and is not tried again: what was written stands beside the "
    "right leads; look at the worker's log and its memory."
)
_GONE = "The run ended where it could not be noted how: look at the sheet, and run it again."


@DBOS.workflow(name="score_sheet", max_recovery_attempts=1_000_000)
def score_sheet(name: str) -> None:
    """Do the run of this name, window by window, and what follows from how it ended."""
    try:
        _do(name)
    except NotOurs:
        run = find(here.store, name)
        if run is not None and run.is_live:
            raise Stopping from None  # another worker has it: what it records counts
        return  # cancelled before it began, or ended and only not noted here
    except Stopping:
        _put_down(name)
        raise
    finally:
        here.lives.pop(name, None)
    follow_up(name)


def _do(name: str) -> None:
    starts = begin(here.store, name, here.worker, clock.now())
    if starts > MOST_STARTS:
        word = Progress(here.store, name, here.worker)
        word.end(State.FAILED, Told(), clock.now(), kind="poison", sentence=_POISON.format(starts - 1))
        return
    while advance(name):
        if here.stopping.is_set():
            raise Stopping


def _put_down(name: str) -> None:
    live = here.lives.get(name)
    if live is not None:
        live.put_down()
    with contextlib.suppress(StoreProblem):
        Progress(here.store, name, here.worker).put_down()


@DBOS.step(name="window")
def advance(name: str) -> bool:
    """Write one window; whether there is more to do. Recorded, so that it is not done again."""
    live = here.lives.get(name)
    if live is None:
        live = here.lives[name] = LiveRun(here.store, name, here.worker, here.opening)
    for _ in range(PATIENCE):
        try:
            return live.advance()
        except StoreProblem:
            if here.stopping.wait(5.0):
                raise Stopping from None
    return live.advance()


@DBOS.step(name="follow up")
def follow_up(name: str) -> None:
    """Pause a sheet that is out of reach, and have people told of what failed."""
    run = find(here.store, name)
    if run is not None:
        after_run(here.store, here.settings, run, clock.now())


def launch(places: Places, store: Store) -> None:
    """Start the engine in this process. Its tables stand beside ours: in jobs.db, or in PostgreSQL's schema dbos."""
    here.lives = {}
    config: DBOSConfig = {
        "name": "leadsheet",
        "system_database_url": _engine_url(places, store),
        "application_version": VERSION,
        "executor_id": here.worker,
        "log_level": "ERROR",
        "sys_db_pool_size": 4,
    }
    DBOS(config=config)
    DBOS.launch()
    DBOS.register_queue(QUEUE, worker_concurrency=RUNS_AT_ONCE, polling_interval_sec=1.0)
    DBOS.register_queue(WEEKS, worker_concurrency=1, polling_interval_sec=2.0)


def enqueue(name: str) -> None:
    """Have some worker do a run; one that was enqueued before is not enqueued again."""
    with SetWorkflowID(name):
        DBOS.enqueue_workflow(QUEUE, score_sheet, name)


def retake(living: set[str]) -> list[str]:
    """Have what workers that are gone were doing begun again; call while nobody else does. Names of workflows."""
    pending = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
    lost = [one for one in pending if one.executor_id not in living]
    for one in lost:
        DBOS.resume_workflow(one.workflow_id, queue_name=WEEKS if one.name == TELL_OF_WEEK else QUEUE)
    return [one.workflow_id for one in lost]


def is_known(name: str) -> bool | None:
    """Whether the engine is doing a run or will; None where it has ended it."""
    status = DBOS.get_workflow_status(name)
    if status is None:
        return False
    return True if status.status in ("PENDING", "ENQUEUED", "DELAYED") else None


def fail_unnoted(name: str) -> None:
    """End a run of which the engine knows that it has ended, and our table does not."""
    with contextlib.suppress(NotOurs):
        begin(here.store, name, here.worker, clock.now())
        word = Progress(here.store, name, here.worker)
        word.end(State.FAILED, Told(), clock.now(), kind="lost", sentence=_GONE)
        run = find(here.store, name)
        if run is not None:
            after_run(here.store, here.settings, run, clock.now())


def forget(names: list[str]) -> None:
    """Delete what the engine kept of runs that are no longer in the history."""
    if names:
        DBOS.delete_workflows(names)


def stop(seconds: float) -> None:
    """Let the windows in hand be finished, for so long at most, and stop the engine."""
    here.stopping.set()
    until = time.monotonic() + seconds
    while here.lives and time.monotonic() < until:
        time.sleep(0.05)
    DBOS.destroy()


def _engine_url(places: Places, store: Store) -> str:
    if store.kind == "postgresql":
        return store.engine_url
    file = places.folder / "jobs.db"
    _set_wal(file)
    return f"sqlite:///{file}"


def _set_wal(file: Path) -> None:
    """Readers and a writer do not wait for each other; the engine itself does not ask for it."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with contextlib.closing(sqlite3.connect(file, timeout=15)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        file.chmod(0o600)
    except (OSError, sqlite3.Error) as error:
        raise StoreProblem(f"{file} cannot be used ({type(error).__name__}): make its folder writable.") from error
