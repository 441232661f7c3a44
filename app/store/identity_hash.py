"""A person's mark in the log: a keyed hash of the public LinkedIn URL or the e-mail address.

Without the secret nobody can try addresses out against the log; with it a person who asks can be found and erased.
"""

import contextlib
import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from app.errors import StoreProblem
from app.leads.addresses import plain_email, plain_linkedin
from app.leads.identity import IdentityKind

HASH_BYTES = 16  # of HMAC-SHA256's 32: two of a billion people alike once in 10^20
_SECRET_BYTES = 32
_TAGS = {IdentityKind.LINKEDIN: b"linkedin\0", IdentityKind.EMAIL: b"email\0"}


def identity_hash(secret: bytes, kind: IdentityKind, value: str) -> bytes | None:
    """The mark of a person, 16 bytes; None where the value names nobody."""
    plain = plain_linkedin(value) if kind is IdentityKind.LINKEDIN else plain_email(value)
    return None if plain is None else plain_hash(secret, kind, plain)


def plain_hash(secret: bytes, kind: IdentityKind, plain: str) -> bytes:
    """The mark of whoever is named by an address in its one spelling (app.leads.addresses)."""
    message = _TAGS[kind] + plain.encode("utf-8", "surrogatepass")
    return hmac.digest(secret, message, hashlib.sha256)[:HASH_BYTES]


def read_secret(path: Path) -> bytes:
    """The secret of this installation; made on first use, readable by its owner alone. Raises StoreProblem.

    Whoever loses it can no longer find a person in the log: it belongs into the backup, apart from the database.
    """
    try:
        if not path.exists():
            _make_secret(path)
        secret = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError as error:
        raise StoreProblem(f"{path} cannot be read or made ({error.strerror}): make its folder writable.") from error
    except ValueError as error:
        raise StoreProblem(f"{path} does not hold a secret: restore it from a backup.") from error
    return _long_enough(secret, str(path))


def identity_secret(environment: Mapping[str, str], path: Path, *, make: bool = True) -> bytes:
    """The secret from LEADSHEET_IDENTITY_SECRET (at least 32 characters), else from the file. Raises StoreProblem.

    Where nothing may be made up, as for erasing, `make=False`: another secret would find nobody and say so as if true.
    """
    setting = environment.get("LEADSHEET_IDENTITY_SECRET", "").strip()
    if setting:
        return _long_enough(setting.encode(), "LEADSHEET_IDENTITY_SECRET")
    if not make and not path.exists():
        raise StoreProblem(
            f"{path} is not there: run this where the service runs, or set LEADSHEET_IDENTITY_SECRET to its secret."
        )
    return read_secret(path)


def _long_enough(secret: bytes, where: str) -> bytes:
    if len(secret) < _SECRET_BYTES:
        raise StoreProblem(f"{where} is shorter than {_SECRET_BYTES} bytes: restore it, or set a longer one.")
    return secret


def _make_secret(path: Path) -> None:
    """Written aside, then linked: of several processes one wins, and none reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    file = os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        os.write(file, secrets.token_hex(_SECRET_BYTES).encode())
        os.fsync(file)
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(aside)
    finally:
        os.close(file)
        aside.unlink()
