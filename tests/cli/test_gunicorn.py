"""gunicorn started by hand says who is answered, and refuses to answer strangers unasked, as `serve` does."""

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from app.config import ROOT
from app.errors import BadChoice
from app.web.starting import hosts_of, who_is_answered

NOBODY = "Nobody has a key yet, and {} can be reached by others: make one with `python -m app keys add NAME`"


def started(data: Path, bind: str, **settings: str) -> tuple[int, str]:
    """Start the real gunicorn; ended once a worker is there. Its exit code, and what it said."""
    environment = {**os.environ, "LEADSHEET_DATA": str(data), "WEB_CONCURRENCY": "1", **settings}
    command = [str(Path(sys.executable).with_name("gunicorn")), "--config", "gunicorn.conf.py", "--bind", bind]
    said = ""
    with subprocess.Popen(
        [*command, "app:create_app()"], env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        for line in server.stderr:
            said += line
            if "Booting worker" in line:
                server.terminate()
    return server.returncode, said


@pytest.mark.parametrize(("bind", "host"), [("0.0.0.0:0", "0.0.0.0"), ("[::]:0", "::")])
def test_it_does_not_start_where_others_could_call(tmp_path: Path, bind: str, host: str) -> None:
    code, said = started(tmp_path, bind)
    assert code == BadChoice.exit_code
    assert NOBODY.format(host) in said
    assert "Listening" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("bind", ["127.0.0.1:0", "unix:{}/s.sock"])
def test_it_starts_where_only_this_machine_can_call(tmp_path: Path, bind: str) -> None:
    code, said = started(tmp_path, bind.format(tmp_path))
    assert code == 0, said
    assert "No API key has been made" in said


def test_it_starts_anywhere_with_a_key_or_where_open(tmp_path: Path) -> None:
    assert "ANYBODY WHO REACHES" in started(tmp_path, "0.0.0.0:0", LEADSHEET_OPEN="1")[1]
    environment = {**os.environ, "LEADSHEET_DATA": str(tmp_path)}
    subprocess.run([sys.executable, "-m", "app", "keys", "add", "n8n"], env=environment, cwd=ROOT, check=True)
    code, said = started(tmp_path, "0.0.0.0:0")
    assert code == 0, said
    assert "Callers want an API key" in said


@pytest.mark.parametrize(
    ("hosts", "said"),
    [
        (["127.0.0.1"], "only this machine"),
        (["::1", ""], "only this machine"),
        ([""], "nobody is answered at a unix socket"),
    ],
)
def test_without_keys_strangers_must_be_out_of_reach(hosts: Sequence[str], said: str) -> None:
    assert said in who_is_answered(hosts, open_to_all=False, has_keys=False)
    with pytest.raises(BadChoice, match=r"192\.0\.2\.7 can be reached"):
        who_is_answered([*hosts, "192.0.2.7"], open_to_all=False, has_keys=False)
    assert "want an API key" in who_is_answered([*hosts, "192.0.2.7"], open_to_all=False, has_keys=True)
    assert "ANYBODY" in who_is_answered([*hosts, "192.0.2.7"], open_to_all=True, has_keys=False)


def test_the_hosts_of_every_kind_of_address() -> None:
    with socket.socket() as opened:
        opened.bind(("0.0.0.0", 0))
        addresses = [("127.0.0.1", 8000), "/run/leadsheet.sock", opened.fileno()]
        assert hosts_of(addresses) == ["127.0.0.1", "", "0.0.0.0"]
        assert opened.getsockname()[0] == "0.0.0.0"  # still open


def test_sockets_of_systemd_count_instead_of_the_addresses() -> None:
    """In a process of its own: systemd's sockets are numbered from 3."""
    program = (
        "import os, socket; one = socket.socket(); one.bind(('0.0.0.0', 0)); os.dup2(one.fileno(), 3); "
        "os.environ.update(LISTEN_FDS='1', LISTEN_PID=str(os.getpid())); "
        "from app.web.starting import hosts_of; print(hosts_of([('127.0.0.1', 8000)]))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "['0.0.0.0']", done.stderr
