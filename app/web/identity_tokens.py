"""Who uses the spreadsheet add-on: the identity token that Google gave them, believed only after every check."""

from base64 import urlsafe_b64decode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, TypeGuard

import msgspec

from app import clock
from app.config import Settings
from app.store.people import LONGEST_EMAIL
from app.web.openid_provider import ALGORITHMS, LEEWAY, may_enter
from app.web.problems import Problem
from app.web.published_keys import PAUSE, KeysUnreachable, PublishedKeys

LONGEST = 4_096  # characters; Google's have some 1,200
_LONGEST_NAME = 255  # characters of a key's name, and of a person's (OpenID Connect)
_PEOPLE = 1 << 62  # the ids of people begin here, those of keys at 1: they never meet

_UNTRUSTED = "The identity token could not be verified as one of Google's: reload the spreadsheet and try again."
_FOREIGN = (
    "The identity token was not made for an add-on known here: whoever runs this service has to name the add-on's "
    "OAuth client in ADDON_CLIENT_IDS."
)
_EXPIRED = "The identity token has expired: reload the spreadsheet and try again."
_NOT_YET = "The identity token is from the future: the clock of this service has to be set right."
_NO_EMAIL = (
    "The identity token vouches for no verified e-mail address: verify it with Google, and let the add-on see it."
)
_NOT_ALLOWED = (
    "This Google account may not use this Leadsheet: use another one, or ask whoever runs it to name it in "
    "ALLOWED_DOMAINS or ALLOWED_EMAILS."
)
_KEYS_AWAY = "Google's keys cannot be read just now, so identities cannot be checked: try again in a minute."


class _Header(msgspec.Struct):
    alg: str
    kid: str


_header = msgspec.json.Decoder(_Header)


def is_token(presented: str) -> bool:
    """Whether what a caller presents is meant as an identity token (a JSON Web Token), not as an API key."""
    return presented.startswith("eyJ")  # the begin of a JSON object in base64; our keys begin with "lsk_"


class IdentityTokens:
    """Checks the tokens of the add-on's people against the provider's published keys."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._keys = PublishedKeys(settings.sign_in_url)
        # Google writes its own name in either way.
        self._issuers = {settings.sign_in_url, settings.sign_in_url.removeprefix("https://")}

    def caller(self, token: str) -> int:
        """The number by which a person's calls are counted; the same for every token of theirs.

        Raises Problem: 401 for a token not to be believed, 403 for somebody who may not call, 503 while the
        provider's keys cannot be read.
        """
        claims = self._signed(token)
        self._check(claims)
        who, email = claims.get("sub"), claims.get("email")
        if not isinstance(who, str) or not 0 < len(who) <= _LONGEST_NAME:
            raise _refused(_UNTRUSTED)
        if (
            claims.get("email_verified") is not True
            or not isinstance(email, str)
            or "@" not in email
            or len(email) > LONGEST_EMAIL
        ):
            raise _refused(_NO_EMAIL)
        if not may_enter(self._settings, email.lower(), str(claims.get("hd") or "").lower()):
            raise Problem(403, _NOT_ALLOWED)
        digest = sha256(f"{self._settings.sign_in_url} {who}".encode("utf-8", "surrogatepass")).digest()
        return _PEOPLE | int.from_bytes(digest[:8]) >> 2

    def _signed(self, token: str) -> Mapping[str, Any]:
        """The claims of a token with the provider's signature; nothing else about them is checked yet."""
        from joserfc import jwt
        from joserfc.errors import JoseError

        name = _key_name(token)
        try:
            key = self._keys.find(name)
        except KeysUnreachable as error:
            raise Problem(503, _KEYS_AWAY, headers={"Retry-After": str(int(PAUSE))}) from error
        if key is None:
            raise _refused(_UNTRUSTED)
        try:
            return jwt.decode(token, key, algorithms=ALGORITHMS).claims
        except (JoseError, ValueError, TypeError, RecursionError) as error:
            raise _refused(_UNTRUSTED) from error

    def _check(self, claims: Mapping[str, Any]) -> None:
        """Raises Problem 401 for a token of another provider, for another program or of another time."""
        issuer, meant_for = claims.get("iss"), claims.get("aud")
        if not isinstance(issuer, str) or issuer not in self._issuers:
            raise _refused(_UNTRUSTED)
        if not isinstance(meant_for, str) or meant_for not in self._settings.addon_client_ids:
            raise _refused(_FOREIGN)
        begins, ends = claims.get("iat"), claims.get("exp")
        if not _is_moment(begins) or not _is_moment(ends):
            raise _refused(_UNTRUSTED)
        now = clock.seconds()
        if not now < ends + LEEWAY:
            raise _refused(_EXPIRED)
        if not now >= begins - LEEWAY:
            raise _refused(_NOT_YET)


def _key_name(token: str) -> str:
    """The name of the key that a token says it is signed with. Raises Problem 401 for what can be no token of ours."""
    if len(token) > LONGEST or not token.isascii() or token.count(".") != 2:
        raise _refused(_UNTRUSTED)
    part = token.partition(".")[0]
    try:
        header = _header.decode(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise _refused(_UNTRUSTED) from error
    if header.alg not in ALGORITHMS or not 0 < len(header.kid) <= _LONGEST_NAME:
        raise _refused(_UNTRUSTED)
    return header.kid


def _is_moment(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _refused(sentence: str) -> Problem:
    return Problem(401, sentence, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
