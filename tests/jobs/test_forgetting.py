"""What was kept long enough is let go: runs, mails, full reports, predictions; what lives or waits stays."""

from datetime import UTC, datetime, timedelta

import pytest

from app.config import Settings
from app.jobs import at_work, engine
from app.store import mails, runs
from app.store.database import Store
from app.store.runs import Asked
from app.store.weeks import keep_week, report_page, week


def test_let_go(store: Store, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten: list[str] = []
    monkeypatch.setattr(engine, "forget", forgotten.extend)  # no engine runs here; test_worker's do
    now = datetime.now(UTC)
    old, new = now - timedelta(days=400), now - timedelta(days=3)
    for name, at in (("old", old), ("new", new)):
        runs.ask(store, name, Asked(name, 0, "P", "L", "ana"), at)
        runs.cancel(store, name, at)
        keep_week(store, "2025-W40" if name == "old" else "2026-W46", at, "stable", {}, b"page", "")
        mails.ask(store, "failed", name, ["a@example.org"], {}, lambda recipient: recipient, at)
        mail = mails.claim(store, at)
        assert mail is not None
        mails.sent(store, mail, at)
    mails.ask(store, "failed", "waits", ["a@example.org"], {}, lambda recipient: recipient, old)
    runs.ask(store, "live", Asked("live", 0, "P", "L", "ana"), old)
    at_work.forget(store, Settings(database=url))
    assert [run.name for run in runs.latest(store)] == ["live", "new"]
    assert forgotten == ["old"]
    assert report_page(store, "2025-W40") is None
    kept = week(store, "2025-W40")
    assert kept is not None
    assert kept.note
    assert report_page(store, "2026-W46") == b"page"
    with store.reading() as transaction:
        left = transaction.rows("SELECT period, state FROM mails ORDER BY period, state")
    assert [tuple(row) for row in left] == [("new", "sent"), ("waits", "waiting")]
