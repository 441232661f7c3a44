"""A service account of nobody's, for tests: a key made anew, with a token endpoint of the test's choice."""

import functools
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

ADDRESS = "leadsheet@tests.iam.gserviceaccount.com"


@functools.cache
def private_key() -> str:
    """A key in PEM, one for the whole run: making it takes a while."""
    return pem(rsa.generate_private_key(public_exponent=65537, key_size=2048))


def pem(key: Any, password: bytes | None = None) -> str:
    """A private key as Google's JSON holds it."""
    sealed = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return str(key.private_bytes(*form, sealed).decode())


def account_info(token_uri: str = "https://oauth2.googleapis.com/token", **others: Any) -> dict[str, Any]:
    """The JSON of a service account's key, as Google's console gives it."""
    return {
        "type": "service_account",
        "project_id": "tests",
        "private_key_id": "0123456789abcdef",
        "private_key": private_key(),
        "client_email": ADDRESS,
        "client_id": "1234567890",
        "token_uri": token_uri,
        **others,
    }
