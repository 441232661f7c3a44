"""The add-on's sidebar during and after a run: steps, cancel, problems midway, going on, jumping, undo."""

import pytest

from tests.browser.sidebar_leads import BUSY, FIRST, GID, SETTINGS, WHEN, look, mapping, result, run
from tests.browser.sidebar_page import HELD, Open, Outcome, fails, main_buttons, ok, problem
from tests.browser.sidebar_states import STATES, reach

pytest_plugins = ["tests.browser.sidebar_opening"]


def test_cancel_lets_the_step_end_and_then_stops(sidebar: Open) -> None:
    stopped = run(state="stopped", done=4_000, scored=4_000, seconds=30)
    answers = {
        **FIRST,
        "beginRun": [ok({"run": run(), "mapping": None})],
        "stepRun": [HELD],
        "cancelRun": [ok(stopped)],
    }
    open_one = sidebar("all", answers)
    open_one.click("Score 240 leads")
    open_one.click("Cancel")
    open_one.sees("Stopping after this part…")
    assert open_one.names[-1] == "stepRun"
    open_one.release("stepRun", ok(run(done=4_000)))
    open_one.sees("What is written stays.")
    assert open_one.calls[-1] == ("cancelRun", {"id": "run-1"})
    assert "at 4,000 of 20,000" in open_one.page.locator("h1").inner_text()


@pytest.mark.parametrize("trouble", [BUSY, fails()])
def test_after_a_problem_midway_it_goes_on(sidebar: Open, trouble: Outcome) -> None:
    steps = [ok(run(done=8_000)), trouble, ok(result())]
    open_one = sidebar("all", {**FIRST, "beginRun": [ok({"run": run(), "mapping": None})], "stepRun": steps})
    open_one.click("Score 240 leads")
    open_one.sees("8,000 leads are done; what is written stays.")
    said = open_one.page.get_by_role("alert").inner_text()
    assert said.startswith("The service is busy" if trouble is BUSY else "Google did not answer.")
    assert not open_one.page.locator("#cancel").is_visible()
    open_one.click("Go on")
    open_one.sees("4 leads without a score")
    assert open_one.names[2:] == ["beginRun", "stepRun", "stepRun", "stepRun"]


def test_after_a_problem_midway_it_can_stop(sidebar: Open) -> None:
    answers = {
        **FIRST,
        "beginRun": [ok({"run": run(), "mapping": None})],
        "stepRun": [BUSY],
        "cancelRun": [fails(), ok(run(state="stopped", done=8_000, scored=8_000))],
    }
    open_one = sidebar("all", answers)
    open_one.click("Score 240 leads")
    open_one.click("Stop here")
    open_one.sees("Google did not answer.")
    open_one.click("Stop here")
    open_one.sees("at 8,000 of 20,000")
    assert open_one.names[-3:] == ["stepRun", "cancelRun", "cancelRun"]


def test_a_run_in_trouble_waits_while_other_pages_are_open(sidebar: Open) -> None:
    half = run(done=8_000, seconds=60)
    answers = {
        "lookAtTab": [ok(look(mapping=mapping())), ok(look(unfinished=half, mapping=mapping()))],
        "beginRun": [ok({"run": run(), "mapping": None})],
        "stepRun": [ok(half), problem("unreachable", "The service does not answer."), HELD],
        "readSettings": [ok(SETTINGS)],
    }
    open_one = sidebar("all", answers)
    open_one.click("Score 240 leads")
    open_one.sees("The service does not answer.")
    assert main_buttons(open_one.page) == ["Open settings"]
    open_one.click("Open settings")
    open_one.page.locator("#url").wait_for()
    open_one.click("Score")
    open_one.sees("Scoring of “Leads” stopped at 8,000 of 20,000.")
    assert main_buttons(open_one.page) == ["Go on"]
    open_one.click("Go on")
    open_one.sees("8,000 of 20,000 leads")
    assert open_one.page.locator("nav").count() == 0
    assert "cancelRun" not in open_one.names


def test_a_run_that_is_gone_leads_back(sidebar: Open) -> None:
    answers = {
        "lookAtTab": [ok(look(mapping=mapping())), ok(look(mapping=mapping()))],
        "beginRun": [ok({"run": run(), "mapping": None})],
        "stepRun": [problem("run_gone", "This run is not known any more.")],
    }
    open_one = sidebar("all", answers)
    open_one.click("Score 240 leads")
    open_one.click("Back")
    open_one.page.locator("#score:enabled").wait_for()
    assert open_one.names[-1] == "lookAtTab"


def test_an_unfinished_run_goes_on(sidebar: Open) -> None:
    half = run(done=8_000, seconds=60)
    open_one = sidebar("all", {"lookAtTab": [ok(look(unfinished=half, mapping=mapping()))], "stepRun": [ok(result())]})
    assert "Scoring of “Leads” stopped at 8,000 of 20,000." in open_one.page.locator("#unfinished").inner_text()
    open_one.click("Go on")
    open_one.sees("4 leads without a score")
    assert open_one.calls[1:] == [("stepRun", {"id": "run-1"})]


def test_an_unfinished_run_is_left(sidebar: Open) -> None:
    looks = [ok(look(unfinished=run(done=8_000), mapping=mapping())), ok(look(mapping=mapping()))]
    open_one = sidebar("all", {"lookAtTab": looks, "cancelRun": [ok(run(state="stopped", done=8_000))]})
    open_one.click("Leave it")
    open_one.page.locator("#unfinished").wait_for(state="detached")
    assert open_one.calls[1:] == [("cancelRun", {"id": "run-1"}), ("lookAtTab", {"mode": "all"})]


def test_the_bar_says_how_far_it_is(sidebar: Open) -> None:
    open_one = sidebar("all", {**FIRST, "beginRun": [ok({"run": run(), "mapping": None})], "stepRun": [HELD, HELD]})
    open_one.click("Score 240 leads")
    open_one.sees("0 of 20,000 leads")
    open_one.release("stepRun", ok(run(done=8_000, seconds=62)))
    open_one.sees("8,000 of 20,000 leads")
    bar = open_one.page.get_by_role("progressbar")
    assert [bar.get_attribute(f"aria-{name}") for name in ("valuemin", "valuemax", "valuenow", "valuetext")] == [
        "0",
        "20000",
        "8000",
        "8,000 of 20,000 leads",
    ]
    assert open_one.page.locator("#said").inner_text() == "8,000 of 20,000 leads"
    assert open_one.page.locator("#bar-done").evaluate("bar => bar.style.width") == "40%"
    open_one.sees("1 min 4 s")  # it goes on counting between answers
    assert open_one.page.locator("nav").count() == 0


def test_a_row_without_a_score_is_one_click_away(sidebar: Open) -> None:
    jumps = [ok({"row": 18}), problem("not_a_lead", "This lead is no longer in the tab.")]
    state = STATES["result"]
    open_one = sidebar("all", {**state.answers, "jumpTo": jumps})
    reach(open_one, state)
    open_one.click("row 17")
    open_one.page.get_by_role("button", name="row 18").wait_for()  # it has moved meanwhile
    assert open_one.calls[-1] == ("jumpTo", {"gid": GID, "key": "k17"})
    open_one.click("row 105")
    open_one.sees("This lead is no longer in the tab.")
    assert open_one.calls[-1] == ("jumpTo", {"gid": GID, "key": "k105"})


def test_what_people_should_know_is_said(sidebar: Open) -> None:
    open_one = sidebar("all", STATES["stopped"].answers)
    reach(open_one, STATES["stopped"])
    said = open_one.page.locator("main").inner_text()
    for words in ("A step was cut short", "changed its model", "Somebody moved columns", "Some sentence."):
        assert words in said


def test_the_undo_of_another_tab_is_told_as_such(sidebar: Open) -> None:
    last = {"when": WHEN, "rows": 12, "mode": "all", "tab": "Partners"}
    open_one = sidebar("all", {"lookAtTab": [ok(look(undo=last, mapping=mapping()))] * 2})
    open_one.page.locator("#score:enabled").wait_for()
    assert open_one.page.locator(".last").count() == 0
    open_one.click("Undo")
    open_one.sees("12 rows of “Partners” were written")


def test_the_last_run_is_undone(sidebar: Open) -> None:
    undone = {"putBack": 228, "changedSince": 2, "gone": 1, "tab": "Leads"}
    last = {"when": WHEN, "rows": 231, "mode": "all"}
    answers = {
        "lookAtTab": [ok(look(mapping=mapping(), undo=last)), ok(look(undo=last))],
        "undoLast": [BUSY, ok(undone)],
    }
    open_one = sidebar("all", answers)
    open_one.page.locator(".last").get_by_role("button", name="Undo").click()
    open_one.sees("22 Nov 2026, 10:42")
    open_one.click("Put it back")
    open_one.sees("The service is busy")
    open_one.click("Put it back")
    open_one.sees("228 rows of “Leads” are as they were.")
    open_one.sees("2 rows were changed since then and stay.")
    open_one.sees("1 lead is no longer in the tab.")
    assert open_one.calls[-1] == ("undoLast", {"gid": GID})
