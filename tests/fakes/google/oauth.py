"""Google's token endpoint for service accounts: a signed JWT gets a bearer token that expires."""

import base64
import binascii
import functools
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.fakes.google.errors import ApiError, Json
from tests.fakes.google.quota import Clock

READ_WRITE = "https://www.googleapis.com/auth/spreadsheets"
READ_ONLY = "https://www.googleapis.com/auth/spreadsheets.readonly"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
# google-auth signs for Google's own address, whatever the credentials' token_uri says.
GOOGLE_ENDPOINT = "https://oauth2.googleapis.com/token"
LONGEST_JWT = 3600 + 60  # seconds; google-auth asks for an hour and allows for clocks that differ
DOMAIN = "lead-scoring-tests.iam.gserviceaccount.com"
_IMPROPER = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe."


class Refused(Exception):
    """A refusal of the token endpoint; its error word and description."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.body: Json = {"error": error, "error_description": description}


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token: whose, for which scopes, and until when on the fake's clock."""

    email: str
    scopes: frozenset[str]
    expires: float


@functools.cache
def private_key() -> rsa.RSAPrivateKey:
    """The key of every service account of this process: making one takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Accounts:
    """Service accounts, their keys and their tokens."""

    def __init__(self, clock: Clock, address: Callable[[], str]) -> None:
        self._clock, self._address = clock, address
        self._tokens: dict[str, Token] = {}
        self._known: dict[str, bool] = {}
        self.token_seconds = 3600.0

    def credentials(self, name: str) -> Json:
        """The JSON file of a service account, made when it is first asked for."""
        email = f"{name}@{DOMAIN}"
        self._known.setdefault(email, True)
        pem = private_key().private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return {
            "type": "service_account",
            "project_id": "lead-scoring-tests",
            "private_key_id": "fake-key-1",
            "private_key": pem.decode(),
            "client_email": email,
            "client_id": "100000000000000000001",
            "auth_uri": f"{self._address()}/o/oauth2/auth",
            "token_uri": f"{self._address()}/token",
            "universe_domain": "googleapis.com",
        }

    def revoke(self, email: str) -> None:
        """The account is gone: no new tokens, and those given no longer hold."""
        self._known[email] = False
        self._tokens = {text: token for text, token in self._tokens.items() if token.email != email}

    def forget_tokens(self) -> None:
        """Every token given so far is expired."""
        self._tokens.clear()

    def grant(self, form: dict[str, list[str]]) -> Json:
        """Answer a token request; Refused when Google would."""
        if form.get("grant_type") != [GRANT]:
            raise Refused("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type', [''])[0]}")
        claims = _verified(form.get("assertion", [""])[0])
        email = str(claims.get("iss"))
        if not self._known.get(email):
            raise Refused("invalid_grant", "Invalid grant: account not found")
        if claims.get("aud") not in (GOOGLE_ENDPOINT, f"{self._address()}/token"):
            raise Refused("invalid_grant", "Invalid JWT: Failed audience check.")
        now, issued, expires = time.time(), claims.get("iat"), claims.get("exp")
        if not isinstance(issued, int) or not isinstance(expires, int) or issued > now + 300 or expires <= now:
            raise Refused("invalid_grant", _IMPROPER)
        if expires - issued > LONGEST_JWT:
            raise Refused("invalid_grant", _IMPROPER)
        scopes = frozenset(str(claims.get("scope", "")).split())
        if not scopes or not scopes <= {READ_WRITE, READ_ONLY}:
            raise Refused("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        text = f"ya29.{secrets.token_urlsafe(32)}"
        self._tokens[text] = Token(email, scopes, self._clock.now() + self.token_seconds)
        return {"access_token": text, "expires_in": int(self.token_seconds), "token_type": "Bearer"}

    def check(self, header: str, write: bool) -> Token:
        """Whose request it is by its Authorization header; 401 or 403 as Google answers."""
        if not header:
            raise ApiError(
                403,
                "Method doesn't allow unregistered callers (callers without established identity). "
                "Please use API Key or other form of API consumer identity to call this API.",
            )
        token = self._tokens.get(header.removeprefix("Bearer "))
        if token is None or token.expires <= self._clock.now():
            raise ApiError(
                401,
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
                "valid authentication credential. See "
                "https://developers.google.com/identity/sign-in/web/devconsole-project.",
            )
        if write and READ_WRITE not in token.scopes:
            raise ApiError(403, "Request had insufficient authentication scopes.")
        return token


def _verified(assertion: str) -> dict[str, Any]:
    """The claims of a JWT whose RS256 signature is the account's."""
    try:
        head, claims, signature = assertion.split(".")
        header = json.loads(_decoded(head))
        read: dict[str, Any] = json.loads(_decoded(claims))
        if header.get("alg") != "RS256":
            raise Refused("invalid_grant", "Invalid JWT: algorithm must be RS256.")
        signed = f"{head}.{claims}".encode()
        private_key().public_key().verify(_decoded(signature), signed, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature:
        raise Refused("invalid_grant", "Invalid JWT Signature.") from None
    except (ValueError, binascii.Error):
        raise Refused("invalid_grant", "Bad Request: the assertion is not a JWT.") from None
    return read


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
