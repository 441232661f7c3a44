"""A place where real workers work: a database, the fake Google, an account, and processes that can be killed."""

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from app.store import runs
from app.store.database import open_store
from app.store.migrating import migrate
from app.store.runs import Asked, Run
from app.store.workers import at_work
from tests.fakes.google import FakeGoogle, Sheet, Spreadsheet

ROOT = Path(__file__).parents[2]
HEADER = ["Name", "LinkedIn URL", "Job title", "Company size", "Notes"]
JOBS = ["CEO", "Marketing Intern", "Head of Growth", "Avocate associée", "Sales Director"]
PATIENCE = 120.0  # seconds until a test says that something hangs


class Workplace:
    """Holds everything workers need; `start` makes one more worker."""

    def __init__(self, fake: FakeGoogle, url: str, folder: Path, **settings: str) -> None:
        self.fake, self.url, self.folder = fake, url, folder
        self.now = datetime.now(UTC)  # of all that is asked for: near the workers' clock, the machine's
        key = folder / "key.json"
        key.write_text(json.dumps(fake.credentials_info()))
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("SMTP_", "DIGEST_", "MAIL_"))},
            "GOOGLE_APPLICATION_CREDENTIALS": str(key),
            "SHEETS_API_URL": fake.url,
            "LEADSHEET_DATA": str(folder / "data"),
            "DATABASE_URL": url,
            "LEADSHEET_IDENTITY_SECRET": "0123456789abcdef" * 4,
            "LEADSHEET_GOOGLE_READS": "6000",
            "LEADSHEET_GOOGLE_WRITES": "6000",
            "OMP_NUM_THREADS": "1",
            **settings,
        }
        migrate(url)
        self.store = open_store(url)
        self.workers: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self.workers:
            self.kill(worker)
        self.store.close()

    def start(self, *program: str, **settings: str) -> subprocess.Popen[str]:
        """One more worker, or what Python is given as a program instead; what it says goes to worker.log."""
        with (self.folder / "worker.log").open("a") as log:
            worker = subprocess.Popen(
                [sys.executable, *(program or ("-m", "app", "worker"))],
                cwd=ROOT,
                env=self.environment | settings,
                stdout=log,
                stderr=log,
                text=True,
            )
        self.workers.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen[str], how: signal.Signals = signal.SIGKILL) -> int:
        """Kill a worker; its exit code."""
        with suppress(ProcessLookupError):
            worker.send_signal(how)
        return worker.wait(PATIENCE)

    def until_at_work(self, count: int = 1) -> None:
        """Wait until so many workers have entered."""
        wait_until(lambda: len(at_work(self.store)) >= count)

    def sheet(self, leads: int, first: int = 1) -> Spreadsheet:
        """A document with so many leads, known by their profiles."""
        rows: list[list[Any]] = [
            [f"Person {at}", f"https://www.linkedin.com/in/person-{at}/", JOBS[at % 5], ["11-50", "51-200"][at % 2], ""]
            for at in range(first, first + leads)
        ]
        return self.fake.new_spreadsheet("Pipeline", sheets={"Leads": [HEADER, *rows]}, rows=leads + 50, columns=14)

    def ask(self, name: str, document: Spreadsheet) -> None:
        """Ask for a run over the document."""
        asked = Asked(document.id, document.sheet("Leads").id, "Pipeline", "Leads", "ana@example.org")
        assert runs.ask(self.store, name, asked, self.now) is None

    def run(self, name: str) -> Run:
        """The run as it stands."""
        found = runs.find(self.store, name)
        assert found is not None
        return found

    def ended(self, name: str) -> Run:
        """The run, when it has ended."""
        wait_until(lambda: not self.run(name).is_live)
        return self.run(name)

    def log(self) -> str:
        """What workers said."""
        return (self.folder / "worker.log").read_text()


def said(sheet: Sheet) -> dict[str, tuple[Any, ...]]:
    """What stands in our columns beside each lead, by the profile."""
    header, *rows = sheet.values()
    ours = [at for at, name in enumerate(header) if str(name).startswith("Lead ")]
    return {
        str(row[1]): tuple(row[at] if at < len(row) else None for at in ours) for row in rows if len(row) > 1 and row[1]
    }


def wait_until(holds: Any, patience: float = PATIENCE) -> None:
    """Look again and again; fails when it has not come to hold after so many seconds."""
    until = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)
