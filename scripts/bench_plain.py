"""The yardstick of scripts/bench_service: the same endpoints the plain way, and a bare constant answer as the floor."""

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
    """Flask, pydantic, one-row DataFrames and `predict_proba`, as a notebook's author would serve them."""
    import joblib
    import pandas as pd
    from flask import Flask, jsonify, request

    from app.scoring.artefact import PIPELINE
    from app.scoring.manifest import read_manifest
    from app.web.schema import LeadBody, LeadsBody

    one_lead: Any = LeadBody

    folder = Path(os.environ["BENCH_MODEL"])
    pipeline = joblib.load(folder / PIPELINE)
    version = read_manifest((folder / "manifest.json").read_bytes()).version
    app = Flask(__name__)

    def told(probability: float) -> dict[str, Any]:
        score = round(float(probability), 4)
        label = "engaged" if score >= 0.5 else "not_engaged"
        confidence = "high" if score >= 0.7 else "medium" if score >= 0.4 else "low"
        began = datetime.now(UTC)
        return {
            "score": score,
            "label": label,
            "confidence": confidence,
            "model_version": version,
            "inference_time_ms": (datetime.now(UTC) - began).total_seconds() * 1000,
        }

    @app.post("/predict")
    def predict() -> Any:
        lead = one_lead.model_validate(request.get_json())
        table = pd.DataFrame([lead.model_dump()], dtype=object)
        return jsonify(told(pipeline.predict_proba(table)[0, 1]))

    @app.post("/predict/batch")
    def predict_batch() -> Any:
        leads: list[Any] = list(LeadsBody.model_validate(request.get_json()).leads)
        table = pd.DataFrame([lead.model_dump() for lead in leads], dtype=object)
        told_all = [told(probability) for probability in pipeline.predict_proba(table)[:, 1]]
        scores = [one["score"] for one in told_all]
        return jsonify(
            predictions=told_all,
            total_count=len(scores),
            avg_score=round(sum(scores) / len(scores), 4),
            high_engagement_count=sum(score >= 0.5 for score in scores),
        )

    return app
