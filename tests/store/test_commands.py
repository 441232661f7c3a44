from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from app.cli.erase import erase
from app.cli.keys import keys
from app.config import read_settings
from app.errors import StoreProblem
from app.leads.identity import IdentityKind
from app.store.database import open_store
from app.store.identity_hash import identity_hash, read_secret
from app.store.key_ring import KeyRing
from app.store.migrating import migrate
from app.store.places import Places
from app.store.prediction_log import PredictionLog
from tests.store.entries import entry

app = typer.Typer()
app.add_typer(keys)
app.command()(erase)


@pytest.fixture
def places(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("LEADSHEET_DATA", str(tmp_path / "data"))
    return read_settings({"DATABASE_URL": url, "LEADSHEET_DATA": str(tmp_path / "data")}).places


def run(*words: str) -> str:
    return CliRunner().invoke(app, words, catch_exceptions=False).stdout


@pytest.mark.usefixtures("places")
def test_a_key_is_made_listed_and_revoked(url: str) -> None:
    assert "No key" in run("keys", "list")
    key = run("keys", "add", "n8n").strip()
    ring = KeyRing(open_store(url), refresh_seconds=3600)
    assert ring.check(key)
    assert "in use" in run("keys", "list")
    assert key not in run("keys", "list")
    assert "revoked" in run("keys", "revoke", "n8n")
    ring.refresh()
    assert ring.check(key) is None
    assert "revoked" in run("keys", "list")
    ring.close()


def test_a_person_is_erased(places: Places) -> None:
    with pytest.raises(StoreProblem, match="is not there"):
        run("erase", "--email", "jane@example.org")
    secret = read_secret(places.secret)
    log = PredictionLog(places.journals, open_store(places.database_url))
    log.append(entry("jane", 3, mark=identity_hash(secret, IdentityKind.EMAIL, "jane@example.org")))
    log.close()
    assert "Removed: 3" in run("erase", "--email", "jane@example.org")
    assert "Nothing was kept" in run("erase", "--linkedin", "https://linkedin.com/in/jane")


def test_the_places_without_settings_are_a_file_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    places = read_settings({}).places
    assert places.folder == tmp_path / "leadsheet-data"
    migrate(places.database_url)
    assert (places.folder / "leadsheet.db").is_file()
