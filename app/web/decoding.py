"""A request's bytes -> leads as mappings. Strict and fast first; what that refuses gets a second, lenient reading."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, overload

import msgspec
from pydantic import BaseModel, ValidationError

from app.scoring.compiled_leads import Columns, Lead
from app.web.problems import Problem, unfit_parts
from app.web.schema import LeadBody, LeadDict, LeadsBody, LeadsStruct

_UTF8_MARK = b"\xef\xbb\xbf"
_NOT_JSON = "The body is not valid JSON; send one JSON object."

_lead = msgspec.json.Decoder(LeadDict)
# The same lead as a tuple of its cells: half the time of a mapping. It refuses what LeadDict refuses.
_LeadCells = msgspec.defstruct(
    "LeadCells", [(name, kind, None) for name, kind in LeadDict.__annotations__.items()], gc=False
)
_cells = msgspec.json.Decoder(_LeadCells)
_leads = msgspec.json.Decoder(LeadsStruct)
_anything = msgspec.json.Decoder()
_UNFIT = (msgspec.DecodeError, RecursionError, UnicodeError)

Given = TypeVar("Given")


class LeadsInBody(Sequence[Lead]):
    """The leads of a batch, decoded portion by portion as they are asked for.

    Ten thousand at once would be held beside the bytes they came from, and would hold up the other threads meanwhile.
    Asking for one that is no lead raises msgspec.ValidationError.
    """

    def __init__(self, raw: list[msgspec.Raw]) -> None:
        self._raw = raw

    def __len__(self) -> int:
        return len(self._raw)

    @overload
    def __getitem__(self, at: int) -> Lead: ...
    @overload
    def __getitem__(self, at: slice) -> list[Lead]: ...
    def __getitem__(self, at: int | slice) -> Lead | list[Lead]:
        if isinstance(at, slice):
            return [_lead.decode(one) for one in self._raw[at]]
        lead: Lead = _lead.decode(self._raw[at])
        return lead

    def columns(self, start: int, stop: int) -> Columns:
        """The cells of some of them, a column a field."""
        cells = map(msgspec.structs.astuple, map(_cells.decode, self._raw[start:stop]))
        return list(zip(*cells, strict=True))


def decode_lead(body: bytes) -> Lead:
    """The lead in the body of /predict. Raises Problem: 400 for what is not JSON, 422 for what is no lead."""
    try:
        lead: Lead = _lead.decode(body)
    except _UNFIT:
        return _leniently(LeadBody, body).model_dump(exclude_unset=True)
    return lead


def with_leads(body: bytes, use: Callable[[Sequence[Lead]], Given]) -> Given:
    """What `use` makes of the leads in the body of /predict/batch, in their order. Raises Problem as decode_lead does.

    `use` must be pure: where a lead turns out to want the lenient reading, it is called once more, with all of them.
    """
    try:
        return use(LeadsInBody(_leads.decode(body).leads))
    except _UNFIT:
        lenient = _leniently(LeadsBody, body)
    return use([lead.model_dump(exclude_unset=True) for lead in lenient.leads])  # type: ignore[attr-defined]


def decode_object(body: bytes) -> dict[str, Any]:
    """The JSON object in a body. Raises Problem 400 for what is not JSON, 422 for JSON of another kind."""
    decoded = decode_json(body)
    if not isinstance(decoded, dict):
        raise Problem(422, "The body must be a JSON object.", [{"field": "", "message": "not an object"}])
    return decoded


def decode_json(body: bytes) -> Any:
    """The JSON value in a body, a byte order mark before it forgiven. Raises Problem 400."""
    try:
        return _anything.decode(body.removeprefix(_UTF8_MARK))
    except RecursionError as error:
        raise Problem(400, "The body is nested too deeply; a lead is a flat object.") from error
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Problem(400, _NOT_JSON, str(error)[:200] or None) from error


def _leniently(model: type[BaseModel], body: bytes) -> BaseModel:
    """Read as the older service did: `"85"` for 85, `85.0` for an integer."""
    decoded = decode_json(body)
    try:
        return model.model_validate(decoded)
    except (ValidationError, RecursionError) as error:
        raise _unfit(error) from error


def _unfit(error: ValidationError | RecursionError) -> Problem:
    if isinstance(error, RecursionError):
        return Problem(400, "The body is nested too deeply; a lead is a flat object.")
    return Problem(422, "Some fields are not as they must be; detail lists where and why.", unfit_parts(error))
