"""The text of a CSV: its encoding, delimiter, quotes and line ends, and its records cut without changing a letter.

Pure. Records are kept as the raw text of their fields: joined again with the delimiter they are what was read.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

DELIMITERS = (",", ";", "\t", "|")
SAMPLE_CHARACTERS = 200_000
SAMPLE_RECORDS = 200
QUOTE = '"'

# What a spreadsheet program takes for the start of a formula, and their full-width twins that some of them fold
# (OWASP, "CSV Injection").
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

# Windows-1252 as the WHATWG defines it: the five bytes it leaves open stand for themselves, so that every file can be
# read and comes back byte for byte.
_CP1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
_CP1252_BACK = codecs.charmap_build(_CP1252)

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_QUOTED = re.compile(r'"([^"]*+(?:""[^"]*+)*+)"')
# Windows' text mode adds a CR each time it writes, so a file that went through it twice ends its lines with CR CR LF. A
# file of LF CR comes from a few old systems; where an LF follows, the CR is that of an empty line.
_END = r"\r{1,4}\n|\n\r(?!\n)|\r|\n"
_LINE = re.compile(rf"[^\r\n]*(?:{_END}|\Z)")


class Encoded(NamedTuple):
    """A text and how it was written down: byte order mark, if any, and encoding."""

    text: str
    encoding: str
    bom: bytes


class Record(NamedTuple):
    """One record: the raw text of its fields, quotes and all, and the line end behind it ("" at the end of a file)."""

    fields: list[str]
    end: str


@dataclass(frozen=True)
class Dialect:
    """How a CSV is written: its delimiter, whether every field is quoted, its line end, its decimal sign."""

    delimiter: str
    quote_all: bool
    line_end: str
    decimal: str


def decode(content: bytes) -> Encoded | None:
    """The text in the bytes: by its byte order mark, else UTF-8 if it is that throughout, else Windows-1252.

    None when it is no text (it holds NUL or is broken UTF-16). A rule rather than a guess: UTF-8 is not matched by
    chance, and of the one-byte encodings Excel and the CRMs write Windows-1252. Should that be wrong, accents read
    wrong, but `encode` still gives the same bytes back.
    """
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            body = content[len(bom) :]
            try:
                return _if_text(Encoded(body.decode(encoding), encoding, bom))
            except UnicodeDecodeError:
                return None if encoding != "utf-8" else _if_text(Encoded(_windows(body), "cp1252", bom))
    try:
        return _if_text(Encoded(content.decode("utf-8"), "utf-8", b""))
    except UnicodeDecodeError:
        return _if_text(Encoded(_windows(content), "cp1252", b""))


def _windows(content: bytes) -> str:
    return codecs.charmap_decode(content, "strict", _CP1252)[0]


def _if_text(encoded: Encoded) -> Encoded | None:
    return None if "\0" in encoded.text else encoded


def encode(encoded: Encoded) -> bytes:
    """The bytes of the text in its encoding, behind its byte order mark."""
    if encoded.encoding == "cp1252":
        return encoded.bom + codecs.charmap_encode(encoded.text, "strict", _CP1252_BACK)[0]
    return encoded.bom + encoded.text.encode(encoded.encoding)


def writable(text: str, encoding: str) -> str:
    """`text` with "?" for every letter the encoding does not have."""
    if encoding != "cp1252":
        return text.encode("utf-8", "replace").decode("utf-8")
    return "".join(letter if letter in _CP1252 else "?" for letter in text)


def records(text: str, delimiter: str) -> Iterator[Record]:
    """The records of the text, in order; a line break between quotes does not end one.

    A quote opens only at the start of a field, and one that is never closed is a letter like any other. Takes time
    linear in the length of the text.
    """
    field = _field_pattern(delimiter)
    position, length = 0, len(text)
    while position < length:
        line = _LINE.match(text, position)
        assert line is not None
        raw = line.group()
        if QUOTE not in raw:
            body = raw.rstrip("\r\n")
            yield Record(body.split(delimiter), raw[len(body) :])
            position = line.end()
            continue
        fields: list[str] = []
        while True:
            match = field.match(text, position)
            assert match is not None
            fields.append(match[1])
            position = match.end()
            if match[2] != delimiter:
                yield Record(fields, match[2])
                break


def _field_pattern(delimiter: str) -> re.Pattern[str]:
    plain = rf"[^{re.escape(delimiter)}\r\n]*"
    return re.compile(rf'("[^"]*+(?:""[^"]*+)*+"{plain}|{plain})({re.escape(delimiter)}|{_END}|\Z)')


def value(field: str) -> str | None:
    """What a raw field says: without its quotes; None when it says nothing."""
    if field[:1] == QUOTE and (match := _QUOTED.match(field)) is not None:
        return match[1].replace('""', QUOTE) + field[match.end() :] or None
    return field or None


def quoted(text: str, dialect: Dialect) -> str:
    """`text` as a raw field: made harmless as a formula, quoted where it must be or where every field is."""
    if text.startswith(FORMULA_STARTS):
        text = "'" + text
    needs = any(sign in text for sign in (dialect.delimiter, QUOTE, "\r", "\n")) or text != text.strip()
    return f'"{text.replace(QUOTE, QUOTE * 2)}"' if needs or (dialect.quote_all and text) else text


def find_dialect(text: str) -> Dialect:
    """How the text is written, judged by its first records."""
    sample = text[:SAMPLE_CHARACTERS]
    announced = re.match(r'"?sep=([,;\t|])"?[\r\n]', sample, re.IGNORECASE)  # Excel's own word for it
    delimiter = announced[1] if announced else max(DELIMITERS, key=lambda sign: _regularity(sample, sign))
    first = _first_records(sample, delimiter)
    ends = Counter(record.end for record in first if record.end)
    fields = [field for record in first for field in record.fields if field]
    quote_all = bool(fields) and all(field[:1] == QUOTE for field in fields)
    line_end = ends.most_common(1)[0][0] if ends else "\n"
    return Dialect(delimiter, quote_all, line_end, _decimal_sign(fields, delimiter))


def _first_records(sample: str, delimiter: str) -> list[Record]:
    first = []
    for record in records(sample, delimiter):
        first.append(record)
        if len(first) == SAMPLE_RECORDS:
            break
    return first


def _regularity(sample: str, delimiter: str) -> tuple[float, int, float, int]:
    """How well a delimiter explains the text, better is greater.

    The share of records it cuts; how early the first as wide as most comes; the share of those as wide as most; that
    width. The second tells what the rest cannot: decimal commas, or lists in a cell, cut every row as evenly as the
    delimiter does, but not the header.
    """
    widths = [len(record.fields) for record in _first_records(sample, delimiter) if any(record.fields)]
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0, 0, 0.0, 0
    width = max(several, key=lambda width: (several[width], width))
    cut, even = several.total() / len(widths), several[width] / len(widths)
    return round(cut, 1), -widths.index(width), round(even, 1), width


def _decimal_sign(fields: list[str], delimiter: str) -> str:
    """The decimal sign of the file's own numbers.

    Where it has none, a comma beside semicolons: a semicolon file is what Excel writes and reads where the comma is
    the decimal sign, and there "0.5321" would come in as text, or "1.5" as the first of May.
    """
    if delimiter == ",":
        return "."
    texts = [value(field) or "" for field in fields]
    commas = sum(bool(re.fullmatch(r"\s*-?\d+,\d+\s*%?", text)) for text in texts)
    points = sum(bool(re.fullmatch(r"\s*-?\d+\.\d+\s*%?", text)) for text in texts)
    if commas == points:
        return "," if delimiter == ";" else "."
    return "," if commas > points else "."
