import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import BadChoice, StoreProblem
from app.leads.identity import IdentityKind
from app.store.database import Store, open_store
from app.store.erasing import delete_older_than, erase_person
from app.store.identity_hash import identity_hash
from app.store.journal import encode
from app.store.journal_files import journals_in
from app.store.prediction_log import PredictionLog
from tests.store.entries import entry, kept

SECRET = bytes(range(32))
JANE = identity_hash(SECRET, IdentityKind.EMAIL, "jane@example.org")
JANE_ON_LINKEDIN = identity_hash(SECRET, IdentityKind.LINKEDIN, "https://www.linkedin.com/in/jane")
PAUL = identity_hash(SECRET, IdentityKind.EMAIL, "paul@example.org")


def test_a_person_goes_from_the_database_and_from_every_journal(url: str, store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "journals"
    with_past = PredictionLog(folder, store)
    with_past.append(entry("in the database", 2, mark=JANE))
    with_past.append(entry("somebody else", mark=PAUL))
    with_past.close()
    (folder / "dead.00000001.v1.journal").write_bytes(encode(entry("of a dead process", 3, mark=JANE_ON_LINKEDIN)))
    living = PredictionLog(folder, open_store(url), interval_seconds=0.3)
    living.append(entry("of a living process", 4, mark=JANE))
    living.append(entry("without identity"))
    erased = erase_person(
        store, folder, SECRET, email=" Jane@Example.org", linkedin="http://uk.linkedin.com/in/Jane/?x=1"
    )
    assert erased == 2 + 3 + 4
    assert kept(store) == {"somebody else": 1, "without identity": 1}
    assert journals_in(folder) == []
    living.close()


def test_scoring_goes_on_while_a_person_is_erased(url: str, store: Store, tmp_path: Path) -> None:
    log = PredictionLog(tmp_path / "journals", open_store(url), interval_seconds=0.01)
    log.append(entry("jane", mark=JANE))
    stop = threading.Event()

    def go_on() -> None:
        while not stop.wait(0.001):
            log.append(entry("paul", mark=PAUL))

    thread = threading.Thread(target=go_on)
    thread.start()
    assert erase_person(store, tmp_path / "journals", SECRET, email="jane@example.org") == 1
    stop.set()
    thread.join()
    log.close()
    assert kept(store).keys() == {"paul"}


def test_a_process_that_does_not_move_its_journal_is_told(url: str, store: Store, tmp_path: Path) -> None:
    log = PredictionLog(tmp_path / "journals", open_store(url), interval_seconds=3600)
    log.append(entry("first"))
    while log.status().moved_leads == 0 or log.status().backlog_bytes:
        pass
    log.append(entry("stuck", mark=JANE))
    with pytest.raises(StoreProblem, match="again in a minute"):
        erase_person(store, tmp_path / "journals", SECRET, email="jane@example.org", patience_seconds=0.2)
    log.close()


def test_nothing_of_an_erased_person_stays_in_sqlites_files(tmp_path: Path, empty_url: str) -> None:
    if not empty_url.startswith("sqlite"):
        pytest.skip("a question of SQLite's files")
    from app.store.migrating import migrate

    migrate(empty_url)
    store = open_store(empty_url)
    log = PredictionLog(tmp_path / "journals", store)
    log.append(entry("to-be-forgotten", 50, mark=JANE))
    log.close()
    assert erase_person(store, tmp_path / "journals", SECRET, email="jane@example.org") == 50
    assert store.file is not None
    left = b"".join(path.read_bytes() for path in store.file.parent.iterdir())
    store.close()
    assert b"to-be-forgotten" not in left
    assert (JANE or b"?") not in left


@pytest.mark.parametrize(
    ("email", "linkedin"), [(None, None), ("jane", None), (None, "https://www.linkedin.com/company/acme")]
)
def test_who_names_nobody_is_a_sentence(store: Store, tmp_path: Path, email: str | None, linkedin: str | None) -> None:
    with pytest.raises(BadChoice, match="give"):
        erase_person(store, tmp_path, SECRET, email=email, linkedin=linkedin)


def test_what_was_kept_long_enough_goes(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.erasing._AT_ONCE", 4)
    now = datetime(2026, 7, 1, 12, tzinfo=UTC)
    log = PredictionLog(tmp_path / "journals", store)
    log.append(entry("old", 9, now - timedelta(days=30, seconds=1)))
    log.append(entry("edge", 1, now - timedelta(days=30)))
    log.append(entry("new", 2, now))
    log.close()
    assert delete_older_than(store, 30, now) == 9
    assert kept(store) == {"edge": 1, "new": 2}
    with pytest.raises(BadChoice, match="at least 1 day"):
        delete_older_than(store, 0)
