"""What a run notes of a Google Sheet: in the database before it is written, without names, and gone after 30 days."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from app.errors import StoreProblem
from app.leads.identity import IdentityKind
from app.store.database import Store, open_store
from app.store.erasing import erase_person
from app.store.identity_hash import identity_hash, read_secret
from app.store.lead_marks import LeadMarks
from app.store.noted_runs import OF_A_LATER_RUN, find_run, latest_runs, mark_undone, noted_leads
from app.store.places import Places
from app.store.sheet_runs import UNDO_DAYS, SheetRuns, new_run_id

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
KINDS = ("score", "label")
JANE, PAUL, NAMELESS = "in:in/jane-doe", "at:paul@example.org", "id:abcdefghjk"


class Tab(NamedTuple):
    spreadsheet_id: str = "a-spreadsheet"
    sheet_id: int = 3
    tab: str = "Leads"
    document: str = "Pipeline"


class Write(NamedTuple):
    key: str
    cells: Sequence[object]
    before: Sequence[object] = (None, None)


@pytest.fixture
def places(url: str, tmp_path: Path) -> Places:
    return Places(url, tmp_path / "data")


def noting(
    places: Places, *calls: Sequence[Write], name: str = "run", at: datetime = NOW, tab: Tab | None = None
) -> None:
    with closing(SheetRuns(places, name, at)) as runs:
        for writes in calls:
            runs.remember(tab or Tab(), KINDS, writes)


def marks_of(places: Places) -> LeadMarks:
    return LeadMarks(read_secret(places.secret))


def test_a_run_is_read_back(places: Places, store: Store) -> None:
    before = (0.25, "é “quoted”\n= 1")
    noting(places, [Write(JANE, (0.5, "engaged"), before)], [Write(PAUL, (1.0, None)), Write(NAMELESS, (True, "x"))])
    run = find_run(store, "run")
    assert run is not None
    assert (run.at, run.spreadsheet_id, run.sheet_id, run.tab, run.document) == (NOW, *Tab())
    assert (run.kinds, run.leads, run.undone) == (KINDS, 3, None)
    marks = marks_of(places)
    noted = noted_leads(store, run)
    assert noted == {
        marks.lead(JANE): (before, (marks.cell(0.5), marks.cell("engaged"))),
        marks.lead(PAUL): ((None, None), (marks.cell(1), marks.cell(None))),
        marks.lead(NAMELESS): ((None, None), (marks.cell(1), marks.cell("x"))),
    }
    assert find_run(store, "another") is None


def test_cells_that_differ_have_other_marks() -> None:
    marks = LeadMarks(bytes(32))
    cells = [0.5, 0.25, "0.5", "engaged", "Engaged", None, True, False, 1, 0, "True", "blank"]
    assert len({marks.cell(cell) for cell in cells}) == len(cells)
    assert marks.cell(1) == marks.cell(1.0)
    assert marks.cell("") == marks.cell(None)
    assert marks.cell("engaged") != LeadMarks(bytes([1] * 32)).cell("engaged")


def test_what_stood_first_and_what_was_written_last_count(places: Places, store: Store) -> None:
    noting(
        places,
        [Write(JANE, (0.5, "a"), (0.1, None)), Write(JANE, (0.6, "b"), (0.5, "a"))],
        [Write(JANE, (0.7, "c"), (0.6, "b"))],
    )
    (run,) = latest_runs(store)
    marks = marks_of(places)
    assert run.leads == 1
    assert noted_leads(store, run) == {marks.lead(JANE): ((0.1, None), (marks.cell(0.7), marks.cell("c")))}


def test_columns_may_change_during_a_run(places: Places, store: Store) -> None:
    with closing(SheetRuns(places, "run", NOW)) as runs:
        runs.remember(Tab(), ("score", "label"), [Write(JANE, (0.5, "a"), (0.1, None))])
        runs.remember(Tab(), ("score", "model"), [Write(PAUL, (0.6, "m"), (0.2, "old"))])
    (run,) = latest_runs(store)
    marks, noted = marks_of(places), noted_leads(store, run)
    assert run.kinds == ("score", "label", "model")
    assert noted[marks.lead(PAUL)] == ((0.2, None, "old"), (marks.cell(0.6), None, marks.cell("m")))


def test_a_run_that_writes_nothing_leaves_no_trace(tmp_path: Path) -> None:
    places = Places(f"sqlite:///{tmp_path / 'none' / 'a.db'}", tmp_path / "none")
    noting(places, [])
    assert not places.folder.exists()


def test_it_is_on_the_disk_when_noting_returns(places: Places, store: Store) -> None:
    code = (
        "import os, sys, signal; from datetime import UTC, datetime; from pathlib import Path;"
        "from app.store.places import Places; from app.store.sheet_runs import SheetRuns;"
        "from tests.store.test_sheet_runs import NOW, KINDS, JANE, Tab, Write;"
        "runs = SheetRuns(Places(sys.argv[1], Path(sys.argv[2])), 'run', NOW);"
        "runs.remember(Tab(), KINDS, [Write(JANE, (0.5, 'a'))]); os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", code, places.database_url, str(places.folder)], cwd=ROOT)
    assert killed.returncode == -9
    (run,) = latest_runs(store)
    assert list(noted_leads(store, run)) == [marks_of(places).lead(JANE)]


@pytest.mark.parametrize("noted_before", [False, True])
def test_a_database_that_is_away_says_that_nothing_was_written(
    places: Places, tmp_path: Path, noted_before: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(SheetRuns(places, "run", NOW)) as runs:
        if noted_before:
            runs.remember(Tab(), KINDS, [Write(JANE, (0.5, "a"))])
            runs.close()
            monkeypatch.setattr(runs, "_store", open_store("postgresql://nobody@127.0.0.1:9/away"))
        else:
            monkeypatch.setattr(runs, "_places", Places("postgresql://nobody@127.0.0.1:9/away", tmp_path))
        with pytest.raises(StoreProblem, match="No further score was" if noted_before else "No score was") as told:
            runs.remember(Tab(), KINDS, [Write(PAUL, (0.5, "a"))])
    assert "check DATABASE_URL" in str(told.value)
    assert "paul" not in str(told.value)


def test_no_key_and_nothing_written_is_kept_as_it_is(places: Places, store: Store) -> None:
    noting(places, [Write("in:some text", (0.5, "who-am-i")), Write(JANE, (0.5, "b")), Write(PAUL, (0.5, "c"))])
    with store.reading() as transaction:
        rows = transaction.rows("SELECT lead, CAST(before AS TEXT), written FROM sheet_cells")
    kept = b"".join(bytes(part) if not isinstance(part, str) else part.encode() for row in rows for part in row)
    for word in (b"jane", b"paul", b"some text", b"who-am-i"):
        assert word not in kept
    assert [json.loads(row[1]) for row in rows] == [[None, None]] * 3


def test_an_erased_person_is_forgotten_in_sheets_too(places: Places, store: Store) -> None:
    secret = read_secret(places.secret)
    marks = LeadMarks(secret)
    assert marks.lead(JANE) == identity_hash(secret, IdentityKind.LINKEDIN, "https://fr.linkedin.com/in/Jane-Doe/?a=1")
    assert marks.lead(PAUL) == identity_hash(secret, IdentityKind.EMAIL, " Paul@Example.org")
    writes = [Write(JANE, (0.5, "a")), Write(PAUL, (0.5, "a")), Write(NAMELESS, (0.5, "a"))]
    noting(places, writes)
    noting(places, writes, name="again")
    erased = erase_person(store, places.journals, secret, linkedin="https://www.linkedin.com/in/jane-doe")
    assert erased == 2
    assert erase_person(store, places.journals, secret, email="paul@example.org") == 2
    for run in latest_runs(store):
        assert list(noted_leads(store, run)) == [marks.lead(NAMELESS)]


def test_runs_are_forgotten_after_thirty_days(places: Places, store: Store) -> None:
    noting(places, [Write(JANE, (0.5, "a"))], name="old", at=NOW - timedelta(days=UNDO_DAYS, seconds=1))
    noting(places, [Write(JANE, (0.5, "a"))], name="edge", at=NOW - timedelta(days=UNDO_DAYS))
    noting(places, [Write(JANE, (0.5, "a"))], name="new")
    assert [run.name for run in latest_runs(store)] == ["new", "edge"]
    with store.reading() as transaction:
        assert transaction.rows("SELECT count(*) FROM sheet_cells") == [(2,)]
    assert [run.name for run in latest_runs(store, 1)] == ["new"]


def test_what_a_later_run_wrote_as_well_is_the_later_runs(places: Places, store: Store) -> None:
    noting(places, [Write(JANE, (0.5, "a")), Write(PAUL, (0.1, "b"))], name="first")
    noting(places, [Write(JANE, (0.6, "a"), (0.5, "a"))], name="second")
    noting(places, [Write(PAUL, (0.1, "b"))], name="elsewhere", tab=Tab(sheet_id=4))
    first, second = find_run(store, "first"), find_run(store, "second")
    assert first is not None
    assert second is not None
    marks = marks_of(places)
    noted = noted_leads(store, first)
    assert noted[marks.lead(JANE)].written == (marks.cell(0.5), OF_A_LATER_RUN)
    assert noted[marks.lead(PAUL)].written == (marks.cell(0.1), marks.cell("b"))
    mark_undone(store, second, NOW)
    assert noted_leads(store, first)[marks.lead(JANE)].written == (marks.cell(0.5), marks.cell("a"))
    assert [run.undone for run in latest_runs(store)] == [None, NOW, None]


def test_names_of_runs_are_short_and_told_apart() -> None:
    names = {new_run_id() for _ in range(1000)}
    assert len(names) == 1000
    assert all(len(name) == 20 and name == name.lower() for name in names)


def test_noting_needs_no_sqlalchemy() -> None:
    code = (
        "import sys; import app.store.sheet_runs, app.store.noted_runs;"
        "print(*sorted({'sqlalchemy', 'alembic', 'psycopg', 'typer'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, env=dict(os.environ))
    assert done.stdout.strip() == ""
