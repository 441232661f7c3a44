"""People sign in with Google, in a real browser before a real provider, and touch only what they may edit."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.browser.fitting import unfit
from tests.fakes.openid import CLIENT, SECRET, Account, FakeOpenId
from tests.jobs.workplace import said, wait_until

ANA, BO = Account("ana@example.com", "Ana Example", "example.com"), Account("bo@example.com", "Bo", "example.com")


@pytest.fixture
def google() -> Iterator[FakeOpenId]:
    with FakeOpenId(who=ANA) as running:
        yield running


def serve(site: Site, google: FakeOpenId) -> None:
    site.port = 0
    settings = {
        "GOOGLE_CLIENT_ID": CLIENT,
        "GOOGLE_CLIENT_SECRET": SECRET,
        "SIGN_IN_URL": google.url,
        "DRIVE_API_URL": google.url,
        "ALLOWED_DOMAINS": "example.com",
    }
    site.serve_at_known_port(settings)


def sign_in(page: Page, site: Site) -> None:
    page.goto(f"{site.address}/sheets")
    page.get_by_role("link", name=re.compile("Google")).or_(
        page.get_by_role("button", name=re.compile("Google"))
    ).click()
    expect(page).to_have_url(re.compile(r"/sheets"))


def paste(page: Page, site: Site, url: str) -> None:
    page.goto(site.address)
    page.get_by_label("Paste a Google Sheets link").fill(url)
    page.get_by_role("button", name="Check the sheet").click()


def test_the_owner_scores_and_a_stranger_reaches_nothing(site: Site, google: FakeOpenId, browser: Browser) -> None:
    document = site.sheet(6)
    google.may_edit.add((ANA.email, document.id))
    serve(site, google)
    site.start()
    site.until_at_work()

    his = browser.new_context().new_page()
    google.who = BO
    sign_in(his, site)
    before = site.fake.count()
    paste(his, site, document.url)
    expect(his.get_by_role("alert").first).to_contain_text("you may not edit it")
    his.goto(f"{site.address}/check/{document.id}/{document.sheet('Leads').id}")
    expect(his.get_by_role("alert").first).to_contain_text("you may not edit it")
    assert site.fake.count() == before  # Google Sheets was not asked at all

    google.who = ANA
    hers = browser.new_context(bypass_csp=True).new_page()
    sign_in(hers, site)
    paste(hers, site, document.url)
    hers.get_by_role("button", name="Score all 6 leads").click()
    expect(hers.locator("main")).to_contain_text("How the scores are spread", timeout=60_000)
    assert len(said(document.sheet("Leads"))) == 6
    address = hers.url
    his.goto(address)  # her run is hers
    expect(his.get_by_role("alert").first).to_contain_text("There is no run of that name")

    assert not unfit(hers, (300, 641, 768, 1440))  # with who she is beside the links

    hers.get_by_role("button", name="Sign out").click()
    hers.goto(address)
    expect(hers).to_have_url(re.compile("/sign-in"))


def test_somebody_from_elsewhere_is_refused(site: Site, google: FakeOpenId, page: Page) -> None:
    google.who = Account("eve@elsewhere.org", "Eve", "elsewhere.org")
    serve(site, google)
    page.goto(site.address)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.get_by_role("link", name=re.compile("Google")).or_(
        page.get_by_role("button", name=re.compile("Google"))
    ).click()
    wait_until(lambda: "elsewhere.org" in page.content() or page.get_by_role("alert").count() > 0)
    page.goto(f"{site.address}/runs")
    expect(page).to_have_url(re.compile("/sign-in"))
