"""Every page and state of the add-on's sidebar, in both languages, light and dark, with hostile texts too."""

import json
import re
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser

from tests.browser.fitting import faults_of, unfit
from tests.browser.sidebar_leads import look, mapping
from tests.browser.sidebar_page import Open, Sidebar, main_buttons, ok, open_sidebar, words_in
from tests.browser.sidebar_screens import PICTURES
from tests.browser.sidebar_states import STATES, State, reach
from tests.jobs.workplace import ROOT

pytest_plugins = ["tests.browser.sidebar_opening"]

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Google's sidebar, one of which a classic scrollbar takes, and narrower and wider ones.
WIDTHS = (260, 285, 300, 360, 480)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", STATES)
def test_every_state_is_fit_for_all(browser: Browser, name: str, language: str) -> None:
    sidebar = open_sidebar(browser, STATES[name].shows, STATES[name].answers, language=language)
    reach(sidebar, STATES[name])
    assert len(main_buttons(sidebar.page)) <= 1, main_buttons(sidebar.page)
    for scheme in SCHEMES:
        sidebar.page.emulate_media(color_scheme=scheme)
        assert not faults_of(sidebar.page)
    assert not unfit(sidebar.page, WIDTHS)
    sidebar.close()


SHALOM_MARHABA = "\u202e\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627"  # from right to left
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
HOSTILE = {
    "markup": "=1+1 <img src=x onerror=\"console.error('ran')\">"
    "</script><script>console.error('ran')</script><!-- $& {tab}",
    "wide": f"{SHALOM_MARHABA} {'W' * 500} {FAMILY * 40}",
}


def spoiled(value: Any, text: str, key: str = "") -> Any:
    """The same answer with this text wherever a sheet, a person or the service writes freely."""
    if isinstance(value, dict):
        return {name: spoiled(one, text, name) for name, one in value.items()}
    if isinstance(value, list):
        return [spoiled(one, text, key) for one in value]
    free = {
        "name",
        "header",
        "samples",
        "why",
        "message",
        "reasons",
        "words",
        "value",
        "tab",
        "notes",
        "model",
        "sentence",
    }
    return text if isinstance(value, str) and key in free | {"version", "url", "label", "confidence"} else value


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize(
    "name", ["others", "changed", "tried", "result", "explain", "running", "undone", "connected", "trouble"]
)
def test_hostile_texts_do_nothing(sidebar: Open, name: str, text: str) -> None:
    state = STATES[name]
    answers = {function: [spoiled(one, text) for one in given] for function, given in state.answers.items()}
    opened = sidebar(state.shows, answers)
    reach(opened, State(state.shows, answers, state.there, state.does))
    shown = opened.page.locator("main").inner_text()
    assert text[:40] in shown
    assert opened.page.locator("main img, main script").count() == 0
    assert opened.overflow() <= 0


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_and_fields_cannot_leave_their_script(browser: Browser, text: str) -> None:
    text = text.replace("{", "").replace("}", "")  # where a value goes
    words = {**words_in(browser, "en"), "welcome": text}
    fields = [{"name": "jobtitle", "title": text}]
    opened = open_sidebar(browser, "all", STATES["welcome"].answers, words=words, fields=fields)
    reach(opened, STATES["welcome"])
    assert opened.page.locator("h2").text_content() == text
    assert json.loads(opened.page.locator("#fields").text_content() or "") == fields
    opened.close()


def test_long_french_words_wrap(sidebar: Open) -> None:
    long = "Anticonstitutionnellement" * 3
    fields = [
        {"name": name, "title": long} for name in ("jobtitle", "companysize", "industry", "location", "companytype")
    ]
    opened = sidebar("all", STATES["others"].answers, language="fr", fields=fields)
    reach(opened, STATES["others"])
    assert opened.overflow() <= 0


def test_thousands_of_columns_are_folded(sidebar: Open) -> None:
    columns = [{"index": i, "header": f"Column {i}", "letter": "ZZZ", "samples": ["1"]} for i in range(3_000)]
    mapped = [
        {"index": i, "use": "unused", "field": None, "certainty": "certain", "why": "a count of something"}
        for i in range(3_000)
    ]
    opened: Sidebar = sidebar(
        "all", {"lookAtTab": [ok(look(columns=columns))], "mapColumns": [ok({**mapping(), "columns": mapped})]}
    )
    opened.sees("3,000 other columns are not sent")
    assert opened.page.locator("select").count() == 0


def test_both_languages_say_the_same_things(browser: Browser) -> None:
    english, french = words_in(browser, "en"), words_in(browser, "fr")
    assert english.keys() == french.keys()
    for key, words in english.items():
        assert words
        assert sorted(re.findall(r"\{\w+\}", words)) == sorted(re.findall(r"\{\w+\}", french[key])), key
    same = {key for key in english if english[key] == french[key]}
    times = {"time_seconds", "time_minutes", "time_hours"}
    assert same == times | {"places", "score", "certain", "leads_one", "leads_other", "more_options"}


def test_french_is_set_as_french_is(browser: Browser) -> None:
    wrong = re.compile(r"[^\u202f][;!?]|[^\u00a0]:|«[^\u00a0]|[^\u00a0]»|'|\.\.\.")
    assert not {key for key, words in words_in(browser, "fr").items() if wrong.search(words)}
    assert not {key for key, words in words_in(browser, "en").items() if re.search(r"['\"]|\.\.\.", words)}


def test_every_word_is_used_and_every_used_word_is_there(browser: Browser) -> None:
    source = "\n".join(path.read_text() for path in (ROOT / "addon").glob("Sidebar*.html"))
    words = words_in(browser, "en")
    counted = set(re.findall(r"(?:tell|phrase)Count\('(\w+)'", source))
    assert {f"{key}_{form}" for key in counted for form in ("one", "other")} <= words.keys()
    plain = set(re.findall(r"(?:tell|phrase)\('(\w+)'[,)]", source))
    assert plain <= words.keys()
    literal = set(re.findall(r"'(\w+)'", source))
    begun = tuple(re.findall(r"'(\w+_)' \+", source))  # 'mode_' + one
    unused = {
        key
        for key in words
        if key not in literal and re.sub("_(one|other)$", "", key) not in counted and not key.startswith(begun)
    }
    assert unused <= {"nobody_all_what", "nobody_selection_what", "nobody_changed_what"}


def test_there_is_a_picture_of_the_states_that_matter() -> None:
    shown = {path.name for path in (ROOT / "docs" / "screens").glob("addon-*.png")}
    assert shown == {f"addon-{name}-{scheme}.png" for name in PICTURES for scheme in SCHEMES}
