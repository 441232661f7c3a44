import json
import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.journal import Entry, Fact, LoggedLead, StoredEntry, encode, records
from tests.store.entries import entry, in_first_form

text = st.text(st.characters(), max_size=8)  # lone surrogates too
facts = st.lists(st.none() | st.floats(allow_nan=False) | text, max_size=19).map(tuple)
leads = st.lists(
    st.builds(LoggedLead, st.floats(0, 1), st.none() | st.binary(min_size=16, max_size=16), facts), max_size=4
)
moments = st.datetimes(timezones=st.just(UTC))
entries = st.builds(Entry, moments, text, text, st.none() | text, leads)


def encodable(fact: Fact) -> Fact:
    """What JSON can hold of it."""
    if isinstance(fact, str):
        return fact.encode("utf-8", "replace").decode()
    return fact if fact is not None and math.isfinite(fact) else None


def came_back(read: StoredEntry | None) -> Entry | None:
    if read is None:
        return None
    facts = [tuple(json.loads(line)) for line in read.facts()]
    scored = list(map(LoggedLead, read.scores, read.identity_hashes, facts))
    return Entry(read.at, read.source, read.model_version, read.request_id, scored, read.layout)


def ids(content: bytes) -> list[str | None]:
    return [found.entry.request_id if found.entry else None for found in records(content)]


@given(st.lists(entries, max_size=4))
def test_what_was_written_is_read(written: list[Entry]) -> None:
    content = b"".join(encode(one) for one in written)
    read = [found.entry for found in records(content)]
    for one, wrote in zip(read, written, strict=True):
        assert one is not None
        assert one.at == wrote.at
        assert one.scores == [lead.score for lead in wrote.leads]
        assert one.identity_hashes == [lead.identity_hash for lead in wrote.leads]
        assert list(map(json.loads, one.facts())) == [list(map(encodable, lead.facts)) for lead in wrote.leads]


def test_an_entry_comes_back_as_it_was() -> None:
    whole = entry("a", 3, datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC), b"0" * 16)
    assert [came_back(found.entry) for found in records(encode(whole))] == [whole]


def test_an_entry_of_the_first_form_is_read_beside_newer_ones() -> None:
    whole = entry("a", 3, datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC), b"0" * 16)
    content = encode(entry("b")) + in_first_form(whole) + b"damage" + in_first_form(whole) + encode(entry("c"))
    assert ids(content) == ["b", "a", None, "a", "c"]
    assert [came_back(found.entry) for found in records(content)].count(whole) == 2


def test_reading_starts_at_a_position() -> None:
    content = encode(entry("a")) + encode(entry("b"))
    first = next(records(content))
    assert [found.entry and found.entry.request_id for found in records(content, first.end)] == ["b"]


@pytest.mark.parametrize("missing", [1, 5, 60])
def test_a_torn_end_is_left_out(missing: int) -> None:
    content = encode(entry("a")) + encode(entry("b"))[:-missing]
    assert ids(content) == ["a", None]


@given(st.data())
def test_damaged_bytes_cost_the_records_they_are_in_and_no_other(data: st.DataObject) -> None:
    parts = [encode(entry(name)) for name in "abcd"]
    content = bytearray(b"".join(parts))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    hit = "abcd"[next(number for number in range(4) if at < sum(map(len, parts[: number + 1])))]
    assert [name for name in ids(bytes(content)) if name] == [name for name in "abcd" if name != hit]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_an_error(content: bytes) -> None:
    assert all(found.end <= len(content) for found in records(content))
    assert ids(content + encode(entry("whole")))[-1] == "whole"
