"""The add-on's sidebar in a real Chromium: its scriptlets rendered as Google does, and a strict `google.script.run`."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

from playwright.sync_api import Browser, BrowserContext, Page

ADDON = Path(__file__).parents[2] / "addon"
ADDRESS = "https://sidebar.invalid/"
WIDTH, HEIGHT = 300, 720  # Google's sidebar is 300 px wide

Outcome = Mapping[str, Any]
Answers = Mapping[str, Sequence[Outcome]]

# `<? ?>` is code, `<?= ?>` prints escaped, `<?!= ?>` prints as it is: what Google's HtmlService does with a template.
_RENDER = r"""
({template, files, scripts, given, words, fields}) => {
  const escaped = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  let code = 'let out = "";\n';
  let at = 0;
  for (const found of template.matchAll(/<\?(!=|=)?([\s\S]*?)\?>/g)) {
    code += `out += ${JSON.stringify(template.slice(at, found.index))};\n`;
    const way = {'!=': ['out += (', ')'], '=': ['out += escaped(', ')']}[found[1]] ?? ['', ''];
    code += `${way[0]}${found[2]}${way[1]};\n`;
    at = found.index + found[0].length;
  }
  code += `out += ${JSON.stringify(template.slice(at))};\nreturn out;`;
  const include = (name) => {
    if (!(name in files)) throw new Error(`there is no file ${name}`);
    return files[name];
  };
  const own = new Function(`${scripts}\nreturn {sidebarWords_, fieldTitles_, embedded_};`)();
  const render = new Function('escaped', 'include_', 'embedded_', 'page', 'language', 'words', 'fields', code);
  return render(escaped, include, own.embedded_, given.page, given.language,
    JSON.stringify(words ?? own.sidebarWords_(given.language)),
    JSON.stringify(fields ?? own.fieldTitles_(given.language)));
}
"""

_WORDS = "({scripts, language}) => new Function(`${scripts}\nreturn sidebarWords_(${JSON.stringify(language)})`)()"

# Every call is noted; its answer comes later, as over a network. What Google refuses is refused here too.
_RUN = r"""
(answers) => {
  const PUBLIC = ['lookAtTab', 'mapColumns', 'tryThree', 'beginRun', 'stepRun', 'cancelRun', 'jumpTo', 'undoLast',
    'explainLead', 'readSettings', 'saveSettings', 'forgetKey', 'testConnection'];
  const left = Object.fromEntries(Object.entries(answers).map(([name, list]) => [name, [...list]]));
  const calls = [];
  const held = [];
  const plain = (value, where) => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)) return;
    if (Array.isArray(value)) value.forEach((one, i) => plain(one, `${where}[${i}]`));
    else if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
      for (const [key, one] of Object.entries(value)) plain(one, `${where}.${key}`);
    } else throw new TypeError(`${where} is no JSON`);
  };
  const deliver = (outcome, success, failure) => setTimeout(() => {
    if (outcome.fails) failure(new Error(outcome.fails));
    else success(JSON.parse(JSON.stringify(outcome)));
  }, 5);
  const runner = (success, failure) => new Proxy(Object.freeze({}), {get(_, name) {
    if (name === 'withSuccessHandler' || name === 'withFailureHandler') return (handler) => {
      if (typeof handler !== 'function') throw new TypeError(`${name} wants a function`);
      return name === 'withSuccessHandler' ? runner(handler, failure) : runner(success, handler);
    };
    if (!PUBLIC.includes(name)) throw new TypeError(`google.script.run has no function ${String(name)}`);
    return (...given) => {
      if (!success || !failure) throw new TypeError(`${name} is called without both handlers`);
      if (given.length > 1) throw new TypeError(`${name} takes one argument at most`);
      if (given.length === 1) {
        const kind = Object.prototype.toString.call(given[0]);
        if (kind !== '[object Object]') throw new TypeError(`${name} takes an object`);
        plain(given[0], name);
      }
      calls.push([name, given.length ? JSON.parse(JSON.stringify(given[0])) : null]);
      const list = left[name] ?? [];
      if (list.length === 0) throw new Error(`nothing is prepared for this call of ${name}`);
      const outcome = list.shift();
      if (outcome.held) held.push([name, success, failure]);
      else deliver(outcome, success, failure);
    };
  }});
  window.google = Object.freeze({script: Object.freeze({run: runner(null, null)})});
  window.theCalls = calls;
  window.theRest = () => Object.entries(left).filter(([, list]) => list.length > 0).map(([name]) => name);
  window.release = (name, outcome) => {
    const at = held.findIndex((one) => one[0] === name);
    if (at < 0) throw new Error(`no call of ${name} waits`);
    const [[, success, failure]] = held.splice(at, 1);
    deliver(outcome, success, failure);
  };
}
"""

HELD: Outcome = {"held": True}  # the answer comes when `Sidebar.release` gives it


def ok(value: Any = None) -> Outcome:
    """What a function of the script answers when it went well."""
    return {"ok": True, "value": value}


def problem(code: str, sentence: str) -> Outcome:
    """What it answers when something is the matter."""
    return {"ok": False, "problem": {"code": code, "sentence": sentence}}


def fails(words: str = "NetworkError: Connection failure due to HTTP 0") -> Outcome:
    """A call that Google itself lets fail."""
    return {"fails": words}


def scripts() -> str:
    """The part of the add-on's script that the template is made with."""
    return "\n".join(path.read_text() for path in [*sorted(ADDON.glob("SidebarWords*.js")), ADDON / "Fields.js"])


@lru_cache(maxsize=4)
def words_in(browser: Browser, language: str) -> dict[str, str]:
    """The words of the sidebar."""
    page = browser.new_page()
    words = page.evaluate(_WORDS, {"scripts": scripts(), "language": language})
    page.close()
    return cast("dict[str, str]", words)


def rendered(
    page: Page, shows: str, language: str, words: dict[str, str] | None = None, fields: list[Any] | None = None
) -> str:
    """The page's HTML."""
    files = {path.stem: path.read_text() for path in ADDON.glob("Sidebar*.html")}
    given = {"page": shows, "language": language}
    made = page.evaluate(
        _RENDER,
        {
            "template": files["Sidebar"],
            "files": files,
            "scripts": scripts(),
            "given": given,
            "words": words,
            "fields": fields,
        },
    )
    return cast(str, made)


def main_buttons(page: Page) -> list[str]:
    """The buttons that stand out as what to click next and can be clicked."""
    found = page.locator("#page button:enabled:visible:not(.quiet, .link, .danger, .switch *)")
    return [re.sub(r"[\u00a0\u202f]", " ", words) for words in found.all_inner_texts()]


@dataclass
class Sidebar:
    """An open sidebar. Errors on its console, calls nobody prepared and requests to anywhere are in `faults`."""

    page: Page
    context: BrowserContext
    faults: list[str]

    @property
    def calls(self) -> list[tuple[str, Any]]:
        """The calls of the script so far, each a name and its argument."""
        return [(name, argument) for name, argument in self.page.evaluate("window.theCalls")]

    @property
    def names(self) -> list[str]:
        """The names of the functions that were called, in order."""
        return [name for name, _ in self.calls]

    def release(self, name: str, outcome: Outcome) -> None:
        """Give the answer to a call that was held."""
        self.page.evaluate("([name, outcome]) => window.release(name, outcome)", [name, dict(outcome)])

    def click(self, name: str) -> None:
        """Click the button of this name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def sees(self, text: str) -> None:
        """Wait until a text is seen."""
        self.page.get_by_text(text).first.wait_for(state="visible", timeout=5_000)

    def overflow(self) -> int:
        """How many pixels anything stands out at the right."""
        return cast(
            int, self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )

    def close(self) -> None:
        """Close it; fails when something was wrong, or an answer was prepared that nobody wanted."""
        rest = self.page.evaluate("window.theRest()")
        self.context.close()
        assert not self.faults, self.faults
        assert not rest, f"never called: {rest}"


Open = Callable[..., Sidebar]  # as `open_sidebar`, without the browser


def open_sidebar(
    browser: Browser,
    shows: str,
    answers: Answers,
    *,
    language: str = "en",
    scheme: Literal["light", "dark"] = "light",
    words: dict[str, str] | None = None,
    fields: list[Any] | None = None,
) -> Sidebar:
    """Open the sidebar on a page, the script's answers being prepared in their order."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT},
        color_scheme=scheme,
        locale="fr-FR" if language == "fr" else "en-GB",
        timezone_id="Europe/Paris",
    )
    page = context.new_page()
    html = rendered(page, shows, language, words, fields)
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("dialog", lambda dialog: faults.append(f"a dialog: {dialog.message}"))
    page.on("request", lambda request: faults.append(f"asked for {request.url}") if request.url != ADDRESS else None)
    page.route("**/*", lambda route: route.abort())
    page.route(ADDRESS, lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.add_init_script(f"({_RUN})({json.dumps({name: list(given) for name, given in answers.items()})})")
    page.goto(ADDRESS)
    return Sidebar(page, context, faults)
