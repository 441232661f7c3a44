"""By what a lead is known while colleagues sort, insert and delete rows: never by its place. Pure."""

import re
import secrets
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from app.leads.addresses import plain_email, plain_linkedin
from app.leads.identity import IdentityKind, find_identity
from app.leads.values import is_blank
from app.leads.words import clean, fold
from app.tables.google.shape import ID
from app.tables.grid import Cell, Grid

_SAMPLE_ROWS = 300
ID_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
ID_LENGTH = 10
_ID = re.compile(f"[{ID_LETTERS}]{{{ID_LENGTH}}}")


class KeyColumns(NamedTuple):
    """Where a lead's profile, e-mail address and our own ID stand; None for a column that is not there."""

    linkedin: int | None
    email: int | None
    id: int | None

    @property
    def indices(self) -> tuple[int, ...]:
        """The columns that are there, ascending."""
        return tuple(sorted(at for at in self if at is not None))


def find_key_columns(grid: Grid, ours: Mapping[str, int]) -> KeyColumns:
    """The columns that name a lead; of `ours` (by the word of what they hold) only our ID can be one."""
    sample = [row for row in range(len(grid.rows)) if not grid.is_blank(row)][:_SAMPLE_ROWS]
    columns = [[grid.rows[row][at] for row in sample] for at in range(len(grid.header))]
    skip = set(ours.values())
    linkedin = find_identity(grid.header, columns, skip, {IdentityKind.LINKEDIN})
    email = find_identity(grid.header, columns, skip, {IdentityKind.EMAIL})
    return KeyColumns(linkedin.index if linkedin else None, email.index if email else None, ours.get(ID))


def key_of(linkedin: Cell, email: Cell, own: Cell) -> str:
    """A lead's key from the cells that name it, the profile before the address before our ID; "" where none does."""
    if linkedin is not None and (name := _profile(str(linkedin))):
        return name
    if email is not None and (name := _address(str(email))):
        return name
    return f"id:{own}" if isinstance(own, str) and _ID.fullmatch(own) else ""


# Each lead is looked at three times a run: when the sheet is read, before its row is written and after.
@lru_cache(maxsize=100_000)
def _profile(cell: str) -> str:
    text = clean(cell)
    return "" if is_blank(text) else f"in:{plain_linkedin(text) or fold(text)}"


@lru_cache(maxsize=100_000)
def _address(cell: str) -> str:
    text = clean(cell)
    return "" if is_blank(text) else f"at:{plain_email(text) or fold(text)}"


def new_id() -> str:
    """An ID for a lead that has neither; two alike once in 10^14."""
    return "".join(secrets.choice(ID_LETTERS) for _ in range(ID_LENGTH))


def keys_of(rows: Sequence[Sequence[Cell]], columns: KeyColumns) -> list[str]:
    """The key of every row."""

    def at(row: Sequence[Cell], index: int | None) -> Cell:
        return row[index] if index is not None and index < len(row) else None

    return [key_of(at(row, columns.linkedin), at(row, columns.email), at(row, columns.id)) for row in rows]
