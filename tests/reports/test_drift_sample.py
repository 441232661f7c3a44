"""Samples for a report that wants rows: they have the statistics, and no lead."""

from collections import Counter

import pytest

from app.config import SHIPPED_MODEL
from app.leads.fields import FIELD_NAMES
from app.reports.comparing import Shift, numbers_moved
from app.reports.drift_sample import RARE, SCORE, is_plain, reference_sample, window_sample
from app.reports.tally import binned, tally
from app.scoring.compiled_cells import Fact
from app.scoring.reference import Histogram, Reference
from app.scoring.stored import stored_reference
from tests.reports.invented import PLACE, facts_of_leads, make_reference, plain, week, week_of, with_fact


def shipped() -> Reference:
    found = stored_reference(SHIPPED_MODEL)
    assert found is not None
    return found


REFERENCES = [make_reference(), shipped()]


def numbers(column: list[Fact]) -> list[float]:
    return [fact for fact in column if isinstance(fact, float)]


@pytest.mark.parametrize("reference", REFERENCES)
def test_with_as_many_rows_as_leads_every_count_is_met(reference: Reference) -> None:
    sample = reference_sample(reference, reference.leads)
    assert list(sample) == [*FIELD_NAMES, SCORE]
    for name, field in reference.fields.items():
        column, values = sample[name], field.values
        assert len(column) == reference.leads
        assert column.count(None) == field.missing
        if isinstance(values, Histogram):
            assert binned(values, numbers(column)) == values.counts
        else:
            counted = Counter(fact for fact in column if fact is not None)
            assert counted == Counter({**values.counts, RARE: values.rare})


@pytest.mark.parametrize("reference", REFERENCES)
@pytest.mark.parametrize("rows", [1, 37, 1_000])
@pytest.mark.parametrize("plain_ones", [False, True])
def test_with_other_numbers_of_rows_no_share_is_off_by_more_than_a_row(
    reference: Reference, rows: int, plain_ones: bool
) -> None:
    sample = reference_sample(reference, rows, plain=plain_ones)
    assert {len(column) for column in sample.values()} == {rows}
    for name, field in reference.fields.items():
        assert abs(sample[name].count(None) - field.missing * rows / reference.leads) < 1
    scores = (reference.plain_scores if plain_ones else reference.scores).values
    for had, wanted in zip(binned(scores, numbers(sample[SCORE])), scores.counts, strict=True):
        assert abs(had - wanted * rows / sum(scores.counts)) < 1


def test_it_is_always_the_same_sample() -> None:
    assert reference_sample(make_reference(), 100) == reference_sample(make_reference(), 100)
    one, other = week(80, 1), week(80, 1)
    assert window_sample(make_reference(), one) == window_sample(make_reference(), other)


@pytest.mark.parametrize("reference", REFERENCES)
def test_a_weeks_columns_are_counted_as_the_verdict_counts_them(reference: Reference) -> None:
    window = week(80, 1)
    sample, counted = window_sample(reference, window), tally(reference, window)
    for name, field in reference.fields.items():
        assert sample[name].count(None) == counted.fields[name].missing
        if isinstance(field.values, Histogram):
            assert binned(field.values, numbers(sample[name])) == counted.fields[name].counts
        else:
            named = [sample[name].count(category) for category in field.values.counts]
            assert tuple(named) == counted.fields[name].counts[:-1]


def test_the_leads_of_a_reference_do_not_differ_from_it() -> None:
    reference = make_reference(400, seed=0)
    ours, theirs = window_sample(reference, week_of(facts_of_leads(400, 0))), reference_sample(reference, 400)
    for name in FIELD_NAMES:
        assert Counter(ours[name]) == Counter(theirs[name]), name


def test_no_two_facts_can_be_put_together_again() -> None:
    """A column is decided by its values alone: the same leads in another order, or paired otherwise, are the same."""
    reference, leads = make_reference(), facts_of_leads(80, 1)
    columns = list(zip(*leads, strict=True))
    turned = list(zip(*(column[at:] + column[:at] for at, column in enumerate(columns)), strict=True))
    one, other = (window_sample(reference, week_of(some, scores=[0.5] * 80)) for some in (leads, turned))
    assert turned != leads
    assert one == other
    lengths = numbers(one["summary"])
    assert lengths != sorted(lengths)  # nor do charts by index show a staircase


def test_categories_of_few_leads_have_no_name() -> None:
    reference, leads = make_reference(), facts_of_leads(40, 1)
    said = ["Vineyards of Ana"] * 4 + ["Gastronomy"] * 3 + ["GASTRONOMY"] * 2 + ["LAW PRACTICE"] + ["</script><b>"] * 5
    leads = [with_fact(lead, "industry", fact) for lead, fact in zip(leads, said + [None] * 40, strict=False)]
    counted = Counter(window_sample(reference, week_of(leads))["industry"])
    assert counted == {RARE: 4, "Gastronomy": 5, "Law Practice": 1, "‹/script›‹b›": 5, None: 25}


def test_no_more_new_categories_than_a_chart_holds() -> None:
    leads = [with_fact(lead, "industry", f"industry {at % 12}") for at, lead in enumerate(facts_of_leads(120, 1))]
    counted = Counter(window_sample(make_reference(), week_of(leads))["industry"])
    assert len(counted) == 11
    assert counted[RARE] == 20


def moved(before: list[Fact], after: list[Fact]) -> Shift | None:
    places = sorted({*numbers(before), *numbers(after)})
    return numbers_moved([before.count(place) for place in places], [after.count(place) for place in places])


def test_numbers_stand_within_their_bins_and_compare_as_the_rule_compares_them() -> None:
    reference, window = shipped(), week(200, 3)
    ours, theirs = window_sample(reference, window), reference_sample(reference, reference.leads)
    for name, field in reference.fields.items():
        if isinstance(field.values, Histogram) and field.values.edges:
            told = moved(theirs[name], ours[name])
            ruled = numbers_moved(field.values.counts, tally(reference, window).fields[name].counts)
            assert told is not None
            assert ruled is not None
            assert told.effect == pytest.approx(ruled.effect), name


def test_scores_of_other_models_are_left_out_and_plain_leads_go_with_plain_scores() -> None:
    reference, window = make_reference(), week(80, 1)
    others = window.leads[:30] + tuple(lead._replace(version="another") for lead in window.leads[30:])
    assert window_sample(reference, window.__class__(window.begin, window.end, others))[SCORE].count(None) == 50
    unassessed = week(80, 1, change=plain)
    assert is_plain(unassessed)
    assert not is_plain(window)
    scores = numbers(window_sample(reference, unassessed)[SCORE])
    assert set(scores) <= set(numbers(reference_sample(reference, 400, plain=True)[SCORE]))


def test_an_empty_week_and_a_field_nobody_has() -> None:
    reference = make_reference()
    assert all(not column for column in window_sample(reference, week(0, 1)).values())
    leads = [with_fact(lead, "companyfoundedon", None) for lead in facts_of_leads(20, 1)]
    assert window_sample(reference, week_of(leads))["companyfoundedon"] == [None] * 20
    assert leads[0][PLACE["companyfoundedon"]] is None
