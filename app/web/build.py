"""Puts the web application together: the addresses, the errors, the document, the limits."""

from typing import Any

from flask import Flask, jsonify
from flask.typing import ResponseReturnValue
from flask_cors import CORS
from flask_openapi3 import Info, OpenAPI
from flask_openapi3_swagger.plugins import RegisterPlugin

from app.config import Settings
from app.web.gate import register_headers
from app.web.health import register_health
from app.web.metrics import register_metrics
from app.web.pages.site import register_pages
from app.web.predictions import register_predictions
from app.web.problems import register_problems
from app.web.reports import register_reports
from app.web.schema import ErrorOut
from app.web.service import Service, attach
from app.web.tables import register_tables
from app.web.unsubscribe import register_unsubscribe

VERSION = "1.0.0"
_SECURITY: dict[str, Any] = {
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
    "bearer": {"type": "http", "scheme": "bearer"},
}
_ERRORS: dict[str | int, Any] = dict.fromkeys((400, 401, 403, 413, 415, 422, 429, 500, 503), ErrorOut)
_ABOUT = "Scores leads by the probability that the person engages with outreach."


def build_app(settings: Settings, service: Service) -> Flask:
    """The application over a service; every part of it is given, nothing is read from the world."""
    info = Info(title="Leadsheet", version=VERSION, description=_ABOUT)
    app = OpenAPI("app", info=info, security_schemes=_SECURITY, responses=_ERRORS, doc_ui=False)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_mb * 1024 * 1024
    app.json.sort_keys = False  # type: ignore[attr-defined]
    attach(app, service)
    register_problems(app)
    register_headers(app)
    register_metrics(app)
    register_predictions(app)
    register_tables(app)
    register_reports(app)
    register_unsubscribe(app)
    register_pages(app, settings)
    register_health(app, VERSION)
    _register_document(app)
    if settings.cors_origins:
        CORS(app, origins=list(settings.cors_origins), expose_headers=["X-Request-ID", "X-RateLimit-*", "Retry-After"])
    return app


def _register_document(app: OpenAPI) -> None:
    """/openapi.json and Swagger UI at /docs, from files that come with the package: nothing is fetched elsewhere."""
    swagger = RegisterPlugin.register(doc_url="openapi.json")
    app.register_blueprint(swagger)
    app.add_url_rule("/docs", "docs", app.view_functions["swagger.swagger"])
    document: dict[str, Any] = {}

    @app.route("/openapi.json")
    def openapi_json() -> ResponseReturnValue:
        if not document:
            document.update(app.api_doc)
        return jsonify(document)
