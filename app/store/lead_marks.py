"""A sheet's leads and cells as keyed hashes: what a run wrote is known again without keeping whose it is. Pure."""

import hashlib
from collections.abc import Iterable

from app.leads.identity import IdentityKind
from app.store.identity_hash import HASH_BYTES, plain_hash

CELL_BYTES = 6  # a cell somebody changed is taken for ours once in 10^14
NOT_WRITTEN = bytes(CELL_BYTES)
_MOST_KEPT = 200_000


class LeadMarks:
    """Hashes made with the secret of an installation."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._key = hashlib.sha256(b"cells of sheets\0" + secret).digest()
        self._known: dict[object, bytes] = {}  # most cells of a column say the same as others

    def lead(self, key: str) -> bytes:
        """The mark of a lead's key: a profile's or an address's is the one `identity_hash` gives the person."""
        tag, _, rest = key.partition(":")
        if tag == "in" and rest.startswith(("in/", "pub/")):
            return plain_hash(self._secret, IdentityKind.LINKEDIN, rest)
        if tag == "at":
            return plain_hash(self._secret, IdentityKind.EMAIL, rest)
        return hashlib.blake2b(_bytes(f"lead {key}"), key=self._key, digest_size=HASH_BYTES).digest()

    def cell(self, cell: object) -> bytes:
        """The mark of what stands in a cell; a number's is the same whether it came as 1 or as 1.0."""
        if isinstance(cell, bool):
            return self._hash(f"truth {cell}")
        found = self._known.get(cell)
        if found is None:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            found = self._known[cell] = self._hash(_told(cell))
        return found

    def cells(self, cells: Iterable[object]) -> list[bytes]:
        """The marks of cells that we write, among which there is no truth value, which would pass for a number."""
        known, cell_of = self._known.get, self.cell
        return [known(cell) or cell_of(cell) for cell in cells]

    def _hash(self, text: str) -> bytes:
        return hashlib.blake2b(_bytes(text), key=self._key, digest_size=CELL_BYTES).digest()


def _told(cell: object) -> str:
    if cell is None or cell == "":
        return "blank"
    return f"number {float(cell)!r}" if isinstance(cell, int | float) else f"text {cell}"


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
