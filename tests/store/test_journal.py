from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store.journal import Entry, LoggedLead, encode, records
from tests.store.entries import entry

text = st.text(st.characters(), max_size=8)  # lone surrogates too
facts = st.lists(st.none() | st.floats(allow_nan=False) | text, max_size=19).map(tuple)
leads = st.lists(
    st.builds(LoggedLead, st.floats(0, 1), st.none() | st.binary(min_size=16, max_size=16), facts), max_size=4
)
moments = st.datetimes(timezones=st.just(UTC))
entries = st.builds(Entry, moments, text, text, st.none() | text, leads)


def ids(content: bytes) -> list[str | None]:
    return [found.entry.request_id if found.entry else None for found in records(content)]


@given(st.lists(entries, max_size=4))
def test_what_was_written_is_read(written: list[Entry]) -> None:
    content = b"".join(encode(one) for one in written)
    read = [found.entry for found in records(content)]
    assert [one and len(list(one.leads())) for one in read] == [len(one.leads) for one in written]
    assert [one and one.at for one in read] == [one.at for one in written]


def test_an_entry_comes_back_as_it_was() -> None:
    whole = entry("a", 3, datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC), b"0" * 16)
    read = [found.entry for found in records(encode(whole))]
    assert [
        one and Entry(one.at, one.source, one.model_version, one.request_id, list(one.leads()), one.layout)
        for one in read
    ] == [whole]


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
