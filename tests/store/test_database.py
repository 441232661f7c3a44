import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from app.errors import StoreProblem
from app.leads.fields import FIELD_NAMES
from app.store import layouts, migrating
from app.store.database import Store, open_store
from app.store.migrating import is_current, migrate
from app.store.tables import metadata

ROOT = Path(__file__).parents[2]


def test_several_processes_may_migrate_at_once(empty_url: str) -> None:
    code = "import sys; from app.store.migrating import migrate; migrate(sys.argv[1])"
    started = [subprocess.Popen([sys.executable, "-W", "error", "-c", code, empty_url], cwd=ROOT) for _ in range(4)]
    assert [process.wait(30) for process in started] == [0, 0, 0, 0]
    assert is_current(open_store(empty_url))


def test_migrations_build_what_tables_says(store: Store) -> None:
    engine = create_engine(store.engine_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_one_asked_for() -> None:
    scripts = ScriptDirectory(str(ROOT / "app/store/migrations"))
    assert scripts.get_heads() == [migrating.SCHEMA]


def test_sqlite_is_in_wal_mode(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/new/folder/a.db"
    migrate(url)
    with open_store(url).reading() as transaction:
        assert transaction.rows("PRAGMA journal_mode") == [("wal",)]


def test_a_database_of_a_newer_version_is_refused(url: str, store: Store) -> None:
    with store.writing() as transaction:
        transaction.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreProblem, match="newer Leadsheet"):
        migrate(url)


def test_an_error_takes_everything_back(store: Store) -> None:
    def fail_half_way() -> None:
        with store.writing() as transaction:
            transaction.run("INSERT INTO journals (name, position, moved_at) VALUES ('a', 1, '2026-01-01 00:00:00')")
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail_half_way()
    with store.reading() as transaction:
        assert transaction.rows("SELECT * FROM journals") == []


@pytest.mark.parametrize("wrong", ["mysql://host/name", "leadsheet.db", "sqlite://", "sqlite:///"])
def test_other_urls_are_refused_in_a_sentence(wrong: str) -> None:
    with pytest.raises(StoreProblem, match="DATABASE_URL"):
        open_store(wrong)


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all.db", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_database_that_is_away_is_a_sentence(url: str) -> None:
    with pytest.raises(StoreProblem, match="DATABASE_URL"), open_store(url).reading():
        pass


def test_the_current_layout_is_the_field_list() -> None:
    assert layouts.LAYOUTS[layouts.CURRENT] == FIELD_NAMES


def test_serving_imports_neither_sqlalchemy_nor_the_other_driver() -> None:
    code = (
        "import sys; import app.store.prediction_log, app.store.key_ring, app.store.rate, app.store.migrating;"
        "print(*sorted({'sqlalchemy', 'alembic', 'psycopg', 'pandas', 'flask', 'typer'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
