"""Bodies nobody should send: by kind, each drawn from a seeded generator."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass

from app.leads.fields import FIELD_NAMES

LEAD = {
    "llm_quality": 80, "llm_engagement": 0.6, "llm_company_fit": 2, "companyfoundedon": 2015, "companysize": "11-50",
    "languages": "Anglais, Français", "jobtitle": "Head of Sales", "location": "Paris, FR", "summary": "I sell.",
}  # fmt: skip
VALID: dict[str, object] = {
    "/predict": LEAD,
    "/predict/batch": {"leads": [LEAD, {}, {"jobtitle": "CEO"}]},
    "/table/map": {"headers": ["Job Title", "Effectif", "Name"], "rows": [["CEO", "11-50", "Ana"], [None, 7]]},
    "/table/score": {"headers": ["Job Title", "Country"], "rows": [["CEO", "FR"], []], "mapping": {"Country": None}},
}
ADDRESSES = tuple(VALID)
IS_JSON = "application/json"
Rng = random.Random

# What JSON's own grammar lets through beside what it does not.
_NUMBERS = (
    *("1e400", "-1e400", "1e-400", "1E+99999999", "9" * 5_000, "-" + "9" * 5_000, "0." + "0" * 5_000 + "1", "1" * 310),
    *(
        str(2**63),
        str(2**64),
        str(-(2**63) - 1),
        str(10**308),
        "1.7976931348623159e308",
        "-0",
        "-0.0",
        "5e-324",
        "80.5",
    ),
    *("01", "+1", ".5", "1.", "0x10", "1_000", "1e", "--1", "٣", "1,5"),
)
_NOT_NUMBERS = (
    *("NaN", "Infinity", "-Infinity", "nan", "inf", "undefined", "None", "True", "'a'", "//", "[,]", "{,}", ""),
)
_TEXTS = (
    *(b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\ud800x"', b'"\xed\xa0\x80"', b'"\xff\xfe"', b'"\xc3"', b'"\xc0\xaf"'),
    *(b'"\xf5\x80\x80\x80"', b'"\\u00"', b'"\\x41"', b'"\\u0000"', b'"a\x00b"', b'"\n\t"', b'"\xe2\x80\xa8"', b'"open'),
)
_MARKS = (
    *(("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")),
    ("utf-32-le", b"\xff\xfe\0\0"),
)
_TYPES = (
    *(None, "", "text/plain", "text/html", "text/json", "json", "*/*", "image/png", "x" * 4_000, "; charset=utf-8"),
    *(
        "application/xml",
        "application/x-www-form-urlencoded",
        "application/json/x",
        "application/",
        "application/jsonp",
    ),
    *("application/jsonp", "application/json+xml", "applicationjson", "application/ json"),
    *("multipart/form-data; boundary=x", "multipart/form-data"),
)


@dataclass(frozen=True)
class Hostile:
    """A request to one of the addresses that take a body."""

    kind: str
    address: str
    body: bytes
    content_type: str | None = IS_JSON


def hostile(rng: Rng) -> Hostile:
    """One hostile request."""
    address, kind = rng.choice(ADDRESSES), rng.choice(tuple(KINDS))
    body = KINDS[kind](rng, address)
    return Hostile(kind, address, body, rng.choice(_TYPES) if kind == "content types" else IS_JSON)


def _with(rng: Rng, address: str, cell: bytes) -> bytes:
    """A valid body of the address with a raw cell in some place of it."""
    field = json.dumps(rng.choice([*FIELD_NAMES, "unknown"])).encode()
    lead = b'{"jobtitle": "CEO", %s: %s}' % (field, cell)
    table = (
        b'{"headers": ["Job Title", "Company Size"], "rows": [["CEO", %s], [%s]]}' % (cell, cell),
        b'{"headers": ["Job Title", %s], "rows": [["CEO", 1]]}' % cell,
        b'{"headers": ["Job Title"], "rows": [["CEO"]], "mapping": {"Job Title": %s}}' % cell,
        b'{"headers": ["Job Title"], "rows": %s}' % cell,
    )
    if address == "/predict":
        return rng.choice((lead, lead, cell))
    if address == "/predict/batch":
        return rng.choice((b'{"leads": [{}, %s]}' % lead, b'{"leads": [%s]}' % cell, b'{"leads": %s}' % cell))
    return rng.choice(table)


def _deep(rng: Rng, address: str) -> bytes:
    depth = rng.choice((10, 100, 900, 1_000, 1_100, 5_000, 40_000))
    opening, inside, closing = rng.choice(((b"[", b"", b"]"), (b'{"a":', b"1", b"}"), (b'[{"leads":', b"[]", b"}]")))
    nested = opening * depth + inside + closing * rng.choice((depth, depth, depth - 1, 0))
    return rng.choice((nested, _with(rng, address, nested)))


def _numbers(rng: Rng, address: str) -> bytes:
    return _with(rng, address, rng.choice(_NUMBERS).encode())


def _not_numbers(rng: Rng, address: str) -> bytes:
    return _with(rng, address, rng.choice(_NOT_NUMBERS).encode())


def _texts(rng: Rng, address: str) -> bytes:
    return _with(rng, address, rng.choice(_TEXTS))


def _duplicates(rng: Rng, address: str) -> bytes:
    keys = [*FIELD_NAMES[:4], "leads", "headers", "rows", "mapping"]
    pairs = [f"{json.dumps(rng.choice(keys))}: {json.dumps(_anything(rng, 1))}" for _ in range(rng.randint(2, 300))]
    return f"{{{', '.join(pairs)}}}".encode()


def _anything(rng: Rng, depth: int = 4) -> object:
    """A JSON value of any type."""
    simple = (None, True, False, 0, -1, 2.5, 10**18, "", "85", "CEO", "x" * 11_000, "\u0000", "🦉", "0,5")
    if depth == 0 or rng.random() < 0.5:
        return rng.choice(simple)
    inner = [_anything(rng, depth - 1) for _ in range(rng.randint(0, 4))]
    return inner if rng.random() < 0.5 else {rng.choice([*FIELD_NAMES, "leads", "rows"]): one for one in inner}


def _wrong_types(rng: Rng, address: str) -> bytes:
    if rng.random() < 0.5:
        return _with(rng, address, json.dumps(_anything(rng)).encode())
    valid = VALID[address]
    assert isinstance(valid, dict)
    return json.dumps({name: _anything(rng) if rng.random() < 0.5 else cell for name, cell in valid.items()}).encode()


def _valid(rng: Rng, address: str) -> bytes:
    return json.dumps(VALID[address], ensure_ascii=rng.random() < 0.5).encode()


def _truncated(rng: Rng, address: str) -> bytes:
    body = _valid(rng, address)
    return body[: rng.randrange(1, len(body))]


def _flipped(rng: Rng, address: str) -> bytes:
    """A valid body with some of its bytes changed."""
    body = bytearray(_valid(rng, address))
    for _ in range(rng.randint(1, 6)):
        body[rng.randrange(len(body))] = rng.randrange(256)
    return bytes(body)


def _marked(rng: Rng, address: str) -> bytes:
    encoding, mark = rng.choice(_MARKS)
    return mark * rng.choice((1, 1, 2)) + _valid(rng, address).decode().encode(encoding)


def _empty(rng: Rng, address: str) -> bytes:
    return rng.choice((b"", b" ", b"\n\n\t", b"\x00", b"null", b"{}", b"[]", b'""', b"0", b"true", b" " * 50_000))


def _random(rng: Rng, address: str) -> bytes:
    return rng.randbytes(rng.randint(1, 400))


KINDS: dict[str, Callable[[Rng, str], bytes]] = {
    "deep": _deep,
    "huge numbers": _numbers,
    "not numbers": _not_numbers,
    "texts": _texts,
    "duplicate keys": _duplicates,
    "wrong types": _wrong_types,
    "truncated": _truncated,
    "flipped bytes": _flipped,
    "marks": _marked,
    "empty": _empty,
    "random bytes": _random,
    "content types": _valid,
}


def too_large(megabytes: int) -> list[bytes]:
    """Bodies of so many megabytes: a text, spaces, a batch, and what never closes."""
    size = megabytes * 1024 * 1024
    lead = b'{"summary": "' + b"x" * 5_000 + b'"}, '
    return [
        b'{"jobtitle": "' + b"x" * size + b'"}',
        b'{"a": 1' + b" " * size + b"}",
        b'{"leads": [' + lead * (size // len(lead) + 1) + b"{}]}",
        b"[" * size,
    ]
