"""Somebody at a browser: signed in or at this machine, with the forms' token."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app import create_app
from app.config import Settings

_TOKEN = re.compile(r'"X-CSRFToken": "([^"]+)"')


def local_pages(data: Path, **settings: Any) -> Flask:
    """The application for the person at this machine. A small limit for the API must not bind files."""
    return create_app(Settings(data=data, max_body_mb=1, **settings))


class Visitor:
    """Somebody who looks at pages and sends forms."""

    def __init__(self, application: Flask) -> None:
        self.client: FlaskClient = application.test_client()
        found = _TOKEN.search(self.client.get("/").text)
        assert found is not None
        self.token = found[1]

    def see(self, path: str, status: int = 200, headers: Mapping[str, str] | None = None) -> str:
        """A page's text."""
        answer = self.client.get(path, headers=dict(headers or {}))
        assert answer.status_code == status, answer.text
        return answer.text

    def fetch(self, path: str) -> TestResponse:
        """A file, read whole and closed."""
        answer = self.client.get(path, buffered=True)
        answer.close()
        return answer

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Send a form."""
        # Made here: what the client itself makes of a large file it leaves open.
        given = {name: FileStorage(*one) if isinstance(one, tuple) else one for name, one in fields.items()}
        boundary, body = encode_multipart({"csrf_token": self.token, **given})
        return self.client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")
