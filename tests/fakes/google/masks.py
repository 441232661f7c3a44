"""Field masks: Google's partial answers (`fields=sheets(properties,data.rowData)`) and those of update requests."""

from collections.abc import Iterator
from typing import Any

from tests.fakes.google.discovery import properties_of
from tests.fakes.google.errors import ApiError, Json

Mask = dict[str, Any]  # a field's name to the mask of what is under it; an empty mask is all of it
ALL: Mask = {}


class BadMask(ValueError):
    """A mask that cannot be read, or names what is not there."""


def parse(text: str) -> Mask:
    """Read a mask: names apart by commas, under one another by "." or "/", many under one by parentheses."""
    reading = _Reading(text.replace(" ", ""))
    mask = reading.many()
    if reading.at != len(reading.text):
        raise BadMask(text)
    return mask


class _Reading:
    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def many(self) -> Mask:
        mask: Mask = {}
        while True:
            merge(mask, self.one())
            if not self.take(","):
                return mask

    def take(self, sign: str) -> bool:
        if self.text[self.at : self.at + 1] != sign:
            return False
        self.at += 1
        return True

    def one(self) -> Mask:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in ",./()":
            self.at += 1
        name = self.text[start : self.at]
        if not name:
            raise BadMask(self.text)
        if self.take("("):
            inner = self.many()
            if not self.take(")"):
                raise BadMask(self.text)
            return {name: inner}
        if self.take(".") or self.take("/"):
            return {name: self.one()}
        return {name: ALL}


def merge(mask: Mask, more: Mask) -> None:
    """Add what another mask asks for."""
    for name, inner in more.items():
        if name not in mask:
            mask[name] = dict(inner)
        elif not mask[name] or not inner:
            mask[name] = {}
        else:
            merge(mask[name], inner)


def check(mask: Mask, message: str) -> None:
    """Refuse (BadMask) names the message does not have."""
    for name, inner in mask.items():
        if name == "*":
            continue
        described = properties_of(message).get(name)
        if described is None:
            raise BadMask(name)
        under = described.get("items", described).get("$ref")
        if inner and not under:
            raise BadMask(".".join([name, *inner]))
        if under:
            check(inner, under)


def partial(mask_text: str, message: str) -> Mask:
    """The mask of a `fields` query; refused as Google refuses it."""
    try:
        mask = parse(mask_text)
        check(mask, message)
    except BadMask as bad:
        text = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{bad}'."
        details: Json = {
            "@type": "type.googleapis.com/google.rpc.BadRequest",
            "fieldViolations": [{"field": str(bad), "description": text}],
        }
        raise ApiError(400, "Request contains an invalid argument.", details=[details]) from bad
    return mask


def pick(value: Any, mask: Mask) -> Any:
    """The part of an answer a mask asks for."""
    if not mask or "*" in mask:
        return value
    if isinstance(value, list):
        return [pick(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    return {name: pick(value[name], inner) for name, inner in mask.items() if name in value}


def asks(mask: Mask, *path: str) -> bool:
    """Whether a mask asks for something at or under a path."""
    for name in path:
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True


def under(mask: Mask, *path: str) -> Mask:
    """What a mask asks for under a path that it asks for."""
    for name in path:
        if not mask or "*" in mask:
            return ALL
        mask = mask[name]
    return mask


def leaves(mask: Mask) -> Iterator[tuple[str, ...]]:
    """The paths a mask names, each down to where it takes all."""
    for name, inner in mask.items():
        if inner:
            for path in leaves(inner):
                yield (name, *path)
        else:
            yield (name,)


def copy_fields(old: Json, new: Json, mask: Mask) -> Json:
    """The old message with the masked fields as in the new one: those it does not have are cleared."""
    if "*" in mask:
        return dict(new)
    made = dict(old)
    for name, inner in mask.items():
        given = new.get(name)
        if inner and isinstance(made.get(name) or given or {}, dict):
            given = copy_fields(made.get(name) or {}, given or {}, inner) or None
        if given is None:
            made.pop(name, None)
        else:
            made[name] = given
    return made
