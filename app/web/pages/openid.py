"""What Google vouches for: OpenID Connect's code flow with PKCE, and an ID token that is not believed unverified."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _

from app import clock
from app.config import Settings
from app.store.people import LONGEST_EMAIL
from app.web.openid_provider import ALGORITHMS, LEEWAY, TIMEOUT, careful, discovered, document, may_enter
from app.web.problems import Problem

if TYPE_CHECKING:
    from authlib.integrations.requests_client import OAuth2Session

DRIVE = "https://www.googleapis.com/auth/drive.metadata.readonly"
SCOPES = f"openid email profile {DRIVE}"

_LONGEST_TOKEN = 3600  # seconds


@dataclass(frozen=True)
class Asking:
    """What ties Google's answer to the browser that asked: each hard to guess."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Identity:
    """What Google vouched for: who it is, and the token to ask about the person's rights with."""

    email: str
    name: str
    token: str
    token_until: datetime


def address_to_ask(settings: Settings, asking: Asking, hint: str | None = None) -> str:
    """Where to send the browser; with an address as `hint` Google answers without a page. Raises Problem 503."""
    with _client(settings) as client:
        address, _state = client.create_authorization_url(
            _discovered(settings)["authorization_endpoint"],
            state=asking.state,
            nonce=asking.nonce,
            code_verifier=asking.verifier,
            **({"prompt": "none", "login_hint": hint} if hint else {"prompt": "select_account"}),
        )
    return str(address)


def redeem(settings: Settings, code: str, asking: Asking) -> Identity:
    """Who the code stands for. Raises Problem for what Google refuses, cannot do, or must not be believed."""
    import requests
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError

    endpoints = _discovered(settings)
    try:
        with _client(settings) as client, requests.Session() as plain:
            token = client.fetch_token(
                endpoints["token_endpoint"],
                code=code,
                code_verifier=asking.verifier,
                timeout=TIMEOUT,
                allow_redirects=False,
            )
            careful(plain, endpoints["jwks_uri"])
            claims = _verified(settings, token, document(plain, endpoints["jwks_uri"]), asking.nonce)
    except AuthlibBaseError as error:
        raise Problem(403, _refusal(str(error.error))) from error
    except JoseError as error:
        raise Problem(403, _untrusted()) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Problem(503, _unreachable()) from error
    email = _allowed(settings, claims)
    if DRIVE not in str(token.get("scope", DRIVE)).split():
        raise Problem(403, _("Google was not allowed to say which sheets you may edit: try again, and tick that box."))
    until = clock.now() + timedelta(seconds=_seconds(token))
    return Identity(email, str(claims.get("name") or email)[:200], token["access_token"], until)


def _client(settings: Settings) -> "OAuth2Session":
    from authlib.integrations.requests_client import OAuth2Session

    client = OAuth2Session(
        settings.google_client_id,
        settings.google_client_secret,
        scope=SCOPES,
        redirect_uri=settings.url + "/signed-in",
        token_endpoint_auth_method="client_secret_post",  # noqa: S106 - the way it is sent
        code_challenge_method="S256",
    )
    careful(client, settings.sign_in_url)
    return client


def _discovered(settings: Settings) -> Mapping[str, str]:
    """The provider's endpoints and issuer. Raises Problem 503."""
    try:
        return discovered(settings.sign_in_url)
    except (OSError, ValueError) as error:
        raise Problem(503, _unreachable()) from error


def _verified(settings: Settings, token: Mapping[str, Any], keys: Any, nonce: str) -> Mapping[str, Any]:
    """The claims of the ID token. Raises JoseError, KeyError, TypeError or ValueError for one not to be believed."""
    from authlib.oidc.core import CodeIDToken
    from joserfc import jwt
    from joserfc.jwk import KeySet

    decoded = jwt.decode(token["id_token"], KeySet.import_key_set(keys), algorithms=ALGORITHMS)
    options = {
        "iss": {"essential": True, "value": settings.sign_in_url},
        "aud": {"essential": True, "value": settings.google_client_id},
        "exp": {"essential": True},
    }
    known = {"nonce": nonce, "client_id": settings.google_client_id, "access_token": token["access_token"]}
    claims = CodeIDToken(decoded.claims, decoded.header, options, known)
    claims.validate(leeway=LEEWAY)
    return dict(claims)


def _allowed(settings: Settings, claims: Mapping[str, Any]) -> str:
    """The address of somebody who may sign in. Raises Problem 403."""
    email, domain = str(claims.get("email") or "").lower(), str(claims.get("hd") or "").lower()
    if claims.get("email_verified") is not True or "@" not in email or len(email) > LONGEST_EMAIL:
        raise Problem(403, _("Google has not verified your e-mail address: verify it there, then sign in again."))
    if not may_enter(settings, email, domain):
        sentence = _(
            "%(email)s may not use this Leadsheet: sign in with another account, or ask whoever runs it to let you in.",
            email=email,
        )
        raise Problem(403, sentence)
    return email


def _seconds(token: Mapping[str, Any]) -> int:
    """How long the access token holds."""
    lasts = token.get("expires_in")
    return min(max(lasts, 0), _LONGEST_TOKEN) if isinstance(lasts, int) else 0


def _refusal(error: str) -> str:
    if error in ("invalid_client", "unauthorized_client", "redirect_uri_mismatch"):
        return str(_("Google does not know this Leadsheet: whoever runs it has to check GOOGLE_CLIENT_ID and _SECRET."))
    return str(_("Google no longer takes this sign-in: begin it again."))


def _untrusted() -> str:
    sentence = _(
        "What Google told about you could not be verified, so you are not signed in: try again, and tell whoever runs "
        "this Leadsheet if it stays so."
    )
    return str(sentence)


def _unreachable() -> str:
    return str(_("Google cannot be reached to sign you in: try again in a minute."))
