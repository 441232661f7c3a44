"""A worker with all its chores: what a process that works from start to end does."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from app.config import Settings
from app.jobs import engine
from app.jobs.opening import now
from app.jobs.post_office import post_of, send_waiting, sender_of
from app.jobs.scheduling import ask_for_due
from app.jobs.telling_of_a_week import tell
from app.jobs.weeks import due_week
from app.jobs.worker import Chore, Worker, start_anew
from app.store import mails, runs
from app.store.database import Store
from app.store.erasing import delete_older_than
from app.store.first_seen import anything_before
from app.store.sheet_runs import forget_old_runs
from app.store.weeks import forget_reports, week, weeks

HISTORY = timedelta(days=90)  # of runs and mails
REPORTS = timedelta(days=366)  # full reports, a megabyte each; verdicts stay


def work(settings: Settings) -> None:
    """Work until told to stop. Raises a LeadsheetError where the work cannot begin."""
    sender_of(settings)
    post_of(settings)
    worker = Worker(settings)
    worker.run(chores)
    if worker.anew:
        start_anew()


def chores(worker: Worker) -> list[Chore]:
    """What is done again and again beside the runs themselves."""
    store, settings = worker.store, worker.settings
    return [
        Chore("schedule", 10.0, lambda: _ask_for_due(store)),
        Chore("weeks", 60.0, lambda: tell_of_due_week(store, settings)),
        Chore("mails", 5.0, lambda: _send(worker), alone=True),
        Chore("forget", 6 * 3600.0, lambda: forget(store, settings)),
    ]


def tell_of_due_week(store: Store, settings: Settings) -> None:
    """Have the week whose mail is due told of. A new installation begins with the first week that it knows of."""
    due = due_week(now(), ZoneInfo(settings.zone))
    if week(store, due.period) is None and (weeks(store, 1) or anything_before(store, due.end)):
        tell(due.period)


def forget(store: Store, settings: Settings) -> None:
    """Let go of what was kept long enough."""
    moment = now()
    delete_older_than(store, settings.retention_days, moment)
    engine.forget(runs.forget_old(store, moment - HISTORY))
    mails.forget_old(store, moment - HISTORY)
    forget_reports(store, moment - REPORTS)
    with store.writing() as transaction:
        forget_old_runs(transaction, moment)


def _ask_for_due(store: Store) -> None:
    ask_for_due(store, now())


def _send(worker: Worker) -> None:
    send_waiting(worker.store, worker.settings, worker.stopping.is_set)
