"""Real workers over the fake Google, on a fresh SQLite file and on a fresh database of a real PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.google import FakeGoogle
from tests.jobs.workplace import Workplace
from tests.store.conftest import empty_url as empty_url
from tests.store.conftest import postgresql as postgresql
from tests.store.conftest import store as store
from tests.store.conftest import url as url


@pytest.fixture
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture
def workplace(fake: FakeGoogle, empty_url: str, tmp_path: Path) -> Iterator[Workplace]:
    with Workplace(fake, empty_url, tmp_path) as place:
        yield place


@pytest.fixture
def small(fake: FakeGoogle, tmp_path: Path) -> Iterator[Workplace]:
    """On SQLite alone, for what has nothing to do with the database."""
    with Workplace(fake, f"sqlite:///{tmp_path / 'data' / 'leadsheet.db'}", tmp_path) as place:
        yield place
