"""The monitor, on both databases: what it says is what the database, the log and the counters hold."""

import gzip
import html
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from app.config import ROOT, SHIPPED_MODEL, Settings
from app.reports import stored_verdict
from app.reports.departures import Baseline, What
from app.reports.verdict import Bands, Figures, Finding, Overall, Verdict
from app.scoring.stored import stored_manifest
from app.scoring.verdict import confidence_of, label_of
from app.store.database import Store
from app.store.journal import Entry, LoggedLead
from app.store.keeping import keep
from app.store.mails import ask, claim, unknown
from app.store.migrating import migrate
from app.store.prediction_log import LogStatus
from app.store.registered_sheets import pause, register
from app.store.volume import latest, score_spread, volume
from app.store.weeks import StoredWeek, keep_week
from app.store.workers import enter
from app.web.pages import monitor_weeks
from app.web.pages.figures import percent
from app.web.pages.monitor_health import log_part, model_part
from app.web.pages.monitor_volume import DAYS, days_until
from tests.store.conftest import empty_url, postgresql, store, url
from tests.store.entries import FACTS

__all__ = ["empty_url", "postgresql", "store", "url"]

VERSION = stored_manifest(SHIPPED_MODEL).version
THRESHOLDS = stored_manifest(SHIPPED_MODEL).thresholds
HOSTILE = '"><script>alert(1)</script>'
FAR = {"REMOTE_ADDR": "192.0.2.7"}
PARIS = ZoneInfo("Europe/Paris")
MARK = bytes(range(16))


@pytest.fixture
def settings(url: str, tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "web", database=url, zone="Europe/Paris")


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    return create_app(settings).test_client()


def words_of(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).replace("\N{NO-BREAK SPACE}", " ").split())


def said(client: FlaskClient, address: str = "/monitor") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return words_of(answer.get_data(as_text=True))


def entry(at: datetime, source: str, scores: list[float], version: str = VERSION) -> Entry:
    return Entry(at, source, version, "request-7", [LoggedLead(score, MARK, FACTS) for score in scores])


def log(settings: Settings, *entries: Entry) -> None:
    keep(settings.places, entries, 365)


def test_an_empty_database_says_what_will_appear(client: FlaskClient) -> None:
    page = client.get("/monitor").get_data(as_text=True)
    told = words_of(page)
    for sentence in (
        "No lead was scored in the last 28 days.",
        "No lead was scored in the last 7 days.",
        "No week has been judged yet.",
        "Nothing has been scored yet.",
        "No worker is at work",
        "No mail is stuck, refused or put off.",
        "No sheet is scored by a schedule.",
        "all that was scored is in the database",
        VERSION,
    ):
        assert sentence in told
    assert 'role="img"' not in page


def test_leads_a_day_are_those_in_the_log(client: FlaskClient, settings: Settings) -> None:
    now = datetime.now(UTC)
    entries = [
        entry(now - timedelta(days=back, hours=hours), source, [0.3] * leads)
        for back, hours, source, leads in [
            (0, 0, "sheet", 3),
            (0, 0, "api", 1),
            (1, 23, "batch", 7),
            (9, 11, "sheet", 1200),
            (27, 0, "file", 5),
            (30, 0, "file", 99),
        ]
    ]
    log(settings, *entries)
    wanted = Counter[str]()
    for one in entries[:-1]:
        wanted[f"{one.at.astimezone(PARIS).day} {one.at.astimezone(PARIS):%b}"] += len(one.leads)
    page = client.get("/monitor").get_data(as_text=True)
    table = page[page.index("Leads a day as a table") :]
    rows = re.findall(r'<th scope="row" class="nowrap">(.*?)</th>(.*?)</tr>', table[: table.index("</table>")], re.S)
    days = {day: re.findall(r">([\d,]+)<", cells) for day, cells in rows}
    assert len(days) == DAYS
    assert {day: cells[-1] for day, cells in days.items() if cells[-1] != "0"} == {
        day: f"{leads:,}" for day, leads in wanted.items()
    }
    for cells in days.values():
        *by_source, total = (int(cell.replace(",", "")) for cell in cells)
        assert sum(by_source) == total
    assert f"{sum(wanted.values()):,} in the last 28 days" in words_of(page)


def test_a_day_is_one_of_the_team_s_zone() -> None:
    days = dict(days_until(datetime(2026, 10, 26, 12, tzinfo=UTC), PARIS))
    assert len(days) == DAYS
    lengths = {day.isoformat(): (end.astimezone(UTC) - begin.astimezone(UTC)) for day, (begin, end) in days.items()}
    assert lengths["2026-10-25"] == timedelta(hours=25)  # clocks go back
    assert lengths["2026-10-24"] == timedelta(hours=24)
    spans = list(days.values())
    assert all(spans[at][1] == spans[at + 1][0] for at in range(DAYS - 1))
    late = days_until(datetime(2026, 10, 26, 23, 30, tzinfo=UTC), PARIS)
    assert late[-1][0].isoformat() == "2026-10-27"


def test_volume_takes_the_beginning_and_leaves_the_end(store: Store, settings: Settings) -> None:
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=10)  # is still kept
    hour = timedelta(hours=1)
    log(settings, entry(noon, "api", [0.1]), entry(noon + hour, "api", [0.1] * 2), entry(noon + hour, "file", [0.2]))
    spans = [(noon, noon + hour), (noon + hour, noon + 2 * hour), (noon + 2 * hour, noon + 3 * hour)]
    assert volume(store, spans) == [{"api": 1}, {"api": 2, "file": 1}, {}]
    assert volume(store, []) == []


def test_scores_are_those_of_the_model_that_serves(client: FlaskClient, settings: Settings, store: Store) -> None:
    now = datetime.now(UTC)
    scores = [0.1, 0.3999, 0.4, 0.45, 0.45, 0.4999, 0.5, 0.6, 0.69, 0.7]
    log(
        settings,
        entry(now - timedelta(days=1), "api", scores),
        entry(now - timedelta(days=2), "api", [0.9] * 3, "older"),
        entry(now - timedelta(days=2), "api", [0.2], "2020.01.01-00000000"),
        entry(now - timedelta(days=8), "api", [0.9] * 5),
    )
    spread = score_spread(store, now - timedelta(days=7), now, VERSION)
    assert spread.scores == sorted(Counter(scores).items())
    assert spread.others == 4
    told = said(client)
    assert "10 leads scored by the model that serves now. 4 scored by other models are left out" in told
    engaged = sum(label_of(score, THRESHOLDS) == "engaged" for score in scores) / len(scores)
    assert f"engaged {percent(engaged)}" in told
    for band in ("high", "medium", "low"):
        share = sum(confidence_of(score, THRESHOLDS) == band for score in scores) / len(scores)
        assert f"{band} {percent(share)}" in told


def test_only_other_models_scored(client: FlaskClient, settings: Settings) -> None:
    log(settings, entry(datetime.now(UTC) - timedelta(hours=1), "api", [0.9] * 4, "older"))
    assert "All 4 leads of the last 7 days were scored by other models" in said(client)


def test_the_latest_are_shown_newest_first(client: FlaskClient, settings: Settings, store: Store) -> None:
    now = datetime.now(UTC).replace(microsecond=0)
    ages = [timedelta(minutes=7 * number) for number in range(60)]
    log(settings, *(entry(now - age, "sheet", [number / 100]) for number, age in enumerate(ages)))
    page = client.get("/monitor").get_data(as_text=True)
    rows = re.findall(r"<tr><td.*?</tr>", page[page.index('<table class="predictions">') :], re.S)
    assert [re.findall(r"0\.\d{4}", row)[0] for row in rows] == [f"{number / 100:.4f}" for number in range(50)]
    assert all(VERSION in row and "Google Sheets" in row for row in rows)
    assert [one.score for one in latest(store, 0, 1, 3)] == [0, 0.01, 0.02]
    assert latest(store, 0, 1, 1)[0].at == now


def test_the_latest_are_filtered_by_score(client: FlaskClient, settings: Settings) -> None:
    log(settings, entry(datetime.now(UTC), "api", [0.1, 0.5, 0.7, 0.9]))
    told = said(client, "/monitor?from=0.5&to=0,7")
    shown = told[told.index("The latest predictions") :]
    assert "0.5000" in shown
    assert "0.7000" in shown
    assert "0.1000" not in shown
    assert "0.9000" not in shown
    assert "None of the last 10,000 predictions has a score from 0.95 to 1" in said(client, "/monitor?from=.95")


@pytest.mark.parametrize("query", ["from=nan&to=inf", "from=-5&to=7e99", "from=%22%3E%3Cscript%3E", "from=&to=", "x=1"])
def test_a_filter_that_is_no_score_is_no_filter(client: FlaskClient, settings: Settings, query: str) -> None:
    log(settings, entry(datetime.now(UTC), "api", [0.1, 0.9]))
    told = said(client, f"/monitor?{query}")
    assert "0.1000" in told
    assert "0.9000" in told


def test_a_label_is_shown_only_of_the_model_that_serves(client: FlaskClient, settings: Settings) -> None:
    now = datetime.now(UTC)
    log(settings, entry(now, "api", [0.9], "older"))
    assert "not known here" in client.get("/monitor").get_data(as_text=True)
    log(settings, entry(now, "api", [0.9]))
    assert 'badge good">engaged' in client.get("/monitor").get_data(as_text=True)


def test_neither_facts_nor_marks_are_shown(client: FlaskClient, settings: Settings) -> None:
    log(settings, entry(datetime.now(UTC), "api", [0.9]))
    page = client.get("/monitor").get_data(as_text=True)
    assert "fact " not in page.replace("without facts", "")
    assert MARK.hex() not in page
    assert "request-7" not in page


def test_hostile_words_in_the_log_stay_words(client: FlaskClient, settings: Settings) -> None:
    log(settings, entry(datetime.now(UTC), "<b>x</b>", [0.5], HOSTILE))
    page = client.get("/monitor").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert HOSTILE in words_of(page)


def finding(name: str | None, measure: str = "blanks", before: str = "4 %", after: str = "31 %") -> Finding:
    return Finding(
        *(name, "company size" if name else "leads scored", What.BLANKS, measure, before, after, Baseline.USUAL),
        *("your 4 weeks before", 0.01, 0.02, 0.3, 0.12, 0.04, f"Why <b>{name}</b> matters."),
    )


def judged(overall: Overall, findings: tuple[Finding, ...] = (), standing: tuple[Finding, ...] = ()) -> Verdict:
    bands = Bands(0.5, 0.4, 0.1)
    figures = Figures(80, 1, 80, 75.0, 4, 0.1, 0.1, bands, bands)
    sentence = f"{overall.capitalize()}: company size, blanks 4 % -> 31 %, among 80 leads this week."
    return Verdict(overall, sentence, findings, standing, (), "", figures)


def keep_verdict(store: Store, period: str, verdict: Verdict, report: bytes | None = None) -> None:
    keep_week(store, period, datetime.now(UTC), str(verdict.overall), stored_verdict.verdict_facts(verdict), report, "")


def test_weeks_are_shown_with_what_moved(client: FlaskClient, store: Store) -> None:
    keep_verdict(store, "2026-W46", judged(Overall.STABLE))
    act = judged(Overall.ACT, (finding("companysize"), finding(None, "", "75", "20")), (finding("summary"),))
    keep_verdict(store, "2026-W47", act, gzip.compress(b"a page"))
    page = client.get("/monitor").get_data(as_text=True)
    assert page.index("2026-W47") < page.index("2026-W46")
    assert 'badge act">Act' in page
    assert 'badge good">Stable' in page
    assert 'href="/reports/2026-W47"' in page
    assert 'href="/reports/2026-W46"' not in page
    told = words_of(page)
    assert "Company size, blanks 4 % → 31 %, among 80 leads this week." in told
    assert "company size , blanks 4 % → 31 % Why <b>companysize</b> matters." in told
    assert "leads scored 75 → 20" in told
    history = page[page.index('<table class="history">') :]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', history, re.S)
    marks = {title: re.findall(r'class="hidden">(.*?)<', cells) for title, cells in rows}
    assert marks == {
        "company size": ["found", "no"],
        "leads scored": ["found", "no"],
        "profile summary": ["as before", "no"],
    }


def test_at_most_twelve_weeks(client: FlaskClient, store: Store) -> None:
    for number in range(20, 40):
        keep_verdict(store, f"2026-W{number}", judged(Overall.STABLE))
    page = client.get("/monitor").get_data(as_text=True)
    assert re.findall(r"<h3>(2026-W\d\d)</h3>", page) == [f"2026-W{number}" for number in range(39, 27, -1)]


def test_weeks_without_a_verdict_say_why(client: FlaskClient, store: Store) -> None:
    now = datetime.now(UTC)
    keep_week(store, "2026-W40", now, "no verdict", {"no_verdict": f"No reference {HOSTILE}"}, None, "")
    keep_week(store, "2026-W41", now, "act", {"format": 99}, None, "")
    keep_week(store, "2026-W42", now, HOSTILE[:20], {"format": 1, "verdict": {"overall": 7}}, None, "")
    page = client.get("/monitor").get_data(as_text=True)
    told = words_of(page)
    assert "<script>alert" not in page
    assert f"No verdict No reference {HOSTILE}" in told
    assert "judged by another version of Leadsheet" in told
    assert "What was stored of this week is damaged" in told


def test_the_page_reads_a_verdict_as_it_is_kept(application: Flask) -> None:
    verdict = judged(Overall.LOOK, (finding("companysize"), finding(None)), (finding("summary"),))
    week = StoredWeek(
        "2026-W47", datetime.now(UTC), "look", stored_verdict.verdict_facts(verdict), has_report=False, note=""
    )
    with application.test_request_context():
        shown = monitor_weeks.shown_week(week)
    assert monitor_weeks.FORMAT == stored_verdict.FORMAT
    for mine, theirs in zip((*shown.findings, *shown.standing), (*verdict.findings, *verdict.standing), strict=True):
        for name in ("name", "title", "measure", "before", "after", "why", "since"):
            assert getattr(mine, name) == getattr(theirs, name)
    with application.test_request_context():
        assert {monitor_weeks.overall_words(str(one)).lower() for one in Overall} == {str(one) for one in Overall}


def test_workers_that_live_and_that_are_gone(client: FlaskClient, store: Store) -> None:
    enter(store, "here", os.getpid(), datetime(2026, 11, 20, 6, tzinfo=UTC))
    assert "at work 1 at work, since 20 November 2026, 07:00." in said(client, "/monitor/now")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    enter(store, "ended", ended.pid, datetime.now(UTC))
    with store.writing() as transaction:
        transaction.run("UPDATE workers SET born = 'long ago' WHERE name = 'ended'")
    assert "1 at work, since 20 November 2026, 07:00. 1 ended without a word." in said(client, "/monitor/now")


def test_mails_held_up_are_counted_and_nobody_is_named(client: FlaskClient, store: Store) -> None:
    now = datetime.now(UTC)
    ask(store, "digest", "2026-W47", ["ana@example.org", "ben@example.org"], {}, lambda who: f"<{who}>", now)
    mail = claim(store, now)
    assert mail is not None
    unknown(store, mail, now, "Nobody knows whether it was sent.")
    told = said(client, "/monitor/now")
    assert "held up 1 stuck, 0 refused, 0 put off. Nobody knows whether it was sent." in told
    assert "@example.org" not in told


def test_a_paused_sheet_says_why(client: FlaskClient, store: Store) -> None:
    now = datetime.now(UTC)
    for tab in (1, 2):
        sheet = register(
            store,
            spreadsheet_id="s",
            sheet_id=tab,
            document="Pipeline",
            tab=HOSTILE,
            owner="",
            every="day",
            at="07:00",
            weekday=0,
            zone="UTC",
            wishes={},
            now=now,
        )
    assert "2 on schedule, none paused." in said(client, "/monitor/now")
    pause(store, sheet.number, "It is not shared with us.", now)
    page = client.get("/monitor/now").get_data(as_text=True)
    assert f"1 of 2 paused. “Pipeline”, tab “{HOSTILE}”: It is not shared with us." in words_of(page)
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    ("status", "look", "wanted"),
    [
        (None, "look", "LOG_PREDICTIONS is off"),
        (LogStatus(True), "good", "Nothing waits"),
        (LogStatus(True, backlog_bytes=12_300), "good", "12 KB wait"),
        (LogStatus(True, backlog_bytes=20_000_000), "look", "20.0 MB wait"),
        (LogStatus(True, problem="The database is away."), "act", "The database is away."),
        (LogStatus(True, lost_leads=1234, problem="Full."), "act", "1,234 leads were answered and not kept. Full."),
    ],
)
def test_how_the_log_stands(application: Flask, status: LogStatus | None, look: str, wanted: str) -> None:
    with application.test_request_context():
        part = log_part(status)
    assert part.look == look
    assert wanted in part.sentence


def test_a_model_with_a_problem_is_to_be_looked_at(application: Flask) -> None:
    with application.test_request_context():
        assert [model_part(*one).look for one in (("v1", ""), ("v1", "Slow."), ("", "There is none."))] == [
            "good",
            "look",
            "act",
        ]


def test_without_a_model(settings: Settings, tmp_path: Path) -> None:
    client = create_app(replace(settings, model=tmp_path)).test_client()
    log(settings, entry(datetime.now(UTC), "api", [0.9]))
    told = said(client)
    assert "Model missing There is no manifest.json in the model folder" in told
    assert "1 in the last 28 days" in told
    assert "0.9000" in told


def test_with_the_database_away_the_rest_is_shown(client: FlaskClient, store: Store) -> None:
    with store.writing() as transaction:
        transaction.run("DROP TABLE predictions")
        transaction.run("DROP TABLE workers")
    told = said(client)
    assert "Database away" in told
    assert f"Version {VERSION} is loaded." in told
    assert "The rest of this page is in the database. The database" in told
    assert "How long answers take" in told
    store.close()


def test_the_live_part_is_a_part(client: FlaskClient) -> None:
    client.get("/health")
    answer = client.get("/monitor/now")
    page = answer.get_data(as_text=True)
    assert "<html" not in page
    assert page.count("<section") == 2
    assert re.search(r"<code>/health</code></th><td[^>]*>[\d,]+</td>", page)
    assert answer.headers["Cache-Control"] == "no-store"
    whole = client.get("/monitor").get_data(as_text=True)
    assert 'hx-get="/monitor/now" hx-trigger="every 10s"' in whole
    assert not re.search(r"\sstyle=|<style|<script(?! src=)|\son\w+=", whole)


@pytest.mark.parametrize("address", ["/card", "/monitor", "/monitor/now"])
def test_strangers_see_nothing(application: Flask, address: str) -> None:
    assert application.test_client().get(address, environ_base=FAR).status_code == 403


@pytest.mark.parametrize("address", ["/card", "/monitor", "/monitor/now"])
def test_every_language_has_its_page(application: Flask, address: str) -> None:
    for language in ("en", "fr"):
        page = application.test_client().get(f"{address}?lang={language}").get_data(as_text=True)
        assert "%(" not in page
        assert "%%" not in page


def test_ids_are_there_once(client: FlaskClient, settings: Settings, store: Store) -> None:
    log(settings, entry(datetime.now(UTC), "api", [0.2, 0.9]))
    keep_verdict(store, "2026-W47", judged(Overall.LOOK, (finding("companysize"),)))
    page = client.get("/monitor").get_data(as_text=True)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert page.count('role="img"') == 4
    for named in re.findall(r'aria-labelledby="([^"]+)"', page):
        assert set(named.split()) <= set(ids)


def test_the_pages_import_nothing_heavy(tmp_path: Path) -> None:
    heavy = ("evidently", "pandas", "sqlalchemy", "sklearn", "scipy", "dbos", "matplotlib", "plotly")
    migrate(Settings(data=tmp_path).places.database_url)  # makes the tables, for which SQLAlchemy is needed once
    program = (
        "import sys; from pathlib import Path; from app import create_app; from app.config import Settings; "
        f"client = create_app(Settings(data=Path({str(tmp_path)!r}))).test_client(); "
        "assert [client.get(one).status_code for one in ('/card', '/monitor', '/monitor/now')] == [200] * 3; "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert told.returncode == 0, told.stderr
    assert told.stdout.strip() == "[]"
