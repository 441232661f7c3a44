"""Entries to log, and what the database holds of them."""

import struct
import zlib
from datetime import UTC, datetime

import msgspec

from app.leads.fields import FIELD_NAMES
from app.store.database import Store
from app.store.journal import Entry, Fact, LoggedLead

FACTS: tuple[Fact, ...] = tuple(
    float(at) if at < 5 else None if at % 3 else f"fact {at}" for at in range(len(FIELD_NAMES))
)


def entry(request_id: str, leads: int = 1, at: datetime | None = None, mark: bytes | None = None) -> Entry:
    """An entry that is told apart by its request id."""
    scored = [LoggedLead(number / leads, mark, FACTS) for number in range(leads)]
    return Entry(at or datetime.now(UTC), "api", "v1", request_id, scored)


def in_first_form(written: Entry) -> bytes:
    """The record that Leadsheet wrote before it held entries column by column."""
    leads = [(lead.score, lead.identity_hash, lead.facts) for lead in written.leads]
    payload = msgspec.msgpack.encode(
        (written.at, written.source, written.model_version, written.request_id, leads, written.layout)
    )
    return struct.pack(">4sII", b"LSJ1", len(payload), zlib.crc32(payload)) + payload


def kept(store: Store) -> dict[str, int]:
    """How many predictions the database holds for each request id."""
    with store.reading() as transaction:
        return dict(transaction.rows("SELECT request_id, count(*) FROM predictions GROUP BY request_id"))
