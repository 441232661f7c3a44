"""Numbers as people's sheets hold them: decimal commas, thousands in four styles, percent signs, years."""

import re
from datetime import date, datetime

_THOUSANDS_APART = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?")
_ENGLISH_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")
_CONTINENTAL_THOUSANDS = re.compile(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?")
_YEAR = re.compile(r"(?<!\d)(\d{4})(\.0+)?(?!\d)")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s'’]\d{3})+")
_COUNT = re.compile(r"\d{1,3}(?:[.,\s'’]\d{3})+(?!\d)|\d+(?:[.,]\d+)?")


def number(text: str) -> float | None:
    """A number written in English or continental style, `%` not allowed; None where it is not one.

    `1.234` reads as 1.234 and `1,234` as 1.234 too unless more groups follow: every number among the fields is at
    most 100, so one separator is a decimal sign.
    """
    compact = _THOUSANDS_APART.sub("", text.strip())
    if _PLAIN.fullmatch(compact.lower()):
        return float(compact)
    if compact.count(",") == 1 and _PLAIN.fullmatch(compact.lower().replace(",", ".")) and "." not in compact:
        return float(compact.replace(",", "."))
    if _ENGLISH_THOUSANDS.fullmatch(compact):
        return float(compact.replace(",", ""))
    if _CONTINENTAL_THOUSANDS.fullmatch(compact):
        return float(compact.replace(".", "").replace(",", "."))
    return None


def percent(text: str) -> float | None:
    """The share 0.85 of a text like `85 %` or `85,0%`; None where it is none."""
    stripped = text.strip()
    if not stripped.endswith(("%", "٪", "％")):
        return None
    value = number(stripped[:-1])
    return None if value is None else value / 100


def counts(text: str) -> list[float]:
    """Every whole number in the text, thousands in any style joined: `5 001-10 000 employés` -> [5001, 10000].

    Decimals are cut (`37.0` is 37 as spreadsheets write it, not 370).
    """
    found = []
    for match in _COUNT.finditer(text):
        token = match.group()
        whole = token if _GROUPED.fullmatch(token) else re.split(r"[.,]", token)[0]
        found.append(float(re.sub(r"\D", "", whole)))
    return found


def year(cell: str | float | date | datetime) -> float | None:
    """The year of a number, of a text that holds exactly one, or of a date; None where there is none."""
    if isinstance(cell, date):
        return float(cell.year)
    if isinstance(cell, str):
        as_number = number(cell)
        if as_number is not None and as_number != 0:
            # "2,020" is a year that a spreadsheet gave a thousands separator.
            grouped = re.fullmatch(r"[12][.,\s]\d{3}", cell.strip())
            return float(re.sub(r"\D", "", cell)) if grouped else as_number
        found = {match.group(1) for match in _YEAR.finditer(cell)}
        return float(found.pop()) if len(found) == 1 else as_number
    return float(cell)
