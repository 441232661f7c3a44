"""The model's columns: each derives from exactly one field, by a rule for one clean value at a time.

That is what lets a column be computed once per distinct value here, and by a dictionary look-up in a process that
serves single leads without pandas.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from app.leads.fields import FIELDS, Field, Kind
from app.leads.places import country_of
from app.leads.words import fold, words
from app.scoring.titles import title_class

# Choices that go from low to high; the others are names without an order.
ORDERED_CHOICES = frozenset({"llm_seniority"})


@dataclass(frozen=True)
class Column:
    """One column of the model's matrix.

    Exactly one of the rules is set, or none: without a rule the field's number is the column. `measure` turns a clean
    text into a number; `key` turns it into the key under which outcomes are averaged (the column is then the
    smoothed mean outcome of that key).
    """

    name: str
    field: str
    measure: Callable[[str], float] | None = None
    key: Callable[[str], str] | None = None


def category_key(text: str) -> str:
    """`Marketing & Advertising`, `marketing and advertising` -> one key."""
    return words(text.replace("&", " and ")) or fold(text)


def place_key(text: str) -> str:
    """The closest place named, or the country where only that is known.

    `Paris, Île-de-France, France` and `Paris, FR` -> `paris`; `France` and `FR` -> `country fr`.
    """
    parts = [part for part in text.split(",") if part.strip()]
    if len(parts) > 1:
        return category_key(parts[0])
    country = country_of(text)
    return f"country {country.lower()}" if country else category_key(text)


def item_count(text: str) -> float:
    """How many items a comma-joined text lists, as log(1 + n): the tenth says less than the second."""
    return math.log1p(text.count(",") + 1)


def text_length(text: str) -> float:
    """Characters of a text as log(1 + n)."""
    return math.log1p(len(text))


def rank_of(choices: tuple[str, ...], text: str) -> float:
    """The place of a choice among its field's ordered choices, from 0; NaN for a text that is none of them."""
    return float(choices.index(text)) if text in choices else math.nan


def column_of(field: Field) -> Column:
    """The one column of a field."""
    match field.kind:
        case Kind.INTEGER | Kind.NUMBER | Kind.YEAR:
            return Column(field.name, field.name)
        case Kind.SIZE:
            return Column(f"{field.name}_rank", field.name, measure=partial(rank_of, field.choices))
        case Kind.CHOICE if field.name in ORDERED_CHOICES:
            return Column(f"{field.name}_rank", field.name, measure=partial(rank_of, field.choices))
        case Kind.LANGUAGES | Kind.LIST:
            return Column(f"{field.name}_count", field.name, measure=item_count)
        case Kind.PLACE:
            return Column(f"{field.name}_mean", field.name, key=place_key)
        case Kind.TEXT if field.name == "jobtitle":
            return Column(f"{field.name}_class_mean", field.name, key=title_class)
        case Kind.TEXT:
            return Column(f"{field.name}_length", field.name, measure=text_length)
        case _:
            return Column(f"{field.name}_mean", field.name, key=category_key)


COLUMNS: tuple[Column, ...] = tuple(column_of(field) for field in FIELDS)
COLUMN_NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)
COLUMN_FIELDS: tuple[str, ...] = tuple(column.field for column in COLUMNS)
