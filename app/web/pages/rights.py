"""Whether the person who asks may edit the very sheet: proved with their own right before we use ours."""

import re
import threading
import time
from collections import OrderedDict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _

from app import clock
from app.config import Settings
from app.web.openid_provider import TIMEOUT, careful
from app.web.pages.people import google_token, signed_in
from app.web.pages.site import person, service
from app.web.pages.turns import take_turn
from app.web.problems import Problem

if TYPE_CHECKING:
    import requests

HOLDS = 60.0  # seconds that a proved right is believed without asking again
MOST = 2_000  # rights remembered by a process

_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")  # or it could lead to another place of Drive's
_JUST_NOW = timedelta(seconds=60)
# What Google refuses whatever the sheet is: with these a 403 says nothing about the person's right.
_OURS = {"accessNotConfigured", "SERVICE_DISABLED"}
_PASSING = {"rateLimitExceeded", "userRateLimitExceeded", "dailyLimitExceeded", "RATE_LIMIT_EXCEEDED"}
_NO_SCOPE = {"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"}

_proved: OrderedDict[tuple[str, str, str], float] = OrderedDict()
_turning = threading.Lock()


def prove_right(spreadsheet_id: str) -> None:
    """Go on only where the person may edit the spreadsheet; call it before anything asks Google for that sheet.

    Raises Problem 403 without the right, the same for a sheet that does not exist; 503 when Google cannot say; and
    leads to signing in when Google no longer takes the person's token, which it gives for an hour.
    """
    if person().is_local:
        return
    if not _ID.fullmatch(spreadsheet_id):
        raise _refusal()
    settings = service().settings
    key = (settings.drive_api_url, signed_in().email, spreadsheet_id)
    if _is_proved(key):
        return
    token = google_token(settings)
    if token is None:
        _sign_in_again()
    take_turn()  # or a program in somebody's name could try out addresses of sheets without end
    _ask(settings, spreadsheet_id, token)
    _note(key)


def _ask(settings: Settings, spreadsheet_id: str, token: str) -> None:
    import requests

    address = f"{settings.drive_api_url}/drive/v3/files/{spreadsheet_id}"
    try:
        with requests.Session() as session:
            careful(session, address)
            answer = session.get(
                address,
                params={"fields": "capabilities/canEdit", "supportsAllDrives": "true"},
                headers={"Authorization": f"Bearer {token}"},
                timeout=TIMEOUT,
                allow_redirects=False,
            )
    except OSError as error:  # all of requests' own are; their text would hold the address
        raise Problem(503, _unknown()) from error
    if answer.status_code == 401:
        _sign_in_again()
    _judge(answer)


def _judge(answer: "requests.Response") -> None:
    """Return where the person may edit. Raises Problem otherwise."""
    body = _json(answer)
    reasons = _reasons(body)
    if answer.status_code == 200:
        able = body.get("capabilities")
        if isinstance(able, dict) and able.get("canEdit") is True:
            return
    elif reasons & _OURS:
        raise Problem(503, _("The Drive API is off in the Google project that signs people in: enable it there."))
    elif answer.status_code not in (403, 404) or reasons & _PASSING:
        raise Problem(503, _unknown())
    elif reasons & _NO_SCOPE:
        raise Problem(403, _("Google was not allowed to say which sheets you may edit: sign out, and in again."))
    raise _refusal()


def _refusal() -> Problem:
    sentence = _(
        "There is no such sheet, or you may not edit it: open it in Google Sheets as %(email)s, and ask its owner if "
        "you cannot edit it there.",
        email=person().email,
    )
    return Problem(403, sentence)


def _sign_in_again() -> NoReturn:
    """Lead a page through Google and back, without a word where Google knows the person still; a form to signing in."""
    if signed_in().since > clock.now() - _JUST_NOW:  # or it would go round and round
        raise Problem(503, _("Google does not take the sign-in that it gave just now: try again in a minute."))
    part = request.headers.get("HX-Request") == "true"
    if request.method in ("GET", "HEAD") and not part:
        abort(redirect(url_for("pages.sign_in_start", to=request.full_path.rstrip("?"), silent="1")))
    came_from = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "/")
    back = came_from.path + (f"?{came_from.query}" if came_from.query else "")
    address = url_for("pages.sign_in", to=back, why="expired")
    # htmx would put the page that a redirect leads to in the place of a part; this it obeys as a whole page.
    abort(Response(status=401, headers={"HX-Redirect": address}) if part else redirect(address, 303))


def _is_proved(key: tuple[str, str, str]) -> bool:
    with _turning:
        return _proved.get(key, 0.0) > time.monotonic()


def _note(key: tuple[str, str, str]) -> None:
    """Only rights are remembered, no refusals: who is let in by the owner need not wait."""
    with _turning:
        _proved[key] = time.monotonic() + HOLDS
        _proved.move_to_end(key)
        while len(_proved) > MOST:
            _proved.popitem(last=False)


def _json(answer: "requests.Response") -> dict[str, Any]:
    try:
        body = answer.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _reasons(body: dict[str, Any]) -> set[str]:
    """The words by which Google's error says why, in its old form and its new one."""
    error = body.get("error")
    if not isinstance(error, dict):
        return set()
    told = [one for name in ("errors", "details") for one in error.get(name) or [] if isinstance(one, dict)]
    return {str(one.get("reason")) for one in told}


def _unknown() -> str:
    return str(_("Google cannot say just now whether you may edit this sheet: try again in a minute."))
