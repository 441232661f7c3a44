"""Texts from outside never break out of their place: of no cell, no line, no subject and no link."""

import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.reports import digest_cleaning as clean
from app.reports.departures import What
from app.reports.digest import Digest
from app.reports.rendering import MOST_BYTES, Rendered, render_digest
from app.reports.verdict import Overall
from tests.reports import mails
from tests.reports.reading_mails import links_of_both, numbers_of_both, seen, shape

HOSTILE = {
    "tags": "</td></tr></table><script>alert(1)</script><img src=x onerror=alert(1)>",
    "attributes": '" onmouseover="alert(1)" style=\'x',
    "entities": "&lt;b&gt;&amp;#60;script&#62;&nbsp",
    "comment": "<!-- --><![endif]--><![CDATA[",
    "style": "</style></title><style>*{display:none}",
    "template": "{{ 7 * 191 }}{% raw %}{# x #}${x}",
    "lines": "one\r\nBcc: a@example.com\n\n.\n\u2028two\u2029three\x0bfour\x0cfive\x85six",
    "control": "a\x00b\x01\x07\x1b[31mc\x7fd\x9be",
    "turned": "invoice\u202egpj.exe\u2066x\u2069\u200f\u061c",
    "invisible": "a\u200b\ufeff\u00ad\u2060\U000e0041b",
    "surrogate": "a\ud800b\udfffc",
    "accents": "Z" + "\u0351" * 300,
    "long": "x" * 5_000,
    "wide": "名前😀" * 1_500,
    "words": "word " * 1_000,
    "blank": " \t\n ",
    "empty": "",
    "script link": "javascript:alert(1)",
    "data link": "data:text/html;base64,PHNjcmlwdD4=",
    "rule": "--\n\nUNSUBSCRIBE: http",
}
LINKS = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x",
    "vbscript:x", "file:///etc/passwd", "//example.com/x", "/relative", "example.com", "http://", "https:///x", "",
    "https://example.com/\" onclick=\"x", "https://example.com/<b>", "https://example.com/a b", "https://example.com/\nx",
    "https://good.example.com@bad.example.com/", "https://[::1", "https://example.com:port/", "http\u200bs://example.com",
    "https://exаmple.com/", "https://example.com/" + "x" * 5_000, "https://example.com/\x00", "ftp://example.com/",
]  # fmt: skip
FULL = replace(
    mails.QUIET,
    verdict=replace(mails.ACT, standing=(mails.SCORES,)),
    volume=replace(mails.QUIET.volume, failed=(mails.FAILED,)),
    best=(replace(mails.CONTACTS, leads=tuple(replace(one, name="Ann") for one in mails.CONTACTS.leads[:2])),),
    paused=(mails.PAUSED,),
    stuck=(mails.STUCK,),
    late="Late.",
)


@lru_cache(maxsize=1)
def full_shape() -> tuple[str, ...]:
    return tuple(shape(render_digest(FULL).html))


def everywhere(facts: Any, text: str, keep: tuple[str, ...] = ()) -> Any:
    """The same facts with every text replaced, but for choices among known words and the fields to keep."""
    if isinstance(facts, tuple):
        return tuple(everywhere(one, text, keep) for one in facts)
    if isinstance(facts, str) and not isinstance(facts, Overall | What):
        return text
    if is_dataclass(facts) and not isinstance(facts, type):
        names = [one.name for one in fields(facts) if one.name not in {*keep, "what", "overall", "baseline"}]
        return replace(facts, **{name: everywhere(getattr(facts, name), text, keep) for name in names})
    return facts


def check(mail: Rendered) -> None:
    """What holds whatever the texts are."""
    assert mail.subject.startswith("Lead scoring, ")
    assert len(mail.subject) <= 90
    for part, allowed in ((mail.subject, ""), (mail.text, "\n"), (mail.html, "\n")):
        part.encode()
        kinds = {unicodedata.category(one) for one in set(part) - set(allowed) - set("\u200c\u200d")}
        assert not kinds & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert mail.size < MOST_BYTES
    found = seen(mail.html)
    assert found.unmatched == []
    assert not {tag for tag, _ in found.tags} & {"script", "img", "iframe", "object", "svg", "form"}
    assert not [name for _, given_ in found.tags for name in given_ if name.startswith("on")]
    assert all(link.startswith(("https://", "http://")) for link in found.links)
    html, text = numbers_of_both(mail)
    assert html == text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_everywhere(text: str) -> None:
    urls = ("link", "report_url", "unsubscribe_url")
    mail = render_digest(everywhere(FULL, text, urls))
    check(mail)
    check(render_digest(everywhere(FULL, text)))
    if len(clean.one_line(text)) > 1:
        assert shape(mail.html) == list(full_shape())
    assert "1337" not in mail.html + mail.text  # 7 * 191


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("overall", [None, *Overall])
def test_the_subject_is_one_short_line(overall: Overall | None, text: str) -> None:
    digest: Digest = everywhere(FULL, text)
    verdict = digest.verdict
    assert verdict is not None
    for leads in (0, 84):
        week = replace(digest, volume=replace(digest.volume, leads=leads))
        check(render_digest(replace(week, verdict=replace(verdict, overall=overall) if overall else None)))


@given(st.text(min_size=1, max_size=200), st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_everywhere(text: str, address: str) -> None:
    digest: Digest = everywhere(FULL, text, ("link", "report_url", "unsubscribe_url"))
    check(render_digest(digest))
    check(render_digest(replace(digest, report_url=address, unsubscribe_url=address)))


@given(st.text(alphabet=st.sampled_from("<>&\"'{}%#- \n\r\u202e\x00/-!ab1"), min_size=2, max_size=300))
@settings(max_examples=150, deadline=None)
def test_marks_of_html_and_templates_change_no_tag(text: str) -> None:
    mail = render_digest(everywhere(FULL, f"x{text}x", ("link", "report_url", "unsubscribe_url")))
    check(mail)
    assert shape(mail.html) == list(full_shape())


@pytest.mark.parametrize("address", LINKS)
def test_only_plain_web_addresses_are_links(address: str) -> None:
    assert clean.link(address) == ""
    digest: Digest = everywhere(FULL, "x", ("link", "report_url", "unsubscribe_url"))
    [sheet] = digest.best
    sheet = replace(sheet, leads=tuple(replace(one, link=address) for one in sheet.leads))
    mail = render_digest(replace(digest, best=(sheet,), report_url=address, unsubscribe_url=address))
    assert links_of_both(mail) == ([], [])


def test_good_addresses_stay_as_they_are() -> None:
    for address in (
        mails.QUIET.report_url,
        f"{mails.SHEET}17",
        "http://127.0.0.1:8000/r?a=1&b=%20#x",
        "https://[::1]/",
    ):
        assert clean.link(address) == address


def test_what_is_kept_of_a_text() -> None:
    assert clean.one_line("Zoë  Müller\n") == "Zoë Müller"
    assert clean.one_line("می‌خواهم") == "می‌خواهم"
    assert clean.one_line("👩‍🚀") == "👩‍🚀"
    assert clean.one_line("invoice\u202egpj.exe") == "invoicegpj.exe"
    assert clean.one_line("Z" + "\u0351" * 99 + "o") == "Z" + "\u0351" * 3 + "o"
    assert clean.one_line("x" * 300, 10) == "xxxxxxxxx…"
    assert clean.name("\u200b\n") == "unnamed"
    assert clean.sentence("Shared no more") == "Shared no more."
    assert clean.sentence(" ") == ""
