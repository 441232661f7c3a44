"""GET /metrics for Prometheus: requests, latency, leads scored, their scores, the model's version."""

import os
from time import perf_counter

from flask import Flask, Response, current_app, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    generate_latest,
    multiprocess,
)

from app.web.counters import count_request
from app.web.service import service_of

# Not a gauge of the library's: those keep a file a worker, and the model is the same in all.
_MODEL = "# HELP leadsheet_model Which model serves.\n# TYPE leadsheet_model gauge\n"


def register_metrics(app: Flask) -> None:
    """Count every request and add the address."""

    @app.before_request
    def begun() -> None:
        g.begun = perf_counter()

    @app.after_request
    def counted(answer: Response) -> Response:
        # The rule, not the path: whoever asks for a thousand paths makes no thousand series.
        address = request.url_rule.rule if request.url_rule else "none"
        count_request(address, answer.status_code, perf_counter() - g.get("begun", perf_counter()))
        return answer

    @app.route("/metrics")
    def metrics() -> Response:
        text = generate_latest(registry()).decode()
        version = service_of(current_app).version
        text += f'{_MODEL}leadsheet_model{{version="{version}"}} 1\n'
        return Response(text, content_type=CONTENT_TYPE_LATEST)


def registry() -> CollectorRegistry:
    """All worker processes together where gunicorn shares a folder for them, else this process."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry
