"""A real Chromium before the real service, a real worker and the fake Google."""

import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import ARGUMENTS, CHROMIUM
from tests.fakes.google import FakeGoogle
from tests.jobs.workplace import ROOT, Workplace, wait_until


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium here: install Debian's `chromium-headless-shell` package to run these tests")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser that has seen nothing; what its console says counts as an error."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: said.append(str(error)))
    yield opened
    context.close()
    assert not [text for text in said if "the server responded with a status of 4" not in text], said


@pytest.fixture
def fake() -> Iterator[FakeGoogle]:
    with FakeGoogle() as running:
        yield running


class Site(Workplace):
    """A place where the web service answers too."""

    port = 0
    web: "subprocess.Popen[str] | None" = None

    @property
    def address(self) -> str:
        """Where the pages are."""
        return f"http://127.0.0.1:{self.port}"

    def serve_at_known_port(self, settings: dict[str, str]) -> None:
        """As `serve`, with LEADSHEET_URL saying where that is."""
        self._choose_port()
        self.serve(LEADSHEET_URL=self.address, **settings)

    def _choose_port(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def serve(self, **settings: str) -> None:
        """Start the web service and wait until it answers."""
        if not self.port:
            self._choose_port()
        with (self.folder / "web.log").open("a") as log:
            self.web = subprocess.Popen(
                [sys.executable, "-m", "app", "serve", "--port", str(self.port)],
                cwd=ROOT,
                env={**self.environment, **settings, "WEB_CONCURRENCY": "2"},
                stdout=log,
                stderr=log,
                text=True,
            )
        wait_until(self._answers)

    def _answers(self) -> bool:
        with suppress(OSError), urllib.request.urlopen(f"{self.address}/health/ready", timeout=5) as answer:
            return bool(answer.status == 200)
        return False

    def __exit__(self, *_: object) -> None:
        if self.web is not None:
            self.web.terminate()
            self.web.wait(60)
        super().__exit__(*_)


@pytest.fixture
def site(fake: FakeGoogle, tmp_path: Path) -> Iterator[Site]:
    """The service without a worker; `site.start()` adds one."""
    assert "GOOGLE_CLIENT_ID" not in os.environ
    with Site(fake, f"sqlite:///{tmp_path / 'data' / 'leadsheet.db'}", tmp_path) as place:
        yield place
