"""Turns of people: exact at their bounds, over threads and processes of both databases."""

import threading

import pytest

from app.store.database import Store, open_store
from app.store.person_calls import Allowance, take_turns

THREE = Allowance("look", 3, 60.0)
HOUR = Allowance("run", 2, 3600.0)


def test_as_many_as_allowed_for_each_person_and_kind(store: Store) -> None:
    assert [take_turns(store, "ana", THREE) for _ in range(3)] == [0, 0, 0]
    assert 55 < take_turns(store, "ana", THREE) <= 60
    assert take_turns(store, "bo", THREE, 3) == 0
    assert [take_turns(store, "ana", HOUR) for _ in range(2)] == [0, 0]
    assert 3595 < take_turns(store, "ana", HOUR) <= 3600


def test_several_at_once_are_taken_whole_or_not_at_all(store: Store) -> None:
    assert take_turns(store, "ana", THREE, 2) == 0
    assert take_turns(store, "ana", THREE, 2) > 0
    assert take_turns(store, "ana", THREE, 1) == 0
    with pytest.raises(AssertionError):
        take_turns(store, "ana", THREE, 4)


@pytest.mark.parametrize("empty_url", ["sqlite"], indirect=True)
def test_the_window_slides(store: Store) -> None:
    """With a clock of our own, which only SQLite takes: what PostgreSQL takes is the database's."""
    now = [1000.0]
    for moment in (1000.0, 1010.0, 1020.0):
        now[0] = moment
        assert take_turns(store, "ana", THREE, clock=lambda: now[0]) == 0
    assert take_turns(store, "ana", THREE, clock=lambda: now[0]) == 40
    assert take_turns(store, "ana", THREE, 2, clock=lambda: now[0]) == 50
    now[0] = 1060.0
    assert take_turns(store, "ana", THREE, clock=lambda: now[0]) == 0
    now[0] -= 7200  # set back: nothing of the future bars anybody
    assert take_turns(store, "ana", THREE, 3, clock=lambda: now[0]) == 0
    now[0] += 3600
    take_turns(store, "bo", THREE, clock=lambda: now[0])
    with store.reading() as transaction:
        assert transaction.rows("SELECT COUNT(*) FROM person_calls")[0][0] == 1


def test_eight_threads_together_keep_to_it(url: str) -> None:
    allowance, taken = Allowance("look", 60, 60.0), list[float]()

    def take() -> None:
        own = open_store(url)
        taken.extend(take_turns(own, "ana", allowance) for _ in range(10))
        own.close()

    started = [threading.Thread(target=take) for _ in range(8)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    assert len(taken) == 80
    assert taken.count(0.0) == 60
