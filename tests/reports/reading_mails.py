"""What a mail's HTML shows a reader, and what it is made of."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from app.reports.rendering import Rendered

NUMBER = re.compile(r"\d[\d,.:]*")
_VOID = {"meta", "br", "link", "img", "input", "hr"}


@dataclass
class Seen(HTMLParser):
    """The HTML read: visible words (without the hidden preview), links, tags, and tags left open or closed twice."""

    words: list[str] = field(default_factory=list)
    preview: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    _open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag not in _VOID:
            self._open.append((tag, given.get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop()[0] != tag:
            self.unmatched.append(tag)

    def handle_data(self, data: str) -> None:
        inside = [tag for tag, _ in self._open]
        if "style" in inside or "title" in inside:
            return
        (self.preview if any("preheader" in kind for _, kind in self._open) else self.words).append(data)


def seen(html: str) -> Seen:
    reader = Seen()
    reader.feed(html)
    reader.close()
    return reader


def numbers(text: str) -> list[str]:
    return [number.rstrip(",.:") for number in NUMBER.findall(text)]


def numbers_of_both(mail: Rendered) -> tuple[list[str], list[str]]:
    """All numbers that the two versions show, in their order; addresses apart."""
    return numbers(" ".join(seen(mail.html).words)), numbers(re.sub(r"https?://\S+", "", mail.text))


def links_of_both(mail: Rendered) -> tuple[list[str], list[str]]:
    return seen(mail.html).links, re.findall(r"https?://\S+", mail.text)


def shape(html: str) -> list[str]:
    """The tags in their order: what hostile words must not change."""
    return [tag for tag, _ in seen(html).tags]
