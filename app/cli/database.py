"""The database as commands use it: opened for one command, and what to say where nobody works on what waits in it."""

import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.config import Settings

if TYPE_CHECKING:
    from app.store.database import Store


@contextlib.contextmanager
def opened(settings: Settings) -> "Iterator[Store]":
    """The database with this version's tables, made where there is none yet. Raises StoreProblem."""
    from app.store.database import open_store
    from app.store.migrating import migrate

    url = settings.places.database_url
    migrate(url)
    with contextlib.closing(open_store(url)) as store:
        yield store


def idle_sentence(store: "Store") -> str:
    """What to do where no worker is at work; "" where one is."""
    from app.store.workers import at_work

    return "" if at_work(store) else "No worker is at work: start one with `python -m app worker`."
