"""The reasons of leads that a compiled model scored, from their readings."""

from collections.abc import Collection, Sequence
from operator import itemgetter

import numpy as np

from app.leads.fields import FIELD_NAMES, FIELDS
from app.scoring.columns import COLUMNS, text_length
from app.scoring.compiled_cells import Reading
from app.scoring.reason import Reason, strongest
from app.scoring.verdict import Numbers
from app.scoring.wording import words_for

Readings = Sequence[Sequence[Reading]]  # a column a field, or a row a lead
_value = itemgetter(2)


def empty_ones(columns: Readings) -> list[bool]:
    """Whether a lead has no field at all."""
    values = zip(*[map(_value, column) for column in columns], strict=True)
    return [all(value is None for value in lead) for lead in values]


def reasons_of(contributions: Numbers, readings: Readings, unspoken: Collection[str]) -> list[tuple[Reason, ...]]:
    """The reasons of every lead, those that raise the score first; none for a lead without fields."""
    spoken = np.array([name not in unspoken for name in FIELD_NAMES])
    fields, log_odds = strongest(contributions * spoken)
    worded: dict[tuple[int, float | str | None], str] = {}

    def words(place: int, value: float | str | None) -> str:
        key = (place, value)
        if key not in worded:
            if COLUMNS[place].measure is text_length and isinstance(value, float):
                value = " " * int(value)  # its length is all that is said of it
            worded[key] = words_for(FIELDS[place], value)
        return worded[key]

    return [
        ()
        if empty
        else tuple([Reason(FIELD_NAMES[at], words(at, readings[at][lead][2]), part) for at, part in parts if at >= 0])
        for lead, (empty, parts) in enumerate(
            zip(empty_ones(readings), map(zip, fields.tolist(), log_odds.tolist()), strict=True)
        )
    ]
