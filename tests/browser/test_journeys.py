"""What people come for, with real clicks: from a pasted link to a result and back, a file there and back again."""

import re
import signal
import time
from pathlib import Path

import openpyxl
from playwright.sync_api import Browser, Page, expect

from app.store import runs
from app.store.runs import State
from tests.browser.conftest import Site
from tests.fakes.google import Spreadsheet
from tests.jobs.workplace import HEADER, ROOT, said, wait_until


def paste(page: Page, site: Site, document: Spreadsheet) -> None:
    page.goto(site.address)
    page.get_by_label("Paste a Google Sheets link").fill(document.url)
    page.get_by_role("button", name="Check the sheet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Pipeline")


def test_from_a_link_to_scores_and_back(site: Site, page: Page) -> None:
    document = site.sheet(40)
    before = document.sheet("Leads").values()
    site.serve()
    site.start()
    site.until_at_work()
    paste(page, site, document)
    page.get_by_role("button", name="Score 3 rows first").click()
    expect(page.locator("#preview")).to_contain_text(re.compile(r"\d+\s?%"))
    assert document.sheet("Leads").values() == before  # looking writes nothing
    page.get_by_label(re.compile("Company size")).first.select_option(label="Not used")
    page.get_by_role("button", name="Save the choices").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")
    page.get_by_role("button", name="Score all 40 leads").click()
    expect(page.locator("main")).to_contain_text("How the scores are spread", timeout=60_000)
    shown = said(document.sheet("Leads"))
    assert len(shown) == 40
    assert all(isinstance(cells[0], float) for cells in shown.values())
    assert not any("company size" in str(cells[3]) for cells in shown.values())  # left out, as was chosen
    expect(page.locator("table.leads")).to_contain_text("Person", timeout=30_000)  # the best leads, read when looked at
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("main")).to_contain_text("beside 40 leads", timeout=60_000)
    assert {cell for cells in said(document.sheet("Leads")).values() for cell in cells} <= {None, ""}
    kept = [row[: len(HEADER)] for row in document.sheet("Leads").values()[:41]]
    assert kept == [row[: len(HEADER)] for row in before[:41]]
    paste(page, site, document)
    chosen = page.get_by_label(re.compile("Company size")).first.evaluate("one => one.selectedOptions[0].label")
    assert chosen == "Not used"  # remembered


def test_progress_survives_a_reload_and_a_killed_worker(site: Site, page: Page) -> None:
    document = site.sheet(3000)
    site.fake.before(lambda call: document.id in call.path, lambda: time.sleep(0.3), times=None)
    site.serve()
    worker = site.start()
    site.until_at_work()
    paste(page, site, document)
    page.get_by_role("button", name=re.compile("Score all 3,000 leads")).click()
    expect(page.locator("progress").first).to_be_visible()
    (name,) = [run.name for run in runs.latest(site.store)]
    wait_until(lambda: site.run(name).phase.startswith("Writing"))
    page.reload()
    expect(page.locator("main")).to_contain_text(re.compile("Writing|rows"))
    site.kill(worker, signal.SIGKILL)
    site.start()
    expect(page.locator("main")).to_contain_text("How the scores are spread", timeout=90_000)
    assert site.run(name).told.scored == 3000
    assert len(said(document.sheet("Leads"))) == 3000


def test_a_file_there_and_back(site: Site, page: Page, tmp_path: Path) -> None:
    site.serve()
    page.goto(site.address)
    page.get_by_label("Drop a CSV or Excel file here").set_input_files(ROOT / "examples" / "leads.xlsx")
    page.get_by_role("button", name="Score the file").click()
    download = page.get_by_role("link", name=re.compile("Download"))
    expect(download).to_be_visible(timeout=90_000)
    with page.expect_download() as taken:
        download.click()
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    assert file.name == "leads-scored.xlsx"
    header = [cell.value for cell in next(iter(openpyxl.load_workbook(file).worksheets[0].iter_rows(max_row=1)))]
    assert "Lead score" in header


def test_a_sheet_that_is_not_shared_names_the_address(site: Site, page: Page) -> None:
    site.serve()
    page.goto(site.address)
    page.get_by_label("Paste a Google Sheets link").fill("https://docs.google.com/spreadsheets/d/" + "1" * 44 + "/edit")
    page.get_by_role("button", name="Check the sheet").click()
    expect(page.get_by_role("alert").first).to_be_visible()


def test_a_wrong_link_explains_itself_while_one_types(site: Site, page: Page) -> None:
    site.serve()
    page.goto(site.address)
    page.get_by_label("Paste a Google Sheets link").press_sequentially("https://example.org/x", delay=5)
    expect(page.locator("#link-said")).to_contain_text(re.compile(r"\w+"))
    assert site.fake.count() == 0


def test_keeping_a_sheet_fresh_and_letting_it_be(site: Site, page: Page) -> None:
    document = site.sheet(5)
    site.serve()
    site.start()
    site.until_at_work()
    paste(page, site, document)
    page.get_by_role("button", name=re.compile("Score all 5 leads")).click()
    expect(page.get_by_role("heading", name="Keep this sheet fresh")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Keep it fresh").click()
    page.goto(f"{site.address}/sheets")
    expect(page.locator("main")).to_contain_text("Pipeline")
    page.get_by_role("button", name=re.compile("Pause")).first.click()
    expect(page.locator("main")).to_contain_text(re.compile("[Pp]aused"))
    page.goto(f"{site.address}/runs")
    expect(page.locator("main")).to_contain_text("Pipeline")
    assert runs.latest(site.store)[0].state is State.DONE


def test_everything_works_with_script_off(site: Site, browser: Browser) -> None:
    """But for live progress: the page reloads itself instead."""
    document = site.sheet(5)
    site.serve()
    site.start()
    site.until_at_work()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    paste(page, site, document)
    page.get_by_role("button", name="Score 3 rows first").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"\d+\s?%"))
    paste(page, site, document)
    page.get_by_role("button", name=re.compile("Score all 5 leads")).click()
    expect(page.locator("main")).to_contain_text("How the scores are spread", timeout=90_000)
    context.close()
