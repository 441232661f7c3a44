"""/unsubscribe?token=...: where people, and mail programs for them (RFC 8058), say that they want no more mails.

The link in a mail is all that is asked for: no login, no key, no rate limit. Its token is signed, so strangers only get
as far as that signature, which is checked before the database is opened; a limit shared by all strangers would let one
of them keep the others from unsubscribing.
"""

import base64
import hashlib
import os
from contextlib import closing
from functools import lru_cache

import jinja2
from flask import Flask, Response, current_app, request
from markupsafe import Markup

from app import clock
from app.config import ROOT, Settings
from app.errors import StoreProblem
from app.reports.digest_colours import COLOURS
from app.store.database import open_store
from app.store.identity_hash import identity_secret
from app.store.unsubscribing import is_unsubscribed, recipient_of, subscribe, unsubscribe
from app.web.service import service_of

_LARGEST_BODY = 16 * 1024  # mail programs send 26 bytes, the buttons 7
_NO_LINK = (
    "This link is not whole, or it is from before this Leadsheet got a new secret: open the link of the latest mail, "
    "or ask whoever runs it to take you off the list."
)
_AWAY = (
    "This Leadsheet cannot reach its list of recipients just now, so nothing has changed: try again in a few minutes."
)


def register_unsubscribe(app: Flask) -> None:
    """Add the address, a page for people; it is not in the OpenAPI document."""

    @app.route("/unsubscribe", methods=["GET", "POST"])
    def unsubscribe_page() -> Response:
        # Programs follow every link of a mail to look for harm: opening it must change nothing.
        return _answer(change=request.method == "POST")


def _answer(*, change: bool) -> Response:
    request.max_content_length = _LARGEST_BODY
    try:
        return _page_of(service_of(current_app).settings, change)
    except StoreProblem as problem:
        current_app.logger.error("unsubscribing failed: %s", problem)  # for who runs the service, not for strangers
        answer = _page(503, "problem.html", headline="Not just now", sentence=_AWAY)
        answer.headers["Retry-After"] = "120"
        return answer


def _page_of(settings: Settings, change: bool) -> Response:
    """Do what was asked, and the page that says so. Raises StoreProblem."""
    secret = identity_secret(os.environ, settings.places.secret, make=False)
    recipient = recipient_of(secret, request.args.get("token", ""))
    if recipient is None:
        return _page(404, "problem.html", headline="This link does not work", sentence=_NO_LINK)
    with closing(open_store(settings.places.database_url)) as store:
        if not change:
            step = "already" if is_unsubscribed(store, recipient) else "ask"
        elif request.form.get("again") == "1":
            subscribe(store, recipient)
            step = "resumed"
        else:
            unsubscribe(store, recipient, clock.now())
            step = "stopped"
    return _page(200, "unsubscribe.html", step=step, recipient=recipient)


def _page(status: int, template: str, **facts: str) -> Response:
    environment, style, policy = _house()
    answer = Response(environment.get_template(template).render(facts, style=style), status)
    # The token stands in this page's own address: it goes to nobody else, and no copy is kept.
    answer.headers.update(
        {"Content-Security-Policy": policy, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    )
    return answer


@lru_cache(maxsize=1)
def _house() -> tuple[jinja2.Environment, Markup, str]:
    """The templates, the style of all pages, and what a browser may do with them: show them, send their form here."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(ROOT / "templates" / "pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = environment.get_template("style.css").render(c=COLOURS)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return environment, Markup(style), policy  # noqa: S704 - our own file
