"""What a journal holds: records of scored leads, as bytes. Pure: no file, no clock.

A record is 12 bytes of header (mark, length, CRC-32 of the rest) and one entry in MessagePack: a call's answer, be it
one lead or ten thousand, is one record, so it is there whole or not at all.
"""

import struct
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import msgspec

from app.store.layouts import CURRENT

Fact = float | str | None

_HEADER = struct.Struct(">4sII")
_MARK = b"LSJ1"


class LoggedLead(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """One lead's score (0 to 1), who it is (identity_hash.py) and its facts in the layout's order."""

    score: float
    identity_hash: bytes | None
    facts: tuple[Fact, ...]


class Entry(msgspec.Struct, array_like=True, frozen=True):
    """One answer: when (aware), from where (api, batch, table, sheet, file), by which model, and its leads."""

    at: datetime
    source: str
    model_version: str
    request_id: str | None
    leads: list[LoggedLead]
    layout: int = CURRENT


class StoredEntry(msgspec.Struct, array_like=True, frozen=True):
    """An entry read back. Its leads are decoded one by one: ten thousand at once would hold up the other threads."""

    at: datetime
    source: str
    model_version: str
    request_id: str | None
    raw_leads: list[msgspec.Raw]
    layout: int

    def leads(self) -> Iterator[LoggedLead]:
        """Its leads, in their order."""
        return map(_lead_decoder.decode, self.raw_leads)


class Record(NamedTuple):
    """An entry read back, and where the next record begins."""

    entry: StoredEntry | None  # None: damaged bytes were skipped
    end: int


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(StoredEntry)
_lead_decoder = msgspec.msgpack.Decoder(LoggedLead)


def encode(entry: Entry) -> bytes:
    """The record of an entry. Lone surrogates, which no encoding has, become `?`."""
    try:
        payload = _encoder.encode(entry)
    except UnicodeEncodeError:
        payload = _encoder.encode(_encodable(entry))
    return _HEADER.pack(_MARK, len(payload), zlib.crc32(payload)) + payload


def records(content: bytes, start: int = 0) -> Iterator[Record]:
    """The records from a position on. Damaged bytes are skipped to the next whole record; a torn end is left out."""
    at = start
    while at < len(content):
        found = _record_at(content, at)
        if found is None:
            at = _next_record(content, at + 1)
            yield Record(None, at)
        else:
            yield found
            at = found.end


def _record_at(content: bytes, at: int) -> Record | None:
    if len(content) - at < _HEADER.size:
        return None
    mark, length, crc = _HEADER.unpack_from(content, at)
    begin, end = at + _HEADER.size, at + _HEADER.size + length
    if mark != _MARK or end > len(content):
        return None
    payload = memoryview(content)[begin:end]
    if zlib.crc32(payload) != crc:
        return None
    try:
        return Record(_decoder.decode(payload), end)
    except msgspec.MsgspecError:
        return None


def _next_record(content: bytes, start: int) -> int:
    at = content.find(_MARK, start)
    while at >= 0 and _record_at(content, at) is None:
        at = content.find(_MARK, at + 1)
    return at if at >= 0 else len(content)


def _encodable(entry: Entry) -> Entry:
    def clean(text: str | None) -> str | None:
        return None if text is None else text.encode("utf-8", "replace").decode("utf-8")

    return Entry(
        entry.at,
        clean(entry.source) or "",
        clean(entry.model_version) or "",
        clean(entry.request_id),
        [
            LoggedLead(
                lead.score,
                lead.identity_hash,
                tuple(clean(fact) if isinstance(fact, str) else fact for fact in lead.facts),
            )
            for lead in entry.leads
        ],
        entry.layout,
    )
