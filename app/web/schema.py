"""What the API takes and gives, derived from the one list of fields: pydantic for the document and for lenient input,
msgspec types for the hot path."""

from typing import Annotated, Any, TypedDict

import msgspec
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from app.leads.fields import FIELDS, Kind
from app.leads.fields import Field as LeadField

MOST_LEADS = 10_000
_TEXT = 1_000  # characters of a field that has no length of its own


def _length(field: LeadField) -> int:
    return field.max_length or _TEXT


def _pydantic_type(field: LeadField) -> Any:
    if field.kind is Kind.INTEGER:
        return Annotated[int | None, BeforeValidator(_no_switch)]
    if field.kind in (Kind.NUMBER, Kind.YEAR):
        return Annotated[float | None, BeforeValidator(_no_switch)]
    return Annotated[int | float | str | None, BeforeValidator(_no_switch)] if field.kind is Kind.SIZE else str | None


def _no_switch(value: Any) -> Any:
    """`true` is no 1: the scorer refuses it in a table too."""
    if isinstance(value, bool):
        raise ValueError("Input should be a number, not true or false")
    return value


def _pydantic_field(field: LeadField) -> Any:
    shown: dict[str, Any] = {"description": field.description, "title": field.title}
    if field.kind in (Kind.INTEGER, Kind.NUMBER):
        return Field(default=None, ge=field.low, le=field.high, allow_inf_nan=False, **shown)
    if field.kind is Kind.YEAR:
        return Field(default=None, allow_inf_nan=False, **shown)
    if field.kind is Kind.SIZE:
        return Field(default=None, examples=list(field.choices), **shown)
    examples = list(field.choices or field.known) or None
    return Field(default=None, max_length=_length(field), examples=examples, **shown)


class _Ignoring(BaseModel):
    model_config = ConfigDict(extra="ignore")


_FIELDS: dict[str, Any] = {field.name: (_pydantic_type(field), _pydantic_field(field)) for field in FIELDS}
_ABOUT = "A lead: any of the 19 fields, all optional; `null` and unknown fields are as good as absent."
LeadBody: type[BaseModel] = create_model("Lead", __base__=_Ignoring, __doc__=_ABOUT, **_FIELDS)


class LeadsBody(_Ignoring):
    """Leads to score in one request; the answer keeps their order."""

    leads: Annotated[list[LeadBody], Field(min_length=1, max_length=MOST_LEADS)]  # type: ignore[valid-type]


def _msgspec_type(field: LeadField) -> Any:
    if field.kind is Kind.INTEGER:
        return Annotated[int, msgspec.Meta(ge=field.low, le=field.high)] | None
    if field.kind is Kind.NUMBER:
        return Annotated[float, msgspec.Meta(ge=field.low, le=field.high)] | None
    if field.kind is Kind.YEAR:
        return float | None
    if field.kind is Kind.SIZE:
        return int | float | str | None
    return Annotated[str, msgspec.Meta(max_length=_length(field))] | None


# TypedDict, not Struct: the decoder makes the very mapping that is scored, with unknown fields left out.
LeadDict: Any = TypedDict("LeadDict", {field.name: _msgspec_type(field) for field in FIELDS}, total=False)  # type: ignore[misc]


class LeadsStruct(msgspec.Struct):
    """The body of a batch, strictly typed; each of its leads is decoded as LeadDict later."""

    leads: Annotated[list[msgspec.Raw], msgspec.Meta(min_length=1, max_length=MOST_LEADS)]


class ReasonOut(BaseModel):
    """One field's part in a score: `log_odds` above 0 raises it, below 0 lowers it."""

    field: str
    words: str
    log_odds: float


class Prediction(BaseModel):
    """A lead's score: the probability that the person engages."""

    score: float = Field(ge=0, le=1, description="Probability, 4 decimal places.")
    label: str = Field(examples=["engaged", "not_engaged"])
    confidence: str = Field(examples=["high", "medium", "low"])
    model_version: str
    inference_time_ms: float
    reasons: list[ReasonOut] | None = Field(default=None, description="With ?explain=true.")


class BatchPrediction(BaseModel):
    """One lead's score in a batch."""

    score: float
    label: str
    confidence: str
    model_version: str
    inference_time_ms: float
    index: int | None = Field(default=None, description="With ?top_k or ?threshold: the lead's place in the request.")
    reasons: list[ReasonOut] | None = None


class BatchOut(BaseModel):
    """The scores of a batch, in the request's order unless ?top_k or ?threshold picks the best."""

    predictions: list[BatchPrediction]
    total_count: int
    avg_score: float
    high_engagement_count: int


class ErrorOut(BaseModel):
    """What every error looks like."""

    error: str
    message: str
    detail: Any = None


class ExplainQuery(BaseModel):
    """Options of a prediction."""

    explain: bool = Field(default=False, description="Give the reasons of every score.")


class BatchQuery(ExplainQuery):
    """Options of a batch."""

    top_k: int | None = Field(default=None, ge=1, description="Only the K best, best first, with their index.")
    threshold: float | None = Field(default=None, ge=0, le=1, description="Only leads with at least this score.")
