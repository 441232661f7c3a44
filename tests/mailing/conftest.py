"""Mails are posted from the same databases that the store is tested on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.mail_server import FakeMailServer
from tests.mailing.certificates import Authority, new_authority
from tests.store.conftest import empty_url, postgresql, store, url

__all__ = ["empty_url", "postgresql", "store", "url"]


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return new_authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def smtp() -> Iterator[FakeMailServer]:
    """A mail server without TLS or passwords."""
    with FakeMailServer() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "outbox"
