"""Every page: no fault that axe-core knows of, few bytes, and something to see before any script has come."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Response

from tests.browser.conftest import Site
from tests.browser.filling import FURTHER, PLACES, fill
from tests.browser.fitting import faults_of, unfit
from tests.fakes.google import FakeGoogle

MOST_BYTES = 150 * 1024  # of ours, as they go over the wire
WIDTHS = (300, 360, 641, 768, 861, 1440)  # phones, both sides of where the layout changes, and a desk
# What axe-core looks at: widths and colours do not depend on the language, words do.
FORMS: dict[str, list[tuple[int, Literal["light", "dark"]]]] = {
    "en": [(360, "light"), (360, "dark"), (1440, "dark"), (1440, "light")],
    "fr": [(360, "light")],
}
_FILLED = "() => !document.querySelector('[hx-trigger=load] .filled a[href$=\"/top\"]')"  # what is loaded by itself


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    folder = tmp_path_factory.mktemp("filled")
    with FakeGoogle() as fake, Site(fake, f"sqlite:///{folder / 'data' / 'leadsheet.db'}", folder) as site:
        yield fill(site)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", [*PLACES, *FURTHER])
def test_every_page_is_fit_for_all(browser: Browser, addresses: dict[str, str], name: str, language: str) -> None:
    locale = "fr-FR" if language == "fr" else "en-GB"
    context = browser.new_context(viewport={"width": 360, "height": 900}, locale=locale, bypass_csp=True)
    page = context.new_page()
    page.goto(addresses[name], wait_until="load")
    page.wait_for_function(_FILLED)
    for width, scheme in FORMS[language]:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert not faults_of(page), (width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert not unfit(page, WIDTHS)
    context.close()


@pytest.mark.parametrize("name", PLACES)
def test_few_bytes_and_nothing_from_elsewhere(browser: Browser, addresses: dict[str, str], name: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(addresses[name], wait_until="load")
    sizes = {answer.url: len(answer.body()) for answer in answers if answer.ok}
    assert sum(sizes.values()) <= MOST_BYTES, sizes
    assert all(url.startswith(addresses["start"]) for url in sizes)
    context.close()


@pytest.mark.parametrize("name", PLACES)
def test_it_is_painted_without_waiting_for_script(browser: Browser, addresses: dict[str, str], name: str) -> None:
    """Scripts that never come hold nothing up."""
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*.js*", lambda route: None)  # neither answered nor refused
    page.goto(addresses[name], wait_until="commit")
    page.get_by_role("heading", level=1).first.wait_for(state="visible", timeout=10_000)
    context.close()


def test_the_pictures_of_the_documentation_are_of_every_page() -> None:
    pictures = (Path(__file__).parents[2] / "docs" / "screens").glob("*.png")
    shown = {path.name for path in pictures if not path.name.startswith("addon-")}  # those: test_sidebar_looks.py
    wanted = {
        f"{name}-{width}-{scheme}.png" for name in PLACES for width in (360, 768, 1440) for scheme in ("light", "dark")
    }
    assert shown == wanted
