"""A field's value in plain words, as a reason shows it: `C-Level`, `founded 2021`, `no company size`."""

from collections.abc import Callable

from app.leads.fields import FIELD, Field, Kind

# Longer values are cut: a reason shares a cell with five others.
LONGEST_VALUE = 60

_SENIORITY = {"Entry": "entry level", "Mid": "mid level", "Senior": "senior", "Executive": "executive"}


def words_for(field: Field, value: float | str | None) -> str:
    """The words for one clean value of a field; None is a missing value."""
    if value is None:
        return f"no {field.title}"
    special = _SPECIAL.get(field.name)
    if special is not None:
        return special(value)
    match field.kind:
        case Kind.LANGUAGES:
            return counted(_items(value), "language")
        case Kind.LIST:
            return counted(_items(value), field.title.removesuffix("s"))
        case Kind.INTEGER | Kind.NUMBER | Kind.YEAR:
            return f"{field.title} {value:g}" if isinstance(value, float) else f"{field.title} {value}"
        case _:
            return f"{field.title} {shortened(str(value))}"


def counted(count: int, thing: str) -> str:
    """`1 language`, `2 languages`."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def shortened(value: str) -> str:
    """The value on one line, with an ellipsis where it is cut."""
    flat = " ".join(value.split())
    return flat if len(flat) <= LONGEST_VALUE else f"{flat[: LONGEST_VALUE - 1].rstrip()}…"


def _items(value: float | str) -> int:
    return str(value).count(",") + 1


def _founded(value: float | str) -> str:
    return f"founded {value:.0f}" if isinstance(value, float) else f"founded {value}"


def _seniority(value: float | str) -> str:
    return _SENIORITY.get(str(value), str(value))


def _geography(value: float | str) -> str:
    return "other geography" if value == "other" else str(value).replace("_", " ")


def _summary(value: float | str) -> str:
    return f"{FIELD['summary'].title} of {counted(len(str(value)), 'character')}"


# Fields whose values read better without their title, or are too long to be shown.
_SPECIAL: dict[str, Callable[[float | str], str]] = {
    "companyfoundedon": _founded,
    "llm_seniority": _seniority,
    "llm_geography": _geography,
    "summary": _summary,
}
