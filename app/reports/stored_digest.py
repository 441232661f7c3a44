"""A digest as JSON can hold it, so that every recipient of a week reads the same, whenever the mail gets through."""

from collections.abc import Mapping
from typing import Any

import msgspec

from app.errors import StoreProblem
from app.reports.digest import Digest

_FORMAT = 1


def digest_facts(digest: Digest) -> dict[str, Any]:
    """The digest in dicts, lists, texts and numbers; moments with their offset from UTC."""
    return {"format": _FORMAT, "digest": msgspec.to_builtins(digest)}


def digest_of(facts: Mapping[str, Any]) -> Digest:
    """The digest that `digest_facts` took apart. Raises StoreProblem for anything else."""
    try:
        if facts["format"] != _FORMAT:
            raise KeyError("format")
        return msgspec.convert(facts["digest"], Digest)
    except (KeyError, TypeError, msgspec.ValidationError) as error:
        raise StoreProblem("This digest was kept by another version of Leadsheet: ask for the week again.") from error
