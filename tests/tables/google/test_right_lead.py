"""Whatever colleagues do while we write: never a score beside a wrong lead, and their cells as they left them."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from google.oauth2.service_account import Credentials
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import NothingToScore
from app.scoring.scorer import Scorer
from app.tables.google.client import SheetsClient
from app.tables.google.credentials import SCOPE
from app.tables.google.run import Run
from app.tables.google.scoring import CAME_TOO_LATE, TAKEN_AWAY, score_tab
from app.tables.google.table import GoogleTable
from app.tables.links import parse_link
from app.tables.scoring_run import Wishes
from tests.fakes.google import Call, FakeGoogle
from tests.tables.google.scoring_by_hand import ByHand, reason_of, score_of
from tests.tables.google.team import EDITS, EMAIL, URL, Team

EXAMPLES = int(os.environ.get("LEADSHEET_EDIT_EXAMPLES", "150"))


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


def client_of(fake: FakeGoogle) -> SheetsClient:
    info = fake.credentials_info()
    return SheetsClient(Credentials.from_service_account_info(info, scopes=[SCOPE]), fake.url, sleep=lambda s: None)  # type: ignore[no-untyped-call]


def score(team: Team, client: SheetsClient, name: str = "run") -> tuple[GoogleTable, str]:
    """The table, and the sentence where nothing was left to score from."""
    table = GoogleTable(client, parse_link(team.document.url), Run(name, "us", "now"), sleep=lambda seconds: None)
    try:
        score_tab(table, cast(Scorer, ByHand()), Wishes(), datetime(2026, 11, 22, tzinfo=UTC))
    except NothingToScore as problem:
        return table, str(problem)
    return table, ""


def check(team: Team, table: GoogleTable, last_write: int, *, reports: bool = True) -> None:
    """`reports`: the run says of every lead without a score that it has none, by the row where it stands now."""
    values, header = team.values(), team.header()
    top, refs = team.top(), team.rows()
    assert set(refs) == set(team.truth)
    ours = {name: header.index(name) for name in ("Lead score", "Lead label", "Lead reasons") if name in header}
    for ref, at in refs.items():
        row = values[at]
        for name in team.theirs():
            told = any(name in note for note in table.done.notes)  # typed there in the instant we wrote: nobody knows
            assert told or row[header.index(name)] == team.truth[ref].get(name, ""), f"{ref} {name}"
        said = {name: row[column] for name, column in ours.items()}
        jobs = team.jobs[ref]
        if said.get("Lead score", "") != "":
            assert said["Lead score"] in {score_of(job) for job in jobs}, f"{ref} bears {said}"
        elif reports and table.done.refused.get(at - top - 1) is None and "Lead score" in ours:
            assert team.born[ref] >= last_write, f"{ref} was neither scored nor reported"
        if said.get("Lead reasons", "") != "":
            assert said["Lead reasons"] in {reason_of(job) for job in jobs}, f"{ref} bears {said}"
    unnamed = [at for at, text in enumerate(header) if not text]
    strays = [row[at] for row in values for at in unnamed if row[at] != ""]
    assert not strays
    for at, row in enumerate(values):
        if at not in refs.values() and at != top:
            assert not any(cell != "" for cell in row), f"row {at} is {row}"


moments = st.tuples(st.integers(1, 14), st.booleans(), st.sampled_from(EDITS))


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), print_blob=True)
@given(st.integers(4, 14), st.integers(0, 10**6), st.lists(moments, max_size=5), st.booleans())
def test_no_score_beside_a_wrong_lead(
    fake: FakeGoogle, leads: int, seed: int, edits: list[tuple[int, bool, str]], again: bool
) -> None:
    team = Team(fake, leads, seed)
    client = client_of(fake)
    if again:  # our columns stand there already
        score(team, client, "first")
        for _ in range(2):
            team.edit("set_job")
    writes = [0, 0]

    def act(after: bool) -> Any:
        def happen(call: Call) -> None:
            if not after:
                team.calls += 1
            elif call.is_write:
                writes.append(team.calls)
            for moment, late, kind in edits:
                if moment == team.calls and late == after:
                    team.edit(kind)

        return happen

    fake.before(lambda call: team.document.id in call.path, act(False), times=None)
    fake.after(lambda call: team.document.id in call.path, act(True), times=None)
    table, sentence = score(team, client)
    team.calls = 10**6
    if sentence:
        assert any(kind == "delete_inputs" for _, _, kind in edits), sentence
    # the last write gives back the lease: who came in before that may have been late
    check(team, table, writes[-2], reports=not sentence)


@pytest.mark.parametrize(("again", "at"), [(False, 2), (False, 3), (True, 2)])
def test_leads_keep_their_scores_where_what_they_are_made_from_is_taken_away(
    fake: FakeGoogle, again: bool, at: int
) -> None:
    team = Team(fake, 12, 7)
    client = client_of(fake)
    if again:
        score(team, client, "first")
        for _ in range(4):
            team.edit("set_job")
    writes = [0]

    def happen(call: Call) -> None:
        writes[0] += call.is_write
        if call.is_write and writes[0] == at:
            team.edit("delete_inputs")
            team.edit("append_lead")

    fake.before(lambda call: team.document.id in call.path, happen, times=None)
    table, sentence = score(team, client)
    assert not sentence
    check(team, table, 0)
    assert TAKEN_AWAY in table.done.notes
    header, *rows = team.values()
    without = [row for row, cells in enumerate(rows) if cells[header.index("Lead score")] == ""]
    assert sorted(table.done.refused) == without
    assert set(table.done.refused.values()) == {CAME_TOO_LATE}
    named = [row for row, cells in enumerate(rows[:-1]) if cells[header.index(URL)] or cells[header.index(EMAIL)]]
    assert not {*named} & {*without}  # whom we know by name has a score
    assert len(rows) - 1 in without  # nothing is known of who came in too late
