"""The body of a request that sends JSON, as it was announced or not at all."""

from flask import request
from werkzeug.exceptions import HTTPException

from app.web.problems import Problem

_BROKEN = "The body did not arrive as it was announced; send it again."


def json_body() -> bytes:
    """The request's body.

    Raises Problem: 415 where it does not say that it is JSON, 413 where it is too large, 400 where it broke off.
    """
    kind = request.mimetype
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise Problem(415, "The body must be JSON: send it with Content-Type: application/json.")
    announced = request.content_length
    try:
        stream = request.stream  # 413 where more was announced than is taken
        if announced is not None:
            # As a whole: in the small pieces of get_data, 10 MB cost 95 ms.
            body: bytes = request.environ["wsgi.input"].read(announced)
        else:
            body = request.get_data(cache=False)
            stream.read(1)  # 413 where chunks go on past the limit: get_data stops there in silence
    except HTTPException:
        raise
    except Exception as error:  # gunicorn has kinds of its own for chunks that are none
        raise Problem(400, _BROKEN) from error
    if announced is not None and len(body) < announced:
        raise Problem(400, _BROKEN)
    return body
