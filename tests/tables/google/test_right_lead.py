"""Whatever colleagues do while we write: never a score beside a wrong lead, and their cells as they left them."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

import pytest
from google.oauth2.service_account import Credentials
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.scoring.scorer import Scorer
from app.tables.google.client import SheetsClient
from app.tables.google.credentials import SCOPE
from app.tables.google.run import Run
from app.tables.google.scoring import score_tab
from app.tables.google.table import GoogleTable
from app.tables.links import parse_link
from app.tables.scoring_run import Wishes
from tests.fakes.google import Call, FakeGoogle
from tests.tables.google.scoring_by_hand import ByHand, reason_of, score_of
from tests.tables.google.team import EDITS, Team

EXAMPLES = int(os.environ.get("LEADSHEET_EDIT_EXAMPLES", "150"))


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


def client_of(fake: FakeGoogle) -> SheetsClient:
    info = fake.credentials_info()
    return SheetsClient(Credentials.from_service_account_info(info, scopes=[SCOPE]), fake.url, sleep=lambda s: None)  # type: ignore[no-untyped-call]


def score(fake: FakeGoogle, team: Team, client: SheetsClient, name: str = "run") -> GoogleTable:
    table = GoogleTable(client, parse_link(team.document.url), Run(name, "us", "now"), sleep=lambda seconds: None)
    score_tab(table, cast(Scorer, ByHand()), Wishes(), datetime(2026, 11, 22, tzinfo=UTC))
    return table


def check(team: Team, table: GoogleTable, last_write: int) -> None:
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
        elif table.done.refused.get(at - top - 1) is None and "Lead score" in ours:
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
        score(fake, team, client, "first")
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
    table = score(fake, team, client)
    team.calls = 10**6
    check(team, table, writes[-2])  # the last write gives back the lease: who came in before that may have been late
