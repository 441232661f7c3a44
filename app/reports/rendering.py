"""Mails from facts: subject, text and HTML. Pure but for the templates, which are read once.

Jinja2 and css-inline are imported when the first mail is made, so that importing `app.reports` stays light.
"""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.reports.digest import Digest
from app.reports.digest_colours import COLOURS
from app.reports.digest_page import Room, page
from app.reports.digest_step import Urgency

if TYPE_CHECKING:
    import css_inline
    import jinja2

MOST_BYTES = 80_000  # of text and HTML together; Gmail cuts a message at 102 KB
_TEMPLATES = Path(__file__).parent.parent.parent / "templates" / "email"
# Tried in turn until the mail is small enough.
_ROOMS = (*(Room(30, rows, 8) for rows in (100, 75, 60, 50, 40, 30)), Room(20, 20, 6), Room(10, 10, 4), Room(4, 0, 2))
_WIDE = 72  # characters of a line of text
_BAR = 40
# Behind the preview: without it a list of mails goes on with the first words of the mail itself.
_FILLER = "\u00a0\u200c" * 60
_APART = re.compile(r"(?<=\d) (?=%)|(?<=^[+−-]) |(?<=; [+−-]) ")
_HYPHEN = re.compile(r"(?:(?<=^)|(?<=; ))-(?= )")
_TONES = {Urgency.MUST: "act", Urgency.LOOK: "look", Urgency.NONE: "quiet"}


@dataclass(frozen=True)
class Rendered:
    """A mail: `subject` is one line, `text` and `html` say the same."""

    subject: str
    text: str
    html: str

    @property
    def size(self) -> int:
        """Bytes of text and HTML together, before they are encoded for sending."""
        return len(self.text.encode()) + len(self.html.encode())


def render_digest(digest: Digest) -> Rendered:
    """The weekly mail, at most 80 KB: of very many leads it shows the first of each sheet and says how many more."""
    for room in _ROOMS:
        shown = page(digest, room)
        mail = render(
            "digest",
            shown.subject,
            f"{shown.headline} {shown.step.urgency}.",
            {"page": shown, "step_tone": _TONES[shown.step.urgency]},
        )
        if mail.size < MOST_BYTES:
            break
    return mail


def render(template: str, subject: str, preheader: str, facts: Mapping[str, Any]) -> Rendered:
    """The two templates of a mail filled with the same facts; the preheader is what a list of mails shows of it."""
    given = {**facts, "c": COLOURS, "preheader": preheader, "filler": _FILLER}
    environment = _environment()
    text = environment.get_template(f"{template}.txt").render(given)
    html = environment.get_template(f"{template}.html").render(given)
    lines = (line.rstrip() for line in text.strip("\n").splitlines())
    return Rendered(subject, "\n".join(lines) + "\n", _inliner().inline(html))


def wrapped(text: str, indent: int = 0) -> str:
    """A paragraph in lines of at most 72 characters; only a word longer than that makes a longer one."""
    margin = " " * indent
    lines = textwrap.fill(
        kept(text),
        _WIDE,
        initial_indent=margin,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines.replace("\u00a0", " ")


def bar(width: int, mark: str) -> str:
    """A bar of 40 characters at most for a width in percent; what there is some of has one mark."""
    return (mark * max(round(width * _BAR / 100), 1 if width else 0)).ljust(_BAR)


def arrows(text: str) -> str:
    """`4 % -> 31 %` with an arrow."""
    return text.replace(" -> ", " → ")


def kept(text: str) -> str:
    """Figures and signs with what they belong to on one line: `31 %`, `+ C-Level`."""
    return _APART.sub("\u00a0", text)


def signed(reasons: str) -> str:
    """Reasons with a true minus: behind a hyphen a line may end."""
    return kept(_HYPHEN.sub("−", reasons))


@lru_cache(maxsize=1)
def _environment() -> "jinja2.Environment":
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=jinja2.select_autoescape(("html",), default=False),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(wrapped=wrapped, bar=bar, arrows=arrows, kept=kept, signed=signed)
    return environment


@lru_cache(maxsize=1)
def _inliner() -> "css_inline.CSSInliner":
    import css_inline

    # Rules for narrow and dark screens stay in the head; all others are in the tags, for readers that drop the head.
    return css_inline.CSSInliner(
        keep_style_tags=True,
        keep_at_rules=True,
        remove_inlined_selectors=True,
        minify_css=True,
        load_remote_stylesheets=False,
    )
