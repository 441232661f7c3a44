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

from app.cli.serve import is_loopback
from tests.cli.conftest import Told


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
    environment = {**os.environ, "LEADSHEET_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "app", "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        try:
            assert answered(port)["label"] in {"engaged", "not_engaged"}
        finally:
            os.killpg(server.pid, signal.SIGTERM)
        _, err = server.communicate(timeout=30)
    with closing(sqlite3.connect(tmp_path / "leadsheet.db")) as database:
        assert database.execute("SELECT count(*) FROM predictions").fetchone() == (1,)
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
