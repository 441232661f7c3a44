"""Weeks for the weekly mail: a model of its facts, to be changed with `replace`."""

from datetime import datetime
from zoneinfo import ZoneInfo

from app.reports.departures import Baseline, What
from app.reports.digest import (
    BestLead,
    BestOfSheet,
    Digest,
    FailedRun,
    Outcomes,
    PausedSheet,
    StuckMail,
    Volume,
)
from app.reports.verdict import Bands, Figures, Finding, Overall, Verdict

PARIS = ZoneInfo("Europe/Paris")
SHEET = "https://docs.google.com/spreadsheets/d/1kYxV0mQ3bJ7wZ2eTn5aRcUuHsLgPdFoI8qE4vN6xM9A/edit#gid=0&range=A"

COMPANY_SIZE = Finding(
    name="companysize",
    title="company size",
    what=What.BLANKS,
    measure="blanks",
    before="4 %",
    after="31 %",
    baseline=Baseline.USUAL,
    since="your 4 weeks before",
    p=0.0001,
    q=0.002,
    effect=0.27,
    importance=0.12,
    weight=0.0324,
    why="12 % of what moves scores comes from company size. "
    "Where it is blank a lead is scored from its other fields alone.",
)
INDUSTRY = Finding(
    name="industry",
    title="industry",
    what=What.UNKNOWN,
    measure="rare or unknown categories (mostly “Farming”)",
    before="6 %",
    after="19 %",
    baseline=Baseline.TRAINING,
    since="the leads the model learned from",
    p=0.001,
    q=0.01,
    effect=0.13,
    importance=0.1,
    weight=0.013,
    why="10 % of what moves scores comes from industry. "
    "Of categories that it hardly met the model knows little: they count as average.",
)
SCORES = Finding(
    name=None,
    title="scores",
    what=What.SCORES,
    measure="median",
    before="0.48",
    after="0.39",
    baseline=Baseline.TRAINING,
    since="the leads the model learned from",
    p=0.001,
    q=0.01,
    effect=0.18,
    importance=1.0,
    weight=0.18,
    why="Scores stand on all fields together: more or fewer leads are now called high or low for other reasons.",
)
FIGURES = Figures(
    leads=84,
    weeks=1,
    week_leads=84,
    usual_leads=80.0,
    usual_weeks=4,
    blank_share=0.14,
    usual_blank_share=0.11,
    bands=Bands(0.25, 0.44, 0.31),
    usual_bands=Bands(0.29, 0.43, 0.28),
)
ACT = Verdict(
    overall=Overall.ACT,
    sentence="Act: company size, blanks 4 % -> 31 % and 1 more, among 84 leads this week.",
    findings=(COMPANY_SIZE, INDUSTRY),
    standing=(),
    absent=("skills",),
    absent_sentence="Not in your sheets: skills. 3 % of what moves scores would come from it.",
    figures=FIGURES,
)
STABLE = Verdict(
    overall=Overall.STABLE,
    sentence="Stable: the 84 leads this week are like those the model knows.",
    findings=(),
    standing=(),
    absent=(),
    absent_sentence="",
    figures=FIGURES,
)
LOOK = Verdict(
    overall=Overall.LOOK,
    sentence="Look: industry, rare or unknown categories (mostly “Farming”) 6 % -> 19 %, among 84 leads this week.",
    findings=(INDUSTRY,),
    standing=(SCORES,),
    absent=(),
    absent_sentence="",
    figures=FIGURES,
)
TOO_FEW = Verdict(
    overall=Overall.TOO_FEW,
    sentence="Too few to judge: 12 leads in 4 weeks, and at least 40 are needed.",
    findings=(),
    standing=(),
    absent=(),
    absent_sentence="",
    figures=Figures(12, 4, 5, None, 0, 0.14, 0.11, Bands(0.25, 0.5, 0.25), Bands(0.29, 0.43, 0.28)),
)


def lead(row: int, score: float, reasons: str, name: str = "") -> BestLead:
    high = "high" if score >= 0.7 else "medium"
    return BestLead(row, f"{SHEET}{row}", score, "engaged", high, reasons, name)


CONTACTS = BestOfSheet(
    document="Leads 2026",
    tab="Contacts",
    new=52,
    leads=(
        lead(143, 0.91, "+ decision power 0.9; + C-Level; + founded 2021; - no profile summary"),
        lead(88, 0.88, "+ company fit 2; + senior; + 3 languages; - company type Public Company"),
        lead(150, 0.86, "+ C-Level; + company size 11-50; - founded 1998"),
        lead(97, 0.83, "+ engagement 0.8; + industry Computer Software; - other geography"),
        lead(121, 0.79, "+ senior; + founded 2019; - no company size"),
        lead(135, 0.78, "+ company fit 2; + international hub; - 1 language"),
        lead(102, 0.74, "+ decision power 0.7; + profile summary of 812 characters; - founded 2003"),
        lead(91, 0.71, "+ senior; + company size 51-200; - no skills"),
        lead(128, 0.66, "+ engagement 0.6; + 2 languages; - mid level"),
        lead(140, 0.61, "+ founded 2020; - entry level; - no company size"),
    ),
    sentence="",
)
FAIR = BestOfSheet(
    document="Trade fair Lyon",
    tab="Badges",
    new=32,
    leads=(
        lead(12, 0.84, "+ C-Level; + company size 11-50; - no languages"),
        lead(31, 0.77, "+ industry Law Practice; + senior; - founded 1987"),
        lead(7, 0.69, "+ company fit 2; - no profile summary"),
    ),
    sentence="",
)
QUIET = Digest(
    period="2026-W47",
    begin=datetime(2026, 11, 16, tzinfo=PARIS),
    end=datetime(2026, 11, 23, tzinfo=PARIS),
    verdict=STABLE,
    no_verdict="",
    volume=Volume(leads=84, usual_leads=80.0, looked_at=87, unscored=2, refused=1, runs=14, failed=()),
    best=(CONTACTS, FAIR),
    outcomes=(
        Outcomes("Leads 2026", "Contacts", "Replied", 20, 12, 7),
        Outcomes("Trade fair Lyon", "Badges", "Met", 20, 3, 1),
    ),
    paused=(),
    stuck=(),
    late="",
    report_url="https://leads.example.com/reports/2026-W47",
    report_note="",
    unsubscribe_url="https://leads.example.com/unsubscribe?t=Zk3vQ9",
)
FAILED = FailedRun(
    "Trade fair Lyon",
    "Badges",
    3,
    datetime(2026, 11, 20, 6, 0, tzinfo=PARIS),
    "Google did not answer within 60 seconds; the next run tries again.",
)
PAUSED = PausedSheet("Partners", "Sheet1", "The sheet is no longer shared with the robot: share it again as an editor.")
STUCK = StuckMail("weekly digest", "2026-W46", "sales@example.com")
NOTHING = Volume(leads=0, usual_leads=80.0, looked_at=0, unscored=0, refused=0, runs=7, failed=())
