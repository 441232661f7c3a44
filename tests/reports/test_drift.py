"""The verdict: what is drift and what is not, whatever the leads hold."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.leads.fields import FIELD_NAMES
from app.reports.departures import Baseline, What
from app.reports.drift import chosen, verdict
from app.reports.verdict import Overall
from app.reports.window import Window
from app.scoring.reference import Reference
from tests.reports.invented import (
    MONDAY,
    WEEK,
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


@pytest.fixture(scope="module")
def own() -> list[Window]:
    return history(100)


def empty(ago: int) -> Window:
    return week_of([], ago)


def test_a_window_equal_to_the_training_leads_is_stable(reference: Reference, own: list[Window]) -> None:
    for recent in ([], own):
        found = verdict(reference, week_of(facts_of_leads(400, 0)), recent)
        # Four times the leads of any week before: that is news, but not of what they are.
        assert [one.what for one in found.findings] == ([What.VOLUME] if recent else [])
        assert found.standing == ()
        assert found.absent == ()
    assert verdict(reference, week_of(facts_of_leads(400, 0)), []).overall is Overall.STABLE


@settings(max_examples=15)
@given(st.integers(0, 10_000))
def test_the_order_of_rows_and_weeks_changes_nothing(seed: int) -> None:
    rng = np.random.default_rng(seed)
    reference, own = make_reference(), history(60, 6)
    now = week(60, seed, change=sets("industry", "Farming", 0.5))
    shuffled = replace(now, leads=tuple(now.leads[at] for at in rng.permutation(len(now.leads))))
    again = verdict(reference, shuffled, [own[at] for at in rng.permutation(len(own))])
    assert again == verdict(reference, now, own)


@settings(max_examples=60)
@given(st.sampled_from(FIELD_NAMES), st.sampled_from(FIELD_NAMES), st.sampled_from([40, 80, 150]), st.integers(0, 99))
def test_a_field_blanked_fully_is_found_whatever_another_does(name: str, other: str, leads: int, seed: int) -> None:
    reference, own = make_reference(), history(leads, 6)
    lost = sets(name, None)
    also = sets(other, None, seed / 99)
    now = week(leads, seed, change=lambda lead, rng: lost(also(lead, rng), rng))
    found = verdict(reference, now, own)
    finding = next(one for one in found.findings if one.name == name and one.what is What.BLANKS)
    assert finding.after == "100 %"
    assert finding.baseline is Baseline.USUAL
    assert name not in found.absent
    assert found.overall in {Overall.LOOK, Overall.ACT}


def test_unknown_categories_are_found_and_named(reference: Reference) -> None:
    now = week(100, 3, change=sets("industry", "Farming", 0.5))
    found = verdict(reference, now, [])
    [finding] = [one for one in found.findings if one.name == "industry"]
    assert finding.what is What.UNKNOWN
    assert "“Farming”" in finding.measure
    assert found.overall is Overall.ACT
    assert found.findings[0] == finding


def test_a_spelling_that_the_model_reads_alike_is_no_drift(reference: Reference) -> None:
    def respelled(lead: Facts, _: object) -> Facts:
        return tuple("marketing and advertising" if fact == "Marketing & Advertising" else fact for fact in lead)

    assert verdict(reference, week(400, 4, change=respelled), []).overall is Overall.STABLE


def test_findings_come_by_shift_times_importance(reference: Reference) -> None:
    def both(lead: Facts, _: object) -> Facts:
        return with_fact(with_fact(lead, "industry", "Internet"), "skills", 10.0)

    found = verdict(reference, week(80, 5, change=both), [])
    assert [one.name for one in found.findings] == ["industry", "skills"]
    weights = [one.weight for one in found.findings]
    assert weights == sorted(weights, reverse=True)
    assert all(one.weight == pytest.approx(one.effect * one.importance) for one in found.findings)
    assert all(one.q is not None and one.p is not None and one.q < 0.05 for one in found.findings)


def test_a_ripple_in_many_leads_is_no_finding(reference: Reference) -> None:
    """Eight points more blanks are far from chance among 3,000 leads, and nothing to act on."""
    ripple = verdict(reference, week(3_000, 6, change=sets("companysize", None, 0.08)), [])
    assert ripple.overall is Overall.STABLE
    wave = verdict(reference, week(3_000, 6, change=sets("companysize", None, 0.4)), [])
    assert [one.name for one in wave.findings] == ["companysize"]


def test_fields_without_a_column_are_said_once_and_are_no_drift(reference: Reference) -> None:
    assessed = [name for name in FIELD_NAMES if name.startswith("llm_")]

    for recent in ([], history(80, 3, plain), history(80, 12, plain)):
        found = verdict(reference, week(80, 7, change=plain), recent)
        assert found.overall is Overall.STABLE
        assert list(found.absent) == assessed
        assert found.absent_sentence.startswith("Not in your sheets: profile quality, engagement on LinkedIn, ")
    # The column was there until last week.
    lost = verdict(reference, week(80, 7, change=plain), history(80, 12))
    assert lost.absent == ()
    assert set(assessed) <= {one.name for one in lost.findings}


def test_a_teams_own_blanks_are_its_usual_after_four_weeks(reference: Reference) -> None:
    """Half of this team's leads have no company size, of the training leads a fifth: news at first, then no more."""
    half = sets("companysize", None, 0.5)
    first = verdict(reference, week(80, 8, change=half), history(80, 3, half))
    [finding] = first.findings
    assert (finding.name, finding.baseline, first.figures.usual_weeks) == ("companysize", Baseline.TRAINING, 0)
    later = verdict(reference, week(80, 8, change=half), history(80, 4, half))
    assert (later.overall, later.figures.usual_weeks) == (Overall.STABLE, 4)
    # And blanks that the training leads have as well are news where this team never had any.
    full = sets("companysize", "1-10")
    never = verdict(reference, week(80, 8, change=sets("companysize", None, 0.25)), history(80, 4, full))
    assert [one.baseline for one in never.findings if one.name == "companysize" and one.what is What.BLANKS] == [
        Baseline.USUAL
    ]


def test_values_unlike_the_training_leads_week_after_week_stand_beside_the_news(reference: Reference) -> None:
    farmers = sets("industry", "Farming", 0.6)
    first = verdict(reference, week(80, 9, change=farmers), history(80, 3, farmers))
    assert [one.name for one in first.findings] == ["industry"]
    later = verdict(reference, week(80, 9, change=farmers), history(80, 4, farmers))
    assert later.overall is Overall.STABLE
    assert [one.name for one in later.standing] == ["industry"]
    # More of the same is news again.
    more = verdict(reference, week(80, 9, change=sets("industry", "Farming", 0.95)), history(80, 4, farmers))
    assert [one.name for one in more.findings] == ["industry"]


def test_scores_are_those_of_the_references_own_model(reference: Reference) -> None:
    now = week(100, 10)
    higher = replace(now, leads=tuple(lead._replace(score=lead.score + 0.2) for lead in now.leads))
    found = verdict(reference, higher, [])
    assert [(one.name, one.what) for one in found.findings] == [(None, What.SCORES)]
    assert found.overall is Overall.ACT
    others = replace(higher, leads=tuple(lead._replace(version="another") for lead in higher.leads))
    silent = verdict(reference, others, [])
    assert silent.overall is Overall.STABLE
    assert silent.figures.bands is None


def test_bands_are_shares_of_all_scores(reference: Reference) -> None:
    scores = [0.39, 0.4, 0.69, 0.7] * 10
    bands = verdict(reference, week_of(facts_of_leads(40, 11), 0, scores), []).figures.bands
    assert bands is not None
    assert (bands.low, bands.medium, bands.high) == (0.25, 0.5, 0.25)


def test_too_few_are_pooled_over_four_weeks(reference: Reference) -> None:
    broken = sets("companysize", None)
    three = [week(12, 20 + ago, ago, broken) for ago in (1, 2, 3)]
    pooled = verdict(reference, week(12, 20, 0, broken), [*three, *(week(12, 30 + ago, ago) for ago in range(4, 12))])
    assert (pooled.figures.leads, pooled.figures.weeks, pooled.figures.week_leads) == (48, 4, 12)
    assert [one.name for one in pooled.findings if one.what is What.BLANKS] == ["companysize"]
    few = verdict(reference, week(9, 20, 0, broken), [week(9, 20 + ago, ago, broken) for ago in range(1, 8)])
    assert few.overall is Overall.TOO_FEW
    assert (few.figures.leads, few.findings, few.absent) == (36, (), ())


def test_leads_scored_again_do_not_make_more_of_them(reference: Reference) -> None:
    """A list of 30 scored each week stays one of 30; the weeks before it are asked for others."""
    same = week(30, 25)

    def again(ago: int, *others: Window) -> Window:
        back = ago * WEEK
        rows = [row._replace(at=row.at - back) for row in same.leads]
        return Window(same.begin - back, same.end - back, (*rows, *(row for one in others for row in one.leads)))

    alone = verdict(reference, same, [again(ago) for ago in range(1, 9)])
    assert (alone.overall, alone.figures.leads, alone.figures.weeks) == (Overall.TOO_FEW, 30, 4)
    third = verdict(reference, same, [again(1), again(2, week(15, 26, 2)), again(3)])
    assert (third.figures.leads, third.figures.weeks) == (45, 3)
    assert third.overall is not Overall.TOO_FEW


def test_nothing_at_all_is_too_few(reference: Reference) -> None:
    for recent in ([], [empty(ago) for ago in range(1, 13)]):
        found = verdict(reference, empty(0), recent)
        assert found.overall is Overall.TOO_FEW
        assert found.figures.leads == 0
    stopped = verdict(reference, empty(0), history(50))
    assert (stopped.overall, stopped.figures.weeks) == (Overall.LOOK, 2)
    assert [one.change for one in stopped.findings] == ["50 -> 0"]


@pytest.mark.parametrize(
    ("leads", "expected"),
    [
        ([40], (1, 0)),
        ([39, 1, 500], (2, 0)),
        ([80] * 5, (1, 4)),
        ([20] * 13, (2, 5)),
        ([10] * 13, (4, 0)),
        ([80, 0, 0, 0, 80, 80, 80, 80], (1, 7)),
        ([80, 200, 200, 200], (1, 0)),
        ([0], (1, 0)),
        ([5] * 20, (4, 0)),
    ],
)
def test_which_weeks_are_judged_and_which_are_usual(leads: list[int], expected: tuple[int, int]) -> None:
    assert chosen(leads) == expected


@pytest.mark.parametrize(("leads", "news"), [(80, False), (41, False), (39, True), (161, False), (162, True)])
def test_volume_is_news_under_half_and_over_twice_the_median(reference: Reference, leads: int, news: bool) -> None:
    recent = [week(count, 40 + ago, ago) for ago, count in enumerate([80, 81, 300, 79], 1)]
    found = verdict(reference, week(leads, 50), recent)
    assert [one.what for one in found.findings if one.what is What.VOLUME] == ([What.VOLUME] if news else [])
    assert found.figures.usual_leads == 80.5
    assert verdict(reference, week(leads, 50), recent[:3]).figures.usual_leads is None


def test_weeks_that_are_not_earlier_are_left_out(reference: Reference) -> None:
    now = week(80, 60)
    later = replace(now, begin=MONDAY + WEEK, end=MONDAY + 2 * WEEK)
    assert verdict(reference, now, [now, later]) == verdict(reference, now, [])
