"""The verdicts of weeks, kept once, and their archived reports."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest

from app.errors import BadChoice, StoreProblem
from app.reports.drift import verdict
from app.reports.stored_verdict import verdict_facts, verdict_of
from app.store.database import Store
from app.store.weeks import StoredWeek, is_period, keep_week, report_page, week, weeks
from tests.reports.invented import history, make_reference
from tests.reports.invented import week as invented_week

AT = datetime(2026, 11, 23, 6, 0, 0, 123456, tzinfo=UTC)
FACTS = {"leads": 80, "share": 0.25, "said": "“café” \u0000 </b>", "none": None, "list": [1, [2.5, "x"]]}
PAGE = gzip.compress(bytes(range(256)) * 20_000)


def test_a_week_is_read_back_as_it_was_kept(store: Store) -> None:
    assert keep_week(store, "2026-W47", AT, "act", FACTS, PAGE, "")
    assert week(store, "2026-W47") == StoredWeek("2026-W47", AT, "act", FACTS, True, "")
    assert report_page(store, "2026-W47") == PAGE


def test_a_week_not_kept_is_none(store: Store) -> None:
    assert week(store, "2026-W47") is None
    assert report_page(store, "2026-W47") is None
    assert weeks(store, 10) == []


def test_the_first_verdict_stays(store: Store) -> None:
    assert keep_week(store, "2026-W47", AT, "stable", FACTS, None, "No full report: too late.")
    assert not keep_week(store, "2026-W47", AT + timedelta(1), "act", {"other": 1}, None, "No full report: again.")
    assert week(store, "2026-W47") == StoredWeek("2026-W47", AT, "stable", FACTS, False, "No full report: too late.")


def test_a_missing_report_is_added_and_then_stays(store: Store) -> None:
    keep_week(store, "2026-W47", AT, "stable", FACTS, None, "No full report: too late.")
    assert not keep_week(store, "2026-W47", AT + timedelta(1), "act", {"other": 1}, PAGE, "")
    kept = StoredWeek("2026-W47", AT, "stable", FACTS, True, "")
    assert week(store, "2026-W47") == kept
    assert report_page(store, "2026-W47") == PAGE
    keep_week(store, "2026-W47", AT, "stable", FACTS, b"another", "")
    keep_week(store, "2026-W47", AT, "stable", FACTS, None, "No full report: failed.")
    assert report_page(store, "2026-W47") == PAGE
    assert week(store, "2026-W47") == kept


def test_weeks_come_newest_first_and_no_more_than_asked(store: Store) -> None:
    for period in ("2026-W09", "2027-W01", "2026-W53", "2026-W10"):
        keep_week(store, period, AT, "stable", {}, PAGE, "")
    assert [one.period for one in weeks(store, 3)] == ["2027-W01", "2026-W53", "2026-W10"]
    assert len(weeks(store, 10)) == 4


@pytest.mark.parametrize("period", ["", "2026-W54", "2026W47", "2026-W47\n", "2026-w47", "٢٠٢٦-W47"])
def test_a_week_has_a_name(store: Store, period: str) -> None:
    assert not is_period(period)
    with pytest.raises(BadChoice, match=r"2026-W47\.$"):
        keep_week(store, period, AT, "stable", {}, None, "")


def test_a_real_verdict_goes_through_the_database(store: Store) -> None:
    judged = verdict(make_reference(), invented_week(80, 3), history(80))
    keep_week(store, "2026-W47", AT, judged.overall, verdict_facts(judged), None, "")
    kept = week(store, "2026-W47")
    assert kept is not None
    assert verdict_of(kept.facts) == judged


def test_without_the_database_it_is_a_sentence(store: Store) -> None:
    with store.writing() as transaction:
        transaction.run("DROP TABLE weeks")
    with pytest.raises(StoreProblem, match=r"\.$"):
        weeks(store, 1)
