"""`serve --with-worker`: the web service and a worker come together, live together and end together. Real processes."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.cli.supervising import WorkerKeeper
from app.config import ROOT
from app.errors import BadChoice, StoreProblem
from app.store.database import open_store
from app.store.workers import at_work
from tests.serving import PYTHON_PATH

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes through Linux's /proc")


# A web service that ends by itself after 2 seconds, and the program given as the worker.
SUPERVISED = """
import os, sys
from app.cli.supervising import serve_with_worker
web = [sys.executable, "-c", "import time; time.sleep(2)"]
sys.exit(serve_with_worker(web, [sys.executable, "-c", sys.argv[1]], os.environ))
"""


class Both:
    """A running `serve --with-worker`."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, folder: Path) -> None:
        self.process, self.port, self.folder = process, port, folder
        self.seen: set[int] = {process.pid}  # every process of it, also those that are gone

    def is_ready(self) -> bool:
        """Whether the web service answers."""
        assert self.process.poll() is None, self.said()
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection:
            try:
                connection.request("GET", "/health/ready")
                return connection.getresponse().status == 200
            except OSError:
                return False

    def workers(self) -> set[int]:
        """The process ids of workers that have entered and live."""
        database = self.folder / "data" / "leadsheet.db"
        if not database.exists():
            return set()
        with contextlib.closing(open_store(f"sqlite:///{database}")) as store, contextlib.suppress(StoreProblem):
            return {worker.process for worker in at_work(store)} & self.living()
        return set()

    def living(self) -> set[int]:
        """All its processes that live; also those whose parent is gone."""
        for _ in range(3):  # children and theirs
            for one in list(self.seen):
                with contextlib.suppress(OSError):
                    self.seen |= {int(child) for child in Path(f"/proc/{one}/task/{one}/children").read_text().split()}
        return {one for one in self.seen if lives(one)}

    def said(self) -> str:
        """What was said on standard error."""
        return (self.folder / "said.txt").read_text()

    def left(self) -> str:
        """What was said, and what lives."""
        lines = [Path(f"/proc/{one}/cmdline").read_text().replace("\0", " ") for one in self.living()]
        return "\n".join([self.said(), *lines])

    def wait_until_up(self) -> None:
        """Until the web service answers and a worker is at work."""
        wait_until(lambda: self.is_ready() and len(self.workers()) == 1, 120, self.said)
        assert len(self.living()) == 4  # this one, gunicorn, its one worker process, the worker


def lives(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until(holds: Callable[[], bool], seconds: float, told: Callable[[], str] = str) -> float:
    """How many seconds it took to hold."""
    began = time.monotonic()
    while not holds():
        assert time.monotonic() < began + seconds, f"it did not happen in time: {told()}"
        time.sleep(0.05)
    return time.monotonic() - began


@contextlib.contextmanager
def started(folder: Path, **settings: str) -> Iterator[Both]:
    """Start both; nothing of them is left in the end."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("SMTP_", "MAIL_", "DIGEST_"))}
    environment = {
        **plain,
        "LEADSHEET_DATA": str(folder / "data"),
        "PYTHONPATH": PYTHON_PATH,
        "PORT": str(port),
        "WEB_CONCURRENCY": "1",
        **settings,
    }
    with (folder / "said.txt").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", "--with-worker"], cwd=folder, env=environment, stderr=errors
        )
    both = Both(process, port, folder)
    try:
        yield both
    finally:
        for one in both.living():
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        process.wait(30)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_both_come_up_and_end_together_when_asked(tmp_path: Path, how: signal.Signals) -> None:
    with started(tmp_path) as both:
        both.wait_until_up()
        assert len(both.living()) == 4
        began = time.monotonic()
        both.process.send_signal(how)
        assert both.process.wait(30) == 0, both.said()
        assert time.monotonic() - began < 30
        assert both.living() == set()
        store = open_store(f"sqlite:///{tmp_path / 'data' / 'leadsheet.db'}")
        with contextlib.closing(store):
            assert at_work(store) == []  # it said goodbye
        assert re.search(r"worker \S+ has stopped", both.said())
        assert "only this machine is answered" in both.said()
        assert "Traceback" not in both.said()
        assert "Stopped:" not in both.said()


def test_a_worker_that_overlooks_the_first_signal_is_asked_again(tmp_path: Path) -> None:
    program = (
        "import signal, sys, time; asked = []; signal.signal(signal.SIGTERM, lambda *_: asked.append(1)); "
        "print('ready', file=sys.stderr, flush=True)\nwhile len(asked) < 2: time.sleep(0.05)"
    )
    told = subprocess.run(  # unasked it would be killed after 35 seconds
        [sys.executable, "-c", SUPERVISED, program], cwd=ROOT, capture_output=True, text=True, timeout=25, check=False
    )
    assert told.returncode == 0, told.stderr


def test_asked_to_stop_before_it_is_up_it_stops(tmp_path: Path) -> None:
    with started(tmp_path) as both:
        wait_until(lambda: len(both.living()) >= 3, 60, both.said)  # the children are about to begin
        both.process.terminate()
        assert both.process.wait(30) in (0, 128 + signal.SIGTERM), both.said()  # gunicorn's, or its lack of one
        assert both.living() == set()


def test_a_killed_worker_is_back_and_the_service_went_on(tmp_path: Path) -> None:
    with started(tmp_path) as both:
        both.wait_until_up()
        (first,) = both.workers()
        gunicorns = both.living() - {first}
        os.kill(first, signal.SIGKILL)
        wait_until(lambda: bool(both.workers() - {first}), 60, both.said)
        assert gunicorns < both.living()
        assert both.is_ready()
        (second,) = both.workers()
        os.kill(second, signal.SIGKILL)
        wait_until(lambda: bool(both.workers() - {first, second}), 60, both.said)
        assert [line for line in both.said().splitlines() if line.startswith("The worker ")] == [
            "The worker has ended (by SIGKILL): it is started again in a second, the web service goes on.",
            "The worker has ended (by SIGKILL): it is started again in 2 seconds, the web service goes on.",
        ]
        both.process.terminate()
        assert both.process.wait(30) == 0
        assert both.living() == set()


@pytest.mark.parametrize("again", [False, True])
def test_nothing_outlives_a_killed_parent(tmp_path: Path, again: bool) -> None:
    """Also not a worker that was started again."""
    with started(tmp_path) as both:
        both.wait_until_up()
        if again:
            (first,) = both.workers()
            os.kill(first, signal.SIGKILL)
            wait_until(lambda: bool(both.workers() - {first}), 60, both.said)
        time.sleep(2)  # nobody is still on the way to its first wait
        both.process.kill()
        both.process.wait(10)
        wait_until(lambda: not both.living(), 15, both.left)
        with socket.socket() as taken:
            taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            taken.bind(("127.0.0.1", both.port))


@pytest.mark.parametrize(("how", "code"), [(signal.SIGTERM, 0), (signal.SIGKILL, 128 + signal.SIGKILL)])
def test_when_the_web_service_ends_so_does_the_worker(tmp_path: Path, how: signal.Signals, code: int) -> None:
    with started(tmp_path) as both:
        both.wait_until_up()
        (worker,) = both.workers()
        parents = Path(f"/proc/{both.process.pid}/task/{both.process.pid}/children").read_text().split()
        (gunicorn,) = {int(one) for one in parents} - {worker}
        os.kill(gunicorn, how)
        assert both.process.wait(30) == code, both.said()
        wait_until(lambda: not both.living(), 10)  # gunicorn's own workers notice that it is gone


def test_a_setting_that_the_worker_cannot_start_with_ends_it(tmp_path: Path) -> None:
    with started(tmp_path, SMTP_URL="smtp://mail.example.com") as both:
        wait_until(lambda: both.process.pid not in both.living(), 60, both.said)
        both.process.wait()
        assert both.process.returncode == BadChoice.exit_code
        assert "SMTP_URL is set and MAIL_FROM is not: set the address that mails come from." in both.said()
        assert "started again" not in both.said()
        assert "Traceback" not in both.said()
        assert both.living() == set()


def test_a_port_that_is_taken_ends_it(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with started(tmp_path, PORT=str(taken.getsockname()[1])) as both:
            assert both.process.wait(60) == 1, both.said()
            assert both.living() == set()
            assert "in use" in both.said()


class Ended:
    """What stands for a process that ends when the clock of the test says so."""

    def __init__(self, code: int) -> None:
        self.returncode = code

    def poll(self) -> int:
        return self.returncode


def test_the_pauses_grow_and_begin_anew_after_a_minute(capsys: pytest.CaptureFixture[str]) -> None:
    keeper = WorkerKeeper(lambda: Ended(1))  # type: ignore[arg-type,return-value]
    now, pauses = 100.0, []
    keeper.look(now)
    for _ in range(9):
        now += 5.0
        pause = keeper.look(now)
        assert pause is not None
        pauses.append(pause)
        assert keeper.look(now + pause - 0.01) == pytest.approx(0.01)
        now += pause
        assert keeper.look(now) is None
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert keeper.look(now + 60) == 1
    assert capsys.readouterr().err.count("\n") == 10


@pytest.mark.parametrize(
    ("code", "after", "hopeless"), [(2, 9.0, True), (9, 1.0, True), (2, 11.0, False), (1, 1.0, False), (-9, 1.0, False)]
)
def test_only_a_first_worker_that_says_why_it_cannot_start_ends_it(code: int, after: float, hopeless: bool) -> None:
    keeper = WorkerKeeper(lambda: Ended(code))  # type: ignore[arg-type,return-value]
    keeper.look(0.0)
    keeper.look(after)
    assert keeper.hopeless is hopeless
    if not hopeless:  # and a later one never does
        keeper.look(after + 1)
        keeper.look(after + 2)
        assert not keeper.hopeless


def test_no_process_to_be_had_is_tried_again(capsys: pytest.CaptureFixture[str]) -> None:
    def start() -> subprocess.Popen[bytes]:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    keeper = WorkerKeeper(start)
    assert [keeper.look(0.0), keeper.look(1.0), keeper.look(3.0)] == [1, 2, 4]
    assert "could not be started: Resource temporarily unavailable: it is started again" in capsys.readouterr().err
