"""Whatever colleagues do while a run is undone: no cell is put back beside a wrong lead, and theirs stay."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from google.oauth2.service_account import Credentials
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.jobs.undoing import Undone, put_back
from app.scoring.scorer import Scorer
from app.store.database import open_store
from app.store.lead_marks import LeadMarks
from app.store.noted_runs import find_run, noted_leads
from app.store.places import Places
from app.store.sheet_runs import SheetRuns, new_run_id
from app.tables.columns import OurColumn
from app.tables.google.client import SheetsClient
from app.tables.google.credentials import SCOPE
from app.tables.google.run import Run
from app.tables.google.scoring import score_tab
from app.tables.google.table import GoogleTable
from app.tables.google.undoing import Undoing
from app.tables.links import Link, parse_link
from app.tables.scoring_run import Wishes
from tests.fakes.google import Call, FakeGoogle
from tests.tables.google.scoring_by_hand import ByHand
from tests.tables.google.team import EDITS, OURS, Team

EXAMPLES = int(os.environ.get("LEADSHEET_EDIT_EXAMPLES", "100"))
SECRET = "0123456789abcdef" * 4
FIRST = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    folder = tmp_path_factory.mktemp("undo")
    before = os.environ.get("LEADSHEET_IDENTITY_SECRET")
    os.environ["LEADSHEET_IDENTITY_SECRET"] = SECRET
    yield Places(f"sqlite:///{folder / 'leadsheet.db'}", folder)
    if before is None:
        del os.environ["LEADSHEET_IDENTITY_SECRET"]
    else:
        os.environ["LEADSHEET_IDENTITY_SECRET"] = before


def client_of(fake: FakeGoogle) -> SheetsClient:
    info = fake.credentials_info()
    return SheetsClient(Credentials.from_service_account_info(info, scopes=[SCOPE]), fake.url, sleep=lambda s: None)  # type: ignore[no-untyped-call]


def score(fake: FakeGoogle, team: Team, client: SheetsClient, places: Places, at: datetime) -> str:
    """Score the sheet; the run's name."""
    kept = SheetRuns(places, new_run_id(), at)
    name = kept._run_id
    table = GoogleTable(
        client,
        parse_link(team.document.url),
        Run(name, "us", "now"),
        remember=lambda kinds, writes: kept.remember(table.shape, kinds, writes),
        sleep=lambda seconds: None,
    )
    score_tab(table, cast(Scorer, ByHand()), Wishes(), at)
    kept.close()
    return name


def undo(team: Team, client: SheetsClient, places: Places, name: str) -> Undone:
    """Undo a run."""
    store = open_store(places.database_url)
    run = find_run(store, name)
    assert run is not None
    noted, marks = noted_leads(store, run), LeadMarks(SECRET.encode())
    store.close()
    undoing = Undoing(tuple(map(OurColumn, run.kinds)), lambda key: noted.get(marks.lead(key)), marks.cell)

    def table() -> GoogleTable:
        link = Link(team.document.id, team.sheet.id)
        who = Run(new_run_id(), "us", "now")
        return GoogleTable(client, link, who, prefix="Leadsheet", wanted=(), sleep=lambda seconds: None)

    return put_back(client, table, undoing, lambda phase: None, dry_run=False)


def said(team: Team) -> dict[str, dict[str, Any]]:
    """What stands in our columns beside every lead."""
    values, header = team.values(), team.header()
    ours = {name: header.index(name) for name in OURS if name in header}
    return {ref: {name: values[at][column] for name, column in ours.items()} for ref, at in team.rows().items()}


def check_theirs(team: Team, undone: Undone) -> None:
    values, header, refs = team.values(), team.header(), team.rows()
    assert set(refs) == set(team.truth)
    for ref, at in refs.items():
        for name in team.theirs():
            told = any(name in note for note in undone.notes)
            assert told or values[at][header.index(name)] == team.truth[ref].get(name, ""), f"{ref} {name}"
    strays = [row[at] for row in values for at, text in enumerate(header) if not text and row[at] != ""]
    assert not strays
    for at, row in enumerate(values):
        if at not in refs.values() and at != team.top():
            assert not any(cell != "" for cell in row), f"row {at} is {row}"


def change_labels(team: Team, count: int) -> dict[str, str]:
    """Overrule the labels of the first leads; what is typed, by lead."""
    typed = {ref: f"typed beside {ref}" for ref in sorted(team.rows())[:count]}
    for ref, text in typed.items():
        team.sheet.colleague.set(team.rows()[ref], team.header().index("Lead label"), text)
    return typed


@pytest.mark.parametrize("write", [1, 2, 3, 4, 5, 6])
def test_a_blank_meant_for_another_is_taken_back(fake: FakeGoogle, places: Places, write: int) -> None:
    """Sorted in the very instant of a write; write 1 takes the lease, 2 puts back, 3 mends that, and so on."""
    team, client = Team(fake, 12, 7, nameless=False), client_of(fake)
    name = score(fake, team, client, places, FIRST)
    typed = change_labels(team, 4)
    writes: list[int] = []

    def sort(call: Call) -> None:
        writes.append(call.number)
        if len(writes) == write:
            team.sheet.colleague.sort(0, descending=True)

    fake.before(lambda call: call.is_write and team.document.id in call.path, sort, times=None)
    undone = undo(team, client, places, name)
    assert len(writes) >= write
    assert undone.settled
    assert sum(undone.back.values()) == 12 * 6 - 4
    assert undone.changed == dict.fromkeys(undone.changed, 1)
    assert len(undone.changed) == 4
    for ref, cells in said(team).items():
        assert cells == dict.fromkeys(OURS, "") | {"Lead label": typed.get(ref, "")}
    check_theirs(team, undone)


def test_a_moved_column_of_ours_is_followed(fake: FakeGoogle, places: Places) -> None:
    """Moved between the calls that read where our columns are and what stands in them."""
    team, client = Team(fake, 5, 3, nameless=False), client_of(fake)
    name = score(fake, team, client, places, FIRST)
    document = team.document.id
    fake.before(
        lambda call: call.kind == "values.batchGet" and document in call.path,
        lambda: team.sheet.colleague.delete_columns(team.header().index("Notes")),
    )
    undone = undo(team, client, places, name)
    assert len(undone.back) == 5
    assert set(undone.bare) == set(OURS)
    assert said(team) == dict.fromkeys(team.rows(), dict.fromkeys(OURS, ""))


def test_runs_are_undone_one_after_the_other(fake: FakeGoogle, places: Places) -> None:
    """The earlier one alone takes nothing of the later one, also where both wrote the same; then it takes its own."""
    from app.store.noted_runs import mark_undone

    team, client = Team(fake, 6, 5, nameless=False), client_of(fake)
    first = score(fake, team, client, places, FIRST - timedelta(days=1))
    after_first = said(team)
    team.edit("set_job")
    second = score(fake, team, client, places, FIRST)
    after_second = said(team)
    (changed,) = [ref for ref in after_first if after_first[ref] != after_second[ref]]
    undo(team, client, places, first)
    assert said(team) == dict.fromkeys(after_first, dict.fromkeys(OURS, "")) | {changed: after_second[changed]}
    score(fake, team, client, places, FIRST + timedelta(days=1))
    assert not undo(team, client, places, first).back  # what stands there now is of the run after it
    undo(team, client, places, second)
    assert said(team)[changed] == after_first[changed]
    store = open_store(places.database_url)
    noted = find_run(store, second)
    assert noted is not None
    mark_undone(store, noted)
    store.close()
    undo(team, client, places, first)
    assert said(team)[changed] == dict.fromkeys(OURS, "")


# Columns that move in the instant of a write are test_undo_moved.py's.
ROW_EDITS = tuple(kind for kind in EDITS if "column" not in kind and kind not in {"delete_ours", "delete_inputs"})
moments = st.tuples(st.integers(1, 16), st.booleans(), st.sampled_from(ROW_EDITS))


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), print_blob=True)
@given(
    st.integers(4, 14),
    st.integers(0, 10**6),
    st.lists(moments, max_size=5),
    st.booleans(),
    st.lists(st.sampled_from(["sort", "insert_lead", "move_rows", "set_note", "rename_tab", "delete_row"]), max_size=3),
    st.integers(0, 3),
)
def test_nothing_is_put_back_beside_a_wrong_lead(
    fake: FakeGoogle,
    places: Places,
    leads: int,
    seed: int,
    edits: list[tuple[int, bool, str]],
    again: bool,
    between: list[str],
    overruled: int,
) -> None:
    team = Team(fake, leads, seed)
    client = client_of(fake)
    if again:
        score(fake, team, client, places, FIRST - timedelta(days=1))
        for _ in range(2):
            team.edit("set_job")
    before = said(team)
    name = score(fake, team, client, places, FIRST)
    for kind in between:
        team.edit(kind)
    typed = change_labels(team, overruled)
    scored = said(team)

    def act(after: bool) -> Any:
        def happen(call: Call) -> None:
            team.calls += 0 if after else 1
            for moment, late, kind in edits:
                if moment == team.calls and late == after:
                    team.edit(kind)

        return happen

    fake.before(lambda call: team.document.id in call.path, act(False), times=None)
    fake.after(lambda call: team.document.id in call.path, act(True), times=None)
    undone = undo(team, client, places, name)
    team.calls = 10**6
    check_theirs(team, undone)
    exact = undone.settled and not any(kind == "set_url" for _, _, kind in edits)
    for ref, cells in said(team).items():
        shall = dict.fromkeys(OURS, "") | before.get(ref, {})
        shall |= {"Lead label": typed[ref]} if ref in typed else {}
        mixed = any(cell not in (shall[name], scored.get(ref, {}).get(name, "")) for name, cell in cells.items())
        assert not mixed, f"{ref} bears {cells}, should {shall}: {team.log}"
        assert cells == {name: shall[name] for name in cells} or not exact, f"{ref}: {team.log}"
    if exact:
        assert not undo(team, client, places, name).back
