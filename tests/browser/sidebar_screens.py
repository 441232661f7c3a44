"""Pictures of the add-on's sidebar, or of some states: `python -m tests.browser.sidebar_screens [STATE ...]`.

Everything in them is invented. They are docs/screens/addon-<state>-<light|dark>.png.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

from tests.browser.sidebar_page import open_sidebar
from tests.browser.sidebar_states import STATES, reach
from tests.chromium import ARGUMENTS, CHROMIUM
from tests.jobs.workplace import ROOT

# Picture -> state and language.
PICTURES: dict[str, tuple[str, str]] = {
    "welcome": ("welcome", "en"),
    "columns": ("columns", "en"),
    "returning": ("returning", "en"),
    "tried": ("tried", "en"),
    "changed": ("changed", "en"),
    "running": ("running", "en"),
    "result": ("result", "en"),
    "explain": ("explain", "en"),
    "settings": ("settings", "en"),
    "columns-fr": ("columns", "fr"),
    "result-fr": ("result", "fr"),
}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def take(browser: Browser, state: str, language: str, scheme: Literal["light", "dark"], file: Path) -> None:
    sidebar = open_sidebar(browser, STATES[state].shows, STATES[state].answers, language=language, scheme=scheme)
    reach(sidebar, STATES[state])
    sidebar.page.mouse.move(0, 0)
    sidebar.page.evaluate("window.scrollTo(0, 0); document.activeElement.blur()")
    sidebar.page.screenshot(path=file, full_page=True)
    sidebar.close()
    if shutil.which("pngquant"):  # a third of the bytes, and no eye sees it
        subprocess.run(["pngquant", "--force", "--skip-if-larger", "--output", str(file), "64", str(file)], check=False)


def main(folder: Path, names: Sequence[str]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS])
        for name in names:
            state, language = PICTURES[name]
            for scheme in SCHEMES:
                take(browser, state, language, scheme, folder / f"addon-{name}-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main(ROOT / "docs" / "screens", sys.argv[1:] or list(PICTURES))
