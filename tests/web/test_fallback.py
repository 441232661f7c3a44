"""Without a usable compiled.json the service scores from the pipeline: the same answers and log, and it says so."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.config import ROOT, SHIPPED_MODEL
from app.scoring.artefact import load, load_pipeline
from app.scoring.compiling import compile_pipeline
from app.scoring.manifest import sha256
from app.scoring.stored import COMPILED, MANIFEST, PIPELINE, stored_manifest

LEADS: list[dict[str, object]] = [
    {},
    {"jobtitle": "Head of Sales", "companysize": "11-50", "location": "Paris, FR", "llm_quality": "85"},
    {"industry": "Law Practice", "languages": "Anglais, Klingon", "companyfoundedon": 2021, "summary": "I sell."},
    {"llm_industry": "never seen before", "skills": "a, b, c", "companytype": "Partnership", "llm_seniority": "CXO"},
]
PROGRAM = """
import json, sys
from app import create_app
app = create_app()
service = app.extensions["leadsheet"]
client = app.test_client()
leads = json.loads(sys.argv[1])
rows = {"headers": ["Job Title", "Company Size", "Email"], "rows": [["CEO", "11-50", "a@b.fr"], ["Intern", "x", None]]}
asked = {"/predict?explain=1": leads[1], "/predict/batch?explain=1": {"leads": leads}, "/table/score": rows}
answers = {address: client.post(address, json=body) for address, body in asked.items()}
ready = client.get("/health/ready")
service.remembering.log.close()
print(json.dumps({
    "answers": {address: [answer.status_code, answer.get_json()] for address, answer in answers.items()},
    "ready": [ready.status_code, ready.get_json()],
    "pipeline": "xgboost" in sys.modules,
}))
"""


def serve(model: Path, data: Path) -> tuple[dict[str, Any], list[tuple[object, ...]], str]:
    """What a fresh process answers, what it logged, and what it said on standard error."""
    environment = {**os.environ, "LEADSHEET_MODEL": str(model), "LEADSHEET_DATA": str(data)}
    command = [sys.executable, "-c", PROGRAM, json.dumps(LEADS)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    for prediction in (told["answers"]["/predict?explain=1"][1], *predictions(told)):
        prediction.pop("inference_time_ms", None)
    with closing(sqlite3.connect(data / "leadsheet.db")) as database:
        logged = database.execute("SELECT source, model_version, score, facts FROM predictions ORDER BY id").fetchall()
    return told, logged, done.stderr


def predictions(told: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = told["answers"]["/predict/batch?explain=1"][1].get("predictions", [])
    return found


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], list[tuple[object, ...]]]:
    told, logged, said = serve(SHIPPED_MODEL, tmp_path_factory.mktemp("intact"))
    assert told["ready"] == [200, {**told["ready"][1], "ready": True, "problems": []}]
    assert told["pipeline"] is False
    assert said == ""
    assert len(logged) == 1 + len(LEADS) + 2
    return told, logged


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED_MODEL, tmp_path / "model"))


def delete(model: Path) -> None:
    (model / COMPILED).unlink()


def corrupt(model: Path) -> None:
    (model / COMPILED).write_bytes((model / COMPILED).read_bytes().replace(b"0.4", b"0.9", 1))


def of_another_version(model: Path) -> None:
    """A compiled.json that the manifest vouches for, and that this Leadsheet cannot read."""
    manifest = stored_manifest(model)
    raw = json.dumps({**json.loads((model / COMPILED).read_bytes()), "format": 2}).encode()
    (model / COMPILED).write_bytes(raw)
    (model / MANIFEST).write_bytes(replace(manifest, files={**manifest.files, COMPILED: sha256(raw)}).to_bytes())


def of_another_model(model: Path) -> None:
    """A whole compiled.json, but not of this pipeline."""
    form = compile_pipeline(load_pipeline(model, stored_manifest(model)))
    (model / COMPILED).write_bytes(replace(form, intercept=form.intercept + 1).to_bytes())


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (delete, "There is no compiled.json"),
        (corrupt, "compiled.json of the model in"),
        (of_another_version, "another version of Leadsheet"),
        (of_another_model, "is not what its manifest says"),
    ],
)
def test_the_pipeline_serves_the_same(
    model: Path,
    tmp_path: Path,
    intact: tuple[dict[str, Any], list[tuple[object, ...]]],
    spoil: Callable[[Path], None],
    said: str,
) -> None:
    spoil(model)
    told, logged, errors = serve(model, tmp_path / "data")
    assert told["answers"] == intact[0]["answers"]
    assert logged == intact[1]
    assert told["pipeline"] is True
    status, ready = told["ready"]
    assert (status, ready["ready"], ready["model_version"]) == (200, True, load(SHIPPED_MODEL).version)
    assert said in ready["problems"][0]
    assert "scripts/train" in ready["problems"][0]
    assert "pipeline.joblib" in ready["problems"][0]
    assert errors == f"{ready['problems'][0]}\n"


@pytest.mark.parametrize("spoil", ["missing", "altered"])
def test_without_a_pipeline_that_the_manifest_vouches_for_nothing_is_scored(
    model: Path, tmp_path: Path, spoil: str
) -> None:
    delete(model)
    raw = (model / PIPELINE).read_bytes()
    (model / PIPELINE).unlink()
    if spoil == "altered":
        (model / PIPELINE).write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    told, logged, _ = serve(model, tmp_path / "data")
    assert [status for status, _ in told["answers"].values()] == [503] * 3
    status, ready = told["ready"]
    assert (status, ready["ready"]) == (503, False)
    assert "There is no compiled.json" in ready["problems"][0]
    assert "pipeline.joblib" in ready["problems"][0]
    assert told["pipeline"] is False  # nothing of an unverified pickle was opened, nor what would open it imported
    assert logged == []
