"""`score` keeps what it scored in the log of predictions, as the service does, and never fails for its sake."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.config import SHIPPED_MODEL
from app.jobs import remembering
from app.leads.fields import FIELD_NAMES
from app.leads.identity import IdentityKind
from app.scoring.compiled import load_compiled
from app.store.identity_hash import identity_hash, read_secret
from app.store.journal import Entry
from app.store.journal_files import journals_in
from app.store.keeping import keep
from app.store.places import Places
from tests.cli.conftest import Told

Run = Callable[..., Told]
LEADS = """First Name,Job Title,Company Size,Email
Ana Lestrange,Founder & CEO,11-50,Ana@Example.org
Bo,Intern,huge,
,,,
Cy,,,cy@example.org
"""


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEADSHEET_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "leads.csv"
    file.write_text(LEADS)
    return file


def kept(data: Path) -> list[dict[str, Any]]:
    """The rows of the log."""
    with closing(sqlite3.connect(data / "leadsheet.db")) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute("SELECT * FROM predictions ORDER BY id")]


def test_every_scored_lead_is_in_the_database_when_the_command_ends(run: Run, data: Path, path: Path) -> None:
    told = run("score", path, "--json")
    assert (told.code, told.err) == (0, "")
    rows, result = kept(data), json.loads(told.out)
    assert [row["score"] for row in rows] == [row["score"] for row in result["scores"]]
    assert {(row["source"], row["model_version"]) for row in rows} == {("file", result["model_version"])}
    compiled = load_compiled(SHIPPED_MODEL)
    raw = [{"jobtitle": "Founder & CEO", "companysize": "11-50"}, {"jobtitle": "Intern", "companysize": "huge"}, {}]
    expected = compiled.score(raw, datetime.now(UTC).year)
    assert [row["score"] for row in rows] == expected.score
    assert [tuple(json.loads(row["facts"])) for row in rows] == list(expected.facts())
    secret = read_secret(data / "identity.secret")
    marks = [identity_hash(secret, IdentityKind.EMAIL, name) for name in ("ana@example.org", "cy@example.org")]
    assert [row["identity_hash"] for row in rows] == [marks[0], None, marks[1]]
    assert journals_in(data / "journals") == []
    assert not list((data / "journals").iterdir())


def test_no_name_and_no_text_is_kept(run: Run, data: Path, path: Path) -> None:
    assert run("score", path).code == 0
    stored = b"".join(file.read_bytes() for file in data.rglob("*") if file.is_file())
    assert b"file" in stored
    for said in (b"Lestrange", b"Founder", b"xample.org"):
        assert said not in stored


@pytest.mark.parametrize(("options", "setting"), [(["--dry-run"], "on"), ([], "off")])
def test_a_dry_run_and_a_log_turned_off_leave_no_trace(
    run: Run, data: Path, path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str], setting: str
) -> None:
    monkeypatch.setenv("LOG_PREDICTIONS", setting)
    assert run("score", path, *options).code == 0
    assert not data.exists()


def test_only_what_was_scored_now_is_kept(run: Run, data: Path, path: Path) -> None:
    assert run("score", path, "--in-place").code == 0
    assert run("score", path, "--in-place", "--only-unscored").code == 0
    assert len(kept(data)) == 3


def test_nothing_is_kept_of_a_file_that_was_not_written(run: Run, data: Path, path: Path) -> None:
    assert run("score", path).code == 0
    assert run("score", path).code == 3  # the output exists already
    assert len(kept(data)) == 3


def test_a_log_that_cannot_be_written_is_a_sentence_and_no_failure(run: Run, data: Path, path: Path) -> None:
    data.write_text("a file where the folder should be")
    told = run("score", path, "--json")
    assert told.code == 0
    assert path.with_name("leads-scored.csv").exists()
    assert len(json.loads(told.out)["scores"]) == 3
    assert told.err.count("\n") == 1
    assert "log of predictions does not have them" in told.err
    assert "Ana" not in told.err


def test_while_the_database_is_away_the_leads_wait_for_the_next_run(
    run: Run, data: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/away")
    told = run("score", path)
    assert told.code == 0
    assert told.err.count("\n") == 1
    assert "check DATABASE_URL" in told.err
    assert len(journals_in(data / "journals")) == 1
    monkeypatch.delenv("DATABASE_URL")
    assert run("score", path, "--force").err == ""
    assert len(kept(data)) == 6
    assert journals_in(data / "journals") == []


def test_what_was_kept_long_enough_goes(run: Run, data: Path, path: Path) -> None:
    assert run("score", path).code == 0
    with closing(sqlite3.connect(data / "leadsheet.db")) as database, database:
        database.execute("UPDATE predictions SET at = '2020-01-01 00:00:00.000000'")
    assert run("score", path, "--force").code == 0
    assert len(kept(data)) == 3


def test_a_large_file_is_kept_in_portions(run: Run, data: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembering, "PORTION", 2)
    written: list[int] = []

    def noting(places: Places, entries: Iterable[Entry], days: int) -> None:
        def noted() -> Iterator[Entry]:
            for entry in entries:
                written.append(len(entry.leads))
                yield entry

        keep(places, noted(), days)

    monkeypatch.setattr(remembering, "keep", noting)
    titles = [f"Lead {number}" for number in range(5)]
    path.write_text("Job Title,Company Size\n" + "".join(f"{title},11-50\n" for title in titles))
    told = run("score", path, "--json")
    assert written == [2, 2, 1]
    assert [row["score"] for row in kept(data)] == [row["score"] for row in json.loads(told.out)["scores"]]
    assert all(len(json.loads(row["facts"])) == len(FIELD_NAMES) for row in kept(data))
