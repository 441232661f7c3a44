"""Health, the document, errors, headers, limits: what every client of the service meets."""

import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import Settings
from app.web.counters import SCORES, count_scores


def test_health(client: FlaskClient) -> None:
    told = client.get("/health").get_json()
    assert told["status"] == "healthy"
    assert told["service"] == "linkedin-lead-scoring-api"
    assert told["model_loaded"] is True
    assert told["version"]
    assert client.get("/health/ready").get_json()["ready"] is True


def test_without_a_model_it_answers_but_does_not_score(tmp_path: Path) -> None:
    client = create_app(Settings(model=tmp_path, data=tmp_path / "data")).test_client()
    assert client.get("/health").get_json()["model_loaded"] is False
    ready = client.get("/health/ready")
    assert ready.status_code == 503
    assert "manifest.json" in ready.get_json()["problems"][0]
    answer = client.post("/predict", json={})
    assert answer.status_code == 503
    assert answer.get_json()["error"] == "model_unavailable"


def test_the_models_public_part(client: FlaskClient) -> None:
    told = client.get("/model").get_json()
    assert "reply" in told["event"]
    assert told["metrics"]["model"]["auc"]["low"] < told["metrics"]["model"]["auc"]["high"]
    assert len(told["fields"]) == 19
    assert "files" not in told


def test_the_document_lists_every_address(client: FlaskClient) -> None:
    document = client.get("/openapi.json").get_json()
    assert document["openapi"].startswith("3.1")
    assert {"/predict", "/predict/batch", "/health", "/health/ready", "/model", "/table/map", "/table/score"} <= set(
        document["paths"]
    )
    lead = document["components"]["schemas"]["Lead"]["properties"]
    assert len(lead) == 19


def test_swagger_ui_comes_from_here(client: FlaskClient) -> None:
    page = client.get("/docs").get_data(as_text=True)
    assert "swagger" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    with client.get("/swagger/js/swagger-ui-bundle.js") as bundle:
        assert bundle.status_code == 200


@pytest.mark.parametrize(
    ("method", "address", "kind", "status", "code"),
    [
        ("GET", "/nowhere", None, 404, "not_found"),
        ("GET", "/predict", None, 405, "method_not_allowed"),
        ("POST", "/predict", "text/plain", 415, "unsupported_media_type"),
        ("POST", "/predict", None, 415, "unsupported_media_type"),
    ],
)
def test_errors_are_json(
    client: FlaskClient, method: str, address: str, kind: str | None, status: int, code: str
) -> None:
    answer = client.open(address, method=method, data=b"{}" if method == "POST" else None, content_type=kind)
    assert answer.status_code == status
    told = answer.get_json()
    assert told["error"] == code
    assert told["message"].endswith(".")


def test_a_body_that_is_too_large_is_413(client: FlaskClient) -> None:
    answer = client.post("/predict", data=b"x" * (1024 * 1024 + 1), content_type="application/json")
    assert answer.status_code == 413


def test_a_defect_leaks_nothing(application: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Ana Lestrange")

    monkeypatch.setattr(application.extensions["leadsheet"].model.__class__, "score", fail)
    answer = application.test_client().post("/predict", json={})
    assert answer.status_code == 500
    assert "Ana" not in answer.get_data(as_text=True)


def test_the_request_id_is_echoed_or_made(client: FlaskClient) -> None:
    assert client.get("/health", headers={"X-Request-ID": "run-42"}).headers["X-Request-ID"] == "run-42"
    for unfit in ("x" * 129, "é", "a b"):
        made = client.get("/health", headers={"X-Request-ID": unfit.encode("utf-8").decode("latin-1")}).headers
        uuid.UUID(made["X-Request-ID"])


def test_cors_for_the_named_origins_only(client: FlaskClient) -> None:
    named = client.get("/health", headers={"Origin": "https://sheets.example.com"})
    assert named.headers["Access-Control-Allow-Origin"] == "https://sheets.example.com"
    other = client.get("/health", headers={"Origin": "https://evil.example.com"})
    assert "Access-Control-Allow-Origin" not in other.headers


def test_without_keys_only_this_machine_is_answered(application: Flask) -> None:
    far = application.test_client()
    answer = far.post("/predict", json={}, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert answer.status_code == 401
    assert "keys add" in answer.get_json()["message"]
    assert far.get("/health", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200


def test_metrics(client: FlaskClient) -> None:
    client.post("/predict", json={})
    text = client.get("/metrics").get_data(as_text=True)
    assert 'leadsheet_requests_total{address="/predict"' in text
    assert "leadsheet_model{version=" in text


def test_scores_are_counted_by_tenths() -> None:
    before = [SCORES.labels(f"0.{tenth}")._value.get() for tenth in range(10)]
    count_scores("test", [0.0, 0.0999, 0.1, 0.3, 0.6999, 0.7, 1.0])
    after = [SCORES.labels(f"0.{tenth}")._value.get() for tenth in range(10)]
    assert [late - early for early, late in zip(before, after, strict=True)] == [2, 1, 0, 1, 0, 0, 1, 1, 0, 1]


def test_the_web_process_imports_none_of_the_heavy_libraries() -> None:
    heavy = ["pandas", "sklearn", "xgboost", "scipy", "joblib", "gspread", "evidently", "apscheduler", "pickle5"]
    program = (
        "import sys; from app import create_app; client = create_app().test_client(); "
        "assert client.post('/predict', json={'jobtitle': 'CEO', 'languages': 'Anglais'}).status_code == 200; "
        "assert client.post('/table/score', json={'headers': ['Job Title'], 'rows': [['CEO']]}).status_code == 200; "
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert told.stdout.strip() == "[]", told.stderr
