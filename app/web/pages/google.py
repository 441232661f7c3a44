"""A client of Google Sheets for pages: under the quota of all, and never waiting for long."""

import time
from typing import TYPE_CHECKING

from app.config import Settings
from app.errors import SheetKind, SheetProblem
from app.store.database import open_store
from app.store.google_calls import Quota

if TYPE_CHECKING:
    from app.tables.google.client import SheetsClient

PATIENCE = 10.0  # seconds; a person looks at an empty page meanwhile


def google_client(settings: Settings) -> "SheetsClient":
    """A client of the service account. Raises SheetProblem or BadChoice where there is none."""
    # Imported here: what speaks to Google is no part of a process that only answers programs.
    from app.tables.google.client import SheetsClient
    from app.tables.google.credentials import read_credentials

    account = read_credentials(settings.google_key_file, settings.google_key)
    quota = Quota(open_store(settings.places.database_url), settings.google_reads, settings.google_writes)
    return SheetsClient(
        account.credentials, settings.sheets_api_url, patience=PATIENCE, permit=lambda kind: _wait_for(quota, kind)
    )


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
