"""Every state of the add-on's sidebar: what the script answers, and what a person does to get there."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.browser.sidebar_leads import (
    BUSY,
    CONNECTED,
    FIRST,
    NO_SETTINGS,
    SETTINGS,
    TRIED,
    WHEN,
    explained,
    look,
    mapping,
    result,
    run,
)
from tests.browser.sidebar_page import HELD, Answers, Sidebar, ok, problem

CHANGED = mapping(
    {
        2: {"use": "unused", "field": None, "why": "its name says job title, its values do not"},
        10: {"use": "field", "field": "jobtitle", "certainty": "likely", "why": "its values are job title values"},
    }
)
NOTES = ["resumed", "new_model", "columns_moved", "Some sentence."]
_UNDO = {"when": WHEN, "rows": 231, "mode": "all", "tab": "Leads"}


def _nothing(sidebar: Sidebar) -> None:
    """Wait for the page alone."""


def _score(sidebar: Sidebar) -> None:
    sidebar.page.locator("#score:enabled").click()


def _try(sidebar: Sidebar) -> None:
    sidebar.page.locator("#try:enabled").click()


def _go_on(sidebar: Sidebar) -> None:
    sidebar.page.locator("#unfinished button").first.click()


def _all_columns(sidebar: Sidebar) -> None:
    sidebar.page.locator("#columns summary").click()


def _choose(sidebar: Sidebar) -> None:
    _all_columns(sidebar)
    sidebar.page.locator("#column-10").select_option("jobtitle")


def _undo(sidebar: Sidebar) -> None:
    sidebar.page.locator(".buttons button").click()


def _test(sidebar: Sidebar) -> None:
    sidebar.page.locator("#test").click()


def _options(sidebar: Sidebar) -> None:
    sidebar.page.locator(".card > .fold summary").first.click()
    sidebar.page.locator("#visible").check()


@dataclass(frozen=True)
class State:
    """A page, the script's answers, what the person does, and what is there when it has been reached."""

    shows: str
    answers: Answers
    there: str  # a selector
    does: Callable[[Sidebar], None] = _nothing


_BEGINS = {**FIRST, "beginRun": [ok({"run": run(), "mapping": None, "changed": []})]}
_MIDWAY = run(done=8_000, scored=7_950, seconds=63)

STATES: dict[str, State] = {
    "looking": State("all", {"lookAtTab": [HELD]}, ".skeleton"),
    "welcome": State("all", {"lookAtTab": [ok(look(ready=False))]}, "h2"),
    "reading": State("all", {"lookAtTab": [ok(look())], "mapColumns": [HELD]}, ".skeleton"),
    "columns": State("all", FIRST, "#columns-title"),
    "others": State("all", FIRST, "#column-0", _all_columns),
    "chosen": State("all", FIRST, "#column-10 + .why .badge", _choose),
    "visible": State("all", FIRST, "#visible:checked", _options),
    "returning": State("all", {"lookAtTab": [ok(look(mapping=mapping(), undo=_UNDO))]}, ".line-of"),
    "selection": State(
        "selection", {"lookAtTab": [ok(look(chosen=1, blank=0, hidden=2, mapping=mapping()))]}, "#score:enabled"
    ),
    "no-leads": State("all", {"lookAtTab": [ok(look(leads=0, chosen=0, blank=0, columns=[]))]}, "h1"),
    "no-selection": State("selection", {"lookAtTab": [ok(look(chosen=0))]}, "h1:not(.waiting)"),
    "up-to-date": State("changed", {"lookAtTab": [ok(look(chosen=0, mapping=mapping()))]}, "h1:not(.waiting)"),
    "tried": State("all", {**FIRST, "tryThree": [ok({"mapping": None, "tried": TRIED})]}, ".tried", _try),
    "changed": State(
        "all",
        {**FIRST, "beginRun": [ok({"run": None, "mapping": CHANGED, "changed": [2, 10]})]},
        "#changed-note",
        _score,
    ),
    "beginning": State("all", {**FIRST, "beginRun": [HELD]}, "#score:disabled", _score),
    "unfinished": State("all", {"lookAtTab": [ok(look(mapping=mapping(), unfinished=_MIDWAY))]}, "#unfinished"),
    "running": State(
        "all",
        {"lookAtTab": [ok(look(mapping=mapping(), unfinished=_MIDWAY))], "stepRun": [HELD]},
        "#bar[aria-valuenow='8000']",
        _go_on,
    ),
    "midway": State(
        "all",
        {"lookAtTab": [ok(look(mapping=mapping(), unfinished=_MIDWAY))], "stepRun": [BUSY]},
        ".trouble",
        _go_on,
    ),
    "midway-settings": State(
        "all",
        {**_BEGINS, "stepRun": [problem("unreachable", "The service does not answer.")]},
        ".trouble",
        _score,
    ),
    "unfinished-welcome": State("all", {"lookAtTab": [ok(look(ready=False, unfinished=_MIDWAY))]}, "#unfinished"),
    "click-refused": State(
        "all",
        {**FIRST, "beginRun": [problem("key_refused", "The service does not know this key: ask for another.")]},
        ".trouble",
        _score,
    ),
    "result": State("all", {**_BEGINS, "stepRun": [ok(result())]}, ".facts", _score),
    "stopped": State(
        "all",
        {**_BEGINS, "stepRun": [ok(run(state="stopped", done=8_000, scored=8_000, seconds=61, notes=NOTES))]},
        ".facts",
        _score,
    ),
    "undo": State("undo", {"lookAtTab": [ok(look(undo=_UNDO))]}, "h1:not(.waiting)"),
    "undone": State(
        "undo",
        {
            "lookAtTab": [ok(look(undo=_UNDO))],
            "undoLast": [ok({"putBack": 228, "changedSince": 2, "gone": 1, "tab": "Leads"})],
        },
        ".card p.muted >> nth=1",
        _undo,
    ),
    "nothing-to-undo": State("undo", {"lookAtTab": [ok(look())]}, "h1:not(.waiting)"),
    "explaining": State("explain", {"explainLead": [HELD]}, ".skeleton"),
    "explain": State("explain", {"explainLead": [ok(explained())]}, ".log-odds"),
    "explain-none": State(
        "explain", {"explainLead": [ok({**TRIED[2], "stands": None, "why": None, "used": [], "sent": []})]}, "h1"
    ),
    "not-a-lead": State(
        "explain", {"explainLead": [problem("not_a_lead", "This row is no lead: select one.")]}, ".trouble"
    ),
    "settings": State("settings", {"readSettings": [ok(SETTINGS)]}, "#url"),
    "settings-new": State("settings", {"readSettings": [ok(NO_SETTINGS)]}, "#url"),
    "settings-fixed": State("settings", {"readSettings": [ok({**SETTINGS, "fixedUrl": True})]}, "#fixed-url"),
    "connected": State(
        "settings",
        {"readSettings": [ok(SETTINGS)], "saveSettings": [ok(SETTINGS)], "testConnection": [ok(CONNECTED)]},
        ".card.good",
        _test,
    ),
    "refused": State(
        "settings",
        {
            "readSettings": [ok(SETTINGS)],
            "saveSettings": [ok(SETTINGS)],
            "testConnection": [problem("key_refused", "The service does not know this key: ask for another.")],
        },
        ".trouble",
        _test,
    ),
    "help": State("help", {}, "h1"),
    "trouble": State(
        "all",
        {"lookAtTab": [ok(look())], "mapColumns": [problem("unreachable", "The service does not answer.")]},
        ".trouble",
    ),
}


def reach(sidebar: Sidebar, state: State) -> None:
    """Do what the person does, and wait until the state is there."""
    state.does(sidebar)
    sidebar.page.locator(state.there).first.wait_for(state="visible", timeout=5_000)
    sidebar.page.wait_for_timeout(30)
