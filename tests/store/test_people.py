"""Who is signed in, as it is kept; on both databases."""

from datetime import UTC, datetime, timedelta

from app.store.database import Store
from app.store.people import LASTS, enter_person, find_person, forget_expired, leave_person, unlock_token

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
SECRET = b"0123456789abcdef" * 2
TOKEN = "ya29.a-token-of-google"


def enter(store: Store, email: str = "ana@example.com", now: datetime = NOW) -> str:
    return enter_person(store, SECRET, email, "Ana Élodie 王", TOKEN, now + timedelta(hours=1), now)


def test_who_was_entered_is_found_by_the_word_alone(store: Store) -> None:
    word, other = enter(store), enter(store, "bo@example.com")
    assert word != other
    found = find_person(store, word, NOW)
    assert found is not None
    assert (found.email, found.name) == ("ana@example.com", "Ana Élodie 王")
    assert (found.since, found.token_until) == (NOW, NOW + timedelta(hours=1))
    assert unlock_token(SECRET, word, found) == TOKEN
    assert unlock_token(SECRET, other, found) is None
    for wrong in ("", word[:-1], word + "x", "x" * 5000, "\ud800", "' OR 1=1 --"):
        assert find_person(store, wrong, NOW) is None


def test_neither_word_nor_token_is_kept(store: Store) -> None:
    word = enter(store)
    with store.reading() as transaction:
        kept = repr([tuple(bytes(v) if isinstance(v, memoryview) else v for v in row)
                     for row in transaction.rows("SELECT * FROM people")])  # fmt: skip
    assert word not in kept
    assert TOKEN not in kept
    assert TOKEN not in repr(find_person(store, word, NOW))


def test_it_ends_at_its_time_and_when_left(store: Store) -> None:
    word, late = enter(store), enter(store, now=NOW + timedelta(hours=1))
    moment = timedelta(microseconds=1)
    assert find_person(store, word, NOW + LASTS - moment) is not None
    assert find_person(store, word, NOW + LASTS) is None
    assert forget_expired(store, NOW + LASTS - moment) == 0
    assert forget_expired(store, NOW + LASTS) == 1
    assert find_person(store, late, NOW + LASTS) is not None
    leave_person(store, late)
    leave_person(store, late)
    assert find_person(store, late, NOW) is None
