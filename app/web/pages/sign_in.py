"""The pages of signing in with Google, and signing out."""

import base64
import hashlib
import hmac
import secrets
from typing import Any
from urllib.parse import unquote

from flask import current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.web.pages.openid import Asking, address_to_ask, redeem
from app.web.pages.people import Person, forget_person, person_of, remember_person, signs_in
from app.web.pages.site import pages, service
from app.web.problems import Problem

PATIENCE = 600  # seconds that a person may take at Google

_KEY = "asking"
_SILENT = {"login_required", "interaction_required", "consent_required", "account_selection_required"}


@pages.route("/sign-in")
def sign_in() -> ResponseReturnValue:
    """One button."""
    if not signs_in(service().settings):
        return redirect(url_for("pages.start"))
    sentences = {
        "expired": _(
            "Google lets Leadsheet check for one hour what you may edit: sign in again, then repeat what you did."
        ),
        "out": _("You are signed out."),
    }
    why = request.args.get("why", "")
    return _page(sentences.get(why, ""), mild=True)


@pages.route("/sign-in/start")
def sign_in_start() -> ResponseReturnValue:
    """To Google; `silent` without a word where Google knows the person still."""
    settings = service().settings
    if not signs_in(settings):
        return redirect(url_for("pages.start"))
    word, hint = secrets.token_urlsafe(32), None
    if "silent" in request.args:
        known = person_of(settings, request)
        hint = known.email if known else None
    try:
        address = address_to_ask(settings, _secrets(word), hint)
    except Problem as problem:
        return _page(problem.message), problem.status
    session[_KEY] = {"word": word, "to": own_path(request.args.get("to")), "at": int(clock.seconds())}
    return redirect(address)


@pages.route("/signed-in")
def signed_in() -> ResponseReturnValue:
    """Back from Google."""
    settings = service().settings
    asking, told = session.pop(_KEY, None), request.args
    if not signs_in(settings):
        return redirect(url_for("pages.start"))
    if not _is_asked_here(asking, told.get("state", "")):
        return _page(_("This sign-in was not begun in this browser within the last ten minutes: begin it again.")), 400
    to = own_path(asking["to"])
    if told.get("error") in _SILENT:
        return redirect(url_for("pages.sign_in", to=to, why="expired"))
    if "code" not in told:
        return _page(_("Google did not sign you in, or you did not agree: try again, and agree there."), to), 403
    try:
        identity = redeem(settings, told["code"], _secrets(asking["word"]))
        remember_person(settings, Person(identity.email, identity.name), identity.token, identity.token_until)
    except Problem as problem:
        return _page(problem.message, to), problem.status
    return redirect(to)


@pages.route("/sign-out", methods=["POST"])
def sign_out() -> ResponseReturnValue:
    """Out, in the database too."""
    settings = service().settings
    forget_person(settings)
    return redirect(url_for("pages.sign_in", why="out") if signs_in(settings) else url_for("pages.start"), 303)


def own_path(to: str | None) -> str:
    """Where to go after signing in: a path of ours as given, "/" for whatever a browser could take elsewhere."""
    to = to or "/"
    for form in (to, unquote(to)):
        odd = any(sign <= " " or sign in "\\\x7f" for sign in form)
        if odd or not form.startswith("/") or form.startswith("//") or len(form) > 2000:
            return "/"
    return to


def _page(sentence: str, to: str | None = None, *, mild: bool = False) -> str:
    to = own_path(to or request.args.get("to"))
    return render_template("sign_in.html", to=to, sentence=sentence, mild=mild)


def _secrets(word: str) -> Asking:
    """State, nonce and verifier come from the browser's word by our key: its cookie shows none of them."""
    key = current_app.secret_key
    assert isinstance(key, bytes)
    digests = (
        hmac.digest(key, f"{name} of sign-in {word}".encode(), hashlib.sha256)
        for name in ("state", "nonce", "verifier")
    )
    return Asking(*(base64.urlsafe_b64encode(digest).decode().rstrip("=") for digest in digests))


def _is_asked_here(asking: Any, state: str) -> bool:
    return (
        isinstance(asking, dict)
        and 0 <= clock.seconds() - asking["at"] <= PATIENCE
        and hmac.compare_digest(state.encode(), _secrets(asking["word"]).state.encode())
    )
