"""What a caller says of a table's columns, by name (`mapping`) or one by one (`feeds`): column -> field, or None."""

from collections.abc import Mapping, Sequence

from app.leads.fields import FIELD_NAMES
from app.web.problems import MOST_DETAILS, Problem


def by_name(headers: Sequence[str], mapping: Mapping[str, str | None]) -> dict[int, str | None]:
    """The choices of a `mapping`: header -> field, or None to leave the column out. Raises Problem 422."""
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


def one_by_one(headers: Sequence[str], feeds: Sequence[str | None]) -> dict[int, str | None]:
    """The choices of `feeds`: for each header a field, "" to leave the column out, None to say nothing of it.

    Raises Problem 422.
    """
    if len(feeds) != len(headers):
        sentence = f"There must be as many feeds as headers: {len(feeds)} for {len(headers)} were sent."
        raise Problem(422, sentence, [{"field": "feeds", "message": f"must hold {len(headers)}"}])
    wrong = [
        {"field": f"feeds.{at}", "message": "no such field"}
        for at, field in enumerate(feeds)
        if field and field not in FIELD_NAMES
    ]
    if wrong:
        raise Problem(422, "One of feeds names a field that does not exist.", wrong[:MOST_DETAILS])
    return {at: field or None for at, field in enumerate(feeds) if field is not None}
