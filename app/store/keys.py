"""API keys: made, listed, revoked. The key itself is shown once and stored nowhere."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime

from app import clock
from app.errors import StoreProblem
from app.store.database import Store
from app.store.moments import read_day, read_moment, stored

PREFIX_LENGTH = 12  # "lsk_" and 8 characters, of 47: enough to tell keys apart, far too few to guess the rest
_LONGEST_NAME = 100


@dataclass(frozen=True)
class ApiKey:
    """What is known of a key; times in UTC."""

    id: int
    name: str
    prefix: str
    created_at: datetime
    revoked_at: datetime | None
    last_used_on: date | None


def hash_key(key: str) -> bytes:
    """SHA-256 of a key.

    A slow, salted hash protects passwords because people choose guessable ones. A key is 256 random bits: nobody can
    try them through at any speed, two are never alike, and every call has to be checked in a microsecond.
    """
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()


def add_key(store: Store, name: str) -> str:
    """Make a key under a name of its own and return it: the only time it is ever shown. Raises StoreProblem."""
    name = name.strip()
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise StoreProblem(f"A key's name is 1 to {_LONGEST_NAME} printable characters: choose another.")
    key = f"lsk_{secrets.token_urlsafe(32)}"
    with store.writing() as transaction:
        if transaction.rows("SELECT 1 FROM api_keys WHERE name = ?", name):
            raise StoreProblem(f"There is a key named {name} already, in use or revoked: choose another name.")
        transaction.run(
            "INSERT INTO api_keys (name, hash, prefix, created_at) VALUES (?, ?, ?, ?)",
            name,
            hash_key(key),
            key[:PREFIX_LENGTH],
            stored(clock.now(), store.kind),
        )
    return key


def list_keys(store: Store) -> list[ApiKey]:
    """Every key ever made, oldest first. Raises StoreProblem."""
    with store.reading() as transaction:
        found = transaction.rows(
            "SELECT id, name, prefix, created_at, revoked_at, last_used_on FROM api_keys ORDER BY id"
        )
    return [
        ApiKey(
            id_, name, prefix, read_moment(made) or datetime.min.replace(tzinfo=UTC), read_moment(ended), read_day(used)
        )
        for id_, name, prefix, made, ended, used in found
    ]


def revoke_key(store: Store, name: str) -> None:
    """Stop a key for good; processes that serve notice within KeyRing's refresh. Raises StoreProblem."""
    with store.writing() as transaction:
        stopped = transaction.run(
            "UPDATE api_keys SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL",
            stored(clock.now(), store.kind),
            name.strip(),
        )
    if not stopped:
        raise StoreProblem(f"There is no key named {name.strip()} in use: `keys list` shows them.")
