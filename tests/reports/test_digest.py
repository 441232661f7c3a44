"""The weekly mail as it is read: word for word, the same in text and HTML, small, and legible by day and by night."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.reports.digest import BestLead, BestOfSheet, Digest
from app.reports.digest_colours import BARS_ON, COLOURS, TEXT_ON, Colour
from app.reports.rendering import MOST_BYTES, Rendered, render_digest
from tests.reports import mails
from tests.reports.reading_mails import links_of_both, numbers_of_both, seen

GOLDEN = Path(__file__).parent / "golden"


def weeks() -> Iterator[tuple[str, Digest]]:
    quiet = mails.QUIET
    yield "quiet", quiet
    yield "act", replace(quiet, verdict=mails.ACT)
    yield "look", replace(quiet, verdict=mails.LOOK)
    yield "too_few", replace(quiet, verdict=mails.TOO_FEW, volume=replace(quiet.volume, leads=5, usual_leads=None))
    troubled = replace(quiet.volume, failed=(mails.FAILED,))
    late = "The mail of week 46 was not sent; this one is two days late."
    yield (
        "troubles",
        replace(quiet, volume=troubled, paused=(mails.PAUSED,), stuck=(mails.STUCK,), late=late),
    )
    nothing = replace(quiet, verdict=None, no_verdict="Nothing was scored.", volume=mails.NOTHING, best=(), outcomes=())
    yield "nothing", replace(nothing, report_url="", report_note="There is no report: nothing was scored.")
    yield (
        "no_verdict",
        replace(quiet, verdict=None, no_verdict="The model was stored before there was a reference: train it anew."),
    )
    [named, *_] = mails.CONTACTS.leads
    sheet = replace(mails.CONTACTS, new=1, leads=(replace(named, name="Zoë Müller"),))
    bare = BestOfSheet("Partners", "Sheet1", 0, (), "No lead is new since last week.")
    yield "names", replace(quiet, best=(sheet, bare), outcomes=(), unsubscribe_url="")


WEEKS = dict(weeks())


@pytest.fixture(scope="module")
def rendered() -> dict[str, Rendered]:
    return {name: render_digest(digest) for name, digest in WEEKS.items()}


@pytest.mark.parametrize("name", WEEKS)
def test_word_for_word(rendered: dict[str, Rendered], name: str) -> None:
    """To accept new words, write `f"{mail.subject}\\n\\n{mail.text}"` into the file after reading it."""
    mail = rendered[name]
    assert f"{mail.subject}\n\n{mail.text}" == (GOLDEN / f"digest_{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", WEEKS)
def test_text_and_html_say_the_same(rendered: dict[str, Rendered], name: str) -> None:
    html, text = numbers_of_both(rendered[name])
    assert len(html) >= 10
    assert html == text
    html, text = links_of_both(rendered[name])
    assert html == text


@pytest.mark.parametrize("name", WEEKS)
def test_the_html_is_of_what_mail_readers_can_show(rendered: dict[str, Rendered], name: str) -> None:
    mail = rendered[name]
    found = seen(mail.html)
    tags = {tag for tag, _ in found.tags}
    assert not tags & {"img", "script", "link", "iframe", "object", "svg", "form", "video"}
    assert not re.search(r"data:|javascript:|url\(|@import|position:|flex|grid|var\(", mail.html)
    assert found.unmatched == []
    attributes = {tag: given for tag, given in found.tags if tag in {"html", "meta", "table"}}
    assert attributes["html"]["lang"] == "en"
    assert all(given.get("role") == "presentation" for tag, given in found.tags if tag == "table")
    assert "".join(found.preview).strip()
    assert tags >= {"h1", "bdi"} or name == "nothing"


@pytest.mark.parametrize("name", WEEKS)
def test_styles_are_in_the_tags_and_rules_for_screens_in_the_head(rendered: dict[str, Rendered], name: str) -> None:
    html = rendered[name].html
    [style] = re.findall(r"<style>([^<]*)</style>(?!<!\[endif\])", html)
    assert "prefers-color-scheme" in style
    assert "max-width" in style
    assert len(style) < 8_000  # Gmail drops longer ones
    assert "color-scheme" in html.split("<body")[0]
    body = html.split("<body", 1)[1]
    assert body.count("style=") > 20
    assert f"color:{COLOURS['muted'].light}" in body


@pytest.mark.parametrize("name", WEEKS)
def test_lines_of_the_text_are_short_but_for_addresses(rendered: dict[str, Rendered], name: str) -> None:
    lines = [line for line in rendered[name].text.splitlines() if "http" not in line]
    assert max(map(len, lines)) <= 72
    assert all(line == line.rstrip() for line in lines)


def test_a_bar_is_as_wide_as_its_figure(rendered: dict[str, Rendered]) -> None:
    cells = [given for tag, given in seen(rendered["quiet"].html).tags if tag == "td"]
    bars = [given["width"] for given in cells if given.get("class") in {"now", "usual"}]
    assert bars == ["31%", "28%", "44%", "43%", "25%", "29%", "58%", "33%"]


def largest(word: str) -> Digest:
    """Thirty sheets of ten leads, long words everywhere, every list full."""
    long = word * 3_000
    leads = tuple(
        BestLead(row, f"https://docs.google.com/{'&' * 560}{row}", 0.77, "not_engaged", "high", long, long)
        for row in range(10)
    )
    best = tuple(BestOfSheet(long, long, 400, leads, "") for _ in range(30))
    [outcome, *_] = mails.QUIET.outcomes
    found = [replace(mails.INDUSTRY, title=long, measure=long, since=long, why=long)] * 12
    failed = replace(mails.FAILED, document=long, tab=long, sentence=long)
    return replace(
        mails.QUIET,
        verdict=replace(mails.ACT, sentence=long, findings=tuple(found), standing=tuple(found), absent_sentence=long),
        volume=replace(mails.QUIET.volume, failed=(failed,) * 30),
        best=best,
        outcomes=(replace(outcome, document=long, tab=long, column=long),) * 30,
        paused=(replace(mails.PAUSED, document=long, tab=long, why=long),) * 30,
        stuck=(replace(mails.STUCK, report=long, period=long, recipient=long),) * 30,
        late=long,
    )


@pytest.mark.parametrize("word", ["&", "<&\"'> Ж é 😀 ", "😀", "long words ", "1 %", "x"])
def test_the_largest_week_is_under_80_kb(word: str) -> None:
    mail = render_digest(largest(word))
    assert 20_000 < mail.size < MOST_BYTES
    html, text = numbers_of_both(mail)
    assert html == text
    assert re.search(r"2\d more not shown here\.", mail.text)
    assert re.search(r"\d\d more sheets not shown here\.|30 sheets|more for want of room", mail.text)
    assert "9 more changed, not shown here." in mail.text


def test_thirty_plain_sheets_show_as_many_leads_each_as_fit() -> None:
    best = tuple(replace(mails.CONTACTS, tab=f"Tab {at}") for at in range(30))
    mail = render_digest(replace(mails.QUIET, best=best))
    assert 60_000 < mail.size < MOST_BYTES
    shown = [int(few) for few in re.findall(r"52 new leads, the best (\d+)", mail.text)]
    assert len(shown) == 30
    assert max(shown) - min(shown) <= 1
    assert mail.text.count(" more for want of room in the sheet alone") == 30


def test_what_does_not_fit_is_counted() -> None:
    mail = render_digest(replace(mails.QUIET, best=(mails.CONTACTS,) * 33))
    assert "3 more sheets not shown here." in mail.text
    assert "3 more sheets not shown here." in " ".join(seen(mail.html).words)


@pytest.mark.parametrize(("pairs", "least"), [(TEXT_ON, 4.5), (BARS_ON, 3.0)], ids=["texts", "bars"])
def test_colours_stand_out(pairs: tuple[tuple[str, str], ...], least: float) -> None:
    for over, under in pairs:
        for scheme in Colour._fields:
            shown, behind = getattr(COLOURS[over], scheme), getattr(COLOURS[under], scheme)
            assert contrast(shown, behind) >= least, f"{over} on {under}, {scheme}"


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: relative luminances, (lighter + .05) / (darker + .05)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_computed_as_wcag_has_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_of_the_night_replaces_one_of_the_day(rendered: dict[str, Rendered]) -> None:
    """Each class coloured in a tag is coloured anew in the dark, or dark words stand on a dark ground."""
    html = rendered["troubles"].html
    dark = html.split("prefers-color-scheme")[1].split("</style>")[0]
    again = set(re.findall(r"\.([a-z]+)", dark.split("{", 1)[1]))
    for tag, given in seen(html).tags:
        style = given.get("style") or ""
        if re.search(r"(?<![-\w])(color|background|border-top|border-bottom):[^;]*#", style) and tag != "a":
            assert tag == "body" or set((given.get("class") or "").split()) & again, f"{tag}: {given.get('class')}"


def test_templates_are_imported_late() -> None:
    program = (
        "import sys, app.reports.rendering, app.reports.notices; print({'jinja2', 'css_inline'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "set()"
