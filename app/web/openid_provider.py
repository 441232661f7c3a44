"""What an OpenID provider publishes of itself, its endpoints and its keys; and whom of its people we let in."""

import os
from collections.abc import Mapping
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from app.config import Settings, is_loopback

if TYPE_CHECKING:
    import requests

TIMEOUT = (5.0, 15.0)  # seconds to connect, and for a part of the answer
LEEWAY = 60  # seconds that Google's clock and ours may differ
ALGORITHMS = ["RS256"]  # Google's only one; to take what a token names itself is a classic hole

_KEEP_DISCOVERY = 600  # seconds


def discovered(address: str) -> Mapping[str, str]:
    """The endpoints and the issuer of the provider at an address, remembered for a while.

    Raises OSError or ValueError where it cannot be reached, or says what must not be believed.
    """
    return _discover(address, int(monotonic() // _KEEP_DISCOVERY))


def published_keys(address: str) -> dict[str, Any]:
    """The set of keys (JWKS) by which the provider signs just now. Raises OSError or ValueError."""
    import requests

    place = discovered(address)["jwks_uri"]
    with requests.Session() as client:
        careful(client, place)
        return document(client, place)


def careful(session: "requests.Session", address: str) -> None:
    """Have a session take of the environment only what leads through a proxy: its address and certificate.

    Otherwise a .netrc or a proxy's password of this machine could take the place of the person's own token.
    """
    from requests.utils import get_environ_proxies

    session.trust_env = False
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or True
    session.proxies = get_environ_proxies(address)


def document(client: Any, address: str) -> dict[str, Any]:
    """The JSON object at an address. Raises OSError or ValueError."""
    answer = client.request("GET", address, timeout=TIMEOUT, allow_redirects=False)
    found = answer.json() if answer.status_code == 200 else None
    if not isinstance(found, dict):
        raise ValueError("no such document")
    return found


def may_enter(settings: Settings, email: str, domain: str) -> bool:
    """Whether an address, verified by Google, may sign in. `domain` is whose Workspace account it is, "" for none's.

    The part after the @ does not do: whoever had an address there once may have made a private account of it. Only of
    gmail.com is Google itself the owner.
    """
    if email in settings.allowed_emails:
        return True
    owner = domain or ("gmail.com" if email.endswith("@gmail.com") else "")
    return bool(owner) and owner in {one.removeprefix("@") for one in settings.allowed_domains}


@lru_cache(maxsize=8)
def _discover(address: str, _period: int) -> Mapping[str, str]:
    import requests

    with requests.Session() as client:
        careful(client, address)
        found = document(client, f"{address}/.well-known/openid-configuration")
    known = {name: str(found.get(name)) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
    for one in known.values():
        parts = urlsplit(one)
        if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname or "")):
            raise ValueError("an endpoint without TLS")
    if found.get("issuer") != address:  # or one provider could speak for another
        raise ValueError("another issuer")
    return {**known, "issuer": address}
