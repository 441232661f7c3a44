"""GET /health, /health/ready and /model: whether the service answers, whether it can score, and with what."""

from typing import Any

from flask import Response, current_app, jsonify
from flask_openapi3 import OpenAPI, Tag
from pydantic import BaseModel

from app.scoring.manifest import Manifest
from app.web.service import service_of

NAME = "linkedin-lead-scoring-api"  # what existing clients look for
_TAG = Tag(name="Service", description="Whether it answers, and with which model.")


class Health(BaseModel):
    """Alive."""

    status: str
    service: str
    version: str
    model_loaded: bool


class Ready(BaseModel):
    """Able to score; `problems` says in sentences what is not as it should be, also where it can score all the same."""

    ready: bool
    model_version: str
    problems: list[str]


class ModelOut(BaseModel):
    """The manifest's public part."""

    version: str
    created_at: str
    event: str
    about: str
    base_rate: float
    training_leads: int
    fields: list[str]
    thresholds: dict[str, float]
    metrics: dict[str, Any]


def register_health(app: OpenAPI, version: str) -> None:
    """Add the three addresses; none of them wants a key."""

    @app.get("/health", tags=[_TAG], summary="Alive?", responses={200: Health})
    def health() -> Response:
        service = service_of(current_app)
        return jsonify(status="healthy", service=NAME, version=version, model_loaded=service.model is not None)

    @app.get("/health/ready", tags=[_TAG], summary="Able to score?", responses={200: Ready, 503: Ready})
    def ready() -> Response:
        service = service_of(current_app)
        log = service.remembering.log.status() if service.remembering is not None else None
        problems = [said for said in (service.problem, log.problem if log else None) if said]
        answer = jsonify(ready=service.model is not None, model_version=service.version, problems=problems)
        answer.status_code = 200 if service.model is not None else 503
        return answer

    @app.get("/model", tags=[_TAG], summary="The model and its honest figures", responses={200: ModelOut})
    def model() -> Response:
        return jsonify(public_part(service_of(current_app).scorer().manifest))


def public_part(manifest: Manifest) -> dict[str, Any]:
    """What everybody may know of a model."""
    thresholds = manifest.thresholds
    return {
        "version": manifest.version,
        "created_at": manifest.created_at,
        "event": manifest.event,
        "about": manifest.about,
        "base_rate": manifest.training.base_rate,
        "training_leads": manifest.training.leads,
        "fields": list(manifest.fields),
        "thresholds": {"engaged": thresholds.engaged, "high": thresholds.high, "medium": thresholds.medium},
        "metrics": manifest.metrics,
    }
