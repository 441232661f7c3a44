"""What the workflows of one worker share. Set once, before the engine starts."""

import threading
from typing import TYPE_CHECKING

from app.config import Settings
from app.jobs.opening import Opening
from app.store.database import Store

if TYPE_CHECKING:
    from app.jobs.live_run import LiveRun

PATIENCE = 60  # times 5 seconds without a database, before a step gives up


class Process:
    """This worker: its database, its name, how it opens runs, and those it is doing."""

    settings: Settings
    store: Store
    worker: str
    opening: Opening
    stopping: threading.Event
    lives: "dict[str, LiveRun]"


here = Process()
