"""A new package from an old one: some parts replaced, every other copied as it is packed."""

import copy
import struct
import zipfile
from collections.abc import Iterable, Mapping
from typing import IO

from app.errors import FileProblem

_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, lengths of name and extra field (APPNOTE.TXT, 4.3.7)
_LEVEL = 4  # of deflate's 9: a third of the default's time for a twentieth more bytes
_CHUNK = 1024 * 1024


def repack(source: zipfile.ZipFile, target: IO[bytes], replaced: Mapping[str, Iterable[bytes]]) -> None:
    """Writes the package `source` to `target` with the parts in `replaced` (their pieces) instead of its own.

    The parts keep their order, names and times; those not replaced keep their very bytes as packed.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as made:
        for info in source.infolist():
            if info.filename in replaced:
                _pack(made, info, replaced[info.filename])
            else:
                _copy(source, made, info)
        made.comment = source.comment


def _pack(made: zipfile.ZipFile, info: zipfile.ZipInfo, pieces: Iterable[bytes]) -> None:
    fresh = zipfile.ZipInfo(info.filename, info.date_time)
    fresh.compress_type = zipfile.ZIP_DEFLATED
    fresh.external_attr = info.external_attr
    fresh.create_system = info.create_system
    # zlib is slow on the small pieces of a row: gather them
    with made.open(fresh, "w", force_zip64=False) as part:
        gathered = bytearray()
        for piece in pieces:
            gathered += piece
            if len(gathered) > _CHUNK:
                part.write(bytes(gathered))
                gathered.clear()
        part.write(bytes(gathered))


def _copy(source: zipfile.ZipFile, made: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    """Copies a part without unpacking it. zipfile has no call for it, only the public attributes."""
    assert source.fp is not None
    assert made.fp is not None
    source.fp.seek(info.header_offset)
    signature, name_length, extra_length = _LOCAL_HEADER.unpack(source.fp.read(_LOCAL_HEADER.size))
    if signature != b"PK\x03\x04":
        raise FileProblem(f"{source.filename or 'The workbook'} is damaged: open it, save it anew and run again.")
    source.fp.seek(name_length + extra_length, 1)
    placed = copy.copy(info)
    placed.flag_bits &= ~0x08  # sizes stand in the header, not behind the part
    placed.header_offset = made.fp.tell()
    made.fp.write(placed.FileHeader(zip64=None))
    left = info.compress_size
    while left:
        chunk = source.fp.read(min(left, _CHUNK))
        if not chunk:
            raise zipfile.BadZipFile("the package is cut off")
        made.fp.write(chunk)
        left -= len(chunk)
    made.filelist.append(placed)
    made.NameToInfo[placed.filename] = placed
    made.start_dir = made.fp.tell()
