"""The fixture that opens the add-on's sidebar, and asks in the end whether all was well."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.sidebar_page import Open, Outcome, Sidebar, open_sidebar


@pytest.fixture
def sidebar(browser: Browser) -> Iterator[Open]:
    """Opens a sidebar; in the end nothing may have gone wrong on its page."""
    opened: list[Sidebar] = []

    def opens(shows: str, answers: dict[str, list[Outcome]], **how: Any) -> Sidebar:
        opened.append(open_sidebar(browser, shows, answers, **how))
        return opened[-1]

    yield opens
    for one in opened:
        one.close()
