"""What reading a header row gives: every column's use, and the column that names a row."""

from dataclasses import dataclass
from enum import StrEnum

from app.leads.fields import FIELD_NAMES
from app.leads.header_meaning import Part, Strength
from app.leads.identity import Identity


class Use(StrEnum):
    """What a column is to us."""

    FIELD = "feeds a field"
    OUTCOME = "tells the outcome"  # never feeds a field: it would leak what we predict
    AMBIGUOUS = "ambiguous"
    UNUSED = "unused"
    OURS = "written by Leadsheet"


class Certainty(StrEnum):
    """How sure a column's use is."""

    CERTAIN = "certain"
    LIKELY = "likely"


@dataclass(frozen=True)
class Column:
    """One column's use. `field` is the field it feeds, or for an ambiguous column the one it might; `part` the part
    of a place. `why` is a phrase for a person."""

    index: int
    header: str
    use: Use
    why: str
    field: str | None = None
    part: Part | None = None
    certainty: Certainty = Certainty.CERTAIN
    strength: Strength = Strength.STRONG

    @property
    def feeds(self) -> str | None:
        """The field this column feeds, or None."""
        return self.field if self.use is Use.FIELD else None


@dataclass(frozen=True)
class HeaderMap:
    """Every column's use, in the order of the table, and the column that names a row."""

    columns: tuple[Column, ...]
    identity: Identity | None

    def feeding(self, field: str) -> tuple[Column, ...]:
        """The columns that feed a field, the better name first."""
        found = [column for column in self.columns if column.feeds == field]
        return tuple(sorted(found, key=lambda column: -column.strength))

    def with_use(self, use: Use) -> tuple[Column, ...]:
        """The columns of one use."""
        return tuple(column for column in self.columns if column.use is use)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that are fed, in the order of FIELDS."""
        fed = {column.feeds for column in self.columns}
        return tuple(name for name in FIELD_NAMES if name in fed)
