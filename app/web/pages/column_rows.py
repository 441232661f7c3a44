"""What the check page says of each column: what it feeds and why, what stands in it, and what may be chosen. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from app.jobs.looking import Look, sample_of
from app.leads.fields import FIELD, FIELD_NAMES
from app.leads.header_map import Certainty, Column, HeaderMap, Use
from app.leads.headers import map_headers
from app.tables.google.a1 import column_letters
from app.tables.grid import Cell, is_blank

AUTO, NOT_USED = "auto", "none"  # a choice is one of these, or a field's name
_MOST_SAMPLES = 3
_LONGEST_SAMPLE = 60  # characters


@dataclass(frozen=True)
class ColumnRow:
    """One column on the page.

    `field` is the title of what it feeds, or might feed, "" for nothing; `found` that of what it feeds when nobody
    chooses. `choice` is AUTO, NOT_USED or a field's name; `twin` the letters of the column before it that has the same
    name, and so the same choice.
    """

    letters: str
    header: str
    use: Use
    field: str
    found: str
    sure: bool
    why: str
    samples: tuple[str, ...]
    choice: str
    twin: str

    @property
    def may_choose(self) -> bool:
        """Whether a person may say what it feeds: what became of a lead would leak what we predict."""
        return self.use not in (Use.OUTCOME, Use.OURS) and not self.twin


@dataclass(frozen=True)
class Reading:
    """How a tab is read: with the choices (`headers`) and without (`alone`); `gone` are chosen columns not there."""

    headers: HeaderMap
    alone: HeaderMap
    rows: tuple[ColumnRow, ...]
    gone: tuple[str, ...]

    def of_use(self, use: str) -> list[ColumnRow]:
        """The rows of one use, by the name of the `Use`."""
        return [row for row in self.rows if row.use is Use[use]]


def read_columns(look: Look, overrule: Mapping[str, str | None]) -> Reading:
    """How the tab is read under the choices, header -> field or None."""
    header, sample = look.grid.header, sample_of(look)
    plain = {plain_name(name): field for name, field in overrule.items() if field is None or field in FIELD}
    chosen = {at: plain[plain_name(name)] for at, name in enumerate(header) if plain_name(name) in plain}
    alone = map_headers(header, sample, look.ours)
    headers = map_headers(header, sample, look.ours, chosen)
    first: dict[str, int] = {}
    rows = []
    for column, without in zip(headers.columns, alone.columns, strict=True):
        at = first.setdefault(plain_name(column.header), column.index)
        twin = column_letters(at) if at != column.index else ""
        rows.append(_row(column, without, _samples(sample, column.index), _choice(chosen, column.index), twin))
    known = set(map(plain_name, header))
    return Reading(headers, alone, tuple(rows), tuple(name for name in overrule if plain_name(name) not in known))


def plain_name(header: str) -> str:
    """A header as choices know it: without case."""
    return header.strip().casefold()


def chosen_fields(reading: Reading, chosen: Mapping[str, str], before: Mapping[str, str | None]) -> dict[str, Any]:
    """The choices to keep, header -> field or None, from those of a form, header -> choice.

    Earlier ones stay for columns that the form does not offer. Raises KeyError for a choice that is none, and for a
    column that is not there or may not be chosen.
    """
    offered = {row.header: row for row in reading.rows if row.may_choose}
    kept = {name: field for name, field in before.items() if name not in reading.gone}
    for header, choice in chosen.items():
        if header not in offered or choice not in (AUTO, NOT_USED, *FIELD_NAMES):
            raise KeyError(header)
        kept = {name: field for name, field in kept.items() if plain_name(name) != plain_name(header)}
        if choice != AUTO:
            kept[header] = None if choice == NOT_USED else choice
    return kept


def shown(cell: Cell) -> str:
    """A cell in a few characters."""
    if isinstance(cell, datetime) and cell.time() == time():
        cell = cell.date()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = " ".join(str(cell).split())
    return text if len(text) <= _LONGEST_SAMPLE else text[: _LONGEST_SAMPLE - 1].rstrip() + "…"


def _row(column: Column, alone: Column, samples: tuple[str, ...], choice: str, twin: str) -> ColumnRow:
    return ColumnRow(
        letters=column_letters(column.index),
        header=column.header,
        use=column.use,
        field=FIELD[column.field].title if column.field else "",
        found=FIELD[alone.feeds].title if alone.feeds else "",
        sure=column.certainty is Certainty.CERTAIN,
        why=column.why.replace(f"named {column.field}", "its name says so"),
        samples=samples,
        choice=choice,
        twin=twin,
    )


def _choice(chosen: Mapping[int, str | None], at: int) -> str:
    return (chosen[at] or NOT_USED) if at in chosen else AUTO


def _samples(rows: Sequence[Sequence[Any]], at: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in rows:
        if not is_blank(row[at]):
            found[shown(row[at])] = None
            if len(found) == _MOST_SAMPLES:
                break
    return tuple(found)
