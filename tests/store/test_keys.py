import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.errors import StoreProblem
from app.store.database import Store, open_store
from app.store.key_ring import KeyRing
from app.store.keys import add_key, hash_key, list_keys, revoke_key

ROOT = Path(__file__).parents[2]


def test_a_key_is_stored_as_its_hash_alone(store: Store) -> None:
    key = add_key(store, " n8n ")
    assert key.startswith("lsk_")
    assert len(key) >= 36
    with store.reading() as transaction:
        row = transaction.rows("SELECT name, hash, prefix FROM api_keys")[0]
    assert (row[0], bytes(row[1]), row[2]) == ("n8n", hash_key(key), key[:12])
    assert add_key(store, "another") != key


def test_keys_are_listed_with_what_is_known(store: Store) -> None:
    add_key(store, "first")
    add_key(store, "second")
    revoke_key(store, "first")
    first, second = list_keys(store)
    assert (first.name, second.name) == ("first", "second")
    assert first.revoked_at is not None
    assert second.revoked_at is second.last_used_on is None
    assert abs((datetime.now(UTC) - first.created_at).total_seconds()) < 60


@pytest.mark.parametrize("name", ["", "  ", "a" * 101, "two\nlines"])
def test_a_name_that_cannot_be_shown_is_refused(store: Store, name: str) -> None:
    with pytest.raises(StoreProblem, match="choose another"):
        add_key(store, name)


def test_a_name_is_used_once_and_only_a_key_in_use_is_revoked(store: Store) -> None:
    add_key(store, "n8n")
    with pytest.raises(StoreProblem, match="already"):
        add_key(store, "n8n")
    revoke_key(store, "n8n")
    for name in ("n8n", "unknown"):
        with pytest.raises(StoreProblem, match="no key named"):
            revoke_key(store, name)


def test_the_ring_knows_keys_in_use(store: Store) -> None:
    ring = KeyRing(store, refresh_seconds=3600)
    assert not ring.has_keys()
    one, other = add_key(store, "one"), add_key(store, "other")
    revoke_key(store, "other")
    ring.refresh()
    assert ring.has_keys()
    assert ring.check(one) == list_keys(store)[0].id
    wrong = [
        other,
        "",
        "lsk_",
        one[:-1],
        one + "x",
        one.upper(),
        one[:12],
        "é" * 50,
        "\udc80",
        "x" * 10**6,
        one[:12] + "é" * 35,
    ]
    assert [ring.check(key) for key in wrong] == [None] * len(wrong)


def test_a_key_revoked_or_made_in_another_process_is_noticed(url: str, store: Store) -> None:
    key = add_key(store, "n8n")
    ring = KeyRing(open_store(url), refresh_seconds=0.1)
    assert ring.check(key) is not None
    code = (
        "import sys; from app.store.database import open_store; from app.store.keys import add_key, revoke_key;"
        "store = open_store(sys.argv[1]); revoke_key(store, 'n8n'); print(add_key(store, 'new'))"
    )
    done = subprocess.run([sys.executable, "-c", code, url], cwd=ROOT, capture_output=True, text=True, check=True)
    new = done.stdout.strip()
    until = time.monotonic() + 5
    while ring.check(key) is not None or ring.check(new) is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert ring.problem is None
    ring.close()


def test_the_day_of_the_last_use_is_noted(store: Store) -> None:
    ring = KeyRing(store, refresh_seconds=3600)
    key = add_key(store, "n8n")
    ring.refresh()
    assert ring.check(key)
    assert list_keys(store)[0].last_used_on is None
    ring.refresh()
    assert list_keys(store)[0].last_used_on == datetime.now(UTC).date()
    ring.close()


def test_the_last_known_keys_hold_while_the_database_is_away(store: Store) -> None:
    key = add_key(store, "n8n")
    ring = KeyRing(store, refresh_seconds=0.05)
    assert ring.check(key)
    with store.writing() as transaction:
        transaction.run("ALTER TABLE api_keys RENAME TO gone")
    until = time.monotonic() + 5
    while ring.problem is None:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert ring.check(key)
    ring.close()


def test_a_ring_that_never_read_the_keys_says_so(empty_url: str) -> None:
    with pytest.raises(StoreProblem, match="not been set up"):
        KeyRing(open_store(empty_url)).check("lsk_anything")
