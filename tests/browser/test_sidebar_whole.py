"""The add-on as a new user meets it: its sidebar in Chromium, its script in Node, and the real service behind."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.addon.test_in_node import in_node_only
from tests.browser.sidebar_bridge import Cells, Office, WholeSidebar, open_by_menu
from tests.serving import make_key
from tests.web.real_service import needs_proc, real_service

pytestmark = [needs_proc, in_node_only]

HEADER = ["First Name", "Last Name", "Title", "Employees", "Industry", "Country", "LinkedIn URL", "Status", "Notes"]
ROWS = [
    ["Ana", "Martin", "CEO", "11-50", "Software", "France", "linkedin.com/in/ana-martin", "won", "met in Lyon"],
    ["Bruno", "Keller", "Intern", "10001+", "Banking", "Germany", "linkedin.com/in/bruno-keller", "", ""],
    ["Chloé", "Dubois", "Head of Sales", "51-200", "Retail", "", "linkedin.com/in/chloe-dubois", "lost", "call again"],
    ["", "", "", "", "", "", "", "", ""],
    ["Dora", "Novak", "CTO", "51-200", "Software", "Spain", "linkedin.com/in/dora-novak", "", ""],
    ["Dora", "Novak", "Advisor", "1-10", "Retail", "Spain", "linkedin.com/in/dora-novak", "", ""],
    ["Emil", "Berg", "", "", "", "", "linkedin.com/in/emil-berg", "", "ask for his job"],
    ["Faye", "Okoro", "Founder", "1-10", "Design", "France", "linkedin.com/in/faye-okoro", "", ""],
]
BLANK, TWINS, EMPTY = 5, {6, 7}, 8  # rows of the sheet
FEED = {"Title": "jobtitle", "Employees": "companysize", "Industry": "industry", "Country": "location"}
OURS = {"Lead score": "score", "Lead label": "label", "Lead confidence": "confidence", "Lead reasons": "reasons"}

INVENTED = {"Job Title": "jobtitle", "Company Size": "companysize", "Industry": "industry", "Country": "location"}
MANY, FIRST_STEP = 9_000, 8_000

Open = Callable[..., WholeSidebar]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A service as people start it and a key to it, for the bridge's environment; it never says the key."""
    folder = tmp_path_factory.mktemp("whole")
    key = make_key(folder / "data", "addon")
    with real_service(folder, LEADSHEET_RATE="1000000") as running:
        yield {**os.environ, "LEADSHEET_URL": f"http://127.0.0.1:{running.port}", "LEADSHEET_KEY": key}
    assert key not in running.said.read_text()


@pytest.fixture
def office(service: dict[str, str], tmp_path: Path) -> Iterator[Office]:
    at_work = Office(service, tmp_path)
    yield at_work
    at_work.close()


@pytest.fixture
def menu(browser: Browser, office: Office) -> Iterator[Open]:
    """Opens the sidebar by an item of the document's menu; in the end nothing may have gone wrong on its page."""
    opened: list[WholeSidebar] = []

    def opens(caption: str, language: str = "en") -> WholeSidebar:
        opened.append(open_by_menu(browser, office, caption, language))
        return opened[-1]

    yield opens
    for one in opened:
        one.close()


def has_the_truth(office: Office, feed: dict[str, str], without: set[int] | None = None) -> list[Cells]:
    """Every row has what the service says of it, those `without` a score have nothing; gives the rows."""
    rows = office.told()
    for number, (row, says) in enumerate(zip(rows, office.truth(feed), strict=True), 2):
        has = {kind: row[header] for header, kind in OURS.items()}
        none = number in (without or set()) or says["message"] is not None
        assert has == {kind: "" if none else says[kind] for kind in OURS.values()}, f"row {number}"
    return rows


def score_all(sidebar: WholeSidebar, leads: int) -> None:
    """The one click of a person who has nothing to change."""
    sidebar.sees("Only the names of the columns have been sent.")
    sidebar.click(f"Score {leads:,} leads")


def test_the_first_day(office: Office, menu: Open) -> None:
    office.opens([HEADER, *ROWS])
    sidebar = menu("Score all leads")
    sidebar.sees("7 leads")  # at once, before there is a service to ask
    sidebar.sees("Nothing is sent before that.")
    sidebar.click("Open settings")
    sidebar.sees("It is kept for you alone")
    sidebar.page.get_by_label("Address of the service").fill("https://leadsheet.test")
    sidebar.page.get_by_label("With an API key").check()
    sidebar.page.get_by_label("API key", exact=True).fill(office.key)
    sidebar.click("Test connection")
    sidebar.sees("answered in")
    assert "A key is stored." in sidebar.text()
    assert sidebar.page.locator("#key").input_value() == ""

    sidebar.click("Score leads")
    sidebar.sees("Only the names of the columns have been sent.")
    assert office.asks("sent")[-1] == ["/table/map", 0]
    assert "1 blank row is left out." in sidebar.text()
    sidebar.sees("4 columns are used")
    title = sidebar.text("[data-column='2']")
    assert "CEO · Intern · Head of Sales" in title
    assert "likely" in title
    assert sidebar.page.locator("[data-column='3'] .sure").count() == 1
    assert sidebar.page.locator("#column-7").count() == 0  # what became of a lead says nothing of a new one

    sidebar.page.locator("#column-5").select_option("Leave out")
    sidebar.sees("3 columns are used")
    before = office.told()
    sidebar.click("Try 3 leads")
    sidebar.sees("What would be written")
    assert office.told() == before
    tried = sidebar.page.locator(".tried li .name").all_inner_texts()
    assert [name.split(" row ")[0].split(maxsplit=1)[1] for name in tried] == [
        "Ana Martin",
        "Bruno Keller",
        "Chloé Dubois",
    ]

    sidebar.click("Score 7 leads")
    sidebar.sees("3 leads without a score")
    assert sidebar.facts() == {"Scored": "4", "Not scored": "3"}
    feed = {header: name for header, name in FEED.items() if header != "Country"}
    rows = has_the_truth(office, feed, TWINS)
    assert [f"{row['Lead score']:.2f}" for row in rows[:3]] == [name.split()[0] for name in tried]
    assert [list(row.values())[: len(HEADER)] for row in rows] == ROWS
    assert [mark["value"] for mark in office.tab("marks")] == list(OURS.values())

    assert "martin" not in str(office.asks("public")["kept"]).lower()

    office.tab("sortBy", "First Name", False)
    sidebar.click(f"row {EMPTY}")
    sidebar.sees("row 3")  # where the sort took it
    assert office.tab("activeRow") == 3
    assert office.told()[3 - 2]["First Name"] == "Emil"


def test_a_lead_that_is_edited_explained_and_undone(office: Office, menu: Open) -> None:
    office.opens([HEADER, *ROWS])
    office.connects()
    sidebar = menu("Score all leads")
    score_all(sidebar, 7)
    sidebar.sees("3 leads without a score")
    first = has_the_truth(office, FEED, TWINS)
    sidebar.close()

    sidebar = menu("Score new and changed")
    sidebar.sees("All up to date")
    office.tab("set", 3, "Title", "Managing Director")
    office.scored_rows()
    sidebar.click("Look again")
    sidebar.sees("1 lead")
    sidebar.click("Score 1 lead")
    sidebar.sees("Done")
    assert sidebar.facts() == {"Scored": "1"}
    assert office.scored_rows() == [1]
    second = has_the_truth(office, FEED, TWINS)
    assert second[1]["Lead score"] != first[1]["Lead score"]
    assert [row for at, row in enumerate(second) if at != 1] == [row for at, row in enumerate(first) if at != 1]

    office.tab("select", "C3")
    sidebar.click("Explain")
    sidebar.sees("Why this score")
    assert "Bruno Keller" in sidebar.text()
    assert "Managing Director" in sidebar.text()
    assert sidebar.text(".big").split()[-1] == f"{second[1]['Lead score']:.2f}"

    sidebar.page.get_by_role("navigation").get_by_role("button", name="Undo").click()
    sidebar.sees("1 row of “Leads” was written")
    sidebar.click("Put it back")
    sidebar.sees("1 row of “Leads” is as it was.")
    assert office.told()[1] == {**first[1], "Title": "Managing Director"}
    sidebar.click("Score leads")
    sidebar.click("Changed")
    sidebar.sees("Score 1 lead")


def test_hidden_rows_are_left_out(office: Office, menu: Open) -> None:
    office.opens(leads=12)
    office.connects()
    sidebar = menu("Score selection")
    sidebar.sees("No leads selected")
    office.tab("select", "A3:C6", "F9")
    office.tab("hideRow", 4)
    sidebar.comes_back()
    sidebar.sees("1 hidden row of the selection is left out.")
    score_all(sidebar, 4)
    sidebar.sees("Done")
    assert sidebar.facts() == {"Scored": "4"}
    assert office.scored_rows() == [4]
    chosen = {3, 5, 6, 9}
    has_the_truth(office, INVENTED, set(range(2, 14)) - chosen)

    sidebar.click("Score leads")
    sidebar.sees("12 leads")
    sidebar.page.get_by_text("Options").click()
    sidebar.page.get_by_label("Only rows that are visible").check()
    sidebar.click("Score the visible leads")
    sidebar.sees("Done")
    assert sidebar.facts() == {"Scored": "7", "Up to date already": "4"}
    has_the_truth(office, INVENTED, {4})


def test_a_long_run_is_closed_gone_on_with_and_cancelled(office: Office, menu: Open) -> None:
    office.opens(leads=MANY)
    office.connects()
    sidebar = menu("Score all leads")
    sidebar.held.add("stepRun")
    score_all(sidebar, MANY)
    sidebar.sees("0 of 9,000 leads")
    sidebar.step()
    sidebar.sees("8,000 of 9,000 leads")
    assert sidebar.page.get_by_role("progressbar").get_attribute("aria-valuenow") == str(FIRST_STEP)
    sidebar.close()
    office.tab("sortBy", "Notes", False)

    sidebar = menu("Score all leads")
    sidebar.sees("Scoring of “Leads” stopped at 8,000 of 9,000.")
    office.asks("reachable", False)
    sidebar.click("Go on")
    sidebar.sees("The service cannot be reached")
    assert "8,000 leads are done; what is written stays." in sidebar.text()
    office.asks("reachable", True)
    office.scored_rows()
    sidebar.click("Go on")
    sidebar.sees("Done")
    assert sidebar.facts() == {"Scored": "9,000"}
    assert sum(office.scored_rows()) == MANY - FIRST_STEP
    rows = has_the_truth(office, INVENTED)
    assert all(row["Lead score"] != "" for row in rows)

    sidebar.held.add("stepRun")
    sidebar.click("Score leads")
    sidebar.click("Score 9,000 leads")
    sidebar.sees("0 of 9,000 leads")
    sidebar.click("Cancel")
    sidebar.sees("Stopping after this part…")
    sidebar.step()
    sidebar.sees("“Leads”, at 8,000 of 9,000. What is written stays.")
    assert sidebar.facts() == {"Scored": "0", "Up to date already": "8,000"}
    assert office.told() == rows


def test_a_step_that_google_ends_is_taken_up_again(office: Office, menu: Open) -> None:
    office.opens(leads=40)
    office.connects()
    sidebar = menu("Score all leads")
    office.asks("kill", "stepRun", "SpreadsheetApp.flush", 3)  # the scores are written, nothing is counted yet
    score_all(sidebar, 40)
    sidebar.sees("Google did not answer. What was written stays; try again.")
    sidebar.click("Go on")
    sidebar.sees("A step was cut short; its rows were looked at once more.")
    assert all(row["Lead score"] != "" for row in has_the_truth(office, INVENTED))


def test_a_wrong_key(office: Office, menu: Open) -> None:
    office.opens(leads=6)
    office.connects()
    wrong = f"{office.key[:-4]}AAAA"
    sidebar = menu("Settings")
    sidebar.sees("A key is stored.")
    sidebar.page.get_by_label("API key", exact=True).fill(wrong)
    sidebar.click("Test connection")
    sidebar.sees("The service does not accept this API key")
    assert wrong not in sidebar.page.content()
    sidebar.click("Score")
    sidebar.sees("The service does not accept this API key")
    assert sidebar.page.locator("#score").is_disabled()
    sidebar.click("Open settings")
    sidebar.sees("A key is stored.")
    sidebar.page.get_by_label("API key", exact=True).fill(office.key)
    sidebar.click("Save")
    sidebar.sees("Saved.")
    sidebar.click("Score leads")
    score_all(sidebar, 6)
    sidebar.sees("Done")
    has_the_truth(office, INVENTED)
    assert wrong not in str(office.asks("public"))


def test_a_service_that_is_down_before_the_first_click(office: Office, menu: Open) -> None:
    office.opens(leads=6)
    office.connects()
    office.asks("reachable", False)
    sidebar = menu("Score all leads")
    sidebar.sees("6 leads")  # which needs no service
    sidebar.sees("The service cannot be reached")
    office.asks("reachable", True)
    sidebar.click("Try again")
    score_all(sidebar, 6)
    sidebar.sees("Done")
    has_the_truth(office, INVENTED)


def test_a_busy_service_is_waited_for(office: Office, menu: Open) -> None:
    office.opens(leads=6)
    office.connects()
    sidebar = menu("Score all leads")
    sidebar.held.add("stepRun")
    score_all(sidebar, 6)
    sidebar.sees("0 of 6 leads")
    office.asks("answerNext", {"status": 429, "headers": {"Retry-After": "3"}, "body": "{}"}, 2)
    sidebar.step()
    sidebar.sees("Done")
    has_the_truth(office, INVENTED)


def test_a_french_person_whose_values_say_more_than_the_names(office: Office, menu: Open) -> None:
    header = ["Prénom", "Nom", "Poste", "Taille", "E-mail"]
    posts = ["Directeur commercial", "CEO", "Responsable marketing", "Stagiaire", "Chef de projet", "Fondatrice"]
    heights = ["1,70 m", "1,82 m", "1,64 m", "1,75 m", "1,69 m", "1,58 m"]
    rows = [
        [f"Ana{at}", "Roca", post, height, f"ana{at}@example.com"]
        for at, (post, height) in enumerate(zip(posts, heights, strict=True))
    ]
    office.opens([header, *rows], language="fr")
    sidebar = menu("Réglages", "fr")
    sidebar.sees("Elle est conservée pour vous seul")
    sidebar.page.get_by_label("Adresse du service").fill("leadsheet.test")
    sidebar.page.get_by_label("Avec une clé d’API").check()
    sidebar.page.get_by_label("Clé d’API", exact=True).fill(office.key)
    sidebar.click("Tester la connexion")
    sidebar.sees("a répondu en")
    sidebar.click("Noter des leads")
    sidebar.sees("2 colonnes sont utilisées")
    sidebar.click("Noter 6 leads")
    sidebar.sees("Regardez encore une fois")
    assert "avant : taille de l’entreprise" in sidebar.text("[data-column='3'] .why")
    assert "Rien n’a été écrit." in sidebar.text()
    assert "Lead score" not in office.told()[0]
    sidebar.click("Noter 6 leads")
    sidebar.sees("Terminé")
    assert sidebar.facts() == {"Notés": "6"}
    first = has_the_truth(office, {"Poste": "jobtitle"})
    sidebar.page.locator("#page").get_by_role("button", name="Annuler").click()
    sidebar.sees("6 lignes de « Leads » ont été écrites")
    sidebar.click("Rétablir")
    sidebar.sees("6 lignes de « Leads » sont comme avant.")
    assert [row["Lead score"] for row in office.told()] == [""] * 6
    assert all(row["Lead score"] != "" for row in first)


def test_columns_that_a_colleague_changed_are_looked_at_again(office: Office, menu: Open) -> None:
    office.opens(leads=6)
    office.connects()
    sidebar = menu("Score all leads")
    sidebar.sees("4 columns are used")
    assert office.asks("sent") == [["/table/map", 0]]
    assert "Job Title" in sidebar.text("[data-column='2']")

    office.tab("insertColumns", 1)
    office.tab("set", 1, 1, "Remark")
    changed = office.told()
    for caption in ("Try 3 leads", "Score 6 leads"):
        sidebar.click(caption)
        sidebar.sees("The columns were changed since the sidebar looked at them")
        sidebar.page.get_by_role("button", name=caption).and_(sidebar.page.locator(":enabled")).wait_for()
    assert office.asks("sent") == []
    assert office.told() == changed

    sidebar.click("Look again")
    sidebar.sees("A lead is known by “LinkedIn URL” (column H).")
    assert "D Job Title" in sidebar.text("[data-column='3']")
    assert "The columns were changed" not in sidebar.text()
    assert office.asks("sent") == [["/table/map", 0]]
    score_all(sidebar, 6)
    sidebar.sees("Done")
    has_the_truth(office, INVENTED)


def test_columns_changed_before_their_names_are_read(office: Office, menu: Open) -> None:
    office.opens(leads=6)
    office.connects()
    sidebar = menu("Score all leads")
    sidebar.held.add("mapColumns")
    sidebar.sees("Reading the names of the columns…")
    office.tab("moveColumn", "Notes", 1)
    sidebar.step("mapColumns")
    sidebar.sees("The columns were changed since the sidebar looked at them")
    assert office.asks("sent") == []
    sidebar.held.clear()
    sidebar.click("Look again")
    score_all(sidebar, 6)
    sidebar.sees("Done")
    has_the_truth(office, INVENTED)


def test_settings_open_from_a_run_that_met_trouble(office: Office, menu: Open) -> None:
    office.opens(leads=6)
    office.connects()
    sidebar = menu("Score all leads")
    sidebar.held.add("stepRun")
    score_all(sidebar, 6)
    sidebar.sees("0 of 6 leads")
    office.asks("reachable", False)
    sidebar.step()
    sidebar.sees("The service cannot be reached")
    assert sidebar.main_buttons() == ["Open settings"]
    sidebar.click("Open settings")
    sidebar.sees("Address of the service")
    office.asks("reachable", True)
    sidebar.click("Test connection")
    sidebar.sees("answered in")

    sidebar.held.clear()
    sidebar.click("Score leads")
    sidebar.sees("Scoring of “Leads” stopped at 0 of 6.")
    assert "Nothing has been sent yet." not in sidebar.text()
    assert sidebar.main_buttons() == ["Go on"]
    sidebar.click("Go on")
    sidebar.sees("Done")
    assert sidebar.facts() == {"Scored": "6"}
    has_the_truth(office, INVENTED)


def test_a_run_that_was_undone_midway_is_over(office: Office, menu: Open) -> None:
    office.opens(leads=MANY)
    office.connects()
    before = office.told()
    sidebar = menu("Score all leads")
    sidebar.held.add("stepRun")
    score_all(sidebar, MANY)
    sidebar.step()
    sidebar.sees("8,000 of 9,000 leads")
    sidebar.close()
    sidebar = menu("Undo last scoring")
    sidebar.click("Put it back")
    sidebar.sees("8,000 rows of “Leads” are as they were.")
    assert office.told() == [{**row, **dict.fromkeys(OURS, "")} for row in before]
    sidebar.click("Score leads")
    sidebar.sees("9,000 leads")
    assert "Not finished" not in sidebar.text()
    sidebar.click("Score 9,000 leads")
    sidebar.sees("Done")
    assert sidebar.facts() == {"Scored": "9,000"}


def test_what_was_sent_is_said_after_a_run(office: Office, menu: Open) -> None:
    office.opens(leads=6)
    office.connects()
    sidebar = menu("Score all leads")
    score_all(sidebar, 6)
    sidebar.sees("Done")
    sidebar.click("Score leads")
    sidebar.sees("6 rows written")
    assert "Nothing has been sent yet." not in sidebar.text()


def test_what_was_sent_to_try_is_said_on_every_page_after(office: Office, menu: Open) -> None:
    office.opens(leads=6)
    office.connects()
    sidebar = menu("Score all leads")
    sidebar.sees("Only the names of the columns have been sent.")
    sidebar.click("Try 3 leads")
    sidebar.sees("What would be written")
    said = sidebar.text("#sent")
    assert "some values" in said
    sidebar.click("Help")
    sidebar.click("Score")
    sidebar.sees("Score 6 leads")
    assert sidebar.text("#sent") == said
    office.tab("moveColumn", "Notes", 1)
    sidebar.click("Changed")
    sidebar.sees("4 columns are used")
    assert sidebar.text("#sent") == said
    sidebar.close()

    sidebar = menu("Score all leads")  # which knows of no other sidebar
    sidebar.sees("Score 6 leads")
    assert "Nothing has been sent yet." not in sidebar.text()


def test_a_field_for_the_key_says_that_one_is_kept(office: Office, menu: Open) -> None:
    office.opens(leads=6)
    sidebar = menu("Settings")
    sidebar.sees("It is kept for you alone")
    key = sidebar.page.locator("#key")
    assert not key.get_attribute("placeholder")
    sidebar.page.get_by_label("Address of the service").fill("https://leadsheet.test")
    sidebar.page.get_by_label("With an API key").check()
    sidebar.page.get_by_label("API key", exact=True).fill(office.key)
    sidebar.click("Save")
    sidebar.sees("Saved.")
    assert key.get_attribute("placeholder") == "Leave empty to keep it"
    sidebar.click("Forget it")
    sidebar.sees("The key is forgotten.")
    assert not key.get_attribute("placeholder")
