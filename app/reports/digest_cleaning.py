"""Texts from outside on their way into a mail: on one line, of a bounded length, and no link that is not one.

Escaping is the templates' part; this is for what escaping leaves: line breaks in a subject, control characters, marks
that turn the reading direction of all that follows, letters under a tower of accents.
"""

import unicodedata
from urllib.parse import urlsplit

NAME = 60  # characters of a document, a tab, a column, a person
SENTENCE = 240
REASONS = 160
LINK = 600

# Persian words and joined emoji need them; every other invisible mark goes.
_JOINERS = frozenset("\u200c\u200d")
_MOST_MARKS = 3  # on one letter; more than that covers the lines above


def one_line(text: str, most: int = SENTENCE) -> str:
    """The text on one line of at most `most` characters, with an ellipsis where it is cut."""
    # Nothing is shown beyond the cut, but what is dropped before it may be long.
    flat = " ".join(_visible(text[: most * 4]).split())
    return flat if len(flat) <= most else f"{flat[: most - 1].rstrip()}…"


def _visible(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        kind = unicodedata.category(character)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if kind in {"Cc", "Zl", "Zp"}:
            kept.append(" ")
        elif (kind not in {"Cf", "Cs", "Cn"} or character in _JOINERS) and marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def name(text: str) -> str:
    """A name on one line; `unnamed` where nothing of it can be seen."""
    return one_line(text, NAME) or "unnamed"


def sentence(text: str) -> str:
    """A text that ends like a sentence; "" stays so."""
    flat = one_line(text)
    return flat if not flat or flat[-1] in ".!?…" else f"{flat}."


def link(address: str) -> str:
    """The address if it is a plain http or https one, else ""."""
    if (
        len(address) > LINK
        or not address.isascii()
        or any(character <= " " or character in "\"'<>\\^`{|}\x7f" for character in address)
    ):
        return ""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        return ""
    # A name before @ is how an address is made to look like another one.
    good = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    return address if good else ""
