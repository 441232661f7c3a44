"""POST /table/map and /table/score: a header row and rows of cells, as the spreadsheet add-on sends them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from flask import Response, current_app, request
from flask_openapi3 import OpenAPI, Tag
from pydantic import BaseModel, Field, ValidationError

from app.leads.composing import compose_rows
from app.leads.fields import FIELD_NAMES
from app.leads.header_map import HeaderMap
from app.leads.headers import map_headers
from app.web.bodies import json_body
from app.web.decoding import decode_object
from app.web.gate import admit
from app.web.problems import MOST_DETAILS, Problem, unfit_parts
from app.web.schema import MOST_LEADS
from app.web.service import Service, service_of

_encode = msgspec.json.Encoder().encode
_TAG = Tag(name="Tables", description="Map a sheet's columns to the fields of a lead, and score its rows.")
_MOST_COLUMNS = 500

Cell = str | int | float | bool | None


class TableBody(BaseModel):
    """A header row and rows of raw cells; shorter rows are blank at their end."""

    headers: list[str] = Field(min_length=1, max_length=_MOST_COLUMNS)
    rows: list[list[Cell]] = Field(default=[], max_length=MOST_LEADS)
    mapping: dict[str, str | None] | None = Field(
        default=None, description="A person's own word: header -> field, or null to leave the column out."
    )


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


class MapOut(BaseModel):
    """What every column is: those that feed a field, outcomes, ambiguous and unused ones; and what names a row."""

    columns: list[ColumnOut]
    fields: dict[str, list[int]] = Field(description="Field -> the columns that feed it.")
    outcomes: list[int]
    ambiguous: list[int]
    unused: list[int]
    identity: IdentityOut | None


class RowOut(BaseModel):
    """One row's score, or the reason why it has none."""

    status: str = Field(examples=["scored", "blank"])
    message: str | None = None
    score: float | None = None
    label: str | None = None
    confidence: str | None = None
    reasons: str | None = None


class TableOut(BaseModel):
    """Every row's score, in the rows' order."""

    rows: list[RowOut]
    mapping: MapOut
    model_version: str
    refused: dict[str, int] = Field(description="Field -> cells that were out of range or not understood.")


def register_tables(app: OpenAPI) -> None:
    """Add both addresses to the application."""

    @app.post("/table/map", tags=[_TAG], summary="Which column feeds which field", responses={200: MapOut})
    def table_map(body: TableBody = None) -> Response:  # type: ignore[assignment]
        admit(service_of(current_app), request)
        table = _table(json_body())
        return Response(_encode(mapped(_headers(table))), mimetype="application/json")

    @app.post("/table/score", tags=[_TAG], summary="Score the rows of a sheet", responses={200: TableOut})
    def table_score(body: TableBody = None) -> Response:  # type: ignore[assignment]
        service = service_of(current_app)
        admit(service, request)
        table = _table(json_body())
        return Response(_encode(_scored(service, table)), mimetype="application/json")

    for view in (table_map, table_score):
        view.__delay_validate_request__ = True


def mapped(headers: HeaderMap) -> dict[str, Any]:
    """A header map as JSON."""
    columns = headers.columns
    uses: dict[str, list[int]] = {}
    for column in columns:
        uses.setdefault(column.use.name, []).append(column.index)
    identity = headers.identity
    return {
        "columns": [
            {
                "index": column.index,
                "header": column.header,
                "use": column.use.value,
                "field": column.field,
                "certainty": column.certainty.value,
                "why": column.why,
            }
            for column in columns
        ],
        "fields": {name: [column.index for column in headers.feeding(name)] for name in headers.fields},
        "outcomes": uses.get("OUTCOME", []),
        "ambiguous": uses.get("AMBIGUOUS", []),
        "unused": uses.get("UNUSED", []),
        "identity": None
        if identity is None
        else {"index": identity.index, "header": columns[identity.index].header, "kind": identity.kind.value},
    }


def _table(body: bytes) -> TableBody:
    try:
        return TableBody.model_validate(decode_object(body))
    except ValidationError as error:
        raise Problem(422, "The table is not as it must be; detail lists where and why.", unfit_parts(error)) from error


def _headers(table: TableBody) -> HeaderMap:
    return map_headers(table.headers, table.rows[:300], overrule=_overrule(table.headers, table.mapping or {}))


def _overrule(headers: Sequence[str], mapping: Mapping[str, str | None]) -> dict[int, str | None]:
    wrong = [
        {
            "field": f"mapping.{name}",
            "message": f"there is no column “{name}”" if name not in headers else "no such field",
        }
        for name, field in mapping.items()
        if name not in headers or (field is not None and field not in FIELD_NAMES)
    ]
    if wrong:
        raise Problem(422, "The mapping names a column or a field that does not exist.", wrong[:MOST_DETAILS])
    return {at: mapping[name] for at, name in enumerate(headers) if name in mapping}


def _scored(service: Service, table: TableBody) -> dict[str, Any]:
    headers = _headers(table)
    if not headers.fields:
        raise Problem(422, "No column says anything about the leads that a score could be made from; map one.")
    places = [at for at, row in enumerate(table.rows) if any(cell is not None and cell != "" for cell in row)]
    rows: list[dict[str, Any]] = [{"status": "blank", "message": "The row is blank."} for _ in table.rows]
    refused: dict[str, int] = {}
    if places:
        leads = compose_rows([table.rows[at] for at in places], headers)
        unspoken = [name for name in FIELD_NAMES if name not in headers.fields]
        scores = service.scorer().score(leads, datetime.now(UTC).year, explain=True, unspoken=unspoken)
        service.remember("table", scores, _marks(service, headers, [table.rows[at] for at in places]))
        refused = {name: count for name, count in scores.refused.items() if count}
        for at, place in enumerate(places):
            rows[place] = {
                "status": "scored",
                "message": "No field is filled: this is about the average." if scores.empty[at] else None,
                "score": scores.score[at],
                "label": scores.label[at],
                "confidence": scores.confidence[at],
                "reasons": scores.texts[at],
            }
    return {"rows": rows, "mapping": mapped(headers), "model_version": service.version, "refused": refused}


def _marks(service: Service, headers: HeaderMap, rows: Sequence[Sequence[Cell]]) -> list[bytes | None]:
    """Who the rows are, as keyed hashes; nothing where no column names them."""
    identity, remembering = headers.identity, service.remembering
    if identity is None or remembering is None:
        return []
    names = [row[identity.index] if identity.index < len(row) else None for row in rows]
    return remembering.marks(identity.kind, names)
