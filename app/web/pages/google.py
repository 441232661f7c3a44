"""A client of Google Sheets for pages: under the quota of all, and never waiting for long."""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from app.config import Settings
from app.errors import SheetKind, SheetProblem
from app.store.database import open_store
from app.store.google_calls import Quota

if TYPE_CHECKING:
    from app.tables.google.client import SheetsClient

PATIENCE = 10.0  # seconds; a person looks at an empty page meanwhile


@contextmanager
def google_client(settings: Settings) -> "Iterator[SheetsClient]":
    """A client of the service account, closed at the end. Raises SheetProblem or BadChoice where there is none."""
    # Imported here: what speaks to Google is no part of a process that only answers programs.
    from app.tables.google.client import SheetsClient
    from app.tables.google.credentials import read_credentials

    account = read_credentials(settings.google_key_file, settings.google_key)
    with closing(open_store(settings.places.database_url)) as store:
        quota = Quota(store, settings.google_reads, settings.google_writes)
        client = SheetsClient(
            account.credentials, settings.sheets_api_url, patience=PATIENCE, permit=lambda kind: _wait_for(quota, kind)
        )
        with closing(client):
            yield client


def _wait_for(quota: Quota, kind: str) -> None:
    until = time.monotonic() + PATIENCE
    while seconds := quota.take(kind):
        if time.monotonic() + seconds > until:
            raise SheetProblem(
                "So many sheets are read and written just now that Google's quota for this minute is used up: "
                f"try again in {seconds:.0f} seconds.",
                SheetKind.QUOTA,
            )
        time.sleep(seconds)
