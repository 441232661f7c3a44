"""Sixteen clients at once, one worker killed half-way: every answer is right, and only what was on its way there fails.

`LEADSHEET_LOAD_SECONDS` says how long; a minute where CI=true. Stay below ten minutes: after about 100,000 requests
a worker makes room for a new one and closes its kept connections, which this test would take for failures.
"""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from tests.web.load_clients import Ask, Client, Failure, asks_of
from tests.web.real_service import WORKERS, RealService, needs_proc, real_service

CLIENTS = 16
SECONDS = float(os.environ.get("LEADSHEET_LOAD_SECONDS") or (60 if os.environ.get("CI") == "true" else 12))


@dataclass(frozen=True)
class Killing:
    """The worker that was killed, the ports of the connections it held, and the worker that came in its place."""

    killed: int
    held: set[int]
    came: int


def kill_the_busier(service: RealService) -> Killing:
    """Kill the worker with more connections; stopped first, so that what it holds is known exactly."""
    before = service.workers()
    assert len(before) == WORKERS
    victim = max(before, key=lambda worker: len(service.callers(worker)))
    os.kill(victim, signal.SIGSTOP)
    held = service.callers(victim)
    os.kill(victim, signal.SIGKILL)
    until = time.monotonic() + 30
    while victim in service.workers() and time.monotonic() < until:
        time.sleep(0.01)
    (came,) = service.wait_for_workers() - before
    return Killing(victim, held, came)


@dataclass(frozen=True)
class Load:
    """What the whole load came to, and the service still running after it."""

    service: RealService
    clients: list[Client]
    killing: Killing

    @property
    def failures(self) -> list[Failure]:
        return [failure for client in self.clients for failure in client.failures]

    @property
    def answered(self) -> list[tuple[str, Ask]]:
        return [one for client in self.clients for one in client.answered]


@pytest.fixture(scope="module")
def load(client: FlaskClient, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Load]:
    with real_service(tmp_path_factory.mktemp("load")) as service:
        clients = [Client(number, service.port, asks_of(client, number)) for number in range(CLIENTS)]
        until = time.monotonic() + SECONDS
        threads = [threading.Thread(target=one.run, args=(until,)) for one in clients]
        for thread in threads:
            thread.start()
        time.sleep(SECONDS / 2)
        killing = kill_the_busier(service)
        for thread in threads:
            thread.join()
        yield Load(service, clients, killing)


def every_answer_is_right(load: Load) -> None:
    assert [wrong for client in load.clients for wrong in client.wrong] == []
    assert all(len(client.answered) > 3 * SECONDS for client in load.clients)
    asked = {ask.address.partition("?")[0] for _, ask in load.answered}
    assert asked == {"/predict", "/predict/batch", "/table/map", "/table/score", "/health", "/model", "/metrics"}


def only_requests_on_the_killed_workers_connections_fail(load: Load) -> None:
    assert load.killing.held, "the killed worker held no connection: nothing was tried"
    strays = [failure for failure in load.failures if failure.port not in load.killing.held]
    assert strays == []
    assert 1 <= len(load.failures) <= len(load.killing.held)


def what_failed_succeeds_on_a_new_connection(load: Load) -> None:
    assert [failure for failure in load.failures if failure.again] == []
    names = {name for name, _ in load.answered}
    assert all(failure.name.replace("False", "True") in names for failure in load.failures)


def a_new_worker_takes_the_place_and_answers(load: Load) -> None:
    assert load.killing.came != load.killing.killed
    assert len(load.service.workers()) == WORKERS
    # Which of two idle workers takes a call is the system's choice, and it may choose the same for long.
    assert any(is_among_the_answering(load, load.killing.came) for _ in range(50))


def is_among_the_answering(load: Load, worker: int) -> bool:
    """Whether the worker holds any of 64 connections that ask at once."""
    connections = [load.clients[0].new_connection() for _ in range(64)]
    with ExitStack() as opened:
        for connection in connections:
            opened.enter_context(closing(connection))
            connection.request("GET", "/health")
        assert all(connection.getresponse().read() for connection in connections)
        return bool(load.service.callers(worker) & {connection.sock.getsockname()[1] for connection in connections})


def every_answer_that_was_sent_is_kept_exactly_once(load: Load) -> None:
    load.service.stop()
    with closing(sqlite3.connect(load.service.data / "leadsheet.db")) as database:
        kept = dict(database.execute("SELECT request_id, count(*) FROM predictions GROUP BY request_id").fetchall())
    expected = {name: ask.leads for name, ask in load.answered if ask.leads}
    unsure = {failure.name: failure.leads for failure in load.failures}
    assert {name: kept.get(name) for name, leads in expected.items() if kept.get(name) != leads} == {}
    assert all(leads == unsure[name] for name, leads in kept.items() if name not in expected)


def nothing_but_the_killing_was_noted(load: Load) -> None:
    assert "Traceback" not in load.service.said.read_text()
    assert "defect" not in load.service.said.read_text()


CHECKS = (
    every_answer_is_right,
    only_requests_on_the_killed_workers_connections_fail,
    what_failed_succeeds_on_a_new_connection,
    a_new_worker_takes_the_place_and_answers,
    every_answer_that_was_sent_is_kept_exactly_once,
    nothing_but_the_killing_was_noted,
)


@needs_proc
def test_a_load_with_a_killed_worker(load: Load, subtests: pytest.Subtests) -> None:
    # One test, so that several processes of pytest do not make the load once each.
    for check in CHECKS:
        with subtests.test(check.__name__):
            check(load)
    print(f"{len(load.answered):,} answers, {len(load.failures)} failed of {len(load.killing.held)} connections held")
