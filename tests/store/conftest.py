"""Each test of the store runs on a fresh SQLite file and on a fresh database of a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.store.database import Store, open_store
from app.store.migrating import migrate
from tests.store.postgres import MISSING, binaries, cluster, new_database


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    bin_folder = binaries()
    if bin_folder is None:
        pytest.skip(MISSING)
    with cluster(bin_folder) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'data' / 'leadsheet.db'}"
    return new_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def url(empty_url: str) -> str:
    """The URL of a database with our tables."""
    migrate(empty_url)
    return empty_url


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url)
    yield opened
    opened.close()
