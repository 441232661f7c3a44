"""What is looked for on every page is found where it is, and in letters of every width."""

import pytest
from playwright.sync_api import Browser

from tests.browser.fitting import FAMILIES, Face, faces_here, unfit

WORD = "confidence"
FAULTS = {
    "is broken": f"<p style='width: 5ch; overflow-wrap: anywhere'>{WORD}</p>",
    "wider than its window": "<div style='width: 400px'>wide</div>",
    "outside the window": f"<p style='margin-left: 270px; white-space: nowrap'>{WORD}</p>",
    "outside its box": f"<button style='width: 30px; padding: 0; text-align: left'>{WORD}</button>",
    "covered by": f"<p>{WORD}</p><p style='margin-top: -2.2em'>label</p>",
    "the navigation takes two lines": "<nav><a>Score</a> <a style='display: block'>Runs</a></nav>",
}
WHOLE = f"""<nav><a>Score</a> <a>Runs</a></nav><p>{WORD} and what else is said of a lead, e-mail too</p>
<p style='width: 9em; overflow-wrap: anywhere'>https://www.example.com/somebody {"W" * 40}</p>"""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(browser: Browser, fault: str) -> None:
    page = browser.new_page()
    page.set_content(FAULTS[fault])
    told = unfit(page, (300,))
    assert any(fault in one for one in told), told
    page.close()


def test_what_fits_is_no_fault(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(WHOLE)
    assert unfit(page, (300, 1440)) == []
    page.close()


@pytest.mark.parametrize("family", FAMILIES)
def test_letters_are_as_wide_as_asked(browser: Browser, family: str) -> None:
    page = browser.new_page()
    page.set_content(f"<b>{WORD * 9}</b>")
    names = faces_here(page, [Face(family, 80), Face(family, 100), Face(family, 125)])
    if names == [""]:
        page.close()
        pytest.skip(f"no {family} here: install Debian's fonts-dejavu-core and fonts-liberation")
    measure = """(name) => {
      document.body.style.fontFamily = `'${name}'`;
      return document.querySelector('b').getBoundingClientRect().width;
    }"""
    narrow, plain, wide = (page.evaluate(measure, name) for name in names)
    assert (narrow / plain, wide / plain) == pytest.approx((0.8, 1.25), rel=0.02)
    page.close()
