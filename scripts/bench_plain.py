"""The yardsticks of scripts/bench_service: the same endpoints the plain way, and a bare constant answer as the floor.

`plain` is what nearly every such service is: pydantic, a DataFrame of one row, scikit-learn's ColumnTransformer with an
encoder a column, XGBoost. `pipeline` is harder: the same service over our own joblib pipeline, whose preprocessing
works by distinct value and costs a sixth of that. Both log what they answer, in the journal that ours writes too.
"""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

Start = Callable[[str, list[tuple[str, str]]], object]
ANSWER = (
    b'{"score": 0.3868, "label": "not_engaged", "confidence": "low", "model_version": "", "inference_time_ms": 0.1}'
)


def floor(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    """A constant answer: what gunicorn alone costs."""
    environ["wsgi.input"].read()
    start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(ANSWER)))])
    return [ANSWER]


def plain() -> Any:
    """The service over scikit-learn's own preprocessing."""
    return _service(_column_transformer())


def pipeline() -> Any:
    """The service over our own pipeline, as it stands in joblib."""
    import joblib

    from app.scoring.artefact import PIPELINE

    return _service(joblib.load(Path(os.environ["BENCH_MODEL"]) / PIPELINE))


def _column_transformer() -> Any:
    """All 19 fields: cells read one by one by our own rules, gaps filled, categories as columns of zeros and ones.

    Trained on invented leads, for what it answers does not matter here; trees as many and as deep as ours.
    """
    import numpy as np
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, OneHotEncoder
    from xgboost import XGBClassifier

    from app.leads.fields import FIELDS, Kind
    from app.scoring.artefact import load
    from scripts.bench import cell_reader, invent

    def reading(read: Callable[[object], Any]) -> Any:
        return FunctionTransformer(lambda table: table.apply(lambda column: column.map(read)))

    columns = []
    for field in FIELDS:
        steps = [reading(cell_reader(field))]
        if field.kind in (Kind.INTEGER, Kind.NUMBER, Kind.YEAR):
            steps.append(SimpleImputer(strategy="median"))
        elif field.kind is Kind.TEXT:
            steps.append(FunctionTransformer(lambda table: table.apply(lambda column: column.fillna("").str.len())))
        else:
            steps.append(FunctionTransformer(lambda table: table.fillna("unknown").astype(str)))
            steps.append(OneHotEncoder(handle_unknown="ignore", min_frequency=5, sparse_output=False))
        columns.append((field.name, make_pipeline(*steps), [field.name]))
    ours = load(Path(os.environ["BENCH_MODEL"])).classifier.trees_.get_params()
    trees = XGBClassifier(n_estimators=ours["n_estimators"], max_depth=ours["max_depth"], n_jobs=1)
    table = invent(2_000)
    return make_pipeline(ColumnTransformer(columns), trees).fit(table, np.random.default_rng(0).integers(0, 2, 2_000))


def _service(model: Any) -> Any:
    import pandas as pd
    from flask import Flask, jsonify, request

    from app.config import read_settings
    from app.scoring.manifest import read_manifest
    from app.store.database import open_store
    from app.store.journal import Entry, LoggedLead
    from app.store.prediction_log import PredictionLog
    from app.web.schema import LeadBody, LeadsBody

    one_lead: Any = LeadBody
    version = read_manifest((Path(os.environ["BENCH_MODEL"]) / "manifest.json").read_bytes()).version
    places = read_settings().places
    log = PredictionLog(places.journals, open_store(places.database_url))
    app = Flask(__name__)

    def scored(source: str, leads: list[dict[str, Any]]) -> list[dict[str, Any]]:
        began = datetime.now(UTC)
        probabilities = model.predict_proba(pd.DataFrame(leads, dtype=object))[:, 1]
        each = (datetime.now(UTC) - began).total_seconds() * 1000 / len(leads)
        told: list[dict[str, Any]] = []
        for probability in probabilities:
            score = round(float(probability), 4)
            label = "engaged" if score >= 0.5 else "not_engaged"
            confidence = "high" if score >= 0.7 else "medium" if score >= 0.4 else "low"
            told.append(
                {
                    "score": score,
                    "label": label,
                    "confidence": confidence,
                    "model_version": version,
                    "inference_time_ms": each,
                }
            )
        facts = [LoggedLead(one["score"], None, tuple(lead.values())) for one, lead in zip(told, leads, strict=True)]
        log.append(Entry(began, source, version, None, facts))
        return told

    @app.post("/predict")
    def predict() -> Any:
        return jsonify(scored("api", [one_lead.model_validate(request.get_json()).model_dump()])[0])

    @app.post("/predict/batch")
    def predict_batch() -> Any:
        leads: list[Any] = list(LeadsBody.model_validate(request.get_json()).leads)
        told = scored("batch", [lead.model_dump() for lead in leads])
        scores = [one["score"] for one in told]
        return jsonify(
            predictions=told,
            total_count=len(scores),
            avg_score=round(sum(scores) / len(scores), 4),
            high_engagement_count=sum(score >= 0.5 for score in scores),
        )

    return app
