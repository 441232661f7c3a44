"""The add-on's sidebar: its further pages, problems and what mends them, and the keyboard."""

import pytest

from tests.browser.sidebar_leads import BUSY, FIRST, NO_SETTINGS, SETTINGS, look, mapping
from tests.browser.sidebar_page import HELD, Open, fails, ok, problem
from tests.browser.sidebar_states import STATES

pytest_plugins = ["tests.browser.sidebar_opening"]


def test_another_lead_is_explained(sidebar: Open) -> None:
    explained = STATES["explain"].answers["explainLead"][0]
    other = ok({**explained["value"], "row": 9, "name": "Chloé Dubois", "score": 0.7099})
    open_one = sidebar("explain", {"explainLead": [explained, other]})
    open_one.sees("The sheet says 0.71: 0.10 less.")
    assert open_one.page.locator(".log-odds .up").count() == 3
    assert open_one.page.locator(".log-odds .down").count() == 2
    open_one.click("Explain the selected row")
    open_one.sees("Chloé Dubois")
    open_one.sees("The same score stands in the sheet.")
    assert open_one.calls == [("explainLead", None), ("explainLead", None)]


def test_settings_are_tested_and_kept(sidebar: Open) -> None:
    kept = {**SETTINGS, "url": "https://other.example.com"}
    connected = STATES["connected"].answers["testConnection"]
    answers = {
        "readSettings": [ok(NO_SETTINGS)],
        "saveSettings": [ok(kept), ok(kept)],
        "testConnection": list(connected),
        "forgetKey": [ok()],
    }
    open_one = sidebar("settings", answers)
    assert not open_one.page.locator("#key").is_visible()
    open_one.page.get_by_label("Address of the service").fill("  https://other.example.com ")
    open_one.page.get_by_label("With an API key").check()
    open_one.page.get_by_label("API key", exact=True).fill("secret")
    open_one.click("Test connection")
    open_one.sees("Leadsheet 1.4.0 answered in 0.4 s.")
    assert open_one.page.locator("#key").input_value() == ""
    open_one.sees("A key is stored.")
    open_one.page.locator("#key").press("Enter")
    open_one.sees("Saved.")
    open_one.click("Forget it")
    open_one.sees("The key is forgotten.")
    other = {"url": "https://other.example.com", "sign": "key"}
    assert open_one.calls == [
        ("readSettings", None),
        ("saveSettings", {**other, "key": "secret"}),
        ("testConnection", None),
        ("saveSettings", {**other, "key": ""}),
        ("forgetKey", None),
    ]


def test_a_key_that_was_typed_is_not_sent_with_a_google_account(sidebar: Open) -> None:
    open_one = sidebar(
        "settings", {"readSettings": [ok(SETTINGS)], "saveSettings": [ok({**SETTINGS, "sign": "google"})]}
    )
    open_one.page.locator("#key").fill("secret")
    open_one.page.get_by_label("With my Google account").check()
    open_one.click("Save")
    open_one.sees("Saved.")
    assert open_one.calls[-1] == ("saveSettings", {"url": SETTINGS["url"], "sign": "google", "key": ""})


@pytest.mark.parametrize("code", ["no_settings", "bad_url", "unreachable", "key_missing", "key_refused"])
def test_a_problem_of_settings_leads_there(sidebar: Open, code: str) -> None:
    answers = {
        "lookAtTab": [ok(look())],
        "mapColumns": [problem(code, "Something about the settings.")],
        "readSettings": [ok(SETTINGS)],
    }
    open_one = sidebar("all", answers)
    open_one.page.get_by_role("alert").get_by_role("button", name="Open settings").click()
    open_one.page.locator("#url").wait_for()


def test_a_problem_can_be_tried_again(sidebar: Open) -> None:
    answers = {
        "lookAtTab": [fails(), ok(look())],
        "mapColumns": [BUSY, ok(mapping())],
        "beginRun": [BUSY, {"strange": True}, HELD],
    }
    open_one = sidebar("all", answers)
    open_one.sees("Google did not answer.")
    open_one.click("Try again")
    open_one.sees("The service is busy")
    open_one.click("Try again")
    open_one.click("Score 240 leads")
    open_one.sees("The service is busy")
    open_one.click("Try again")
    open_one.sees("Something went wrong here.")
    open_one.click("Try again")
    open_one.page.get_by_role("alert").wait_for(state="detached")
    assert open_one.names == ["lookAtTab", "lookAtTab", "mapColumns", "mapColumns", "beginRun", "beginRun", "beginRun"]


def test_it_can_be_used_with_the_keyboard_alone(sidebar: Open) -> None:
    open_one = sidebar("all", {**FIRST, "beginRun": [HELD]})
    open_one.page.locator("#score:enabled").wait_for()
    for _ in range(30):
        open_one.page.keyboard.press("Tab")
        if open_one.page.evaluate("document.activeElement.id") == "score":
            break
    outline = open_one.page.locator("#score").evaluate("button => getComputedStyle(button).outlineStyle")
    assert outline == "solid"
    open_one.page.keyboard.press("Enter")
    open_one.sees("Reading the leads…")
    assert open_one.names[-1] == "beginRun"


def test_what_is_pressed_is_large_enough(sidebar: Open) -> None:
    open_one = sidebar("all", dict(FIRST))
    open_one.page.locator("#score:enabled").wait_for()
    heights = open_one.page.locator("nav button, .buttons button, summary").evaluate_all(
        "all => all.map((one) => one.offsetHeight)"
    )
    assert min(heights) >= 40
    assert open_one.page.locator("#score").evaluate("button => button.offsetHeight") >= 44
