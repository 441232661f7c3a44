"""One run at a time on a sheet: a note of ours in the sheet's own metadata says who is writing. Pure decisions.

Two runs would not harm each other's leads, for both look before and after they write; they would only wait for each
other's changes. So a lease that its holder let fall is taken over without much ado.
"""

import os
from dataclasses import dataclass
from typing import Any

import msgspec

from app.processes import born, machine
from app.tables.google.fences import fence_of
from app.tables.google.requests import Request
from app.tables.google.shape import Note

KEY = "leadsheet-run"
QUIET_SECONDS = 60.0  # a holder that has said nothing for so long is gone


class Holder(msgspec.Struct, frozen=True):
    """Who holds the lease: the run, on whose account, the machine and process, and how often it said so."""

    run: str
    who: str
    since: str
    machine: str
    process: int
    born: str
    beat: int = 0


@dataclass(frozen=True)
class Held:
    """A lease as it stands in the sheet; `holder` is None where nobody can read what it says."""

    note: Note
    holder: Holder | None


def lease_id(sheet_id: int) -> int:
    """The metadata's id: the same for everybody, so that a second one cannot be made."""
    return fence_of("leadsheet lease", sheet_id)


def this_process(run: str, who: str, since: str) -> Holder:
    """The holder that this process is."""
    return Holder(run, who, since, machine(), os.getpid(), born(os.getpid()))


def held(notes: tuple[Note, ...], sheet_id: int) -> Held | None:
    """The lease among a sheet's metadata."""
    note = next((one for one in notes if one.id == lease_id(sheet_id)), None)
    if note is None:
        return None
    try:
        return Held(note, msgspec.json.decode(note.value, type=Holder))
    except msgspec.MsgspecError:
        return Held(note, None)


def is_gone(lease: Held) -> bool:
    """Whether its holder is known to have ended: a process of this machine that is no longer there."""
    holder = lease.holder
    return holder is None or (holder.machine == machine() and born(holder.process) != holder.born)


def take(sheet_id: int, holder: Holder, instead_of: Held | None) -> list[Request]:
    """The requests that take the lease; in one batch they fail where somebody else was faster.

    The old one is named by what it says, so that of two that take over from the same holder only one succeeds.
    """
    old = [_without(instead_of.note.id, instead_of.note.value)] if instead_of is not None else []
    metadata: dict[str, Any] = {
        "metadataId": lease_id(sheet_id),
        "metadataKey": KEY,
        "metadataValue": msgspec.json.encode(holder).decode(),
        "location": {"sheetId": sheet_id},
        "visibility": "DOCUMENT",
    }
    return [*old, {"createDeveloperMetadata": {"developerMetadata": metadata}}]


def leave(sheet_id: int, holder: Holder) -> Request:
    """The request that gives the lease back, if it is still this holder's."""
    return _without(lease_id(sheet_id), msgspec.json.encode(holder).decode())


def _without(metadata_id: int, text: str) -> Request:
    lookup = {"metadataId": metadata_id, "metadataValue": text}
    return {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": lookup}}}


def keep(sheet_id: int, holder: Holder) -> Request:
    """The request that says the holder is still there."""
    return {
        "updateDeveloperMetadata": {
            "dataFilters": [{"developerMetadataLookup": {"metadataId": lease_id(sheet_id)}}],
            "developerMetadata": {"metadataValue": msgspec.json.encode(holder).decode()},
            "fields": "metadataValue",
        }
    }
