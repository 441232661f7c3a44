"""Makes a run ready to be driven in a worker: under the shared quota, and ready to stop whenever it waits."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app import clock
from app.config import Settings
from app.errors import BadChoice
from app.jobs.live_run import Stopping, Work
from app.store.database import Store, open_store
from app.store.google_calls import Quota
from app.store.runs import find
from app.tables.google.client import SheetsClient
from app.tables.google.credentials import read_credentials
from app.tables.links import Link

_LONGEST_WAIT = 5.0  # seconds between two questions whether the quota has room


@dataclass(frozen=True)
class Opening:
    """Opens runs; one for all threads of a worker."""

    settings: Settings
    store: Store
    stopping: threading.Event

    def __call__(self, name: str, tell: Callable[[str], None]) -> Work:
        """The run of a name. Raises a LeadsheetError where it cannot begin."""
        # Imported here: pandas, scikit-learn and XGBoost are for a worker that has something to score.
        from app.jobs.sheet_scoring import Order, SheetScoring
        from app.jobs.sheet_undoing import UNDO, SheetUndoing
        from app.jobs.wishes import read_wishes
        from app.store.noted_runs import find_run

        run = find(self.store, name)
        if run is None:
            raise BadChoice(f"There is no run “{name}”: it was deleted while it waited.")
        if UNDO in run.asked.wishes:
            noted = find_run(self.store, str(run.asked.wishes[UNDO]))
            return SheetUndoing(self.settings, noted, self.client(tell), tell)
        link = Link(run.asked.spreadsheet_id, run.asked.sheet_id)
        order = Order(link, name, read_wishes(run.asked.wishes))
        return SheetScoring(self.settings, order, self.client(tell), run.asked_at, tell)

    def client(self, tell: Callable[[str], None] = lambda phase: None) -> SheetsClient:
        """A client of the account in the settings that keeps to the quota of all workers."""
        settings = self.settings
        account = read_credentials(settings.google_key_file, settings.google_key)
        quota = Quota(self.store, settings.google_reads, settings.google_writes)
        return SheetsClient(
            account.credentials,
            settings.sheets_api_url,
            sleep=self._sleep,
            on_wait=lambda seconds, why: tell(f"Waiting {seconds:.0f} s: {why}"),
            permit=lambda kind: self._wait_for(quota, kind, tell),
        )

    def _wait_for(self, quota: Quota, kind: str, tell: Callable[[str], None]) -> None:
        while not self.stopping.is_set():  # what is left to do when a worker stops is to say goodbye
            seconds = quota.take(kind)
            if not seconds:
                return
            tell(f"Waiting {seconds:.0f} s for Google's quota")
            self._sleep(min(seconds, _LONGEST_WAIT))

    def _sleep(self, seconds: float) -> None:
        if self.stopping.wait(seconds):
            raise Stopping


def open_database(settings: Settings) -> Store:
    """The database with this version's tables. Raises StoreProblem."""
    from app.store.migrating import migrate

    migrate(settings.places.database_url)
    return open_store(settings.places.database_url)


def now() -> datetime:
    """The moment, in UTC."""
    return clock.now()
