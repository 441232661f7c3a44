"""What /table/map and /table/score take and give."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.leads.fields import FIELD_NAMES
from app.web.schema import MOST_LEADS

MOST_EXPLAINED = 100
MOST_COLUMNS = 500

Cell = str | int | float | bool | None
Feed = Annotated[str, Field(json_schema_extra={"enum": ["", *FIELD_NAMES]})]


class TableBody(BaseModel):
    """A header row and rows of raw cells; shorter rows are blank at their end."""

    headers: list[str] = Field(min_length=1, max_length=MOST_COLUMNS)
    rows: list[list[Cell]] = Field(default=[], max_length=MOST_LEADS)
    mapping: dict[str, str | None] | None = Field(
        default=None, description="A person's own word: header -> field, or null to leave the column out."
    )
    feeds: list[Feed | None] | None = Field(
        default=None,
        description="The same for each column in turn, one a header: a field, an empty text to leave the column out, "
        "null to have it decided here. Not together with mapping.",
    )


class ScoreBody(TableBody):
    """A table to score."""

    explain: bool = Field(default=False, description=f"Tell why, field by field; of at most {MOST_EXPLAINED} rows.")


class ColumnOut(BaseModel):
    """What one column is."""

    index: int
    header: str
    use: str
    field: str | None
    certainty: str
    why: str


class IdentityOut(BaseModel):
    """The column that names a row."""

    index: int
    header: str
    kind: str


class MappingOut(BaseModel):
    """What every column is: those that feed a field, outcomes, ambiguous and unused ones; and what names a row."""

    columns: list[ColumnOut]
    fields: dict[str, list[int]] = Field(description="Field -> the columns that feed it, the best first.")
    outcomes: list[int]
    ambiguous: list[int]
    unused: list[int]
    identity: IdentityOut | None
    header_row: int | None = Field(
        default=None,
        description="Only where headers are a title: which of rows names the columns, 1 the first. columns are of it.",
    )


class MapOut(MappingOut):
    """What every column is, and the model that would score the rows."""

    model_version: str = Field(description="Empty where there is no model.")


class WhyOut(BaseModel):
    """What one field adds to the log-odds of a score, in words."""

    field: str
    words: str
    log_odds: float


class RowOut(BaseModel):
    """One row's score, or the reason why it has none."""

    status: str = Field(examples=["scored", "blank"])
    message: str | None = None
    score: float | None = None
    label: str | None = None
    confidence: str | None = None
    reasons: str | None = None
    why: list[WhyOut] | None = Field(default=None, description="Only where explain was asked for.")


class TableOut(BaseModel):
    """Every row's score, in the rows' order."""

    rows: list[RowOut]
    mapping: MappingOut
    model_version: str
    refused: dict[str, int] = Field(description="Field -> cells that were out of range or not understood.")
