"""A fake Google, a sheet on it, and a client."""

from collections.abc import Iterator

import pytest

from tests.fakes.google import FakeGoogle, Spreadsheet
from tests.fakes_tests.asking import ROWS, Asker


@pytest.fixture
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture
def document(fake: FakeGoogle) -> Spreadsheet:
    return fake.new_spreadsheet("Pipeline", sheets={"Leads": ROWS}, rows=10, columns=6)


@pytest.fixture
def asker(fake: FakeGoogle, document: Spreadsheet) -> Iterator[Asker]:
    made = Asker(fake, document.id)
    yield made
    made.session.close()
