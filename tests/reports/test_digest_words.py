"""Subjects, headlines, dates, and the one next step."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from app.reports.departures import What
from app.reports.digest import Digest, Outcomes, Volume
from app.reports.digest_step import Urgency, checking, next_step
from app.reports.digest_words import dates, headline, moment, status, subject, week_words
from app.reports.rendering import render_digest
from app.reports.verdict import Verdict
from tests.reports import mails

QUIET = mails.QUIET
NOTHING = replace(QUIET, verdict=None, volume=mails.NOTHING, best=(), outcomes=())
FAILED = replace(QUIET.volume, failed=(mails.FAILED,))


def with_verdict(verdict: Verdict | None) -> Digest:
    return replace(QUIET, verdict=verdict)


@pytest.mark.parametrize(
    ("digest", "said"),
    [
        (QUIET, "stable - 84 leads"),
        (with_verdict(mails.ACT), "check company size - blanks 4 % -> 31 %"),
        (with_verdict(mails.LOOK), "look at industry - rare or unknown categories 6 % -> 19 %"),
        (with_verdict(mails.TOO_FEW), "too few to judge - 84 leads"),
        (with_verdict(None), "no verdict - 84 leads"),
        (NOTHING, "nothing scored"),
        (replace(NOTHING, paused=(mails.PAUSED,)), "nothing scored - 1 sheet paused"),
        (
            replace(QUIET, volume=FAILED, paused=(mails.PAUSED,) * 2),
            "stable - 84 leads, 2 sheets paused, 3 failed runs",
        ),
        (replace(QUIET, volume=replace(QUIET.volume, leads=1)), "stable - 1 lead"),
        (replace(QUIET, volume=replace(QUIET.volume, leads=12_345)), "stable - 12,345 leads"),
        (
            with_verdict(replace(mails.ACT, findings=(replace(mails.INDUSTRY, title="x" * 99, measure="y" * 99),))),
            f"check {'x' * 29}… - 6 % -> 19 %",
        ),
    ],
)
def test_the_subject_says_the_verdict(digest: Digest, said: str) -> None:
    assert subject(digest) == f"Lead scoring, week 47: {said}"


@pytest.mark.parametrize(
    ("volume", "said"),
    [
        (mails.NOTHING, "No lead was scored: 7 runs found no lead to score."),
        (replace(mails.NOTHING, runs=0), "No lead was scored: no run took place."),
        (replace(mails.NOTHING, runs=3, failed=(mails.FAILED,)), "No lead was scored: every run failed."),
        (
            replace(mails.NOTHING, looked_at=1_200, unscored=1_200),
            "No lead was scored: 7 runs looked at 1,200 leads, and had nothing new to score.",
        ),
    ],
)
def test_why_nothing_was_scored(volume: Volume, said: str) -> None:
    digest = replace(NOTHING, volume=volume)
    assert (status(digest).word, headline(digest)) == ("Nothing scored", said)


def test_the_headline_does_not_say_the_verdict_twice() -> None:
    assert headline(QUIET) == "The 84 leads this week are like those the model knows."
    assert headline(with_verdict(mails.ACT)).startswith("Company size, blanks 4 % -> 31 %")
    assert headline(with_verdict(mails.TOO_FEW)) == "12 leads in 4 weeks, and at least 40 are needed."
    assert headline(with_verdict(None)) == "84 leads scored."
    assert headline(replace(QUIET, verdict=None, no_verdict="No reference")) == "No reference."


@pytest.mark.parametrize(
    ("begin", "end", "said"),
    [
        (datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 23, tzinfo=UTC), "16 to 22 November 2026"),
        (datetime(2026, 11, 30, tzinfo=UTC), datetime(2026, 12, 7, tzinfo=UTC), "30 November to 6 December 2026"),
        (datetime(2026, 12, 28, tzinfo=UTC), datetime(2027, 1, 4, tzinfo=UTC), "28 December 2026 to 3 January 2027"),
        (datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 17, tzinfo=UTC), "16 November 2026"),
        (datetime(2026, 11, 16, tzinfo=UTC), datetime(2026, 11, 16, tzinfo=UTC), "16 November 2026"),
    ],
)
def test_dates(begin: datetime, end: datetime, said: str) -> None:
    assert dates(begin, end) == said


def test_moments_are_told_in_the_teams_zone() -> None:
    failed = replace(mails.FAILED, last=datetime(2026, 11, 19, 23, 30, tzinfo=UTC))
    mail = render_digest(replace(QUIET, volume=replace(QUIET.volume, failed=(failed,))))
    assert "last on Friday 20 November at 00:30" in mail.text
    assert moment(datetime(2026, 3, 1, 6, 5, tzinfo=UTC)) == "Sunday 1 March at 06:05"


def test_weeks_without_a_number_are_shown_as_they_are() -> None:
    assert [week_words(period) for period in ("2026-W05", "November", "")] == ["week 5", "November", "this week"]


def test_the_next_step_is_the_first_that_matters() -> None:
    """Take away what matters most, one after the other, and the next comes up."""
    week = replace(QUIET, verdict=mails.ACT, volume=FAILED, paused=(mails.PAUSED,) * 3, stuck=(mails.STUCK,))
    steps = []
    for without in (
        {},
        {"paused": ()},
        {"volume": QUIET.volume},
        {"verdict": mails.LOOK},
        {"verdict": None},
        {"verdict": mails.STABLE},
        {"stuck": ()},
        {"best": ()},
    ):
        week = replace(week, **without)
        steps.append(next_step(week))
    assert [step.words.split(":")[0] for step in steps] == [
        "Mend “Partners”, tab “Sheet1”, and resume it",
        "Look at “Trade fair Lyon”, tab “Badges”",
        "Check the column for company size in your sheets",
        "Check the column for industry in your sheets",
        "Mend what keeps the verdict away, as said above",
        "Ask sales@example.com whether the mail “weekly digest for 2026-W46” came",
        "Write to the best new lead",
        "Nothing to do this week.",
    ]
    assert steps[0].words.endswith(" Below: 2 more sheets.")
    assert steps[6].words.endswith(": row 143 of “Leads 2026”, tab “Contacts”, 91 %.")
    assert steps[6].url.endswith("A143")
    must, look, none = Urgency.MUST, Urgency.LOOK, Urgency.NONE
    assert [step.urgency for step in steps] == [must, must, must, look, look, look, none, none]


def test_nobody_is_sent_to_a_lead_that_is_not_called_engaged() -> None:
    weak = replace(mails.FAIR, leads=tuple(replace(lead, label="not_engaged") for lead in mails.FAIR.leads))
    assert next_step(replace(QUIET, best=(weak,))).words == "Nothing to do this week."
    assert next_step(NOTHING).words.startswith("Nothing to do. If you expected leads")


@pytest.mark.parametrize("what", What)
def test_everything_that_moves_has_something_to_check(what: What) -> None:
    assert checking(replace(mails.INDUSTRY, what=what)).startswith("Check ")


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        ((20, 12, 7), "7 of 12 known outcomes positive (58 %), among the 20 best leads.\n"),
        ((20, 9, 0), "0 of 9 known outcomes positive (0 %), among the 20 best leads. Too few\n  to mean much."),
        ((20, 0, 0), "None of the 20 best leads has a known outcome yet."),
    ],
)
def test_outcomes(outcomes: tuple[int, int, int], said: str) -> None:
    mail = render_digest(replace(QUIET, outcomes=(Outcomes("Leads 2026", "Contacts", "Replied", *outcomes),)))
    assert said in mail.text


def test_the_share_scored_is_of_the_leads_looked_at() -> None:
    assert QUIET.volume.share_scored == pytest.approx(84 / 87)
    assert mails.NOTHING.share_scored is None
    assert replace(QUIET.volume, unscored=900).share_scored == 0
