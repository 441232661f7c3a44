"""Each lead once: the latest of a person, and of a list scored twice one."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.reports.window import Logged, each_once, pooled, window_of
from tests.reports.invented import MONDAY, VERSION, WEEK

HOUR = timedelta(hours=1)


def row(
    at: datetime = MONDAY, mark: bytes | None = None, fact: str = "Mid", source: str = "api", score: float = 0.4
) -> Logged:
    return Logged(at, source, VERSION, score, mark, (fact,))


def test_the_latest_row_of_a_person_counts() -> None:
    rows = [row(MONDAY + HOUR, b"a", score=0.5), row(MONDAY, b"a", "Senior"), row(MONDAY, b"b")]
    assert [(one.mark, one.score) for one in each_once(rows)] == [(b"b", 0.4), (b"a", 0.5)]


def test_equal_facts_without_a_mark_within_a_day_from_one_source_are_one_lead() -> None:
    rows = [row(MONDAY + hours * HOUR, score=hours / 100) for hours in (0, 20, 24, 25, 40)]
    # 24 hours after the first is the same list still; from 25 on it is another.
    assert [one.score for one in each_once(rows)] == [0.24, 0.4]
    assert len(each_once([row(), row(source="sheet"), row(fact="Entry"), row(mark=b"a")])) == 4


def test_a_window_holds_its_begin_and_not_its_end() -> None:
    rows = [row(MONDAY - HOUR, b"a"), row(MONDAY, b"b"), row(MONDAY + WEEK, b"c")]
    assert [one.mark for one in window_of(MONDAY, MONDAY + WEEK, rows).leads] == [b"b"]


def test_pooled_weeks_count_a_lead_scored_in_both_once() -> None:
    first = window_of(MONDAY - WEEK, MONDAY, [row(MONDAY - HOUR, b"a"), row(MONDAY - HOUR, b"b")])
    second = window_of(MONDAY, MONDAY + WEEK, [row(MONDAY, b"a", "Senior")])
    both = pooled([second, first])
    assert (both.begin, both.end) == (MONDAY - WEEK, MONDAY + WEEK)
    assert [(one.mark, one.facts) for one in both.leads] == [(b"b", ("Mid",)), (b"a", ("Senior",))]


rows_of_all_kinds = st.lists(
    st.builds(
        row,
        st.integers(0, 100).map(lambda hours: MONDAY + hours * HOUR),
        st.sampled_from([None, None, b"a", b"b"]),
        st.sampled_from(["Mid", "Senior"]),
        st.sampled_from(["api", "sheet"]),
        st.sampled_from([0.3, 0.4]),
    ),
    max_size=12,
)


@given(rows_of_all_kinds, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing_and_once_is_once(rows: list[Logged], random: object) -> None:
    once = each_once(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert each_once(shuffled) == once
    assert set(once) <= set(rows)
    assert {one.mark for one in once} == {one.mark for one in rows}
    assert len([one for one in once if one.mark]) == len({one.mark for one in rows if one.mark})
