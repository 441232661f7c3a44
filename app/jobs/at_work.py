"""A worker with all its chores: what a process that works from start to end does."""

from app.config import Settings
from app.jobs.worker import Chore, Worker, start_anew


def work(settings: Settings) -> None:
    """Work until told to stop. Raises a LeadsheetError where the work cannot begin."""
    worker = Worker(settings)
    worker.run(chores)
    if worker.taken_for_dead:
        start_anew()


def chores(worker: Worker) -> list[Chore]:
    """What is done again and again beside the runs themselves."""
    return []
