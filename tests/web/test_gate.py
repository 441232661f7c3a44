"""Who may call and how often; and what is kept of what was scored."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.store.database import open_store
from app.store.keys import add_key, revoke_key
from app.store.migrating import migrate

FAR = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    chosen = Settings(data=tmp_path, rate_per_minute=3)
    migrate(chosen.places.database_url)
    return chosen


@pytest.fixture
def key(settings: Settings) -> Iterator[str]:
    with closing(open_store(settings.places.database_url)) as store:
        yield add_key(store, "tests")


def score(client: FlaskClient, headers: dict[str, str]) -> int:
    return client.post("/predict", json={"jobtitle": "CEO"}, headers=headers, environ_base=FAR).status_code


def test_a_key_lets_in_from_anywhere_by_either_header(settings: Settings, key: str) -> None:
    client = create_app(settings).test_client()
    assert score(client, {"X-API-Key": key}) == 200
    assert score(client, {"Authorization": f"Bearer {key}"}) == 200
    assert score(client, {}) == 401
    assert score(client, {"X-API-Key": key[:-1] + "x"}) == 401


def test_with_a_key_made_this_machine_wants_one_too(settings: Settings, key: str) -> None:
    client = create_app(settings).test_client()
    assert client.post("/predict", json={}).status_code == 401
    assert client.get("/health").status_code == 200


def test_a_revoked_key_is_refused(settings: Settings, key: str) -> None:
    with closing(open_store(settings.places.database_url)) as store:
        revoke_key(store, "tests")
    assert score(create_app(settings).test_client(), {"X-API-Key": key}) == 401


def test_the_rate_is_counted_for_all_processes_together(settings: Settings, key: str) -> None:
    headers = {"X-API-Key": key}
    first, second = create_app(settings).test_client(), create_app(settings).test_client()
    assert [score(first, headers), score(second, headers), score(first, headers)] == [200, 200, 200]
    refused = second.post("/predict", json={}, headers=headers, environ_base=FAR)
    assert refused.status_code == 429
    assert refused.get_json()["error"] == "rate_limited"
    assert 0 < int(refused.headers["Retry-After"]) <= 61
    assert refused.headers["X-RateLimit-Remaining"] == "0"


def test_the_headers_tell_what_is_left(settings: Settings, key: str) -> None:
    client = create_app(settings).test_client()
    answer = client.post("/predict", json={}, headers={"X-API-Key": key})
    assert answer.headers["X-RateLimit-Limit"] == "3"
    assert answer.headers["X-RateLimit-Remaining"] == "2"


def test_open_answers_anybody(tmp_path: Path) -> None:
    client = create_app(Settings(data=tmp_path, open=True)).test_client()
    assert score(client, {}) == 200


def kept(settings: Settings) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(settings.places.folder / "leadsheet.db")) as database:
        return database.execute("SELECT * FROM predictions").fetchall()


def test_scored_leads_are_kept_as_coarse_facts(settings: Settings) -> None:
    application = create_app(settings)
    client = application.test_client()
    client.post("/predict/batch", json={"leads": [{"jobtitle": "Chief Happiness Officer", "summary": "I am Ana"}] * 2})
    table = {"headers": ["Job Title", "Email"], "rows": [["Intern", "ana@example.com"]]}
    client.post("/table/score", json=table)
    application.extensions["leadsheet"].remembering.log.close()
    rows = kept(settings)
    assert len(rows) == 3
    told = repr(rows)
    assert "Ana" not in told
    assert "Happiness" not in told
    assert "ana@example.com" not in told


def test_keeping_can_be_turned_off(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, log_predictions=False)
    client = create_app(settings).test_client()
    client.post("/predict", json={"jobtitle": "CEO"})
    assert kept(settings) == []
