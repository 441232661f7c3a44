"""The keys by which an OpenID provider signs, kept in the process: fetched now and then, never for every call."""

import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.web.openid_provider import published_keys

if TYPE_CHECKING:
    from joserfc.jwk import RSAKey

FRESH = 3_600.0  # seconds; then they are fetched anew: one that was withdrawn must not hold for ever
BELIEVED = 86_400.0  # seconds that the last known ones hold while the provider is away
PAUSE = 10.0  # seconds between two attempts, whatever keys callers name
PATIENCE = 2.0  # seconds to wait for another thread that is fetching them
_LEAST_BITS = 2_048


class KeysUnreachable(Exception):
    """The keys cannot be read just now."""


class PublishedKeys:
    """The RSA keys of the provider at an address, by their names. Safe to share between threads."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._keys: dict[str, RSAKey] = {}
        self._read_at = -BELIEVED
        self._tried_at = -PAUSE
        self._failed = False
        self._fetching = threading.Lock()

    def find(self, name: str) -> "RSAKey | None":
        """The key of that name; None where the provider has none. Raises KeysUnreachable where that is not known."""
        found = self._known(name)
        if found is not None and time.monotonic() < self._read_at + FRESH:
            return found
        # A thread that has a key does not wait for newer ones.
        if not self._fetching.acquire(timeout=0 if found is not None else PATIENCE):
            if found is None:
                raise KeysUnreachable
            return found
        try:
            if time.monotonic() >= self._tried_at + PAUSE:  # not if another thread has fetched them meanwhile
                self._fetch()
            failed = self._failed
        finally:
            self._fetching.release()
        found = self._known(name)
        if found is None and failed:
            raise KeysUnreachable
        return found

    def _known(self, name: str) -> "RSAKey | None":
        return self._keys.get(name) if time.monotonic() < self._read_at + BELIEVED else None

    def _fetch(self) -> None:
        from joserfc.errors import JoseError
        from joserfc.jwk import RSAKey

        try:
            listed = published_keys(self._address)["keys"]
            keys = {str(one["kid"]): RSAKey.import_key(one) for one in listed if _is_fit(one)}
        except (OSError, ValueError, KeyError, TypeError, AttributeError, JoseError):
            keys = {}
        self._failed = not keys
        if keys:
            self._keys, self._read_at = keys, time.monotonic()
        self._tried_at = time.monotonic()


def _is_fit(key: Mapping[str, Any]) -> bool:
    """Whether a published key has a name and is one to sign with, as long as RSA has to be."""
    signs = key.get("kty") == "RSA" and key.get("use", "sig") == "sig"
    return signs and bool(key.get("kid")) and len(key["n"]) * 6 >= _LEAST_BITS  # six bits a letter
