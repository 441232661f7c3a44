"""A table of raw cells -> a clean table of the 19 fields, each distinct cell read once."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from app.leads.fields import FIELDS, Field, Kind
from app.leads.values import REFUSED, Unread, read_cell

Codes = npt.NDArray[np.integer]

# Stands for a cell of a kind no field takes; read_cell refuses it as any object it does not know.
_UNFIT = object()

NUMERIC = frozenset({Kind.INTEGER, Kind.NUMBER, Kind.YEAR})


def read_leads(table: pd.DataFrame, latest_year: int) -> tuple[pd.DataFrame, dict[str, int]]:
    """Read raw cells of any kind into the 19 fields.

    `table` has any subset of the 19 columns, in any order and of any dtype; other columns are ignored. Returns the
    clean table (the same index; exactly FIELD_NAMES in order; numbers as float64 with NaN, all else as unordered
    Categorical of the distinct clean strings) and how many cells of each field were refused. Reading a clean table
    again changes nothing.
    """
    clean: dict[str, pd.Series] = {}
    refused: dict[str, int] = {}
    for field in FIELDS:
        if field.name in table.columns:
            clean[field.name], refused[field.name] = read_column(field, table[field.name], latest_year)
        else:
            clean[field.name], refused[field.name] = _absent(field, table.index), 0
    return pd.DataFrame(clean, index=table.index), refused


def read_column(field: Field, cells: pd.Series, latest_year: int) -> tuple[pd.Series, int]:
    """One column's clean values and its count of refused cells."""
    codes, distinct = factorize_cells(cells)
    values = [read_cell(field, cell, latest_year) for cell in distinct]
    was_refused = np.array([*(value is REFUSED for value in values), False])
    refused = int(was_refused[codes].sum())
    if field.kind in NUMERIC:
        by_code = np.array(
            [*(np.nan if isinstance(value, Unread) else value for value in values), np.nan], dtype="float64"
        )
        return pd.Series(by_code[codes], index=cells.index), refused
    # Two spellings of one value become one category; the last place serves the code -1 of a missing cell.
    place: dict[object, int] = {}
    merged = [-1 if isinstance(value, Unread) else place.setdefault(value, len(place)) for value in values]
    by_code = np.array([*merged, -1], dtype=np.int64)
    categories = pd.CategoricalDtype(pd.Index(list(place), dtype=object))
    categorical = pd.Categorical.from_codes(by_code[codes], dtype=categories, validate=False)
    return pd.Series(categorical, index=cells.index), refused


def _absent(field: Field, index: pd.Index) -> pd.Series:
    if field.kind in NUMERIC:
        return pd.Series(np.nan, index=index, dtype="float64")
    return pd.Series(pd.Categorical([None] * len(index), categories=pd.Index([], dtype=object)), index=index)


def factorize_cells(cells: pd.Series) -> tuple[Codes, list[object]]:
    """Codes (-1 for a missing cell) and the distinct cells, in the order they appear."""
    if isinstance(cells.dtype, pd.CategoricalDtype):
        return cells.cat.codes.to_numpy(), cells.cat.categories.to_numpy(dtype=object).tolist()
    if cells.dtype == object and pd.api.types.infer_dtype(cells, skipna=True) not in {"string", "empty"}:
        cells = _comparable(cells)
    codes, distinct = pd.factorize(cells)
    return codes, np.asarray(distinct, dtype=object).tolist()


def _comparable(cells: pd.Series) -> pd.Series:
    """Mixed cells without the kinds that no field takes: `True` would equal 1, and a list has no hash."""
    kind_codes, kinds = pd.factorize(cells.map(type))
    unfit = [code for code, kind in enumerate(kinds) if issubclass(kind, bool) or kind.__hash__ is None]
    return cells.mask(pd.Series(kind_codes, index=cells.index).isin(unfit), _UNFIT) if unfit else cells
