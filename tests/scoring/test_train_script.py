import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from app.scoring.artefact import load
from app.scoring.compiled import load_compiled
from app.scoring.compiling import records
from app.scoring.features import Outcomes
from app.scoring.stored import stored_reference
from tests.serving import PYTHON_PATH

ROOT = Path(__file__).resolve().parent.parent.parent
Leads = tuple[pd.DataFrame, Outcomes]


def run(*words: object) -> subprocess.CompletedProcess[str]:
    """scripts/train without the part that makes the environment, which this very test runs in."""
    return subprocess.run(
        [sys.executable, "-W", "error", str(ROOT / "scripts" / "train.py"), *map(str, words)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": PYTHON_PATH},
        check=False,
    )


@pytest.fixture
def csv(leads: Leads, tmp_path: Path) -> Path:
    leads[0].assign(replied=leads[1], email="x@example.com").to_csv(tmp_path / "leads.csv", index=False)
    return tmp_path / "leads.csv"


def test_trains_on_any_csv_and_stores_a_model_that_loads(csv: Path, leads: Leads, tmp_path: Path) -> None:
    words = ["--outcome", "replied", "--output", tmp_path / "model", "--repeats", "1", "--folds", "3"]
    done = run("--data", csv, *words, "--event", "a reply", "--about", "invented leads")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    scorer = load(tmp_path / "model")
    assert scorer.version in done.stdout
    assert scorer.manifest.event == "a reply"
    card = (tmp_path / "model" / "CARD.md").read_text(encoding="utf-8")
    assert "303" not in card.replace("seed 303", "")
    assert "French" not in card
    scores = scorer.score(leads[0], 2026, reasons=False).score
    reference = stored_reference(tmp_path / "model")
    assert reference is not None
    assert reference.version == scorer.version
    assert load_compiled(tmp_path / "model").score(records(leads[0]), 2026).score == scores.tolist()
    assert scores[leads[1] == 1].mean() > scores[leads[1] == 0].mean() + 0.05


def test_a_useless_model_is_not_written(csv: Path, tmp_path: Path) -> None:
    table = pd.read_csv(csv)
    table["replied"] = np.random.default_rng(5).permutation(np.arange(len(table)) % 2)
    table.to_csv(csv, index=False)
    done = run("--data", csv, "--outcome", "replied", "--output", tmp_path / "model", "--repeats", "1", "--folds", "3")
    assert done.returncode == 6
    assert "nothing was written" in done.stderr
    assert done.stderr.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["leads.csv"]


def test_mistakes_are_one_sentence_and_an_exit_code(csv: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_bytes(b"")
    for words, code, says in [
        (["--data", csv], 2, "There is no column 'engaged'"),
        (["--data", tmp_path / "none.csv"], 3, "There is no file"),
        (["--data", tmp_path / "empty.csv"], 3, "cannot be read as a CSV file"),
    ]:
        done = run(*words, "--output", tmp_path / "model")
        assert done.returncode == code
        assert says in done.stderr
        assert done.stderr.count("\n") == 1
    assert not (tmp_path / "model").exists()
