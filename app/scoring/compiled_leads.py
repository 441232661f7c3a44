"""Leads of any kind, portion by portion as columns of raw cells: what recurs is quickest read column by column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, runtime_checkable

from app.leads.fields import FIELD_NAMES

Lead = Mapping[str, object]
Columns = Sequence[Sequence[object]]  # one a field, in FIELD_NAMES order; None for a missing cell

# What a batch needs in between does not grow with it, no step of it holds other threads up for long, and its arrays
# stay below the size from which on the C library, as `serve` starts it, fetches memory from the system each time anew.
_PORTION = 750


@runtime_checkable
class InColumns(Protocol):
    """Leads that give their cells as columns themselves."""

    def columns(self, start: int, stop: int) -> Columns:
        """The cells of a portion."""


def portions(leads: Sequence[Lead]) -> Iterator[Columns]:
    """The leads' cells, portion by portion."""
    for start in range(0, len(leads), _PORTION):
        stop = min(start + _PORTION, len(leads))
        if isinstance(leads, InColumns):
            yield leads.columns(start, stop)
        else:
            some = leads[start:stop]
            yield [[lead.get(name) for lead in some] for name in FIELD_NAMES]
