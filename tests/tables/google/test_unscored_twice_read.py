"""`--only-unscored` on a sheet that has to be read again: what was scored by then belongs to the run."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import cast

import pytest

from app.scoring.scorer import Scorer
from app.tables.google.run import Run
from app.tables.google.scoring import score_tab
from app.tables.google.table import GoogleTable
from app.tables.links import parse_link
from app.tables.scoring_run import Wishes
from tests.fakes.google import FakeGoogle
from tests.tables.google.leads_sheet import client_of, new_sheet
from tests.tables.google.scoring_by_hand import ByHand


@pytest.fixture
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


def test_a_run_tells_of_all_leads_that_it_scored(fake: FakeGoogle) -> None:
    document = new_sheet(fake)
    sheet = document.sheets()[0]
    leads = len(sheet.values()) - 1
    # the rows move in the instant of the write that scores them, so that everything is read once more
    fake.after(lambda call: call.kind == "spreadsheets.get" and call.number > 8, lambda: sheet.colleague.insert_rows(2))
    table = GoogleTable(client_of(fake), parse_link(document.url), Run("run", "us", "now"), sleep=lambda seconds: None)
    wishes = Wishes(only_unscored=True)
    run = score_tab(table, cast(Scorer, ByHand()), wishes, datetime(2026, 11, 22, tzinfo=UTC))
    assert table.done.passes > 2
    assert table.settled
    assert len(run.rows) + len(run.empty_rows) == leads
    assert table.done.written == len(run.rows) - len(table.done.refused)
