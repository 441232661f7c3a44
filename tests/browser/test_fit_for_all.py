"""Every page: no fault that axe-core knows of, few bytes, and something to see before any script has come."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Response

from tests.browser.conftest import Site
from tests.browser.filling import FURTHER, PLACES, fill
from tests.fakes.google import FakeGoogle

MOST_BYTES = 150 * 1024  # of ours, as they go over the wire
WIDEST_OVERFLOW = 1  # pixel, for rounding


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    folder = tmp_path_factory.mktemp("filled")
    with FakeGoogle() as fake, Site(fake, f"sqlite:///{folder / 'data' / 'leadsheet.db'}", folder) as site:
        yield fill(site)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("name", [*PLACES, *FURTHER])
def test_axe_finds_nothing(browser: Browser, addresses: dict[str, str], name: str, width: int, scheme: str) -> None:
    dark = scheme == "dark"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light", bypass_csp=True
    )
    page = context.new_page()
    page.goto(addresses[name], wait_until="load")
    page.wait_for_timeout(200)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= WIDEST_OVERFLOW
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
