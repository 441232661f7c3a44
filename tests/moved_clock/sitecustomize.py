"""Moves the clock of every Python process that has this folder on its path, by LEADSHEET_CLOCK_AHEAD seconds.

Python reads this file when it starts, so that the workers, servers and commands which a test starts live at the same
moment as the test itself. libfaketime would move the database and the browser too, but a wait with a time-out fails or
never ends under it (0.9.10 with Python 3.11), and a file's date stays what it is; here only the wall clock moves.
"""

import os
from datetime import UTC, datetime, timedelta

import time_machine

if ahead := os.environ.get("LEADSHEET_CLOCK_AHEAD"):
    time_machine.travel(datetime.now(UTC) + timedelta(seconds=float(ahead)), tick=True).start()
