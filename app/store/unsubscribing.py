"""Who wants no mail any more, and the word in the link by which people say so."""

import base64
import binascii
import hashlib
import hmac
from datetime import datetime

from app.store.database import Store
from app.store.moments import stored

_PURPOSE = b"leadsheet unsubscribe v1\0"  # the secret signs other things too: no word of theirs may do here
_LONGEST = 1000  # characters of a token; an address has 320 at most


def unsubscribe(store: Store, recipient: str, now: datetime) -> None:
    """Send this address nothing from now on, of any report; what waits for it goes nowhere. Raises StoreProblem."""
    address = known_as(recipient)
    with store.writing() as transaction:
        transaction.run(
            "INSERT INTO unsubscribed (recipient, at) VALUES (?, ?) ON CONFLICT (recipient) DO NOTHING",
            address,
            stored(now, store.kind),
        )
        transaction.run("DELETE FROM mails WHERE recipient = ? AND state = 'waiting'", address)


def subscribe(store: Store, recipient: str) -> None:
    """Send this address mails again, from the next report on. Raises StoreProblem."""
    with store.writing() as transaction:
        transaction.run("DELETE FROM unsubscribed WHERE recipient = ?", known_as(recipient))


def is_unsubscribed(store: Store, recipient: str) -> bool:
    """Whether this address wants no mail. Raises StoreProblem."""
    with store.reading() as transaction:
        return bool(transaction.rows("SELECT 1 FROM unsubscribed WHERE recipient = ?", known_as(recipient)))


def known_as(recipient: str) -> str:
    """The address as it is kept and compared: case tells nobody apart; at most 320 characters, the column's width."""
    return recipient.strip().lower()[:320]


def token(secret: bytes, recipient: str) -> str:
    """A word for a link, which nobody without the secret can make for another address; it holds for ever.

    The address can be read from it: keep the link out of logs.
    """
    address = known_as(recipient).encode("utf-8", "replace")
    return f"{_word(address)}.{_word(hmac.digest(secret, _PURPOSE + address, hashlib.sha256))}"


def recipient_of(secret: bytes, token_given: str) -> str | None:
    """The address that a token was made for; None where it was not made with this secret."""
    if len(token_given) > _LONGEST:
        return None
    word = token_given.partition(".")[0]
    try:
        address = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    # the whole word is made anew and compared: no second spelling of a token holds
    return (
        address
        if hmac.compare_digest(token(secret, address).encode(), token_given.encode("utf-8", "replace"))
        else None
    )


def _word(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")
