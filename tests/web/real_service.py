"""The service as `python -m app serve` starts it, with two workers, and a look at its processes from outside."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.serving import PYTHON_PATH

WORKERS = 2
needs_proc = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="looks at processes through Linux's /proc")
_ESTABLISHED = "01"


@dataclass(frozen=True)
class RealService:
    """A running service: gunicorn's main process, its port, and what it said on standard error so far."""

    process: subprocess.Popen[bytes]
    port: int
    data: Path
    said: Path

    def workers(self) -> set[int]:
        """The worker processes."""
        main = self.process.pid
        return {int(child) for child in Path(f"/proc/{main}/task/{main}/children").read_text().split()}

    def callers(self, worker: int) -> set[int]:
        """The client ports of the connections that a worker holds."""
        inodes = set()
        for entry in Path(f"/proc/{worker}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):  # closed since the folder was listed
                inodes |= set(re.findall(r"^socket:\[(\d+)\]$", str(entry.readlink())))
        table = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        return {
            int(remote.rpartition(":")[2], 16)
            for _, local, remote, state, *_, inode in (line[:4] + line[9:10] for line in table)
            if inode in inodes and state == _ESTABLISHED and int(local.rpartition(":")[2], 16) == self.port
        }

    def wait_for_workers(self, seconds: float = 60) -> set[int]:
        """The workers once all of them are there."""
        until = time.monotonic() + seconds
        while len(self.workers()) < WORKERS:
            assert time.monotonic() < until, f"not all workers are there: {self.said.read_text()}"
            time.sleep(0.05)
        return self.workers()

    def stop(self) -> None:
        """End it as an administrator would; what was scored is in the database then."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(60)


@contextlib.contextmanager
def real_service(folder: Path, **settings: str) -> Iterator[RealService]:
    """Start the service with its data and what it says in `folder`; ended with its workers whatever happens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    data, said = folder / "data", folder / "said.txt"
    environment = {**os.environ, "LEADSHEET_DATA": str(data), "PYTHONPATH": PYTHON_PATH, **settings}
    command = [sys.executable, "-m", "app", "serve", "--port", str(port), "--workers", str(WORKERS)]
    with said.open("wb") as errors:
        process = subprocess.Popen(command, env=environment, cwd=folder, stderr=errors, start_new_session=True)
    service = RealService(process, port, data, said)
    try:
        _wait_until_it_answers(service)
        yield service
    finally:
        service.stop()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _wait_until_it_answers(service: RealService) -> None:
    for _ in range(600):
        assert service.process.poll() is None, service.said.read_text()
        connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
        try:
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200 and len(service.workers()) == WORKERS:
                return
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError(f"the service did not start: {service.said.read_text()}")
