"""The list of runs, on both databases."""

from datetime import UTC, datetime

from app.store import runs
from app.store.database import Store
from app.store.registered_sheets import register
from app.store.run_list import listed_runs
from app.store.run_progress import Progress, begin
from app.store.runs import Asked, State, Told

AT = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def ask(store: Store, name: str, who: str, registered: int | None = None, undoes: str = "") -> None:
    wishes = {"undo": undoes} if undoes else {}
    assert runs.ask(store, name, Asked(f"id-{name}", 1, "Pipeline", "Leads", who, wishes, registered), AT) is None


def end(store: Store, name: str, told: Told) -> None:
    begin(store, name, "w", AT)
    Progress(store, name, "w").end(State.DONE, told, AT)


def test_live_ones_first_and_the_refused_counted(store: Store) -> None:
    ask(store, "live", "ana@example.org")
    ask(store, "first", "ana@example.org")
    end(store, "first", Told(leads=9, scored=4, unchanged=1, empty=1, refused={5: "x", 9: "y", 12: "z"}))
    ask(store, "second", "ana@example.org", undoes="first")
    end(store, "second", Told())
    found = listed_runs(store, "", 10)
    assert [one.name for one in found] == ["live", "second", "first"]
    assert [one.is_live for one in found] == [True, False, False]
    assert (found[2].scored, found[2].unchanged, found[2].refused) == (4, 1, 4)
    assert (found[1].refused, found[1].undoes) == (0, "first")
    assert found[2].ended_at == AT
    assert [one.name for one in listed_runs(store, "", 2)] == ["live", "second"]


def test_of_one_person(store: Store) -> None:
    sheet = register(
        store, spreadsheet_id="x", sheet_id=1, document="d", tab="t", owner="Ana@Example.org", every="day", at="07:00",
        weekday=0, zone="UTC", wishes={}, now=AT,
    )  # fmt: skip
    ask(store, "own", "ana@example.org")
    ask(store, "scheduled", "schedule", sheet.number)
    ask(store, "other", "bob@example.org")
    ask(store, "others", "schedule", sheet.number + 1)
    ask(store, "bobs", "bob@example.org", sheet.number)
    assert {one.name for one in listed_runs(store, "ANA@example.org", 10)} == {"own", "scheduled"}
    assert not listed_runs(store, "eve@example.org", 10)
