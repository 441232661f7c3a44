"""Who is signed in. The browser holds a random word; here are its hash, who it is, and Google's token under lock.

The token's key is made of the installation's secret and the browser's word: a copy of the database, even with the
secret, opens nothing.
"""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.store.database import Store
from app.store.moments import read_moment, stored

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

LASTS = timedelta(hours=12)
LONGEST_EMAIL = 254  # RFC 5321's path of 256 without its brackets

_WORD_BYTES = 32
_LONGEST_WORD = 100  # characters; nothing longer was ever a word of ours


@dataclass(frozen=True)
class SignedIn:
    """Somebody signed in: since when, and until when Google's token holds."""

    email: str
    name: str
    since: datetime
    token_until: datetime
    locked: bytes  # Google's token; `unlock_token`


def enter_person(
    store: Store, secret: bytes, email: str, name: str, token: str, token_until: datetime, now: datetime
) -> str:
    """Sign somebody in; returns the word for the browser. Expired rows go meanwhile. Raises StoreProblem."""
    word = secrets.token_urlsafe(_WORD_BYTES)
    row = (
        _mark(word),
        email,
        name,
        _lock(secret, word).encrypt(token.encode()),
        *(stored(moment, store.kind) for moment in (token_until, now, now + LASTS)),
    )
    with store.writing() as transaction:
        transaction.run("DELETE FROM people WHERE until <= ?", stored(now, store.kind))
        transaction.run(
            "INSERT INTO people (mark, email, name, token, token_until, since, until) VALUES (?, ?, ?, ?, ?, ?, ?)",
            *row,
        )
    return word


def find_person(store: Store, word: str, now: datetime) -> SignedIn | None:
    """Whose word it is; None for one that was never given, has expired or was handed back. Raises StoreProblem."""
    if not 0 < len(word) <= _LONGEST_WORD:
        return None
    with store.reading() as transaction:
        rows = transaction.rows(
            "SELECT email, name, since, token_until, token FROM people WHERE mark = ? AND until > ?",
            _mark(word),
            stored(now, store.kind),
        )
    if not rows:
        return None
    email, name, since, token_until, token = rows[0]
    began, ends = read_moment(since), read_moment(token_until)
    assert began is not None
    assert ends is not None
    return SignedIn(email, name, began, ends, bytes(token))


def leave_person(store: Store, word: str) -> None:
    """Sign out: the word is worth nothing from now on. Raises StoreProblem."""
    with store.writing() as transaction:
        transaction.run("DELETE FROM people WHERE mark = ?", _mark(word))


def forget_expired(store: Store, now: datetime) -> int:
    """Delete everybody whose time is up; returns how many. Raises StoreProblem."""
    with store.writing() as transaction:
        return transaction.run("DELETE FROM people WHERE until <= ?", stored(now, store.kind))


def unlock_token(secret: bytes, word: str, person: SignedIn) -> str | None:
    """Google's token; None where the installation's secret is another one than when it was locked."""
    from cryptography.fernet import InvalidToken

    try:
        return _lock(secret, word).decrypt(person.locked).decode()
    except InvalidToken:
        return None


def _mark(word: str) -> bytes:
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()


def _lock(secret: bytes, word: str) -> "Fernet":
    from cryptography.fernet import Fernet  # here: most processes never sign anybody in

    key = hmac.digest(secret, b"leadsheet tokens v1\0" + word.encode("utf-8", "surrogatepass"), hashlib.sha256)
    return Fernet(base64.urlsafe_b64encode(key))
