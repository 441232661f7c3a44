"""Which columns tell outcomes, and which only sound like it."""

import pytest

from app.leads.header_map import Column, Use
from app.leads.headers import map_headers
from app.leads.outcomes import may_count


def one(header: str, *cells: object) -> Column:
    return map_headers([header], [[cell] for cell in cells]).columns[0]


@pytest.mark.parametrize(
    ("why", "headers"),
    [
        (
            "behaviour",
            "TotalVisits, website_visits, Page Views Per Visit, Last seen, user_activity_var_3, Website visits",
        ),
        ("a date", "first_contact_date, firstContactedDate, firstMessageAt, First contacted"),
        ("a permission", "Do Not Email, Do Not Contact"),
        ("an amount", "Client Size By Revenue, Opportunity Amount USD, Deal value, Montant de l'affaire"),
        ("a duration", "Elapsed Days In Sales Stage"),
        ("a text", "mensaje, Message, Nachricht, Last message, Reply text, Messaggio"),
        ("somebody's name", "Deal owner, Opportunity Owner"),
        ("a number to know it by", "Opportunity Number, Deal ID"),
    ],
)
def test_what_only_sounds_like_an_outcome_is_said_for_what_it_is(why: str, headers: str) -> None:
    for header in headers.split(", "):
        column = one(header)
        assert (column.use, column.why) == (Use.UNUSED, why), header


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("TotalVisits", [5, 0, 2]),
        ("Do Not Email", ["No", "Yes", "No"]),
        ("Client Size By Revenue", [2, 4, 1]),
        ("first_contact_date", ["2026-01-05", "2026-01-07"]),
        ("mensaje", ["Quiero una tienda", "Solo miro precios"]),
        ("Is open link", ["yes", "no", "yes"]),
        ("Product", ["Other", "New", "Open"]),
        ("Notes", ["met in Lyon", "Met at a fair"]),
    ],
)
def test_neither_does_it_feed_a_score(header: str, cells: list[object]) -> None:
    column = one(header, *cells)
    assert column.use is Use.UNUSED
    assert column.feeds is None


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Lead Status", ["Open - Not Contacted", "Closed - Converted"]),
        ("laststate", ["linkedinInviteAccepted", "linkedinReplied", "emailsUnsubscribed"]),
        ("status", ["inProgress", "done"]),
        ("close_value", [100, 0]),
        ("Opportunity Result", ["Won", "Loss"]),
        ("Last reply", []),
        ("Message seen", []),
        ("Profile status", []),
        ("Message replied", []),
        # By their values alone.
        ("Column 7", ["linkedinReplied", "emailsInterested", "manualNotInterested"]),
        ("Suivi", ["pas intéressé", "RDV pris", "Sans réponse"]),
        ("Notizen", ["kein Interesse", "Termin vereinbart", "keine Antwort"]),
    ],
)
def test_outcomes(header: str, cells: list[object]) -> None:
    assert one(header, *cells).use is Use.OUTCOME


def test_titles_with_a_word_of_outcomes_are_no_outcomes() -> None:
    titles = ["Purchase manager", "Buyer", "Meeting planner", "Head of Engagement", "Onboarding specialist"]
    assert one("Job title", *titles).feeds == "jobtitle"


def test_bounces_and_opens_cannot_tell_that_a_lead_engaged() -> None:
    assert not any(map(may_count, ["Email Bounced", "Email Open", "Unsubscribed from all email", "Email Sent"]))
    assert all(map(may_count, ["Replied", "Lead Status", "laststate", "Won time", "reply_count", "Stage", "RDV"]))
