"""POST /table/map and /table/score: a header row and rows of cells, as the spreadsheet add-on sends them."""

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from flask import Response, current_app, request
from flask_openapi3 import OpenAPI, Tag
from pydantic import ValidationError

from app import clock
from app.leads.composing import compose_rows
from app.leads.fields import FIELD_NAMES
from app.leads.header_map import HeaderMap
from app.leads.headers import map_headers
from app.leads.likely_columns import MOST_LIKELY, likely_columns, named_columns
from app.scoring.compiled import CompiledScores
from app.web.bodies import json_body
from app.web.decoding import decode_object
from app.web.gate import admit
from app.web.problems import Problem, unfit_parts
from app.web.service import Service, service_of
from app.web.table_choices import by_name, one_by_one
from app.web.table_header import below_titles
from app.web.table_schema import MOST_EXPLAINED, Cell, MapOut, ScoreBody, TableBody, TableOut

_encode = msgspec.json.Encoder().encode
_TAG = Tag(name="Tables", description="Map a sheet's columns to the fields of a lead, and score its rows.")
_SAMPLE_ROWS = 300

Body = TypeVar("Body", bound=TableBody)


def register_tables(app: OpenAPI) -> None:
    """Add both addresses to the application."""

    @app.post("/table/map", tags=[_TAG], summary="Which column feeds which field", responses={200: MapOut})
    def table_map(body: TableBody = None) -> Response:  # type: ignore[assignment]
        service = service_of(current_app)
        admit(service, request)
        table, above = below_titles(_table(TableBody, json_body()))
        told = mapped(_headers(table), above)
        return Response(_encode({**told, "model_version": service.version}), mimetype="application/json")

    @app.post("/table/score", tags=[_TAG], summary="Score the rows of a sheet", responses={200: TableOut})
    def table_score(body: ScoreBody = None) -> Response:  # type: ignore[assignment]
        service = service_of(current_app)
        admit(service, request)
        table = _table(ScoreBody, json_body())
        return Response(_encode(_scored(service, table)), mimetype="application/json")

    for view in (table_map, table_score):
        view.__delay_validate_request__ = True


def mapped(headers: HeaderMap, above: int = 0) -> dict[str, Any]:
    """A header map as JSON; `above` rows stand above the first lead, the names of the columns last."""
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
        **({"header_row": above} if above else {}),
    }


def _table(kind: type[Body], body: bytes) -> Body:
    try:
        return kind.model_validate(decode_object(body))
    except ValidationError as error:
        raise Problem(422, "The table is not as it must be; detail lists where and why.", unfit_parts(error)) from error


def _headers(table: TableBody) -> HeaderMap:
    sample = table.rows[:_SAMPLE_ROWS]
    if table.feeds is None:
        return map_headers(table.headers, sample, overrule=by_name(table.headers, table.mapping or {}))
    if table.mapping is not None:
        sentence = "What columns are can be said by mapping or by feeds, not by both: send one of them."
        raise Problem(422, sentence, [{"field": "feeds", "message": "not together with mapping"}])
    chosen = one_by_one(table.headers, table.feeds)
    naming = [at for at, field in chosen.items() if field is None]
    # Where every column is said to feed a field there is nothing that values could tell: half the time of a portion.
    return map_headers(table.headers, [] if all(table.feeds) else sample, overrule=chosen, naming=naming)


def _scored(service: Service, table: ScoreBody) -> dict[str, Any]:
    if table.explain and len(table.rows) > MOST_EXPLAINED:
        raise Problem(422, f"At most {MOST_EXPLAINED} rows are explained at a time: send fewer.")
    table, above = below_titles(table)
    headers = _headers(table)
    if not headers.fields:
        raise Problem(422, _nothing_understood(headers))
    places = [at for at, row in enumerate(table.rows) if any(cell is not None and cell != "" for cell in row)]
    no_why: dict[str, Any] = {"why": []} if table.explain else {}
    blank = {"status": "blank", "message": "The row is blank.", **no_why}
    title = {"status": "blank", "message": "The row is no lead: it names the columns, or stands above them.", **no_why}
    rows: list[dict[str, Any]] = [blank for _ in table.rows]
    refused: dict[str, int] = {}
    if places:
        leads = compose_rows([table.rows[at] for at in places], headers)
        unspoken = [name for name in FIELD_NAMES if name not in headers.fields]
        scores = service.scorer().score(leads, clock.now().year, explain=True, unspoken=unspoken)
        service.remember("table", scores, _marks(service, headers, [table.rows[at] for at in places]))
        refused = {name: count for name, count in scores.refused.items() if count}
        for at, place in enumerate(places):
            rows[place] = _row(scores, at)
            if table.explain:
                rows[place]["why"] = _why(scores, at)
    rows = [title] * above + rows
    return {"rows": rows, "mapping": mapped(headers, above), "model_version": service.version, "refused": refused}


def _nothing_understood(headers: HeaderMap) -> str:
    there, likely = named_columns(headers), likely_columns(headers)[:MOST_LIKELY]
    said = "No column says anything about the leads that a score could be made from; map one"
    said += f" of {there}" if there else ""
    return f"{said}: {', '.join(map(str, likely))}." if likely else f"{said}."


def _row(scores: CompiledScores, at: int) -> dict[str, Any]:
    return {
        "status": "scored",
        "message": "No field is filled: this is about the average." if scores.empty[at] else None,
        "score": scores.score[at],
        "label": scores.label[at],
        "confidence": scores.confidence[at],
        "reasons": scores.texts[at],
    }


def _why(scores: CompiledScores, at: int) -> list[dict[str, Any]]:
    """The reasons of a lead one by one; none of a lead without any field, which has no score to explain."""
    if scores.reasons is None or scores.empty[at]:
        return []
    return [
        {"field": reason.field, "words": reason.words, "log_odds": round(reason.log_odds, 6)}
        for reason in scores.reasons[at]
    ]


def _marks(service: Service, headers: HeaderMap, rows: Sequence[Sequence[Cell]]) -> list[bytes | None]:
    """Who the rows are, as keyed hashes; nothing where no column names them."""
    identity, remembering = headers.identity, service.remembering
    if identity is None or remembering is None:
        return []
    names = [row[identity.index] if identity.index < len(row) else None for row in rows]
    return remembering.marks(identity.kind, names)
