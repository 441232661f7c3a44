"""Before and after every request: who calls and how often, the request's id, the headers of the answer."""

import random
import re
import uuid

from flask import Flask, Request, Response, g, request

from app.web.pages.people import is_this_machine
from app.web.service import Service

_FIT_ID = re.compile(r"[\x21-\x7e]{1,128}")


def admit(service: Service, asked: Request) -> None:
    """Let a request through, or raise Problem 401 or 429."""
    admission = service.admission
    if admission is not None:
        # A proxy on this machine passes strangers on from its own address: they are not this machine.
        address = (asked.remote_addr or "") if is_this_machine(asked) else ""
        caller = admission.check(presented_key(asked), address)
        g.rate = admission.take(caller)


def presented_key(asked: Request) -> str | None:
    """The key in X-API-Key or Authorization: Bearer."""
    key = asked.headers.get("X-API-Key")
    if key:
        return key
    scheme, _, token = asked.headers.get("Authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def request_id(given: str | None) -> str:
    """The caller's own id where it is printable ASCII of at most 128 characters, else a new one."""
    if given is not None and _FIT_ID.fullmatch(given):
        return given
    # Need not be hard to guess, and a call into the system for each would cost a tenth of the answer.
    return str(uuid.UUID(int=random.getrandbits(128), version=4))


def register_headers(app: Flask) -> None:
    """Name every request and add the headers of every answer."""

    @app.before_request
    def named() -> None:
        g.request_id = request_id(request.headers.get("X-Request-ID"))

    @app.after_request
    def headed(answer: Response) -> Response:
        answer.headers["X-Request-ID"] = g.get("request_id") or request_id(None)
        rate = g.get("rate")
        if rate:
            answer.headers.update(rate)
        answer.headers["X-Content-Type-Options"] = "nosniff"
        return answer
