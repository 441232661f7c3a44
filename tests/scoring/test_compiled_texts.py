"""What is told of many texts at once is what `read_cell` says of each."""

from hypothesis import given
from hypothesis import strategies as st

from app.leads.fields import FIELD
from app.leads.values import read_cell
from app.scoring.compiled_texts import clean_texts

CLEAN = "I help teams to sell."
letters = st.text(st.sampled_from("aZ9 .-_/\t\n\x00\x1f\x7f\u00e9\u200b\u00a0\ud800"), max_size=6)
blanks = st.sampled_from(["", "n/a", "NULL", "-", "non disponibile", "-" * 40, " a", "a ", "a  b", "a b"])
cells = st.one_of(letters, blanks, st.text(), st.none(), st.booleans(), st.integers(), st.just("x" * 501))


@given(st.lists(cells, max_size=12))
def test_a_text_that_is_told_clean_is_read_as_it_is(given_cells: list[object]) -> None:
    field = FIELD["jobtitle"]
    some = [CLEAN, *given_cells, CLEAN]
    told = clean_texts(some, field.max_length or 0)
    assert (told[0], told[-1]) == (CLEAN, CLEAN)
    assert len(told) == len(some)
    for cell, text in zip(some, told, strict=True):
        assert text is None or (text == cell == read_cell(field, cell, 2026))
        printable = isinstance(cell, str) and cell.isascii() and cell.isprintable()
        assert text is not None or not printable or read_cell(field, cell, 2026) != cell


def test_long_texts_are_told_in_pieces() -> None:
    texts = ["a" * 9_999 + ("\n" if at % 7 == 0 else "b") for at in range(40)]
    assert clean_texts(texts, 10_000) == [None if text.endswith("\n") else text for text in texts]
    assert clean_texts([], 10) == []
