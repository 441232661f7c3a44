"""Rows and columns that move in the very instant of a write, seen by what undoing finds later.

The three marked are faults of writing, not of undoing; the marks go when they are mended.
"""

from datetime import timedelta
from typing import cast

import pytest

from app.scoring.scorer import Scorer
from app.store.places import Places
from app.store.sheet_runs import new_run_id
from app.tables.google import sizes
from app.tables.google.run import Run
from app.tables.google.scoring import score_tab
from app.tables.google.table import GoogleTable
from app.tables.links import parse_link
from app.tables.scoring_run import Wishes
from tests.fakes.google import Call, FakeGoogle
from tests.tables.google.scoring_by_hand import ByHand
from tests.tables.google.team import OURS, Team
from tests.tables.google.test_undo_right_lead import FIRST, check_theirs, client_of, fake, places, said, score, undo

__all__ = ["fake", "places"]
SMALL = 1  # bytes: windows of 50 rows
NOTES = "Notes"


@pytest.fixture
def team(fake: FakeGoogle, monkeypatch: pytest.MonkeyPatch) -> Team:
    """A sheet that is written in several windows."""
    monkeypatch.setattr(sizes, "BODY_BYTES", SMALL)
    return Team(fake, 120, 3, nameless=False)


def at_the_first_write(fake: FakeGoogle, team: Team, row_from: int, row_to: int) -> None:
    """Move a row just before the first write of cells, which comes after that of the lease."""
    writes: list[int] = []

    def move(call: Call) -> None:
        writes.append(call.number)
        if len(writes) == 2:
            team.sheet.colleague.move_rows(row_from, 1, row_to)

    fake.before(lambda call: call.is_write and team.document.id in call.path, move, times=None)


def test_a_column_that_came_to_stand_under_blanks_gets_its_cells_back(fake: FakeGoogle, places: Places) -> None:
    team, client = Team(fake, 5, 3, nameless=False), client_of(fake)
    name = score(fake, team, client, places, FIRST)
    writes: list[int] = []

    def move(call: Call) -> None:
        writes.append(call.number)
        if len(writes) == 2:
            team.sheet.colleague.move_columns(team.header().index(NOTES), 1, len(team.header()))

    fake.before(lambda call: call.is_write and team.document.id in call.path, move, times=None)
    check_theirs(team, undo(team, client, places, name))
    assert [row[team.header().index(NOTES)] for row in team.values()[1:]] == [f"note {at}" for at in range(1, 6)]


def test_what_stood_before_is_never_our_own_mistake(fake: FakeGoogle, places: Places, team: Team) -> None:
    client = client_of(fake)
    score(fake, team, client, places, FIRST - timedelta(days=1))
    first = said(team)
    for ref, row in team.rows().items():
        team.sheet.colleague.set(row, team.header().index("Job title"), f"Chief {ref}")
    at_the_first_write(fake, team, 2, 100)
    name = score(fake, team, client, places, FIRST)
    undo(team, client, places, name)
    assert said(team) == first


def test_a_lead_that_is_not_to_be_scored_keeps_its_score(fake: FakeGoogle, places: Places, team: Team) -> None:
    client = client_of(fake)
    score(fake, team, client, places, FIRST - timedelta(days=1))
    first, rows = said(team), team.rows()
    kept = {ref for ref, row in rows.items() if 50 <= row <= 55}
    for ref in rows.keys() - kept:
        for title in OURS:
            team.sheet.colleague.set(rows[ref], team.header().index(title), None)
    at_the_first_write(fake, team, 2, 80)
    table = GoogleTable(client, parse_link(team.document.url), Run(new_run_id(), "us", "now"), sleep=lambda s: None)
    score_tab(table, cast(Scorer, ByHand()), Wishes(only_unscored=True), FIRST)
    now = said(team)
    assert {ref: now[ref] for ref in kept} == {ref: first[ref] for ref in kept}


def test_a_deleted_column_leaves_the_others_to_be_undone(fake: FakeGoogle, places: Places) -> None:
    team, client = Team(fake, 5, 3, nameless=False), client_of(fake)
    name = score(fake, team, client, places, FIRST)
    for title in ("Lead score", "Lead confidence"):
        team.sheet.colleague.delete_columns(team.header().index(title))
    team.sheet.colleague.set(0, len(team.header()), "Lead score")  # a column of their own, now that the name is free
    undone = undo(team, client, places, name)
    assert sum(undone.back.values()) == 5 * 4
    left = ("Lead label", "Lead reasons", "Lead model", "Lead scored at")
    assert set(undone.bare) == set(left)
    assert [name for name in team.header() if name in OURS] == [*left, "Lead score"]
    assert said(team) == dict.fromkeys(team.rows(), dict.fromkeys([*left, "Lead score"], ""))
