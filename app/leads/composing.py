"""One row's cells and the header map -> the raw cells of the fields. The rules of joining, without pandas.

Several columns that feed one field become one cell: the parts of a place are joined to `City, Region, Country` (what is
said already is not repeated), lists are joined, and of any others the first that is filled counts.
"""

from collections.abc import Callable, Sequence
from datetime import date, time
from decimal import Decimal
from numbers import Real

from app.leads.fields import FIELD, Kind
from app.leads.header_map import Column, HeaderMap
from app.leads.header_meaning import Part
from app.leads.places import country_of
from app.leads.values import is_blank
from app.leads.words import clean, fold

Row = Sequence[object]
Join = Callable[[Sequence[object]], object]

_JOINED = frozenset({Kind.LANGUAGES, Kind.LIST})
_ORDER = (Part.WHOLE, Part.ADDRESS, Part.CITY, Part.REGION, Part.COUNTRY)
# What a list may be joined of; read_cell refuses the rest.
_SAYABLE = (str, Real, Decimal, date, time)
# Equal cells of these kinds say the same; `True` equals 1 and does not, and a list has no hash.
_PLAIN = frozenset({str, int, float, type(None)})


def compose_rows(rows: Sequence[Row], headers: HeaderMap) -> list[dict[str, object]]:
    """The raw lead of every row: one cell a field that is fed, as `raw_leads` has them; nothing is read yet.

    Cells of several columns are joined once for each distinct combination.
    """
    composers = [(field, _composer(field, feeding(field, headers))) for field in headers.fields]
    return [{field: compose(row) for field, compose in composers} for row in rows]


def feeding(field: str, headers: HeaderMap) -> Sequence[Column]:
    """The columns of a field in the order they are joined."""
    columns = headers.feeding(field)
    if FIELD[field].kind is Kind.PLACE:
        return sorted(columns, key=lambda column: _ORDER.index(column.part or Part.WHOLE))
    return columns


def joining(field: str, columns: Sequence[Column]) -> Join:
    """How the cells of a field's columns become one; a cell without a value is None."""
    kind = FIELD[field].kind
    if kind is Kind.PLACE:
        parts = [column.part for column in columns]
        return lambda values: _place(values, parts)
    return _joined if kind in _JOINED else _first_filled


def cell_at(row: Row, at: int) -> object:
    """A row's cell; None past the end of a short row."""
    return row[at] if at < len(row) else None


def _composer(field: str, columns: Sequence[Column]) -> Callable[[Row], object]:
    places = [column.index for column in columns]
    if len(places) == 1:
        return lambda row: cell_at(row, places[0])
    join = joining(field, columns)
    joined: dict[tuple[object, ...], object] = {}

    def compose(row: Row) -> object:
        cells = tuple([cell_at(row, at) for at in places])
        if not all(type(cell) in _PLAIN for cell in cells):
            return join([_or_none(cell) for cell in cells])
        if cells not in joined:
            joined[cells] = join([_or_none(cell) for cell in cells])
        return joined[cells]

    return compose


def _or_none(cell: object) -> object:
    """None for NaN and its kin."""
    if type(cell).__name__ in {"NAType", "NaTType"} or (isinstance(cell, Real | Decimal) and cell != cell):
        return None
    return cell


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and is_blank(clean(value)))


def _first_filled(values: Sequence[object]) -> object:
    return next((value for value in values if not _blank(value)), None)


def _joined(values: Sequence[object]) -> object:
    fit = [value for value in values if not isinstance(value, bool) and isinstance(value, _SAYABLE)]
    return ", ".join(_said(value) for value in fit if not _blank(value)) or None


def _said(value: object) -> str:
    """A cell as a text: 1 and 1.0 are one number, and a table must not say them differently by what stands above."""
    if isinstance(value, Real | Decimal):
        try:
            return f"{float(value) + 0.0:.15g}"
        except (OverflowError, ValueError):
            return str(value)
    return clean(str(value))


def _place(values: Sequence[object], parts: Sequence[Part | None]) -> object:
    """`Paris` + `Île-de-France` + `France`; a whole place first, then only what it does not say yet."""
    filled = [(value, part) for value, part in zip(values, parts, strict=True) if isinstance(value, str)]
    filled = [(value, part) for value, part in filled if not _blank(value)]
    told: list[str] = []
    whole = False
    for value, part in _countries_last(filled):
        is_whole = part in (Part.WHOLE, Part.ADDRESS, None)
        if is_whole and whole:
            continue  # a second whole place is another way to say the first
        whole = whole or is_whole
        said = {fold(clean(part)) for text in told for part in text.split(",")}
        if not said >= {fold(clean(part)) for part in value.split(",")}:
            told.append(clean(value))
    return ", ".join(told) or None


def _countries_last(filled: Sequence[tuple[str, Part | None]]) -> Sequence[tuple[str, Part | None]]:
    """A whole place that is only a country goes behind the parts that say where in it, if they do not name it."""
    if len(filled) < 2 or filled[0][1] not in (Part.WHOLE, None):
        return filled
    (place, _), others = filled[0], filled[1:]
    country = None if "," in place else country_of(place)
    if country is None:
        return filled
    said = any(country_of(text) == country for text, _ in others)
    return others if said else [*others, (place, Part.COUNTRY)]
