"""What a journal holds: records of scored leads, as bytes. Pure: no file, no clock.

A record is 12 bytes of header (mark, length, CRC-32 of the rest) and one entry in MessagePack: a call's answer, be it
one lead or ten thousand, is one record, so it is there whole or not at all. An entry's leads are held as the database
takes them, column by column, their facts as the JSON text that is stored: moving an entry neither decodes nor encodes
them. Records of the first form, which held lead by lead, are still read: a service may be updated over its journal.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import msgspec

from app.store.layouts import CURRENT

Fact = float | str | None

_HEADER = struct.Struct(">4sII")
_FIRST_MARK, _MARK = b"LSJ1", b"LSJ2"
_ANY_MARK = re.compile(b"LSJ[12]")


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
    """An entry as it is held and read back: of each lead a score, an identity hash and a line of facts."""

    at: datetime
    source: str
    model_version: str
    request_id: str | None
    layout: int
    scores: list[float]
    identity_hashes: list[bytes | None]
    lines: list[str]  # of JSON, an array a lead; many a text

    def facts(self) -> Iterator[str]:
        """The facts of each lead as JSON."""
        for some in self.lines:
            yield from some.split("\n")[:-1]  # each line ends with a line feed, and none has one within


class _FirstEntry(msgspec.Struct, array_like=True, frozen=True):
    """An entry of the first form."""

    at: datetime
    source: str
    model_version: str
    request_id: str | None
    leads: list[LoggedLead]
    layout: int


class Record(NamedTuple):
    """An entry read back, and where the next record begins."""

    entry: StoredEntry | None  # None: damaged bytes were skipped
    end: int


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(StoredEntry)
_first_decoder = msgspec.msgpack.Decoder(_FirstEntry)
_lines = msgspec.json.Encoder().encode_lines
_LINES = 250  # a text: larger ones the C library, as `serve` starts it, fetches from the system each time anew


def encode(entry: Entry) -> bytes:
    """The record of an entry. Lone surrogates, which no encoding has, become `?`."""
    try:
        payload = _encoder.encode(_stored(entry))
    except UnicodeEncodeError:
        payload = _encoder.encode(_stored(_encodable(entry)))
    return _HEADER.pack(_MARK, len(payload), zlib.crc32(payload)) + payload


def _stored(entry: Entry | _FirstEntry) -> StoredEntry:
    return StoredEntry(
        entry.at,
        entry.source,
        entry.model_version,
        entry.request_id,
        entry.layout,
        [lead.score for lead in entry.leads],
        [lead.identity_hash for lead in entry.leads],
        [
            _lines([lead.facts for lead in entry.leads[start : start + _LINES]]).decode()
            for start in range(0, len(entry.leads), _LINES)
        ],
    )


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
    if mark not in (_FIRST_MARK, _MARK) or end > len(content):
        return None
    payload = memoryview(content)[begin:end]
    if zlib.crc32(payload) != crc:
        return None
    try:
        return Record(_decoded(mark, payload), end)
    except (msgspec.MsgspecError, UnicodeError):
        return None


def _decoded(mark: bytes, payload: memoryview) -> StoredEntry:
    if mark == _FIRST_MARK:
        return _stored(_first_decoder.decode(payload))
    return _decoder.decode(payload)


def _next_record(content: bytes, start: int) -> int:
    for mark in _ANY_MARK.finditer(content, start):
        if _record_at(content, mark.start()) is not None:
            return mark.start()
    return len(content)


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
