"""The service as people start it: `python -m app serve`, on a free port, with data of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from app.config import ROOT

# The program from any folder, and what a whole run of tests has on Python's path: another day (tests/moved_clock).
PYTHON_PATH = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))


@contextlib.contextmanager
def serving(data: Path) -> Iterator[str]:
    """Start the service and yield its address; stopped at the end."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    command = [sys.executable, "-m", "app", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(
        command, env=environment(data), cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
    ) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(f"{address}/health")
            yield address
        finally:
            os.killpg(server.pid, signal.SIGTERM)


def make_key(data: Path, name: str) -> str:
    """Make an API key as the documents say; returns it."""
    command = [sys.executable, "-m", "app", "keys", "add", name]
    told = subprocess.run(command, env=environment(data), cwd=ROOT, check=True, capture_output=True, text=True)
    return told.stdout.split()[-1]


def environment(data: Path) -> dict[str, str]:
    """This process's environment, with another data folder."""
    return {**os.environ, "LEADSHEET_DATA": str(data)}


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the service did not start")
