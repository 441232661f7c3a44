"""A clean table -> what a log of predictions may keep of its leads: the very facts a compiled model gives of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from app.leads.fields import FIELDS, Field
from app.leads.reading import Codes
from app.scoring.columns import COLUMNS, Column
from app.scoring.compiled_cells import Fact, fact_of


@dataclass(frozen=True)
class Facts:
    """The coarse facts of a table, each distinct one held once: a column a field, of codes into its facts."""

    columns: tuple[tuple[Codes, list[Fact]], ...]

    def between(self, start: int, stop: int) -> Iterator[tuple[Fact, ...]]:
        """For each lead of a portion its 19 facts in FIELD_NAMES order; None for a missing one."""
        told = [[facts[code] for code in codes[start:stop].tolist()] for codes, facts in self.columns]
        return zip(*told, strict=True)


def facts_of(clean: pd.DataFrame) -> Facts:
    """The facts of a clean table (see `read_leads`), made once for each distinct value."""
    return Facts(tuple(_facts(field, column, clean[field.name]) for field, column in zip(FIELDS, COLUMNS, strict=True)))


def _facts(field: Field, column: Column, values: pd.Series) -> tuple[Codes, list[Fact]]:
    """A column's codes and facts; the code -1 of a missing value finds the last of them."""
    if not isinstance(values.dtype, pd.CategoricalDtype):
        codes, numbers = pd.factorize(values.to_numpy(dtype=np.float64))
        return codes, [*numbers.tolist(), None]
    fact, key = fact_of(field), column.key
    texts = values.cat.categories.tolist()
    said: list[Fact] = [fact(text) for text in texts] if key is None else [fact(text, key(text)) for text in texts]
    return values.cat.codes.to_numpy(), [*said, None]
