"""One lead has one score, by whichever way it is asked for: HTTP, the command line, the stored pipeline itself.

`LEADSHEET_AGREE_LEADS=100000 pytest -s tests/web/test_same_score_everywhere.py` looks at that many leads, and says
what it found and how long each way took.
"""

import csv
import io
import math
import os
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pandas as pd
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sklearn.pipeline import Pipeline

from app import create_app
from app.cli.main import main
from app.config import SHIPPED_MODEL, Settings
from app.leads.fields import FIELD_NAMES, FIELDS, Kind
from app.scoring.artefact import PIPELINE, verify
from app.scoring.columns import COLUMN_FIELDS
from app.scoring.compiled_form import read_form
from app.scoring.compiling import records
from app.scoring.stored import COMPILED
from app.scoring.verdict import rounded
from scripts.bench import YEAR, invent

LEADS = int(os.environ.get("LEADSHEET_AGREE_LEADS", "1500"))
CHUNK = min(10_000, max(1, LEADS // 3))
INTEGERS = {one.name for one in FIELDS if one.kind is Kind.INTEGER}
WHOLE = {*INTEGERS, "companyfoundedon"}
ON_TREES = (*sorted(WHOLE), "llm_engagement", "llm_decision_maker", "summary", "skills")
Lead = dict[str, Any]
Scores = list[float]


def thresholds(field: str) -> list[np.float32]:
    """Where the shipped model's trees decide on a field's column."""
    form = read_form(verify(SHIPPED_MODEL)[1][COMPILED])
    decisions = [decision for tree in form.trees for decision in tree.decisions if decision is not None]
    return sorted({np.float32(one.threshold) for one in decisions if COLUMN_FIELDS[one.column] == field})


def cells_on_thresholds(field: str) -> list[Any]:
    """Cells that fall exactly on a threshold of a field, or on the next 32-bit or 64-bit number on either side."""
    cells: list[Any] = []
    for at in thresholds(field):
        singles = [np.nextafter(at, np.float32(-np.inf)), at, np.nextafter(at, np.float32(np.inf))]
        numbers = [float(one) for one in singles]
        numbers += [math.nextafter(one, end) for one in numbers for end in (-math.inf, math.inf)]
        # Half-way between two 32-bit numbers is where a 64-bit one falls to either.
        numbers += [(low + high) / 2 for low, high in pairwise(numbers[:3])]
        if field in WHOLE:
            cells += [math.floor(at), math.ceil(at)]
        elif field == "summary":  # its column is log(1 + length)
            cells += ["x" * (round(math.expm1(at)) + beside) for beside in (-1, 0, 1)]
        elif field == "skills":  # log(1 + count)
            cells += [", ".join(f"skill {one}" for one in range(round(math.expm1(at)) + beside)) for beside in (0, 1)]
        else:
            cells += numbers
    return cells


ON_THRESHOLDS = {field: cells_on_thresholds(field) for field in ON_TREES}


def varied_leads(count: int) -> list[Lead]:
    """The bench's invented leads as JSON holds them, every third cell of a number on a threshold or next to one."""
    table = invent(count)
    rng = np.random.default_rng(1)
    table["llm_engagement"] = rng.integers(0, 101, count) / 100  # its cells in words are no JSON numbers
    for field, cells in ON_THRESHOLDS.items():
        drawn = pd.Series([cells[at] for at in rng.integers(0, len(cells), count)], dtype=object)
        table[field] = table[field].astype(object).mask(pd.Series(rng.random(count) < 1 / 3), drawn)
    leads = records(table)
    return [
        {name: _as_json(name, cell, strictly=at // CHUNK % 2 == 1) for name, cell in lead.items()}
        for at, lead in enumerate(leads)
    ]


def _as_json(field: str, cell: Any, strictly: bool) -> Any:
    """A cell as JSON has it; `strictly` as the document's own type, else as people send it: "2015" and 85.0."""
    if cell is None or cell != cell:
        return None
    if field == "companyfoundedon" and strictly:
        return float(cell)
    if field in INTEGERS:
        return int(cell) if strictly else float(cell)
    return cell


@pytest.fixture(scope="module")
def leads() -> list[Lead]:
    return varied_leads(LEADS)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    # Ten thousand leads with long summaries in one body; what is kept of them is another test's business.
    settings = Settings(data=tmp_path_factory.mktemp("same-score"), max_body_mb=64, log_predictions=False)
    return create_app(settings)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    found: Pipeline = joblib.load(io.BytesIO(verify(SHIPPED_MODEL)[1][PIPELINE]))
    return found


def chunks(leads: list[Lead]) -> Iterator[list[Lead]]:
    for start in range(0, len(leads), CHUNK):
        yield leads[start : start + CHUNK]


def ask(client: FlaskClient, address: str, body: object) -> Any:
    answer = client.post(address, json=body)
    assert answer.status_code == 200, answer.get_data(as_text=True)[:500]
    return answer.get_json()


def by_single_requests(client: FlaskClient, leads: list[Lead]) -> Scores:
    """Every tenth with its reasons: asking why must not change what."""
    addresses = ["/predict?explain=true", *["/predict"] * 9]
    return [ask(client, addresses[at % 10], lead)["score"] for at, lead in enumerate(leads)]


def by_batches(client: FlaskClient, leads: list[Lead]) -> Scores:
    return [
        one["score"] for part in chunks(leads) for one in ask(client, "/predict/batch", {"leads": part})["predictions"]
    ]


def by_tables(client: FlaskClient, leads: list[Lead]) -> Scores:
    mapping = {name: name for name in FIELD_NAMES}
    scores: Scores = []
    for part in chunks(leads):
        rows = [list(lead.values()) for lead in part]
        told = ask(client, "/table/score", {"headers": list(part[0]), "rows": rows, "mapping": mapping})
        scores += [row["score"] for row in told["rows"]]
    return scores


def by_command(folder: Path, leads: list[Lead]) -> Scores:
    """`python -m app score leads.csv`, from a file to a file."""
    given, scored = folder / "leads.csv", folder / "scored.csv"
    with given.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(FIELD_NAMES)
        writer.writerows([lead[name] for name in FIELD_NAMES] for lead in leads)
    maps = [word for name in FIELD_NAMES for word in ("--map", f"{name}={name}")]
    assert main(["score", str(given), "--output", str(scored), *maps]) == 0
    with scored.open(newline="", encoding="utf-8-sig") as file:
        return [float(row["Lead score"]) for row in csv.DictReader(file)]


def by_pipeline(pipeline: Pipeline, leads: list[Lead]) -> Scores:
    table = pd.DataFrame({name: pd.Series([lead[name] for lead in leads], dtype=object) for name in FIELD_NAMES})
    probability: Scores = pipeline.predict_proba(table)[:, 1].tolist()
    return probability


def test_every_way_gives_the_same_score(
    service: Flask, pipeline: Pipeline, leads: list[Lead], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    client = service.test_client()
    ways: dict[str, Callable[[], Scores]] = {
        "the pipeline": lambda: rounded(np.array(by_pipeline(pipeline, leads))).tolist(),
        "/predict": lambda: by_single_requests(client, leads),
        "/predict/batch": lambda: by_batches(client, leads),
        "/table/score": lambda: by_tables(client, leads),
        "the command line": lambda: by_command(tmp_path, leads),
    }
    scores: dict[str, Scores] = {}
    for way, run in ways.items():
        begun = time.perf_counter()
        scores[way] = run()
        print(f"{way}: {len(scores[way]):,} scores in {time.perf_counter() - begun:.1f} s")
    expected = scores["the pipeline"]
    different = {
        way: [at for at, (one, other) in enumerate(zip(found, expected, strict=True)) if one != other]
        for way, found in scores.items()
    }
    print({way: len(places) for way, places in different.items()}, "different;", len(set(expected)), "distinct scores")
    assert {way: places[:5] for way, places in different.items() if places} == {}
    assert len(set(expected)) > min(LEADS // 10, 500)


def test_the_served_probability_is_the_pipelines_before_it_is_rounded(
    service: Flask, pipeline: Pipeline, leads: list[Lead]
) -> None:
    served = service.extensions["leadsheet"].model.score(leads, YEAR).probability
    gap = max(abs(one - other) for one, other in zip(served, by_pipeline(pipeline, leads), strict=True))
    print(f"largest raw gap {gap:.3g}")
    assert gap == 0


@pytest.mark.parametrize("field", ON_TREES)
def test_the_leads_do_lie_on_thresholds(service: Flask, leads: list[Lead], field: str) -> None:
    """What the tests above stand on: these very cells of a field fall to both sides of the trees' decisions."""
    cells = ON_THRESHOLDS[field]
    many = [{**lead, field: cell} for lead in leads[:100] for cell in cells]
    told = ask(service.test_client(), "/predict/batch", {"leads": many})["predictions"]
    by_lead = [told[start : start + len(cells)] for start in range(0, len(told), len(cells))]
    assert any(len({one["score"] for one in scores}) > 1 for scores in by_lead)
