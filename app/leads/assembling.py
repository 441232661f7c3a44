"""Rows of a table and its header map -> one raw column a field, joined once for each distinct combination."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from app.leads.composing import Join, Row, cell_at, feeding, joining
from app.leads.header_map import Column, HeaderMap
from app.leads.reading import Codes, factorize_cells


def raw_leads(rows: Sequence[Row], headers: HeaderMap) -> pd.DataFrame:
    """The table of raw leads: one row a row, one object column a field that is fed, nothing read yet.

    Several columns that feed one field become one as composing.py says.
    """
    return pd.DataFrame(
        {field: _fed(field, rows, feeding(field, headers)) for field in headers.fields},
        index=pd.RangeIndex(len(rows)),
        dtype=object,
    )


def _fed(field: str, rows: Sequence[Row], columns: Sequence[Column]) -> pd.Series:
    cells = [pd.Series([cell_at(row, column.index) for row in rows], dtype=object) for column in columns]
    return cells[0] if len(cells) == 1 else _combine(cells, joining(field, columns))


def _combine(columns: Sequence[pd.Series], join: Join) -> pd.Series:
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
