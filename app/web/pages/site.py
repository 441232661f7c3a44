"""What all pages share: who may see them, the language, the headers, the errors, the files beside them."""

import hashlib
import hmac
import importlib.util
import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, current_app, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge

from app.config import ROOT, Settings
from app.errors import LeadsheetError
from app.store.identity_hash import identity_secret
from app.web.pages.people import Person, person_of, signs_in
from app.web.pages.typed_gettext import gettext as _
from app.web.problems import Problem
from app.web.service import Service, service_of

LANGUAGES = ("en", "fr")
ASSETS = ROOT / "templates" / "assets"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_BEFORE_SIGN_IN = ("pages.sign_in", "pages.sign_in_start", "pages.signed_in")
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

pages = Blueprint("pages", __name__, template_folder=str(ROOT / "templates" / "pages"))
_csrf = CSRFProtect()


def register_pages(app: Flask, settings: Settings) -> None:
    """Add the pages to the application."""
    from app.web.pages import every_page

    app.config.update(
        SECRET_KEY=_session_key(settings),
        # __Host-: a browser takes it from this very host over https alone, never from a neighbour under one domain.
        SESSION_COOKIE_NAME="__Host-leadsheet" if _is_https(settings) else "leadsheet",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=_is_https(settings),
        WTF_CSRF_CHECK_DEFAULT=False,  # programs that call the API have no session to be misused
        WTF_CSRF_TIME_LIMIT=None,  # a form left open over night is as good as new
        WTF_CSRF_SSL_STRICT=False,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "templates" / "translations"),
    )
    _csrf.init_app(app)
    Babel(app, locale_selector=language)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    every_page.load()
    app.register_blueprint(pages)


def language() -> str:
    """The language of this answer: the one chosen, else the browser's first that we have, else English."""
    chosen = request.args.get("lang") or request.cookies.get("lang")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "en"


def person() -> Person:
    """Who looks at this page."""
    found: Person = g.person
    return found


def service() -> Service:
    """The parts of this process."""
    return service_of(current_app)


@pages.before_request
def let_in() -> ResponseReturnValue | None:
    """Only people who may see pages; and whoever changes something does so from one of our forms."""
    if request.endpoint == "pages.asset":
        return None
    settings = service().settings
    _refuse_other_sites(settings)
    if signs_in(settings) and request.endpoint in _BEFORE_SIGN_IN:
        return None
    found = person_of(settings, request)
    if found is None:
        if signs_in(settings):
            return _to_sign_in()
        raise Problem(403, _closed())
    g.person = found
    if request.method not in ("GET", "HEAD"):
        _csrf.protect()
    return None


def _refuse_other_sites(settings: Settings) -> None:
    """Refuse what a page of another site sends or fetches; a link there may lead here.

    Reading counts too: whoever sits at this machine is known by the machine, not by a cookie that a browser holds back.
    """
    site = request.headers.get("Sec-Fetch-Site", "none")
    followed = request.method in ("GET", "HEAD") and request.headers.get("Sec-Fetch-Mode") == "navigate"
    origin = request.headers.get("Origin")
    # By host alone: behind a proxy that speaks https for us this process sees http.
    foreign = origin is not None and urlsplit(origin).netloc not in (request.host, urlsplit(settings.url).netloc)
    if foreign or not (followed or site in ("same-origin", "none")):
        raise Problem(403, _("Another site sent this form: open the page here and send it from here."))


def _to_sign_in() -> ResponseReturnValue:
    if request.headers.get("HX-Request") == "true":  # htmx would put the whole page in the place of a part
        came_from = urlsplit(request.headers.get("HX-Current-URL", "/")).path
        return Response(status=401, headers={"HX-Redirect": url_for("pages.sign_in", to=came_from)})
    to = request.full_path.rstrip("?") if request.method == "GET" else "/"
    return redirect(url_for("pages.sign_in", to=to))


@pages.after_request
def headed(answer: Response) -> Response:
    """The headers of every page, and the language that was asked for."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if request.endpoint != "pages.asset":
        answer.headers.setdefault("Cache-Control", "no-store")
    secure = _is_https(service().settings)
    if secure:
        answer.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.args.get("lang") in LANGUAGES:
        answer.set_cookie("lang", request.args["lang"], max_age=365 * 86400, samesite="Lax", secure=secure)
    return answer


@pages.route("/assets/<name>")
def asset(name: str) -> ResponseReturnValue:
    """A style, a script or a picture of ours, and htmx."""
    path = _asset(name)
    if path is None:
        raise NotFound
    return send_file(path, mimetype=_TYPES[path.suffix].partition(";")[0], max_age=365 * 86400)


@pages.app_template_global()
def asset_url(name: str) -> str:
    """The address of a file, which changes with its content."""
    path = _asset(name)
    assert path is not None, name
    return url_for("pages.asset", name=name, v=_mark(path, path.stat().st_mtime_ns))


@pages.app_context_processor
def shared() -> dict[str, object]:
    """What every template knows."""
    known = current_app.view_functions.keys()
    return {"person": g.get("person"), "language": language(), "languages": LANGUAGES, "known_pages": known}


@pages.errorhandler(Problem)
def refused(problem: Problem) -> ResponseReturnValue:
    """An error as a page, or as a part of one."""
    return problem_page(problem.message, problem.status), problem.status, problem.headers


@pages.errorhandler(CSRFError)
def stale(error: CSRFError) -> ResponseReturnValue:
    """A form that is not ours, or from a session that has ended."""
    return problem_page(
        _("This form has grown old, or did not come from this page: go back, reload and try again."), 400
    ), 400


@pages.errorhandler(LeadsheetError)
def mended(error: LeadsheetError) -> ResponseReturnValue:
    """What a person can mend."""
    return problem_page(str(error), 422), 422


@pages.errorhandler(HTTPException)
def other(error: HTTPException) -> ResponseReturnValue:
    """Everything that Flask itself refuses."""
    status = error.code or 500
    return problem_page(_sentence(status), status), status


def problem_page(sentence: str, status: int = 422) -> str:
    """A page that says what happened; for htmx the sentence alone."""
    part = request.headers.get("HX-Request") == "true"
    return render_template("problem_part.html" if part else "problem_page.html", sentence=sentence, status=status)


def _sentence(status: int) -> str:
    """What Flask's own refusals mean to a person."""
    if status == NotFound.code:
        return _("There is no such page: go back to the start.")
    if status == RequestEntityTooLarge.code:
        return _("The file is larger than 50 MB: split it and try again.")
    if status >= 500:
        return _("Something failed inside the service; it was noted. Try again later.")
    return _("This could not be understood: go back and try again.")


def _closed() -> str:
    return _(
        "These pages are open to the machine they run on, at http://127.0.0.1 or http://localhost, for nobody can sign "
        "in: set GOOGLE_CLIENT_ID and GOOGLE_CLIENT_SECRET to let people in from elsewhere."
    )


def _is_https(settings: Settings) -> bool:
    return settings.url.startswith("https://")


def _session_key(settings: Settings) -> bytes:
    """Signs sessions: the same in every process of an installation, and of no use for anything else.

    Who may sign in is part of it, so that whoever is taken off the list is out with the restart that it takes.
    """
    allowed = [settings.google_client_id, sorted(settings.allowed_domains), sorted(settings.allowed_emails)]
    message = b"leadsheet sessions v2\0" + repr(allowed).encode()
    return hmac.digest(identity_secret(os.environ, settings.places.secret), message, hashlib.sha256)


@lru_cache(maxsize=64)
def _asset(name: str) -> Path | None:
    if name == "htmx.js":
        # The file comes with a package that is made for another framework; nothing of that is imported.
        found = importlib.util.find_spec("django_htmx")
        assert found is not None
        assert found.origin is not None
        return Path(found.origin).parent / "static" / "django_htmx" / "htmx-2.min.js"
    path = ASSETS / name
    return path if path.suffix in _TYPES and path.parent == ASSETS and path.is_file() else None


@lru_cache(maxsize=64)
def _mark(path: Path, changed: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
