"""`serve` says who will be answered, and refuses to answer strangers unasked; the real service answers."""

import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.config import is_loopback
from tests.cli.conftest import Told
from tests.serving import PYTHON_PATH


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("[::1]", True), ("0.0.0.0", False), ("example", False)],
)
def test_what_is_this_machine(host: str, own: bool) -> None:
    assert is_loopback(host) is own


def test_without_keys_it_does_not_start_where_others_could_call(
    run: Callable[..., Told], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADSHEET_DATA", str(tmp_path))
    told = run("serve", "--host", "0.0.0.0")
    assert told.code == 2
    assert "keys add" in told.err
    assert told.err.count("\n") == 1


def test_the_service_starts_and_answers(tmp_path: Path) -> None:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    # A relative folder is the starter's, for the command and for its workers alike.
    environment = {**os.environ, "LEADSHEET_DATA": "kept", "PYTHONPATH": PYTHON_PATH}
    command = [sys.executable, "-m", "app", "serve", "--port", str(port), "--workers", "2"]
    with subprocess.Popen(
        command, env=environment, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        try:
            for _ in range(12):
                assert answered(port)["label"] in {"engaged", "not_engaged"}
            counted = [
                line for line in get(port, "/metrics").splitlines() if 'leads_scored_total{source="api"}' in line
            ]
            assert counted == ['leadsheet_leads_scored_total{source="api"} 12.0']
        finally:
            os.killpg(server.pid, signal.SIGTERM)
        _, err = server.communicate(timeout=30)
    with closing(sqlite3.connect(tmp_path / "kept" / "leadsheet.db")) as database:
        assert database.execute("SELECT count(*) FROM predictions").fetchone() == (12,)
    assert "only this machine is answered" in err
    assert "Traceback" not in err


def answered(port: int) -> dict[str, object]:
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request(
                "POST", "/predict", json.dumps({"jobtitle": "CEO"}), {"Content-Type": "application/json"}
            )
            told: dict[str, object] = json.loads(connection.getresponse().read())
            return told
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    raise AssertionError("the service did not start")


def get(port: int, address: str) -> str:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", address)
        return connection.getresponse().read().decode()
