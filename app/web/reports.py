"""GET /reports/<period>: the archived full report of a week, a page for people, not in the OpenAPI document."""

import gzip
from contextlib import closing

from flask import Flask, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.errors import StoreProblem
from app.store.database import open_store
from app.store.weeks import is_period, report_page, week
from app.web.gate import admit, presented_key
from app.web.pages.people import person_of, signs_in
from app.web.problems import Problem
from app.web.service import Service, service_of

# Somebody else's scripts run in it: sandboxed it has an origin of its own, so that it can neither read nor call
# anything of ours, and it may load nothing from anywhere. What it needs is within the page.
_POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "font-src data:; img-src data: blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "private, max-age=600",
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept-Encoding",
}


def register_reports(app: Flask) -> None:
    """Add the address; it wants a key as scoring does, or somebody who may see pages."""

    @app.route("/reports/<period>")
    def report(period: str) -> ResponseReturnValue:
        service = service_of(current_app)
        if not _is_seen_by_a_person(service):
            if signs_in(service.settings) and _is_browser() and presented_key(request) is None:
                return redirect(url_for("pages.sign_in", to=request.path))
            admit(service, request)
        if not is_period(period):
            raise Problem(400, "A week is written like 2026-W47: correct the end of the address.")
        page = _page(service, period)
        zipped = request.accept_encodings.quality("gzip") > 0
        answer = Response(page if zipped else gzip.decompress(page), content_type="text/html; charset=utf-8")
        answer.headers.update(_HEADERS)
        if zipped:
            answer.headers["Content-Encoding"] = "gzip"
        return answer


def _is_browser() -> bool:
    """Whether a page is asked for, as browsers do and programs do not: those show their key."""
    return "text/html" in request.headers.get("Accept", "")


def _is_seen_by_a_person(service: Service) -> bool:
    return _is_browser() and person_of(service.settings, request) is not None


def _page(service: Service, period: str) -> bytes:
    """The page as gzip. Raises Problem 404 where there is none, 503 when the database cannot be used."""
    try:
        with closing(open_store(service.settings.places.database_url)) as store:
            page = report_page(store, period)
            known = None if page is not None else week(store, period)
    except StoreProblem as problem:
        raise Problem(503, f"Reports cannot be read just now: {problem}") from problem
    if page is not None:
        return page
    if known is None:
        raise Problem(404, f"There is no report of {period}: that week has not been judged.")
    raise Problem(404, known.note or f"There is no full report of {period}.")
