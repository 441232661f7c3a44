"""POST /predict and /predict/batch: leads in, scores out."""

from collections.abc import Sequence
from functools import partial
from time import perf_counter
from typing import Any

import msgspec
from flask import Response, current_app, request
from flask_openapi3 import OpenAPI, Tag
from pydantic import ValidationError

from app import clock
from app.scoring.compiled import CompiledScores
from app.scoring.compiled_leads import Lead
from app.web.bodies import json_body
from app.web.decoding import decode_lead, with_leads
from app.web.gate import admit
from app.web.problems import Problem, unfit_parts
from app.web.schema import BatchOut, BatchQuery, ExplainQuery, LeadBody, LeadsBody, Prediction
from app.web.service import Service, service_of

_encode = msgspec.json.Encoder().encode
_TAG = Tag(name="Scores", description="Score one lead or many.")


def register_predictions(app: OpenAPI) -> None:
    """Add both addresses to the application."""

    @app.post("/predict", tags=[_TAG], summary="Score one lead", responses={200: Prediction})
    def predict(query: ExplainQuery = None, body: LeadBody = None) -> Response:  # type: ignore[valid-type,assignment]
        service = service_of(current_app)
        admit(service, request)
        lead = decode_lead(json_body())
        explain = bool(request.query_string) and _options(ExplainQuery).explain
        scores, milliseconds = _score(service, explain, [lead])
        service.remember("api", scores)
        told = _prediction(scores, 0, service.version, round(milliseconds, 3))
        return Response(_encode(told), mimetype="application/json")

    @app.post("/predict/batch", tags=[_TAG], summary="Score up to 10,000 leads", responses={200: BatchOut})
    def predict_batch(query: BatchQuery = None, body: LeadsBody = None) -> Response:  # type: ignore[assignment]
        service = service_of(current_app)
        admit(service, request)
        options = _options(BatchQuery) if request.query_string else BatchQuery()
        scores, milliseconds = with_leads(json_body(), partial(_score, service, options.explain))
        service.remember("batch", scores)
        return Response(_encode(_batch(scores, options, service.version, milliseconds)), mimetype="application/json")

    for view in (predict, predict_batch):
        # The body is decoded above, eighty times as fast as by the schema that documents it.
        view.__delay_validate_request__ = True


def _options(model: type[ExplainQuery]) -> Any:
    try:
        return model.model_validate(request.args.to_dict())
    except ValidationError as error:
        sentence = "An option of the address is not as it must be; detail says which and why."
        raise Problem(422, sentence, unfit_parts(error)) from error


def _score(service: Service, explain: bool, leads: Sequence[Lead]) -> tuple[CompiledScores, float]:
    begun = perf_counter()
    scores = service.scorer().score(leads, clock.now().year, explain=explain)
    return scores, (perf_counter() - begun) * 1000


class _Told(msgspec.Struct, omit_defaults=True, gc=False):
    """One lead's score as it is answered: schema.Prediction or BatchPrediction."""

    score: float
    label: str
    confidence: str
    model_version: str
    inference_time_ms: float
    reasons: list[dict[str, Any]] | None = None
    index: int | None = None


def _prediction(scores: CompiledScores, at: int, version: str, milliseconds: float, index: int | None = None) -> _Told:
    reasons = None
    if scores.reasons is not None:
        reasons = [
            {"field": reason.field, "words": reason.words, "log_odds": round(reason.log_odds, 6)}
            for reason in scores.reasons[at]
        ]
    return _Told(scores.score[at], scores.label[at], scores.confidence[at], version, milliseconds, reasons, index)


def _batch(scores: CompiledScores, options: BatchQuery, version: str, milliseconds: float) -> dict[str, Any]:
    """The answer to a batch; its counts are of all leads, whichever of them are told."""
    total = len(scores)
    each = round(milliseconds / total, 3)
    chosen = _chosen(scores.score, options)
    if chosen is None:
        predictions = [_prediction(scores, at, version, each) for at in range(total)]
    else:
        predictions = [_prediction(scores, at, version, each, index=at) for at in chosen]
    return {
        "predictions": predictions,
        "total_count": total,
        "avg_score": round(sum(scores.score) / total, 4),
        "high_engagement_count": sum([score >= 0.5 for score in scores.score]),
    }


def _chosen(scores: Sequence[float], options: BatchQuery) -> list[int] | None:
    """The places to tell, best first; None for all in their order."""
    if options.top_k is None and options.threshold is None:
        return None
    ranked = sorted(range(len(scores)), key=lambda at: -scores[at])
    if options.threshold is not None:
        ranked = [at for at in ranked if scores[at] >= options.threshold]
    return ranked[: options.top_k]
