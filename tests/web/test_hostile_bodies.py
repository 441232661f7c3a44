"""Ten thousand bodies nobody should send: never a defect, always JSON that says why, and the next good lead scores."""

import contextlib
import json
import random
import re
import socket
import struct
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import create_app
from app.config import ROOT, Settings
from tests.web.hostile import ADDRESSES, IS_JSON, KINDS, LEAD, Hostile, hostile, too_large
from tests.web.real_service import RealService, needs_proc, real_service

BODIES = 10_000
RAW = 400
MEGABYTES = 1  # the real service's limit
GOOD = json.dumps(LEAD).encode()
CHUNKED = (
    b"POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
)
TABLE_OF_ERRORS = re.compile(r"^\| ([\d, ]+) \|", re.MULTILINE)
STATUSES = {
    200,
    *(int(one) for row in TABLE_OF_ERRORS.findall((ROOT / "docs" / "api.md").read_text()) for one in row.split(",")),
} - {500}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """With the limits it has where nobody sets any."""
    return create_app(Settings(data=tmp_path_factory.mktemp("hostile")))


def good_score(client: FlaskClient) -> float:
    score: float = client.post("/predict", json=LEAD).get_json()["score"]
    return score


def fault_of(answer: TestResponse) -> str | None:
    """What is wrong with an answer, None for nothing."""
    told = answer.get_json(silent=True)
    if answer.status_code not in STATUSES:
        return f"{answer.status_code} is not documented"
    if not isinstance(told, dict):
        return f"{answer.status_code} is not a JSON object: {answer.data[:100]!r}"
    if answer.status_code >= 400 and not (set(told) == {"error", "message", "detail"} and told["message"].strip()):
        return f"{answer.status_code} does not say what is wrong: {told}"
    return None if answer.headers.get("X-Request-ID") else "no request id"


def test_the_document_names_the_statuses() -> None:
    assert {200, 400, 401, 403, 404, 405, 413, 415, 422, 429, 503} == STATUSES


def test_ten_thousand_hostile_bodies(service: Flask) -> None:
    client, rng = service.test_client(), random.Random(1)
    before = good_score(client)
    faults: list[str] = []
    answered: Counter[tuple[str, int]] = Counter()
    for _ in range(BODIES):
        sent = hostile(rng)
        answer = client.post(sent.address, data=sent.body, content_type=sent.content_type)
        answered[sent.kind, answer.status_code] += 1
        answered[sent.address, answer.status_code] += 1
        fault = fault_of(answer)
        if fault is not None:
            faults.append(f"{sent.kind}, {sent.address}, {sent.content_type}: {sent.body[:200]!r}: {fault}")
    assert len(faults) == 0, "\n".join([f"{len(faults)} faults", *faults[:20]])
    assert good_score(client) == before
    # The bodies do reach what they are meant for.
    assert all(any(answered[kind, status] >= 100 for status in (400, 415, 422)) for kind in KINDS)
    assert all(answered[address, status] >= 50 for address in ADDRESSES for status in (200, 400, 415, 422))


@pytest.mark.parametrize("address", ADDRESSES)
def test_bodies_of_eleven_megabytes_are_read_and_of_seventeen_refused(service: Flask, address: str) -> None:
    client = service.test_client()
    for body in too_large(11):
        answer = client.post(address, data=body, content_type=IS_JSON)
        assert fault_of(answer) is None
        assert answer.status_code in {200, 400, 422}
    for body in too_large(17):
        answer = client.post(address, data=body, content_type=IS_JSON)
        assert fault_of(answer) is None
        assert answer.status_code == 413


def head_of(sent: Hostile, length: object) -> bytes:
    kind = "" if sent.content_type is None else f"Content-Type: {sent.content_type}\r\n"
    return f"POST {sent.address} HTTP/1.1\r\nHost: localhost\r\n{kind}Content-Length: {length}\r\n\r\n".encode()


def whole(rng: random.Random, sent: Hostile) -> bytes:
    return head_of(sent, len(sent.body)) + sent.body


def too_short_a_length(rng: random.Random, sent: Hostile) -> bytes:
    """The rest of the body is then read as the next request."""
    return head_of(sent, rng.randint(0, max(0, len(sent.body) - 1))) + sent.body


def too_long_a_length(rng: random.Random, sent: Hostile) -> bytes:
    return head_of(sent, len(sent.body) + rng.choice((1, 100, 10**6, 10**12))) + sent.body


def no_length(rng: random.Random, sent: Hostile) -> bytes:
    return head_of(sent, rng.choice(("-1", "abc", "", "1e3", "0x10", "9" * 400, "1, 2", "٣"))) + sent.body


def cut_in_the_middle(rng: random.Random, sent: Hostile) -> bytes:
    request = whole(rng, sent)
    return request[: rng.randrange(1, len(request))]


def broken_chunks(rng: random.Random, sent: Hostile) -> bytes:
    head = head_of(sent, 0).replace(b"Content-Length: 0", b"Transfer-Encoding: chunked")
    size = rng.choice((b"zz", b"-5", b"5", b"ffffffffff", b"", b"0"))
    return head + size + b"\r\n" + sent.body + rng.choice((b"\r\n0\r\n\r\n", b"", b"\r\n"))


def no_request_at_all(rng: random.Random, sent: Hostile) -> bytes:
    return rng.choice((sent.body, b"\r\n" * 50, b"GET\r\n\r\n", b"POST /predict HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02"))


WAYS: tuple[Callable[[random.Random, Hostile], bytes], ...] = (
    *(whole, too_short_a_length, too_long_a_length, no_length, cut_in_the_middle, broken_chunks, no_request_at_all),
)


def exchange(port: int, request: bytes, then: str) -> bytes:
    """Send bytes and end the connection so; what came back, which may be nothing."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        try:
            connection.sendall(request)
            if then == "reset":  # no farewell: whoever reads or writes meets an error
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                return b""
            with contextlib.suppress(OSError):  # it has hung up already, and may have answered before
                connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65_536), b""))
        except ConnectionError:  # it had heard enough
            return b""


def score_over(service: RealService) -> float:
    answer = exchange(service.port, whole(random.Random(), Hostile("", "/predict", GOOD)), "listen")
    told: dict[str, Any] = json.loads(answer.partition(b"\r\n\r\n")[2])
    score: float = told["score"]
    return score


def nothing_is_a_defect(real: RealService, service: Flask) -> None:
    rng = random.Random(2)
    answered: Counter[str] = Counter()
    for at in range(RAW):
        way, sent = WAYS[at % len(WAYS)], hostile(rng)
        request = way(rng, sent)
        answer = exchange(real.port, request, "listen" if rng.random() < 0.7 else "reset")
        status = answer[9:12].decode("latin-1")
        answered[status] += 1
        assert not status.startswith("5"), (way.__name__, request[-300:], answer)
    assert {"200", "400", "422", ""} <= set(answered)


def broken_chunks_are_400(real: RealService, service: Flask) -> None:
    for chunks in (b"zz\r\n{}\r\n0\r\n\r\n", b"-5\r\n{}\r\n0\r\n\r\n", b"1\r\n{}\r\n0\r\n\r\n", b"2\r\n{}\r\n0\r\nx"):
        answer = exchange(real.port, CHUNKED + chunks, "listen")
        assert answer.startswith(b"HTTP/1.1 400 "), (chunks, answer)
        assert json.loads(answer.partition(b"\r\n\r\n")[2])["error"] == "bad_request"


def chunks_too_large_together_are_413(real: RealService, service: Flask) -> None:
    """Nor read up to the limit and taken for all there was."""
    body = GOOD + b" " * (MEGABYTES * 1024 * 1024)
    chunks = [b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:100_000], body[100_000:])]
    answer = exchange(real.port, CHUNKED + b"".join(chunks) + b"0\r\n\r\n", "listen")
    assert answer.startswith(b"HTTP/1.1 413 "), answer


def what_did_not_arrive_whole_is_not_scored(real: RealService, service: Flask) -> None:
    """A body cut where it could end, which nobody could tell from a whole one but by its length."""
    request = head_of(Hostile("", "/predict", GOOD), len(GOOD) + 20) + GOOD
    answer = exchange(real.port, request, "listen")
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400 "), answer


def the_next_good_lead_scores(real: RealService, service: Flask) -> None:
    assert score_over(real) == good_score(service.test_client())


def nothing_was_noted(real: RealService, service: Flask) -> None:
    said = real.said.read_text()
    assert "defect" not in said, said
    assert "Traceback" not in said, said


CHECKS = (
    nothing_is_a_defect,
    broken_chunks_are_400,
    chunks_too_large_together_are_413,
    what_did_not_arrive_whole_is_not_scored,
    the_next_good_lead_scores,
    nothing_was_noted,
)


@needs_proc
def test_a_real_service_outlives_broken_requests(service: Flask, tmp_path: Path, subtests: pytest.Subtests) -> None:
    with real_service(tmp_path, LEADSHEET_MAX_BODY_MB=str(MEGABYTES)) as real:
        before = real.workers()
        for check in CHECKS:
            with subtests.test(check.__name__):
                check(real, service)
        assert real.workers() == before, real.said.read_text()
