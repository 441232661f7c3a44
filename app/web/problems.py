"""Errors as JSON: `{"error": code, "message": sentence, "detail": ...}`. Nothing internal leaks."""

from typing import Any

import msgspec
from flask import Flask, Response
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from app.errors import LeadsheetError

MOST_DETAILS = 100

_CODES = {
    400: "bad_request",
    401: "unauthorized",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "payload_too_large",
    415: "unsupported_media_type",
    422: "validation_error",
    429: "rate_limited",
    500: "internal_error",
    503: "model_unavailable",
}
_SENTENCES = {
    404: "There is nothing at this address; /docs lists what there is.",
    405: "This address does not take that method; /docs lists what it takes.",
    413: "The body is too large; send fewer leads at a time.",
    415: "The body must be JSON: send it with Content-Type: application/json.",
    500: "Something failed inside the service; it was noted under the request's id. Try again later.",
}


def unfit_parts(error: ValidationError) -> list[dict[str, str]]:
    """Where input is not as it must be, and why; never the input itself, nor a link to somebody's manual."""
    found = error.errors(include_url=False, include_input=False, include_context=False)[:MOST_DETAILS]
    return [{"field": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in found]


class Problem(Exception):
    """An answer that is an error: its status, a sentence, and what is to be said in detail."""

    def __init__(self, status: int, message: str, detail: Any = None, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.detail = detail
        self.headers = headers or {}

    def response(self) -> Response:
        """The answer to send."""
        body = {"error": _CODES.get(self.status, "error"), "message": self.message, "detail": self.detail}
        answer = Response(msgspec.json.encode(body), self.status, mimetype="application/json")
        answer.headers.extend(self.headers)
        return answer


def register_problems(app: Flask) -> None:
    """Make every error of the application one of the above."""

    @app.errorhandler(Problem)
    def told(problem: Problem) -> Response:
        return problem.response()

    @app.errorhandler(LeadsheetError)
    def mended(error: LeadsheetError) -> Response:
        return Problem(422, str(error)).response()

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        status = error.code or 500
        methods = getattr(error, "valid_methods", None)
        headers = {"Allow": ", ".join(sorted(methods))} if methods else {}
        return Problem(
            status, _SENTENCES.get(status, "The request could not be understood."), headers=headers
        ).response()

    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        # The kind and the place only: an exception's text may hold somebody's cells.
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        place = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "unknown"
        app.logger.error("defect %s at %s", type(error).__name__, place)
        return Problem(500, _SENTENCES[500]).response()
