"""Why a lead scores as it does: the strongest contributions of its fields, in plain words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from app.leads.fields import FIELD_NAMES, FIELDS, Field
from app.scoring.features import Numbers
from app.scoring.reason import NO_FIELD, NO_REASON, STRONGEST, Places, Reason, strongest
from app.scoring.wording import words_for

Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Reasons:
    """The reasons of a table of leads, strongest first.

    `text` (leads,): one line a lead. `fields`, `log_odds`, `words` (leads, 6): three that raise the score, then three
    that lower it; `fields` are places in FIELD_NAMES, -1 where there is no reason.
    """

    text: Texts
    fields: Places
    log_odds: Numbers
    words: Texts

    def of(self, lead: int) -> tuple[Reason, ...]:
        """The reasons of one lead, those that raise the score first."""
        return tuple(
            Reason(FIELD_NAMES[field], words, float(log_odds))
            for field, words, log_odds in zip(self.fields[lead], self.words[lead], self.log_odds[lead], strict=True)
            if field >= 0
        )


def explain(
    table: pd.DataFrame, contributions: Numbers, empty: npt.NDArray[np.bool_], unspoken: Collection[str] = ()
) -> Reasons:
    """Reasons from a clean table and its contributions, shape (leads, fields) in FIELD_NAMES order.

    `empty` marks the leads without any field: they get a sentence instead. `unspoken` are fields that are no reason
    whatever they contribute: those a table has no column for say the same of every lead. Words are made once for each
    distinct value that is a reason somewhere.
    """
    spoken = np.array([field.name not in unspoken for field in FIELDS])
    fields, log_odds = strongest(contributions * spoken)
    fields[empty] = -1
    log_odds[empty] = 0.0
    words = np.full(fields.shape, "", dtype=object)
    for place, field in enumerate(FIELDS):
        leads, slots = np.nonzero(fields == place)
        if len(leads):
            words[leads, slots] = _words(field, table[field.name].iloc[leads])
    text = _lines(fields, words)
    text[empty] = NO_FIELD
    return Reasons(text, fields, log_odds, words)


def _words(field: Field, values: pd.Series) -> Texts:
    """The words of every value, each distinct value worded once."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes = values.cat.codes.to_numpy()
        used, places = np.unique(codes, return_inverse=True)
        categories = values.cat.categories.to_numpy()
        distinct: Sequence[str | float | None] = [categories[code] if code >= 0 else None for code in used]
    else:
        numbers, places = np.unique(values.to_numpy(dtype=np.float64), return_inverse=True)
        distinct = [None if np.isnan(number) else float(number) for number in numbers]
    return np.array([words_for(field, value) for value in distinct], dtype=object)[places]


def _lines(fields: Places, words: Texts) -> Texts:
    """`+ C-Level; + founded 2021; - no company size` for every lead; a place has commas of its own."""
    lines = np.full(len(fields), "", dtype=object)
    for slot in range(fields.shape[1]):
        there = fields[:, slot] >= 0
        sign = "+ " if slot < STRONGEST else "- "
        before = np.where(there, np.where(lines != "", f"; {sign}", sign), "")
        lines = lines + before.astype(object) + words[:, slot]
    lines[lines == ""] = NO_REASON
    return lines
