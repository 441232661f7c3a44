"""The archived report as a browser meets it; and what serving it does not bring along."""

import gzip
import re
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import create_app
from app.config import ROOT, Settings
from app.store.database import open_store
from app.store.keys import add_key
from app.store.weeks import keep_week

PAGE = b"<!DOCTYPE html><title>a week</title><script>document.title = origin</script>"
NOTE = "No full report: it was not ready after 300 seconds; the verdict stands without it."
FAR = {"REMOTE_ADDR": "192.0.2.7"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path)


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    client = create_app(settings).test_client()
    now = datetime.now(UTC)
    with closing(open_store(settings.places.database_url)) as store:
        keep_week(store, "2026-W47", now, "stable", {}, gzip.compress(PAGE), "")
        keep_week(store, "2026-W46", now, "stable", {}, None, NOTE)
        keep_week(store, "2026-W45", now, "stable", {}, None, "")
    return client


def test_the_page_is_sent_as_it_is_kept(client: FlaskClient) -> None:
    answer = client.get("/reports/2026-W47", headers={"Accept-Encoding": "gzip, br"})
    assert answer.status_code == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.get_data()) == PAGE
    assert answer.content_type == "text/html; charset=utf-8"
    assert int(answer.headers["Content-Length"]) == len(answer.get_data())


@pytest.mark.parametrize("accepted", [None, "identity", "gzip;q=0", "br"])
def test_who_takes_no_gzip_is_given_the_plain_page(client: FlaskClient, accepted: str | None) -> None:
    answer = client.get("/reports/2026-W47", headers={"Accept-Encoding": accepted} if accepted else {})
    assert "Content-Encoding" not in answer.headers
    assert answer.get_data() == PAGE


def test_the_page_can_touch_nothing_of_ours(client: FlaskClient) -> None:
    headers = client.get("/reports/2026-W47").headers
    rules = {rule.split()[0]: rule.split()[1:] for rule in headers["Content-Security-Policy"].split("; ")}
    assert rules["sandbox"] == ["allow-scripts"]  # without allow-same-origin
    assert rules["default-src"] == rules["form-action"] == rules["base-uri"] == rules["frame-ancestors"] == ["'none'"]
    assert not any("http" in source or source == "'self'" for sources in rules.values() for source in sources)
    assert "connect-src" not in rules
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"].startswith("private")
    assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    ("period", "sentence"),
    [
        ("2026-W40", "There is no report of 2026-W40: that week has not been judged."),
        ("2026-W46", NOTE),
        ("2026-W45", "There is no full report of 2026-W45."),
    ],
)
def test_a_week_without_a_page_is_a_sentence(client: FlaskClient, period: str, sentence: str) -> None:
    answer = client.get(f"/reports/{period}")
    assert answer.status_code == 404
    assert answer.get_json() == {"error": "not_found", "message": sentence, "detail": None}


@pytest.mark.parametrize(
    "period", ["latest", "2026-W54", "2026-W00", "2026-W4", "26-W47", "2026-W47 ", "٢٠٢٦-W47", "%00"]
)
def test_what_is_no_week_is_refused(client: FlaskClient, period: str) -> None:
    answer = client.get(f"/reports/{period}")
    assert answer.status_code == 400
    assert "2026-W47" in answer.get_json()["message"]


def test_others_need_a_key(client: FlaskClient, settings: Settings) -> None:
    assert client.get("/reports/2026-W47", environ_base=FAR).status_code == 401
    with closing(open_store(settings.places.database_url)) as store:
        key = add_key(store, "tests")
    keyed = create_app(settings).test_client()
    assert keyed.get("/reports/2026-W47").status_code == 401
    assert keyed.get("/reports/nonsense", environ_base=FAR).status_code == 401
    assert keyed.get("/reports/2026-W47", headers={"X-API-Key": key}, environ_base=FAR).status_code == 200


def test_without_the_database_it_says_so(client: FlaskClient, settings: Settings) -> None:
    with closing(open_store(settings.places.database_url)) as store, store.writing() as transaction:
        transaction.run("DROP TABLE weeks")
    answer = client.get("/reports/2026-W47")
    assert answer.status_code == 503
    assert re.fullmatch(r"[^\n]+\.", answer.get_json()["message"])


def test_it_is_not_for_programs(client: FlaskClient) -> None:
    assert not [path for path in client.get("/openapi.json").get_json()["paths"] if "reports" in path]


def run(program: str) -> str:
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert told.returncode == 0, told.stderr
    return told.stdout.strip()


def test_the_web_process_imports_nothing_of_the_jobs(tmp_path: Path) -> None:
    heavy = ("evidently", "pandas", "sqlalchemy", "dbos", "apscheduler", "plotly", "scipy", "css_inline")
    create_app(Settings(data=tmp_path))  # makes the tables, for which SQLAlchemy is needed once
    program = (
        "import sys, threading; import app.web.build, app.web.service; "
        "names = lambda: {thread.name for thread in threading.enumerate()}; begun = names(); "
        "from pathlib import Path; from app import create_app; from app.config import Settings; "
        f"client = create_app(Settings(data=Path({str(tmp_path)!r}))).test_client(); "
        "assert client.get('/reports/2026-W47').status_code == 404; "
        "started = names() - {'journal', 'keys'}; "  # the prediction log's and the key ring's own
        f"print(begun, started, [name for name in {heavy!r} if name in sys.modules])"
    )
    assert run(program) == "{'MainThread'} {'MainThread'} []"
