"""The sentences people read, word for word."""

import numpy as np
import pytest

from app.reports.drift import verdict
from app.reports.drift_words import percent, quoted
from app.reports.verdict import Finding, Verdict
from app.scoring.reference import Reference
from tests.reports.invented import (
    Change,
    Facts,
    facts_of_leads,
    history,
    make_reference,
    plain,
    sets,
    week,
    week_of,
    with_fact,
)


@pytest.fixture(scope="module")
def reference() -> Reference:
    return make_reference()


def changed(reference: Reference, change: Change) -> Verdict:
    """The training leads themselves but for the change, so that every figure before and after can be known."""
    rng = np.random.default_rng([0, 1])
    return verdict(reference, week_of([change(lead, rng) for lead in facts_of_leads(400, 0)]), [])


def only(found: Verdict) -> Finding:
    [finding] = found.findings
    return finding


def older(lead: Facts, _: object) -> Facts:
    year = lead[4]
    return with_fact(lead, "companyfoundedon", year - 10 if isinstance(year, float) else None)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (sets("companysize", None, 0.4), "Company size: blanks 28 % -> 55 %."),
        (older, "Founding year: median 2008 -> 1998."),
        (sets("llm_decision_maker", 0.5, 0.6), "Decision power: over 0.4 51 % -> 84 %."),
        (sets("location", "country fr", 0.6), "Location: “FR” 34 % -> 72 %."),
        (
            sets("industry", "Farming", 0.5),
            "Industry: rare or unknown categories (mostly “Farming”) 0 % -> 50 %.",
        ),
    ],
    ids=["blanks", "years", "numbers", "categories", "unknown"],
)
def test_one_thing_moved(reference: Reference, change: Change, sentence: str) -> None:
    assert only(changed(reference, change)).sentence == sentence


def test_lengths_and_languages_are_called_so(reference: Reference) -> None:
    summary = changed(reference, sets("summary", 900.0, 0.5)).findings[0]
    assert summary.sentence == "Profile summary: median length 482 -> 900 characters."
    languages = changed(reference, sets("languages", "en,es,fr", 0.6)).findings[0]
    assert languages.sentence == "Languages: “en, es, fr” 26 % -> 76 %."


def test_blanks_among_leads_whose_company_is_known(reference: Reference) -> None:
    """Ten in eighty more would pass among all leads; where the company is known hardly any are blank."""
    found = verdict(reference, week(80, 23, change=sets("companysize", None, 0.28)), [])
    assert only(found).sentence == "Company size: blanks where company industry is known 9 % -> 34 %."


def test_why_it_matters(reference: Reference) -> None:
    blanks = changed(reference, sets("companysize", None, 0.4))
    assert only(blanks).why == (
        "12 % of what moves scores comes from company size. "
        "Where it is blank a lead is scored from its other fields alone."
    )
    assert only(blanks).since == "the leads the model learned from"
    assert only(changed(reference, older)).why == (
        "4 % of what moves scores comes from founding year. "
        "The model is less sure of leads unlike those it learned from."
    )
    assert "hardly met" in only(changed(reference, sets("industry", "Farming", 0.5))).why
    higher = changed(reference, sets("llm_quality", 80.0, 0.7))
    assert higher.findings[0].sentence == "Scores: median 0.48 -> 0.52."
    assert higher.findings[0].why.startswith("Scores stand on all fields together")


def test_the_verdict_in_one_sentence(reference: Reference) -> None:
    assert changed(reference, plain).sentence == "Stable: the 400 leads this week are like those the model knows."
    assert changed(reference, older).sentence == (
        "Look: founding year, median 2008 -> 1998, among 400 leads this week."
    )
    assert changed(reference, sets("companysize", "11-50", 0.4)).sentence == (
        "Act: company size, “11-50” 22 % -> 59 %, among 400 leads this week."
    )
    several = changed(reference, sets("llm_quality", 80.0, 0.7))
    assert several.sentence == "Act: scores, median 0.48 -> 0.52 and 1 more, among 400 leads this week."
    assert verdict(reference, week(12, 7), []).sentence == (
        "Too few to judge: 12 leads this week, and at least 40 are needed."
    )
    fewer = verdict(reference, week(30, 7), history(80))
    assert fewer.sentence == "Look: leads scored, 80 -> 30, among 110 leads in 2 weeks."
    assert only(fewer).why == "A list may not have been scored, or a source may be cut off."


def test_what_the_sheets_lack(reference: Reference) -> None:
    assert changed(reference, sets("summary", None)).absent_sentence == (
        "Not in your sheets: profile summary. 4 % of what moves scores would come from it."
    )
    assert changed(reference, plain).absent_sentence == (
        "Not in your sheets: profile quality, engagement on LinkedIn, decision power, company fit, seniority, "
        "industry (assessed), geography and kind of work. 32 % of what moves scores would come from them."
    )
    assert changed(reference, older).absent_sentence == ""


def test_what_before_stands_for(reference: Reference) -> None:
    found = verdict(reference, week(80, 7, change=sets("companysize", None, 0.6)), history(80))
    assert [one.since for one in found.findings if one.name == "companysize"] == ["your 4 weeks before"]


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0, "0 %"),
        (0.001, "under 1 %"),
        (0.04, "4 %"),
        (0.996, "over 99 %"),
        (1, "100 %"),
        (0.99, "99 %"),
        (0.01, "1 %"),
    ],
)
def test_percent(share: float, words: str) -> None:
    assert percent(share) == words


@pytest.mark.parametrize(
    ("category", "words"),
    [
        ("11-50", "“11-50”"),
        ("country fr", "“FR”"),
        ("en,fr,other", "“en, fr, other”"),
        ("Technology, Information and Internet", "“Technology, Information and Internet”"),
    ],
)
def test_quoted(category: str, words: str) -> None:
    assert quoted(category) == words
