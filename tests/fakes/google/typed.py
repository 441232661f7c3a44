"""USER_ENTERED: what a text becomes when it is typed into a cell."""

import re
from datetime import UTC, datetime, timedelta

from tests.fakes.google.cells import Entered, Formula, number
from tests.fakes.google.errors import Json
from tests.fakes.google.formats import EPOCH, decimal_mark, language, truths

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})\Z")
_PAIR = re.compile(r"(\d{1,2})[-/](\d{1,2})\Z")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?\Z")


def typed(text: str, locale: str) -> tuple[Entered, Json | None]:
    """The value a typed text becomes, and the number format it brings with it.

    "=A1" runs as a formula, "'007" stays text, "11-50" becomes November 1950.
    """
    if text == "":
        return None, None
    if text.startswith("'"):
        return text[1:] or None, None
    if text.startswith("=") and len(text) > 1:
        return Formula(text), None
    plain = text.strip()
    for word, truth in zip(truths(locale), (True, False), strict=True):
        if plain.upper() in (word, str(truth).upper()):
            return truth, None
    return _number(plain, locale) or _moment(plain, locale) or (text, None)


def _number(text: str, locale: str) -> tuple[Entered, Json | None] | None:
    mark = decimal_mark(locale)
    group = "[\u202f\u00a0 ]" if language(locale) == "fr" else (r"\." if mark == "," else ",")
    pattern = rf"([+-]?)(\d+|\d{{1,3}}(?:{group}\d{{3}})+)?(?:{re.escape(mark)}(\d*))?(?:[eE]([+-]?\d+))?\s?(%?)\Z"
    found = re.match(pattern, text)
    if not found or not (found[2] or found[3]):
        return None
    whole = re.sub(r"\D", "", found[2] or "0")
    value = float(f"{found[1]}{whole}.{found[3] or 0}e{found[4] or 0}")
    if found[5]:
        pattern = "0.00%" if found[3] else "0%"
        return number(value / 100), {"type": "PERCENT", "pattern": pattern}
    return number(value), None


def _moment(text: str, locale: str) -> tuple[Entered, Json | None] | None:
    day_first = locale not in ("en_US", "")
    if found := _ISO.match(text):
        return _dated(int(found[1]), int(found[2]), int(found[3]), "yyyy-mm-dd")
    if found := _SLASHED.match(text):
        one, two = int(found[1]), int(found[2])
        day, month = (one, two) if day_first else (two, one)
        return _dated(_year(found[3]), month, day, None)
    if found := _PAIR.match(text):
        one, two = int(found[1]), int(found[2])
        day, month = (one, two) if day_first else (two, one)
        this_year = datetime.now(UTC).year
        return _dated(this_year, month, day, None) or _dated(_year(found[2]), one, 1, None)
    if found := _CLOCK.match(text):
        took = timedelta(hours=int(found[1]), minutes=int(found[2]), seconds=int(found[3] or 0))
        return number(took.total_seconds() / 86_400), {"type": "TIME"}
    return None


def _year(text: str) -> int:
    year = int(text)
    return year if year > 99 else year + (2000 if year < 30 else 1900)


def _dated(year: int, month: int, day: int, pattern: str | None) -> tuple[Entered, Json | None] | None:
    try:
        serial = (datetime(year, month, day) - EPOCH).days
    except ValueError:
        return None
    return serial, {"type": "DATE", **({"pattern": pattern} if pattern else {})}
