"""A process that appends to the log for ever, and says what was acknowledged: `python -m tests.store.appending`."""

import itertools
import os
import sys
from pathlib import Path

from app.store.database import open_store
from app.store.prediction_log import PredictionLog
from tests.store.entries import entry

if __name__ == "__main__":
    url, folder, name, leads, interval = sys.argv[1:]
    log = PredictionLog(Path(folder), open_store(url), interval_seconds=float(interval))
    for number in itertools.count():
        request_id = f"{name}-{number}"
        if log.append(entry(request_id, int(leads))):
            os.write(1, f"{request_id}\n".encode())
