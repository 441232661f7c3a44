"""The log read back as windows, on both databases, through the journal that writes it."""

import logging
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import StoreProblem
from app.jobs import log_windows
from app.jobs.log_windows import read_windows, week_windows
from app.leads.fields import FIELD_NAMES
from app.reports.window import Logged, Window, window_of
from app.scoring.compiled_cells import Fact
from app.store.database import Store, open_store
from app.store.journal import Entry, LoggedLead
from app.store.layouts import LAYOUTS
from app.store.moments import stored
from app.store.prediction_log import PredictionLog
from tests.reports.invented import MONDAY, VERSION, WEEK, facts_of_leads
from tests.store.conftest import empty_url, postgresql, store, url

__all__ = ["empty_url", "postgresql", "store", "url"]  # fixtures

SPAN = (MONDAY, MONDAY + WEEK)
COLUMNS = ("at", "source", "model_version", "layout", "score", "identity_hash", "facts")
ONE: tuple[Fact, ...] = facts_of_leads(1, 9)[0]


def keep(store: Store, tmp_path: Path, rows: Sequence[Logged]) -> None:
    """Log rows as a service does."""
    log = PredictionLog(tmp_path / "journals", store, interval_seconds=3600)
    for row in rows:
        log.append(Entry(row.at, row.source, row.version, None, [LoggedLead(row.score, row.mark, row.facts)]))
    log.move_now()
    log.close()


def insert(store: Store, at: datetime, layout: int, facts: str) -> None:
    with store.writing() as transaction:
        transaction.insert("predictions", COLUMNS, [(stored(at, store.kind), "api", "v1", layout, 0.5, None, facts)])


def rows_of_weeks(leads: int, weeks: int) -> list[Logged]:
    """Rows over some weeks: of most leads several, half of them without a mark, some of one moment."""
    rows = []
    for at, facts in enumerate(facts_of_leads(leads, 5)):
        mark = None if at % 2 else (at % 40).to_bytes(16, "big")
        moment = MONDAY - WEEK + timedelta(hours=7 * (at // 3) % (24 * 7 * weeks), microseconds=at % 2)
        source = ("api", "sheet")[at % 2]
        rows.append(Logged(moment, source, VERSION, round(at % 97 / 97, 4), mark, facts))
    return rows


def test_weeks_are_those_that_the_pure_rule_makes(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = rows_of_weeks(600, 4)
    keep(store, tmp_path, rows)
    spans = [(MONDAY + at * WEEK, MONDAY + (at + 1) * WEEK) for at in (1, -1, 0, 5)]
    expected = [window_of(begin, end, rows) for begin, end in spans]
    assert [len(window.leads) > 50 for window in expected] == [True, True, True, False]
    for chunk in (10_000, 7, 1):
        monkeypatch.setattr(log_windows, "CHUNK", chunk)
        assert week_windows(store, spans) == expected


def test_spans_may_overlap_and_take_their_begin_but_not_their_end(store: Store, tmp_path: Path) -> None:
    begin, end = SPAN
    moments = [begin - timedelta(microseconds=1), begin, end - timedelta(microseconds=1), end]
    keep(store, tmp_path, [Logged(at, "api", "v1", 0.5, bytes([n]) * 16, ONE) for n, at in enumerate(moments)])
    week, half = week_windows(store, [SPAN, (begin, begin + WEEK / 2)])
    assert [lead.at for lead in week.leads] == moments[1:3]
    assert [lead.at for lead in half.leads] == moments[1:2]
    assert all(lead.at.tzinfo is UTC for lead in week.leads)


def test_of_a_lead_scored_twice_in_one_moment_the_same_row_counts(store: Store, tmp_path: Path) -> None:
    rows = [Logged(MONDAY, "api", "v1", score, b"m" * 16, ONE) for score in (0.2, 0.9, 0.5)]
    keep(store, tmp_path, rows)
    assert week_windows(store, [SPAN]) == [window_of(*SPAN, rows)]


def test_nothing_logged_and_nothing_asked(store: Store) -> None:
    assert week_windows(store, [SPAN]) == [Window(*SPAN, ())]
    assert week_windows(store, []) == []


def test_rows_of_older_layouts_are_brought_into_todays_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    old = ("gone", *reversed(FIELD_NAMES[1:]))  # without the first field of today, with one that is no more
    monkeypatch.setitem(LAYOUTS, 7, old)
    places = tuple(old.index(name) if name in old else None for name in FIELD_NAMES)
    monkeypatch.setitem(log_windows._PLACES, 7, places)
    insert(store, MONDAY, 7, "[" + ", ".join(f'"{name}"' for name in old) + "]")
    (window,) = week_windows(store, [SPAN])
    assert window.leads[0].facts == (None, *FIELD_NAMES[1:])


def test_the_places_of_layouts_are_those_of_their_names() -> None:
    assert set(log_windows._PLACES) == set(LAYOUTS)
    assert log_windows._PLACES[1] == tuple(LAYOUTS[1].index(name) for name in FIELD_NAMES)


def test_what_cannot_be_read_is_left_out_and_counted(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    good = "[" + ", ".join(["1"] * len(FIELD_NAMES)) + "]"
    insert(store, MONDAY, 1, good)
    insert(store, MONDAY, 99, good)  # a newer version's
    insert(store, MONDAY, 1, "[1, 2]")
    insert(store, MONDAY, 1, good.replace("1", '{"a": 1}'))
    insert(store, MONDAY, 1, '"Ana Lestrange"')
    windows, unreadable = read_windows(store, [SPAN])
    assert unreadable == 4
    assert [lead.facts for lead in windows[0].leads] == [(1.0,) * len(FIELD_NAMES)]
    with caplog.at_level(logging.WARNING, "leadsheet.jobs"):
        assert week_windows(store, [SPAN]) == windows
    assert "4 rows" in caplog.text
    assert "Ana" not in caplog.text


def test_without_the_database_it_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreProblem, match=r"\.$"):
        week_windows(open_store(f"sqlite:///{tmp_path / 'none.db'}"), [SPAN])
