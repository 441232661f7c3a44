"""A command's log: all of it in the database when it ends, or a sentence and no half record."""

import resource
from contextlib import closing
from pathlib import Path

import pytest

from app.errors import StoreProblem
from app.store.database import open_store
from app.store.journal_files import claim, journals_in
from app.store.keeping import keep
from app.store.places import Places
from tests.store.entries import entry, kept

YEAR = 365


def test_every_entry_is_in_the_database_and_no_journal_is_left(url: str, tmp_path: Path) -> None:
    places = Places(url, tmp_path / "data")
    keep(places, (entry(f"run {number}", number) for number in (1, 2, 3)), YEAR)
    with closing(open_store(url)) as store:
        assert kept(store) == {"run 1": 1, "run 2": 2, "run 3": 3}
    assert not list(places.journals.iterdir())


def test_journals_of_a_living_process_are_left_to_it(url: str, tmp_path: Path) -> None:
    places = Places(url, tmp_path / "data")
    owner = claim(places.journals)
    owner.journal(1).write_bytes(b"being written")
    keep(places, [entry("run")], YEAR)
    assert journals_in(places.journals) == [owner.journal(1)]
    owner.release()
    keep(places, [], YEAR)
    assert journals_in(places.journals) == []


def test_a_full_disk_leaves_no_half_record(url: str, tmp_path: Path) -> None:
    places = Places(url, tmp_path / "data")
    keep(places, [entry("before")], YEAR)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(StoreProblem, match="cannot be written"):
            keep(places, [entry("after", 1000)], YEAR)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert journals_in(places.journals) == []
    with closing(open_store(url)) as store:
        assert kept(store) == {"before": 1}
