"""The add-on whole: its sidebar in Chromium, its script in Node, and between them what Google does."""

import json
import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.sidebar_page import ADDRESS, HEIGHT, WIDTH, main_buttons
from tests.jobs.workplace import ROOT

BRIDGE = Path(__file__).parents[1] / "addon" / "bridge.mjs"
PATIENCE = 20  # seconds until something has to be seen
AWAY = 1600  # milliseconds after which the sidebar looks at the sheet again

Cells = dict[str, Any]  # a row by header

# The page's side of google.script.run: calls wait here until the test takes them, as they travel to Google and back.
_RUN = r"""
(() => {
  const asked = [];
  const handlers = new Map();
  const strict = (key, value) => {
    if (value === undefined || typeof value === 'function' || (typeof value === 'number' && !Number.isFinite(value))) {
      throw new TypeError(`google.script.run does not carry ${key}: ${value}`);
    }
    return value;
  };
  const runner = (success, failure) => new Proxy(Object.freeze({}), {get(_, name) {
    if (name === 'withSuccessHandler') return (handler) => runner(handler, failure);
    if (name === 'withFailureHandler') return (handler) => runner(success, handler);
    return (...given) => {
      const id = handlers.size + 1;
      handlers.set(id, [success, failure]);
      asked.push([id, name, JSON.parse(JSON.stringify(given, strict))]);
    };
  }});
  window.google = Object.freeze({script: Object.freeze({run: runner(null, null)})});
  window.takeAsked = () => asked.splice(0);
  window.give = (id, outcome) => setTimeout(() => {
    const [success, failure] = handlers.get(id);
    if ('thrown' in outcome) failure(new Error(outcome.thrown));
    else success(outcome.value);
  });
})();
"""


class Thrown(Exception):
    """What an execution of the script ended with."""


class Office:
    """A document, the person and her colleagues: one process of Node, which lives until `close`."""

    def __init__(self, environment: dict[str, str], folder: Path) -> None:
        self.key = environment["LEADSHEET_KEY"]
        self.said = folder / "bridge.txt"
        with self.said.open("wb") as errors:
            self._node = subprocess.Popen(
                ["node", str(BRIDGE)],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def asks(self, verb: str, *given: Any) -> Any:
        """Have the bridge do something; raises Thrown."""
        assert self._node.stdin
        assert self._node.stdout
        self._node.stdin.write(json.dumps([verb, *given]) + "\n")
        self._node.stdin.flush()
        line = self._node.stdout.readline()
        assert line, f"the bridge ended: {self.said.read_text()}"
        outcome = json.loads(line)
        if "thrown" in outcome:
            raise Thrown(outcome["thrown"])
        return outcome["value"]

    def opens(self, rows: list[list[Any]] | None = None, *, leads: int = 0, language: str = "en") -> None:
        """Make a document whose tab Leads has these rows, header first, or so many invented leads."""
        self.asks("open", {"sheets": None if rows is None else {"Leads": rows}, "leads": leads, "language": language})

    def connects(self) -> None:
        """What a person does once in Settings."""
        answer = self.asks("run", "saveSettings", {"url": "https://leadsheet.test", "sign": "key", "key": self.key})
        assert answer["ok"], answer

    def tab(self, member: str, *given: Any) -> Any:
        """What a colleague does in the tab, or sees there (tests/addon/world/tab.mjs)."""
        return self.asks("tab", "Leads", member, *given)

    def told(self) -> list[Cells]:
        """The rows below the header."""
        return cast("list[Cells]", self.asks("told", "Leads"))

    def truth(self, fields: dict[str, str]) -> list[Cells]:
        """What the service itself says of each row, hearing these columns {header: field} alone."""
        return cast("list[Cells]", self.asks("truth", "Leads", fields))

    def scored_rows(self) -> list[int]:
        """The rows in each request for scores since this was asked last."""
        return [rows for path, rows in self.asks("sent") if path == "/table/score"]

    def close(self) -> None:
        """End it; fails on a log, an unmet wish, and the key anywhere but in the person's settings."""
        try:
            assert self.asks("unmet") == []
            public = self.asks("public")
            assert public["logs"] == []
            assert self.key not in json.dumps(public)
            assert self.key not in self.said.read_text()
        finally:
            self._node.communicate(timeout=30)


@dataclass
class WholeSidebar:
    """An open sidebar, every call of which runs the add-on's own script. `held` are functions whose calls wait."""

    page: Page
    context: BrowserContext
    office: Office
    faults: list[str]
    held: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)
    waiting: list[tuple[int, str, list[Any]]] = field(default_factory=list)

    def run_waiting(self) -> bool:
        """Run what was called and is not held; says whether there was anything."""
        self.waiting += [(number, name, given) for number, name, given in self.page.evaluate("window.takeAsked()")]
        ready = [one for one in self.waiting if one[1] not in self.held]
        self.waiting = [one for one in self.waiting if one[1] in self.held]
        for one in ready:
            self._run(*one)
        return bool(ready)

    def step(self, name: str = "stepRun") -> None:
        """Run one call of a function that is held, as soon as there is one."""
        self._until(lambda: any(one[1] == name for one in self.waiting), f"nobody called {name}")
        at = next(at for at, one in enumerate(self.waiting) if one[1] == name)
        self._run(*self.waiting.pop(at))

    def _run(self, number: int, name: str, given: list[Any]) -> None:
        self.names.append(name)
        outcome: dict[str, Any]
        try:
            outcome = {"value": self.office.asks("run", name, *given)}
        except Thrown as thrown:
            outcome = {"thrown": str(thrown)}
        if self.office.key in json.dumps(outcome):
            self.faults.append(f"the key is in the answer of {name}")
        self.page.evaluate("([number, outcome]) => window.give(number, outcome)", [number, outcome])

    def sees(self, text: str) -> None:
        """Wait until a text is seen, running what the page calls."""
        found = self.page.locator("#top, #page").get_by_text(text).first
        self._until(found.is_visible, f"“{text}” is not seen")

    def click(self, name: str) -> None:
        """Click the button of this name once it may be clicked."""
        button = self.page.get_by_role("button", name=name, exact=True)
        self._until(lambda: button.count() == 1 and button.is_enabled(), f"“{name}” cannot be clicked")
        button.click()

    def _until(self, seen: Callable[[], bool], else_says: str) -> None:
        until = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < until, f"{else_says}: {self.text()}"
            if not self.run_waiting():
                self.page.wait_for_timeout(10)

    def text(self, selector: str = "body") -> str:
        """What is seen there, with plain spaces."""
        return re.sub(r"[\u00a0\u202f]", " ", self.page.locator(selector).inner_text())

    def comes_back(self) -> None:
        """The person was in the sheet for a while and comes back."""
        self.page.evaluate("window.dispatchEvent(new Event('blur'))")
        self.page.wait_for_timeout(AWAY)
        self.page.evaluate("window.dispatchEvent(new Event('focus'))")

    def main_buttons(self) -> list[str]:
        """The buttons that stand out as what to click next and can be clicked."""
        return main_buttons(self.page)

    def facts(self) -> dict[str, str]:
        """The counts of a run's result."""
        said = self.page.locator(".facts dt, .facts dd").all_inner_texts()
        return dict(zip(said[::2], said[1::2], strict=True))

    def close(self) -> None:
        """Close it, whatever it waits for; fails when something was wrong on its page, or the key is in it."""
        if self.page.is_closed():
            return
        kept = "JSON.stringify([...document.querySelectorAll('input')].map((one) => one.value))"
        page = self.page.content() + cast(str, self.page.evaluate(kept))
        stored = self.page.evaluate("JSON.stringify([localStorage, sessionStorage, document.cookie])")
        self.context.close()
        assert not self.faults, self.faults
        assert self.office.key not in page + stored


def open_by_menu(browser: Browser, office: Office, caption: str, language: str = "en") -> WholeSidebar:
    """Click an item of the document's menu and show the sidebar that the script makes."""
    html: str = office.asks("menu", caption)
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        locale="fr-FR" if language == "fr" else "en-GB",
        timezone_id="Europe/Paris",
    )
    page = context.new_page()
    faults: list[str] = []
    # Chromium's own advice is of another type; the page has nothing to say there, of keys and leads least of all.
    spoken = {"error", "warning", "log", "info", "debug"}
    page.on("console", lambda message: faults.append(message.text) if message.type in spoken else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(f"a dialog: {dialog.message}"))
    page.on("request", lambda request: faults.append(f"asked for {request.url}") if request.url != ADDRESS else None)
    page.route("**/*", lambda route: route.abort())
    page.route(ADDRESS, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.add_init_script(_RUN)
    page.goto(ADDRESS)
    return WholeSidebar(page, context, office, faults)
