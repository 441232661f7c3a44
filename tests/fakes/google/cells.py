"""What a cell holds: plain values, formulas and errors, and their forms in the API."""

import json
from dataclasses import dataclass
from typing import Any

from tests.fakes.google.errors import Json, invalid

MAX_CHARACTERS = 50_000


class Formula(str):
    """A formula as its text, with the leading "="."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class CellError:
    """What a formula that fails shows: "REF" shows #REF!."""

    kind: str
    message: str = ""

    @property
    def text(self) -> str:
        """As the cell shows it."""
        return {"REF": "#REF!", "NAME": "#NAME?", "DIVIDE_BY_ZERO": "#DIV/0!", "N_A": "#N/A", "NUM": "#NUM!"}.get(
            self.kind, f"#{self.kind}!"
        )


Plain = str | int | float | bool | None
Value = Plain | CellError
Entered = Plain | Formula


def number(value: float) -> int | float:
    """A double as JSON shows it: whole ones without a point."""
    value = float(value)
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def check_length(text: str) -> None:
    """Refuse a text longer than a cell holds (50,000 characters)."""
    if len(text) > MAX_CHARACTERS:
        raise invalid(f"Your input contains more than the maximum of {MAX_CHARACTERS} characters in a single cell.")


def entered(extended: Json | None) -> Entered:
    """The value of an ExtendedValue given in a request; errorValue cannot be written."""
    given = {name: value for name, value in extended.items() if value is not None} if extended else {}
    if not given:
        return None
    if len(given) > 1:
        raise invalid("userEnteredValue: exactly one of the fields of the union 'value' may be set")
    ((kind, value),) = given.items()
    if kind == "errorValue":
        raise invalid("userEnteredValue.errorValue is read-only")
    if kind == "numberValue":
        return number(value)
    if kind == "stringValue":
        check_length(value)
        # An empty text entered in a cell leaves it blank.
        return str(value) or None
    if kind == "formulaValue":
        check_length(value)
        text = str(value)
        return Formula(text if text.startswith("=") else f"={text}")
    return bool(value)


def extended(value: Entered | CellError) -> Json:
    """A value as an ExtendedValue."""
    if isinstance(value, Formula):
        return {"formulaValue": str(value)}
    if isinstance(value, str):
        return {"stringValue": value}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, CellError):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    return {"numberValue": value}


def check_plain(value: Any, place: str) -> Plain:
    """A value of a ValueRange in a request: text, number, truth or null; lists and objects are refused."""
    if isinstance(value, dict | list):
        kind = "struct_value" if isinstance(value, dict) else "list_value"
        raise invalid(f"Invalid {place}: {kind} {{ {json.dumps(value)[:100]} }}")
    if isinstance(value, str):
        check_length(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number(value)
    return value  # type: ignore[no-any-return]
