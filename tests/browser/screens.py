"""Pictures of every page, or of some, as docs/screens has them: `python -m tests.browser.screens [NAME ...]`.

Everything in them is invented: the leads, the predictions, the weeks.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import Site
from tests.browser.filling import PLACES, fill
from tests.chromium import ARGUMENTS, CHROMIUM
from tests.fakes.google import FakeGoogle
from tests.jobs.workplace import ROOT

WIDTHS = (360, 768, 1440)


def take(browser: Browser, address: str, file: Path, width: int, scheme: str) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light", locale="en-GB"
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.screenshot(path=file, full_page=True)
    context.close()
    if shutil.which("pngquant"):  # a third of the bytes, and no eye sees it
        subprocess.run(["pngquant", "--force", "--skip-if-larger", "--output", str(file), "64", str(file)], check=False)


def main(folder: Path, names: Sequence[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, FakeGoogle() as fake:
        place = Path(temporary)
        with Site(fake, f"sqlite:///{place / 'data' / 'leadsheet.db'}", place) as site, sync_playwright() as playwright:
            addresses = fill(site)
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS])
            for name in names:
                for width in WIDTHS:
                    for scheme in ("light", "dark"):
                        take(browser, addresses[name], folder / f"{name}-{width}-{scheme}.png", width, scheme)
            browser.close()


if __name__ == "__main__":
    main(ROOT / "docs" / "screens", sys.argv[1:] or PLACES)
