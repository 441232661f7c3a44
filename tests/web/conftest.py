"""The application as clients meet it, over the shipped model."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings


@pytest.fixture(scope="session")
def application(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application without keys, which answers this machine alone."""
    data: Path = tmp_path_factory.mktemp("data")
    return create_app(Settings(data=data, cors_origins=("https://sheets.example.com",), max_body_mb=1))


@pytest.fixture(scope="session")
def client(application: Flask) -> FlaskClient:
    """A client on this machine."""
    return application.test_client()
