"""Google's own description of the Sheets API, turned into JSON Schema: every body and answer is judged by it.

The description ships with google-api-python-client; only the file is read, the library is not imported. The
validators are compiled (jsonschema-rs), so a body of 12,000 cells is judged whole in a few milliseconds: nothing is
sampled.
"""

import functools
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012Validator, ValidationError, ValidationErrorKind

from tests.fakes.google.errors import ApiError, Json, bad_request

SHOWN_FAULTS = 10  # a body of 3,000 wrong cells needs no 3,000 complaints
_CAPITAL = re.compile("([A-Z])")
_INT32 = {"minimum": -(2**31), "maximum": 2**31 - 1}


@functools.cache
def document() -> Json:
    """The discovery document of Sheets v4."""
    found = importlib.util.find_spec("googleapiclient")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError("google-api-python-client is not installed")
    folder = Path(found.submodule_search_locations[0])
    read: Json = json.loads((folder / "discovery_cache/documents/sheets.v4.json").read_text(encoding="utf-8"))
    return read


@functools.cache
def methods() -> dict[str, Json]:
    """The API's methods by their id without "sheets.spreadsheets.": "values.batchGet", "batchUpdate" ..."""
    found: dict[str, Json] = {}

    def walk(resources: Json) -> None:
        for resource in resources.values():
            for method in resource.get("methods", {}).values():
                found[method["id"].removeprefix("sheets.spreadsheets.")] = method
            walk(resource.get("resources", {}))

    walk(document()["resources"])
    return found


def properties_of(message: str) -> Json:
    """The fields of a message: name to its description in the discovery document."""
    fields: Json = document()["schemas"][message].get("properties", {})
    return fields


def _schema(described: Json, nullable: bool) -> Json:
    if "$ref" in described:
        return {"$ref": f"#/$defs/{described['$ref']}"}
    kind = described.get("type")
    if kind == "any":
        return {}
    if "enum" in described:
        return {"enum": [*described["enum"], *([None] if nullable else [])]}
    schema: Json = {"type": [kind, "null"] if nullable else kind}
    if kind == "array":
        schema["items"] = _schema(described["items"], nullable)
    elif kind == "object" and "additionalProperties" in described:
        schema["additionalProperties"] = _schema(described["additionalProperties"], nullable)
    elif kind == "object":
        schema["properties"] = {
            name: _schema(inner, nullable) for name, inner in described.get("properties", {}).items()
        }
        schema["additionalProperties"] = False
    elif kind == "integer":
        schema |= _INT32
    return schema


@functools.cache
def _validator(message: str, nullable: bool) -> Draft202012Validator:
    defs = {name: _schema(described, nullable) for name, described in document()["schemas"].items()}
    return Draft202012Validator({"$defs": defs, "$ref": f"#/$defs/{message}"})


def check_request(method: str, body: Any) -> None:
    """Refuse a body that is not the method's request as Google does (nulls count as absent)."""
    message = methods()[method].get("request", {}).get("$ref")
    if message is None:
        if body:
            raise bad_request([("", 'Invalid JSON payload received. Unknown name "": Root element must be a message.')])
        return
    validator = _validator(message, True)
    if validator.is_valid(body):
        return
    faults: list[tuple[str, str]] = []
    for error in validator.iter_errors(body):
        faults.extend(_faults(error))
        if len(faults) >= SHOWN_FAULTS:
            break
    raise bad_request(faults)


def check_answer(method: str, body: Any) -> None:
    """The fake's own answer must be one Google could give; ValueError names what is not."""
    _validator(methods()[method]["response"]["$ref"], False).validate(body)


def check_message(message: str, body: Any) -> bool:
    """Whether a value is a message of this name, as requests carry it."""
    return _validator(message, True).is_valid(body)


def path_of(steps: list[str | int]) -> str:
    """A place in a body as Google names it: requests[0].update_cells.start."""
    text = ""
    for step in steps:
        text += f"[{step}]" if isinstance(step, int) else "." + _CAPITAL.sub(r"_\1", step).lower()
    return text.lstrip(".")


def _faults(error: ValidationError) -> list[tuple[str, str]]:
    steps = list(error.instance_path)
    place = path_of(steps)
    at = f" at '{place}'" if place else ""
    kind = error.kind
    if isinstance(kind, ValidationErrorKind.AdditionalProperties):
        text = 'Invalid JSON payload received. Unknown name "{}"{}: Cannot find field.'
        return [(place, text.format(name, at)) for name in kind.unexpected]
    given = error.instance
    if isinstance(given, list):
        return [(place, f"Invalid value{at}: Proto field is not repeating, cannot start list.")]
    wanted = "TYPE_ENUM"
    if isinstance(kind, ValidationErrorKind.Type):
        names = [name for name in kind.types if name != "null"]
        if names == ["array"]:
            return [(place, f"Invalid value{at}: Proto field is repeating, expected a list.")]
        wanted = {"integer": "TYPE_INT32", "number": "TYPE_DOUBLE", "boolean": "TYPE_BOOL"}.get(names[0], "TYPE_STRING")
        if names == ["object"]:
            wanted = "a message"
    elif isinstance(kind, ValidationErrorKind.Minimum | ValidationErrorKind.Maximum):
        wanted = "TYPE_INT32"
    return [(place, f"Invalid value{at} ({wanted}), {json.dumps(given)[:200]}")]


def check_query(method: str, query: list[tuple[str, str]]) -> dict[str, list[str]]:
    """The query's parameters by name; refuses unknown ones and values not of their type, as Google does."""
    described = methods()[method]
    known = {**document()["parameters"], **described.get("parameters", {})}
    found: dict[str, list[str]] = {}
    for name, value in query:
        parameter = known.get(name)
        if parameter is None or parameter["location"] == "path":
            text = f'Invalid JSON payload received. Unknown name "{name}": Cannot bind query parameter.'
            raise bad_request([("", f"{text} Field '{name}' could not be found in request message.")])
        _check_parameter(name, value, parameter)
        if name in found and not parameter.get("repeated"):
            text = f"Invalid value at '{name}': \"{name}\" is not repeated"
            raise bad_request([(name, text)])
        found.setdefault(name, []).append(value)
    return found


def _check_parameter(name: str, value: str, parameter: Json) -> None:
    fault: ApiError | None = None
    if "enum" in parameter and name != "$.xgafv" and value not in parameter["enum"]:
        fault = bad_request([(path_of([name]), f"Invalid value at '{path_of([name])}' (TYPE_ENUM), \"{value}\"")])
    elif parameter["type"] == "boolean" and value.lower() not in ("true", "false"):
        fault = bad_request([(path_of([name]), f"Invalid value at '{path_of([name])}' (TYPE_BOOL), \"{value}\"")])
    if fault:
        raise fault
