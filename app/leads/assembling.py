"""Rows of a table and its header map -> one raw column a field, joined once for each distinct combination."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from app.leads.fields import FIELD, Kind
from app.leads.header_map import Column, HeaderMap
from app.leads.header_meaning import Part
from app.leads.reading import Codes, factorize_cells
from app.leads.values import is_blank
from app.leads.words import clean, fold

_JOINED = frozenset({Kind.LANGUAGES, Kind.LIST})
_ORDER = (Part.WHOLE, Part.ADDRESS, Part.CITY, Part.REGION, Part.COUNTRY)


def raw_leads(rows: Sequence[Sequence[object]], headers: HeaderMap) -> pd.DataFrame:
    """The table of raw leads: one row a row, one object column a field that is fed, nothing read yet.

    Several columns that feed one field become one: the parts of a place are joined to `City, Region, Country` (what is
    said already is not repeated), lists are joined, and of any others the first that is filled counts.
    """
    return pd.DataFrame(
        {field: _fed(field, rows, headers.feeding(field)) for field in headers.fields},
        index=pd.RangeIndex(len(rows)),
        dtype=object,
    )


def _fed(field: str, rows: Sequence[Sequence[object]], columns: Sequence[Column]) -> pd.Series:
    kind = FIELD[field].kind
    if kind is Kind.PLACE:
        columns = sorted(columns, key=lambda column: _ORDER.index(column.part or Part.WHOLE))
    cells = [_cells(rows, column.index) for column in columns]
    if len(cells) == 1:
        return cells[0]
    if kind is Kind.PLACE:
        parts = [column.part for column in columns]
        return _combine(cells, lambda values: _place(values, parts))
    return _combine(cells, _joined if kind in _JOINED else _first_filled)


def _cells(rows: Sequence[Sequence[object]], at: int) -> pd.Series:
    return pd.Series([row[at] if at < len(row) else None for row in rows], dtype=object)


def _combine(columns: Sequence[pd.Series], join: Callable[[Sequence[object]], object]) -> pd.Series:
    """Join several columns, once for each combination of cells that occurs."""
    coded: list[tuple[Codes, list[object]]] = [factorize_cells(column) for column in columns]
    key = np.zeros(len(columns[0]), dtype=np.int64)
    for codes, distinct in coded:
        # Numbered anew at each step, so that the key never outgrows the number of rows times the distinct cells.
        key = pd.factorize(key * (len(distinct) + 1) + codes + 1)[0].astype(np.int64)
    first = pd.Series(key).drop_duplicates().index.to_numpy()
    combinations = [[distinct[codes[row]] if codes[row] >= 0 else None for codes, distinct in coded] for row in first]
    joined = pd.Series([join(values) for values in combinations], dtype=object)
    return joined.take(key).reset_index(drop=True)


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and is_blank(clean(value)))


def _first_filled(values: Sequence[object]) -> object:
    return next((value for value in values if not _blank(value)), None)


def _joined(values: Sequence[object]) -> object:
    return ", ".join(clean(str(value)) for value in values if not _blank(value)) or None


def _place(values: Sequence[object], parts: Sequence[Part | None]) -> object:
    """`Paris` + `Île-de-France` + `France`; a whole place first, then only what it does not say yet."""
    told: list[str] = []
    whole = False
    for value, part in zip(values, parts, strict=True):
        if _blank(value) or not isinstance(value, str):
            continue
        is_whole = part in (Part.WHOLE, Part.ADDRESS, None)
        if is_whole and whole:
            continue  # a second whole place is another way to say the first
        whole = whole or is_whole
        said = {fold(clean(part)) for text in told for part in text.split(",")}
        if not said >= {fold(clean(part)) for part in value.split(",")}:
            told.append(clean(value))
    return ", ".join(told) or None
