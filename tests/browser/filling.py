"""An installation that has been in use for months, all of it invented."""

import json
import random
import re
import urllib.request
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from app.config import SHIPPED_MODEL
from app.reports.drift import verdict
from app.reports.stored_verdict import verdict_facts
from app.scoring.stored import stored_reference
from app.store.journal import Entry, LoggedLead
from app.store.keeping import keep
from app.store.places import Places
from app.store.registered_sheets import pause, register
from app.store.unsubscribing import token
from app.store.weeks import keep_week
from tests.browser.conftest import Site
from tests.jobs.workplace import wait_until
from tests.reports.invented import MONDAY, facts_of_leads, sets, week

SECRET = b"0123456789abcdef" * 4  # the workplace's
PLACES = (
    "start", "check", "running", "result", "failed", "file", "sheets", "runs", "model", "monitor", "problem",
    "unreachable",
)  # fmt: skip
FURTHER = (
    "preview",
    "odd sheet",
    "sheet",
    "tabs",
    "unsubscribe",
    "file that cannot be read",
)  # without pictures


def fill(site: Site) -> dict[str, str]:
    """Fill the installation, start it, and say where each page is."""
    places = Places(site.url, site.folder / "data")
    now, chance = datetime.now(UTC), random.Random(7)
    for day in range(27):
        leads = chance.randrange(8, 60)
        facts = facts_of_leads(leads, day)
        scored = [LoggedLead(round(min(max(chance.gauss(0.42, 0.16), 0.02), 0.97), 4), f"{day} {at}".encode(), one)
                  for at, one in enumerate(facts)]  # fmt: skip
        at = now - timedelta(days=day, hours=1)
        source = "sheet" if day % 3 else "batch"
        keep(places, [Entry(at, source, "2026.11.22-7a9af46d", None, scored)], 365)
    reference = stored_reference(SHIPPED_MODEL)
    assert reference is not None
    history = [week(80, 900 + ago, ago, sets("companysize", None, 0.5) if ago == 1 else None) for ago in range(1, 9)]
    for ago, one in enumerate(history[:6], start=1):
        judged = verdict(reference, one, history[ago:])
        year, number, _ = (MONDAY - timedelta(weeks=ago)).isocalendar()
        keep_week(
            site.store, f"{year}-W{number:02}", one.end, str(judged.overall), verdict_facts(judged), None, "None."
        )
    document = site.sheet(60)
    for number, (tab, every) in enumerate((("Leads", "weekday"), ("Partners", "hour"), ("Webinar", "week"))):
        sheet = register(
            site.store, spreadsheet_id=document.id, sheet_id=number, document="Pipeline 2026", tab=tab, owner="",
            every=every, at="07:00", weekday=0, zone="Europe/Paris", wishes={},
            now=now - timedelta(days=20),
        )  # fmt: skip
        if number == 2:
            pause(site.store, sheet.number, "The sheet is no longer shared with us: share it again.", now)
    site.serve(LEADSHEET_TZ="Europe/Paris")
    for _ in range(40):
        body = json.dumps({"jobtitle": chance.choice(["CEO", "Intern", "Head of Growth"]), "companysize": "11-50"})
        asked = urllib.request.Request(
            f"{site.address}/predict", body.encode(), {"Content-Type": "application/json"}, method="POST"
        )
        urllib.request.urlopen(asked, timeout=10).read()
    worker = site.start(LEADSHEET_TZ="Europe/Paris")
    site.until_at_work()
    site.ask("20261123-0702-kmwxyz", document)
    site.ended("20261123-0702-kmwxyz")
    site.ask("20261123-0705-failed", document)
    site.ended("20261123-0705-failed")
    site.kill(worker)
    with site.store.writing() as transaction:
        transaction.run(
            "UPDATE runs SET state = 'failed', kind = 'not_shared', sentence = ? WHERE name = ?",
            "The sheet is not shared with the service account: share it with that address as Editor, then try again.",
            "20261123-0705-failed",
        )
        outcomes = {"column": "Reply", "top": 20, "known": 12, "positive": 7, "all_known": 34, "all_positive": 9}
        transaction.run("UPDATE runs SET outcomes = ? WHERE name = ?", json.dumps(outcomes), "20261123-0702-kmwxyz")
    other = site.sheet(3000)
    site.ask("20261123-0801-runing", other)
    from app.store.run_progress import Progress, begin

    begin(site.store, "20261123-0801-runing", "w", now - timedelta(seconds=20))
    word = Progress(site.store, "20261123-0801-runing", "w")
    word.reached(1240, 3000, 7, "2026.11.22-7a9af46d")
    word.phase("Writing, row 1,241", 0)
    check = f"{site.address}/check/{document.id}/{document.sheet('Leads').id}"
    several = site.fake.new_spreadsheet("Several", sheets={"May": [["Name"]], "June": [["Name"]]}, rows=5, columns=5)
    long = "W" * 90  # as no word is, but as addresses are
    odd = site.fake.new_spreadsheet(long, sheets={long: [["Job title", long], ["CEO", long]]}, rows=5, columns=5)
    return {
        "preview": f"{check}/preview",
        "odd sheet": f"{site.address}/check/{odd.id}/{odd.sheet(long).id}",
        "sheet": f"{site.address}/sheets/1",
        "tabs": f"{site.address}/tabs/{several.id}",
        "unsubscribe": f"{site.address}/unsubscribe?token={token(SECRET, 'ana@example.org')}",
        "file that cannot be read": file_given(site, ("files", {"file": ("leads.csv", b"Name\nAna\n", "text/csv")})),
        "start": site.address,
        "check": check,
        "running": f"{site.address}/runs/20261123-0801-runing",
        "result": f"{site.address}/runs/20261123-0702-kmwxyz",
        "failed": f"{site.address}/runs/20261123-0705-failed",
        "sheets": f"{site.address}/sheets",
        "runs": f"{site.address}/runs",
        "model": f"{site.address}/card",
        "monitor": f"{site.address}/monitor",
        "problem": f"{site.address}/runs/never",
        "file": scored_sample(site),
        "unreachable": f"{site.address}/check/{'1' * 44}/0",
    }


def scored_sample(site: Site) -> str:
    """Where the result of the sample file is."""
    return file_given(site, ("files/sample", None))


def file_given(site: Site, given: tuple[str, Any]) -> str:
    """Where what came of a file is."""
    where, files = given
    with requests.Session() as person:
        word = re.search(r'name="csrf_token" value="([^"]+)"', person.get(site.address, timeout=10).text)
        assert word is not None
        taken = person.post(f"{site.address}/{where}", data={"csrf_token": word[1]}, files=files, timeout=30)
        wait_until(lambda: "http-equiv" not in person.get(taken.url, timeout=10).text)
        return taken.url
