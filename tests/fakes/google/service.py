"""The fake as a WSGI program: tokens, the API with its order of refusals, hooks and faults, and the page for people."""

import socket
import threading
import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl

import msgspec

from tests.fakes.google import api, discovery, page
from tests.fakes.google.book import Who
from tests.fakes.google.calls import Call, Fault
from tests.fakes.google.collecting import held_off
from tests.fakes.google.errors import ApiError, invalid
from tests.fakes.google.oauth import Refused

if TYPE_CHECKING:
    from tests.fakes.google.server import FakeGoogle

MAX_BODY = 10 * 1024 * 1024  # bytes
Environ = dict[str, Any]
Start = Callable[..., Any]
Answer = tuple[int, dict[str, str], bytes]
_WORDS_OF_FAULTS = {
    429: "Resource has been exhausted (e.g. check quota).",
    500: "Internal error encountered.",
    503: "The service is currently unavailable.",
}


class Cut(ConnectionAbortedError):
    """The connection is cut without an answer."""


class Service:
    """The WSGI program."""

    def __init__(self, fake: "FakeGoogle") -> None:
        self._fake = fake
        self._numbering = threading.Lock()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        try:
            status, headers, body = self._answer(environ)
        except Cut:
            connection = environ.get("werkzeug.socket")
            if isinstance(connection, socket.socket):
                connection.shutdown(socket.SHUT_RDWR)
            raise
        headers = {"Content-Type": "application/json; charset=UTF-8", **headers, "Content-Length": str(len(body))}
        start(f"{status} {HTTPStatus(status).phrase}", list(headers.items()))
        return [body]

    def _answer(self, environ: Environ) -> Answer:
        raw = str(environ.get("REQUEST_URI") or environ["PATH_INFO"])
        path, _, query = raw.partition("?")
        method = environ["REQUEST_METHOD"]
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        if path == "/token" and method == "POST":
            call = self._called("token", method, path, len(body))
            return self._finish(call, lambda: self._token(body))
        found = api.route(method, path)
        if found is None:
            return page.answer(self._fake, method, path, query, body)
        call = self._called(found.kind, method, path, len(body))
        call.spreadsheet_id = found.spreadsheet_id
        header = environ.get("HTTP_AUTHORIZATION", "")
        return self._finish(call, lambda: self._call(call, found, query, body, header))

    def _called(self, kind: str, method: str, path: str, size: int) -> Call:
        with self._numbering:
            calls = self._fake.token_calls if kind == "token" else self._fake.calls
            call = Call(len(calls) + 1, method, path, kind, self._fake.clock.now(), body_bytes=size)
            calls.append(call)
            return call

    def _finish(self, call: Call, apply: Callable[[], Answer]) -> Answer:
        """Hooks and faults around what the call does."""
        try:
            self._fake.hooks_before.run(call)
            faults = self._fake.faults.due(call)
            if "delay" in faults:
                time.sleep(faults["delay"].seconds)
            if "cut" in faults:
                raise Cut
            status, headers, body = _faulty(faults["answer"]) if "answer" in faults else apply()
            call.status = 0 if "lose" in faults else status
            self._fake.hooks_after.run(call)
        except Cut:
            self._fake.shown(call)
            raise
        except Exception as wrong:
            # The fake or a test's hook is at fault, not the program under test: close() raises it.
            self._fake.problems.append(wrong)
            raise
        if "lose" in faults:
            self._fake.shown(call)
            raise Cut
        call.answer_bytes = len(body)
        self._fake.shown(call)
        return status, headers, body

    def _token(self, body: bytes) -> Answer:
        try:
            return 200, {}, _json(self._fake.accounts.grant(parse_qs(body.decode())))
        except Refused as refused:
            return 400, {}, _json(refused.body)

    def _call(self, call: Call, found: api.Route, query: str, body: bytes, header: str) -> Answer:
        try:
            with held_off():
                return 200, {}, self._applied(call, found, query, body, header)
        except ApiError as refused:
            return refused.code, {}, _json(refused.body())

    def _applied(self, call: Call, found: api.Route, query: str, body: bytes, header: str) -> bytes:
        fake = self._fake
        if len(body) > MAX_BODY:
            raise invalid(f"Request payload size exceeds the limit: {MAX_BODY} bytes.")
        token = fake.accounts.check(header, call.is_write)
        if fake.api_disabled:
            raise ApiError(
                403,
                "Google Sheets API has not been used in project 123456789012 before or it is disabled. Enable it by "
                "visiting https://console.developers.google.com/apis/api/sheets.googleapis.com/overview then retry.",
            )
        fake.quota.spend(call.is_write, token.email)
        call.query = discovery.check_query(found.method, parse_qsl(query, keep_blank_values=True))
        call.raw = body
        given = _parsed(body) if body else {}
        discovery.check_request(found.method, given)
        if b"null" in body:
            given = _without_nulls(given)
        document = fake.documents.get(found.spreadsheet_id)
        if document is None:
            raise ApiError(404, "Requested entity was not found.")
        document.check_access(token.email, call.is_write)
        who = Who(token.email, "lead-scoring-tests")
        answer = api.answer(document, api.Asked(found, call.query, given, who))
        discovery.check_answer(found.method, answer)
        return _json(answer)


def _parsed(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except msgspec.DecodeError as bad:
        raise invalid(f"Invalid JSON payload received. {bad}") from bad


def _without_nulls(value: Any) -> Any:
    """Fields that are null are not there for Google; a null in a list (of values) has its own meaning."""
    if isinstance(value, dict):
        return {name: _without_nulls(inner) for name, inner in value.items() if inner is not None}
    return [_without_nulls(item) for item in value] if isinstance(value, list) else value


def _json(value: Any) -> bytes:
    return msgspec.json.encode(value)


def _faulty(fault: Fault) -> Answer:
    message = fault.message or _WORDS_OF_FAULTS.get(fault.status, "Something went wrong.")
    return fault.status, fault.headers, _json(ApiError(fault.status, message).body())
