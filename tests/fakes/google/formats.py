"""How a value is shown: by the spreadsheet's locale and the cell's number format."""

import re
from datetime import datetime, timedelta

from tests.fakes.google.cells import CellError, Value
from tests.fakes.google.errors import Json

EPOCH = datetime(1899, 12, 30)  # day 0 of serial numbers
_COMMA = ("fr", "de", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "fi", "cs", "ru", "tr")
_DATES = {"en_US": "M/d/yyyy", "en_GB": "dd/MM/yyyy", "fr_FR": "dd/MM/yyyy", "de_DE": "dd.MM.yyyy"}
_TRUTHS = {"fr": ("VRAI", "FAUX"), "de": ("WAHR", "FALSCH"), "es": ("VERDADERO", "FALSO")}
_GROUPS = {"fr": "\u202f", "de": ".", "es": ".", "it": ".", "nl": ".", "pt": "."}
_DATE_TYPES = ("DATE", "TIME", "DATE_TIME")
_DATE_PARTS = re.compile(r'"([^"]*)"|(y+|M+|m+|d+|h+|H+|s+|AM/PM|am/pm)|(.)', re.DOTALL)


def language(locale: str) -> str:
    """The language of "fr_FR"."""
    return locale.split("_")[0]


def decimal_mark(locale: str) -> str:
    """What stands before decimals."""
    return "," if language(locale) in _COMMA else "."


def truths(locale: str) -> tuple[str, str]:
    """How true and false are written."""
    return _TRUTHS.get(language(locale), ("TRUE", "FALSE"))


def is_date(number_format: Json) -> bool:
    """Whether a cell of this format holds a date, a time or both."""
    return number_format.get("type") in _DATE_TYPES


def general(value: Value, locale: str = "en_US") -> str:
    """A value without a format; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return truths(locale)[0 if value else 1]
    if isinstance(value, CellError):
        return value.text
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value)
    text = f"{value:.10g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa}E{int(exponent):+03d}"
    return text.replace(".", decimal_mark(locale))


def shown(value: Value, number_format: Json | None, locale: str) -> str:
    """A value as its cell shows it."""
    kind = (number_format or {}).get("type", "")
    if isinstance(value, bool) or not isinstance(value, int | float) or not number_format or kind == "TEXT":
        return general(value, locale)
    pattern = number_format.get("pattern") or _default_pattern(kind, locale)
    if kind in _DATE_TYPES:
        return date_text(float(value), pattern)
    return _number(float(value), pattern, locale) if pattern else general(value, locale)


def date_text(serial: float, pattern: str) -> str:
    """A serial number of days by a date pattern such as dd/MM/yyyy HH:mm."""
    when = EPOCH + timedelta(seconds=round(serial * 86_400))
    half = "am/pm" in pattern.lower()
    text, after_hour = "", False
    for literal, part, other in _DATE_PARTS.findall(pattern):
        if not part:
            text += literal or other
            continue
        text += _date_part(when, part, half, after_hour)
        after_hour = part[0] in "hH"
    return text


def _date_part(when: datetime, part: str, half: bool, after_hour: bool) -> str:
    kind, size = part[0], len(part)
    if part.lower() == "am/pm":
        return when.strftime("%p")
    if kind == "y":
        return f"{when.year:04d}" if size > 2 else f"{when.year % 100:02d}"
    if kind in "Mm" and not (kind == "m" and after_hour):
        names = {3: when.strftime("%b"), 4: when.strftime("%B")}
        return names.get(size) or f"{when.month:0{min(size, 2)}d}"
    if kind == "d" and size > 2:
        return when.strftime("%a" if size == 3 else "%A")
    hour = (when.hour % 12 or 12) if half else when.hour
    number = {"d": when.day, "h": hour, "H": hour, "m": when.minute, "s": when.second}[kind]
    return f"{number:0{min(size, 2)}d}"


def _default_pattern(kind: str, locale: str) -> str:
    date = _DATES.get(locale, "yyyy-MM-dd")
    return {
        "DATE": date,
        "TIME": "HH:mm:ss",
        "DATE_TIME": f"{date} HH:mm:ss",
        "PERCENT": "0.00%",
        "NUMBER": "#,##0.00",
    }.get(kind, "")


def _number(value: float, pattern: str, locale: str) -> str:
    sections = pattern.split(";")
    if value < 0 and len(sections) > 1:
        value, pattern = -value, sections[1]
    else:
        pattern = sections[0]
    found = re.search(r"[#0][#0,]*(?:\.([0#]+))?", pattern)
    if not found:
        return pattern.replace('"', "") if pattern else general(value, locale)
    if "%" in pattern:
        value *= 100
    decimals = found[1] or ""
    # Google rounds halves away from zero, where Python would round to even.
    scaled = int(abs(value) * 10 ** len(decimals) + 0.5 + 1e-9)
    whole, rest = divmod(scaled, 10 ** len(decimals))
    digits = f"{rest:0{len(decimals)}d}" if decimals else ""
    while digits and decimals[len(digits) - 1] == "#" and digits.endswith("0"):
        digits = digits[:-1]
    grouped = f"{whole:,}".replace(",", _GROUPS.get(language(locale), ",")) if "," in found[0] else str(whole)
    text = grouped + (decimal_mark(locale) + digits if digits else "")
    sign = "-" if value < 0 and scaled else ""
    return sign + (pattern[: found.start()] + text + pattern[found.end() :]).replace('"', "")
