"""The add-on's sidebar before a run: what is shown, what may be chosen, and what each click asks of the script."""

import pytest

from tests.browser.sidebar_leads import ASKED, FIRST, GID, SHOWN, TRIED, look, mapping, result, run
from tests.browser.sidebar_page import HELD, Open, ok, problem
from tests.browser.sidebar_states import CHANGED

pytest_plugins = ["tests.browser.sidebar_opening"]


def test_a_first_run_from_the_look_to_the_result(sidebar: Open) -> None:
    steps = [ok(run(done=8_000)), ok(run(done=16_000)), ok(result())]
    open_one = sidebar(
        "all", {**FIRST, "beginRun": [ok({"run": run(), "mapping": None, "changed": []})], "stepRun": steps}
    )
    open_one.sees("Only the names of the columns have been sent.")
    open_one.click("Score 240 leads")
    open_one.sees("4 leads without a score")
    assert open_one.calls == [
        ("lookAtTab", {"mode": "all"}),
        ("mapColumns", {"gid": GID, "choices": {}}),
        ("beginRun", {**ASKED, "visibleOnly": False}),
        ("stepRun", {"id": "run-1"}),
        ("stepRun", {"id": "run-1"}),
        ("stepRun", {"id": "run-1"}),
    ]
    assert open_one.page.locator(".facts").inner_text().split() == (
        "Scored 231 Up to date already 4 Score removed 1 Not scored 4".split()
    )
    spread = open_one.page.get_by_role("img").get_attribute("aria-label") or ""
    assert spread.startswith("0 to 0.1: 12. 0.1 to 0.2: 31.")
    assert spread.endswith("0.9 to 1: 7.")
    assert open_one.page.locator("rect").count() == 10


def test_nothing_is_sent_before_the_names_are_read(sidebar: Open) -> None:
    open_one = sidebar("all", {"lookAtTab": [ok(look())], "mapColumns": [HELD]})
    open_one.sees("Nothing has been sent yet.")
    assert open_one.page.locator("#score").is_disabled()
    open_one.release("mapColumns", ok(mapping()))
    open_one.sees("Only the names of the columns have been sent.")
    assert open_one.page.locator("#score").is_enabled()


def test_who_has_been_here_clicks_once(sidebar: Open) -> None:
    answers = {
        "lookAtTab": [ok(look(mapping=mapping(), choices={"2": "jobtitle"}))],
        "beginRun": [ok({"run": run(), "mapping": None})],
        "stepRun": [HELD],
    }
    open_one = sidebar("all", answers)
    open_one.click("Score 240 leads")
    open_one.sees("Scoring")
    assert open_one.calls[1] == ("beginRun", {**ASKED, "choices": {"2": "jobtitle"}, "visibleOnly": False})


def test_a_choice_goes_along_and_takes_the_field_from_its_column(sidebar: Open) -> None:
    open_one = sidebar("all", {**FIRST, "beginRun": [HELD]})
    open_one.page.locator("#columns summary").click()
    assert "7 other columns are not sent" in open_one.page.locator("#columns summary").inner_text()
    open_one.page.locator("#column-10").focus()
    open_one.page.locator("#column-10").select_option("jobtitle")  # as the Title column does
    assert open_one.page.locator("#column-2").input_value() == ""
    assert "6 other columns are not sent" in open_one.page.locator("#columns summary").inner_text()
    assert open_one.page.evaluate("document.activeElement.id") == "column-10"
    open_one.click("Score 240 leads")
    _, sent = open_one.calls[-1]
    assert sent["choices"] == {"10": "jobtitle"}
    assert sent["shown"] == {**SHOWN, "2": "", "10": "jobtitle"}


def test_a_choice_taken_back_is_none(sidebar: Open) -> None:
    open_one = sidebar("all", {**FIRST, "tryThree": [ok({"mapping": None, "tried": TRIED})]})
    open_one.page.locator("#column-2").select_option("")
    open_one.sees("3 columns are used")
    open_one.page.locator("#column-2").select_option("jobtitle")
    open_one.click("Try 3 leads")
    open_one.sees("What would be written")
    assert open_one.calls[-1] == ("tryThree", ASKED)


def test_outcomes_and_our_own_columns_cannot_be_chosen(sidebar: Open) -> None:
    open_one = sidebar("all", dict(FIRST))
    open_one.page.locator("#columns summary").click()
    assert open_one.page.locator("#column-0").count() == 1
    assert open_one.page.locator("#column-8, #column-11").count() == 0


def test_without_a_column_nothing_can_be_clicked(sidebar: Open) -> None:
    nothing = mapping({i: {"use": "unused", "field": None} for i in range(12)})
    open_one = sidebar("all", {"lookAtTab": [ok(look())], "mapColumns": [ok(nothing)]})
    open_one.sees("No column is used yet: choose at least one")
    assert open_one.page.locator("#score").is_disabled()
    open_one.page.locator("#columns summary").click()
    open_one.page.locator("#column-2").select_option("jobtitle")
    assert open_one.page.locator("#score").is_enabled()


def test_values_that_tell_otherwise_ask_for_another_click(sidebar: Open) -> None:
    answers = {
        **FIRST,
        "tryThree": [ok({"mapping": CHANGED, "changed": [2, 10], "tried": []})],
        "beginRun": [ok({"run": run(), "mapping": None})],
        "stepRun": [HELD],
    }
    open_one = sidebar("all", answers)
    open_one.click("Try 3 leads")
    open_one.sees("Look once more")
    assert open_one.page.evaluate("document.activeElement.id") == "changed-note"
    assert "before: job title" in open_one.page.locator("[data-column='2']").inner_text()
    assert "before: not used" in open_one.page.locator("[data-column='10']").inner_text()
    assert "some values" in open_one.page.locator("#sent").inner_text()
    open_one.click("Score 240 leads")
    open_one.sees("Scoring")
    assert open_one.calls[3][1]["shown"] == {**SHOWN, "2": "", "10": "jobtitle"}


def test_three_leads_are_shown_and_nothing_is_begun(sidebar: Open) -> None:
    open_one = sidebar("all", {**FIRST, "tryThree": [ok({"mapping": None, "tried": TRIED})]})
    open_one.click("Try 3 leads")
    open_one.sees("Nothing has been written.")
    said = open_one.page.locator(".tried").inner_text()
    assert "0.81" in said
    assert "not engaged" in said
    assert "no field that a score is made from is filled" in said
    assert open_one.names == ["lookAtTab", "mapColumns", "tryThree"]


def test_two_clicks_are_one(sidebar: Open) -> None:
    open_one = sidebar("all", {**FIRST, "beginRun": [HELD], "stepRun": [HELD]})
    open_one.page.locator("#score:enabled").dblclick()
    open_one.release("beginRun", ok({"run": run(), "mapping": None}))
    open_one.sees("0 of 20,000 leads")
    assert open_one.names.count("beginRun") == 1


def test_only_visible_rows(sidebar: Open) -> None:
    open_one = sidebar("all", {**FIRST, "beginRun": [HELD]})
    open_one.page.get_by_text("Options").click()
    open_one.page.get_by_label("Only rows that are visible").check()
    open_one.click("Score the visible leads")
    assert open_one.calls[-1][1]["visibleOnly"] is True


def test_a_selection_leaves_hidden_rows_out(sidebar: Open) -> None:
    selected = look(chosen=12, hidden=4, mapping=mapping())
    open_one = sidebar("selection", {"lookAtTab": [ok(selected)], "beginRun": [HELD]})
    open_one.sees("4 hidden rows of the selection are left out.")
    open_one.click("Score 12 leads")
    assert open_one.calls[-1][1]["mode"] == "selection"
    assert open_one.calls[-1][1]["visibleOnly"] is True


def test_the_switch_keeps_what_was_chosen(sidebar: Open) -> None:
    answers = {"lookAtTab": [ok(look()), ok(look(chosen=12))], "mapColumns": [ok(mapping())], "beginRun": [HELD]}
    open_one = sidebar("all", answers)
    open_one.page.locator("#column-7").select_option("companytype")
    open_one.click("Changed")
    open_one.click("Score 12 leads")
    assert open_one.names == ["lookAtTab", "mapColumns", "lookAtTab", "beginRun"]
    assert open_one.calls[-1][1]["choices"] == {"7": "companytype"}
    assert open_one.calls[-1][1]["mode"] == "changed"


def test_an_answer_for_a_page_that_was_left_is_not_shown(sidebar: Open) -> None:
    open_one = sidebar("all", {"lookAtTab": [HELD]})
    open_one.click("Help")
    open_one.sees("What is sent")
    open_one.release("lookAtTab", ok(look()))
    open_one.page.wait_for_timeout(60)
    assert open_one.page.locator("#score").count() == 0


def test_coming_back_from_the_sheet_looks_again(sidebar: Open) -> None:
    looks = [ok(look(chosen=1, mapping=mapping())), ok(look(chosen=12, mapping=mapping()))]
    open_one = sidebar("selection", {"lookAtTab": looks})
    open_one.sees("Score 1 lead")
    open_one.page.evaluate("document.documentElement.dispatchEvent(new PointerEvent('pointerleave'))")
    open_one.page.wait_for_timeout(1_600)
    open_one.page.evaluate("document.documentElement.dispatchEvent(new PointerEvent('pointerenter'))")
    open_one.sees("Score 12 leads")


def test_every_click_says_how_the_columns_stood(sidebar: Open) -> None:
    answers = {
        "lookAtTab": [ok(look(order="seen"))],
        "mapColumns": [ok(mapping())],
        "tryThree": [ok({"mapping": None, "tried": TRIED})],
        "beginRun": [HELD],
    }
    open_one = sidebar("all", answers)
    open_one.click("Try 3 leads")
    open_one.sees("What would be written")
    open_one.click("Score 240 leads")
    assert open_one.calls[1:] == [
        ("mapColumns", {"gid": GID, "order": "seen", "choices": {}}),
        ("tryThree", {**ASKED, "order": "seen"}),
        ("beginRun", {**ASKED, "order": "seen", "visibleOnly": False}),
    ]


@pytest.mark.parametrize("at", ["mapColumns", "tryThree", "beginRun"])
def test_columns_that_changed_are_looked_at_anew(sidebar: Open, at: str) -> None:
    first = {"mapColumns": ok(mapping()), "tryThree": ok({"mapping": None, "tried": TRIED})}
    asks = ["mapColumns", "tryThree", "beginRun"]
    answers = {name: [first[name]] for name in asks[: asks.index(at)]}
    answers[at] = [problem("columns_changed", "The columns were changed.")]
    looks = [ok(look(order="seen")), ok(look(order="new", columns=[*look()["columns"][:4], *look()["columns"][5:]]))]
    answers["mapColumns"] = [*answers.get("mapColumns", []), ok(mapping())]
    open_one = sidebar("all", {**answers, "lookAtTab": looks})
    if at != "mapColumns":
        open_one.click("Try 3 leads")
    if at == "beginRun":
        open_one.sees("What would be written")
        open_one.click("Score 240 leads")
    open_one.click("Look again")
    open_one.page.locator("#score:enabled").wait_for()
    assert open_one.page.get_by_role("alert").count() == 0
    assert open_one.names[-2:] == ["lookAtTab", "mapColumns"]
    assert open_one.calls[-1][1]["order"] == "new"
